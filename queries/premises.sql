-- Clauses that speak of running on premises, in enclaves, on devices
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query premises
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"on premises" OR "on premise" OR "air gapped" OR sovereign OR enclave
  OR "edge device" OR "own infrastructure" OR "own hardware"
  OR "own data center" OR "own data centre" OR "secure element"
  OR NEAR(model device, 8)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
