-- Provisions that were lost or weakened from one version to the next
--
-- provision  only this provision, such as exclusivity
-- agreement  only this agreement (a key)
-- since      only changes in versions of this date or later
--
-- Topic: change
-- Example: proviso query lost provision=exclusivity
SELECT agreement, date, change, provision, subtype,
  old_version, old_clause, new_version, new_clause,
  (SELECT words FROM finding f
    WHERE f.document_id = old_document AND f.ord = old_ord) AS old_text
FROM changes
WHERE change IN ('lost', 'weakened')
  AND provision = coalesce(:provision, provision)
  AND agreement = coalesce(:agreement, agreement)
  AND date >= coalesce(:since, '')
ORDER BY agreement, date, provision, subtype;
