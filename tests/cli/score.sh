#!/bin/sh
# SPDX-License-Identifier: MIT
# proviso rules score: exact figures for small gold, forms of output, parts,
# what broken gold is told, and CUAD's form.
. "$srcdir/tests/check.sh"

mkdir packs
cat >packs/hosting.yaml <<'END'
provision: hosting
title: hosting
threshold: 1.0
lattice: true
rules:
  - id: only
    subtype: place
    weight: 2.0
    strength: exclusive
    pattern: 'hosted\s only\s on\s (?<cloud>\w+)'
    match: ["The models are hosted only on Cirrus."]
    no_match: ["The models are hosted on Cirrus."]
  - id: alone
    weight: 2.0
    pattern: '\b alone \b'
    match: ["Cirrus alone hosts the models."]
    no_match: ["Cirrus hosts the models."]
END
cat >packs/idle.yaml <<'END'
provision: idle
title: nobody asks for it
threshold: 1.0
rules:
  - id: word
    weight: 2.0
    pattern: '\b unheard \b'
    match: ["It goes unheard."]
    no_match: ["It is heard."]
END
cat >gold.yaml <<'END'
- id: h-1
  part: dev
  style: us
  text: |
    1. Hosting. The models are hosted
    only on Cirrus during the Term.

    2. Fees. Northlake pays the fees.
  expect:
    - provision: hosting
      subtype: place
      stance: in-force
      strength: exclusive
      clause: "1"
      text: "The models are hosted only on Cirrus"
      attributes: {cloud: Cirrus, channel: Cirrus}
- id: h-2
  part: test
  text: |
    3. Care. Cirrus alone answers for its staff.
  expect: []
  near: [hosting]
  note: alone is not hosting
- id: h-3
  part: dev
  text: |
    4. Place. No cloud but Cirrus serves the models.
  expect:
    - provision: hosting
      stance: in-force
      text: "No cloud but Cirrus"
- id: h-4
  part: dev
  text: |
    5. Notices. Notices are in writing.
  expect: []
  near: [hosting]
END

check_run "gold is scored" 0 "$proviso" rules score --rules packs \
    --format jsonl --gold gold.yaml
cp out all.jsonl
check_eq "counts and rates" "$(sed -n 1p all.jsonl | cut -d , -f 1-9,12,15)" \
    '{"provision":"hosting","items":4,"found":2,"expected":2,"tp":1,"fp":1,"fn":1,"again":0,"precision":0.5,"recall":0.5,"f1":0.5'
check_eq "what is right of the pairs" \
    "$(sed -n 1p all.jsonl | sed 's/.*"stance_right"/"stance_right"/')" \
    '"stance_right":1,"stance_of":1,"subtype_right":1,"subtype_of":1,"strength_right":1,"strength_of":1,"attributes_right":1,"attributes_of":2,"near_clean":1,"near_of":2,"references_right":0,"references_expected":0,"references_unexpected":0,"confused":0}'
check_eq "no item, no figure" "$(grep '"idle"' all.jsonl |
    cut -d , -f 1-9)" \
    '{"provision":"idle","items":0,"found":0,"expected":0,"tp":0,"fp":0,"fn":0,"again":0,"precision":null'
check_eq "attributes by key" "$(grep '"attribute"' all.jsonl | tr '\n' ' ')" \
    '{"provision":"hosting","attribute":"channel","right":0,"of":1} {"provision":"hosting","attribute":"cloud","right":1,"of":1} '
check_eq "by rule" "$(grep '"rule"' all.jsonl | tr '\n' ' ')" \
    '{"rule":"hosting.alone","provision":"hosting","right":0,"wrong":1} {"rule":"hosting.only","provision":"hosting","right":1,"wrong":0} '

"$proviso" rules score --rules packs -f jsonl --jobs 1 --gold gold.yaml >one
"$proviso" rules score --rules packs -f jsonl --jobs 4 --gold gold.yaml >four
check "jobs change nothing" cmp -s one four

check_run "a part" 0 "$proviso" rules score --rules packs -f csv \
    --part dev --gold gold.yaml
check_eq "its figures" "$(sed -n 2p out | cut -d , -f 1-9 | tr -d '"')" \
    hosting,3,1,2,1,0,1,0,1.000
check_run "for people" 0 "$proviso" rules score --rules packs --gold gold.yaml
check_eq "its first line" "$(sed -n 2p out | awk '{ print $1, $2, $3, $6 }')" \
    "hosting 4 2 0.500"
check "unmeasured is said" grep -q '^idle .* unmeasured ' out

mkdir folder
cp gold.yaml folder/
check_run "a folder" 0 "$proviso" rules score --rules packs -f jsonl \
    --gold folder
check "is its files" cmp -s out all.jsonl

# broken WHAT TEXT: standard input is gold that is refused with this message.
broken()
{
	cat >broken.yaml
	check_run "$1" 2 "$proviso" rules score --rules packs \
	    --gold broken.yaml
	check "$1: told" grep -qF -- "$2" err
	check_empty "$1: no figure" out
}
broken "not a list" "broken.yaml:1:1: " <<'END'
id: a
END
broken "unknown key" "broken.yaml:5:3: error: unknown key 'expects'" <<'END'
- id: a
  part: dev
  text: x
  expect: []
  expects: []
END
broken "unknown stance" "broken.yaml:6:15: error: there is no stance" <<'END'
- id: a
  part: dev
  text: x
  expect:
    - provision: hosting
      stance: firm
END
broken "unknown part" "broken.yaml:2:9: error: a part is dev, fit or test" <<'END'
- id: a
  part: train
  text: x
  expect: []
END
broken "words that are not there" "broken.yaml:7:" <<'END'
- id: a
  part: dev
  text: Cirrus hosts the models.
  expect:
    - provision: hosting
      stance: in-force
      text: "Alder hosts"
END
broken "an item twice" "stands in broken.yaml:1" <<'END'
- id: a
  part: dev
  text: Cirrus hosts the models.
  expect: []
- id: a
  part: dev
  text: Cirrus hosts the models.
  expect: []
END
check_run "gold is asked for" 2 "$proviso" rules score
check_run "other words take none" 2 "$proviso" rules list --gold gold.yaml
check_run "a part that is none" 2 "$proviso" rules score --part x \
    --gold gold.yaml

# CUAD's form, with the shipped rules.
PROVISO_RULES=$srcdir/rules
export PROVISO_RULES
mkdir txt
cat >txt/a.txt <<'END'
HOSTING AGREEMENT

1. Hosting. The Models shall be hosted exclusively on the Cirrus Cloud.

2. Fees. Northlake shall pay the fees within thirty days of each invoice.
END
cp txt/a.txt txt/b.txt
cat >txt/c.txt <<'END'
FEE AGREEMENT

1. Fees. Northlake shall pay the fees within thirty days of each invoice.
END
span='{"start":31,"end":99,"text":"The Models shall be hosted exclusively on the Cirrus Cloud."}'
cat >cuad.jsonl <<END
{"file":"a.txt","labels":{"Exclusivity":[$span],"Parties":[]}}
{"file":"b.txt","labels":{}}
{"file":"c.txt","labels":{"Exclusivity":[{"start":15,"end":20,"text":"1. Fees"}]}}
END
check_run "contracts are scored" 0 "$proviso" rules score -f jsonl \
    --gold cuad.jsonl
check_eq "by contract" "$(grep '"Exclusivity","reading":"contract"' out)" \
    '{"category":"Exclusivity","reading":"contract","precision":0.5,"recall":0.5,"f1":0.5,"tp":1,"fp":1,"fn":1}'
check_eq "by span" "$(grep '"Exclusivity","reading":"span"' out)" \
    '{"category":"Exclusivity","reading":"span","precision":0.5,"recall":0.5,"f1":0.5,"tp":1,"fp":1,"fn":1}'
check_eq "by place" "$(grep '"Exclusivity","reading":"locate"' out)" \
    '{"category":"Exclusivity","reading":"locate","precision":0.5,"recall":0.5,"f1":0.5,"tp":1,"fp":1,"fn":1}'
check_run "not with the other form" 2 "$proviso" rules score \
    --gold cuad.jsonl gold.yaml

# refused WHAT TEXT LINE
refused()
{
	printf '%s\n' '{"file":"a.txt","labels":{}}' "$3" >bad.jsonl
	check_run "$1" 2 "$proviso" rules score --gold bad.jsonl
	check "$1: told" grep -qF -- "$2" err
}
refused "a line cut short" "bad.jsonl:2: " '{"file":"a.txt","lab'
refused "a file elsewhere" "bad.jsonl:2: 'file' is the plain name" \
    '{"file":"../a.txt","labels":{}}'
refused "no such text" "bad.jsonl:2: " '{"file":"z.txt","labels":{}}'
refused "another text" "is not the text that was labelled" \
    '{"file":"a.txt","sha256":"00","labels":{}}'
refused "offsets that cross" "bad.jsonl:2: a span has" \
    '{"file":"a.txt","labels":{"X":[{"start":9,"end":9,"text":"x"}]}}'
