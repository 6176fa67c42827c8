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
SELECT s.agreement, s.clause, 'acceptable use', NULL, NULL, NULL, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"acceptable use" OR "terms of use" OR "prohibited use"'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY 1, 2, 3;
