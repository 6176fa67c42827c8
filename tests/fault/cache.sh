#!/bin/sh
# SPDX-License-Identifier: MIT
# Compiled rules that are damaged: whatever happened to the file, a run says
# what it says without it.
. "$srcdir/tests/check.sh"
PROVISO_CACHE=$PWD/cache
export PROVISO_CACHE
mkdir packs
cat >packs/a.yaml <<'END'
provision: fondness
title: Odd
version: "1.0"
threshold: 1.0
rules:
  - id: a.b
    weight: 2.0
    pattern: (?:northlake|cirrus) \s (?<holder>\w+) \s likes
    match: ["Cirrus only likes"]
    no_match: ["zzz"]
END
printf '1. Mood. Northlake now likes lamps.\n' >t.txt
run() { "$proviso" tag --sandbox off --format jsonl --rules packs t.txt; }
same() { run >out 2>err && cmp -s out want && [ ! -s err ]; }

run >want 2>err
check "there is an answer" test -s want
kept=$(echo cache/*.rules)
check "it is kept" test -s "$kept"
cp "$kept" sound
size=$(wc -c <sound)

# a flipped byte, at places all over the file
n=0 bad=0
while [ "$n" -lt 60 ]; do
	at=$((n < 16 ? n * 5 : size * (n - 16) / 44 + n * 7))
	[ "$at" -lt "$size" ] || at=$((size - 1))
	byte=$(od -An -tu1 -j "$at" -N 1 sound | tr -d ' ')
	cat sound >"$kept"
	# shellcheck disable=SC2059
	printf "\\$(printf %o $((byte ^ 1 << n % 8)))" |
	    dd of="$kept" bs=1 seek="$at" conv=notrunc 2>/dev/null
	if ! same; then
		bad=$((bad + 1))
		echo "# byte $at: $(cat err)"
	fi
	n=$((n + 1))
done
check_eq "a flipped byte changes nothing" "$bad" 0

# cut short, longer, and something else
bad=0
for len in 0 1 8 63 64 100 1000 $((size / 2)) $((size - 1)); do
	head -c "$len" sound >"$kept"
	same || bad=$((bad + 1))
done
check_eq "a cut file changes nothing" "$bad" 0
{ cat sound; printf 'x'; } >"$kept"
check_run "a longer file" 0 run
check "changes nothing" cmp -s out want
head -c "$size" /dev/urandom >"$kept"
check_run "noise" 0 run
check "changes nothing either" cmp -s out want
check "what was damaged is mended" cmp -s "$kept" sound

# two programs at once
rm -f "$kept"
for i in 1 2 3 4 5 6; do
	run >"out$i" 2>"err$i" &
done
wait
for i in 1 2 3 4 5 6; do
	check "of many at once, run $i" cmp -s "out$i" want
done
check "leave one file" test "$(find cache -type f | wc -l)" -eq 1
check "that is sound" cmp -s "$kept" sound
