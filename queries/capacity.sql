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
SELECT a.agreement, s.clause, 'words', NULL, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'NEAR(dedicated capacity, 3) OR NEAR(reserved capacity, 3)
  OR "reserved throughput" OR "provisioned throughput"
  OR "dedicated cluster" OR "dedicated instance"'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY 1, 2, 3;
