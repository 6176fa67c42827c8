#!/bin/sh
# SPDX-License-Identifier: MIT
# diff --format html: one file, well-formed, safe, and the same every time.
. "$srcdir/tests/check.sh"

mkdir rules
cp "$srcdir/rules/exclusivity.yaml" "$srcdir/rules/lexicon.yaml" rules
PROVISO_RULES=$PWD/rules
export PROVISO_RULES

# tags FILE: what is wrong with the order of its tags.
tags()
{
	sed '/<style>/,/<\/style>/d' "$1" | awk '
	{ text = text $0 " " }
	END {
		while (match(text, /<[^>]*>/)) {
			tag = substr(text, RSTART, RLENGTH)
			gap = substr(text, 1, RSTART - 1)
			text = substr(text, RSTART + RLENGTH)
			if (gap ~ />/)
				print "a bare > before " tag
			name = tag
			gsub(/^<\/?|[ >].*$/, "", name)
			if (name ~ /^(!DOCTYPE|meta|wbr)$/)
				continue
			if (tag !~ /^<\//)
				open[++n] = name
			else if (n == 0 || open[n--] != name)
				print tag " closes " (n >= 0 ? open[n + 1] : "")
		}
		if (text ~ /[<>]/)
			print "a bare < or >"
		for (; n > 0; n--)
			print open[n] " is open"
	}'
}

# links FILE: what refers to nothing, and anchors that are not unique.
links()
{
	grep -o ' id="[^"]*"' "$1" | sed 's/.*="//; s/"//' | sort >ids
	uniq -d ids
	grep -o -e 'href="#[^"]*"' -e 'labelledby="[^"]*"' "$1" |
	    sed 's/.*="#*//; s/"//' | sort -u >used
	sort -u ids | comm -13 - used
}

# policy FILE: does its policy name its style?
policy()
{
	awk '/<style>/ { sub(/.*<style>/, ""); on = 1 }
	/<\/style>/ { sub(/<\/style>.*/, ""); printf "%s", $0; exit }
	on { print }' "$1" | sha256sum | awk '{
		s = "0123456789abcdef"
		for (i = 1; i < 64; i += 2)
			printf "\\%03o", 16 * (index(s, substr($1, i, 1)) - 1) \
			    + index(s, substr($1, i + 1, 1)) - 1
	}' >octal
	# shellcheck disable=SC2059 # the bytes of the sum
	want=$(printf "$(cat octal)" | base64)
	grep -qF "default-src 'none'; style-src 'sha256-$want'" "$1"
}

# sound WHAT FILE: what every redline must be.
sound()
{
	check_eq "$1: tags are closed in order" "$(tags "$2")" ""
	check_eq "$1: links lead to one place" "$(links "$2")" ""
	check "$1: the policy allows its style alone" policy "$2"
	check_eq "$1: nothing runs, nothing is fetched" "$(grep -i \
	    -e '<script' -e '<iframe' -e '<img' -e '<link' -e '<object' \
	    -e '<[^>]* on[a-z]*=' -e '<[^>]* style=' -e '<[^>]* src=' \
	    -e 'href="[^#]' -e 'url(' -e '@import' "$2")" ""
	check_clean "$1: no control characters" "$2"
}

cat >old.txt <<'EOF'
PARTNERSHIP AGREEMENT

1. Definitions. In this Agreement:

"Platform" means the cloud platform of Cirrus.

"Models" means the models that Northlake develops, other than prototypes that Northlake keeps for its own research.

2. Hosting. Northlake shall serve the Models exclusively from the Platform. Cirrus shall provide the capacity that Northlake orders. The fees for it stand in the order form and are due within thirty days of each invoice.

3. Restrictions. Northlake shall not:

(a) sell the Models to Alder;

(b) license the weights of the Models to Basalt; or

(c) disclose the source code of the Models,

in each case without the prior consent of Cirrus, as Section 2 requires.

4. Notices. Notices are sent in writing to the registered office of the other party and take effect on receipt by a director.

5. Confidentiality. Each party keeps the confidential information of the other party secret for five years after the end of this Agreement.

6. Sales. Northlake shall offer the Models exclusively through Cirrus.

7. Law. This Agreement is governed by the laws of the State of New York, and its courts alone hear disputes.
EOF
cat >new.txt <<'EOF'
PARTNERSHIP AGREEMENT

1. Definitions. In this Agreement:

"Platform" means any cloud platform that customers choose.

"Models" means the models that Northlake develops, other than prototypes that Northlake keeps for its own research.

2. Notices. Notices are sent in writing to the registered office of the other party and take effect on receipt by a director.

3. Hosting. Northlake shall serve the Models exclusively from the Platform.

4. Capacity. Cirrus shall provide the capacity that Northlake orders. The fees for it stand in the order form and are due within thirty days of each invoice.

5. Restrictions. Northlake shall not:

(a) sell the Models to Alder;

(b) license the weights of the Models to Basalt or Kestrel; or

(c) disclose the source code of the Models,

in each case without the prior written consent of Cirrus, as Section 9 requires.

6. Trade Secrets. Each party keeps the confidential information of the other party secret for seven years after the end of this Agreement.

7. Law. This Agreement is governed by the laws of the State of New York, and its courts alone hear disputes.

8. Reports. Northlake reports on its use each month.
EOF

check_run "a redline" 1 "$proviso" diff -f html old.txt new.txt
cp out a.html
sound "a redline" a.html

# flat FILE: each block on a line of its own.
flat()
{
	tr '\n' ' ' <"$1" | sed 's/<\(div\|h[1-3]\|section\|tr\|details\)/\
&/g'
}
flat a.html >blocks
check_eq "one h1, then h2, then h3" "$(grep -o '<h[1-6]' a.html | uniq |
    tr -d '<\n')" h1h2h3
check_eq "the parts in order" "$(grep -o '<h2 id="[a-z]*"' a.html |
    sed 's/.*="//; s/"//' | tr '\n' ' ')" \
    "provisions definitions references clauses "
for part in '<html lang="en">' '<header>' '<nav ' '<main>' '<footer>'; do
	check_eq "$part stands once" "$(grep -c "^$part" a.html)" 1
done
check "what was lost comes with its clauses" sh -c "grep -q \
    '>lost<.*>exclusivity/.*href=\"#o[0-9]*\"><bdi>6<.*clause 6 deleted' blocks"
check "a definition and where it is used" grep -q \
    '>modified<.*>Platform<.*def:Platform.*<bdi>3<' blocks
check "a broken reference" grep -q '>dangling<.*<bdi>5<.*<bdi>9<' blocks
check "the noise, counted" grep -q 'Of no substance: [0-9]* renumbered' a.html
check "words deleted and inserted" grep -q \
    'secret for <del>five</del> <ins>seven</ins> years' a.html
check "a heading that changed" grep -q \
    '<bdi class="num">6</bdi> <del>Confidentiality\.*</del> <ins>Trade Secrets' \
    a.html
check "a clause that moved" grep -q \
    '<bdi class="num">2</bdi> Notices.*moved from <bdi>4</bdi>' a.html
check "where it was" grep -q \
    'id="o[0-9]*".*>4</bdi> Notices .*moved to <a href="#n[0-9]*"><bdi>2<' blocks
check "both parts of a split" test "$(grep -c 'split from <bdi>2<' a.html)" -eq 2
check "an inserted clause" grep -q \
    '<ins>Reports</ins> .*inserted<.*<p [^>]*><ins>Northlake reports' blocks
check "a deleted clause" grep -q \
    '<del>Sales</del> .*deleted<.*<p [^>]*><del>Northlake shall offer' blocks
check_eq "text after the items, behind them" "$(grep -n -o -e 'source code of' \
    -e 'in each case without' a.html | sed 's/.*://' | tr '\n' ' ')" \
    "source code of in each case without "
check "an unchanged clause is folded" sh -c \
    'sed -n "/<details>/,/<\/details>/p" a.html | grep -q "hear disputes"'
check "a changed one is not" sh -c \
    '! sed -n "/<details>/,/<\/details>/p" a.html | grep -q "secret for"'

# All words of both versions are there.
sed -e '/<style>/,/<\/style>/d' -e 's/<del>[^<]*<\/del>//g' \
    -e 's/<[^>]*>//g' -e "s/&quot;/\"/g; s/&#39;/'/g" a.html |
    tr -s ' \n' ' ' | sed 's/ \([;,.]\)/\1/g' >as-new
sed -e '/<style>/,/<\/style>/d' -e 's/<ins>[^<]*<\/ins>//g' \
    -e 's/<[^>]*>//g' -e "s/&quot;/\"/g; s/&#39;/'/g" a.html |
    tr -s ' \n' ' ' | sed 's/ \([;,.]\)/\1/g' >as-old
for side in old new; do
	# sentences without their numbers and headings
	sed -e 's/^[0-9]\. [A-Z][A-Za-z ]*\. //' -e 's/^([a-z]) //' \
	    -e '/^$/d' $side.txt | while read -r line; do
		grep -qF "${line%.}" as-$side || echo "$line"
	done >lost
	# what was split stands in two clauses now
	grep -v 'exclusively from.*Cirrus shall' lost >lost.$side
	check_empty "every clause of the $side version can be read" lost.$side
done

check_run "again" 1 "$proviso" diff -f html --jobs 1 old.txt new.txt
check "it is the same" cmp -s out a.html
check_run "without changes" 0 "$proviso" diff -f html old.txt old.txt
sound "without changes" out
check "says so" grep -q 'Nothing of substance changed\.' out
check_eq "everything is folded" "$(grep -c -e '<del>' -e '<ins>' out)" 1

check_run "two columns" 1 \
    "$proviso" diff -f html --side-by-side old.txt new.txt
sound "two columns" out
check "old on the left, new on the right" sh -c "tr '\n' ' ' <out | grep -q \
    'Old: </span> <p [^>]*>[^<]*secret for <del>five</del> years[^<]*</p> </div> \
<div><span class=\"vh\">New: </span> <p [^>]*>[^<]*secret for <ins>seven<'"
check_run "two columns of text" 2 "$proviso" diff --side-by-side old.txt new.txt

# Whatever a document says, it is text.
rlo=$(printf '\342\200\256')
{
	echo '1. Terms <b>. Northlake & Cirrus "agree" to <script>alert(1)</script> it.'
	echo
	echo "2. Turned. The fee is $rlo 001 dollars and not more than that."
	echo
	echo "3. Styled. </style><img src=x onerror=alert(1)> is what the form says."
	echo
	echo '"<i>Term</i>" means a term that Kestrel defines.'
} >'evil.txt'
sed -e 's/agree/do not agree/' -e 's/not more/less/' -e 's/form/<i>form/' \
    -e 's/that Kestrel/which Kestrel/' evil.txt >'<b>"&.txt'
check_run "markup in the text" 1 "$proviso" diff -f html evil.txt '<b>"&.txt'
sound "markup in the text" out
check "is shown" grep -q '&lt;script&gt;alert(1)&lt;/script&gt;' out
check "and so is the name of the file" grep -q '<dd><bdi>&lt;b&gt;&quot;&amp;\.txt<' out
check_run "in two columns" 1 \
    "$proviso" diff -f html --side-by-side evil.txt '<b>"&.txt'
sound "in two columns" out

# A reader of its own finds the text again.
check_run "the redline is a document" 0 "$proviso" text a.html
check "with the words of both" grep -q 'secret for' out

# Many clauses, deep ones and a long one.
awk 'BEGIN {
	for (i = 1; i <= 1500; i++)
		printf "%d. Item %d. The fee of item %d is %d dollars.\n\n",
		    i, i, i, i * 7
	for (i = 1; i <= 12; i++)
		printf "%s Level %d of what Northlake shall do.\n\n",
		    "1" substr(".1.1.1.1.1.1.1.1.1.1.1.1", 1, 2 * i), i
	for (i = 0; i < 20000; i++)
		printf "word%d ", i
	print "end."
}' >many.txt
sed -e 's/\(9[0-9]*\) dollars/\1 euros/' -e 's/word9[0-9]* /other /g' \
    many.txt >more.txt
check_run "a long document" 1 "$proviso" diff -f html many.txt more.txt
sound "a long document" out
