#!/bin/sh
# SPDX-License-Identifier: MIT
# scan: incremental, named gaps, keys, shards, lists, signals.
. "$srcdir/tests/check.sh"

text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
}

mkdir -p in/northlake in/other
text one >in/northlake/2024-01-01.txt
text two >in/northlake/2024-06-01.txt
text three >in/other/alder.txt
text four >"in/other/odd
name.txt"

check_run "a first scan" 0 "$proviso" scan in --db s.db
check_eq "its last line" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 4 documents: 4 stored"
check "its table" grep -q '^exclusivity ' out
check_run "a second scan" 0 "$proviso" scan in --db s.db
check_eq "finds nothing new" "$(tail -n 1 err)" \
    "proviso: 4 documents: 0 stored, 4 unchanged; 0 findings"
text five >in/other/alder.txt
check_run "a third scan" 0 "$proviso" scan in --db s.db
check_eq "reads what changed" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 4 documents: 1 stored, 3 unchanged"
check_run "diff by key" 1 "$proviso" diff northlake@2024-01-01 northlake@ --db s.db
check_run "a key that is not there" 2 "$proviso" diff x@1 northlake@ --db s.db
check_run "a gate sees what is unchanged" 1 \
    "$proviso" scan in --db s.db --fail-on exclusivity:in-force
check_run "db info" 0 "$proviso" db info --db s.db --format json
check "counts agreements" grep -q '"agreements","count":3' out
check_run "db check" 0 "$proviso" db check --db s.db

# what cannot be read is named, the rest is stored
mkfifo in/pipe.txt
ln -s loop in/loop
ln -s /etc/hostname in/escape
ln -s nowhere in/dangling
printf 'a\000b\000c\n' >in/nul.txt
check_run "odd files" 3 "$proviso" scan in --db s.db
for code in E-TYPE E-LOOP E-LINK E-OPEN; do
	check "$code is said" grep -q "\[$code\]" err
done
check_eq "a summary that adds up" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 9 documents: 0 stored, 5 refused, 4 unchanged"
check_run "nothing but odd files" 2 "$proviso" scan in/pipe.txt --db none.db
check "leaves nothing" test ! -e none.db -a ! -e none.db.partial
mkdir empty
check_run "an empty folder is no input" 2 "$proviso" scan empty --db none.db
check "and leaves nothing" test ! -e none.db

# a store inside the scanned folder is no document
rm -f in/pipe.txt in/loop in/escape in/dangling in/nul.txt
(cd in && "$proviso" scan . >/dev/null 2>&1 && "$proviso" scan .) >out 2>err
check_eq "its own store is passed over" "$(tail -n 1 err)" \
    "proviso: 4 documents: 0 stored, 4 unchanged; 0 findings"
rm -f in/proviso.db

find in -type f -name '[a-z0-9]*.txt' ! -name 'odd*' >in.list
check_run "--files-from a list" 0 "$proviso" scan --files-from in.list --db l.db
check_eq "three files" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 3 documents: 3 stored"
find in -type f -print0 | "$proviso" scan --files-from - --null --db z.db \
    >out 2>err
check_eq "NUL-separated names" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 4 documents: 4 stored"

n=0
for i in 1 2 3; do
	"$proviso" scan in --shard $i/3 --db "part$i.db" >/dev/null 2>err
	k=$(sed -n 's/^proviso: .*: \([0-9]*\) stored.*/\1/p' err)
	n=$((n + ${k:-0}))
done
check_eq "shards make a whole" "$n" 4

"$proviso" scan in --db k.db --keep-raw >/dev/null 2>&1
check_run "keep-raw" 0 "$proviso" db check --db k.db
check_run "a size limit" 2 "$proviso" scan in --max-size 10 --db m.db
check "is said" grep -q 'E-SIZE' err
printf 'SELECT agreement, label FROM version JOIN agreement USING (agreement_id) WHERE agreement = :a ORDER BY label' >q.sql
check_run "a query of one's own" 0 \
    "$proviso" query ./q.sql --param a=northlake --db s.db --format csv
check_eq "its rows" "$(tr -d '\r' <out | tr '\n' ' ')" \
    '"agreement","label" "northlake","2024-01-01" "northlake","2024-06-01" '
check_run "a parameter that the query lacks" 2 \
    "$proviso" query ./q.sql --param b=x --db s.db
printf 'not a store' >bad.db
check_run "a file that is no store" 2 "$proviso" scan in --db bad.db
check_eq "is left alone" "$(cat bad.db)" "not a store"

# other documents of a submission are another reading; of a text they are not
text more >one-more.txt
cat >sub.sgml <<'X'
<SEC-DOCUMENT>0000000000-26-000001.txt : 20260101
<SEC-HEADER>0000000000-26-000001.hdr.sgml : 20260101
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<TEXT>
1. Hosting. Cirrus shall be the exclusive cloud provider of Northlake.
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-10.1
<SEQUENCE>2
<TEXT>
1. Use. Kestrel may use the Models.
</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
X
# type_scan WHAT SUMMARY TEXT [OPTION...]
type_scan()
{
	what=$1 summary=$2 text=$3
	shift 3
	check_run "a submission, $what" 0 \
	    "$proviso" scan sub.sgml one-more.txt --db type.db "$@"
	check_eq "$what: what was done" "$(tail -n 1 err | sed 's/;.*//')" \
	    "proviso: 2 documents: $summary"
	check "$what: what is stored" grep -aq "$text" type.db
}
type_scan "as usual" "2 stored" "Kestrel may use"
type_scan "again" "0 stored, 2 unchanged" "Kestrel may use"
type_scan "other documents of it" "1 stored, 1 unchanged" "exclusive cloud" \
    --type 8-K
type_scan "the same again" "0 stored, 2 unchanged" "exclusive cloud" \
    --type 8-K
type_scan "as at first" "1 stored, 1 unchanged" "Kestrel may use"
check_run "changes are stored as accepted" 2 \
    "$proviso" scan in --changes reject --db type.db
check_eq "and that is said" "$(head -n 1 err)" "proviso: error: 'scan' takes\
 no '--changes': documents are stored with their changes accepted [E-USAGE]"

# a signal: what was read is stored, and the status tells
i=0
mkdir many
while [ $i -lt 300 ]; do
	text "$i" >many/d$i.txt
	i=$((i + 1))
done
"$proviso" scan many --db sig.db >out 2>err &
pid=$!
sleep 0.3
kill -TERM $pid 2>/dev/null
wait $pid
status=$?
check "ended by the signal or done before it" \
    test $status -eq 143 -o $status -eq 0
if [ -e sig.db ]; then
	check_run "the store is sound" 0 "$proviso" db check --db sig.db
fi
check_run "the scan resumes" 0 "$proviso" scan many --db sig.db
check_run "sound again" 0 "$proviso" db check --db sig.db

# keys: a file keeps its own, however much is scanned with it
rows()
{
	printf 'SELECT agreement, label FROM file JOIN version USING (version_id) JOIN agreement USING (agreement_id) ORDER BY path' >rows.sql
	"$proviso" query ./rows.sql --db "$1" --format csv | tr -d '"\r' |
	    sed 1d | tr '\n' ' '
}
mkdir -p keys/a keys/b
text one >keys/a/msa.txt
text two >keys/b/msa.txt
"$proviso" scan keys --db key.db >/dev/null 2>&1
check_eq "same names are told apart" "$(rows key.db)" "msa,msa b-msa,msa "
text three >keys/b/msa.txt
"$proviso" scan keys/b --db key.db >/dev/null 2>&1
check_eq "and stay so" "$(rows key.db)" "msa,msa b-msa,msa "
check_run "a file by two names" 0 \
    "$proviso" scan keys/a/msa.txt keys/a/./msa.txt --db two.db
check_eq "is one version" "$(rows two.db)" "msa,msa msa,msa "

# a second version makes its folder an agreement, its own store or not
mkdir grow
text one >grow/csa-v1.txt
(cd grow && "$proviso" scan . >/dev/null 2>&1)
check_eq "one file" "$(rows grow/proviso.db)" "csa-v1,v1 "
text two >grow/csa-v2.txt
(cd grow && "$proviso" scan . >/dev/null 2>&1)
check_eq "two versions" "$(rows grow/proviso.db)" "grow,v1 grow,v2 "
(cd grow && "$proviso" scan .) >out 2>err
check_eq "settled" "$(tail -n 1 err)" \
    "proviso: 2 documents: 0 stored, 2 unchanged; 0 findings"
check_run "db info of it" 0 "$proviso" db info --db grow/proviso.db -f json
check "the old key is gone" grep -q '"agreements","count":1' out
check_run "it is sound" 0 "$proviso" db check --db grow/proviso.db

# a text that comes back is the newest again
mkdir back
text one >back/msa.txt
cp back/msa.txt one.txt
"$proviso" scan back --db back.db >/dev/null 2>&1
printf '1. Hosting\n1.1 Host. Cirrus may host what Northlake asks.\n' \
    >back/msa.txt
"$proviso" scan back --db back.db >/dev/null 2>&1
check_run "a text that changed" 1 "$proviso" diff msa@ one.txt --db back.db
cp one.txt back/msa.txt
"$proviso" scan back --db back.db >/dev/null 2>&1
check_run "came back" 0 "$proviso" diff msa@ one.txt --db back.db
check_run "and the store is sound" 0 "$proviso" db check --db back.db

# a gate that could never trip is refused
for gate in exclusivty exclusivity:inforce "" ","; do
	check_run "--fail-on '$gate'" 2 "$proviso" tag one.txt --fail-on "$gate"
done
check_run "--fail-on unchanged" 2 \
    "$proviso" diff one.txt one.txt --fail-on unchanged

# stored versions and files are tagged by the same rules
mkdir own
cp "$srcdir"/rules/*.yaml own
rm own/exclusivity*.yaml
"$proviso" scan in/northlake --db old.db --rules own >/dev/null 2>&1
for pair in "northlake@2024-01-01 in/northlake/2024-01-01.txt" \
    "in/northlake/2024-06-01.txt northlake@"; do
	# shellcheck disable=SC2086 # two operands
	check_run "diff $pair" 0 "$proviso" diff $pair --db old.db
done
check_run "two stored ones" 0 "$proviso" diff northlake@2024-01-01 \
    northlake@2024-01-01 --db old.db --format json
printf '1. Hosting\n1.1 Host. Cirrus may host what Northlake asks.\n' >may.txt
check_run "what old rules did not see" 1 "$proviso" diff \
    northlake@2024-01-01 may.txt --db old.db --fail-on lost
check_run "nor see now" 0 "$proviso" diff northlake@2024-01-01 may.txt \
    --db old.db --rules own --fail-on lost
