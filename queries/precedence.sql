-- Clauses that say which document wins
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query precedence
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'precedence OR prevail* OR "takes precedence"
  OR NEAR(conflict controls, 10) OR NEAR(conflict govern, 10)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
