#!/bin/sh
# SPDX-License-Identifier: MIT
# The floors: cli over ingest, rule, store, diff, lint, matrix, view over model over base.
# A library's header is seen by the one file that wraps it.
. "$srcdir/tests/check.sh"
cd "$srcdir/src" || exit 1

includes()
{
	grep -Hn '^[ 	]*#[ 	]*include' ./*.[ch] ./*/*.[ch] 2>/dev/null |
	    sed -n 's|^\./\([^:]*\):\([0-9]*\):.*include *["<]\([^">]*\)[">].*|\1 \2 \3|p'
}
list=$out/layers.includes
includes >"$list"
check "there are includes to look at" test -s "$list"

awk '
BEGIN {
	low["base"] = "base"
	low["model"] = "base model"
	n = split("ingest rule store diff lint matrix view", mid)
	for (i in mid) low[mid[i]] = "base model " mid[i]
	all = "base model ingest rule store diff lint matrix view cli"
	low["cli"] = all
	n = split(all, names)
	for (i in names) room[names[i]] = 1
}
{
	from = index($1, "/") ? substr($1, 1, index($1, "/") - 1) : "cli"
	to = substr($3, 1, index($3, "/") - 1)
	if (to in room && index(" " low[from] " ", " " to " ") == 0)
		print $1 ":" $2 ": " from " must not see " $3
}' "$list" >"$out/layers.bad"
check_empty "rooms see only what is below them" "$out/layers.bad"

# "name.h" without its room works only by accident.
awk '$3 !~ /\// && $3 !~ /^(config|proviso)\.h$/ { print $1, $2, $3 }' \
    "$list" | while read -r f line h; do
	grep -q "^#[ ]*include \"$h\"" "$f" && echo "$f:$line: no room: $h"
done >"$out/layers.bad"
check_empty "headers are named with their room" "$out/layers.bad"

# only LIBRARY HEADER-PATTERN FILE-PATTERN [MOST-FILES]
only()
{
	awk -v h="$2" -v f="$3" '$3 ~ h && $1 !~ f {
	    print $1 ":" $2 ": " $3 }' "$list" >"$out/layers.bad"
	check_empty "$1 is seen only where it is wrapped" "$out/layers.bad"
	n=$(awk -v h="$2" '$3 ~ h { print $1 }' "$list" | sort -u | wc -l)
	check "$1 is seen by few files ($((n)))" test "$n" -le "${4:-1}"
}
only pcre2 '^pcre2' '^base/regex\.c$'
only sqlite3 '^sqlite3' '^store/db\.c$'
only libfyaml '^libfyaml' '^rule/pack[a-z_]*\.c$' 2
only libxml2 '^libxml/' '^(ingest/xml[a-z_]*\.c|view/html\.c)$' 9
only libsodium '^sodium' '^base/digest\.c$'
only utf8proc '^utf8proc' '^ingest/[a-z_]*\.c$' 9
only libarchive '^archive' '^base/archive\.c$'
rm -f "$list" "$out/layers.bad"
