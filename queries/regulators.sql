-- Clauses that speak of regulators, sanctions and export control
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query regulators
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  '"export control" OR "export law" OR "export laws" OR sanctions
  OR antitrust OR "competition law" OR "competition authorities"
  OR regulator OR regulators OR "supervisory authority"
  OR NEAR(export law, 6) OR NEAR(export license, 10)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
