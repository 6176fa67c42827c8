-- In how many agreements an exclusivity stood, quarter by quarter
--
-- provision  count this one instead of exclusivity
-- subtype    only this one [hosting; * for all]
--
-- Topic: change
-- Example: proviso query exclusivity-by-quarter subtype=*
WITH RECURSIVE dated AS (
  SELECT document_id, agreement_id, nth,
    substr(date, 1, 4) * 4 + (substr(date, 6, 2) - 1) / 3 AS n,
    lead(substr(date, 1, 4) * 4 + (substr(date, 6, 2) - 1) / 3)
      OVER (PARTITION BY agreement_id ORDER BY nth) AS next
  FROM version_order WHERE date <> ''
), standing AS MATERIALIZED (
  -- the last version of its quarter stands until that of the next one
  SELECT d.n, d.next, max(f.ord IS NOT NULL) AS stands
  FROM dated d
  LEFT JOIN found f ON f.document_id = d.document_id
    AND f.provision = coalesce(:provision, 'exclusivity')
    AND f.stance IN ('in-force', 'conditional')
    AND f.subtype GLOB coalesce(:subtype, 'hosting')
  WHERE d.next IS NULL OR d.next > d.n
  GROUP BY d.agreement_id, d.nth
), quarter (n, last) AS (
  SELECT min(n), max(n) FROM standing HAVING count(*) > 0
  UNION ALL
  SELECT n + 1, last FROM quarter WHERE n < last LIMIT 400
), step AS (
  SELECT n, 1 AS agreements, stands FROM standing
  UNION ALL
  SELECT next, -1, -stands FROM standing WHERE next IS NOT NULL
)
SELECT (q.n / 4) || '-Q' || (q.n % 4 + 1) AS quarter,
  sum(coalesce(sum(s.agreements), 0)) OVER w AS agreements,
  sum(coalesce(sum(s.stands), 0)) OVER w AS with_it
FROM quarter q
LEFT JOIN step s ON s.n = q.n
GROUP BY q.n
WINDOW w AS (ORDER BY q.n)
ORDER BY q.n;
