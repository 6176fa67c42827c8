#!/bin/sh
# SPDX-License-Identifier: MIT
# Every file has its licence line and is known to the build.
. "$srcdir/tests/check.sh"
cd "$srcdir" || exit 1

tmp=$out/files.list
find src tests -name '*.[ch]' ! -name schema_sql.h ! -name '*_css.h' |
    sort >"$tmp"
while read -r f; do
	sed 1q "$f" | grep -q '^/\* SPDX-License-Identifier: MIT \*/$' ||
	    echo "$f"
done <"$tmp" >"$out/files.bad"
check_empty "sources begin with their licence" "$out/files.bad"

# Forgotten here, missing in a release.
grep -e '^src/' -e '\.h$' "$tmp" | while read -r f; do
	grep -qF "$f" Makefile.am || echo "$f"
done >"$out/files.bad"
check_empty "sources and headers stand in Makefile.am" "$out/files.bad"
for f in tests/unit/test_*.c; do
	grep -q "${f%.c}\( \|\$\)" Makefile.am || echo "$f"
done >"$out/files.bad"
check_empty "unit tests stand in Makefile.am" "$out/files.bad"

grep '\.c$' "$tmp" | grep '^src/' | while read -r f; do
	h=${f#src/}
	h=${h%.c}.h
	[ -f "src/$h" ] || continue
	first=$(grep '^#include' "$f" | grep -v '"config.h"' | sed 1q)
	[ "$first" = "#include \"$h\"" ] || echo "$f"
done >"$out/files.bad"
check_empty "sources include their own header first" "$out/files.bad"

LC_ALL=C grep -n '[^ -~	]' src/store/*.sql \
    src/view/*.css >"$out/files.bad" 2>/dev/null
check_empty "the schema and the style are ASCII" "$out/files.bad"
rm -f "$tmp" "$out/files.bad"
