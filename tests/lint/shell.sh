#!/bin/sh
# SPDX-License-Identifier: MIT
# Shell scripts, where shellcheck is installed.
. "$srcdir/tests/check.sh"
cd "$srcdir" || exit 1

command -v shellcheck >/dev/null || exit 0
for f in bootstrap .ci/run tests/run tests/*.sh tests/*/*.sh; do
	[ -f "$f" ] || continue
	shellcheck -e SC1091 -e SC2154 "$f" >"$out/shell.bad" 2>&1
	check_empty "$f" "$out/shell.bad"
done
rm -f "$out/shell.bad"
