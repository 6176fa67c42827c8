#!/bin/sh
# SPDX-License-Identifier: MIT
# Ten and thirty times the texts: time, memory, two workers; run by run.sh.

texts "$tmp/g1" "$(calc "$mb / 10")"
texts "$tmp/g3" "$(calc "$mb * 10 / 3")"
scan_of()
{
	"$@" -b "rm -f '$tmp'/g.db*" "$proviso" scan --quiet --jobs 1 \
	    --db "$tmp/g.db" "$tmp/g1" ::: "$proviso" scan --quiet --jobs 1 \
	    --db "$tmp/g.db" "$tmp/texts" ::: "$proviso" scan --quiet \
	    --jobs 1 --db "$tmp/g.db" "$tmp/g3"
}
scan_of watch -n "$(((runs + 1) / 2))" >"$tmp/t"
row "growth from $(calc "$mb / 10") to $mb and $(calc "$mb * 10 / 3") MB" \
    "$(awk -v a="$(bytes_of "$tmp/g1")" -v b="$bytes" \
	-v c="$(bytes_of "$tmp/g3")" '{ y[NR] = log($2) } END {
	x[1] = log(a); x[2] = log(b); x[3] = log(c)
	for (i = 1; i <= 3; i++) { mx += x[i] / 3; my += y[i] / 3 }
	for (i = 1; i <= 3; i++) {
		num += (x[i] - mx) * (y[i] - my); den += (x[i] - mx) ^ 2
	}
	printf("%.2f", num / den) }' "$tmp/t")" exponent '<=' 1.05

# By the clock, on a machine that does nothing else: no look at memory either.
# Of so much text that it is the reading which counts, and not the start of a
# second worker.
texts "$tmp/g6" "$(calc "$mb * 6")"
watch -n "$(((runs + 1) / 2))" -b "rm -f '$tmp'/g.db*" "$proviso" scan \
    --quiet --jobs 1 --db "$tmp/g.db" "$tmp/g6" ::: "$proviso" scan --quiet \
    --jobs 2 --db "$tmp/g.db" "$tmp/g6" >"$tmp/t"
row "two workers against one, by the clock (load $(cut -d ' ' -f 1 \
    /proc/loadavg))" "$(calc "$(col 1 "$tmp/t") / $(col 1 "$tmp/t" 2)")" \
    times '>=' 1.7
watch -p -b "rm -f '$tmp'/g.db*" "$proviso" scan --quiet --jobs 2 \
    --db "$tmp/g.db" "$tmp/g3" >"$tmp/t"
row 'memory of all processes of that scan, two workers' \
    "$(calc "$(col 3 "$tmp/t") / 1024")" MB '<=' 192
