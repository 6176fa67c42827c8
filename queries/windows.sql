-- Which exclusivities, first refusals and first shipments run on a date
--
-- agreement  only this agreement (a key)
-- on         the date (2027-01-31) [today]
--
-- Topic: until
-- Example: proviso query windows on=2027-01-01
WITH w AS (
  SELECT *, until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AS dated
  FROM findings
  WHERE provision IN ('exclusivity', 'first-refusal', 'first-ship')
    AND stance IN ('in-force', 'conditional')
    AND agreement = coalesce(:agreement, agreement)
)
SELECT agreement, clause, provision, subtype, stance, until,
  CASE WHEN dated THEN CAST(julianday(until)
    - julianday(coalesce(:on, date('now'))) AS INTEGER) END AS days_left,
  condition, text
FROM w
WHERE dated IS NOT 1 OR until >= coalesce(:on, date('now'))
ORDER BY dated DESC, until, agreement, ord;
