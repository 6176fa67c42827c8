#!/bin/sh
# SPDX-License-Identifier: MIT
# db retag: stored texts are tagged with other rules, without their files, and
# what that changes is told.
. "$srcdir/tests/check.sh"

command -v sqlite3 >/dev/null 2>&1 || { echo "ok # no sqlite3 here"; exit 0; }

# findings DB: all that the rules made, and with which
findings()
{
	sqlite3 "$1" "SELECT sha256, rules, f.ord, f.clause, provision, subtype,
	    stance, rule, confidence, attributes, evidence FROM document d
	    LEFT JOIN finding f USING (document_id) ORDER BY 1, 3;
	    SELECT * FROM answer ORDER BY agreement, cloud, mode"
}

cp -r "$srcdir/corpus/vendors" in
rm -f in/*.pdf
mkdir few
cp "$PROVISO_RULES"/exclusivity* "$PROVISO_RULES/lexicon.yaml" few/
"$proviso" scan --quiet --rules few in --db few.db >out 2>&1
"$proviso" scan --quiet in --db all.db >out 2>&1
findings all.db >all
check "the stores differ" test "$(findings few.db | wc -l)" -lt \
    "$(wc -l <all)"
cp few.db back.db
mv in gone

check_run "tag anew" 0 "$proviso" db retag --db few.db --format csv
tr -d '"\r' <out >rows
check "what is new is counted" grep -q '^termination,0,\([1-9][0-9]*\),\1,0' \
    rows
check_eq "what stays is told, too" "$(awk -F, '/^exclusivity/ {
    print ($2 > 0), ($2 - $5 + $4 == $3) }' rows)" "1 1"
findings few.db >got
check "as a scan with these rules" cmp -s got all
check_run "the store is sound" 0 "$proviso" db check --db few.db
check_run "once more" 0 "$proviso" db retag --db few.db --format csv
check_eq "nothing is left to do" "$(tail -n 1 err)" \
    "proviso: 0 documents tagged anew"
check_run "with other rules again" 0 "$proviso" db retag --rules few \
    --db few.db --format csv
tr -d '"\r' <out >rows
check "what is gone is counted" grep -q \
    '^termination,\([1-9][0-9]*\),0,0,\1' rows
findings few.db >got
findings back.db >want
check "as it was" cmp -s got want
for jobs in 1 3; do
	cp back.db "j$jobs.db"
	"$proviso" db retag --jobs $jobs --db "j$jobs.db" >"out$jobs" 2>&1
	findings "j$jobs.db" >"got$jobs"
done
check "the same whatever --jobs" cmp -s got1 got3
check "and the same words" cmp -s out1 out3
check_run "no store" 2 "$proviso" db retag --db nowhere.db
check "is not made" test ! -e nowhere.db
printf 'pack: x\nrules: 3\n' >bad.yaml
before=$(cksum <back.db)
check_run "bad rules" 2 "$proviso" db retag --rules bad.yaml --db back.db
check_eq "change nothing" "$(cksum <back.db)" "$before"
