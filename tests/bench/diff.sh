#!/bin/sh
# SPDX-License-Identifier: MIT
# Comparing against git's word diff; run by run.sh.

# Neighbouring versions of what the folders hold, a pair on two lines.
pairs()
{
	find "$data/vendor-terms" "$data/license-series" "$corpus/partnership" \
	    -type f \( -name '*.md' -o -name '*.txt' \) 2>/dev/null | sort |
	    awk '{ dir = $0; sub(/\/[^\/]*$/, "", dir)
		if (dir == last) print prev "\n" $0
		prev = $0; last = dir }'
}

# A long agreement: its paragraphs as numbered clauses, in the order of `step`.
numbered()
{
	find "$tmp/texts" -type f | sort | xargs cat 2>/dev/null | head -c "$2" |
	    awk -v step="$1" -v RS= '{ gsub(/[ \t\r\n]+/, " "); p[n++] = $0 }
	    END { for (i = 0; i < n; i++)
		printf("%d. %s\n\n", i + 1 + step, p[(i + step) % n]) }'
}

if have git; then
	pairs >"$tmp/pairs"
	cat >"$tmp/each.sh" <<'END'
list=$1
shift
while IFS= read -r old && IFS= read -r new; do
	"$@" "$old" "$new"
done <"$list"
:
END
	watch -n "$runs" sh "$tmp/each.sh" "$tmp/pairs" "$proviso" diff \
	    --quiet ::: sh "$tmp/each.sh" "$tmp/pairs" git diff --no-index \
	    --word-diff >"$tmp/t"
	row "diff of $(($(wc -l <"$tmp/pairs") / 2)) real pairs against git" \
	    "$(calc "$(col 2 "$tmp/t") / $(col 2 "$tmp/t" 2)")" times '<=' .8

	for part_mb in "$(calc "$mb / 16")" "$(calc "$mb / 4")"; do
		size=$(calc "$part_mb * 1000000")
		numbered 0 "${size%.*}" >"$tmp/old.txt"
		numbered 40 "${size%.*}" >"$tmp/new.txt"
		watch -n "$(((runs + 1) / 2))" "$proviso" diff --quiet \
		    "$tmp/old.txt" "$tmp/new.txt" ::: git diff --no-index \
		    --word-diff "$tmp/old.txt" "$tmp/new.txt" >"$tmp/t.$part_mb"
	done
	small=$tmp/t.$(calc "$mb / 16")
	large=$tmp/t.$part_mb
	row "diff of $part_mb MB moved and renumbered against git" \
	    "$(calc "$(col 2 "$large") / $(col 2 "$large" 2)")" times '<=' .5
	row "growth of that diff from a quarter of it" \
	    "$(calc "log($(col 2 "$large") / $(col 2 "$small")) / log(4)")" \
	    exponent '<=' 1.1
fi
