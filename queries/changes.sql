-- What appeared, disappeared, weakened or strengthened between versions
--
-- agreement  only this agreement (a key)
-- provision  only this provision, such as exclusivity
-- change     only lost, gained, weakened or strengthened
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query changes since=2026-01-01
SELECT agreement, date, change, provision, subtype,
  old_version, old_clause, new_version, new_clause
FROM changes
WHERE agreement = coalesce(:agreement, agreement)
  AND provision = coalesce(:provision, provision)
  AND change = coalesce(:change, change)
  AND date >= coalesce(:since, '')
ORDER BY agreement, date, provision, subtype;
