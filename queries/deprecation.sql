-- Clauses that speak of retiring a model or a service
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query deprecation
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'deprecat* OR "end of life" OR NEAR(retire model, 8)
  OR NEAR(retirement models, 8) OR NEAR(discontinue service, 8)
  OR NEAR(discontinue model, 8)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
