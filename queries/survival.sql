-- Clauses that speak of what outlives the agreement
--
-- agreement  only this agreement (a key)
--
-- Topic: until
-- Example: proviso query survival
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'surviv* OR perpetual OR irrevocable OR "sell off" OR "wind down"
  OR "transition services"
  OR NEAR(continue "after the end", 12)
  OR NEAR(continue termination, 12)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
