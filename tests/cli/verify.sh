#!/bin/sh
# SPDX-License-Identifier: MIT
# diff --only: what was to change did, and nothing else.
. "$srcdir/tests/check.sh"

# One provision will do.
mkdir rules
cp "$srcdir/rules/exclusivity.yaml" "$srcdir/rules/lexicon.yaml" rules
PROVISO_RULES=$PWD/rules
export PROVISO_RULES

base='PARTNERSHIP AGREEMENT

1. Definitions. In this Agreement:

"Platform" means the cloud platform of Cirrus.

"Models" means the models that Northlake develops.

2. Hosting. Northlake shall serve the Models exclusively from the Platform. Northlake reports each quarter on the use of the Platform.

3. Support. Cirrus shall, on the days that Schedule 1 lists:

(a) answer questions that Northlake asks about the Platform; and

(b) repair what does not work within ten days.

4. Notices. Notices are sent in writing to the registered office of the other party.

5. Confidentiality. Each party keeps what it learns from the other party secret for five years.

SCHEDULE 1

1. Days. Support is given on working days in Delaware.

2. Hours. Support is given between nine and five.
'
printf '%s' "$base" >old.txt

# variant FILE SED...: the base with an edit.
variant()
{
	variant_file=$1
	shift
	sed "$@" old.txt >"$variant_file"
}
variant item.txt 's/within ten days/within five days/'
variant def.txt 's/the cloud platform of Cirrus/any cloud platform/'
variant host.txt 's/exclusively from/exclusively and at its own cost from/'
variant report.txt 's/each quarter on/each month on/'
variant hours.txt 's/nine and five/eight and six/'
variant renumbered.txt -e 's/five years/six years/' \
    -e 's/^4\. Notices.*/4. Fees. The fees are due in thirty days./' \
    -e 's/^5\. Conf/6. Conf/' -e '/^6\. Conf/i\
5. Notices. Notices are sent in writing to the registered office of the other party.\

'
variant broken.txt -e '/^SCHEDULE/,/five\.$/d' -e 's/ within ten days//'
awk '/^4\. Notices/ { sub(/^4/, "5"); kept = $0; next }
/^5\. Conf/ { sub(/^5/, "4"); print; print ""; print kept; next }
{ print }' old.txt >moved.txt

# Status, file, what may change.
while IFS='|' read -r status file only why; do
	check_run "$file, only $only: $why" "$status" \
	    "$proviso" diff --only "$only" old.txt "$file"
done <<'EOF'
0|old.txt|2|nothing changed at all
0|item.txt|3(b)|the clause itself
0|item.txt|3|its sub-clauses
0|item.txt|3.b|another manner of writing
0|item.txt|Section 3(b)|as it is cited
0|item.txt|1,2,3|one of several
0|item.txt|1 , 3|blanks do not count
1|item.txt|3(a)|its neighbour
1|item.txt|definitions,2,4,5|none of many
0|def.txt|definitions|a definition
0|def.txt|def:platform|by its label
0|def.txt|1|where it stands
1|def.txt|2|what uses it
0|host.txt|exclusivity|the sentence of a provision
1|host.txt|definitions|which is no definition
1|report.txt|exclusivity|another sentence of its clause
0|report.txt|2|but the clause has both
0|hours.txt|Schedule 1, 2|a label with a comma
0|hours.txt|Schedule 1,2|without the blank
0|hours.txt|Schedule 1|the schedule
1|hours.txt|2|a clause of the same number
1|hours.txt|Schedule 1, 1|its neighbour in the schedule
1|renumbered.txt|5|the old number is meant, and another clause is new
0|renumbered.txt|4,5|what is new goes by its own number
0|renumbered.txt|5,4|in any order
1|renumbered.txt|6|the new number of an old clause
1|broken.txt|3(b)|what else went
1|broken.txt|3(b),Schedule 1|a reference that broke
0|broken.txt|3,Schedule 1|which may change as well
1|moved.txt|2|a clause that moved
0|moved.txt|4,5|moved between what may change
EOF

check_run "what else changed is told" 1 \
    "$proviso" diff --only 3 old.txt renumbered.txt
check "the clause that is new" grep -q '^inserted  *4  Fees' out
check "the clause that was modified" grep -q '^modified  *5 -> 6' out
sed 's/five years/six years/' item.txt >two.txt
check_run "of two changes" 1 "$proviso" diff --only 3 old.txt two.txt
check "the other one" grep -q '^modified  *5  Conf' out
check "alone" sh -c '! grep -q 3\(b\) out'
check_run "of an agreed change" 0 "$proviso" diff --only 3,5 old.txt two.txt
check_empty "nothing" out
check_run "several times" 0 \
    "$proviso" diff --only 3 --only 5 old.txt two.txt
check_run "JSON" 1 "$proviso" diff -f json --only 3 old.txt two.txt
check "has what else changed" grep -q '"old": "5"' out
check "alone, too" sh -c '! grep -q "3(b)" out'
check_run "HTML" 1 "$proviso" diff -f html --only 3 old.txt two.txt
check "has both" sh -c 'grep -q "<ins>six</ins>" out &&
    grep -q "within <del>ten</del> <ins>five</ins>" out'
check_eq "and tells them apart" "$(grep -c '>expected<' out)" 1
check "says what was asked" grep -q 'Outside of 3: changes of 1 clause\.' out
check_run "HTML of what was agreed" 0 \
    "$proviso" diff -f html --only 3,5 old.txt two.txt
check "says so" grep -q 'Outside of 3,5 nothing of substance changed\.' out

check_run "a gate" 0 \
    "$proviso" diff --only 2 --fail-on lost old.txt two.txt
variant gone.txt 's/^2\. Hosting.*/2. Hosting. [Reserved]/'
check_run "a loss" 1 "$proviso" diff --only 3 --fail-on lost old.txt gone.txt
check_run "a loss that was agreed" 0 \
    "$proviso" diff --only 2 --fail-on lost old.txt gone.txt

for only in 9 '3(z)' exclusive 'def:' 'Schedule 2' '4,2,x' ',' '' ' '; do
	check_run "--only '$only' is an error" 2 \
	    "$proviso" diff --only "$only" old.txt two.txt
	check_eq "of two lines" "$(wc -l <err | tr -d ' ')" 2
done
