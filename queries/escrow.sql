-- Clauses that speak of escrow, its release events and step-in rights
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query escrow
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'escrow OR "release event" OR "release events" OR "step in"
  OR "deposit materials" OR custodian'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
