#!/bin/sh
# SPDX-License-Identifier: MIT
# Stores from strangers, of the future, damaged and made up: refused with a
# code and left as they are.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/tests/fault/rules
export PROVISO_RULES

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

mkdir -p in/northlake
for v in 1 2 3; do
	awk -v v=$v 'BEGIN {
		for (i = 1; i <= 40; i++) printf "%d. Part %d. Cirrus shall " \
		    "be the exclusive host of Model %d-%d.\n", i, i, v, i
		print "41. Terms. \"Models\" means all of these."
	}' >in/northlake/v$v.txt
done
"$proviso" scan in --db good.db >out 2>err || cat err
printf 'SELECT agreement, clause, text FROM findings' >q.sql
sum() { cksum <"$1"; }

# refused STORE CODE: by every command that opens it, and not changed.
refused()
{
	before=$(sum "$1")
	for cmd in "db info" "db check" "query ./q.sql" "scan in" \
	    "diff northlake@v1 northlake@v2"; do
		# shellcheck disable=SC2086 # words
		"$proviso" $cmd --db "$1" >out 2>err
		status=$?
		code=$(sed -n 's/.*\[\(E-[A-Z]*\)\]$/\1/p' err | head -n 1)
		check_eq "$1: $cmd" "$status $code" "2 $2"
		check_clean "$1: $cmd: harmless" out err
	done
	check_eq "$1 is untouched" "$(sum "$1")" "$before"
}

# sql NAME SQL: a copy of the good store, changed.
sql()
{
	cp good.db "$1"
	sqlite3 "$1" "$2" >/dev/null 2>sql.err || cat sql.err
}

# bytes NAME OFFSET FORMAT: a copy with bytes changed.
bytes()
{
	cp good.db "$1"
	# shellcheck disable=SC2059
	printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

sql app.db 'PRAGMA application_id = 1'
refused app.db E-DBAPP
sql newer.db 'PRAGMA user_version = 999'
refused newer.db E-DBVER
sql trigger.db 'CREATE TRIGGER t AFTER INSERT ON agreement BEGIN DELETE FROM clause; END'
refused trigger.db E-DBSCHEMA
sql view.db 'DROP VIEW findings; CREATE VIEW findings AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n AS agreement, n AS clause, n AS text FROM r'
refused view.db E-DBSCHEMA
sql table.db 'CREATE TABLE extra (x)'
refused table.db E-DBSCHEMA
sql index.db 'CREATE INDEX i ON agreement (upper(agreement))'
refused index.db E-DBSCHEMA
sql column.db 'ALTER TABLE agreement ADD COLUMN x AS (zeroblob(200000000))'
refused column.db E-DBSCHEMA
sql less.db 'DROP VIEW findings'
refused less.db E-DBSCHEMA
sql analyzed.db 'ANALYZE'
check_run 'with the statistics of ANALYZE' 0 "$proviso" db check --db analyzed.db
sqlite3 foreign.db 'CREATE TABLE agreement (x)'
refused foreign.db E-DBAPP
printf 'SQLite format 3, or so it says; the rest is a letter.\n' >letter.db
refused letter.db E-DBCORRUPT
awk 'BEGIN { srand(7); for (i = 0; i < 5000; i++) printf "%c", 1 + int(rand() * 127) }' >random.db
refused random.db E-DBCORRUPT
bytes format.db 18 '\011\011'
refused format.db E-DBCORRUPT
head -c 20000 good.db >short.db
refused short.db E-DBCORRUPT
: >empty.db
for cmd in "db info" "query ./q.sql" "diff northlake@v1 northlake@v2"; do
	# shellcheck disable=SC2086
	check_run "an empty file: $cmd" 2 "$proviso" $cmd --db empty.db
done
check_run "an empty file becomes a store" 0 "$proviso" scan in --db empty.db
mkdir folder.db
check_run "a folder" 2 "$proviso" scan in --db folder.db
check_run "a folder, to read" 2 "$proviso" db info --db folder.db
ln -s good.db link.db
"$proviso" scan in --db link.db >out 2>err
check "a link: status 0 or refused" test $? -eq 0 -o $? -eq 2
mkfifo fifo.db
check_run "a named pipe" 2 "$proviso" db info --db fifo.db
check_run "a device" 2 "$proviso" scan in --db /dev/null
check_run "no such folder" 2 "$proviso" scan in --db no/such/s.db
check_run "no such store" 2 "$proviso" db info --db no.db
check "none is made" test ! -e no.db

# a page of every table overwritten: refused or reported, never a crash
size=$(wc -c <good.db)
page=4096
at=$page
while [ "$at" -lt "$size" ]; do
	bytes page.db "$at" '\377\377\377\377\377\377\377\377\377\377\377\377'
	for cmd in "db info" "db check" "query ./q.sql" \
	    "diff northlake@v1 northlake@v3" "scan in"; do
		# shellcheck disable=SC2086
		"$proviso" $cmd --db page.db >out 2>err
		status=$?
		[ $status -le 3 ] || check_eq "page at $at: $cmd" "$status" 2
		[ "$cmd" != "db check" ] || [ $status -ne 0 ] ||
		    check_eq "page at $at" "sound" "found"
	done
	at=$((at + page))
done
echo "ok every page was damaged once"

# rows that lie: types, bytes that are not UTF-8, places beyond the text
lie()
{
	sql lie.db "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; $1"
	"$proviso" db check --db lie.db >out 2>err
	status=$?
	check "check sees: $1" test $status -eq 1 -o $status -eq 2
	for cmd in "db info" "query ./q.sql --format json" "query ./q.sql" \
	    "diff northlake@v1 northlake@v2" "scan in"; do
		# shellcheck disable=SC2086
		"$proviso" $cmd --db lie.db >out 2>err
		status=$?
		[ $status -le 3 ] || check_eq "$cmd: $1" "$status" 2
		check_clean "$cmd: harmless: $1" out err
	done
}
lie "UPDATE clause SET start = 4000000000"
lie "UPDATE clause SET length = -1"
lie "UPDATE found SET start = 99999999"
lie "UPDATE found SET cue_id = 99999999"
lie "UPDATE found SET evidence = '[[99999999,0,1]]'"
lie "UPDATE found SET evidence = '[['"
lie "UPDATE defined SET length = 4000000000"
lie "UPDATE passage SET text = cast(x'00ff1b5b33316d' AS TEXT)"
lie "UPDATE passage SET text = x'00ff1b5b33316d'"
lie "UPDATE passage SET text = ''"
lie "UPDATE passage SET start = start + 1"
lie "DELETE FROM passage WHERE rowid = 1"
lie "DELETE FROM content WHERE rowid = 1"
lie "UPDATE found SET document_id = 77 WHERE document_id = 1"
lie "UPDATE content SET structure = x'01ffffffffffffffff'"
lie "UPDATE content SET structure = zeroblob(100000)"
lie "UPDATE content SET structure = 'text'"

# somebody else is writing
if command -v python3 >/dev/null 2>&1; then
	cp good.db busy.db
	(printf 'BEGIN EXCLUSIVE;\n'; sleep 1) | sqlite3 busy.db &
	sleep 0.3
	check_run "a store in use is waited for" 0 "$proviso" db info \
	    --db busy.db
	wait
fi

# a scan that was killed in the middle of a write: whoever reads undoes it
cp good.db mid.db
sqlite3 mid.db >/dev/null 2>&1 <<'END' &
PRAGMA cache_size = 2;
PRAGMA cache_spill = 1;
BEGIN IMMEDIATE;
UPDATE clause SET label = label || 'x';
UPDATE found SET confidence = 0;
CREATE TABLE filler AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL
    SELECT i + 1 FROM n WHERE i < 3000) SELECT i, zeroblob(1000) FROM n;
.shell kill -9 $PPID
END
wait $!
check "there is a journal to undo" test -s mid.db-journal
for cmd in "db info" "query ./q.sql" "db check"; do
	rm -f hot.db*
	cp mid.db hot.db
	cp mid.db-journal hot.db-journal
	# shellcheck disable=SC2086
	check_run "a half write is undone: $cmd" 0 "$proviso" $cmd --db hot.db
	sqlite3 hot.db .dump >hot.sql
	sqlite3 good.db .dump | cmp - hot.sql >out 2>&1
	check_eq "and all is as it was" "$?" 0
done
rm -f hot.db*

# a journal that is not one
cp good.db hot.db
printf 'this is no journal' >hot.db-journal
"$proviso" db check --db hot.db >out 2>err
check "a made-up journal: sound or refused" test $? -eq 0 -o $? -eq 2
check_run "the good one is still good" 0 "$proviso" db check --db good.db
