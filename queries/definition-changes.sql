-- Provisions whose words stayed while a term in them was redefined
--
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query definition-changes agreement=partnership
WITH redefined AS (
  SELECT s.agreement_id, s.old_version, s.new_version, s.date,
    s.old_document, s.new_document, p.term,
    substr(CAST(b.text AS BLOB), p.start + 1, p.length) AS meaning
  FROM step s
  JOIN agreement g USING (agreement_id)
  JOIN document a ON a.document_id = s.old_document
  JOIN document b ON b.document_id = s.new_document
  JOIN definition o ON o.document_id = s.old_document
  JOIN definition p ON p.document_id = s.new_document AND p.term = o.term
  WHERE g.agreement = coalesce(:agreement, g.agreement)
    AND s.date >= coalesce(:since, '')
    AND substr(CAST(a.text AS BLOB), o.start + 1, o.length)
      <> substr(CAST(b.text AS BLOB), p.start + 1, p.length)
)
SELECT g.agreement, r.date, r.term, c.label AS clause, n.provision,
  n.subtype, n.stance, r.old_version, r.new_version,
  CAST(r.meaning AS TEXT) AS meaning
FROM redefined r
JOIN agreement g USING (agreement_id)
JOIN document a ON a.document_id = r.old_document
JOIN document b ON b.document_id = r.new_document
JOIN finding n ON n.document_id = r.new_document
JOIN clause c ON c.document_id = n.document_id AND c.ord = n.clause
WHERE n.stance IN ('in-force', 'conditional')
  AND instr(substr(CAST(b.text AS BLOB), n.start + 1, n.length),
    CAST(r.term AS BLOB)) > 0
  AND EXISTS (SELECT 1 FROM finding o
    WHERE o.document_id = r.old_document AND o.provision = n.provision
      AND o.length = n.length
      AND substr(CAST(a.text AS BLOB), o.start + 1, o.length)
        = substr(CAST(b.text AS BLOB), n.start + 1, n.length))
ORDER BY g.agreement, r.date, r.term, n.ord;
