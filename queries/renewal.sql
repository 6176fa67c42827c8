-- Clauses that speak of the term, its renewal and notice against it
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query renewal
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'renew* OR nonrenewal OR "non renewal" OR evergreen
  OR heading : (term OR duration OR renewal OR extension)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
