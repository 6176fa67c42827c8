-- Provisions whose stated end falls into the days to come
--
-- agreement  only this agreement (a key)
-- days       how many [180]
-- on         counted from this date (2027-01-31) [today]
--
-- Topic: until
-- Example: proviso query ending-soon on=2030-09-01
SELECT until, CAST(julianday(until)
    - julianday(coalesce(:on, date('now'))) AS INTEGER) AS days_left,
  agreement, clause, provision, subtype, stance, text
FROM findings
WHERE until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
  AND stance IN ('in-force', 'conditional')
  AND agreement = coalesce(:agreement, agreement)
  AND until >= coalesce(:on, date('now'))
  AND until <= date(coalesce(:on, 'now'),
    '+' || CAST(coalesce(:days, 180) AS INTEGER) || ' days')
ORDER BY until, agreement, ord;
