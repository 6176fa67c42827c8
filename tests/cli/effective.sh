#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What a clause says on a day: which documents of a folder or a store amend an
# agreement, in which order, and what is told of the others.
# shellcheck source=tests/check.sh
. "$srcdir/tests/check.sh"

mkdir docs
cp "$corpus/amendments/base.txt" "$corpus/amendments/first.txt" \
    "$corpus/amendments/second.txt" docs

# instrument FILE TITLE DAY OF PARTY TEXT
instrument()
{
	printf '%s\n\nThis instrument is effective as of %s and amends the %s' \
	    "$2" "$3" "$4"
	printf ' (the "Agreement") between Northlake, Inc. and %s.\n\n%s\n' \
	    "$5" "$6"
} >"docs/$1"

base='Hosting Agreement dated as of March 1, 2025'
instrument third.txt 'AMENDMENT NO. 3 TO THE HOSTING AGREEMENT' \
    'April 1, 2026' "$base" 'Cirrus Corporation' \
    '1. Section 4.6 of the Agreement is hereby deleted in its entirety.'
instrument older.txt 'AMENDMENT NO. 1 TO THE HOSTING AGREEMENT' \
    'May 1, 2026' 'Hosting Agreement dated as of May 9, 2024' \
    'Cirrus Corporation' '1. Section 4.5 of the Agreement is deleted.'
instrument web.txt 'AMENDMENT NO. 1 TO THE WEB HOSTING AGREEMENT' \
    'May 1, 2026' 'Web Hosting Agreement' 'Cirrus Corporation' \
    '1. Section 4.5 of the Agreement is hereby deleted.'
instrument kestrel.txt 'AMENDMENT NO. 1 TO THE HOSTING AGREEMENT' \
    'May 1, 2026' 'Hosting Agreement' 'Kestrel, Inc.' \
    '1. Section 4.4 of the Agreement is hereby deleted.'
printf 'SIDE LETTER\n\nNorthlake, Inc. and Cirrus Corporation agree that %s\n' \
    'Section 3.2 of the Hosting Agreement (the "Agreement") is hereby deleted.' \
    >docs/letter.txt

# ask LABEL DAY: the first lines of the answer, files without their folder.
ask()
{
	"$proviso" effective base --clause "$1" ${2:+--as-of "$2"} docs \
	    >out 2>err
	echo "exit $?"
	sed 's,docs/,,g' out
}

check_eq "before the first amendment" "$(ask 4.5 2026-05-31 | head -n 5)" \
'exit 0
base, clause 4.5, on 2026-05-31: in force
controlled by base.txt (HOSTING AGREEMENT, 2025-03-01)

4.5 Exclusivity. Cirrus is the sole provider of hosting, and Northlake shall use no other provider of hosting.'
check_eq "on its day" "$(ask 4.5 2026-06-01 | head -n 5)" \
'exit 0
base, clause 4.5, on 2026-06-01: reserved
controlled by first.txt (FIRST AMENDMENT TO HOSTING AGREEMENT, 2026-06-01)

4.5 [Reserved]'
check_eq "after the second one" "$(ask 4.5 2027-03-01 | head -n 5)" \
'exit 0
base, clause 4.5, on 2027-03-01: in force
controlled by second.txt (SECOND AMENDMENT TO HOSTING AGREEMENT, 2027-03-01)

4.5 Preference. Cirrus is the preferred provider of hosting.'
check_eq "the chain, by days and not by numbers" \
    "$(ask 4.5 2027-03-01 | sed -n '/^instruments/,$p')" \
'instruments:
  base.txt (HOSTING AGREEMENT, 2025-03-01)
  third.txt (AMENDMENT NO. 3 TO THE HOSTING AGREEMENT, 2026-04-01)
  first.txt (FIRST AMENDMENT TO HOSTING AGREEMENT, 2026-06-01)
    reserve 4.5
  second.txt (SECOND AMENDMENT TO HOSTING AGREEMENT, 2027-03-01)
    replace 4.5
  letter.txt (SIDE LETTER): not applied, the day of its effect is not known
  kestrel.txt (AMENDMENT NO. 1 TO THE HOSTING AGREEMENT, 2026-05-01): not applied, it does not name the same parties'
check_eq "not yet" "$(ask 4.8 2026-12-31 | head -n 3)" \
'exit 0
base, clause 4.8, on 2026-12-31: not yet in force
by first.txt (FIRST AMENDMENT TO HOSTING AGREEMENT, 2026-06-01)'
check_eq "a part of an instrument, on its own day" \
    "$(ask '4.8(b)' 2027-01-01 | sed -n 2,5p)" \
'base, clause 4.8(b), on 2027-01-01: in force
controlled by first.txt (FIRST AMENDMENT TO HOSTING AGREEMENT, 2026-06-01)

(b) after notice of thirty (30) days.'
check_eq "deleted" "$(ask 4.6 2026-04-01 | head -n 3)" \
'exit 0
base, clause 4.6, on 2026-04-01: deleted
by third.txt (AMENDMENT NO. 3 TO THE HOSTING AGREEMENT, 2026-04-01)'
check_eq "what waits for an event is flagged" \
    "$(ask 4.7 2027-03-01 | head -n 2)" \
'exit 1
base, clause 4.7, on 2027-03-01: in force'
check "with the reason" grep -q '    delete 4.7, not applied: it has a cond' out
check_eq "but not before its day" "$(ask 4.7 2026-12-31 | head -n 1)" 'exit 0'
check_eq "a doubtful instrument that would touch it" \
    "$(ask 3.2 2027-01-01 | head -n 1)" 'exit 1'
check_eq "the last day" "$(ask 4.5 '' | sed -n 2p)" \
    'base, clause 4.5: in force'

# By its title, as JSON, out of a store.
check_run "by title" 0 "$proviso" effective hosting-agreement --clause 4.5 docs
check_run "JSON" 0 "$proviso" effective base --clause 4.1 -f json docs
check "tells the control" sh -c \
    "sed -n '/controlled_by/,/}/p' out | grep -q 'docs/first.txt'"
check "and the number" grep -q '"number": 3' out
check "and what is in doubt" grep -q '"status": "doubtful"' out
check_run "scan" 0 "$proviso" scan -q docs --db s.db
check_run "from the store" 0 "$proviso" effective base --clause 4.5 \
    --as-of 2027-03-01 --db s.db
check "the same text" grep -q '^4.5 Preference' out
check "and its names" grep -q 'controlled by second@second' out

# A letter is of the day at its head, not of that of the agreement it names.
printf '%s\n\nNorthlake, Inc.\n\nRe: %s (the "Agreement") between %s\n\n%s\n' \
    'July 1, 2026' "$base" 'Northlake, Inc. and Cirrus Corporation' \
    'This side letter is to say that Notices change.' >docs/dated.txt
printf '\n1. Section 6 of the Agreement is amended by replacing "10" with %s\n' \
    '"12". ' >>docs/dated.txt
printf '\n2. Notwithstanding Section 7 of the Agreement, Cirrus may %s\n' \
    'assign to Basalt.' >>docs/dated.txt
check_eq "before the letter" "$(ask 6 2026-06-30 | sed -n 5p)" \
    '6. Notices. Notices go to Cirrus at 10 Quay Street.'
check_eq "on its day" "$(ask 6 2026-07-01 | sed -n 5p)" \
    '6. Notices. Notices go to Cirrus at 12 Quay Street.'
check_eq "what it overrides is flagged" "$(ask 7 2026-07-01 | head -n 1)" \
    'exit 1'
check "and stays" grep -q '^7. Assignment. Cirrus may assign this Agr' out
check "with the reason" grep -q 'waive 7, not applied: it overrides' out
rm docs/dated.txt

# A restatement takes the place of all before it.
instrument restated.txt 'AMENDED AND RESTATED HOSTING AGREEMENT' \
    'January 1, 2028' "$base" 'Cirrus Corporation' \
    '1. Hosting. Cirrus hosts, and so may others.'
check_eq "restated" "$(ask 1 2028-01-01 | sed -n 2,5p)" \
'base, clause 1, on 2028-01-01: in force
controlled by restated.txt (AMENDED AND RESTATED HOSTING AGREEMENT, 2028-01-01)

1. Hosting. Cirrus hosts, and so may others.'
check_eq "and what it leaves out" "$(ask 4.5 2028-01-01 | sed -n 2,3p)" \
'base, clause 4.5, on 2028-01-01: deleted
by restated.txt (AMENDED AND RESTATED HOSTING AGREEMENT, 2028-01-01)'

# Faults.
check_run "no such clause" 2 "$proviso" effective base --clause 9.9 docs
check "is told" grep -q 'docs/base.txt: error: .*9.9.*E-CLAUSE' err
check_run "no such agreement" 2 "$proviso" effective nobody --clause 1 docs
check "is told" grep -q 'nobody: error: .*E-NOVERSION' err
check_run "before it was made" 2 "$proviso" effective base --clause 1 \
    --as-of 2024-01-01 docs
check_run "an amendment is no agreement" 2 "$proviso" effective first \
    --clause 1 docs
check_run "no clause" 2 "$proviso" effective base docs
check_run "no key" 2 "$proviso" effective --clause 1
check_run "no date" 2 "$proviso" effective base --clause 1 --as-of today docs
check_run "no such folder" 2 "$proviso" effective base --clause 1 missing
check_run "no store" 2 "$proviso" effective base --clause 1 --db missing.db
check_run "both" 2 "$proviso" effective base --clause 1 --db s.db docs
printf 'a\0b\1\2\3' >docs/broken.txt
check_run "what cannot be read may amend it" 3 "$proviso" effective base \
    --clause 4.5 docs
