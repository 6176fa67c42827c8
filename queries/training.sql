-- May models be trained on our data, and who decides
--
-- agreement  only this agreement (a key)
-- direction  only permitted or prohibited
--
-- Topic: data
-- Example: proviso query training direction=prohibited
SELECT agreement, clause, stance,
  json_extract(attributes, '$.direction') AS direction, holder,
  json_extract(attributes, '$.obligor') AS obligor, object, condition, text
FROM findings
WHERE provision = 'training-data'
  AND stance <> 'reference'
  AND coalesce(json_extract(attributes, '$.direction'), '')
    = coalesce(:direction, json_extract(attributes, '$.direction'), '')
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
