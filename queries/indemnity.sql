-- Clauses that speak of who answers for claims about models and output
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query indemnity
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'indemnif* OR indemnity OR "hold harmless"
  OR NEAR(defend claim, 10) OR NEAR(defend claims, 10)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
