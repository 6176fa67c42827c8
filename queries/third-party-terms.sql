-- Clauses that speak of the terms of models that others made
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query third-party-terms
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"third party model" OR "third party models" OR "pass through"
  OR NEAR(terms "other developers", 15) OR NEAR(terms "end customer", 12)
  OR NEAR(terms "model provider", 12)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
