-- What a declared capability does to licences, money and exclusivity
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query agi-consequences
SELECT agreement, clause, subtype, stance, holder,
  json_extract(attributes, '$.determined_by') AS determined_by,
  json_extract(attributes, '$.consequence') AS consequence, until, text
FROM findings
WHERE provision = 'agi-trigger'
  AND (subtype LIKE 'consequence%'
    OR subtype IN ('post-agi-rights', 'decoupling', 'research-ban'))
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
