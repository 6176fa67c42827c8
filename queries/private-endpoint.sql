-- Clauses that speak of private endpoints, networks or links
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query private-endpoint
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"private endpoint" OR "private link" OR "private network" OR vpc
  OR "virtual private" OR "dedicated endpoint" OR "dedicated connection"'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
