-- Who is bound to deal with one party alone, or to buy all from it
--
-- agreement  only this agreement (a key)
-- party      only duties of this party (part of its name)
--
-- Topic: lock-in
-- Example: proviso query bound party=Kestrel
SELECT agreement, clause, subtype, strength, stance,
  json_extract(attributes, '$.obligor') AS obligor, holder, object, until,
  condition, text
FROM findings
WHERE provision = 'exclusivity'
  AND stance IN ('in-force', 'conditional')
  AND json_extract(attributes, '$.obligor') LIKE
    '%' || coalesce(:party, '') || '%'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
