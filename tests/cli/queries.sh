#!/bin/sh
# SPDX-License-Identifier: MIT
# The shipped queries: each one is listed with its topic, its example runs, and
# it answers as queries.tsv says.
. "$srcdir/tests/check.sh"

PROVISO_RULES=$srcdir/rules PROVISO_QUERIES=$srcdir/queries
PROVISO_DB=$PWD/contracts.db
export PROVISO_RULES PROVISO_QUERIES PROVISO_DB

(cd "$corpus" && "$proviso" scan -q partnership vendors) >out 2>err
check_eq "a store" "$?" 0

check_run "the list" 0 "$proviso" query --format jsonl
sed -n 's/^{"topic":"[a-z-][a-z-]*","query":"\([a-z-]*\)",.*/\1/p' out |
    sort >listed
for f in "$srcdir"/queries/*.sql; do
	f=${f##*/}
	echo "${f%.sql}"
done | sort >files
check "lists every query, each under a topic" cmp -s listed files
check "in the order of topics" sh -c 'sed "s/,\"answers.*//" out | sort -c'

# The example of each query, which the head tells.
while read -r name; do
	example=$(sed -n "s/^-- Example: proviso query //p" \
	    "$srcdir/queries/$name.sql")
	check "example of $name" test "${example%% *}" = "$name"
	check_run "query $example" 0 sh -c "\"$proviso\" query $example"
done <listed

# rows CELLS: how many lines of `out` have all of "KEY=VALUE KEY=VALUE ..."
rows()
{
	awk -v cells="$1" 'BEGIN {
		n = split(cells, cell, " ")
		for (i = 1; i <= n; i++) {
			at = index(cell[i], "=")
			value = substr(cell[i], at + 1)
			key = "\"" substr(cell[i], 1, at - 1) "\":"
			text[i] = key "\"" value "\""
			number[i] = key value
		}
	}
	{
		for (i = 1; i <= n; i++)
			if (!index($0, text[i]) && !index($0, number[i] ",") &&
			    !index($0, number[i] "}"))
				next
		rows++
	}
	END { print rows + 0 }' out
}

tab=$(printf '\t')
tested=0
grep -v '^#' "$srcdir/tests/cli/queries.tsv" | sed "s/$tab$tab/$tab.$tab/" \
    >cases
last=
while IFS=$tab read -r name params sign cells; do
	[ "$params" != . ] || params=
	# shellcheck disable=SC2086
	[ "$name $params" = "$last" ] ||
	    "$proviso" query "$name" $params --format jsonl >out 2>err
	last="$name $params"
	case $sign in
	=)
		check_eq "$name $params: rows" "$(wc -l <out | tr -d ' ')" \
		    "$cells"
		;;
	+)
		check "$name $params: $cells" test "$(rows "$cells")" -gt 0
		;;
	-)
		check_eq "$name $params: no $cells" "$(rows "$cells")" 0
		;;
	esac
	echo "$name" >>answered
	tested=$((tested + 1))
done <cases
check "cases ran" test "$tested" -gt 90
sort -u answered >a
check "every query has a case" cmp -s a files

# Parameters behind the name and with --param are the same.
"$proviso" query lost provision=exclusivity --format csv >a
check_run "--param" 0 "$proviso" query lost --param provision=exclusivity \
    --format csv
check "says the same" cmp -s a out
check_run "no such parameter" 2 "$proviso" query lost color=red
check "is named" grep -q ':color' err
check_run "a second name" 2 "$proviso" query lost changes

# A clause goes, and another one still points at it.
mkdir -p deals/hosting
cat >deals/hosting/2026-01-01.txt <<'END'
HOSTING AGREEMENT

1. Services
1.1 Services. Subject to Section 2.2, Cirrus hosts the models.

2. Limits
2.1 Region. The models stay in the region. Section 9.9 was never there.
2.2 Capacity. Cirrus keeps ten clusters free for Northlake.
END
sed '/^2\.2/d' deals/hosting/2026-01-01.txt >deals/hosting/2026-02-01.txt
"$proviso" scan -q --db deals.db deals >out 2>err
"$proviso" query dangling --db deals.db --format jsonl >out
check_eq "a reference to a clause that went" "$(cat out)" \
    '{"agreement":"hosting","date":"2026-02-01","clause":"1.1","target":"2.2","old_version":"2026-01-01","new_version":"2026-02-01"}'

# A file that is replaced keeps its label: its old words are found no more.
mkdir desk
printf '1. Desk. The help desk answers in Lisbon.\n' >desk/terms.txt
"$proviso" scan -q --db desk.db desk >out 2>err
"$proviso" query search q=Lisbon --db desk.db --format jsonl >out
check_eq "words of a text" "$(wc -l <out | tr -d ' ')" 1
printf '1. Desk. The help desk answers in Porto.\n' >desk/terms.txt
"$proviso" scan -q --db desk.db desk >out 2>err
for q in q=Lisbon:0 q=Porto:1 'q=desk:1' 'q=Lisbon all=1:1' \
    'q=desk all=1:2' 'q=Porto agreement=other:0'; do
	# shellcheck disable=SC2086 # words
	"$proviso" query search ${q%:*} --db desk.db --format jsonl >out
	check_eq "search ${q%:*}" "$(wc -l <out | tr -d ' ')" "${q##*:}"
done

check_run "no store" 2 "$proviso" query dangling --db none.db
check "names it" grep -q '^proviso: none\.db: error: .*\[E-DBOPEN\]$' err
check_run "no query" 2 "$proviso" query nothing --db deals.db
check "names no store" sh -c '! grep -q "deals\.db" err'
