-- Provisions whose words stayed while a term in them was redefined
--
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query definition-changes agreement=partnership
WITH redefined AS MATERIALIZED (
  SELECT s.agreement_id, s.old_version, s.new_version, s.date,
    s.old_document, s.new_document, p.term, p.meaning
  FROM step s
  JOIN agreement g USING (agreement_id)
  CROSS JOIN definition p ON p.document_id = s.new_document
  WHERE g.agreement = coalesce(:agreement, g.agreement)
    AND s.date >= coalesce(:since, '')
    AND EXISTS (SELECT 1 FROM definition o
      WHERE o.document_id = s.old_document AND o.term = p.term)
    -- a term may be defined twice
    AND NOT EXISTS (SELECT 1 FROM definition o
      WHERE o.document_id = s.old_document AND o.term = p.term
        AND o.meaning = p.meaning)
), standing AS MATERIALIZED (
  SELECT s.old_document, n.*
  FROM (SELECT DISTINCT old_document, new_document FROM redefined) s
  CROSS JOIN finding n ON n.document_id = s.new_document
  WHERE n.stance IN ('in-force', 'conditional')
    AND EXISTS (SELECT 1 FROM finding o
      WHERE o.document_id = s.old_document AND o.provision = n.provision
        AND o.words = n.words)
)
SELECT g.agreement, r.date, r.term, c.label AS clause, n.provision,
  n.subtype, n.stance, r.old_version, r.new_version, r.meaning
FROM redefined r
JOIN standing n ON n.document_id = r.new_document
  AND n.old_document = r.old_document
  AND instr(n.words, r.term) > 0
JOIN agreement g USING (agreement_id)
JOIN clause c ON c.document_id = n.document_id AND c.ord = n.clause
ORDER BY g.agreement, r.date, r.term, n.ord;
