-- Clauses that speak of escrow, its release events and step-in rights
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query escrow
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'escrow OR "release event" OR "release events" OR "step in"
  OR "deposit materials" OR custodian'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
