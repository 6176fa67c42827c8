#!/bin/sh
# SPDX-License-Identifier: MIT
# Trouble around the program: outputs that cannot be written, signals, kills,
# time and memory limits.  What was stored stays whole; what is printed does
# not depend on chance.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/tests/fault/rules
export PROVISO_RULES

mkdir in
awk 'BEGIN {
	for (d = 0; d < 400; d++) {
		f = sprintf("in/d%03d.txt", d)
		for (i = 1; i <= 20; i++) printf "%d. Part %d. Cirrus shall be " \
		    "the exclusive host of Model %d-%d.\n", i, i, d, i >f
		close(f)
	}
}'
printf '1. Odd\033[31m. An exclu\342\200\213sive license \377.\n' >in/odd.txt

# the content of a store, without what tells when and where it was made
dump()
{
	sqlite3 "$1" .dump | sed '/INSERT INTO meta/d'
}

# outputs that cannot be written
for cmd in "text in/d000.txt" "clauses in/d000.txt" "tag in/d000.txt" \
    "tag --format csv in/d000.txt" "diff in/d000.txt in/d001.txt" \
    "rules list" "--version" "--help" "help" "scan in/d000.txt --db o.db"; do
	if [ -e /dev/full ]; then
		# shellcheck disable=SC2086 # words
		"$proviso" $cmd >/dev/full 2>err
		check_eq "full: $cmd" "$? $(grep -c E-WRITE err)" "2 1"
	fi
	rm -f o.db
	# shellcheck disable=SC2086
	"$proviso" $cmd >&- 2>err
	check_eq "closed: $cmd" "$?" 2
	rm -f o.db
	# shellcheck disable=SC2086
	{ "$proviso" $cmd 2>err; echo $? >status; } | :
	grep -v '^proviso: 1 document: 1 stored' err >err.rest
	check_empty "a reader that leaves: $cmd" err.rest
	rm -f o.db
done
"$proviso" tag in/d000.txt in/odd.txt >out 2>&-
check_eq "standard error is closed" "$?" 0
"$proviso" tag - <&- >out 2>err
check_eq "standard input is closed" "$?" 2
"$proviso" tag in/d000.txt in/d001.txt <&- >out2 2>err
check_eq "it is not needed for files" "$?" 0

# the same bytes, however many workers and whatever the locale
"$proviso" tag --jobs 1 in/d00*.txt in/odd.txt >one 2>one.err
for jobs in 2 4 7; do
	"$proviso" tag --jobs $jobs in/d00*.txt in/odd.txt >many 2>many.err
	check "$jobs workers, the same bytes" cmp one many
	check "$jobs workers, the same messages" cmp one.err many.err
done
for locale in C.UTF-8 tr_TR.UTF-8 de_DE.UTF-8; do
	LC_ALL=$locale "$proviso" tag in/d00*.txt in/odd.txt >many 2>many.err
	check "the same bytes in $locale" cmp one many
	check "the same messages in $locale" cmp one.err many.err
done
TZ=Asia/Tokyo HOME=/nonexistent "$proviso" tag in/d00*.txt in/odd.txt >many 2>err
check "the same bytes elsewhere" cmp one many
# shellcheck disable=SC3045 # what has no such limit sets none
(ulimit -n 24 2>/dev/null; "$proviso" tag in/d00*.txt in/odd.txt >many 2>err)
check "the same bytes with few descriptors" cmp one many

if command -v sqlite3 >/dev/null 2>&1; then
	"$proviso" scan in --db whole.db --jobs 4 >/dev/null 2>err
	dump whole.db >whole
	check "a store has content" test "$(wc -l <whole)" -gt 1000
	"$proviso" scan in --db single.db --jobs 1 >/dev/null 2>err
	dump single.db | cmp - whole >out 2>&1
	check_eq "one worker makes the same store" "$?" 0

	# killed, and taken up again
	for after in 0.02 0.05 0.09 0.15 0.3; do
		rm -f k.db*
		"$proviso" scan in --db k.db --jobs 2 >/dev/null 2>&1 &
		pid=$!
		sleep $after
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		"$proviso" scan in --db k.db --jobs 2 >/dev/null 2>err
		check_eq "killed after $after s, then again" "$?" 0
		dump k.db | cmp - whole >out 2>&1
		check_eq "ends with the same store" "$?" 0
	done
	# one that exists already
	for after in 0.03 0.08 0.15; do
		rm -f k.db*
		"$proviso" scan in/d00* --db k.db >/dev/null 2>&1
		"$proviso" scan in --db k.db --jobs 2 >/dev/null 2>&1 &
		pid=$!
		sleep $after
		kill -9 $pid 2>/dev/null
		wait $pid 2>/dev/null
		check_run "killed after $after s while adding: sound" 0 \
		    "$proviso" db check --db k.db
		"$proviso" scan in --db k.db >/dev/null 2>err
		check_eq "the rest is added" "$(sqlite3 k.db \
		    'SELECT count(*) FROM version')" 401
	done
	# asked to stop
	for sig in TERM INT HUP; do
		rm -f k.db*
		"$proviso" scan in --db k.db --jobs 1 >out 2>err &
		pid=$!
		sleep 0.05
		kill -$sig $pid 2>/dev/null
		wait $pid 2>/dev/null
		status=$?
		want=$((128 + $(kill -l $sig 2>/dev/null || echo 15)))
		case $sig in TERM) want=143 ;; INT) want=130 ;; HUP) want=129 ;; esac
		# a shell without job control starts jobs deaf to SIGINT
		check "SIG$sig: ended by it, or done" \
		    test $status -eq $want -o $status -eq 0
		[ ! -e k.db ] || check_run "SIG$sig: a whole store" 0 \
		    "$proviso" db check --db k.db
		"$proviso" scan in --db k.db >/dev/null 2>err
		dump k.db | cmp - whole >out 2>&1
		check_eq "SIG$sig: taken up again, the same store" "$?" 0
	done
	# two at once
	rm -f k.db*
	"$proviso" scan in --db k.db >/dev/null 2>err
	"$proviso" scan in --db k.db >/dev/null 2>err1 &
	"$proviso" scan in --db k.db >/dev/null 2>err2
	a=$?
	wait $!
	check_eq "two scans at once" "$a $?" "0 0"
	dump k.db | cmp - whole >out 2>&1
	check_eq "and the same store" "$?" 0
	# no space, and no memory
	rm -f k.db*
	(ulimit -f 60; trap '' XFSZ; "$proviso" scan in --db k.db) >out 2>err
	check_eq "no room for the store" "$? $(grep -c 'E-DB' err)" "2 1"
	check "and no store under its name" test ! -e k.db
	"$proviso" scan in --db k.db >/dev/null 2>err
	dump k.db | cmp - whole >out 2>&1
	check_eq "with room again, the same store" "$?" 0
fi

# a worker that takes too long or dies: its document is refused, the others go on
cat >slow.yaml <<'END'
provision: slow
title: Slow
version: "1.0"
threshold: 1.0
rules:
  - id: a.b
    weight: 2.0
    pattern: |-
      (?: a{1,9} ){9} [xy]
    match: ["aaaaaaaaax"]
    no_match: ["zzz"]
END
awk 'BEGIN { for (p = 0; p < 300; p++) { n = 0
	printf "%d. ", p + 1; while (n++ < 1200 + p) printf "a"; print "." } }' >slow.txt
"$proviso" tag --rules slow.yaml --timeout 1 in/d000.txt slow.txt in/d001.txt \
    --format jsonl >out 2>err
check_eq "one that takes too long" "$? $(grep -c '\[E-TIMEOUT\]' err)" "3 1"
check_eq "the others are read" "$(grep -c '"provision":"exclusivity"' out)" 40
if [ -d /proc/self ]; then
	"$proviso" tag --rules slow.yaml --timeout 20 slow.txt in/d001.txt \
	    --jobs 1 --format jsonl >out 2>err &
	pid=$!
	sleep 0.5
	worker=$(cat /proc/$pid/task/$pid/children 2>/dev/null)
	# shellcheck disable=SC2086 # words
	[ -z "$worker" ] || kill -SEGV $worker
	wait $pid
	check_eq "a worker that crashes" "$? $(grep -c '\[E-CRASH\]' err)" "3 1"
	check_eq "the next is read" \
	    "$(grep -c '"provision":"exclusivity"' out)" 20
fi
