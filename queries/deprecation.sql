-- Clauses that speak of retiring a model or a service
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query deprecation
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'deprecat* OR "end of life" OR NEAR(retire model, 8)
  OR NEAR(retirement models, 8) OR NEAR(discontinue service, 8)
  OR NEAR(discontinue model, 8)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
