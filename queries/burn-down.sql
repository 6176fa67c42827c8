-- Clauses that speak of what counts toward a commitment
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query burn-down
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'NEAR(count toward, 12) OR NEAR(counts toward, 12)
  OR NEAR(count commitment, 15) OR NEAR(credited commitment, 15)
  OR NEAR(marketplace commitment, 20) OR "burn down" OR drawdown'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
