#!/bin/sh
# SPDX-License-Identifier: MIT
# Ways to hide words from a search: the words are found, what hides them is
# told, and ordinary typography is neither.
. "$srcdir/tests/check.sh"

tab=$(printf '\t')
grep -v '^#' "$srcdir/tests/cli/evasion.tsv" >table
a='2.1 Grant. Northlake hereby grants Cirrus an '
z=' to distribute the Models.\n'

# found FILE: what the findings in `out` say of it
found()
{
	awk -v file="\"file\":\"$1\"" '
	index($0, file) == 0 { next }
	/"provision":"exclusivity".*"stance":"in-force"/ { yes = 1 }
	/"provision":"integrity"/ {
		sub(/.*"subtype":"/, "")
		sub(/".*/, "")
		if (!($0 in seen))
			kinds = kinds (kinds == "" ? "" : ",") $0
		seen[$0] = 1
	}
	END { print yes ? "yes" : "no", kinds == "" ? "-" : kinds }' out
}

n=0
while IFS="$tab" read -r what exclusive kinds text; do
	n=$((n + 1))
	# shellcheck disable=SC2059 # the bytes are in the format
	printf "$a$text$z" >"$n.txt"
done <table
check_run "every form is read" 0 "$proviso" tag -q --format jsonl ./*.txt
n=0
while IFS="$tab" read -r what exclusive kinds text; do
	n=$((n + 1))
	check_eq "$what" "$(found "./$n.txt")" "$exclusive $kinds"
done <table
check "the table is not empty" test "$n" -gt 60
check "all are found or told" \
    test "$(awk -F "$tab" '$2 == "no" && $3 == "-"' table | wc -l)" -eq 0

# the words around, where they stand and what hides in them
printf '1. North\342\200\213lake hereby and for the Term grants\nCirrus an excl\342\200\215usi\342\200\213ve license to the Models.\n' \
    >place.txt
check_run "places" 0 "$proviso" tag -q --format jsonl place.txt
grep '"provision":"integrity"' out >lines
check_eq "each word is a finding" "$(wc -l <lines | tr -d ' ')" 2
check "the word" grep -q '"start":3,"end":15,.*"text":"Northlake"' lines
check "the bytes as stored" \
    grep -q '"start":57,"end":72,"line":2,.*"text":"exclusive"' lines
check "the first character, its place, how many" grep -q \
    '"code_point":"U+200D","offset":"61","count":"2"' lines
check "stance and confidence" grep -q \
    '"stance":"reference","confidence":1,"rule":"integrity.invisible"' lines

# offsets count bytes of the file in other encodings, too
printf '1\0.\0 \0a\0\013 b\0.\0' >utf16.txt
check_run "UTF-16 without a mark" 0 "$proviso" tag --format jsonl utf16.txt
check "is found out by its NUL bytes" grep -q ENCGUESS err
check "a character of UTF-16" grep -q '"code_point":"U+200B","offset":"8"' out

# a flood is told once a clause, typography never
awk 'BEGIN {
	print "1. First."
	print ""
	for (i = 0; i < 5000; i++)
		printf "wo\342\200\213rd one two three four five six seven "
	print "."
}' >flood.txt
check_run "a flood" 0 "$proviso" tag -q --format line flood.txt
check "is a few findings" test "$(grep -c ' integrity ' out)" -le 10
printf '\357\273\2771. The fol\302\255low\302\255ing 5\302\240000 \342\200\234units\342\200\235 \342\200\223 na\303\257ve caf\303\251 \342\234\224\357\270\217 \302\251 1\313\242\341\265\227 \302\265m \357\254\201nal. T H E  E N D\n' \
    >typography.txt
printf '2. Section \342\200\2137.1 a link\342\201\240, an e-mail.\n' >>typography.txt
check_run "typography" 0 "$proviso" tag -q --format line typography.txt
check_eq "is nothing to tell" "$(grep -c ' integrity ' out)" 0

# text that a style hides
printf '<!DOCTYPE html><p>1. A grant.</p><p style="display:none">2. It is exclusive.</p>' \
    >hidden.html
check_run "hidden text" 0 "$proviso" tag -q --format jsonl hidden.html
check "is a finding with its words" grep -q \
    '"subtype":"hidden".*"text":"2. It is exclusive."' out

# gates, the store and a comparison
check_run "a gate" 1 "$proviso" tag -q --fail-on integrity:reference place.txt
check_run "a gate that holds" 0 \
    "$proviso" tag -q --fail-on integrity:reference typography.txt
printf '1. Northlake hereby and for the Term grants\nCirrus an exclusive license to the Models.\n' >plain.txt
check_run "a scan" 0 "$proviso" scan -q plain.txt place.txt --db s.db
check_run "what is in the store" 0 sqlite3 s.db "select count(*), min(subtype)
    from all_findings where provision = 'integrity'"
check_eq "is what was found" "$(cat out)" "2|invisible"
check_run "the timeline" 0 sqlite3 s.db \
    "select * from timeline where provision = 'integrity'"
check_empty "knows provisions alone" out
check_run "what appears" 1 "$proviso" diff -q --format json plain.txt place.txt
check "is a change" grep -q '"change": "changed"' out
check "and says which" grep -q 'invisible characters appeared (U+200B)' out
check_run "what vanishes" 1 "$proviso" diff -q plain.txt place.txt
check_run "is nothing gained" 0 \
    "$proviso" diff -q --fail-on gained,lost plain.txt place.txt
check_run "nor lost" 0 \
    "$proviso" diff -q --fail-on gained,lost place.txt plain.txt
check_run "what stays is no change" 0 "$proviso" diff -q place.txt place.txt
