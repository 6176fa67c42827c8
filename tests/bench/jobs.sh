#!/bin/sh
# SPDX-License-Identifier: MIT
# The same store whatever --jobs; run by run.sh.

if have sqlite3; then
	texts "$tmp/jobs" "$(calc "$mb / 4")"
	for n in 1 2 7; do
		rm -f "$tmp"/j.db*
		"$proviso" scan --quiet --jobs "$n" --db "$tmp/j.db" \
		    "$tmp/jobs" >/dev/null 2>&1
		dump "$tmp/j.db"
	done | sort -u >"$tmp/sums"
	row 'different stores made by --jobs 1, 2 and 7' \
	    "$(($(wc -l <"$tmp/sums")))" '' '<=' 1
fi
