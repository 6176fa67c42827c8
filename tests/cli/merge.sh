#!/bin/sh
# SPDX-License-Identifier: MIT
# db merge: stores merged equal the store of one scan of everything, merging
# again changes nothing, and a store that is not sound changes nothing.
. "$srcdir/tests/check.sh"

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

# text WORDS: a document
text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
}

# logical DB: all that a store says, in order, without numbers of rows
logical()
{
	sqlite3 "$1" "
	SELECT agreement, title, owner, slug FROM agreement ORDER BY 1;
	SELECT sha256, format, type, basis, bytes, in_clauses, redactions,
	    warnings, rules, program, text, hex(structure), hex(raw)
	    FROM document ORDER BY 1;
	SELECT agreement, o.nth, v.label, v.date, v.dated, v.why, v.title,
	    sha256 FROM version v JOIN version_order o USING (version_id)
	    JOIN agreement a ON a.agreement_id = v.agreement_id
	    JOIN document d ON d.document_id = v.document_id ORDER BY 1, 2;
	SELECT path, size, mtime_ns, inode, code, message, label, agreement
	    FROM file LEFT JOIN version USING (version_id)
	    LEFT JOIN agreement USING (agreement_id) ORDER BY 1;
	SELECT sha256, c.ord, kind, label, start, length FROM clause c
	    JOIN document USING (document_id) ORDER BY 1, 2;
	SELECT sha256, f.ord, provision, stance, rule, attributes, evidence
	    FROM finding f JOIN document USING (document_id) ORDER BY 1, 2;
	SELECT sha256, i.ord, code, message FROM issue i
	    JOIN document USING (document_id) ORDER BY 1, 2;
	SELECT sha256, d.ord, term, d.start FROM definition d
	    JOIN document USING (document_id) ORDER BY 1, 2;
	SELECT sha256, rule, clause FROM gap
	    JOIN document USING (document_id) ORDER BY 1, 2, 3;
	SELECT old_sha256, new_sha256 FROM watched ORDER BY 1, 2;
	SELECT o.sha256, n.sha256 FROM compared c
	    JOIN document o ON o.document_id = c.old_document
	    JOIN document n ON n.document_id = c.new_document ORDER BY 1, 2;
	SELECT o.sha256, n.sha256, provision, subtype, change, old_ord,
	    new_ord, old_clause, new_clause FROM changed c
	    JOIN document o ON o.document_id = c.old_document
	    JOIN document n ON n.document_id = c.new_document
	    ORDER BY 1, 2, 3, 4;
	SELECT o.sha256, n.sha256, definition, finding FROM redefined c
	    JOIN document o ON o.document_id = c.old_document
	    JOIN document n ON n.document_id = c.new_document
	    ORDER BY 1, 2, 3, 4;
	SELECT o.sha256, n.sha256, clause, target FROM dangling c
	    JOIN document o ON o.document_id = c.old_document
	    JOIN document n ON n.document_id = c.new_document
	    ORDER BY 1, 2, 3, 4;
	SELECT * FROM answer ORDER BY agreement, cloud, mode;
	SELECT key, value FROM meta WHERE key = 'changes'"
}

# same WHAT DB WANT
same()
{
	logical "$2" >got
	logical "$3" >want
	check "$1" test -s want
	diff got want >difference
	check_empty "$1, all rows" difference
}

mkdir -p a/northlake b/cirrus b/deep
text one >a/northlake/2024-01-01.txt
text two >a/northlake/2024-06-01.txt
text nda >a/nda.txt
text other >b/nda.txt
text deep >b/deep/nda.txt
text nda >b/copy.txt
text v1 >b/cirrus/terms-v1.md
text v2 >b/cirrus/terms-v2.md
text v2-plain >b/cirrus/terms-v2.txt
printf 'a\000b\000c\n' >b/nul.txt
"$proviso" scan a --db a.db >out 2>&1
"$proviso" scan b --db b.db >out 2>&1
"$proviso" scan a b --db ab.db >out 2>&1

check_run "merge into a new store" 0 "$proviso" db merge a.db b.db --db m.db
same "equals one scan of both" m.db ab.db
check "with keys told apart" grep -q '^b-nda|' got
check_run "merge again" 0 "$proviso" db merge b.db a.db --db m.db
same "changes nothing" m.db ab.db
check_run "a merged store is sound" 0 "$proviso" db check --db m.db
check_run "a scan of all that" 3 "$proviso" scan a b --db m.db
check_eq "finds it unchanged" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 10 documents: 0 stored, 1 refused, 9 unchanged"
cp a.db into.db
check_run "merge into the first one named" 0 "$proviso" db merge into.db b.db
same "equals that, too" into.db ab.db
check_run "one store and nothing to merge into" 2 "$proviso" db merge b.db
check_run "no store" 2 "$proviso" db merge --db m.db
check_run "into itself" 2 "$proviso" db merge m.db --db ./m.db
check_run "versions are explained" 0 "$proviso" db versions --db m.db \
    --format csv
check "by their folder" grep -q \
    '"northlake","2024-06-01","2024-06-01","name","folder"' out

check_eq "two forms of one version are told apart" "$(grep -c \
    '^"cirrus","terms-v2\.[a-z]*"' out)" 2

for i in 1 2; do
	"$proviso" scan a b --shard $i/2 --db "s$i.db" >out 2>&1
done
check_run "merge shards" 0 "$proviso" db merge s1.db s2.db --db s.db
sqlite3 s.db "SELECT count(*), group_concat(agreement) FROM (SELECT agreement
    FROM agreement ORDER BY 1)" >got
sqlite3 ab.db "SELECT count(*), group_concat(agreement) FROM (SELECT agreement
    FROM agreement ORDER BY 1)" >want
check "shards have the keys of the whole" cmp -s got want
same "shards merged are the whole" s.db ab.db
check_run "in another order" 0 "$proviso" db merge r.db s2.db s1.db
same "they are the whole, too" r.db ab.db

# what is made of the facts follows them, and what was told stays told
cp a.db f.db
"$proviso" query search q=exclusive --db f.db >out 2>&1
check_run "merge into a store with an index" 0 "$proviso" db merge f.db b.db
check_run "the index is made anew" 0 "$proviso" query search q=deep --db f.db
check "of all" grep -q nda out
check_run "what is new is told" 1 "$proviso" watch --db a.db
check_run "merge after that" 0 "$proviso" db merge a.db b.db --db w.db
check_run "the rest is told" 1 "$proviso" watch --db w.db
check_eq "and it alone" "$(grep -c northlake out)" 0

# a file that changed: the later one, and both versions
text nda-changed >a/nda.txt
touch -d 2037-01-01 a/nda.txt
"$proviso" scan a --db later.db >out 2>&1
for order in "a.db later.db" "later.db a.db"; do
	rm -f two.db
	# shellcheck disable=SC2086 # words
	check_run "a later file: $order" 0 "$proviso" db merge $order --db two.db
	check_eq "it is the later one: $order" "$(sqlite3 two.db "SELECT
	    instr(text, 'nda-changed') > 0 FROM file JOIN version
	    USING (version_id) JOIN document USING (document_id)
	    WHERE path = 'a/nda.txt'")" 1
	check_eq "no version is lost: $order" "$(sqlite3 two.db "SELECT count(*)
	    FROM version JOIN agreement USING (agreement_id)
	    WHERE agreement = 'nda'")" 2
	check_eq "the later one is the newest: $order" "$(sqlite3 two.db "SELECT
	    text LIKE '%nda-changed%' FROM findings
	    WHERE agreement = 'nda'")" 1
done

# what was told keeps its key
"$proviso" scan --agreement cirrus-frame --label signed a/nda.txt --db told.db \
    >out 2>&1
check_run "a told key" 0 "$proviso" db merge told.db b.db --db t.db
check_run "is kept" 0 "$proviso" scan a/nda.txt --db t.db
check_eq "as it was told" "$(sqlite3 t.db "SELECT agreement, label, why
    FROM file JOIN version USING (version_id) JOIN agreement
    USING (agreement_id) WHERE path = 'a/nda.txt'")" \
    "cirrus-frame|signed|told"
for order in "told.db a.db" "a.db told.db"; do
	rm -f two.db
	# shellcheck disable=SC2086 # words
	check_run "told and guessed: $order" 0 \
	    "$proviso" db merge $order --db two.db
	check_eq "what was told holds: $order" "$(sqlite3 two.db "SELECT
	    group_concat(agreement || '|' || path) FROM file JOIN version
	    USING (version_id) JOIN agreement USING (agreement_id)
	    WHERE agreement <> 'northlake'")" "cirrus-frame|a/nda.txt"
done

# bytes that one of them alone kept
"$proviso" scan --keep-raw b --db raw.db >out 2>&1
cp b.db kept.db
check_run "merge bytes" 0 "$proviso" db merge kept.db raw.db
check_eq "they are kept" "$(sqlite3 kept.db "SELECT count(*) FROM document
    WHERE raw IS NULL")" 0
check_run "no key" 2 "$proviso" scan --agreement 'A B' a/nda.txt --db n.db
check_run "a label for a folder" 2 "$proviso" scan --agreement x --label y a \
    --db n.db

# stores that cannot be merged leave everything as it was
cp a.db newer.db
sqlite3 newer.db 'PRAGMA user_version = 999'
head -c 20000 a.db >short.db
cp a.db lies.db
sqlite3 lies.db 'UPDATE clause SET start = 4000000000'
printf 'no store' >text.db
before=$(cksum <m.db)
for bad in newer.db:E-DBVER short.db:E-DBCORRUPT lies.db:E-DBDATA \
    text.db:E-DBCORRUPT missing.db:E-DBOPEN; do
	check_run "${bad%:*}" 2 "$proviso" db merge b.db "${bad%:*}" --db m.db
	check "is named" grep -q "^proviso: ${bad%:*}: error: .*\[${bad#*:}\]" err
	check_eq "and changes nothing" "$(cksum <m.db)" "$before"
	check_run "${bad%:*}, into a new one" 2 \
	    "$proviso" db merge b.db "${bad%:*}" --db new.db
	check "which is not made" test ! -e new.db -a ! -e new.db.partial
done
