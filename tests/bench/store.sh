#!/bin/sh
# SPDX-License-Identifier: MIT
# How large a store is, and how soon it answers; run by run.sh.

# Four times the texts, since tables that hold nothing take a page each.

if have sqlite3; then
	rm -f "$tmp"/s.db*
	texts "$tmp/portfolio" "$(calc "$mb * 4")"
	portfolio=$(bytes_of "$tmp/portfolio")
	"$proviso" scan --quiet --db "$tmp/s.db" "$tmp/portfolio" \
	    >/dev/null 2>&1
	size=$(bytes_of "$tmp/s.db")
	text=$(ask "$tmp/s.db" \
	    "SELECT sum(length(CAST(text AS BLOB))) FROM document")
	row 'store against the texts' "$(calc "$size / $portfolio")" times '<=' \
	    1.25
	row 'store without the texts that it holds' \
	    "$(calc "($size - $text) / $portfolio")" times '<=' .15
	ask "$tmp/s.db" "SELECT '  ' || name || ' ' || sum(pgsize)
	    FROM dbstat GROUP BY name ORDER BY sum(pgsize) DESC LIMIT 5" \
	    2>/dev/null || :
	watch -n "$runs" sqlite3 "$tmp/s.db" \
	    "SELECT rule, count(*) FROM finding GROUP BY rule" >"$tmp/t"
	row 'findings by rule, counted by sqlite3' \
	    "$(calc "$(col 2 "$tmp/t") * 1000")" ms '<=' 100
fi
