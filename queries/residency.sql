-- In which regions data must stay, and which steps may leave them
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query residency
SELECT agreement, clause, stance,
  CASE
    WHEN text LIKE '%abuse%' OR text LIKE '%monitor%' THEN 'monitoring'
    WHEN text LIKE '%support%' THEN 'support'
    WHEN text LIKE '%stor%' OR text LIKE '%host%' THEN 'storage'
    WHEN text LIKE '%process%' OR text LIKE '%infer%' THEN 'processing'
  END AS step,
  json_extract(attributes, '$.territory') AS territory, condition,
  json_extract(attributes, '$.carve_out') AS carve_out, text
FROM findings
WHERE provision = 'data-residency'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
