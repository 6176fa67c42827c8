-- What is different for governments and national security
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query government
WITH f AS MATERIALIZED (
  SELECT agreement, clause, provision, subtype, stance, attributes, text,
    lower(text) AS low, ord
  FROM findings
  WHERE provision IN ('government-carve-out', 'exclusivity',
    'distribution-license')
    AND stance <> 'reference'
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance,
  json_extract(attributes, '$.holder') AS holder,
  json_extract(attributes, '$.object') AS object,
  json_extract(attributes, '$.condition') AS condition, text
FROM f
WHERE provision = 'government-carve-out'
  OR instr(low, 'government') OR instr(low, 'national security')
  OR instr(low, 'public authorit') OR instr(low, 'public sector')
  OR instr(low, 'federal') OR instr(low, 'public bod')
ORDER BY agreement, ord;
