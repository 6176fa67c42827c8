#!/bin/sh
# SPDX-License-Identifier: MIT
#
# How a comparison is told to people, and what --fail-on makes of it.
# shellcheck source=tests/check.sh
. "$srcdir/tests/check.sh"

law='9. Law. The laws of Ostrava govern this agreement and its schedules.'
long='in every region in which Cirrus operates a data center of its own or has one operated for it by an affiliate, a contractor or another person that it has chosen with the care of a prudent operator of such centers'

cat >old.txt <<EOF
1. Definitions. "Platform" means the cloud platform that Cirrus operates. "AGI" means a system that surpasses people at most economically valuable work.

2. Hosting. Northlake shall serve the Models exclusively from the Platform $long.

3. License. Northlake grants to Cirrus an exclusive license to use the Models.

4. Attainment. The Board shall determine in good faith whether AGI has been attained.

5. Effect. Once AGI has been attained the license in Section 3 ends.

6. Cap. The liability of Cirrus is limited to [***].

$law
EOF
cat >new.txt <<EOF
1. Definitions. "Platform" means any cloud platform that customers choose.

2. Hosting. Northlake may serve the Models from the Platform $long.

3. License. Northlake grants to Cirrus a non-exclusive license to use the Models.

6. Cap. The liability of Cirrus is limited to five million dollars.

7. Payments. The fees are due through 2031, independent of technical progress.

$law
EOF
check_run "a comparison" 1 "$proviso" diff old.txt new.txt
check "first exclusivity" sh -c \
    'sed -n 1p out | grep -q "^lost  *exclusivity (.*): none remains$"'
check "then the trigger" sh -c \
    'sed -n 2p out | grep -q "^lost  *agi-trigger (.*): none remains$"'
check "the clause that denies it, by number" grep -q 'by 7' out
check "not its words each time" test "$(grep -c '^    + The fees' out)" -le 1
check "a long sentence is cut" grep -q '\.\.\.$' out
check "to what was found" grep -q '^    - Northlake shall serve the Models exclu' out
check "definitions" grep -q '^modified  *Platform$' out
check "where they are used" grep -q '^    used in 2$' out
check "a redaction that was lifted" grep -q '^modified  *6  Cap  (redaction lifted)$' out
check "in context" grep -q 'is limited to \[-\[\*\*\*\]-\] {+five million' out
check "the heading once" sh -c '! grep -q "^    - Attainment\." out'
check_eq "no line is wider than the terminal" \
    "$(awk 'length > 80' out | grep -vc '^Of no' | tr -d ' ')" 0
check_run "Markdown" 1 "$proviso" diff --format markdown old.txt new.txt
check "has the note" grep -q '^\* modified: 6 to 6 (redaction lifted)$' out
check_run "JSON" 1 "$proviso" diff --format json old.txt new.txt
tr -d '\n' <out >flat
check "what went is old" grep -Eq '"op": "delete", *"old": "[^"]+", *"new": ""' flat
check "what came is new" grep -Eq '"op": "insert", *"old": "", *"new": "[^"]+"' flat
check "has the note too" grep -q '"note": "redaction lifted"' out
for gate in lost lost,weakened gained,lost; do
	check_run "--fail-on $gate" 1 \
	    "$proviso" diff --fail-on "$gate" old.txt new.txt
done
check_run "--fail-on what did not happen" 0 \
    "$proviso" diff --fail-on strengthened,moved old.txt new.txt
check_run "--fail-on what cannot happen" 2 \
    "$proviso" diff --fail-on lots old.txt new.txt

printf '# Terms\n\n1. The [policy](https://a.example/%s) binds Kestrel.\n' \
    may >a.md
printf '# Terms\n\n1. The [policy](https://a.example/%s) binds Kestrel.\n' \
    june >b.md
check_run "the target of a link" 1 "$proviso" diff a.md b.md
check "is named" grep -q \
    '(link changed from a\.example/may to a\.example/june)$' out
