-- In which agreements a capability trigger still stands, and where it went
--
-- agreement  only this agreement (a key)
--
-- Topic: change
-- Example: proviso query agi-agreements
SELECT agreement, sum(lost_at IS NULL) AS standing, min(first_seen) AS since,
  group_concat(CASE WHEN lost_at IS NULL
    THEN coalesce(nullif(subtype, ''), 'trigger') || ' ' || clause END, ', ')
    AS clauses,
  max(lost_at) AS last_loss
FROM timeline
WHERE provision = 'agi-trigger' AND subtype <> 'decoupling'
  AND agreement = coalesce(:agreement, agreement)
GROUP BY agreement
ORDER BY standing = 0, agreement;
