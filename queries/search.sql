-- Clauses that hold these words, the best first
--
-- q          what to look for, as FTS5 has it: words, "a phrase", exclusiv*
-- agreement  only this agreement (a key)
-- all        1: every version, not only the newest
--
-- Topic: store
-- Example: proviso query search q='ship first'
SELECT s.agreement, s.version, s.clause, s.heading,
  snippet(clause_search, 4, '', '', '...', 40) AS text
FROM clause_search s
JOIN agreement a ON a.agreement = s.agreement
JOIN version_order o ON o.agreement_id = a.agreement_id
  AND o.label = s.version
WHERE clause_search MATCH :q
  AND (o.newest = 1 OR :all = '1')
  AND s.agreement = coalesce(:agreement, s.agreement)
ORDER BY rank, s.agreement, o.nth, s.rowid;
