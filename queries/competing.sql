-- What we may not build, train, distil or compare
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query competing
SELECT agreement, clause, subtype, stance,
  json_extract(attributes, '$.obligor') AS obligor, object, until, condition,
  json_extract(attributes, '$.carve_out') AS carve_out, text
FROM findings
WHERE (provision = 'non-compete'
    OR text LIKE '%benchmark%' OR text LIKE '%distil%')
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
