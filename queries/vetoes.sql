-- Who may hold back, suspend or forbid a deployment
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query vetoes
SELECT agreement, clause, 'safety-veto' AS kind, stance, holder, condition,
  text
FROM findings
WHERE provision = 'safety-veto'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
UNION ALL
SELECT a.agreement, s.clause, 'acceptable use', NULL, NULL, NULL, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"acceptable use" OR "terms of use" OR "prohibited use"'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY 1, 2, 3;
