-- Clauses that speak of content that reaches the developer of a model
--
-- agreement  only this agreement (a key)
--
-- Topic: data
-- Example: proviso query developer-sees
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'NEAR(pass developer, 12) OR NEAR(share developer, 12)
  OR NEAR(inputs developer, 20) OR NEAR(outputs developer, 20)
  OR NEAR(content "model provider", 20)
  OR NEAR(data "model provider", 20)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
