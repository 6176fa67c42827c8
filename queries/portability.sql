-- Where may it run: on this cloud, in this mode, until when
--
-- agreement  only this agreement (a key)
-- cloud      only answers for this cloud: aws, a name, any-other
-- mode       only api, managed-service or self-hosted-weights
-- answer     only allowed, prohibited, conditional or unknown
--
-- Topic: where
-- Example: proviso query portability mode=api
SELECT agreement, cloud, mode, answer, until, condition, clause
FROM portability
WHERE agreement = coalesce(:agreement, agreement)
  AND lower(cloud) = lower(coalesce(:cloud, cloud))
  AND mode = coalesce(:mode, mode)
  AND answer = coalesce(:answer, answer)
ORDER BY agreement, cloud, mode, clause;
