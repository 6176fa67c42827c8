-- Clauses that speak of content that reaches the developer of a model
--
-- agreement  only this agreement (a key)
--
-- Topic: data
-- Example: proviso query developer-sees
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'NEAR(pass developer, 12) OR NEAR(share developer, 12)
  OR NEAR(inputs developer, 20) OR NEAR(outputs developer, 20)
  OR NEAR(content "model provider", 20)
  OR NEAR(data "model provider", 20)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
