-- Which agreements still tie the hosting, and which have dropped that
--
-- agreement  only this agreement (a key)
--
-- Topic: change
-- Example: proviso query hosting-exclusivity
SELECT agreement,
  CASE WHEN lost_at IS NULL THEN 'stands' ELSE 'dropped' END AS state,
  subtype, first_seen, last_seen, lost_at, clause
FROM timeline
WHERE provision = 'exclusivity'
  AND subtype IN ('hosting', 'compute', 'requirements', 'product-class')
  AND agreement = coalesce(:agreement, agreement)
ORDER BY state DESC, lost_at DESC, agreement, subtype;
