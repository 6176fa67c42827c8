-- Clauses that point at a clause which the version before still had
--
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query dangling since=2026-01-01
SELECT g.agreement, s.date, c.label AS clause, r.target,
  s.old_version, s.new_version
FROM step s
JOIN agreement g USING (agreement_id)
CROSS JOIN reference r ON r.document_id = s.new_document
  AND r.points_at = -1
JOIN clause c ON c.document_id = r.document_id AND c.ord = r.clause
WHERE g.agreement = coalesce(:agreement, g.agreement)
  AND s.date >= coalesce(:since, '')
  AND EXISTS (SELECT 1 FROM clause o
    WHERE o.document_id = s.old_document AND o.label = r.target)
GROUP BY s.agreement_id, s.nth, c.ord, r.target
ORDER BY g.agreement, s.date, c.ord, r.target;
