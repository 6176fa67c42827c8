-- Clauses that speak of fine-tuned models and derivatives
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query derivatives
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"fine tune" OR "fine tuned" OR "fine tuning" OR derivative
  OR NEAR(model tuned, 6) OR NEAR(model customized, 6) OR distill'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
