#!/bin/sh
# SPDX-License-Identifier: MIT
# A scan against a plain search for the same patterns; run by run.sh.

find "$tmp/texts" -type f -print0 | sort -z >"$tmp/list0"
watch -n "$runs" -b "rm -f '$tmp'/x.db*" \
    "$proviso" scan --quiet --jobs 1 --db "$tmp/x.db" "$tmp/texts" ::: \
    env LC_ALL=C.UTF-8 wc -w --files0-from="$tmp/list0" >"$tmp/t"
scan=$(col 2 "$tmp/t")
note "scan, one core: $scan s, $(calc "$bytes / 1000000 / $scan") MB/s"
row 'scan against wc -w' "$(calc "$scan / $(col 2 "$tmp/t" 2)")" times '<=' 2.5

# The patterns, expanded, on one line each.  ripgrep wants (?P<name>, or none.
patterns()
{
	"$proviso" rules list --format jsonl |
	    sed 's/.*"provision":"\([^"]*\)".*/\1/' | sort -u |
	    xargs "$proviso" rules show --format jsonl >"$tmp/rules"
	ask :memory: "CREATE TABLE r(j);" ".mode list" \
	    '.separator "\001" "\n"' ".import $tmp/rules r" "
	    SELECT '(?xi:' || replace(json_extract(j, '\$.expanded'),
	      char(10), ' ') || ')' FROM r" |
	    sed -E 's/\(\?<[a-z_]+>/(?:/g'
}

# perl FILE DIR: one search with PCRE2; adds to $total, false when refused.
perl()
{
	watch -n 1 rg -P -i -j1 -o -b --no-unicode -f "$1" "$2" >"$tmp/t"
	[ "$(col 4 "$tmp/t")" -le 1 ] || return 1
	total=$(calc "$total + $(col 2 "$tmp/t")")
}

# search DIR: processor seconds that ripgrep takes for all patterns, and how
# many it refused.  Its own engine has no lookaround; PCRE2 takes a few in one,
# until they are too large together.
search()
{
	refused=0
	total=0
	grep -F -e '(?=' -e '(?!' -e '(?<' -e '(?>' -e '(?(' -e '(?|' \
	    "$tmp/patterns" >"$tmp/look"
	grep -v -F -e '(?=' -e '(?!' -e '(?<' -e '(?>' -e '(?(' -e '(?|' \
	    "$tmp/patterns" >"$tmp/plain"
	grep '[^ -~]' "$tmp/plain" >>"$tmp/look"
	grep -v '[^ -~]' "$tmp/plain" >"$tmp/ascii"
	watch -n 1 rg -i -j1 -o -b --no-unicode --regex-size-limit 2G \
	    --dfa-size-limit 2G -f "$tmp/ascii" "$1" >"$tmp/t"
	if [ "$(col 4 "$tmp/t")" -le 1 ]; then
		total=$(col 2 "$tmp/t")
	else
		cat "$tmp/ascii" >>"$tmp/look"
	fi
	rm -f "$tmp"/part.*
	split -l 4 -a 4 "$tmp/look" "$tmp/part."
	for part_file in "$tmp"/part.*; do
		perl "$part_file" "$1" && continue
		while IFS= read -r pattern; do
			printf '%s\n' "$pattern" >"$tmp/pattern"
			perl "$tmp/pattern" "$1" || refused=$((refused + 1))
		done <"$part_file"
	done
	echo "$total $refused"
}

if have rg sqlite3; then
	patterns >"$tmp/patterns"
	texts "$tmp/few" "$(calc "$mb / 4")"
	watch -n "$runs" -b "rm -f '$tmp'/x.db*" \
	    "$proviso" scan --quiet --jobs 1 --db "$tmp/x.db" "$tmp/few" \
	    >"$tmp/t"
	scan=$(col 2 "$tmp/t")
	search "$tmp/few" >"$tmp/s"
	note "rg with $(($(wc -l <"$tmp/patterns"))) patterns, four at a time" \
	    "where -P is needed: $(col 1 "$tmp/s") s for a quarter of the" \
	    "texts; it refused $(col 2 "$tmp/s")"
	row 'a plain search (rg -j1 -f) against the scan' \
	    "$(calc "$(col 1 "$tmp/s") / $scan")" times '>=' 40
fi
