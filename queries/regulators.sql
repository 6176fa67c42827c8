-- Clauses that speak of regulators, sanctions and export control
--
-- agreement  only this agreement (a key)
--
-- Topic: condition
-- Example: proviso query regulators
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  '"export control" OR "export law" OR "export laws" OR sanctions
  OR antitrust OR "competition law" OR "competition authorities"
  OR regulator OR regulators OR "supervisory authority"
  OR NEAR(export law, 6) OR NEAR(export license, 10)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
