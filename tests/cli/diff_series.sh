#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The states of the partnership, compared by the whole program: what a reader
# would put on the first page is there, and what is told of the core provisions
# is the reader's list (corpus/gold/diff.tsv), row by row, whichever way a kept
# provision changed.
. "$srcdir/tests/check.sh"
tab=$(printf '\t')

# "OLD NEW KIND PROVISION SUBTYPE OLD-CLAUSE NEW-CLAUSE", tab-separated
rows() {
	awk -v old="$1" -v new="$2" '
	function value(s, key,    at) {
		at = index(s, "\"" key "\":\"")
		if (at == 0)
			return ""
		s = substr(s, at + length(key) + 4)
		return substr(s, 1, index(s, "\"") - 1)
	}
	/^{"type":"provision"/ {
		at = index($0, ",\"new\":")
		kind = value($0, "change")
		sub(/weakened|strengthened/, "changed", kind)
		print old "\t" new "\t" kind "\t" value($0, "provision") \
		    "\t" value($0, "subtype") "\t" \
		    value(substr($0, 1, at), "clause") "\t" \
		    value(substr($0, at), "clause")
	}'
}

sed -e 1d -e "/${tab}unchanged${tab}/d" -e "s/${tab}weakened${tab}/${tab}changed${tab}/" \
    -e "s/${tab}strengthened${tab}/${tab}changed${tab}/" \
    "$corpus/gold/diff.tsv" | sort >want
cut -f 1,2 want | uniq >pairs
while IFS=$tab read -r old new; do
	"$proviso" diff --format jsonl "$corpus/$old" "$corpus/$new" |
	    rows "$old" "$new"
done <pairs >all
sort all >found
check "nine pairs are compared" test "$(wc -l <pairs)" -eq 9

# first OLD NEW ROW: the row is told of these states
told() {
	grep -q "/$1-.*/$2-.*$tab$(echo "$3" | tr ' _' "$tab ")\$" found
}
check "the clouds of 2023 are exclusive no more in 2025" \
    told 03 04 'lost exclusivity compute 2.1 2.3'
check "a deletion answers for each clause it cites" \
    told 03 04 'lost exclusivity hosting 2.2 2.3'
check "a right of first refusal comes" \
    told 03 04 'gained first-refusal   2.1'
check "and goes" told 04 06 'lost first-refusal  2.1 .*'
check "the license is kept and changes" \
    told 04 06 'changed exclusivity license 3.1 3.1'
check "a redacted amount is lifted, not lost" \
    told 04 06 'changed minimum-commitment  5.4 5.3'
check "the exclusive license ends" told 06 08 'lost exclusivity license 3.1 3.1'
check "what was served from one cloud is served from any" \
    told 06 08 'lost exclusivity product-class 4.1 4.2'
check "a share that one party paid is denied" \
    told 06 08 'lost revenue-share  5.2 5.3'
check "no designation as primary before" told 06 08 'gained primary-partner   2.1'
check "no first shipment before" told 06 08 'gained first-ship   4.1'
check "nothing is said of the rights in models" \
    test "$(grep -c '/06-.*/08-.*ip-ownership' found)" -eq 0

cut -f 1-7 found | grep -E "${tab}(exclusivity|agi-trigger|distribution-license)${tab}" >core
missed=$(sort -u want | comm -23 - core)
check_eq "all of the list is told" "$missed" ''
check_eq "and nothing else" "$(sort -u want | comm -13 - core)" ''
