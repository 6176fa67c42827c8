#!/bin/sh
# SPDX-License-Identifier: MIT
# What one small thing costs; run by run.sh.

many=$((runs * 5))
find "$tmp/texts" -type f | sort | xargs cat 2>/dev/null |
    head -c 34000 >"$tmp/contract.txt"
watch -n "$many" "$proviso" --version ::: "$stopwatch" -h >"$tmp/t"
row 'start: --version against a C program that does nothing' \
    "$(calc "$(col 2 "$tmp/t") / $(col 2 "$tmp/t" 2)")" times '<=' 2
watch -n "$many" -b "rm -f '$tmp'/one.db*" \
    "$proviso" tag --quiet "$tmp/contract.txt" ::: \
    "$proviso" scan --quiet --db "$tmp/one.db" "$tmp/contract.txt" >"$tmp/t"
row 'start: tag a contract of 34 KB' \
    "$(calc "$(col 2 "$tmp/t") * 1000")" ms '<=' 12
row 'start: scan it into a new store' \
    "$(calc "$(col 2 "$tmp/t" 2) * 1000")" ms '<=' 20
