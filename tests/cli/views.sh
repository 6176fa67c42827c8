#!/bin/sh
# SPDX-License-Identifier: MIT
# What tag, clauses, diff and explain print, and gates.
. "$srcdir/tests/check.sh"

cat >old.txt <<'END'
PARTNERSHIP AGREEMENT

1. Hosting
1.1 Exclusive Host. Cirrus shall be Northlake's exclusive cloud provider.
1.2 Fees. Northlake shall pay the fees within thirty days.
2. General
2.1 Notices. Notices are given in writing under Section 1.2.
END
sed 's/^1\.1.*/1.1 Hosts. Northlake may use any cloud provider that it likes./' \
    old.txt >new.txt

check_run "tag" 0 "$proviso" tag --format jsonl old.txt
check "one object a line" sh -c "grep -c '^{.*}$' out | grep -qx '[1-9][0-9]*'"
check "the exclusivity" grep -q '"clause":"1.1",.*"provision":"exclusivity"' out
# offsets are bytes of the file
start=$(sed -n 's/"attributes".*//
s/.*"provision":"exclusivity".*"start":\([0-9]*\),.*/\1/p' out | head -n 1)
check_eq "start is a byte of the file" \
    "$(tail -c +$((start + 1)) old.txt | cut -c 1-12 | head -n 1)" \
    "Cirrus shall"
check_run "tag --format line" 0 "$proviso" tag --format line old.txt
check "path:line:col: provision stance: text" grep -q \
    '^old\.txt:4:21: exclusivity in-force: Cirrus shall be' out
check_run "tag --format json" 0 "$proviso" tag --format json old.txt new.txt
check_eq "is one array" "$(head -c 1 out)$(tail -n 1 out)" "[]"
check_run "tag --format csv" 0 "$proviso" tag --format csv old.txt
check "has a head" grep -q '^file,agreement,clause,' out
check_run "a gate that trips" 1 \
    "$proviso" tag --fail-on exclusivity:in-force old.txt
check_run "a gate that does not" 0 \
    "$proviso" tag --fail-on exclusivity:removed old.txt
check_run "--min-confidence 1 leaves nothing" 0 \
    "$proviso" tag --min-confidence 1 --format jsonl old.txt
check_empty "nothing" out

check_run "clauses" 0 "$proviso" clauses --format jsonl old.txt
check "a clause with its place" grep -q \
    '"label":"1.2","heading":"Fees","kind":"section".*"line":5' out
check "never the root" sh -c '! grep -q "\"kind\":\"root\"" out'
check_run "coverage" 0 "$proviso" clauses --coverage --format json old.txt
check "is complete" grep -q '"unaccounted":0' out

check_run "explain" 0 "$proviso" explain old.txt 1.1
check "names a rule" grep -q 'exclusivity\.' out
check "adds it up" grep -q '^    +[0-9.]*  in all$' out
cat >near.yaml <<'END'
provision: near-miss
title: Near misses
version: "1.0"
guards:
  - id: wood
    scope: sentence
    pattern: 'wood'
    match: ["Wood is sold."]
    no_match: ["Iron is sold."]
rules:
  - id: hint
    weight: 0.4
    pattern: 'is \s sold'
    match: ["Iron is sold."]
    no_match: ["Wood is sold."]
END
printf '1. Iron is sold.\n2. Wood is sold.\n3. Iron rusts.\n4. Wood is sold. Old wood is sold.\n' >near.txt
check_run "explain a near miss" 0 "$proviso" explain --rules near.yaml near.txt 1
check "tells what is missing" grep -q 'near-miss: +0.40 of +1.00 needed$' out
check_run "explain a guard" 0 "$proviso" explain --rules near.yaml near.txt 2
check "tells what holds it back" grep -q \
    '+0.40  near-miss.hint  "is sold"  held back by near-miss.wood$' out
check_run "explain a line" 0 "$proviso" explain --rules near.yaml near.txt 3
check "has nothing to tell" grep -q '^No rule fired\.$' out
check_run "explain what a rule did twice" 0 "$proviso" explain --rules near.yaml near.txt 4
check_eq "tells it once" "$(grep -c 'near-miss\.hint' out)" 1
check_run "explain it all" 0 "$proviso" explain -v --rules near.yaml near.txt 4
check_eq "tells it twice" "$(grep -c 'near-miss\.hint' out)" 2
for word in iron metal; do
	printf 'provision: %s\ntitle: T\nversion: "1"\nrules:\n  - id: it\n    weight: 3\n    pattern: "%s"\n    match: [%s]\n    no_match: [x]\n' \
	    "$word" "$word" "$word" >"$word.yaml"
done
sed 's/weight: 0.4/weight: 1/' near.yaml >weak.yaml
printf '1. This metal, iron, is sold.\n' >beside.txt
check_run "explain rivals" 0 "$proviso" explain --rules weak.yaml \
    --rules iron.yaml --rules metal.yaml beside.txt 1
check "tells what was outdone" grep -q \
    'near-miss: confidence 0\.500 of 0\.600 needed beside 2 surer provisions$' out
check_run "explain a clause that is not there" 2 "$proviso" explain old.txt 9.9

check_run "diff of a file with itself" 0 "$proviso" diff old.txt old.txt
check_empty "prints nothing" out
check_run "diff" 1 "$proviso" diff old.txt new.txt
check "begins with what was lost" sh -c 'head -n 1 out | grep -q "^lost  *exclusivity"'
check_run "a gate on changes that trips" 1 \
    "$proviso" diff --fail-on lost,weakened old.txt new.txt
check_run "a gate on changes that does not" 0 \
    "$proviso" diff --fail-on strengthened old.txt new.txt
check_run "diff --format json" 1 "$proviso" diff --format json old.txt new.txt
for key in old new substantive provisions clauses definitions references noise; do
	check "diff has $key" grep -q "^  \"$key\":" out
done
check_run "diff --format jsonl" 1 "$proviso" diff --format jsonl old.txt new.txt
check "begins with the versions" sh -c 'head -n 1 out | grep -q "\"type\":\"versions\""'
check_run "diff --format markdown" 1 \
    "$proviso" diff --format markdown old.txt new.txt
check "is a table" grep -q '^| \*\*lost\*\* | exclusivity' out
check_run "colours when asked for" 1 \
    "$proviso" diff --color always old.txt new.txt
check "colours" grep -q "$(printf '\033')" out
check_run "none in a pipe" 1 "$proviso" diff old.txt new.txt
check "no colours" sh -c "! grep -q '$(printf '\033')' out"

# nothing of a document reaches the terminal as a control
printf '1. A. Cirrus is the \033]52;c;eA==\007exclusive \302\233host.\n' >esc.txt
for format in text line json jsonl csv; do
	"$proviso" tag --format "$format" esc.txt >out 2>&1
	check_eq "no escape in $format" \
	    "$(tr -cd '\033\007' <out | wc -c | tr -d ' ')" 0
done
for jobs in 1 3; do
	"$proviso" tag --jobs "$jobs" --format jsonl new.txt nowhere old.txt \
	    new.txt >"out.$jobs" 2>&1
done
check "the same bytes whatever --jobs" cmp -s out.1 out.3
