-- Clauses that speak of the terms of models that others made
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query third-party-terms
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"third party model" OR "third party models" OR "pass through"
  OR NEAR(terms "other developers", 15) OR NEAR(terms "end customer", 12)
  OR NEAR(terms "model provider", 12)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
