-- Clauses that hold all these words
--
-- q          the words, in any order; parts of words count ("exclusiv")
-- agreement  only this agreement (a key)
-- all        1: every version, not only the newest
WITH RECURSIVE split (word, rest) AS (
  SELECT '', lower(trim(:q)) || ' '
  UNION ALL
  SELECT substr(rest, 1, instr(rest, ' ') - 1),
    ltrim(substr(rest, instr(rest, ' ') + 1))
  FROM split WHERE rest <> ''
),
words AS MATERIALIZED (SELECT DISTINCT word FROM split WHERE word <> ''),
-- whole texts first: few of them need to be cut into clauses
candidate AS MATERIALIZED (
  SELECT d.document_id, CAST(lower(d.text) AS BLOB) AS text
  FROM document d
  WHERE EXISTS (SELECT 1 FROM words)
    AND NOT EXISTS (SELECT 1 FROM words WHERE instr(lower(d.text), word) = 0)
),
hit AS MATERIALIZED (
  SELECT c.document_id, c.ord, c.parent
  FROM candidate k JOIN clause c USING (document_id)
  WHERE NOT EXISTS (SELECT 1 FROM words WHERE instr(
    CAST(substr(k.text, c.start + 1, c.length) AS TEXT), word) = 0)
)
-- of nested clauses the innermost; those above it hold its words as well
SELECT a.agreement, o.label AS version, c.label AS clause,
  CAST(substr(CAST(d.text AS BLOB), c.head_start + 1, c.head_length) AS TEXT)
    AS heading,
  trim(replace(replace(CAST(substr(CAST(d.text AS BLOB), c.start + 1, c.length)
    AS TEXT), char(10) || char(10), ' '), char(10), ' ')) AS text
FROM hit h
JOIN clause c USING (document_id, ord)
JOIN document d USING (document_id)
JOIN version_order o USING (document_id)
JOIN agreement a USING (agreement_id)
WHERE (h.document_id, h.ord) NOT IN (SELECT document_id, parent FROM hit)
  AND (o.newest = 1 OR :all = '1')
  AND a.agreement = coalesce(:agreement, a.agreement)
ORDER BY a.agreement, o.nth, c.ord;
