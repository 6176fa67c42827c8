-- Provisions that were lost or weakened from one version to the next
--
-- provision  only this provision, such as exclusivity
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
WITH change AS (
  SELECT * FROM changes
  WHERE change IN ('lost', 'weakened')
    AND provision = coalesce(:provision, provision)
    AND agreement = coalesce(:agreement, agreement)
    AND date >= coalesce(:since, '')
)
SELECT agreement, date, change, provision, subtype,
  old_version, old_clause, new_version, new_clause,
  (SELECT CAST(substr(CAST(d.text AS BLOB), f.start + 1, f.length) AS TEXT)
    FROM agreement a
    JOIN version v USING (agreement_id)
    JOIN document d USING (document_id)
    JOIN finding f USING (document_id)
    WHERE a.agreement = change.agreement AND v.label = change.old_version
      AND f.provision = change.provision AND f.subtype = change.subtype
      AND f.stance IN ('in-force', 'conditional')
    ORDER BY f.ord LIMIT 1) AS old_text
FROM change
ORDER BY agreement, date, provision, subtype;
