#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure the built command on real agreements: measure.sh PROVISO DATA
# DATA is laid out as README.md ("Measured") tells; without it nothing is
# measured, and that is said.  Prints one line a measure; never fails because
# of a figure.  Needs sqlite3 to read JSON.
set -u
LC_ALL=C
export LC_ALL
proviso=${1:?usage: measure.sh PROVISO DATA}
data=${2:?usage: measure.sh PROVISO DATA}

# The core provisions on our own labelled clauses, part by part.
measure_rules() {
	gold=${0%/*}/../corpus/gold/provisions
	for part in dev test; do
		echo "rules, labelled clauses, $part:"
		"$proviso" rules score --part "$part" \
		    --gold "$gold/exclusivity.yaml" \
		    "$gold/agi-trigger.yaml" \
		    "$gold/distribution-license.yaml" |
		    grep -e '^provision.*\(recall\|stance\)' \
			-e '^\(exclusivity\|agi-trigger\) .*[/.]' \
			-e '^distribution-license .*[/.]'
	done
}
measure_rules

if [ ! -d "$data" ]; then
	echo "measure: no data at $data: nothing measured" \
	    "(make measure DATA=DIR; README.md tells where the sets come from)"
	exit 0
fi
apostrophe=$(printf '\342\200\231')  # U+2019
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT INT TERM

# One number out of a JSON-lines or text file through SQL.
sql() {
	sqlite3 -batch -noheader :memory: "$@"
}

# Every file of these folders is stored; a second run reads nothing again.
measure_scan() {
	set --
	for d in vendor-terms license-series standard-agreements; do
		[ -d "$data/$d" ] && set -- "$@" "$data/$d"
	done
	[ $# -gt 0 ] || return
	want=$(find "$@" -type f ! -name '.*' | wc -l)
	"$proviso" scan "$@" --db "$tmp/x.db" --quiet >/dev/null 2>&1
	have=$(sqlite3 "$tmp/x.db" "SELECT count(*) FROM file
	    WHERE version_id IS NOT NULL")
	echo "scan: $have of $((want)) files stored"
	again=$("$proviso" scan "$@" --db "$tmp/x.db" 2>&1 | tail -n 1)
	echo "scan again: $again"
}

# Section ids that a text carries as <span ... id="5.3.a">Title</span> against
# the labels found: 5.3.a is 5.3(a) here.
measure_ids() {
	all=0
	right=0
	for f in "$data"/standard-agreements/cloud-service-agreement-*.md; do
		[ -f "$f" ] || continue
		"$proviso" clauses --format jsonl "$f" >"$tmp/clauses"
		grep -o '<span[^>]* id="[0-9][^"]*">[^<]*' "$f" |
		    sed 's/.* id="\([^"]*\)">\(.*\)/\1|\2/; s/[*"]//g
			s/&amp;/\&/g' |
		    sed "s/$apostrophe/'/g" >"$tmp/ids"
		[ -s "$tmp/ids" ] || continue
		# shellcheck disable=SC2046 # two numbers
		set -- $(sql "CREATE TABLE c(j);" ".mode list" \
		    '.separator "\001" "\n"' ".import $tmp/clauses c" \
		    "CREATE TABLE g(id, title);" '.separator "|" "\n"' \
		    ".import $tmp/ids g" "
		    WITH label AS (
		      SELECT json_extract(j, '\$.label') AS l,
			replace(json_extract(j, '\$.text'), char(34), '') AS t
			FROM c),
		    gold AS (
		      SELECT id, title,
			CASE WHEN id GLOB '*.[a-z]' THEN
			  substr(id, 1, length(id) - 2) || '(' ||
			  substr(id, -1) || ')' ELSE id END AS want FROM g)
		    SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM label
		      WHERE l = want AND instr(substr(t, 1, 40 +
		      length(title)), substr(title, 1, 12)) > 0)), 0),
		      (SELECT count(*) FROM label WHERE l GLOB '[0-9]*'
		      AND l NOT GLOB '*(*' AND l NOT IN (SELECT want
		      FROM gold)) FROM gold" | tr '|' ' ')
		echo "ids: $(basename "$f"): $2 of $1 at the right text," \
		    "$3 sections invented"
		all=$((all + $1))
		right=$((right + $2))
	done
	[ "$all" -gt 0 ] && echo "ids: $right of $all in all"
}

# Where the bytes are, and texts that were not cut at all.
measure_segments() {
	[ -d "$data/cuad/txt" ] || return
	"$proviso" scan "$data/cuad/txt" --db "$tmp/cuad.db" --quiet \
	    >/dev/null 2>&1
	sqlite3 "$tmp/cuad.db" "
	    SELECT 'segments: ' || count(*) || ' texts stored, ' ||
	      sum(bytes) || ' bytes' FROM document;
	    SELECT 'segments: ' || count(*) || ' texts over 5 KB with one clause'
	      FROM (SELECT document_id, bytes, (SELECT count(*) FROM clause c
	      WHERE c.document_id = d.document_id) AS n FROM document d)
	      WHERE bytes > 5000 AND n <= 1;"
	find "$data/cuad/txt" -name '*.txt' | sort | while IFS= read -r f; do
		"$proviso" clauses --coverage --format jsonl "$f"
	done >"$tmp/coverage"
	sql "CREATE TABLE c(j);" ".mode list" '.separator "\001" "\n"' \
	    ".import $tmp/coverage c" "
	    SELECT 'segments: ' || count(*) || ' texts, ' ||
	      sum(json_extract(j, '\$.unaccounted')) ||
	      ' bytes unaccounted for' FROM c;
	    SELECT printf('segments: %.2f %% of the bytes that are no furniture'
	      || ' stand in clauses, all but %.2f %% of the rest is white'
	      || ' space', 100.0 * sum(json_extract(j, '\$.clauses')) /
	      sum(json_extract(j, '\$.source') -
	      coalesce(json_extract(j, '\$.skipped.furniture'), 0)),
	      100.0 - 100.0 * sum(coalesce(json_extract(j,
	      '\$.skipped.space'), 0)) / sum(json_extract(j, '\$.source') -
	      coalesce(json_extract(j, '\$.skipped.furniture'), 0) -
	      json_extract(j, '\$.clauses'))) FROM c"
	sqlite3 "$tmp/cuad.db" "
	    SELECT 'agi-trigger findings in force: ' || count(*)
	      FROM findings WHERE provision = 'agi-trigger'
	      AND stance IN ('in-force', 'conditional')"
}

# By contract: does it hold an exclusivity?  Against the lawyers' labels.
measure_gold() {
	[ -f "$data/cuad/gold.jsonl" ] && [ -f "$tmp/cuad.db" ] || return
	sqlite3 "$tmp/cuad.db" "CREATE TEMP TABLE g(j);" ".mode list" \
	    '.separator "\001" "\n"' ".import $data/cuad/gold.jsonl g" "
	    WITH gold AS (
	      SELECT json_extract(j, '\$.file') AS file,
		json_array_length(j, '\$.labels.Exclusivity') > 0 AS want
		FROM g),
	    got AS (
	      SELECT f.path, EXISTS (SELECT 1 FROM finding x
		JOIN version v USING (document_id)
		WHERE v.version_id = f.version_id
		AND x.provision = 'exclusivity'
		AND x.stance IN ('in-force', 'conditional')) AS have
		FROM file f),
	    pair AS (
	      SELECT coalesce(want, 0) AS want, have FROM got JOIN gold ON
		substr(path, -length(file)) = file)
	    SELECT printf('exclusivity by contract: precision %.3f recall %.3f'
	      || ' (%d contracts)',
	      1.0 * sum(want AND have) / max(1, sum(have)),
	      1.0 * sum(want AND have) / max(1, sum(want)), count(*))
	      FROM pair"
}

# Words of a file, letters and digits only, one a line.
words() {
	tr '[:upper:]' '[:lower:]' <"$1" | tr -cs '[:alnum:]' '\n' |
	    sed '/^$/d'
}

# Labels of the clauses, in their order.
labels() {
	sql "CREATE TABLE c(j);" ".mode list" '.separator "\001" "\n"' \
	    ".import $1 c" "SELECT json_extract(j, '\$.label') FROM c
	    WHERE json_extract(j, '\$.label') <> '' ORDER BY rowid"
}

# Label and first 25 letters and digits of each clause.
heads() {
	sql "CREATE TABLE c(j);" ".mode list" '.separator "\001" "\n"' \
	    ".import $1 c" "SELECT json_extract(j, '\$.label') || char(9) ||
	    replace(substr(json_extract(j, '\$.text'), 1, 200), char(10), ' ')
	    FROM c WHERE json_extract(j, '\$.label') <> ''" |
	    awk -F '\t' '{ t = tolower($2); gsub(/[^a-z0-9]/, "", t)
		print $1 "\t" substr(t, 1, 25) }' | sort -u
}

# Agreements as PDF against the same as text: lawyers' spans, words in their
# order, clause labels at their text.
measure_pdf() {
	[ -d "$data/cuad-pdf" ] && command -v pdftotext >/dev/null 2>&1 ||
	    return
	: >"$tmp/pdf"
	for f in "$data"/cuad-pdf/*.pdf; do
		name=$(basename "$f" .pdf).txt
		[ -f "$data/cuad/txt/$name" ] || continue
		"$proviso" text "$f" >"$tmp/p" 2>/dev/null
		"$proviso" text "$data/cuad/txt/$name" >"$tmp/t" 2>/dev/null
		words "$tmp/p" >"$tmp/pw"
		words "$tmp/t" >"$tmp/tw"
		"$proviso" clauses --format jsonl "$f" >"$tmp/c" 2>/dev/null
		heads "$tmp/c" >"$tmp/pc"
		labels "$tmp/c" >"$tmp/pl"
		"$proviso" clauses --format jsonl "$data/cuad/txt/$name" \
		    >"$tmp/c" 2>/dev/null
		heads "$tmp/c" >"$tmp/tc"
		labels "$tmp/c" >"$tmp/tl"
		sql "CREATE TABLE g(j);" ".mode list" \
		    '.separator "\001" "\n"' \
		    ".import $data/cuad/gold.jsonl g" "
		    SELECT replace(json_extract(s.value, '\$.text'), char(10),
		      ' ') FROM g, json_each(json_extract(j, '\$.labels')) k,
		      json_each(k.value) s WHERE json_extract(j, '\$.file') =
		      '$(printf '%s' "$name" | sed "s/'/''/g")'" |
		    awk -v text="$tmp/pw" 'BEGIN {
			while ((getline w <text) > 0) all = all w }
			{ s = tolower($0); gsub(/[^a-z0-9]/, "", s)
			if (length(s) < 2) next
			n++; if (index(all, s)) found++ }
			END { print "spans", found + 0, n + 0 }' >>"$tmp/pdf"
		lost=$(diff "$tmp/tw" "$tmp/pw" | grep -c '^<')
		all=$(wc -l <"$tmp/tw")
		echo "words $((all - lost)) $((all))" >>"$tmp/pdf"
		lost=$(diff "$tmp/tl" "$tmp/pl" | grep -c '^<')
		all=$(wc -l <"$tmp/tl")
		echo "paths $((all - lost)) $((all))" >>"$tmp/pdf"
		echo "labels $(comm -12 "$tmp/pc" "$tmp/tc" | wc -l)" \
		    "$(wc -l <"$tmp/tc")" >>"$tmp/pdf"
	done
	awk '{ got[$1] += $2; all[$1] += $3 }
	    END { for (k in all) if (all[k] > 0)
		printf "pdf: %s as in the text: %d of %d, %.2f %%\n", k,
		    got[k], all[k], 100 * got[k] / all[k] }' "$tmp/pdf" | sort
}

measure_scan
measure_ids
measure_segments
measure_gold
measure_pdf
