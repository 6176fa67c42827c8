#!/bin/sh
# SPDX-License-Identifier: MIT
# Rule packs from strangers: what weakens, hides or hangs is refused with its
# place; what is slow is stopped and named.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/tests/fault/rules
export PROVISO_RULES

printf '1. Grant. Northlake grants Cirrus an exclusive license.\n' >t.txt

# pack PATTERN [LINE]...: a pack with one rule, and further lines of it
pack()
{
	cat <<-END
	provision: odd
	title: Odd
	version: "1.0"
	threshold: 1.0
	rules:
	  - id: a.b
	    weight: 2.0
	    match: ["an exclusive license aaaa"]
	    no_match: ["zzz"]
	END
	printf '    pattern: |-\n      %s\n' "$1"
	shift
	[ $# -eq 0 ] || printf '%s\n' "$@"
}

# refused WHAT: the pack p.yaml, by every command, with a place in it
refused()
{
	check_run "$1: check" 1 "$proviso" rules check p.yaml
	check "$1: has a place" grep -q '^p\.yaml:[0-9]*:[0-9]*: error: ' err
	check_clean "$1: harmless" out err
	check "$1: in few bytes" test "$(wc -c <err)" -le 4000
	check_run "$1: tag" 2 "$proviso" tag --rules p.yaml t.txt
	check_empty "$1: nothing is tagged" out
}

bad()
{
	pack "$2" >p.yaml
	refused "$1"
}

pack 'exclusive' >p.yaml
check_run "a pack in order" 0 "$proviso" rules check p.yaml
bad "an open parenthesis" '( exclusive'
bad "a single code unit" 'exclusive \C'
bad "a callout" 'a(?C1)exclusive'
bad "a verb that accepts" '(*ACCEPT)exclusive'
bad "a verb that commits" 'x(*COMMIT)y|exclusive'
bad "options in front" '(*NO_JIT)(*LIMIT_MATCH=1)exclusive'
bad "a moved start" '(?=exclusive\K)'
bad "a surrogate" 'exclusive\x{d800}'
bad "nothing at all" '(?: exclusive )?'
bad "too many repetitions" '((((a{1,60}){1,60}){1,60}){1,60}){1,60}'
bad "deep nesting" "$(awk 'BEGIN { while (n++ < 400) s = s "("; print s "a" }')"
bad "many groups" "$(awk 'BEGIN { while (n++ < 200) printf "(?<n%d>a)", n }')"
bad "a long pattern" "$(awk 'BEGIN { while (n++ < 3000) printf "abcdefgh|" }')x"
bad "an unknown fragment" '{{nothing}} exclusive'
bad "an invisible character" "$(printf 'exclus\342\200\213ive')"
bad "a right-to-left override" "$(printf 'exclusive\342\200\256')"
bad "bytes that are not UTF-8" "$(printf 'exclusive\377')"
bad "an escape character" "$(printf 'exclusive\033')"
pack 'exclusive' '    surprise: 1' >p.yaml
refused "an unknown key"
pack 'exclusive' '    weight: 3.0' >p.yaml
refused "a key given twice"
pack 'exclusive' | sed '/no_match/d' >p.yaml
refused "a rule without examples"
pack 'exclusive' | sed 's/weight: .*/weight: 1e999/' >p.yaml
refused "a weight out of range"
pack '{{a}} exclusive' | sed '/^rules/i\
lexicon:\
  a: "{{b}} x"\
  b: "{{a}} y"' >p.yaml
refused "fragments in a circle"
awk 'BEGIN {
	print "lexicon:"
	print "  a0: \"exclusive\""
	for (i = 1; i <= 15; i++)
		printf "  a%d: \"{{a%d}}{{a%d}}{{a%d}}{{a%d}}\"\n", i, i-1, i-1, i-1, i-1
}' >laughs
pack '{{a15}}' | sed '/^threshold/r laughs' >p.yaml
refused "fragments that multiply"
awk 'BEGIN {
	print "a: &a [x,x,x,x,x,x,x,x,x]"
	for (i = 1; i < 12; i++) {
		printf "b%d: &b%d [", i, i
		for (k = 0; k < 9; k++) printf "*%s,", i > 1 ? "b" i - 1 : "a"
		print "]"
	}
}' >p.yaml
refused "aliases that multiply"
awk 'BEGIN { printf "rules: "; while (n++ < 20000) printf "["; print "" }' >p.yaml
refused "deep brackets"
awk 'BEGIN { while (n++ < 2000) { printf "%*sa:\n", n, "" } }' >p.yaml
refused "deep indentation"
printf 'provision: odd\nrules: !!python/object:os.system ["id"]\n' >p.yaml
refused "a tag"
printf 'provision: odd\ntitle: "cut' >p.yaml
refused "a pack that is cut off"
printf 'provision: odd\000title: x\n' >p.yaml
refused "a NUL byte"
: >p.yaml
check_run "an empty pack" 1 "$proviso" rules check p.yaml
mkfifo p.fifo
check_run "a named pipe" 2 "$proviso" tag --rules p.fifo t.txt
check_run "a pack that is not there" 2 "$proviso" tag --rules none.yaml t.txt
ln -s /dev/zero zero.yaml
check_run "a pack without end" 2 "$proviso" tag --rules zero.yaml t.txt

# patterns that run away: stopped, named, and the others go on
pack '(?:a+)+ \z' | sed 's/exclusive license aaaa/aaaa/' >slow.yaml
awk 'BEGIN {
	printf "1. Grant. Northlake grants Cirrus an exclusive license.\n\n2. "
	while (n++ < 40) printf "a"
	print "! and more."
}' >slow.txt
for how in "" --jit; do
	# shellcheck disable=SC2086
	check_run "a pattern that runs away $how" 3 "$proviso" tag $how \
	    --rules slow.yaml --format jsonl slow.txt
	check "is named $how" grep -q "odd.a.b.*\[W-RULELIMIT\]" err
	check "and the other rules go on $how" \
	    grep -q '"provision":"exclusivity"' out
done
check_run "in a scan, too" 3 "$proviso" scan slow.txt --rules slow.yaml --db s.db
check "its summary says so" grep -q '1 rule limit' err
check_run "and in the next one" 3 \
    "$proviso" scan slow.txt --rules slow.yaml --db s.db
check "by name" grep -q "odd.a.b.*\[W-RULELIMIT\]" err
check_run "and in a diff of what is stored" 3 \
    "$proviso" diff slow@ slow@ --rules slow.yaml --db s.db
check "by name, too" grep -q "odd.a.b.*\[W-RULELIMIT\]" err
check_run "a clean answer is none" 3 "$proviso" tag --rules slow.yaml \
    --fail-on exclusivity:in-force slow.txt

# a guard that runs away leaves a gap, too: who knows what it held back
pack 'exclusive' | sed '/^rules/i\
guards:\
  - id: slow\
    scope: sentence\
    pattern: "(?:a+)+ \\\\z"\
    match: ["aaaa"]' >guard.yaml
sed 's/license\./license aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!/' t.txt >g.txt
check_run "a guard that runs away" 3 "$proviso" tag --rules guard.yaml g.txt
check "is named" grep -q "odd.slow.*\[W-RULELIMIT\]" err
sed 'p; s/^1\. Grant\. //' g.txt | tr '\n' ' ' >g2.txt
check_run "twice in a clause" 3 "$proviso" scan --rules guard.yaml g2.txt --db g.db
check_run "is told once a clause" 0 "$proviso" db check --db g.db

# polynomial: bounded by time, not only by steps
pack 'a{0,30} a{0,30} a{0,30} a{0,30} [xy]' |
    sed 's/exclusive license aaaa/aax/' >poly.yaml
awk 'BEGIN { printf "1. "; while (n++ < 60000) printf "a"; print "." }' >poly.txt
"$proviso" tag --rules poly.yaml poly.txt >out 2>err
status=$?
check "a polynomial pattern ends" test $status -eq 0 -o $status -eq 3
pack '(?:.|\n)*? zz' | sed 's/exclusive license aaaa/a zz/' >stack.yaml
awk 'BEGIN { printf "1. "; while (n++ < 60000) printf "word "; print "zz." }' >stack.txt
"$proviso" tag --rules stack.yaml --jit stack.txt >out 2>err
status=$?
check "a pattern that needs much stack" test $status -eq 0 -o $status -eq 3
