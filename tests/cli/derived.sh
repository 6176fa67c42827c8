#!/bin/sh
# SPDX-License-Identifier: MIT
# What is made of the facts and kept beside them, the rows behind `changes`,
# `redefinitions`, `dangling_references` and `portability`, is what the facts
# say, whatever way a store came to be as it is.
. "$srcdir/tests/check.sh"

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

# The same again, neighbour by neighbour and with no row that was kept.
cat >want.sql <<'END'
CREATE TEMP TABLE pair AS
SELECT a.agreement, o.label AS was, n.label AS is_now, n.date,
  o.document_id AS old, n.document_id AS new
FROM version_order n
JOIN version_order o ON o.agreement_id = n.agreement_id AND o.nth = n.nth - 1
JOIN agreement a ON a.agreement_id = n.agreement_id;
-- in force somewhere, or on a condition wherever it is operative
CREATE TEMP TABLE state AS
SELECT document_id, provision, subtype,
  sum(stance = 'in-force') = 0 AS loose, min(ord) AS ord
FROM finding WHERE stance IN ('in-force', 'conditional')
GROUP BY document_id, provision, subtype;
CREATE TEMP TABLE place AS
SELECT f.document_id, f.ord, c.label FROM finding f
LEFT JOIN clause c ON c.document_id = f.document_id AND c.ord = f.clause;
SELECT agreement, was, is_now, date, 'lost', s.provision, s.subtype,
  (SELECT label FROM place WHERE document_id = old AND ord = s.ord), NULL,
  s.ord, NULL
FROM pair JOIN state s ON s.document_id = old
LEFT JOIN state t ON t.document_id = new AND t.provision = s.provision
  AND t.subtype = s.subtype
WHERE t.ord IS NULL
UNION ALL
SELECT agreement, was, is_now, date, 'gained', t.provision, t.subtype, NULL,
  (SELECT label FROM place WHERE document_id = new AND ord = t.ord), NULL,
  t.ord
FROM pair JOIN state t ON t.document_id = new
LEFT JOIN state s ON s.document_id = old AND t.provision = s.provision
  AND t.subtype = s.subtype
WHERE s.ord IS NULL
UNION ALL
SELECT agreement, was, is_now, date,
  CASE WHEN t.loose THEN 'weakened' ELSE 'strengthened' END,
  s.provision, s.subtype,
  (SELECT label FROM place WHERE document_id = old AND ord = s.ord),
  (SELECT label FROM place WHERE document_id = new AND ord = t.ord),
  s.ord, t.ord
FROM pair JOIN state s ON s.document_id = old
JOIN state t ON t.document_id = new AND t.provision = s.provision
  AND t.subtype = s.subtype
WHERE s.loose <> t.loose
ORDER BY 1, 2, 3, 6, 7;
SELECT 'term', agreement, was, is_now, d.ord, f.ord
FROM pair JOIN definition d ON d.document_id = new
JOIN finding f ON f.document_id = new
WHERE f.stance IN ('in-force', 'conditional') AND instr(f.words, d.term) > 0
AND d.term IN (SELECT term FROM definition WHERE document_id = old)
AND d.meaning NOT IN (SELECT o.meaning FROM definition o
  WHERE o.document_id = old AND o.term = d.term)
AND f.words IN (SELECT o.words FROM finding o
  WHERE o.document_id = old AND o.provision = f.provision)
ORDER BY 2, 3, 4, 5, 6;
SELECT DISTINCT 'reference', agreement, was, is_now, r.clause, r.target
FROM pair JOIN reference r ON r.document_id = new
WHERE r.points_at = -1 AND r.target IN
  (SELECT label FROM clause WHERE document_id = old)
ORDER BY 2, 3, 4, 5, 6;
END
cat >got.sql <<'END'
SELECT agreement, old_version, new_version, date, change, provision, subtype,
  old_clause, new_clause, old_ord, new_ord FROM changes
ORDER BY 1, 2, 3, 6, 7;
SELECT 'term', agreement, old_version, new_version, definition, finding
FROM redefinitions ORDER BY 2, 3, 4, 5, 6;
SELECT 'reference', agreement, old_version, new_version, clause, target
FROM dangling_references ORDER BY 2, 3, 4, 5, 6;
END

# right WHAT DB: all is kept, nothing that is over is, and it is what it
# should be
right()
{
	sqlite3 -readonly "$2" <got.sql >got
	sqlite3 -readonly "$2" <want.sql >want
	diff got want >difference
	check_empty "$1: what changed" difference
	check_eq "$1: everything is compared, and nothing else" "$(sqlite3 \
	    "$2" "SELECT (SELECT count(*) FROM uncompared),
	    count(*) FROM compared c WHERE NOT EXISTS (SELECT 1 FROM step s
	    WHERE s.old_document = c.old_document
	    AND s.new_document = c.new_document)")" "0|0"
	check_eq "$1: no row without its pair" "$(sqlite3 "$2" \
	    'PRAGMA foreign_key_check')" ""
	# a store that nobody asked before has to read it all
	cp "$2" unread.db
	sqlite3 unread.db 'DELETE FROM paper; DELETE FROM answer;
	    DELETE FROM answered'
	rm -f anew.db
	"$proviso" db merge -q unread.db --db anew.db >out 2>err
	answers "$2" >got
	answers anew.db >want
	check "$1: there are answers" test -s want
	diff got want >difference
	check_empty "$1: where it may run" difference
}

answers()
{
	sqlite3 -readonly "$1" "SELECT * FROM answer
	    ORDER BY agreement, cloud, mode;
	    SELECT * FROM answered ORDER BY agreement;
	    SELECT sha256, kind, p.date, ends, p.title, party, other_party
	    FROM paper p JOIN document d ON d.document_id = p.document_id
	    WHERE EXISTS (SELECT 1 FROM version v
	    WHERE v.document_id = d.document_id) ORDER BY sha256"
}

# has DB SQL: at least one row
has()
{
	test "$(sqlite3 "$1" "SELECT EXISTS ($2)")" = 1
}

mkdir -p in/hosting in/supply
cat >in/hosting/2025-01-01.txt <<'END'
HOSTING AGREEMENT

1. Definitions
"Permitted Platform" means the cloud of Cirrus.

2. Hosting
2.1 Hosting. Cirrus shall be the exclusive cloud provider of Northlake.
2.2 Place. Northlake shall distribute the Models only through a Permitted Platform.
2.3 Limits. Section 2.1 is subject to Section 3.2.

3. Capacity
3.1 Capacity. Cirrus keeps ten clusters free for Northlake.
3.2 Region. The Models stay in the region.
END
sed -e '/^3\.2/d' -e 's/the cloud of Cirrus/the cloud of Cirrus or of Alder/' \
    in/hosting/2025-01-01.txt >in/hosting/2025-03-01.txt
sed '/^2\.1/d' in/hosting/2025-03-01.txt >in/hosting/2025-06-01.txt
cat >in/supply/2025-01-01.txt <<'END'
SUPPLY AGREEMENT

1. Supply. Alder supplies the clusters.
2. First refusal. Northlake grants Alder a right of first refusal.
END
sed '/^2\./d' in/supply/2025-01-01.txt >in/supply/2025-02-01.txt
"$proviso" scan -q in --db s.db >out 2>err
right "a scan" s.db
check "a provision was lost" has s.db \
    "SELECT 1 FROM changed WHERE change = 'lost'"
check "a term was redefined" has s.db "SELECT 1 FROM redefined"
check "a reference points nowhere" has s.db "SELECT 1 FROM dangling"

sed 's/exclusive/non-exclusive/' in/hosting/2025-01-01.txt >new
cp new in/hosting/2025-03-01.txt
"$proviso" scan -q in --db s.db >out 2>err
right "a text that changed" s.db
cp new in/hosting/2025-02-01.txt
"$proviso" scan -q in --db s.db >out 2>err
right "a text between two others" s.db
cp -r in/hosting in/copy
"$proviso" scan -q in --db s.db >out 2>err
right "the same texts elsewhere" s.db
cat >in/agreements.yaml <<'END'
- agreement: cirrus
  path: copy/2025-01-01.txt
- agreement: cirrus
  path: supply/2025-02-01.txt
END
"$proviso" scan -q in --db s.db >out 2>err
right "texts under another agreement" s.db
check "which are neighbours now" has s.db \
    "SELECT 1 FROM changes WHERE agreement = 'cirrus'"
rm in/agreements.yaml
"$proviso" scan -q in --db s.db >out 2>err
right "and no more" s.db
"$proviso" scan -q --keep-raw in --db s.db >out 2>err
right "texts that were put anew" s.db

mkdir few
cp "$PROVISO_RULES"/first-refusal* "$PROVISO_RULES/lexicon.yaml" few/
"$proviso" db retag -q --rules few --db s.db >out 2>err
right "other rules" s.db
check "find less" has s.db "SELECT 1 FROM changed WHERE NOT EXISTS
    (SELECT 1 FROM changed WHERE provision = 'exclusivity')"
"$proviso" db retag -q --db s.db >out 2>err
right "the first rules again" s.db

"$proviso" scan -q in/hosting --db a.db >out 2>err
"$proviso" scan -q in/copy in/supply --db b.db >out 2>err
"$proviso" db merge a.db b.db --db m.db >out 2>err
right "two stores in one" m.db
"$proviso" db merge b.db a.db --db m.db >out 2>err
right "merged again" m.db

# an order form that says where, and then the agreement that it belongs to
mkdir papers
vendors=$srcdir/corpus/vendors
for step in form both changed; do
	case $step in
	form) cp "$vendors/order-form.txt" papers/ ;;
	both) cp "$vendors/cloud-msa.txt" papers/ ;;
	*) sed 's/on Alder/on Basalt/' "$vendors/order-form.txt" \
	    >papers/order-form.txt ;;
	esac
	"$proviso" scan -q papers --db p.db >out 2>err
	right "papers, $step" p.db
	sqlite3 p.db "SELECT DISTINCT agreement, cloud FROM answer
	    WHERE answer <> 'silent'" >"$step"
done
check "an order form answers for itself" grep -q '^order-form|alder' form
check "until its agreement does" grep -q '^cloud-msa|alder' both
check_eq "which then answers alone" "$(grep -c '^order-form' both)" 0
check "for what it says now" grep -q '^cloud-msa|basalt' changed

# two texts of one label: a merge takes the order in which a scan meets them
for text in beta alpha; do
	mkdir "$text"
	sed "s/Cirrus/$text/; s/exclusive/sole/" in/hosting/2025-01-01.txt \
	    >"$text/terms.txt"
	"$proviso" scan -q --agreement terms --label v1 --db l.db \
	    "$text/terms.txt" >out 2>err
done
"$proviso" query search q=Northlake --db l.db >out 2>err
cp l.db again.db
"$proviso" db merge l.db again.db >out 2>err
right "the same merged" l.db
"$proviso" query search q=cloud --db l.db >out 2>err
check "the last one is found" grep -q beta out
check "and no other" sh -c '! grep -q alpha out'

# a scan that ended before it came to that
sqlite3 s.db "PRAGMA foreign_keys = ON; DELETE FROM compared
    WHERE new_document % 2 = 0; DELETE FROM meta WHERE key = 'compared'"
sqlite3 -readonly s.db <got.sql >got
sqlite3 -readonly s.db <want.sql >want
check "what is not kept is worked out" cmp -s got want
sqlite3 s.db "DELETE FROM paper WHERE document_id % 3 = 0"
cp in/supply/2025-01-01.txt in/supply/2025-04-01.txt
"$proviso" scan -q in --db s.db >out 2>err
right "a scan after that" s.db

if command -v git >/dev/null 2>&1; then
	GIT_CONFIG_NOSYSTEM=1 HOME=$PWD
	GIT_AUTHOR_NAME=N GIT_AUTHOR_EMAIL=n@example.com
	GIT_COMMITTER_NAME=N GIT_COMMITTER_EMAIL=n@example.com
	export GIT_CONFIG_NOSYSTEM HOME GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL \
	    GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
	git init -q repo
	day=1
	for text in 2025-01-01 2025-06-01 2025-01-01; do
		cp "in/hosting/$text.txt" repo/hosting.txt
		git -C repo add hosting.txt
		GIT_AUTHOR_DATE="2025-07-0${day}T12:00:00Z" \
		GIT_COMMITTER_DATE="2025-07-0${day}T12:00:00Z" \
		    git -C repo commit -q -m "version $day"
		day=$((day + 1))
		"$proviso" scan -q --git repo --db g.db >out 2>err
		right "version $day of a history" g.db
	done
	check "a text that came back" has g.db "SELECT 1 FROM changes
	    WHERE change = 'gained'"
fi
