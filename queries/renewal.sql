-- Clauses that speak of the term, its renewal and notice against it
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query renewal
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'renew* OR nonrenewal OR "non renewal" OR evergreen
  OR heading : (term OR duration OR renewal OR extension)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
