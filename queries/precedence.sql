-- Clauses that say which document wins
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query precedence
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'precedence OR prevail* OR "takes precedence"
  OR NEAR(conflict controls, 10) OR NEAR(conflict govern, 10)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
