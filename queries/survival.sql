-- Clauses that speak of what outlives the agreement
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query survival
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'surviv* OR perpetual OR irrevocable OR "sell off" OR "wind down"
  OR "transition services"
  OR NEAR(continue "after the end", 12)
  OR NEAR(continue termination, 12)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
