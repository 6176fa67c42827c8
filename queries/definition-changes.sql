-- Provisions whose words stayed while a term in them was redefined
--
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query definition-changes agreement=partnership
SELECT r.agreement, r.date, p.term, c.label AS clause, n.provision,
  n.subtype, n.stance, r.old_version, r.new_version, p.meaning
FROM redefinitions r
JOIN definition p ON p.document_id = r.new_document
  AND p.ord = r.definition
JOIN finding n ON n.document_id = r.new_document AND n.ord = r.finding
JOIN clause c ON c.document_id = r.new_document AND c.ord = n.clause
WHERE r.agreement = coalesce(:agreement, r.agreement)
  AND r.date >= coalesce(:since, '')
ORDER BY r.agreement, r.date, p.term, n.ord;
