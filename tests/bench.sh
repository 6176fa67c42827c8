#!/bin/sh
# SPDX-License-Identifier: MIT
# How fast, as ratios within one run: bench.sh PROVISO DATA
# The yardstick is ripgrep with the patterns of the packs, which only searches
# and prints, where proviso reads, segments, tags and stores.  Processor time,
# one core each; the best of three, ripgrep once.  Nothing here fails because of a figure.
set -u
LC_ALL=C
export LC_ALL
proviso=${1:?usage: bench.sh PROVISO DATA}
data=${2:?usage: bench.sh PROVISO DATA}
texts=$data/cuad/txt

if [ ! -d "$texts" ]; then
	echo "bench: no texts at $texts: nothing measured" \
	    "(make bench DATA=DIR; README.md tells where the sets come from)"
	exit 0
fi
tmp=$(mktemp -d) || exit 2
runs='1 2 3'
trap 'rm -rf "$tmp"' EXIT INT TERM

# Processor seconds of a command, the best of $runs.  Its output goes to a
# file: some searchers stop early when nobody reads.
seconds() {
	for _ in $runs; do
		rm -f "$tmp"/x.db*
		(
			"$@" >"$tmp/out" 2>&1
			times
		) | tail -n 1 | awk '{
			n = split($1 " " $2, t, /[ms ]+/)
			print t[1] * 60 + t[2] + t[3] * 60 + t[4]
		}'
	done | sort -n | head -n 1
}

ratio() {
	awk -v a="$1" -v b="$2" 'BEGIN {
		printf("%.2f\n", (b > 0) ? a / b : 0)
	}'
}

bytes=$(cat "$texts"/*.txt | wc -c)
scan=$(seconds "$proviso" scan "$texts" --db "$tmp/x.db" --jobs 1 --quiet)
echo "scan: $scan s for $bytes bytes with $("$proviso" rules check |
    sed 's/ are well.*//')"
tag=$(seconds "$proviso" tag "$texts"/*.txt --format jsonl --quiet)
echo "tag: $tag s"
words=$(seconds wc -w "$texts"/*.txt)
echo "wc -w: $words s; scan takes $(ratio "$scan" "$words") times that"

if command -v rg >/dev/null && command -v sqlite3 >/dev/null; then
	"$proviso" rules show --format jsonl agi-trigger distribution-license \
	    exclusivity >"$tmp/rules"
	sqlite3 -batch -noheader :memory: "CREATE TABLE r(j);" ".mode list" \
	    '.separator "\001" "\n"' ".import $tmp/rules r" "
	    SELECT '(?xi:' || replace(json_extract(j, '\$.expanded'),
	      char(10), ' ') || ')' FROM r" |
	    sed -E 's/\(\?<[a-z_]+>/(?:/g' >"$tmp/patterns"
	# All patterns in one are too large for ripgrep's PCRE2: four at a time.
	split -l 4 "$tmp/patterns" "$tmp/part."
	search=0
	runs=1
	for part in "$tmp"/part.*; do
		rg -P --no-unicode -c -f "$part" /dev/null
		[ $? -le 1 ] || echo "rg refuses $(wc -l <"$part") patterns"
		one=$(seconds rg -P --no-unicode -j1 -o -b -f "$part" "$texts")
		search=$(awk -v a="$search" -v b="$one" 'BEGIN { print a + b }')
	done
	echo "rg -P -f, four patterns at a time: $search s;" \
	    "scan takes $(ratio "$scan" "$search") times that"
fi
