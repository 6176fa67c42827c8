-- Do we get weights: access, delivery, escrow and release to the public
--
-- agreement  only this agreement (a key)
--
-- Topic: where
-- Example: proviso query weights
SELECT agreement, clause, provision, subtype, stance, holder, object,
  json_extract(attributes, '$.trigger') AS "trigger", condition, text
FROM findings
WHERE (provision IN ('weights-access', 'open-weight')
    OR provision = 'distribution-license' AND subtype = 'weights-delivery')
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
