-- How completely each version was read; the least complete first
--
-- agreement  only this agreement (a key)
--
-- Topic: store
-- Example: proviso query coverage
SELECT a.agreement, v.label AS version, d.format, d.bytes, d.in_clauses,
  round(100.0 * d.in_clauses / d.bytes, 1) AS percent,
  d.redactions, d.warnings,
  (SELECT count(*) FROM gap g WHERE g.document_id = d.document_id)
    AS rule_limits
FROM version v
JOIN document d USING (document_id)
JOIN agreement a USING (agreement_id)
WHERE a.agreement = coalesce(:agreement, a.agreement)
ORDER BY rule_limits DESC, percent, a.agreement, v.date, v.label;
