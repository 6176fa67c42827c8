-- Conditions on what a party can, cannot or chooses not to do
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query inability
SELECT agreement, clause, provision, subtype, stance,
  CASE
    WHEN text LIKE '%cannot%and%' OR text LIKE '%unable%and%' THEN 'and'
    WHEN text LIKE '%cannot%or%' OR text LIKE '%unable%or%' THEN 'or'
  END AS joined_by,
  json_extract(attributes, '$.determined_by') AS judged_by, condition, text
FROM findings
WHERE stance IN ('in-force', 'conditional')
  AND (condition LIKE '%cannot%' OR condition LIKE '%unable%'
    OR condition LIKE '%inability%' OR condition LIKE '%chooses not%'
    OR condition LIKE '%elects not%' OR condition LIKE '%declines%'
    OR condition LIKE '%unavailable%' OR condition LIKE '%fails to provide%'
    OR condition LIKE '%fails to support%')
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
