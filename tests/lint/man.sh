#!/bin/sh
# SPDX-License-Identifier: MIT
# Manual pages say what the program does: its options, codes, limits, JSON
# keys, schema and queries, compared in both directions where that can be.
. "$srcdir/tests/check.sh"

man=$srcdir/man
PROVISO_RULES=$srcdir/rules PROVISO_QUERIES=$srcdir/queries
export PROVISO_RULES PROVISO_QUERIES

# same WHAT A B: the sorted files A (the program) and B (the pages) are equal.
same()
{
	sort -u -o "$2" "$2"
	sort -u -o "$3" "$3"
	{
		comm -23 "$2" "$3" | sed 's/^/not in the page: /'
		comm -13 "$2" "$3" | sed 's/^/not in the program: /'
		[ -s "$2" ] || echo 'nothing to compare'
	} >bad
	check_empty "$1" bad
}

# Form, where mandoc is installed.  What other pages it knows is the system's.
if command -v mandoc >/dev/null; then
	for f in "$man"/*.[1-9]; do
		mandoc -T lint -W style "$f" 2>&1 |
		    grep -v -e 'referenced manual not found' \
			-e 'outdated mandoc.db' >bad
		check_empty "form of ${f##*/}" bad
	done
fi

# Options: "LONG LETTER" from the table, and from the ".It Fl" lines.
"$proviso" help --format jsonl |
    sed 's/[{}"]//g; s/command://; s/,option:/ /; s/,letter:/ /
	s/,argument:.*//' >table
cut -d ' ' -f 1 table | sort -u >commands
while read -r command; do
	file=$man/proviso-$command.1
	[ "$command" != help ] || file=$man/proviso.1
	check "page of $command" test -f "$file"
	sed -n "s/^$command //p" table | sed 's/ *$//' >program
	awk '/^\.It Fl / {
		letter = ""
		for (i = 1; i < NF; i++) {
			if ($i != "Fl")
				continue
			if ($(i + 1) ~ /^-/)
				print substr($(i + 1), 2) \
				    (letter == "" ? "" : " " letter)
			letter = $(i + 1) ~ /^-/ ? "" : $(i + 1)
		}
	}' "$file" >page
	same "options of $command" program page
done <commands

# Codes of messages.
find "$srcdir/src/" -name '*.[ch]' -exec cat {} + |
    grep -o '"[ENW]-[A-Z0-9]*"' | tr -d '"' >program
sed -n 's/^\.It Sy \([ENW]-[A-Z0-9]*\)$/\1/p' "$man/proviso.1" >page
same "codes in proviso.1" program page

# Limits.
for name in PV_REGEX_LEN PV_REGEX_GROUPS PV_PACK_RULES PV_PACK_GUARDS; do
	n=$(sed -n "s/^#define $name \([0-9]*\).*/\1/p" \
	    "$srcdir/src/base/regex.h" "$srcdir/src/rule/pack.h")
	check "$name in proviso.1" grep -q "\<$n\>" "$man/proviso.1"
	case $name in
	PV_REGEX_*)
		check "$name in proviso-rules.5" \
		    grep -q "\<$n\>" "$man/proviso-rules.5"
		;;
	esac
done

# JSON keys: those of real output stand in the page; those of the page stand
# in the source.
old=$corpus/partnership/06-2025-10.txt
new=$corpus/partnership/08-2026-04.txt
{
	"$proviso" tag -f jsonl "$old" "$new"
	"$proviso" clauses -f jsonl "$new"
	"$proviso" clauses --coverage -f jsonl "$new"
	"$proviso" diff -f jsonl "$old" "$new"
	"$proviso" explain -f jsonl "$new" 4.1
	"$proviso" rules list -f jsonl
	"$proviso" rules show -f jsonl exclusivity
	"$proviso" rules score -f jsonl \
	    --gold "$corpus/gold/provisions/exclusivity.yaml"
	"$proviso" help -f jsonl
} 2>/dev/null | grep -o '[{,]"[a-z_]*":' | tr -d '{,":' | sort -u >program
"$proviso" tag -f csv "$new" 2>/dev/null | sed -n '1{s/\r//;p;}' |
    tr , '\n' >>program
awk '/^\.It Ic / || /^\.Ic / {
	for (i = /^\.It/ ? 3 : 2; i <= NF; i++)
		if ($i ~ /^[a-z_]+$/)
			print $i
}' "$man/proviso-json.5" | sort -u >page
sort -u -o program program
comm -23 program page >bad
check_empty "keys in proviso-json.5" bad
find "$srcdir/src/view/" "$srcdir/src/cli/" "$srcdir/src/model/" -name '*.c' \
    -exec cat {} + | grep -o '"[a-z_]*"' | tr -d '"' | sort -u >source
comm -23 page source >bad
check_empty "keys of proviso-json.5 in the source" bad

# Tables, views and their columns.
if command -v sqlite3 >/dev/null; then
	sqlite3 -init /dev/null schema.db <"$srcdir/src/store/schema.sql"
	sqlite3 -init /dev/null schema.db "
	    SELECT m.name || '.' || p.name
	    FROM sqlite_master m, pragma_table_info(m.name) p
	    WHERE m.type IN ('table', 'view') AND m.name <> 'all_findings'
	    UNION SELECT name FROM sqlite_master
	    WHERE type IN ('table', 'view')" 2>/dev/null >program
	awk '/^\.It Ic / { table = $3; print table }
	/^\.It Va / {
		for (i = 3; i <= NF; i++)
			if ($i != ",")
				print table "." $i
	}' "$man/proviso-store.5" >page
	same "tables and views in proviso-store.5" program page
fi

# Shipped queries with their parameters, as the files use them, as their heads
# tell them and as the page does.
for f in "$srcdir"/queries/*.sql; do
	q=${f##*/}
	echo "${q%.sql}"
	sed 's/--.*//' "$f" | grep -o ':[a-z][a-z]*' | sort -u |
	    sed "s/^/${q%.sql} /"
done >program
for f in "$srcdir"/queries/*.sql; do
	q=${f##*/}
	echo "${q%.sql}"
	sed -n "2,/^[^-]/s/^-- \([a-z][a-z]*\)  .*/${q%.sql} :\1/p" "$f"
done >page
same "heads of the queries" program page
awk '/^\.It Cm / { query = $3; print query }
/^\.Ar / && query != "" {
	for (i = 2; i <= NF; i++)
		if ($i ~ /^[a-z]+$/)
			print query " :" $i
}
/^\.El/ { exit }' "$man/proviso-query.1" >page
same "queries in proviso-query.1" program page
