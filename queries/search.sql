-- Clauses that hold these words, the best first
--
-- q          what to look for, as FTS5 has it: words, "a phrase", exclusiv*
-- agreement  only this agreement (a key)
-- all        1: every version, not only the newest
--
-- Topic: store
-- Example: proviso query search q='ship first'
SELECT a.agreement, s.version, s.clause, s.heading,
  snippet(clause_search, 4, '', '', '...', 40) AS text
FROM clause_search s
JOIN version_order o ON o.version_id = s.rowid >> 32
JOIN agreement a USING (agreement_id)
WHERE clause_search MATCH :q
  AND (o.newest = 1 OR :all = '1')
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY rank, a.agreement, o.nth, s.rowid;
