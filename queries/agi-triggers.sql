-- What turns on a capability that a system may reach, and who decides
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query agi-triggers agreement=partnership
SELECT agreement, clause, subtype, stance,
  json_extract(attributes, '$.trigger') AS "trigger",
  json_extract(attributes, '$.determined_by') AS determined_by,
  json_extract(attributes, '$.consequence') AS consequence,
  until, condition, text
FROM findings
WHERE provision = 'agi-trigger'
  AND (stance <> 'reference' OR subtype = 'definition')
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
