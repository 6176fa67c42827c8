-- Clauses that speak of what counts toward a commitment
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query burn-down
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'NEAR(count toward, 12) OR NEAR(counts toward, 12)
  OR NEAR(count commitment, 15) OR NEAR(credited commitment, 15)
  OR NEAR(marketplace commitment, 20) OR "burn down" OR drawdown'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
