-- Clauses that bring in terms from elsewhere, or terms that can change
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query incorporated
SELECT s.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version AND o.newest = 1
WHERE clause_search MATCH
  'https OR http OR "published policy" OR "published framework"
  OR "as published" OR "standard terms" OR "acceptable use policy"
  OR "incorporated by reference" OR NEAR(website terms, 10)
  OR NEAR(change "these terms", 8) OR NEAR(update "these terms", 8)
  OR NEAR(terms catalog, 12)'
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY s.agreement, s.rowid;
