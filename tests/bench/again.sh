#!/bin/sh
# SPDX-License-Identifier: MIT
# A second scan, when nothing changed; run by run.sh.

awk -v dir="$tmp/many" -v n="$files" 'BEGIN {
	for (i = 0; i < n; i++) {
		if (i % 1000 == 0)
			system("mkdir -p " sprintf("%s/%03d", dir, i / 1000))
		out = sprintf("%s/%03d/paper-%06d-of.txt", dir, i / 1000, i)
		printf("Agreement %d\n\n1. Term. It ends on day %d.\n", i,
		    i) >out
		close(out)
	}
}'
"$proviso" scan --quiet --db "$tmp/many.db" "$tmp/many" >/dev/null 2>&1
watch -n "$runs" "$proviso" scan --quiet --db "$tmp/many.db" "$tmp/many" ::: \
    find "$tmp/many" -type f -printf '%s %T@ %p\n' >"$tmp/t"
row "second scan of $files files against find -printf" \
    "$(calc "$(col 2 "$tmp/t") / $(col 2 "$tmp/t" 2)")" times '<=' 1.5
watch -p "$proviso" scan --quiet --db "$tmp/many.db" "$tmp/many" >"$tmp/t"
row 'memory of that second scan' "$(calc "$(col 3 "$tmp/t") / 1024")" MB \
    '<=' 192
