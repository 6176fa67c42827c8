-- Clauses that speak of who answers for claims about models and output
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query indemnity
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'indemnif* OR indemnity OR "hold harmless"
  OR NEAR(defend claim, 10) OR NEAR(defend claims, 10)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
