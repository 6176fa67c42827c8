-- When each provision of an agreement was first seen, last seen and lost
--
-- agreement  only this agreement (a key)
-- provision  only this provision, such as exclusivity
--
-- Topic: change
-- Example: proviso query timeline agreement=partnership
SELECT agreement, provision, subtype, first_seen, last_seen, lost_at, clause
FROM timeline
WHERE agreement = coalesce(:agreement, agreement)
  AND provision = coalesce(:provision, provision)
ORDER BY agreement, provision, first_seen, subtype;
