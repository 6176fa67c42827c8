-- Which text of each agreement was the current one on a date
--
-- agreement  only this agreement (a key)
-- on         the date (2027-01-31) [today]
--
-- Topic: change
-- Example: proviso query versions on=2025-06-30
SELECT a.agreement, o.label AS version, max(o.date) AS date, f.path
FROM version_order o
JOIN agreement a USING (agreement_id)
LEFT JOIN file f USING (version_id)
WHERE o.date <= coalesce(:on, date('now'))
  AND a.agreement = coalesce(:agreement, a.agreement)
GROUP BY a.agreement
ORDER BY a.agreement;
