-- Which rights end or loosen when a minimum is missed
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query conversion
WITH f AS MATERIALIZED (
  SELECT agreement, clause, provision, subtype, stance, strength, attributes,
    text, lower(text) AS low, ord
  FROM findings
  WHERE provision IN ('exclusivity', 'distribution-license', 'license-grant',
    'first-refusal', 'minimum-commitment', 'revenue-share')
    AND stance IN ('conditional', 'negated', 'in-force')
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance, strength,
  json_extract(attributes, '$.condition') AS condition, text
FROM f
WHERE (instr(low, 'minimum') OR instr(low, 'commitment')
    OR instr(low, 'shortfall') OR instr(low, 'has not sold')
    OR instr(low, 'has not bought') OR instr(low, 'target')
    OR instr(low, 'fewer than') OR instr(low, 'less than'))
  AND (instr(' ' || low, ' if ') OR instr(low, 'fail')
    OR instr(low, 'unless') OR instr(low, 'so long as')
    OR instr(low, 'provided that'))
ORDER BY agreement, ord;
