-- Clauses that speak of private endpoints, networks or links
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query private-endpoint
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"private endpoint" OR "private link" OR "private network" OR vpc
  OR "virtual private" OR "dedicated endpoint" OR "dedicated connection"'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
