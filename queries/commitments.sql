-- What must be bought, and whether anybody may leave on notice
--
-- agreement  only this agreement (a key)
--
-- Topic: lock-in
-- Example: proviso query commitments
SELECT agreement, clause, stance,
  json_extract(attributes, '$.obligor') AS obligor,
  json_extract(attributes, '$.amount') AS amount, until, condition,
  (SELECT group_concat(c.label, ', ')
    FROM finding e
    JOIN clause c ON c.document_id = e.document_id AND c.ord = e.clause
    WHERE e.document_id = f.document_id AND e.provision = 'termination'
      AND e.subtype = 'convenience'
      AND e.stance IN ('in-force', 'conditional')) AS may_leave_under,
  text
FROM findings f
WHERE provision = 'minimum-commitment'
  AND stance <> 'reference'
  AND agreement = coalesce(:agreement, agreement)
ORDER BY agreement, ord;
