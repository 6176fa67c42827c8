#!/bin/sh
# SPDX-License-Identifier: MIT
# Tagging alone; run by run.sh.

texts "$tmp/some" "$(calc "$mb / 8")"
find "$tmp/some" -type f | sort | xargs "$yard" -n "$runs" rules "$rules" \
    >"$tmp/t"
row 'every pattern on every clause (PCRE2 with machine code) against tagging' \
    "$(calc "$(col 2 "$tmp/t") / $(col 1 "$tmp/t")")" times '>=' 30
row 'findings are those of tagging without the prefilter' \
    "$(col 3 "$tmp/t")" '' '>=' 1
row 'longest that one pattern took on one clause' "$(col 4 "$tmp/t")" ms \
    '<=' 1
note "patterns that took longer than 1 ms on a clause: $(col 5 "$tmp/t")"

# Words that rules look for and nothing else.
soup()
{
	"$proviso" rules list --format jsonl |
	    sed 's/.*"provision":"\([^"]*\)".*/\1/' | sort -u |
	    xargs "$proviso" rules show --format jsonl |
	    grep -o '[a-z]\{4,\}' | sort -u |
	    awk -v limit="$1" '{ w[n++] = $0 } END {
		for (x = 7; total < limit * 1000000; ) {
			x = (x * 1103515245 + 12345) % 2147483648
			word = w[int(x / 65536) % n]
			total += length(word) + 1
			printf("%s%s", word, ++k % 80 ? " " : ".\n\n")
		}
	    }'
}
soup "$(calc "$mb / 8")" >"$tmp/soup.txt"
watch -n "$runs" "$proviso" tag --quiet --jobs 1 "$tmp/soup.txt" >"$tmp/t"
row 'tag a soup of the words that rules look for' \
    "$(calc "$(bytes_of "$tmp/soup.txt") / 1000000 / $(col 2 "$tmp/t")")" \
    MB/s '>=' 30

# A sixteenth of the rules: whole packs, the smallest first.
sixteenth()
{
	mkdir -p "$tmp/part"
	"$proviso" rules list --format jsonl >"$tmp/list"
	cp "$rules"/*.yaml "$tmp/part"
	sed 's/.*"rules":\([0-9]*\).*"pack":"\([^"]*\)".*/\1 \2/' "$tmp/list" |
	    sort -k1,1n -k2 | awk '{ n[NR] = $1; p[NR] = $2; all += $1 }
		END { for (i = 1; i <= NR; i++) {
			if (sum >= all / 16) print p[i]
			sum += n[i]
		} }' | while read -r pack; do
		pack=$tmp/part/${pack##*/}
		rm -f "${pack%.yaml}".yaml "${pack%.yaml}".*.yaml
	done
}
sixteenth
if "$proviso" rules check --rules "$tmp/part" >"$tmp/few.check" 2>&1; then
	few=$(sed 's/ .*//' "$tmp/few.check")
	every=$("$proviso" rules check | sed 's/ .*//')
	watch -n "$runs" \
	    env PROVISO_RULES="$tmp/part" "$proviso" tag --quiet --jobs 1 \
	    "$tmp/some"/000/* ::: "$proviso" tag --quiet --jobs 1 \
	    "$tmp/some"/000/* >"$tmp/t"
	row "$every rules against $few of them" \
	    "$(calc "$(col 2 "$tmp/t" 2) / $(col 2 "$tmp/t")")" times '<=' 3.5
else
	note "a part of the rules: $(tail -n 1 "$tmp/few.check")"
fi
