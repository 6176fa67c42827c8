#!/bin/sh
# SPDX-License-Identifier: MIT
# db export: a store as a folder of CSV, JSON lines or Markdown.
. "$srcdir/tests/check.sh"

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

mkdir in
{
	printf 'MODEL <b>LICENSE</b> AGREEMENT | x\n\n1. Hosting\n'
	printf '1.1 Host. Cirrus shall be the *exclusive* cloud provider'
	printf ' of Northlake | =cmd, "now" [a](b).\n'
} >in/msa.txt
printf '1. Hosting\n1.1 Host. Alder may resell the Models.\n' >in/2024.txt
"$proviso" scan in --db s.db >out 2>&1
for format in csv jsonl markdown; do
	check_run "$format" 0 "$proviso" db export --format $format \
	    --out $format --db s.db
	check_run "$format again" 0 "$proviso" db export --format $format \
	    --out $format --db s.db
done
check_eq "files" "$(cd csv && echo *)" "agreements.csv changes.csv\
 clauses.csv files.csv findings.csv portability.csv timeline.csv versions.csv"
check_eq "nothing is left behind" "$(find csv jsonl markdown -name '.*')" ""
for view in clauses findings timeline portability; do
	n=$(sqlite3 s.db "SELECT count(*) FROM $(echo $view |
	    sed 's/findings/all_findings/')")
	check_eq "all $view" "$(wc -l <jsonl/$view.jsonl)" "$n"
done
check "numbers are numbers, and keys are none" grep -q \
    '"agreement":"2024".*"confidence":[01]\.' jsonl/findings.jsonl
check "texts are whole" grep -q '"text":".*| =cmd, \\"now\\" \[a\](b)' \
    jsonl/findings.jsonl
if command -v jq >/dev/null 2>&1; then
	check "each line is JSON" jq -e . jsonl/*.jsonl >/dev/null
fi
check_eq "a page for each agreement" "$(cd markdown && echo *)" \
    "2024.md README.md msa.md"
check "words are words in Markdown" grep -qF \
    'provider of Northlake \| =cmd, "now" \[a\](b)' \
    markdown/msa.md
check "the list has links" grep -qF '[msa](msa.md)' markdown/README.md
check_clean "no control characters" markdown/*.md
check_run "no folder" 2 "$proviso" db export --format csv --db s.db
check_run "no format" 2 "$proviso" db export --out x --db s.db
check_run "no store" 2 "$proviso" db export --format csv --out x --db no.db
check "no folder is made" test ! -e x
cp s.db evil.db
sqlite3 evil.db "UPDATE agreement SET agreement = '../evil'
    WHERE agreement = 'msa'"
check_run "a key that leads elsewhere" 2 "$proviso" db export \
    --format markdown --out m2 --db evil.db
check "does not" test ! -e evil.md
: >file
check_run "a file is no folder" 2 "$proviso" db export --format csv \
    --out file --db s.db
ln -s "$PWD/file" csv/.x && ln -sf "$PWD/file" csv/findings.csv
"$proviso" db export --format csv --out csv --db s.db >out 2>&1
check "a link is replaced, not followed" test ! -s file -a ! -L csv/findings.csv
