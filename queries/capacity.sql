-- Capacity that is reserved or dedicated, and clauses that speak of it
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query capacity
SELECT f.agreement, f.clause, f.subtype AS kind, f.stance, f.text
FROM findings f
WHERE provision = 'exclusivity' AND subtype = 'capacity'
  AND agreement = coalesce(:agreement, agreement)
UNION ALL
SELECT s.agreement, s.clause, 'words', NULL, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'NEAR(dedicated capacity, 3) OR NEAR(reserved capacity, 3)
  OR "reserved throughput" OR "provisioned throughput"
  OR "dedicated cluster" OR "dedicated instance"'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY 1, 2, 3;
