-- Clauses that point at a clause which the version before still had
--
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query dangling since=2026-01-01
SELECT d.agreement, d.date, c.label AS clause, d.target,
  d.old_version, d.new_version
FROM dangling_references d
JOIN clause c ON c.document_id = d.new_document AND c.ord = d.clause
WHERE d.agreement = coalesce(:agreement, d.agreement)
  AND d.date >= coalesce(:since, '')
ORDER BY d.agreement, d.date, c.ord, d.target;
