-- Files that could not be read, and why
--
-- code       only this code, such as E-FORMAT
--
-- Topic: store
-- Example: proviso query refused
SELECT path, code, message
FROM file
WHERE version_id IS NULL
  AND code = coalesce(:code, code)
ORDER BY code, path;
