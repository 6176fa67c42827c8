#!/bin/sh
# SPDX-License-Identifier: MIT
# How a provision is worded across a portfolio: the form of the house, who
# departs from it and in which words, and what stands alone.
. "$srcdir/tests/check.sh"

PROVISO_RULES=$srcdir/rules PROVISO_DB=$PWD/contracts.db
export PROVISO_RULES PROVISO_DB

# agreement KEY CLAUSE: a file of that name with that clause 2.1.
agreement()
{
	cat >"deals/$1.txt" <<EOF
HOSTING AGREEMENT

1. Services
1.1 Services. The host serves the models as the order form says.

2. Hosting
2.1 Exclusivity. $2

3. General
3.1 Law. The laws of the host's seat govern this agreement.
EOF
}

mkdir deals
form='Cirrus shall be the exclusive host of the Models during the Term, and
Northlake shall not permit any other person to host them.'
agreement amber "$form"
agreement birch "$form"
agreement cedar "$(printf %s "$form" | sed 's/Cirrus/Alder/')"
agreement drift "$(printf %s "$form" |
    sed 's/Cirrus/Basalt/; s/ during the Term//; s/any other person/<any> other person/')"
agreement elm "$(printf %s "$form" | sed 's/the exclusive/a non-exclusive/
    s/shall not permit any/may permit any/')"
agreement flint 'Kestrel shall obtain from Cirrus all of the computing capacity
that it requires for its assistant.'
agreement gorse 'The parties meet once a year.'
"$proviso" scan -q deals >out 2>err
check "a store" test -s contracts.db

check_run "in text" 0 "$proviso" compare --provision exclusivity
check_eq "counts" "$(head -n 1 out)" \
    "exclusivity: 6 clauses in 6 agreements; 1 wording shared, 1 alone"
# shellcheck disable=SC2016
check "the form of the house" sh -c 'sed -n 3,4p out | tr "\n" " " | grep -q \
    "^1\. 5 clauses in 5 agreements, 3 word for word *form  amber 2\.1, "'
check "who has it word for word, whatever the names" \
    grep -q 'word for word: birch 2\.1, .*; cedar 2\.1, ' out
check "a departure in its words" sh -c '
	sed -n "/ drift 2.1, /,/ elm 2.1, /p" out | tr "\n" " " |
	    tr -s " " | grep -qF "of the Models [-during the Term-], and"'
check "one that turns it around" sh -c '
	sed -n "/ elm 2.1, /,/^$/p" out | tr "\n" " " | tr -s " " |
	    grep -qF "{+a non-exclusive+} host"'
# shellcheck disable=SC2016
check "the one nearer to the form comes first" sh -c '
	grep -n " drift 2.1, " out >a; grep -n " elm 2.1, " out >b
	test "$(cut -d : -f 1 a)" -lt "$(cut -d : -f 1 b)"'
# shellcheck disable=SC2016
check "what stands alone" sh -c '
	sed -n "/^alone/,\$p" out | grep -q "^2. flint 2.1, "'
check "silence is no clause" sh -c '! grep -q gorse out'
mv out text
"$proviso" compare --provision exclusivity >out
check "the same bytes" cmp -s text out

check_run "in JSON" 0 "$proviso" compare --provision exclusivity -f json
tr -d ' \n' <out >flat
# shellcheck disable=SC2016
check "one form" sh -c 'test "$(grep -o "\"form\":" flat | wc -l)" -eq 1'
# shellcheck disable=SC2016
check "three of the same words" sh -c '
	test "$(grep -o "\"verbatim\":true" flat | wc -l)" -eq 3 &&
	    grep -q "\"verbatim\":3," flat'
check "edits" grep -qF '"op":"delete"' flat
check "a subtype that was not asked for" \
    grep -q '^{"provision":"exclusivity","subtype":null' flat
check_clean "no control character in JSON" out
if command -v python3 >/dev/null; then
	check "is JSON" sh -c 'python3 -m json.tool <out >/dev/null'
fi

check_run "as a table" 0 "$proviso" compare --provision exclusivity -f csv
check_eq "a row a clause" "$(grep -c '^[0-9]*,[0-9]*,[0-9]*,"' out)" 6
check "with its wording" grep -q '^1,5,100,"amber","amber","2.1",' out

check_run "as a page" 0 "$proviso" compare --provision exclusivity -f html
check "struck and marked words" grep -q '<del>.*</del>' out
check "no markup of a document" sh -c \
    'grep -qF "&lt;any&gt;" out && ! grep -q "<any>" out'
check "no script" sh -c '! grep -qi "<script" out'
# shellcheck disable=SC2016
check "each anchor is there" sh -c '
	grep -o "href=\"#[a-z0-9]*\"" out | sed "s/.*#\(.*\)\"/\1/" |
	    sort -u >links
	grep -o " id=\"[a-z0-9]*\"" out | sed "s/.*\"\(.*\)\"/\1/" |
	    sort >ids
	test -z "$(uniq -d ids)" && test -z "$(comm -23 links ids)"'
if command -v xmllint >/dev/null; then
	check "well nested" sh -c 'sed "s/<!DOCTYPE html>//; s/<meta[^>]*>//g
	    " out | xmllint --noout - 2>nest'
fi

# Another version is another wording: only the newest one counts.
mkdir -p deals/amber
mv deals/amber.txt deals/amber/2026-01-01.txt
sed 's/^Northlake shall not permit.*/Cirrus may permit others to host them./' \
    deals/amber/2026-01-01.txt >deals/amber/2026-02-01.txt
"$proviso" scan -q deals --db newer.db >out 2>err
check_run "versions" 0 "$proviso" compare --provision exclusivity --db newer.db
check "the newest one departs" grep -q '%  amber 2\.1, ' out

check_run "a subtype" 0 "$proviso" compare --provision exclusivity \
    --subtype requirements
check_eq "is all that is told" "$(head -n 1 out)" \
    "exclusivity/requirements: 1 clause in 1 agreement; 0 wordings shared, 1 alone"
check_run "nothing so sure" 0 "$proviso" compare --provision exclusivity \
    --min-confidence 1
check_eq "says so" "$(head -n 1 out)" \
    "exclusivity: 0 clauses in 0 agreements; 0 wordings shared, 0 alone"

check_run "no such provision" 2 "$proviso" compare --provision exclusivty
check "a guess" grep -q "did you mean 'exclusivity'.*\[E-NOPROVISION\]" err
check_run "no such subtype" 2 "$proviso" compare --provision exclusivity \
    --subtype hostings
check "a guess of it" grep -q "no subtype 'hostings' in the store" err
check_run "no provision" 2 "$proviso" compare
check_run "an operand" 2 "$proviso" compare --provision exclusivity amber
check_run "no such store" 2 "$proviso" compare --provision exclusivity \
    --db none.db
