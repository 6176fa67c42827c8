-- Who may sell the models to whom, and what the developer keeps to itself
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query who-sells
SELECT agreement, clause, subtype, stance, holder,
  json_extract(attributes, '$.obligor') AS obligor, object,
  json_extract(attributes, '$.territory') AS territory, text
FROM findings
WHERE provision = 'distribution-license'
  AND subtype IN ('resale', 'marketplace', 'referral', 'white-label', 'oem',
    'first-party-reserved')
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
