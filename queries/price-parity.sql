-- Who gets prices and terms as good as those of others
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query price-parity
SELECT agreement, clause, stance, holder,
  json_extract(attributes, '$.obligor') AS obligor, object, condition, text
FROM findings
WHERE provision = 'most-favored'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
