-- Who is bound to whom: exclusivities that the newest versions put in force
--
-- agreement  only this agreement (a key)
-- on         leave out what ended before this date (2026-01-31) [today]
--
-- Topic: lock-in
-- Example: proviso query exclusivity on=2026-12-31
SELECT agreement, clause, subtype, strength, stance,
  json_extract(attributes, '$.obligor') AS obligor, holder, object, cloud,
  until, condition, text
FROM findings
WHERE provision = 'exclusivity'
  AND stance IN ('in-force', 'conditional')
  AND agreement = coalesce(:agreement, agreement)
  AND (until IS NULL
    OR until NOT GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
    OR until >= coalesce(:on, date('now')))
ORDER BY agreement, ord;
