-- Clauses that speak of how long content is kept, and of keeping none
--
-- agreement  only this agreement (a key)
--
-- Topic: data
-- Example: proviso query retention
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"zero retention" OR "zero data retention" OR retention
  OR NEAR(content retained, 10) OR NEAR(data retained, 10)
  OR NEAR(data delete, 10) OR NEAR(content delete, 10)
  OR NEAR(delete termination, 8)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
