-- Who may check what: books, routing, compliance with exclusivity
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query audits
SELECT agreement, clause, stance, holder,
  json_extract(attributes, '$.obligor') AS obligor, object, condition,
  text LIKE '%rout%' OR text LIKE '%exclusiv%' OR text LIKE '%log%'
    AS of_routing, text
FROM findings
WHERE provision = 'audit'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
