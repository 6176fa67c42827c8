#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Amendments and what they make of an agreement, to the byte: the cases of
# corpus/amendments/cases.txt, then chains, dates, formats and faults.
# shellcheck source=tests/check.sh
. "$srcdir/tests/check.sh"

dir=$corpus/amendments
base=$dir/base.txt

# Cut the cases up: NN.name, NN.txt (the amendment), NN.ops, NN.diff.
awk '
function frame() {
	printf "FIRST AMENDMENT TO HOSTING AGREEMENT\n\n" \
	    "This First Amendment is effective as of June 1, 2026 and amends" \
	    " the Hosting Agreement dated as of March 1, 2025 (the" \
	    " \"Agreement\") between Northlake, Inc. and Cirrus" \
	    " Corporation.\n\n" \
	    "NOW, THEREFORE, the parties agree as follows:\n\n1. " >am
}
function close_frame() {
	if (framed)
		printf "\nIN WITNESS WHEREOF, the parties have executed" \
		    " this Amendment.\n\n" >am
	framed = 0
}
/^# / {
	n = sprintf("%03d", ++count)
	am = n ".txt"
	print substr($0, 3) >(n ".name")
	printf "" >(n ".ops")
	printf "" >(n ".diff")
	part = 1
	fresh = 1
	next
}
part == 0 { next }
/^--$/ {
	close_frame()
	part++
	if (part == 2)
		close(am)
	next
}
part == 1 && fresh {
	fresh = 0
	framed = !sub(/^!/, "")
	if (framed)
		frame()
}
part == 1 && /^@$/ { close_frame(); next }
part == 1 { print >am }
part == 2 { print >(n ".ops") }
part == 3 { print >(n ".diff") }
' "$dir/cases.txt"

# ops FILE: "op|target|status|why" of each operation of a JSON answer.
ops()
{
	awk '/"clauses": \[/ { exit }
	/^ *"(op|target|status|why)": / {
		key = $1
		sub(/^ *"[a-z]*": "/, "")
		sub(/",?$/, "")
		gsub(/\\n/, " ")
		gsub(/\\"/, "\"")
		printf "%s%s", $0, key == "\"why\":" ? "\n" : "|"
	}' "$1"
}

for am in [0-9][0-9][0-9].txt; do
	n=${am%.txt}
	name=$(cat "$n.name")
	want=0
	! grep -q '|flagged|' "$n.ops" || want=1
	check_run "$name" "$want" "$proviso" conform -q "$base" "$am"
	diff "$base" out >got
	check_eq "$name: the text" "$(cat got)" "$(cat "$n.diff")"
	"$proviso" conform -q -f json "$base" "$am" >answer 2>err
	check_eq "$name: what was done" "$(ops answer)" "$(cat "$n.ops")"
done
check "there were cases" test "$(cat ./*.name | wc -l)" -ge 100

# A chain: the second amends what the first put in.
check_run "a chain" 1 "$proviso" conform "$base" "$dir/first.txt" \
    "$dir/second.txt"
check_eq "what it flagged" "$(grep -c 'W-AMEND' err)" 1
check "with the place" grep -q 'second.txt:15: warning: delete 4.7 not' err
check "the new clause, as amended" grep -qx \
    '(b) after notice of ten (10) days.' out
check "the reserved clause, filled" grep -qx \
    '4.5 Preference. Cirrus is the preferred provider of hosting.' out
check "a definition that came and went" sh -c '! grep -q Basalt out'
check "none is missing" sh -c '! grep -q W-CHAIN err'
cp out conformed.txt
check_run "the second alone" 1 "$proviso" conform "$base" "$dir/second.txt"
check "lacks the first" grep -q \
    'second.txt: warning: it is amendment 2, and amendment 1 is not .*W-CHAIN' \
    err
"$proviso" conform -q -f json "$base" "$dir/first.txt" "$dir/second.txt" >answer
for pair in "4.4 base.txt" "4.5 second.txt" "4.8 first.txt" \
    "4.8(b) second.txt" "4.1 first.txt" "Exhibit A first.txt"; do
	label=${pair% *}
	check_eq "source of $label" "$(awk -v l="\"$label\"," '
	    $1 == "\"label\":" { s = $0; sub(/^ *"label": /, "", s)
		on = s == l }
	    on && $1 == "\"source\":" { print $2; exit }' answer |
	    sed 's,.*/,,; s/"//')" "${pair##* }"
done

# It is a text like any other, and nothing more happens to it.
check_run "read again" 0 "$proviso" text conformed.txt
check "it is the same" cmp -s out conformed.txt
check_run "its clauses" 0 "$proviso" clauses -f jsonl conformed.txt
check "the new ones, too" grep -q '"label":"4.8(b)"' out
check_run "nothing to do" 0 "$proviso" conform "$base" "$base"
check "is told" grep -q 'nothing in it amends anything' err
check "and changes nothing" cmp -s out "$base"

# Dates.
check_run "before one part takes effect" 1 "$proviso" conform \
    --as-of 2026-12-31 "$base" "$dir/first.txt"
check "it is told" grep -q '4.8 not applied: it takes effect on 2027-01-01' \
    err
check "and left out" sh -c '! grep -q Audit out'
check "the rest is not" grep -q '^4.5 \[Reserved\]$' out
check_run "on the day" 0 "$proviso" conform --as-of 2027-01-01 "$base" \
    "$dir/first.txt"
check_run "before all of it" 1 "$proviso" conform -q --as-of 2026-05-31 \
    "$base" "$dir/first.txt"
check "nothing is changed" cmp -s out "$base"
# of WORDS [MORE]: is 4.7 there the day before and on the day?
of()
{
	printf 'FIRST AMENDMENT\n\nThis Amendment amends the Hosting %s\n' \
	    'Agreement dated as of March 1, 2025 (the "Agreement").' >day.txt
	printf '\nIt is effective as of June 1, 2026.\n\n1. %s\n' "$1" >>day.txt
	test -z "${2-}" || printf '\n2. %s\n' "$2" >>day.txt
	for day in 2026-12-31 2027-01-01; do
		"$proviso" conform -q --as-of "$day" "$base" day.txt |
		    grep -c '^4.7'
	done | tr '\n' ' '
}
check_eq "as of a day" "$(of \
    'Section 4.7 is hereby deleted as of January 1, 2027.')" '1 0 '
check_eq "as of a day, in front" "$(of \
    'As of January 1, 2027, Section 4.7 is deleted.')" '1 0 '
check_eq "from and after a day" "$(of \
    'From and after January 1, 2027, Section 4.7 is deleted.')" '1 0 '
check_eq "in the next sentence" "$(of \
    'Section 4.7 is deleted. The foregoing shall take effect on January 1, 2027.'
    )" '1 0 '
check_eq "in another paragraph" "$(of 'Section 4.7 is deleted.' \
    'Section 1 of this Amendment is effective as of January 1, 2027.')" '1 0 '
check_eq "of another paragraph" "$(of 'Section 4.7 is deleted.' \
    'Section 3 of this Amendment is effective as of January 1, 2027.')" '0 0 '
check_run "no date" 2 "$proviso" conform --as-of 2026-02-30 "$base" \
    "$dir/first.txt"
check_run "a date in words" 2 "$proviso" conform --as-of tomorrow "$base" \
    "$dir/first.txt"

# A side of a comparison.
cp "$base" "$dir/first.txt" "$dir/second.txt" .
check_run "compared" 1 "$proviso" diff -q base.txt \
    base.txt+first.txt+second.txt
check "what was lost, and by which" grep -q \
    '^lost  *exclusivity/hosting  4.5 (by second.txt)' out
check "what came" grep -q '^inserted  *4.8(a) (by first.txt)' out
check "and what was made of that" grep -q \
    '^inserted  *4.8(b) (by second.txt)' out
# shellcheck disable=SC2016 # the inner shell's
check "the flagged one is told" sh -c '"$1" diff base.txt \
    base.txt+first.txt+second.txt 2>&1 | grep -q "second.txt:15: .*W-AMEND"' \
    sh "$proviso"
check_run "one amendment with the next" 1 "$proviso" diff -q \
    base.txt+first.txt base.txt+first.txt+second.txt
check "are told apart" grep -q \
    '^modified  *4.8(b) (by first.txt) -> 4.8(b) (by second.txt)' out
check_run "as JSON" 1 "$proviso" diff -q -f jsonl base.txt base.txt+first.txt
check "a finding has its source" grep -q '"source":"first.txt"' out
check "and a clause" grep -q '"new":"4.1","new_source":"first.txt"' out
check_run "Markdown" 1 "$proviso" diff -q -f markdown base.txt \
    base.txt+first.txt
check "says so, too" grep -q '^\* inserted: 4.8 (by first.txt)' out
check_run "HTML" 1 "$proviso" diff -q -f html base.txt base.txt+first.txt
check "likewise" grep -q 'by <bdi>first.txt</bdi>' out
printf '%s\n' 'Section 4.7 of the Hosting Agreement is hereby deleted.' >gone.txt
check_run "what was taken out" 1 "$proviso" diff -q base.txt base.txt+gone.txt
check "tells who did" grep -q '^deleted  *4.7 (by gone.txt)' out
check_run "before its day" 1 "$proviso" diff -q --as-of 2026-05-31 base.txt \
    base.txt+first.txt
check_eq "nothing changed" "$(cat out)" ""
check_run "the same from both ends" 0 "$proviso" conform -q base.txt gone.txt
cp out made.txt
check_run "is what was compared" 0 "$proviso" diff -q made.txt base.txt+gone.txt
check_run "a missing one" 2 "$proviso" diff base.txt base.txt+missing.txt
check "is named" grep -q '^proviso: missing.txt: error: .*E-OPEN' err
check_run "one that ends early" 2 "$proviso" diff base.txt base.txt+
check_run "alone" 2 "$proviso" diff base.txt+first.txt
check_run "twice from standard input" 2 "$proviso" diff base.txt+- \
    base.txt+- </dev/null
check_run "once" 1 "$proviso" diff -q base.txt base.txt+- <first.txt
cp base.txt a+b.txt
check_run "a plus in a name" 0 "$proviso" diff a+b.txt base.txt

# Formats.
check_run "Markdown" 1 "$proviso" conform -q -f markdown "$base" \
    "$dir/first.txt" "$dir/second.txt"
check "numbers are no lists" grep -q '^1\\\. Definitions' out
check "a table of operations" grep -q '| reserve | 4.5 | applied |' out
check_run "HTML" 1 "$proviso" conform -q -f html "$base" \
    "$dir/first.txt" "$dir/second.txt"
check "says who wrote what" grep -q '<ins title=".*second.txt">ten (10) days' \
    out
if command -v xmllint >/dev/null; then
	check_run "AKN" 1 "$proviso" conform -q -f akn "$base" \
	    "$dir/first.txt" "$dir/second.txt"
	check "is well-formed" xmllint --noout out
fi
"$proviso" conform -q -f akn "$base" "$dir/first.txt" "$dir/second.txt" \
    >conformed.xml
check_run "AKN, read again" 0 "$proviso" text conformed.xml
check "is the same text" cmp -s out conformed.txt

# Faults.
check_run "no amendment" 2 "$proviso" conform "$base"
check_run "no such file" 2 "$proviso" conform "$base" missing.txt
check_eq "nothing printed" "$(cat out)" ""
check_run "both from standard input" 2 "$proviso" conform - - </dev/null
check_run "one from standard input" 0 "$proviso" conform "$base" - \
    <"$dir/first.txt"
awk 'BEGIN { for (i = 0; i < 4200; i++)
	printf "%d. Section 4.5 is hereby deleted.\n\n", i + 1 }' >many.txt
check_run "too many operations" 2 "$proviso" conform "$base" many.txt
check "are refused" grep -q 'E-AMEND' err
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "\"a (\"b \n\n" }' >open.txt
check_run "quotations without an end" 0 "$proviso" conform -q "$base" open.txt
awk 'BEGIN { printf "Section 4.5 is hereby amended by deleting "
	for (i = 0; i < 20000; i++) printf "\"a\" and "; print "\"b\"." }' \
    >wide.txt
check_run "an endless instruction" 1 "$proviso" conform -q "$base" wide.txt
check "changes nothing" cmp -s out "$base"
