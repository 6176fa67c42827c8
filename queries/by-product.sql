-- Is the answer the same for interfaces, applications and agents
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query by-product
WITH f AS MATERIALIZED (
  SELECT agreement, clause, provision, subtype, stance, text,
    lower(text) AS low, ord
  FROM findings
  WHERE provision IN ('exclusivity', 'distribution-license', 'first-ship')
    AND stance <> 'reference'
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance,
  CASE
    WHEN instr(low, 'non-api') THEN 'non-API'
    WHEN instr(low, 'stateless') THEN 'stateless'
    WHEN instr(low, 'stateful') THEN 'stateful'
    WHEN instr(low, 'api') OR instr(low, 'interface') THEN 'API'
    WHEN instr(low, 'agent platform') OR instr(low, 'agents') THEN 'agents'
    ELSE 'application'
  END AS product, text
FROM f
WHERE subtype = 'product-class' OR instr(text, 'API')
  OR instr(low, 'stateless') OR instr(low, 'stateful')
  OR instr(low, 'interface') OR instr(low, 'first-party')
  OR instr(low, 'agent platform') OR instr(low, 'agents')
  OR instr(low, 'application')
ORDER BY agreement, ord;
