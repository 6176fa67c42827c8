-- Who may host, resell, embed or pass on what, and what is forbidden
--
-- agreement  only this agreement (a key)
-- stance     only this stance: in-force, conditional, negated or removed
--
-- Topic: where
-- Example: proviso query distribution stance=negated
SELECT agreement, clause, subtype, stance,
  json_extract(attributes, '$.obligor') AS obligor, holder, object, cloud,
  json_extract(attributes, '$.channel') AS channel,
  json_extract(attributes, '$.territory') AS territory,
  until, condition,
  json_extract(attributes, '$.carve_out') AS carve_out, text
FROM findings
WHERE provision = 'distribution-license'
  AND stance <> 'reference'
  AND stance = coalesce(:stance, stance)
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
