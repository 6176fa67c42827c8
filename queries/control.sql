-- What a change of control or an assignment brings about
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query control
SELECT agreement, clause, provision, stance, holder,
  json_extract(attributes, '$.obligor') AS obligor,
  json_extract(attributes, '$.trigger') AS "trigger",
  json_extract(attributes, '$.consequence') AS consequence,
  json_extract(attributes, '$.carve_out') AS carve_out, text
FROM findings
WHERE provision IN ('change-of-control', 'anti-assignment')
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
