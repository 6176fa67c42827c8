-- What is different for governments and national security
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query government
WITH f AS MATERIALIZED (
  SELECT * FROM findings
  WHERE provision IN ('government-carve-out', 'exclusivity',
    'distribution-license')
    AND stance <> 'reference'
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance, holder, object, condition,
  text
FROM f
WHERE provision = 'government-carve-out'
  OR text LIKE '%government%' OR text LIKE '%national security%'
  OR text LIKE '%public authorit%' OR text LIKE '%public sector%'
  OR text LIKE '%federal%' OR text LIKE '%public bod%'
ORDER BY agreement, ord;
