#!/bin/sh
# SPDX-License-Identifier: MIT
# Manual pages, where mandoc is installed.
. "$srcdir/tests/check.sh"

command -v mandoc >/dev/null || exit 0
for f in "$srcdir"/man/*.[1-9]; do
	[ -f "$f" ] || continue
	mandoc -T lint -W warning "$f" >bad 2>&1
	check_empty "${f##*/}" bad
done
