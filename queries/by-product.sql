-- Is the answer the same for interfaces, applications and agents
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query by-product
WITH f AS MATERIALIZED (
  SELECT * FROM findings
  WHERE provision IN ('exclusivity', 'distribution-license', 'first-ship')
    AND stance <> 'reference'
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance,
  CASE
    WHEN text LIKE '%non-API%' THEN 'non-API'
    WHEN text LIKE '%stateless%' THEN 'stateless'
    WHEN text LIKE '%stateful%' THEN 'stateful'
    WHEN text LIKE '%API%' OR text LIKE '%interface%' THEN 'API'
    WHEN text LIKE '%agent platform%' OR text LIKE '%agents%' THEN 'agents'
    ELSE 'application'
  END AS product, text
FROM f
WHERE (subtype = 'product-class' OR text GLOB '*API*'
    OR text LIKE '%stateless%' OR text LIKE '%stateful%'
    OR text LIKE '%interface%' OR text LIKE '%first-party%'
    OR text LIKE '%agent platform%' OR text LIKE '%agents%'
    OR text LIKE '%application%')
ORDER BY agreement, ord;
