-- In how many agreements an exclusivity stood, quarter by quarter
--
-- provision  count this one instead of exclusivity
-- subtype    only this one [hosting; * for all]
--
-- Topic: change
-- Example: proviso query exclusivity-by-quarter subtype=*
WITH RECURSIVE dated AS (
  SELECT agreement_id, document_id, date, nth,
    lead(date) OVER (PARTITION BY agreement_id ORDER BY nth) AS next
  FROM version_order WHERE date <> ''
), span AS (
  SELECT min(date) AS first, max(date) AS last FROM dated
), quarter (n, last) AS (
  SELECT substr(first, 1, 4) * 4 + (substr(first, 6, 2) - 1) / 3,
    substr(last, 1, 4) * 4 + (substr(last, 6, 2) - 1) / 3
  FROM span WHERE first IS NOT NULL
  UNION ALL
  SELECT n + 1, last FROM quarter WHERE n < last LIMIT 400
), named AS (
  SELECT (n / 4) || '-Q' || (n % 4 + 1) AS quarter,
    date(printf('%04d-%02d-01', n / 4, n % 4 * 3 + 1), '+3 months',
      '-1 day') AS ends
  FROM quarter
), standing AS (
  SELECT d.agreement_id, d.date, d.next, max(f.ord IS NOT NULL) AS stands
  FROM dated d
  LEFT JOIN finding f ON f.document_id = d.document_id
    AND f.stance IN ('in-force', 'conditional')
    AND f.provision = coalesce(:provision, 'exclusivity')
    AND f.subtype GLOB coalesce(:subtype, 'hosting')
  GROUP BY d.agreement_id, d.nth
)
SELECT quarter, count(s.agreement_id) AS agreements,
  coalesce(sum(s.stands), 0) AS with_it
FROM named
LEFT JOIN standing s ON s.date <= ends
  AND (s.next IS NULL OR s.next > ends)
GROUP BY quarter
ORDER BY quarter;
