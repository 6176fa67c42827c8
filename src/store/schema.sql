-- The store of proviso: one SQLite file, made to be queried by hand.
-- Facts first, then the views that answer the common questions.  A document
-- is one content (by SHA-256); a version is its place in an agreement.  Types
-- are held by CHECK, not STRICT, which readers before SQLite 3.37 cannot open.
-- Every byte of a text stands here once, in a passage, and the words of a
-- clause, a finding or a definition are cut from the one or two passages that
-- hold them, as blobs: all offsets are bytes.  `content`, `found` and `defined`
-- are what is kept of `document`, `finding` and `definition`, which are views
-- for whoever asks.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY NOT NULL, -- changes: documents put so far;
  value INTEGER NOT NULL           -- indexed: how many clause_search knows;
                                   -- answered: how many `answer` knows;
                                   -- compared: how many `compared` knows
) WITHOUT ROWID;

CREATE TABLE agreement (
  agreement_id INTEGER PRIMARY KEY,
  agreement    TEXT NOT NULL UNIQUE  -- key: a slug such as openai-microsoft
    CHECK (typeof(agreement) = 'text'),
  title        TEXT NOT NULL,        -- as the newest version states it
  owner        TEXT NOT NULL,        -- path that the key was made for, '' =
                                     -- the key was told
  slug         TEXT NOT NULL         -- the key before it was told apart
);

CREATE TABLE content (
  document_id  INTEGER PRIMARY KEY,
  sha256       TEXT NOT NULL UNIQUE  -- of the bytes of the file
    CHECK (length(sha256) = 64),
  format       TEXT NOT NULL,        -- text, markdown, html, edgar, akn,
                                     -- xml, docx, odt, pdf, doc, rtf
  type         TEXT NOT NULL,        -- --type of an edgar, '' = the usual
  basis        TEXT NOT NULL         -- what offsets count: source or text
    CHECK (basis IN ('source', 'text')),
  bytes        INTEGER NOT NULL      -- of the file; of the text in it for
                                     -- docx, odt, pdf, doc and rtf
    CHECK (typeof(bytes) = 'integer'),
  in_clauses   INTEGER NOT NULL,     -- bytes of the file under clauses
  redactions   INTEGER NOT NULL,     -- redaction marks in the text
  warnings     INTEGER NOT NULL,     -- diagnostics of the reading
  rules        TEXT NOT NULL         -- SHA-256 of the packs that tagged it
    CHECK (length(rules) = 64),
  program      TEXT NOT NULL,        -- version of proviso that tagged it
  structure    BLOB NOT NULL,        -- packed: clauses, terms, offset map
  raw          BLOB                  -- the bytes themselves (--keep-raw)
);

CREATE INDEX content_rules ON content (rules, program, format);

-- The normalized text.  Two passages fill a page of 4096 bytes.
CREATE TABLE passage (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  start        INTEGER NOT NULL,     -- bytes of the text before it
  text         TEXT NOT NULL
    CHECK (length(CAST(text AS BLOB)) BETWEEN 1 AND 2016),
  PRIMARY KEY (document_id, start)
);

CREATE TABLE version (
  version_id   INTEGER PRIMARY KEY,
  agreement_id INTEGER NOT NULL REFERENCES agreement (agreement_id),
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  label        TEXT NOT NULL,        -- names the version in KEY@LABEL
  why          TEXT NOT NULL         -- what makes it a version of this:
    CHECK (why IN ('file', 'folder', 'git', 'listed', 'told')),
  date         TEXT NOT NULL,        -- ISO date, '' when unknown
  dated        TEXT NOT NULL         -- where the date is from, '' = nowhere
    CHECK (dated IN ('name', 'text', 'git', 'told', '')),
  seq          INTEGER NOT NULL      -- order on one date, as a history tells;
    CHECK (typeof(seq) = 'integer'), -- 0 = that of the labels
  title        TEXT NOT NULL,        -- as this text states it
  UNIQUE (agreement_id, label, document_id)
);
CREATE INDEX version_document ON version (document_id);

CREATE TABLE file (
  path         TEXT PRIMARY KEY NOT NULL, -- escaped where it is not UTF-8
  path_bytes   BLOB,                 -- the exact name where it was escaped
  size         INTEGER NOT NULL CHECK (typeof(size) = 'integer'),
  mtime_ns     INTEGER NOT NULL,     -- modification time, ns since 1970
  inode        INTEGER NOT NULL,
  version_id   INTEGER REFERENCES version (version_id)  -- NULL: refused
    ON UPDATE CASCADE,
  code         TEXT NOT NULL,        -- why refused (E-...), else ''
  message      TEXT NOT NULL         -- the same in words, else ''
) WITHOUT ROWID;
CREATE INDEX file_version ON file (version_id);

CREATE TABLE clause (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  ord          INTEGER NOT NULL,     -- order in the document, 1 ...
  parent       INTEGER NOT NULL,     -- ord of the clause above, 0 = none
  kind         TEXT NOT NULL,        -- article, section, item, recital ...
  label        TEXT NOT NULL,        -- as a lawyer cites it: 4.2(b)
  start        INTEGER NOT NULL,     -- whole clause, with its sub-clauses
  length       INTEGER NOT NULL,
  head_start   INTEGER NOT NULL,     -- its heading; both 0 when it has none
  head_length  INTEGER NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;

CREATE TABLE defined (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  ord          INTEGER NOT NULL,     -- order in the document, 0 ...
  clause       INTEGER NOT NULL,     -- ord of the clause that defines it
  term         TEXT NOT NULL,
  start        INTEGER NOT NULL,     -- what it means
  length       INTEGER NOT NULL,
  PRIMARY KEY (document_id, term, ord)
) WITHOUT ROWID;

CREATE TABLE reference (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  ord          INTEGER NOT NULL,
  clause       INTEGER NOT NULL,     -- ord of the clause that it stands in
  target       TEXT NOT NULL,        -- label of the clause that is meant
  points_at    INTEGER NOT NULL,     -- ord of that clause, -1 = none
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;

-- What speaks for a finding, or against it: a rule, or words that are weighed
-- as a rule is, and the weight.
CREATE TABLE cue (
  cue_id       INTEGER PRIMARY KEY,
  rule         TEXT NOT NULL,
  weight       INTEGER NOT NULL,     -- thousandths
  UNIQUE (rule, weight)
);

CREATE TABLE found (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  ord          INTEGER NOT NULL,     -- order in the document, 0 ...
  clause       INTEGER NOT NULL,     -- ord of its clause
  provision    TEXT NOT NULL,        -- exclusivity, agi-trigger ...
  subtype      TEXT NOT NULL,        -- '' when it has none
  stance       TEXT NOT NULL CHECK (stance IN
    ('in-force', 'conditional', 'negated', 'removed', 'reference')),
  strength     TEXT NOT NULL,        -- step on the lattice, '' when none
  confidence   INTEGER NOT NULL      -- thousandths
    CHECK (confidence BETWEEN 0 AND 1000),
  cue_id       INTEGER NOT NULL REFERENCES cue (cue_id), -- weighed most
  flags        INTEGER NOT NULL,     -- 1 redacted, 2 wants review
  start        INTEGER NOT NULL,     -- operative sentence(s)
  length       INTEGER NOT NULL,
  attributes   TEXT NOT NULL,        -- JSON object
  evidence     TEXT NOT NULL,        -- JSON: [[cue_id, bytes after the start
                                     -- of the finding, length]]
  PRIMARY KEY (document_id, ord)
);  -- its rows are too long for a table without rowids: they would overflow
CREATE INDEX found_state ON found (document_id, provision, stance, subtype,
  ord);

CREATE TABLE gap (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  rule         TEXT NOT NULL,        -- a rule that hit a limit ...
  clause       INTEGER NOT NULL,     -- ... in this clause
  PRIMARY KEY (document_id, rule, clause)
) WITHOUT ROWID;

CREATE TABLE issue (
  document_id  INTEGER NOT NULL REFERENCES content (document_id),
  ord          INTEGER NOT NULL,
  severity     TEXT NOT NULL,        -- note, warning, error
  code         TEXT NOT NULL,        -- W-ENCGUESS ...
  line         INTEGER NOT NULL,     -- 0 = unknown
  message      TEXT NOT NULL,
  PRIMARY KEY (document_id, ord)
) WITHOUT ROWID;

-- What `proviso watch` has told: pairs of neighbouring versions.
CREATE TABLE watched (
  old_sha256   TEXT NOT NULL,        -- of the older document
  new_sha256   TEXT NOT NULL,        -- of the newer one
  PRIMARY KEY (old_sha256, new_sha256)
) WITHOUT ROWID;

-- What tells where a text belongs and when it counts; found when a scan ends,
-- so that the next one need not read all texts to know which have a say.
CREATE TABLE paper (
  document_id  INTEGER PRIMARY KEY NOT NULL REFERENCES content (document_id),
  kind         TEXT NOT NULL CHECK (kind IN ('statement', 'policy', 'terms',
    'agreement', 'amendment', 'order')),
  date         TEXT NOT NULL,        -- as it states it, '' when it does not
  ends         TEXT NOT NULL,        -- last day of its term, '' = unknown
  title        TEXT NOT NULL,        -- in lower case, as the next two
  party        TEXT NOT NULL,        -- the first two, as it calls them
  other_party  TEXT NOT NULL
);

-- What the newest texts say of a cloud and a mode; made of their findings when
-- a scan ends, by the code of `proviso matrix`.
CREATE TABLE answer (
  agreement    TEXT NOT NULL,        -- key
  cloud        TEXT NOT NULL,        -- aws, azure, gcp, any-other or a slug
  mode         TEXT NOT NULL CHECK (mode IN
    ('api', 'managed-service', 'self-hosted-weights')),
  answer       TEXT NOT NULL CHECK (answer IN ('allowed', 'prohibited',
    'conditional', 'silent', 'unknown', 'conflict')),
  until        TEXT,                 -- last day, or the event that ends it
  condition    TEXT,                 -- in the words of the agreement
  clause       TEXT,                 -- label; two, with "; " between
  version      TEXT,                 -- KEY@LABEL that the clause stands in
  PRIMARY KEY (agreement, cloud, mode)
) WITHOUT ROWID;

-- Which texts the rows of `answer` were made of.
CREATE TABLE answered (
  agreement    TEXT PRIMARY KEY NOT NULL, -- key
  texts        TEXT NOT NULL         -- SHA-256 of their names and contents
) WITHOUT ROWID;

-- Neighbouring texts that were compared, and what that told.  A store is closed
-- with all of its steps in here; until then the views compare what is missing.
-- What a text says of itself goes in and out with it, so these rows are right
-- whatever else was put: only a document that is put anew takes its own along.
CREATE TABLE compared (
  old_document INTEGER NOT NULL REFERENCES content (document_id),
  new_document INTEGER NOT NULL REFERENCES content (document_id),
  PRIMARY KEY (old_document, new_document)
) WITHOUT ROWID;
CREATE INDEX compared_new ON compared (new_document);

CREATE TABLE changed (
  old_document INTEGER NOT NULL,
  new_document INTEGER NOT NULL,
  provision    TEXT NOT NULL,
  subtype      TEXT NOT NULL,
  change       TEXT NOT NULL CHECK (change IN
    ('lost', 'gained', 'weakened', 'strengthened')),
  old_ord      INTEGER,              -- its first finding on either side,
  new_ord      INTEGER,              -- NULL: not operative there
  old_clause   TEXT,                 -- labels of their clauses
  new_clause   TEXT,
  PRIMARY KEY (old_document, new_document, provision, subtype),
  FOREIGN KEY (old_document, new_document) REFERENCES compared
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE redefined (
  old_document INTEGER NOT NULL,
  new_document INTEGER NOT NULL,
  definition   INTEGER NOT NULL,     -- ord in the new document of a term ...
  finding      INTEGER NOT NULL,     -- ... and of what uses it
  PRIMARY KEY (old_document, new_document, definition, finding),
  FOREIGN KEY (old_document, new_document) REFERENCES compared
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

CREATE TABLE dangling (
  old_document INTEGER NOT NULL,
  new_document INTEGER NOT NULL,
  clause       INTEGER NOT NULL,     -- ord in the new document
  target       TEXT NOT NULL,        -- label of a clause that it lacks
  PRIMARY KEY (old_document, new_document, clause, target),
  FOREIGN KEY (old_document, new_document) REFERENCES compared
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;

-- A document with its text.
CREATE VIEW document AS
SELECT document_id, sha256, format, type, basis, bytes, in_clauses, redactions,
  warnings, rules, program,
  coalesce((SELECT group_concat(text, '') FROM (SELECT text FROM passage p
    WHERE p.document_id = d.document_id ORDER BY start)), '') AS text,
  structure, raw
FROM content d;

-- A definition with what the term means.
CREATE VIEW definition AS
SELECT document_id, ord, clause, term, start, length,
  coalesce((SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB),
    d.start + 1 - min(p.start), d.length) AS TEXT)
    FROM passage p WHERE p.document_id = d.document_id
    AND p.start > d.start - 2016 AND p.start < d.start + d.length), '') AS meaning
FROM defined d;

-- A finding with its words, nearly always cut from one passage (only the last
-- one of a text has less than 2013 bytes), and its evidence as [[rule, start,
-- length, weight]].
CREATE VIEW finding AS
SELECT document_id, ord, clause, provision, subtype, stance, strength,
  confidence / 1000.0 AS confidence,
  (SELECT rule FROM cue q WHERE q.cue_id = f.cue_id) AS rule,
  flags, start, length,
  coalesce((SELECT CAST(substr(CAST(p.text AS BLOB), f.start + 1 - p.start,
      f.length) AS TEXT)
    FROM passage p WHERE p.document_id = f.document_id
    AND p.start <= f.start AND p.start > f.start + f.length - 2014),
    (SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB),
      f.start + 1 - min(p.start), f.length) AS TEXT)
    FROM passage p WHERE p.document_id = f.document_id
    AND p.start > f.start - 2016 AND p.start < f.start + f.length), '') AS words,
  attributes,
  (SELECT json_group_array(json_array(q.rule,
    f.start + json_extract(value, '$[1]'), json_extract(value, '$[2]'),
    CASE WHEN q.weight % 1000 = 0 THEN q.weight / 1000
      ELSE q.weight / 1000.0 END))
    FROM json_each(f.evidence)
    LEFT JOIN cue q ON q.cue_id = json_extract(value, '$[0]')) AS evidence
FROM found f;

-- Versions in the order of their dates; the newest has newest = 1.
CREATE VIEW version_order AS
SELECT version_id, agreement_id, document_id, label, date,
  row_number() OVER w AS nth,
  count(*) OVER (PARTITION BY agreement_id) + 1 - row_number() OVER w AS newest,
  lag(document_id) OVER w AS old_document -- of the one before
FROM version
WINDOW w AS (PARTITION BY agreement_id
  ORDER BY date, seq, label, version_id);

-- Every clause of every version with its text.
CREATE VIEW clauses AS
SELECT a.agreement, v.label AS version, v.date, c.label AS clause, c.kind,
  coalesce((SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB),
    c.head_start + 1 - min(p.start), c.head_length) AS TEXT)
    FROM passage p WHERE p.document_id = c.document_id
    AND p.start > c.head_start - 2016 AND p.start < c.head_start + c.head_length), '')
    AS heading,
  coalesce((SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB),
    c.start + 1 - min(p.start), c.length) AS TEXT)
    FROM passage p WHERE p.document_id = c.document_id
    AND p.start > c.start - 2016 AND p.start < c.start + c.length), '')
    AS text,
  c.document_id, c.ord
FROM clause c
JOIN version v USING (document_id)
JOIN agreement a USING (agreement_id);

-- Every finding of every version, joined with what it stands in.
CREATE VIEW all_findings AS
SELECT a.agreement, o.label AS version, o.date,
  c.label AS clause,
  CASE WHEN c.ord IS NOT NULL THEN coalesce((SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB),
    c.head_start + 1 - min(p.start), c.head_length) AS TEXT)
    FROM passage p WHERE p.document_id = c.document_id
    AND p.start > c.head_start - 2016 AND p.start < c.head_start + c.head_length), '') END
    AS heading,
  f.provision, f.subtype, f.stance, f.strength, f.confidence,
  f.words AS text,
  json_extract(f.attributes, '$.holder') AS holder,
  json_extract(f.attributes, '$.object') AS object,
  json_extract(f.attributes, '$.cloud') AS cloud,
  json_extract(f.attributes, '$.until') AS until,
  json_extract(f.attributes, '$.condition') AS condition,
  f.attributes,
  (SELECT json_group_array(json_object('rule', json_extract(value, '$[0]'),
    'start', json_extract(value, '$[1]'), 'end', json_extract(value, '$[1]') +
    json_extract(value, '$[2]'), 'weight', json_extract(value, '$[3]')))
    FROM json_each(f.evidence)) AS evidence,
  f.rule, d.rules, d.program,
  o.newest, o.nth, o.agreement_id, o.version_id, f.document_id, f.ord
FROM version_order o
CROSS JOIN finding f USING (document_id)
JOIN content d USING (document_id)
JOIN agreement a USING (agreement_id)
LEFT JOIN clause c ON c.document_id = f.document_id AND c.ord = f.clause;

-- Findings of the newest version of each agreement.
CREATE VIEW findings AS
SELECT * FROM all_findings WHERE newest = 1;

-- What each version creates, in force or on a condition.
CREATE VIEW operative AS
SELECT o.agreement_id, o.version_id, o.document_id, o.nth, f.provision,
  f.subtype,
  min(f.stance = 'conditional') AS conditional, -- 0: in force
  min(f.ord) AS ord                             -- its first finding
FROM version_order o
CROSS JOIN finding f USING (document_id)
WHERE f.stance IN ('in-force', 'conditional')
GROUP BY o.agreement_id, o.nth, f.provision, f.subtype;

-- First and last sight of each provision, and since when it is gone: it is in
-- the newest version or was lost, and was there from the first one on unless
-- the first that is told of it is that it was gained.  What is told has the
-- order of `told`: a gain is even, and twice its version.
CREATE VIEW timeline AS
WITH v AS (
  SELECT * FROM version_order
), seen AS (
  SELECT v.agreement_id, v.nth, 2 * v.nth + 1 AS told, f.provision, f.subtype
  FROM v
  CROSS JOIN finding f USING (document_id)
  WHERE v.newest = 1 AND f.stance IN ('in-force', 'conditional')
  UNION ALL
  SELECT v.agreement_id, v.nth - (c.change = 'lost'),
    2 * v.nth - (c.change = 'lost'), c.provision, c.subtype
  FROM v
  CROSS JOIN changed c ON c.old_document = v.old_document
    AND c.new_document = v.document_id
  WHERE c.change IN ('gained', 'lost')
  UNION ALL
  SELECT v.agreement_id, v.nth - (c.change = 'lost'),
    2 * v.nth - (c.change = 'lost'), c.provision, c.subtype
  FROM changed_now c
  CROSS JOIN v ON v.old_document = c.old_document
    AND v.document_id = c.new_document
  WHERE c.change IN ('gained', 'lost')
)
SELECT a.agreement, g.provision, g.subtype,
  coalesce(nullif(f.date, ''), f.label) AS first_seen,
  coalesce(nullif(l.date, ''), l.label) AS last_seen,
  coalesce(nullif(x.date, ''), x.label) AS lost_at, -- NULL: still there
  -- where it was lost that is kept already
  coalesce((SELECT c.old_clause FROM changed c
    WHERE c.old_document = l.document_id AND c.new_document = x.document_id
      AND c.provision = g.provision AND c.subtype = g.subtype),
    (SELECT c.label FROM finding s
      CROSS JOIN clause c ON c.document_id = s.document_id
        AND c.ord = s.clause
      WHERE s.document_id = l.document_id AND s.ord =
        (SELECT min(o.ord) FROM finding o
        WHERE o.document_id = l.document_id AND o.provision = g.provision
          AND o.subtype = g.subtype
          AND o.stance IN ('in-force', 'conditional')))) AS clause
FROM (SELECT agreement_id, provision, subtype,
    CASE min(told) % 2 WHEN 0 THEN min(told) / 2 ELSE 1 END AS first,
    max(nth) AS last
  FROM seen
  GROUP BY agreement_id, provision, subtype) g
CROSS JOIN agreement a USING (agreement_id)
CROSS JOIN v f ON f.agreement_id = g.agreement_id AND f.nth = g.first
CROSS JOIN v l ON l.agreement_id = g.agreement_id AND l.nth = g.last
LEFT JOIN v x ON x.agreement_id = g.agreement_id AND x.nth = g.last + 1;

-- Neighbouring versions of each agreement.
CREATE VIEW step AS
SELECT agreement_id, nth, date, old_version, label AS new_version,
  old_document, document_id AS new_document
FROM (SELECT agreement_id, document_id, label, date,
    row_number() OVER w AS nth,
    lag(label) OVER w AS old_version,
    lag(document_id) OVER w AS old_document
  FROM version WINDOW w AS (PARTITION BY agreement_id
    ORDER BY date, seq, label, version_id))
WHERE old_document IS NOT NULL;

-- Neighbours that nobody compared yet; the next three views do.
CREATE VIEW uncompared AS
SELECT DISTINCT old_document, new_document
FROM step s
WHERE (SELECT value FROM meta WHERE key = 'changes') IS NOT
    (SELECT value FROM meta WHERE key = 'compared')
  AND NOT EXISTS (SELECT 1 FROM compared c
  WHERE c.old_document = s.old_document AND c.new_document = s.new_document);

-- What became of a provision: what is operative in one text, and how, is not
-- so in the other.
CREATE VIEW changed_now AS
WITH state AS (
  SELECT u.old_document, u.new_document, f.provision, f.subtype,
    min(CASE f.document_id WHEN u.old_document
      THEN f.stance = 'conditional' END) AS was, -- NULL: not operative
    min(CASE f.document_id WHEN u.new_document
      THEN f.stance = 'conditional' END) AS is_now,
    min(CASE f.document_id WHEN u.old_document THEN f.ord END) AS old_ord,
    min(CASE f.document_id WHEN u.new_document THEN f.ord END) AS new_ord
  FROM uncompared u
  CROSS JOIN finding f ON f.document_id IN (u.old_document, u.new_document)
  WHERE f.stance IN ('in-force', 'conditional')
  GROUP BY u.old_document, u.new_document, f.provision, f.subtype
)
SELECT old_document, new_document, provision, subtype,
  CASE
    WHEN is_now IS NULL THEN 'lost'
    WHEN was IS NULL THEN 'gained'
    WHEN is_now > was THEN 'weakened'
    ELSE 'strengthened'
  END AS change,
  old_ord, new_ord,
  (SELECT c.label FROM finding f JOIN clause c
    ON c.document_id = f.document_id AND c.ord = f.clause
    WHERE f.document_id = old_document AND f.ord = old_ord) AS old_clause,
  (SELECT c.label FROM finding f JOIN clause c
    ON c.document_id = f.document_id AND c.ord = f.clause
    WHERE f.document_id = new_document AND f.ord = new_ord) AS new_clause
FROM state
WHERE was IS NOT is_now;

-- Findings in the same words as before that use a term which means something
-- else now; a term may be defined twice.
CREATE VIEW redefined_now AS
WITH term AS (
  SELECT u.old_document, u.new_document, p.ord, p.term
  FROM uncompared u
  CROSS JOIN definition p ON p.document_id = u.new_document
  WHERE EXISTS (SELECT 1 FROM definition o
      WHERE o.document_id = u.old_document AND o.term = p.term)
    AND NOT EXISTS (SELECT 1 FROM definition o
      WHERE o.document_id = u.old_document AND o.term = p.term
        AND o.length = p.length AND o.meaning = p.meaning)
), standing AS (
  SELECT t.old_document, t.new_document, n.ord, n.words
  FROM (SELECT DISTINCT old_document, new_document FROM term) t
  CROSS JOIN finding n ON n.document_id = t.new_document
  WHERE n.stance IN ('in-force', 'conditional')
    AND EXISTS (SELECT 1 FROM finding o
      WHERE o.document_id = t.old_document AND o.provision = n.provision
        AND o.length = n.length AND o.words = n.words)
)
SELECT t.old_document, t.new_document, t.ord AS definition,
  n.ord AS finding
FROM term t
JOIN standing n USING (old_document, new_document)
WHERE instr(n.words, t.term) > 0;

-- References to nowhere whose target the text before still had.
CREATE VIEW dangling_now AS
SELECT DISTINCT u.old_document, u.new_document, r.clause, r.target
FROM uncompared u
CROSS JOIN reference r ON r.document_id = u.new_document
  AND r.points_at = -1
WHERE EXISTS (SELECT 1 FROM clause o
  WHERE o.document_id = u.old_document AND o.label = r.target);

-- What became of a provision from one version to the next.
CREATE VIEW changes AS
SELECT a.agreement, s.old_version, s.new_version, s.date, c.change,
  c.provision, c.subtype, c.old_clause, c.new_clause,
  s.old_document, c.old_ord, s.new_document, c.new_ord
FROM step s
CROSS JOIN changed c USING (old_document, new_document)
JOIN agreement a USING (agreement_id)
UNION ALL
SELECT a.agreement, s.old_version, s.new_version, s.date, c.change,
  c.provision, c.subtype, c.old_clause, c.new_clause,
  s.old_document, c.old_ord, s.new_document, c.new_ord
FROM changed_now c
CROSS JOIN step s USING (old_document, new_document)
JOIN agreement a USING (agreement_id);

-- Provisions whose words stayed while a term in them was redefined.
CREATE VIEW redefinitions AS
SELECT a.agreement, s.old_version, s.new_version, s.date, r.definition,
  r.finding, s.old_document, s.new_document
FROM step s
CROSS JOIN redefined r USING (old_document, new_document)
JOIN agreement a USING (agreement_id)
UNION ALL
SELECT a.agreement, s.old_version, s.new_version, s.date, r.definition,
  r.finding, s.old_document, s.new_document
FROM redefined_now r
CROSS JOIN step s USING (old_document, new_document)
JOIN agreement a USING (agreement_id);

-- Clauses that point at a clause which the version before still had.
CREATE VIEW dangling_references AS
SELECT a.agreement, s.old_version, s.new_version, s.date, d.clause,
  d.target, s.old_document, s.new_document
FROM step s
CROSS JOIN dangling d USING (old_document, new_document)
JOIN agreement a USING (agreement_id)
UNION ALL
SELECT a.agreement, s.old_version, s.new_version, s.date, d.clause,
  d.target, s.old_document, s.new_document
FROM dangling_now d
CROSS JOIN step s USING (old_document, new_document)
JOIN agreement a USING (agreement_id);

-- Where the products may run, as the newest texts stand, row by row what
-- `proviso matrix` answers.
CREATE VIEW portability AS
SELECT agreement, cloud, mode, answer, until, condition, clause,
  w.version AS version
FROM answer w
JOIN agreement USING (agreement);

-- How completely each version was read.
CREATE VIEW coverage AS
SELECT a.agreement, v.label AS version, d.bytes, d.in_clauses,
  d.redactions, d.warnings
FROM version v
JOIN content d USING (document_id)
JOIN agreement a USING (agreement_id);
