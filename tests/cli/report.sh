#!/bin/sh
# SPDX-License-Identifier: MIT
# The page of a portfolio: what stands in it, that it stands alone, and that
# documents cannot get markup into it.
. "$srcdir/tests/check.sh"

PROVISO_RULES=$srcdir/rules PROVISO_DB=$PWD/contracts.db
export PROVISO_RULES PROVISO_DB

mkdir -p evil/deal
cat >evil/deal/2026-01-01.txt <<'END'
HOSTING <script>alert(1)</script> AGREEMENT & "CO"

1. Hosting
1.1 Exclusive Host. Cirrus shall be Northlake's exclusive cloud provider for
<img src=x onerror=alert(2)> and </style><script>alert(3)</script> services.
END
printf '\n1.2 Notices. Notices are given in writing \342\200\256 here.\n' \
    >>evil/deal/2026-01-01.txt
sed -e 's/shall be .* provider for/may be paid by Northlake for/' \
    -e 's/Exclusive Host/Host/' \
    evil/deal/2026-01-01.txt >evil/deal/2026-06-01.txt
printf 'not a document\000\001\002' >evil/bad.bin
(cp -R "$corpus/partnership" "$corpus/vendors" . && "$proviso" scan -q \
    partnership vendors evil) >out 2>err
check "a store" test -s contracts.db

check_run "a page" 0 "$proviso" report
mv out page.html
check_run "to a file" 0 "$proviso" report -o other.html
check_empty "prints nothing" out
check "the same bytes" cmp -s page.html other.html
check "nothing is left over" test ! -e other.html.part
check_eq "begins as HTML" "$(head -n 1 page.html)" '<!DOCTYPE html>'
check_eq "ends as HTML" "$(tail -n 1 page.html)" '</html>'

# It stands alone.
check "no script" sh -c '! grep -qi "<script" page.html'
check "no image or frame" sh -c '! grep -qiE "<(img|iframe|object|link|base|form)[ >]" page.html'
check "no address but anchors" sh -c \
    '! grep -oE "(href|src)=\"[^\"]*\"" page.html | grep -v "\"#"'
check "no style of its own on an element" sh -c '! grep -q " style=\"" page.html'
check "a strict policy" grep -q "default-src 'none'; style-src 'sha256-" \
    page.html
# shellcheck disable=SC2016
check "each anchor is there" sh -c '
	grep -o "href=\"#[a-z0-9]*\"" page.html | sed "s/.*#\(.*\)\"/\1/" |
	    sort -u >links
	grep -o " id=\"[a-z0-9]*\"" page.html | sed "s/.*\"\(.*\)\"/\1/" |
	    sort >ids
	test -z "$(uniq -d ids)" && test -z "$(comm -23 links ids)" &&
	    test "$(wc -l <links)" -gt 20'
if command -v xmllint >/dev/null; then
	check "well nested" sh -c 'sed "s/<!DOCTYPE html>//; s/<meta[^>]*>//g
	    s/<br>//g; s/<wbr>//g" page.html | xmllint --noout - 2>nest'
fi
check_clean "no control character" page.html
check "the title of a document is escaped" grep -q \
    'HOSTING &lt;script&gt;alert(1)&lt;/script&gt; AGREEMENT &amp; &quot;CO&quot;' \
    page.html

# What it tells.
check "every agreement" test "$(grep -c '^<article id="a[0-9]*">$' page.html)" \
    -eq 19
check "a provision with its clause and words" sh -c '
	grep "exclusivity/<wbr>hosting" page.html |
	    grep -q "<td>2.2</td><td class=\"said\">As long as this Agreement is in force, no person other than Cirrus"'
check "a change, under its version" sh -c '
	sed -n "/colspan=\"4\">2026-06-01 <a /,/<\/tbody>/p" page.html |
	    grep "lost</span>" | grep -q "when\">was</span> Cirrus shall be"'
check "the gravest first" sh -c '
	sed -n "/colspan=\"4\">2026-04 <a /,/<\/tbody>/p" page.html |
	    grep -o "\(lost\|gained\)</span></td>" | uniq | cut -c 1-4 |
	    tr -d "\n" | grep -qx lostgain'
check "both words of what changed" sh -c '
	grep "weakened</span>" page.html | grep "when\">was<" |
	    grep -q "<br><span class=\"when\">now<"'
check "the paper beside the agreement changes nothing" sh -c '
	! grep -q "colspan=\"4\">2026-02 " page.html'
check "where it may run" sh -c '
	sed -n "/id=\"where\"/,/<\/section>/p" page.html | grep -q "<b>allowed</b>"'
check "no line breaks a date" grep -q 'until <time>2032-12-31</time>' page.html
check "an event is none" grep -q 'until [A-Za-z]' page.html
# shellcheck disable=SC2016
check "clouds that are answered alike share a row" sh -c '
	sed -n "/id=\"where\"/,/<\/section>/p" page.html >where
	grep -q "<td>any-other, aws, azure, gcp</td>" where &&
	    test "$(sed "s/<td><b>.*//" where | grep "^<tr><th" | sort |
		uniq -d | wc -l)" -eq 0'
check "a timeline for more than one version" test \
    "$(grep -c '<svg ' page.html)" -eq 2
check "the refused file" grep -q '<th scope="row">evil/bad.bin</th><td>E-' \
    page.html
check_run "--since" 0 "$proviso" report --since 2026-05-01
check "leaves older changes out" sh -c '
	grep -q "colspan=\"4\">2026-06-01 " out &&
	    ! grep -q "colspan=\"4\">2026-04" out'

check_run "no such day" 2 "$proviso" report --since 2026-13-01
check_run "no such store" 2 "$proviso" report --db none.db
check_run "no such folder" 2 "$proviso" report -o none/x.html
check "names it" grep -q 'none/x\.html: error: .*\[E-WRITE\]' err
check_run "operands" 2 "$proviso" report partnership
mkdir empty
check_run "nothing in it" 2 "$proviso" scan -q empty --db empty.db
