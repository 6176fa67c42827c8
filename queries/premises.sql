-- Clauses that speak of running on premises, in enclaves, on devices
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query premises
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"on premises" OR "on premise" OR "air gapped" OR sovereign OR enclave
  OR "edge device" OR "own infrastructure" OR "own hardware"
  OR "own data center" OR "own data centre" OR "secure element"
  OR NEAR(model device, 8)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
