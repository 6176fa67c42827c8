#!/bin/sh
# SPDX-License-Identifier: MIT
# Reading HTML against libxml2; run by run.sh.

texts "$tmp/pages" "$(calc "$mb / 2")"
mkdir -p "$tmp/html"
find "$tmp/pages" -type f | sort | while IFS= read -r f; do
	awk -v RS= 'BEGIN {
		print "<html><head><title>Agreement</title></head><body>"
	}
	{
		gsub(/&/, "\\&amp;"); gsub(/</, "\\&lt;"); gsub(/>/, "\\&gt;")
		gsub(/"/, "\\&#8220;")
		printf("<p style=\"margin:0pt 0pt 12pt;text-indent:36pt\">" \
		    "<font style=\"font-family:Times New Roman\" size=\"2\">" \
		    "%s</font></p>\n", $0)
	}
	END { print "</body></html>" }' "$f" \
	    >"$tmp/html/$(basename "$f").html"
done
find "$tmp/html" -type f | sort | xargs "$yard" -n "$runs" html >"$tmp/t"
row 'htmlReadMemory of libxml2 against reading HTML into paragraphs' \
    "$(calc "$(col 2 "$tmp/t") / $(col 1 "$tmp/t")")" times '>=' 5
note "HTML into clauses:" \
    "$(calc "$(bytes_of "$tmp/html") / 1000000 / $(col 3 "$tmp/t")") MB/s"
