#!/bin/sh
# SPDX-License-Identifier: MIT
# Which agreement a document is a version of: agreements.yaml, what is told,
# names, and scans one after the other.
. "$srcdir/tests/check.sh"

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

# text WORDS: a document
text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
}

# place PATH: what the store v.db says of it
place()
{
	sqlite3 v.db "SELECT agreement, label, version.date, dated, why
	    FROM file JOIN version USING (version_id)
	    JOIN agreement USING (agreement_id) WHERE path = '$1'"
}

# last: what the scan says that it did
last() { tail -n 1 err | sed 's/;.*//'; }

mkdir -p in/letters/old in/2024
text one >in/msa.txt
text two >in/final.txt
text three >in/letters/a.txt
text four >in/letters/old/b.txt
text five >in/other.txt
text six >in/2024/2024-01-01.txt
text seven >in/2024/2024-02-01.txt
cat >in/agreements.yaml <<'LIST'
# what belongs together
agreements:
  - agreement: cirrus-msa        # the master agreement
    path: msa.txt
    label: "first #1"
    date: 2023-05-01
  - agreement: cirrus-msa
    path: 'final.txt'
    date: 2024-06
  - agreement: kestrel-letters
    paths:
      - letters/*.txt
      - nothing/here.txt
  - agreement: nowhere
    paths: [gone.txt, "x, y.txt"]
LIST
check_run "a scan with a list" 0 "$proviso" scan -v in --db v.db
check_eq "the list is no document" "$(last)" "proviso: 7 documents: 7 stored"
check_eq "key, label and date are listed" "$(place in/msa.txt)" \
    'cirrus-msa|first #1|2023-05-01|told|listed'
check_eq "a label may be left out" "$(place in/final.txt)" \
    'cirrus-msa|final|2024-06|told|listed'
check_eq "a pattern reaches down" "$(place in/letters/old/b.txt)" \
    'kestrel-letters|b|||listed'
check_eq "what is not listed has its name" "$(place in/other.txt)" \
    'other|other|||file'
check_eq "and its folder" "$(place in/2024/2024-01-01.txt)" \
    '2024|2024-01-01|2024-01-01|name|folder'
check "-v tells why" grep -q "^proviso: in/msa.txt: note: is cirrus-msa@first\
 #1, as in/agreements.yaml says in line 3 \[N-LISTED\]\$" err
check "and what is listed in vain" grep -q \
    "^proviso: in/agreements.yaml:14: note: .*\[N-UNLISTED\]\$" err
check_run "in their order" 1 "$proviso" diff --db v.db \
    'cirrus-msa@first #1' cirrus-msa@
check_run "versions" 0 "$proviso" db versions --db v.db
check "are explained" grep -q 'cirrus-msa  *final .* listed  *in/final.txt' out
check_run "again" 0 "$proviso" scan in --db v.db
check_eq "nothing is new" "$(last)" "proviso: 7 documents: 0 stored, 7 unchanged"

# lists change
sed 's/2023-05-01/2023-06-01/; s/final.txt/gone.txt/' in/agreements.yaml >list
cp list in/agreements.yaml
check_run "another list" 0 "$proviso" scan in --db v.db
check_eq "another date" "$(place in/msa.txt)" \
    'cirrus-msa|first #1|2023-06-01|told|listed'
check_eq "no longer listed" "$(place in/final.txt)" 'final|final|||file'
check_run "one file knows the list beside it" 0 "$proviso" scan in/msa.txt \
    --db one.db
check_eq "as the folder does" "$(sqlite3 one.db \
    'SELECT agreement FROM agreement')" cirrus-msa
check_run "what is told outranks it" 0 "$proviso" scan --agreement basalt \
    in/msa.txt --db one.db
check_eq "at once" "$(sqlite3 one.db 'SELECT agreement FROM agreement')" basalt
printf -- '- agreement: alder\n  path: a.txt\n' >in/letters/agreements.yaml
check_run "a nearer list" 0 "$proviso" scan in --db v.db
check_eq "comes first" "$(place in/letters/a.txt)" 'alder|a|||listed'
check_eq "the other one is still asked" "$(place in/letters/old/b.txt)" \
    'kestrel-letters|b|||listed'
(cd in && "$proviso" scan . --db ../dot.db) >out 2>&1
check_eq "the folder at hand" "$(sqlite3 dot.db "SELECT group_concat(agreement)
    FROM (SELECT agreement FROM agreement ORDER BY 1)")" \
    "2024,alder,cirrus-msa,final,kestrel-letters,other"
rm in/agreements.yaml in/letters/agreements.yaml
check_run "no list" 0 "$proviso" scan in --db v.db
check_eq "names again" "$(place in/msa.txt)" 'msa|msa|||file'
check_eq "and no trace of it" "$(sqlite3 v.db "SELECT count(*) FROM version
    WHERE why = 'listed'")" 0

# lists that say nothing sensible are refused, and what they say counts not
n=0
while IFS= read -r list; do
	n=$((n + 1))
	printf "%b" "$list" >in/agreements.yaml
	check_run "bad list $n" 3 "$proviso" scan in --db bad.db
	check "bad list $n is named" grep -q \
	    "^proviso: in/agreements.yaml: error: .*\[E-LISTING\]" err
done <<'LISTS'
agreement: x\n
- agreement: X y\n  path: a\n
- agreement: x\n
- path: x\n
- agreement: x\n  path: ../x\n
- agreement: x\n  path: /etc/passwd\n
- agreement: x\n  path: "a\n
- agreement: x\n  path: a\n  path2: b\n
- agreement: x\n  path: a\n  date: May\n
- agreement: x\n  path: a\n  date: 2024-13-01\n
- agreement: x\n  agreement: y\n  path: a\n
- agreement: x\n  path: a*\n  label: l\n
- agreement: x\n\tpath: a\n
- agreement: x\n   path: a\n
- agreement: x\n  path: &a b\n
- agreement: x\n  paths: [a, b\n
- agreement: \0377\n  path: a\n
- - - -\n
LISTS
check_eq "nothing came of them" "$(sqlite3 bad.db "SELECT count(*)
    FROM version WHERE why = 'listed'")" 0
mkfifo pipe 2>/dev/null && mv pipe in/agreements.yaml
check_run "a pipe" 3 "$proviso" scan in --db bad.db
rm -f in/agreements.yaml
awk 'BEGIN { for (i = 0; i < 20000; i++) print "- agreement: x\n  path: " i }' \
    >in/agreements.yaml
check_run "too many entries" 3 "$proviso" scan in --db bad.db
head -c 2000000 /dev/zero | tr '\0' '#' >in/agreements.yaml
check_run "too large a list" 3 "$proviso" scan in --db bad.db
rm in/agreements.yaml

# scans one after the other tell agreements apart as one scan does
mkdir -p a b
text a >a/nda.txt
text b >b/nda.txt
"$proviso" scan a --db step.db >out 2>&1
check_run "a second folder" 0 "$proviso" scan b --db step.db
check_eq "has keys of its own" "$(sqlite3 step.db \
    "SELECT group_concat(agreement || '=' || path) FROM (SELECT * FROM file
    JOIN version USING (version_id) JOIN agreement USING (agreement_id)
    ORDER BY path)")" "nda=a/nda.txt,b-nda=b/nda.txt"
check_run "the same files by another path" 0 "$proviso" scan "$PWD/a" \
    "$PWD/b" --db step.db
check_eq "are the same agreements" "$(sqlite3 step.db "SELECT agreement,
    count(*) FROM file JOIN version USING (version_id)
    JOIN agreement USING (agreement_id) GROUP BY 1" | tr '\n' ' ')" \
    "b-nda|2 nda|2 "
"$proviso" scan --agreement nda --label draft in/msa.txt --db step.db \
    >out 2>&1
check_eq "a told key joins whom it names" "$(sqlite3 step.db "SELECT count(*)
    FROM version JOIN agreement USING (agreement_id)
    WHERE agreement = 'nda'")" 2
