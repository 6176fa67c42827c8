-- What can be taken along: exports, tuned models, help with moving
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query exit
SELECT agreement, clause, stance, holder,
  json_extract(attributes, '$.obligor') AS obligor, object, until, condition,
  text
FROM findings
WHERE provision = 'portability'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
