-- Clauses that speak of how long content is kept, and of keeping none
--
-- agreement  only this agreement (a key)
--
-- Topic: data
-- Example: proviso query retention
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"zero retention" OR "zero data retention" OR retention
  OR NEAR(content retained, 10) OR NEAR(data retained, 10)
  OR NEAR(data delete, 10) OR NEAR(content delete, 10)
  OR NEAR(delete termination, 8)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
