-- Which number of users, revenue or computation changes the rights
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query thresholds
SELECT agreement, clause, provision, subtype, stance,
  json_extract(attributes, '$.amount') AS amount,
  json_extract(attributes, '$.trigger') AS "trigger",
  json_extract(attributes, '$.consequence') AS consequence, text
FROM findings
WHERE (provision = 'scale-threshold'
    OR provision = 'agi-trigger' AND subtype = 'compute-threshold')
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
