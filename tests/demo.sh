#!/bin/sh
# SPDX-License-Identifier: MIT
# Show the program at work: demo.sh COMMAND CORPUS
set -eu

proviso=$1
corpus=$2
db=$(mktemp -d)
trap 'rm -rf "$db"' EXIT
trap 'exit 130' INT

# Run a command and show it first.  Exit status 1 says "found something".
show()
{
	printf '\n$'
	printf ' %s' "$@"
	printf '\n'
	"$@" || [ $? -eq 1 ]
}

# The one file of the partnership's history dated $1.
state()
{
	set -- "$corpus/partnership/"*"$1"*.txt
	[ -f "$1" ] || { echo "demo: no such state in $corpus" >&2; exit 2; }
	printf '%s\n' "$1"
}

old=$(state 2025-10)
new=$(state 2026-04)

echo 'Read and tag every example agreement, and store what was found:'
show "$proviso" scan "$corpus/partnership" "$corpus/formats" "$corpus/vendors" \
    --db "$db/demo.db"

echo
echo 'What did the partnership lose between October 2025 and April 2026?'
show "$proviso" diff "$old" "$new"

echo
echo 'The same agreement as a Word document and as a PDF:'
show "$proviso" diff "$corpus/formats/08-2026-04.docx" \
    "$corpus/formats/08-2026-04.pdf"

echo
echo 'A Word document with tracked changes, what it was against what it is:'
show "$proviso" diff "$corpus/redlines/hosting-terms.docx"

echo
echo 'The store is an ordinary SQLite file:'
show sqlite3 -header -column "$db/demo.db" \
    "select agreement, clause, provision, stance, substr(text, 1, 60) as text
     from findings
     where provision in ('exclusivity', 'agi-trigger')
       and stance in ('in-force', 'conditional')
     order by agreement, clause, provision limit 12"
