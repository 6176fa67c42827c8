-- Which rights end or loosen when a minimum is missed
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query conversion
WITH f AS MATERIALIZED (
  SELECT * FROM findings
  WHERE provision IN ('exclusivity', 'distribution-license', 'license-grant',
    'first-refusal', 'minimum-commitment', 'revenue-share')
    AND stance IN ('conditional', 'negated', 'in-force')
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance, strength, condition, text
FROM f
WHERE (text LIKE '%minimum%' OR text LIKE '%commitment%'
    OR text LIKE '%shortfall%' OR text LIKE '%has not sold%'
    OR text LIKE '%has not bought%' OR text LIKE '%target%'
    OR text LIKE '%fewer than%' OR text LIKE '%less than%')
  AND (text LIKE 'if %' OR text LIKE '% if %' OR text LIKE '%fail%'
    OR text LIKE '%unless%' OR text LIKE '%so long as%'
    OR text LIKE '%provided that%')
ORDER BY agreement, ord;
