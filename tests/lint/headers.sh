#!/bin/sh
# SPDX-License-Identifier: MIT
# Each header compiles alone, and its guard follows from its name.
. "$srcdir/tests/check.sh"

for f in "$srcdir"/src/*.h "$srcdir"/src/*/*.h; do
	[ -f "$f" ] || continue
	h=${f#"$srcdir/src/"}
	# a generated list of bytes is no header
	case $h in store/schema_sql.h | view/*_css.h) continue ;; esac
	# the flags are words, quoted for a shell
	printf '#include "%s"\nextern int unused;\n' "$h" |
	    (cd "$builddir" && eval "$CC $CPPFLAGS" -std=gnu17 \
		-fsyntax-only -Wall -Wextra -Werror -x c -) >bad 2>&1
	check_empty "$h compiles alone" bad
	guard=PV_$(echo "${h%.h}" | tr 'a-z/' 'A-Z_')_H
	case $h in proviso.h) guard=PROVISO_H ;; esac
	grep -q "^#ifndef $guard\$" "$f" || echo "$h: guard is not $guard"
done >all
grep -v '^[^:#]*: guard' all
grep '^[^:#]*: guard' all >guards
check_empty "guards are named after their headers" guards
