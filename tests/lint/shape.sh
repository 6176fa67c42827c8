#!/bin/sh
# SPDX-License-Identifier: MIT
# Functions: at most 80 lines, 5 parameters (and the error), 4 levels inside
# each other; the median at most 18 lines.  Files: at most 800 lines.
. "$srcdir/tests/check.sh"

find "$srcdir/src" -name '*.[ch]' | sort >files
: >all
while read -r f; do
	awk -f "$srcdir/tests/lint/strip.awk" "$f" |
	    awk -f "$srcdir/tests/lint/shape.awk" |
	    sed "s|^|${f#"$srcdir/"} |" >>all
done <files

# A parser that went blind would find nothing wrong.
exported=$(cat "$srcdir"/src/*.c "$srcdir"/src/*/*.c | grep -c '^pv_[a-z0-9_]*(')
parsed=$(awk '$1 ~ /c$/ && $2 ~ /^pv_/' all | wc -l | tr -d ' ')
check_eq "every exported function was parsed" "$parsed" "$exported"

# shellcheck disable=SC2016 # awk's
where='print $1 ":" $3 ": " $2 ": "'
awk '$4 > 80 { '"$where"' $4 " lines" }' all >long
check_empty "functions have at most 80 lines" long
# The handlers of xml.c have the parameters that libxml2 gives them.
awk '$5 > 5 && !($1 == "src/ingest/xml.c" && $2 ~ /^on_/) {
    '"$where"' $5 " parameters" }' all >wide
check_empty "functions have at most 5 parameters and the error" wide
awk '$6 > 5 { '"$where"' $6 - 1 " levels" }' all >deep
check_empty "functions nest at most 4 levels" deep

sort -n -k 4 all | awk '{ n[NR] = $4 } END { print n[int((NR + 1) / 2)] }' \
    >median
check "the median function has at most 18 lines, not $(cat median)" \
    test "$(cat median)" -le 18

while read -r f; do
	lines=$(wc -l <"$f")
	[ "$lines" -le 800 ] || echo "${f#"$srcdir/"}: $lines lines"
done <files >big
check_empty "files have at most 800 lines" big
