-- Clauses that bring in terms from elsewhere, or terms that can change
--
-- agreement  only this agreement (a key)
--
-- Topic: terms
-- Example: proviso query incorporated
SELECT a.agreement, s.clause, s.heading, s.text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32 AND o.newest = 1
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH
  'https OR http OR "published policy" OR "published framework"
  OR "as published" OR "standard terms" OR "acceptable use policy"
  OR "incorporated by reference" OR NEAR(website terms, 10)
  OR NEAR(change "these terms", 8) OR NEAR(update "these terms", 8)
  OR NEAR(terms catalog, 12)'
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, s.rowid;
