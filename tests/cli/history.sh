#!/bin/sh
# SPDX-License-Identifier: MIT
# history and watch: the life of provisions, what is told once, and where.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/rules
export PROVISO_RULES

# ------------------------------------------- the partnership, state by state
"$proviso" scan -q "$corpus/partnership" --db p.db 2>/dev/null
check_run "history of the partnership" 0 "$proviso" history partnership --db p.db
cp out text
"$proviso" history partnership --db p.db -f json >states.json

# VERSION STRONGEST-STEP, of the first table
awk 'NR > 1 && NF == 0 { exit }
NR > 1 { print $1, /changes nothing/ ? "aside" : $3 }' text >got
cat >want <<'END'
2019-07 exclusive
2020-09 exclusive
2023-01 exclusive
2025-01 exclusive
2025-09 aside
2025-10 exclusive
2026-02 aside
2026-04 first-ship
END
check "the strongest step of each state" cmp got want

# "VERSION PROVISION SUBTYPE STANCE STRENGTH CLAUSE" a state of a provision
awk -F '"' '/^    {/ { provision = ""; inside = 1 }
/^      "provision"/ { provision = $4 }
/^      "subtype"/ { subtype = $4 }
/^      "states"/ { states = 1 }
/^      \]/ { states = 0 }
states && /"version"/ { version = $4 }
states && /"stance"/ { stance = /null/ ? "-" : $4 }
states && /"strength"/ { strength = /null/ ? "-" : $4 }
states && /"clause"/ {
	clause = /null/ ? "-" : $4
	print version, provision, subtype == "" ? "-" : subtype, stance, \
	    strength, clause
}' states.json >states
check "states of provisions are told" test "$(wc -l <states)" -gt 100

# holds VERSION PROVISION SUBTYPE: it is in force there, or with a condition
holds()
{
	grep -q -E "^$1 $2 $3 (in-force|conditional) " states
}
check "2019: one cloud for all compute" holds 2019-07 exclusivity compute
check "2019: what is licensed ends with the capability" \
    holds 2019-07 agi-trigger consequence-license
check "2020: an exclusive license" \
    grep -q -E '^2020-09 exclusivity license in-force exclusive' states
check "2023: the board determines" holds 2023-01 agi-trigger determination
check "2025: no exclusivity of compute" \
    sh -c '! grep -q -E "^2025-01 exclusivity compute (in-f|cond)" states'
check "2025: a right of first refusal instead" \
    holds 2025-01 first-refusal -
check "2025: the capability still counts" \
    holds 2025-01 agi-trigger determination
check "autumn 2025: the right of first refusal ends" \
    sh -c '! grep -q -E "^2025-10 first-refusal - (in-f|cond)" states'
check "autumn 2025: a panel verifies" holds 2025-10 agi-trigger verification
check "autumn 2025: the license is exclusive with a condition" \
    grep -q '^2025-10 exclusivity license conditional exclusive' states
check "2026: it is not exclusive" \
    grep -q '^2026-04 exclusivity license negated non-exclusive 3.1' states
check "2026: first shipment" holds 2026-04 first-ship -
check "2026: a primary partner" holds 2026-04 primary-partner -
check "2026: nobody determines and nobody verifies" sh -c '! grep -q -E \
    "^2026-04 agi-trigger (determination|verification|consequence-license) (in-f|cond)" states'
check "papers beside the agreement have no state" \
    sh -c '! grep -q -e "^2025-09" -e "^2026-02" states'

# line PROVISION: its columns in the second table
line()
{
	awk -v p="$1" '$1 == p' text | sed 's/   */|/g' | cut -d '|' -f 1-5
}
check_eq "the line of the license" "$(line exclusivity/license)" \
    'exclusivity/license|3.1|2020-09|2025-10|2026-04'
check_eq "the line of compute" "$(line exclusivity/compute | cut -d '|' -f 3-)" \
    '2019-07|2023-01|2025-01'
check "its step and clause are told" grep -q \
    '^exclusivity/license .*2026-04 lost exclusive -> non-exclusive (3.1)' text

# ------------------------------------------------------- as diff tells it
# events of a diff: "CHANGE PROVISION SUBTYPE WHY"
"$proviso" diff partnership@2025-10 partnership@2026-04 --db p.db -f jsonl |
    grep '^{"type":"provision"' | grep -v '"change":"moved"' |
    sed 's/.*"change":"\([a-z]*\)","provision":"\([a-z-]*\)","subtype":"\([a-z-]*\)".*"why":"\(.*\)"}$/\1 \2 \3 \4/' |
    grep -v '^changed [^"]* definition of "[^;]*$' | sort >want
"$proviso" watch --db p.db --since 2026-03-01 -f jsonl >news
check_eq "something is new" "$?" 1
sed 's/.*"change":"\([a-z]*\)","provision":"\([a-z-]*\)","subtype":"\([a-z-]*\)".*"why":"\(.*\)"}$/\1 \2 \3 \4/' \
    news | sort >got
check "watch tells what diff tells" cmp got want
check "there is enough of it" test "$(wc -l <got)" -ge 10

# ---------------------------------------------------------------- the mark
check_run "the first watch tells all" 1 "$proviso" watch --db p.db
cp out first
check "from the first change" grep -q "^partnership  2020-09  2019-07 -> 2020-09 " out
check_run "the second has nothing to tell" 0 "$proviso" watch --db p.db
check_empty "and tells nothing" out
check_run "a date tells it again" 1 "$proviso" watch --db p.db --since 2000-01-01
check "in the same words" cmp out first
check_run "and later ones less" 1 "$proviso" watch --db p.db --since 2026-04-15
check "a month may be as late as its end" grep -q '2025-10 -> 2026-04' out
check_run "or nothing" 0 "$proviso" watch --db p.db --since 2026-05-01

mkdir s
cat >s/a-2024-01-01.txt <<'END'
1. Supply. Northlake shall supply the Models to Kestrel.

2. Hosting. Northlake shall host the Models exclusively on the Cirrus platform
during the Term.

3. Law. This Agreement is governed by the laws of Delaware.
END
sed '/^2\./,/^$/d' s/a-2024-01-01.txt >s/a-2025-01-01.txt
"$proviso" scan -q s --db s.db
"$proviso" watch --db s.db >/dev/full 2>err
check_eq "a full disk is trouble" "$?" 2
check_run "what was not written is told again" 1 "$proviso" watch --db s.db
check_run "then it is known" 0 "$proviso" watch --db s.db
sed -e 's/^1\. Supply/1. Delivery/' -e 's/laws of/law of the State of/' \
    s/a-2024-01-01.txt | fold -s -w 40 >s/a-2026-01-01.txt
"$proviso" scan -q s --db s.db
check_run "only what is new is told" 1 "$proviso" watch --db s.db
check_eq "once" "$(sed 's/   */|/g' out | cut -d '|' -f 1-6)" \
    's|2026-01-01|2025-01-01 -> 2026-01-01|2|exclusivity/hosting|gained'
fold -s -w 30 s/a-2026-01-01.txt | sed 's/ *$//' >s/a-2026-02-01.txt
"$proviso" scan -q s --db s.db
check_run "lines that wrap elsewhere are no news" 0 "$proviso" watch --db s.db
"$proviso" history s --db s.db >out
check "nor part of a history" grep -q "^2026-02-01  2026-02-01  exclusive (2) *$" out

# --------------------------------------------------------------------- only
check_run "only losses" 1 "$proviso" watch --db p.db --since 2000-01-01 --only lost
check_eq "are told" "$(grep -c -v '  lost  ' out)" 0
check_run "of one provision" 1 "$proviso" watch --db p.db --since 2000-01-01 \
    --only lost,exclusivity
check_eq "alone" "$(grep -c -v '  exclusivity/.*  lost  ' out)" 0
check_run "what there is none of" 2 "$proviso" watch --db p.db --only losst
check_run "a date that is none" 2 "$proviso" watch --db p.db --since 2026-02
check_run "a key that is none" 2 "$proviso" history nobody --db p.db
check "is named" grep -q "^proviso: nobody: error: no such agreement .*E-NOVERSION" err
check_run "no key" 2 "$proviso" history --db p.db
check_run "no store" 2 "$proviso" watch --db nothing.db

# -------------------------------------------------------- order of versions
mkdir n
for i in 8 9 10 11; do
	printf '1. Fees. Kestrel shall pay %s dollars a month.\n' "$i" \
	    >"n/order-v$i.txt"
done
"$proviso" scan -q n --db n.db
printf '%s\n' 8 9 10 11 >want
"$proviso" history n --db n.db -f json | grep '"version"' | head -n 4 |
    tr -cd '0-9\n' >got
check "numbers of versions count" cmp got want

# -------------------------------------------------------- pictures and feeds
# tags FILE: what is wrong with the order of its tags.
tags()
{
	sed '/<style>/,/<\/style>/d' "$1" | awk '
	{ text = text $0 " " }
	END {
		while (match(text, /<[^>]*>/)) {
			tag = substr(text, RSTART, RLENGTH)
			text = substr(text, RSTART + RLENGTH)
			name = tag
			gsub(/^<\/?|[ >\/?].*$/, "", name)
			if (tag ~ /\/>$/ || tag ~ /^<\?/ ||
			    name ~ /^(!DOCTYPE|meta)$/)
				continue
			if (tag !~ /^<\//)
				open[++n] = name
			else if (n == 0 || open[n--] != name)
				print tag " closes " (n >= 0 ? open[n + 1] : "")
		}
		for (; n > 0; n--)
			print open[n] " is open"
	}'
}

mkdir h
for y in 2024 2025; do
	cat >"h/<b>&\"evil'-$y-01-01.txt" <<END
SUPPLY <script>alert(1)</script> & "MORE" AGREEMENT

1. Hosting <img src=x>. Northlake shall host the <i>Models</i> & "Weights" only on the Cirrus platform.
END
done
sed -i '/^1\./d' 'h/<b>&"evil'\''-2025-01-01.txt'
echo '2. Law. Delaware & "more" <br>.' >>'h/<b>&"evil'\''-2025-01-01.txt'
"$proviso" scan -q h --db h.db 2>/dev/null
for db in p:partnership h:h s:s n:n; do
	key=${db#*:}
	for format in svg html json; do
		"$proviso" history "$key" --db "${db%%:*}.db" -f $format \
		    >"$key.$format"
		"$proviso" history "$key" --db "${db%%:*}.db" -f $format |
		    cmp -s - "$key.$format" || echo "$key.$format differs"
	done
	for format in svg html; do
		tags "$key.$format"
		grep -n -i -e '<script' -e '<img' -e 'javascript:' \
		    -e ' on[a-z]*=' -e ' style=' -e 'src=' "$key.$format" |
		    grep -v 'img src=x&gt;'
	done
	"$proviso" watch --db "${db%%:*}.db" --since 1990-01-01 -f atom \
	    >"$key.atom"
	tags "$key.atom"
done >bad
check_empty "pictures and pages are the same each time, whole and harmless" bad
check "words are escaped" grep -q '&lt;script&gt;alert(1)' h.html
check "the page names its style" grep -q "style-src 'sha256-" p*.html
check "and nothing else" grep -q "default-src 'none'" p*.html
check "the picture is for those who cannot see it, too" \
    grep -q 'role="img" aria-labelledby="tl-title tl-desc"' partnership.svg
check "changes have signs" grep -q '>×</text>' partnership.svg
check "dark mode" grep -q 'prefers-color-scheme: dark' partnership.svg
check_eq "an entry for each change" "$(grep -c '<entry>' partnership.atom)" \
    "$(wc -l <first | tr -d ' ')"
check_eq "with a name of its own" "$(grep '<id>' partnership.atom | sort | uniq -d)" ''
if command -v xmllint >/dev/null; then
	check "the picture is XML" xmllint --noout partnership.svg h.svg
	check "the feed is XML" xmllint --noout partnership.atom h.atom
fi
check_clean "nothing that moves a terminal" text first partnership.json h.json
