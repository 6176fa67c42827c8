-- Provisions whose deciding term is blacked out, and texts with redactions
--
-- agreement  only this agreement (a key)
--
-- Topic: store
-- Example: proviso query redacted
SELECT agreement, version, clause, provision, subtype, stance, text
FROM findings
WHERE json_extract(attributes, '$.redacted')
  AND agreement = coalesce(:agreement, agreement)
UNION ALL
SELECT a.agreement, o.label, NULL, NULL, NULL, NULL,
  d.redactions || ' redaction marks in the text'
FROM version_order o
JOIN document d USING (document_id)
JOIN agreement a USING (agreement_id)
WHERE o.newest = 1 AND d.redactions > 0
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY 1, 2, 3;
