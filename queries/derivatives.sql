-- Clauses that speak of fine-tuned models and derivatives
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query derivatives
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"fine tune" OR "fine tuned" OR "fine tuning" OR derivative
  OR NEAR(model tuned, 6) OR NEAR(model customized, 6) OR distill'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
