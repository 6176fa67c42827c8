-- Provisions that end: by date, then those that end with an event
--
-- before     only what ends before this date (2031-01-01)
-- since      only what ends at this date or later
-- provision  only this provision, such as exclusivity
--
-- Topic: until
-- Example: proviso query conditional-until before=2030-01-01
WITH ending AS (
  SELECT *, until GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AS dated
  FROM findings
  WHERE until IS NOT NULL
    AND stance IN ('in-force', 'conditional')
    AND provision = coalesce(:provision, provision)
)
SELECT until, agreement, clause, provision, subtype, stance, text
FROM ending
WHERE (:before IS NULL OR dated AND until < :before)
  AND (:since IS NULL OR dated AND until >= :since)
ORDER BY dated DESC, until, agreement, ord;
