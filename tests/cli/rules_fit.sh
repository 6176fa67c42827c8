#!/bin/sh
# SPDX-License-Identifier: MIT
# proviso rules fit: both forms of labelled text, packs that load, the same
# bytes whatever the jobs, folds, and what broken input is told.
. "$srcdir/tests/check.sh"

mkdir packs
cat >packs/non-compete.yaml <<'END'
provision: non-compete
title: Non-compete
version: "1.0"
threshold: 1.0
rules:
  - id: compete
    weight: 1.5
    pattern: 'shall \s not \s compete'
    match: ["Basalt shall not compete."]
    no_match: ["Basalt shall compete."]
END

# Forty clauses with their labels, and as many that are near; one of the part
# that is only ever scored says the contrary.
awk 'BEGIN {
	for (i = 1; i <= 40; i++) {
		verb = i % 3 == 0 ? "not compete with" : "never rival"
		printf "- id: n-%d\n  part: dev\n", 2 * i - 1
		printf "  text: \"%d. Basalt shall %s Alder in field %d.\"\n", i,
		    verb, i
		print "  expect:\n    - provision: non-compete"
		printf "      stance: in-force\n      text: \"%s\"\n", verb
		printf "- id: n-%d\n  part: dev\n", 200 + 2 * i - 1
		printf "  text: \"%d. Basalt shall pay Alder fee %d.\"\n", i, i
		print "  expect: []"
	}
	print "- id: n-2\n  part: test"
	print "  text: \"9. Basalt shall never rival Alder in field 9.\""
	print "  expect: []"
}' >gold.yaml

# Ten contracts: each has a restraint and a sentence of payment, but for two.
mkdir txt
: >contracts.jsonl
i=1
while [ $i -le 10 ]; do
	words="Cirrus shall never rival Basalt in any field."
	spans=
	[ $i -gt 8 ] && words="Cirrus shall host whatever Basalt has made."
	printf '1. Fees. Cirrus shall pay Basalt the fee.\n\n2. Conduct. %s\n' \
	    "$words" >"txt/c$i.txt"
	start=$(grep -bo "$words" "txt/c$i.txt" | cut -d: -f1)
	[ $i -le 8 ] && spans="{\"start\": $start, \"end\": $((start +
	    ${#words})), \"text\": \"$words\"}"
	printf '{"file": "c%d.txt", "labels": {"Non-Compete": [%s]}}\n' $i \
	    "$spans" >>contracts.jsonl
	i=$((i + 1))
done

fit() { "$proviso" rules fit --rules packs --jobs 2 "$@"; }

check_run "labelled clauses" 0 fit --gold gold.yaml --format jsonl
check "too few sentences fit nothing" grep -q \
    '"subtype":"","texts":"excerpts","positive":40,.*"fitted":"no"' out
check "the part that is scored is not fitted to" grep -q '"rows":80,' out

check_run "clauses and contracts" 0 fit --gold gold.yaml --format jsonl \
    --out w contracts.jsonl
grep '"subtype":"","texts":"contracts"' out >line
check "forty-eight sentences fit nothing" grep -q '"fitted":"no"' line
check "and nothing is written" test -z "$(ls w)"
check_eq "of both forms" "$(sed 's/.*"positive":\([0-9]*\).*/\1/' line)" 48
rm -rf w

sed -e 's/id: n-/id: m-/' -e '/id: m-2$/,$d' gold.yaml >more.yaml
check_run "enough to fit" 0 fit --gold gold.yaml --format jsonl --out w \
    contracts.jsonl more.yaml
grep '"subtype":"","texts":"contracts"' out >line
check "it is fitted" grep -q '"fitted":"yes"' line
check "and tells contracts" grep -q '"contract":1,"span":1,"locate":1' line
check_eq "a pack each is written" "$(echo w/*)" \
    "w/non-compete.excerpts.weights.yaml w/non-compete.weights.yaml"
check "it names the source" grep -q 'CUAD v1 (The Atticus Project, CC BY 4.0)' \
    w/non-compete.weights.yaml
check "it has no time stamp" test "$(grep -c '20[0-9][0-9]-' \
    w/non-compete.weights.yaml)" -eq 0

check_run "one job" 0 fit --gold gold.yaml --jobs 1 --out w1 \
    contracts.jsonl more.yaml
check "writes the same bytes" cmp -s w/non-compete.weights.yaml \
    w1/non-compete.weights.yaml
check_run "the packs and their weights load" 0 "$proviso" rules check \
    --rules packs --rules w/non-compete.weights.yaml

printf '1. Kestrel shall never rival Northlake in any field.\n\n%s\n' \
    '2. Kestrel shall pay Northlake the fee.' >new.txt
"$proviso" tag --rules packs --rules w/non-compete.weights.yaml \
    --format line new.txt >after
check_empty "contracts tell nothing of an excerpt" after
printf '1. Basalt shall never rival Cirrus in field 50.\n' >one.txt
"$proviso" tag --rules packs --rules w/non-compete.excerpts.weights.yaml \
    --format line one.txt >after
check_eq "clauses do" "$(cut -c1-22 after)" "one.txt:1:4: non-compe"
awk 'BEGIN {
	for (i = 3; i <= 100; i++)
		printf "\n%d. Kestrel keeps its records in order.\n", i
}' >>new.txt
"$proviso" tag --rules packs --format line new.txt >before
check_empty "by hand nothing is found" before
"$proviso" tag --rules packs --rules w/non-compete.weights.yaml \
    --format line new.txt >after
check_eq "with weights the restraint is" "$(cut -c1-22 after)" \
    "new.txt:1:4: non-compe"

sed 's/part: dev/part: fit/' more.yaml >third.yaml
check_run "a part of its own" 0 fit --part fit --format jsonl \
    --gold gold.yaml third.yaml
check "is read alone" grep -q \
    '"texts":"excerpts","positive":40,"rows":80,' out
check_run "all but test" 0 fit --format jsonl --gold gold.yaml third.yaml
check "is what is fitted to" grep -q \
    '"texts":"excerpts","positive":80,"rows":160,.*"fitted":"yes"' out

# Contracts 0, 4 and 8 are left out, and clauses 0, 4 ... 76, all restraints.
check_run "a fold" 0 fit --gold gold.yaml --fold 0/4 --format jsonl \
    contracts.jsonl
check "leaves texts out" grep -q '"subtype":"","texts":"contracts","positive":26,"rows":74,' out

check_run "nothing is written without --out" 0 fit --gold gold.yaml
check "nowhere" test ! -e non-compete.weights.yaml

check_run "no gold" 2 fit
check "is a usage error" grep -q 'name labelled text with --gold' err
for bad in 4/4 1/1 x/3 2; do
	check_run "a bad fold $bad" 2 fit --gold gold.yaml --fold $bad
done
check_run "a fold is not for score" 2 "$proviso" rules score \
    --gold gold.yaml --fold 0/2
check_run "nor a folder for list" 2 "$proviso" rules list --out w
check_run "a folder that cannot be made" 2 fit --gold gold.yaml \
    --out no/such/folder contracts.jsonl more.yaml
check "is told" grep -q "cannot make the folder 'no/such/folder'" err

sed 's/"file": "c3.txt"/"file": "gone.txt"/' contracts.jsonl >broken.jsonl
check_run "a contract that is not there" 2 fit --gold broken.jsonl
check "is told with its line" grep -q '^proviso: broken.jsonl:3: error: ' err
sed 's/"file": "c3.txt"/"file": "c3.txt", "sha256": "00"/' contracts.jsonl \
    >other.jsonl
check_run "a text that is not the one that was labelled" 2 fit \
    --gold other.jsonl
check "is told" grep -q "other.jsonl:3: error: .*not the text that was" err
sed 's/text: "never rival"/text: "no such words"/' gold.yaml >lost.yaml
check_run "words that are not in the clause" 2 fit --gold lost.yaml
check "are told with their place" grep -q \
    '^proviso: lost.yaml:[0-9]*:[0-9]*: error: these words are not' err
