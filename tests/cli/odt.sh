#!/bin/sh
# SPDX-License-Identifier: MIT
# OpenDocument texts: each kind of tracked change, accepted, rejected and
# shown, lists, and what surrounds them.
. "$srcdir/tests/check.sh"

mkzip=${mkzip:-$builddir/tests/tools/mkzip}
PROVISO_RULES=$srcdir/rules
export PROVISO_RULES

oasis=urn:oasis:names:tc:opendocument:xmlns
type=application/vnd.oasis.opendocument.text

expand()
{
	sed -E -f "$srcdir/tests/cli/odt.sed"
}

# root NAME: a part with that root from its content.
root()
{
	printf '<?xml version="1.0" encoding="UTF-8"?>\n<office:%s' "$1"
	for ns in office style text table draw=drawing fo=xsl-fo-compatible \
	    svg=svg-compatible; do
		printf ' xmlns:%s="%s:%s:1.0"' "${ns%=*}" "$oasis" "${ns#*=}"
	done
	printf ' xmlns:%s="%s"' xlink http://www.w3.org/1999/xlink \
	    dc http://purl.org/dc/elements/1.1/ \
	    field urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0
	printf ' office:mimetype="%s">' "$type"
	expand
	printf '</office:%s>\n' "$1"
}

# level N FORMAT ATTRIBUTES
level()
{
	printf '<text:%s text:level="%s" style:num-format="%s" %s/>' \
	    "$list" "$1" "$2" "$3"
}

styles()
{
	echo '<office:styles><style:style style:name="Hidden"'
	echo 'style:family="text"><style:text-properties text:display="none"/>'
	echo '</style:style><style:style style:name="Unlisted"'
	echo 'style:family="paragraph" style:list-style-name=""/>'
	echo '<style:style style:name="Base" style:family="paragraph"'
	echo 'style:list-style-name="L"/><style:style style:name="Listed"'
	echo 'style:family="paragraph" style:parent-style-name="Base"/>'
	list='outline-level-style'
	echo '<text:outline-style style:name="Outline">'
	level 1 I 'style:num-prefix="Article "'
	level 2 1 'loext:num-list-format="%1%.%2%" loext:is-legal="true"
	    xmlns:loext="urn:x"'
	echo '</text:outline-style>'
	list='list-level-style-number'
	echo '<text:list-style style:name="L">'
	level 1 1 'style:num-suffix="."'
	level 2 1 'text:display-levels="2"'
	level 3 a 'style:num-prefix="(" style:num-suffix=")"'
	echo '</text:list-style><text:list-style style:name="Roman">'
	level 1 I 'style:num-prefix="Article "'
	echo '</text:list-style><text:list-style style:name="Bullets">'
	list='list-level-style-bullet'
	level 1 '' 'text:bullet-char="-"'
	echo '</text:list-style></office:styles>'
}

masters()
{
	echo '<office:master-styles><style:master-page style:name="Standard">'
	echo '<style:header><p>Draft of Counsel A</p></style:header>'
	echo '<style:footer><p>Page <text:page-number>1</text:page-number></p>'
	echo '</style:footer></style:master-page></office:master-styles>'
}

# body REGIONS: office:body from its content.
body()
{
	echo '<office:body><office:text><text:tracked-changes>'
	cat "$1"
	echo '</text:tracked-changes>'
	cat
	echo '</office:text></office:body>'
}

mkdir -p d/META-INF
printf %s "$type" >d/mimetype
{ styles; masters; } | root document-styles >d/styles.xml
manifest()
{
	echo "<m:manifest xmlns:m=\"$oasis:manifest:1.0\">"
	echo "<m:file-entry m:full-path=\"content.xml\">$1</m:file-entry>"
	echo '</m:manifest>'
}
manifest >d/META-INF/manifest.xml

# make OUT REGIONS: a document whose body is standard input.
make()
{
	body "$2" | root document-content >d/content.xml
	"$mkzip" "$1" d
}

# All cases are one document, each behind a paragraph with its number.
: >none
awk '/^= / { n++; part = ""; print substr($0, 3) >("name." n); next }
	/^- / { part = substr($0, 3); next }
	n && part != "" && !/^#/ {
		print >(part == "regions" ? part : part "." n)
	}
	END { print n }' "$srcdir/tests/cli/odt_cases.txt" >count
cases=$(cat count)
n=0
while [ "$n" -lt "$cases" ]; do
	n=$((n + 1))
	echo "<p>Case $n</p>"
	cat "body.$n"
done >all.body
make all.odt regions <all.body

# split HOW: the text of each case from standard input, in got.HOW.N
split()
{
	awk -v how="$1" '/^Case [0-9]+$/ { n = $2; lines = 0; next }
		n && (lines > 0 || $0 != "") {
			print >("got." how "." n)
			lines++
		}'
}

for how in accept reject all; do
	check_run "all cases, $how" 0 "$proviso" text -q --changes $how all.odt
	check_empty "all cases, $how: no complaint" err
	cp out $how.txt
	split $how <out
done
n=0
while [ "$n" -lt "$cases" ]; do
	n=$((n + 1))
	for how in accept reject all; do
		want=$how.$n
		[ -f "$want" ] || want=accept.$n
		# notes are numbered through the document
		check_eq "$(cat "name.$n"): $how" "$(cat "got.$how.$n")" \
		    "$(cat "$want")"
	done
done

# The changes of one document.
check_run "a document against what it was" 1 "$proviso" diff -q --format json \
    all.odt
check "there are changes" test "$(grep -c '"op": "insert"' out)" -gt 8

# The same in one file.
{ styles; masters; body regions <all.body; } | root document >all.fodt
check_run "a flat document" 0 "$proviso" text -q all.fodt
check_eq "reads the same" "$(cat out)" "$(cat accept.txt)"

# What users are told of changes and comments; the status stays.
cat >r <<X
<ins 1/>
<del 2><p>only </p></del>
X
cat >b <<X
<p>Cirrus is the <change 2/>host.</p>
<p><start 1/>Alder waits.</p>
<p><end 1/><text:a xlink:href="https://cirrus.example/a">See this.</text:a></p>
<p text:style-name="x">Kestrel pays.<office:annotation><p>When?</p></office:annotation></p>
<p><text:span text:style-name="Hidden">Basalt too.</text:span></p>
X
make one.odt r <b
sed -i '0,/Counsel A/s//Counsel B/' d/content.xml
"$mkzip" one.odt d
check_run "changes are told of" 0 "$proviso" text one.odt
check_eq "changes and authors are counted" "$(sed '/W-HIDDEN/d' err)" \
    "proviso: one.odt: warning: 2 tracked changes by 2 authors, read as\
 accepted (--changes says otherwise); 1 comment left out [W-CHANGES]"
check "the hidden paragraph is the fifth" \
    grep -q '^proviso: one.odt:5:1: warning: text' err
check_run "a clause's line is its paragraph" 0 "$proviso" clauses \
    --format jsonl one.odt
check_eq "lines" "$(sed 's/.*"line":\([0-9]*\).*/\1/' out | tr '\n' ' ')" \
    "1 2 3 4 5 "
check_run "headers belong to no clause" 0 "$proviso" clauses --coverage \
    --format jsonl one.odt
check "they are furniture" grep -q '"furniture":24' out
check "what was deleted is accounted for" grep -q '"change":5' out
check "and everything else" grep -q '"unaccounted":0' out
check "the format is told" sh -c "'$proviso' tag --format json one.odt |
    grep -q odt || '$proviso' clauses --format json one.odt | grep -q odt"
check_run "a redline against itself" 1 "$proviso" diff one.odt
check "what went" grep -q '\[-only-\]' out

# A document without its mimetype in front, and by any name.
"$mkzip" y content.xml=d/content.xml styles.xml=d/styles.xml \
    META-INF/manifest.xml=d/META-INF/manifest.xml mimetype=d/mimetype
check_run "parts in another order" 0 "$proviso" text -q y
check "its text" grep -q 'Alder waits' out

# Refusals name the part.
refuse()
{
	check_run "$1: refused" 2 "$proviso" text "${3:-bad.odt}"
	check "$1: named" grep -q "$2" err
	check_empty "$1: nothing is printed" out
}

manifest '<m:encryption-data m:checksum="x"/>' >d/META-INF/manifest.xml
"$mkzip" bad.odt d
refuse "encrypted" 'bad.odt: .*encrypted \[E-CRYPT\]'
manifest >d/META-INF/manifest.xml
echo '<!DOCTYPE x [<!ENTITY e "x">]><x/>' >d/content.xml
"$mkzip" bad.odt d
refuse "document type" 'content.xml: .*E-DTD'
echo '<office:document-content' >d/content.xml
"$mkzip" bad.odt d
refuse "broken XML" 'content.xml: .*E-XMLWF'
echo '<office:body><office:spreadsheet/></office:body>' |
    root document-content >d/content.xml
"$mkzip" bad.odt d
refuse "a spreadsheet" 'not an OpenDocument text \[E-FORMAT\]'
rm d/content.xml
"$mkzip" bad.odt d
refuse "no content" 'not an OpenDocument text \[E-FORMAT\]'
head -c 600 all.odt >bad.odt
refuse "cut off" 'E-ARCHIVE'
awk 'BEGIN { for (i = 0; i < 300; i++) printf "<text:section>" }' >deep
awk 'BEGIN { for (i = 0; i < 300; i++) printf "</text:section>" }' >>deep
make bad.odt none <deep
refuse "deep" 'content.xml: .*E-DEPTH'
dd if=/dev/zero bs=65536 count=160 2>/dev/null | tr '\0' ' ' >blank
{ echo '<p>x'; cat blank; echo '</p>'; } | make bad.odt none
check_run "a bomb" 2 "$proviso" text bad.odt
check "is one" grep -q E-ARCHIVE err

# Nothing grows faster than the document.
chain()
{
	awk -v step="$1" 'BEGIN { for (i = 0; i < 5000; i++) printf "<del " \
	    "%d><p>word %d <change %d/></p><p>and</p></del>\n", i, i,
	    i + step }' >r
}
chain 1
echo '<p>Begin <change 0/>end.</p>' | make bad.odt r
refuse "a chain of changes" 'E-DEPTH'
chain 5000
awk 'BEGIN { for (i = 0; i < 5000; i++)
	printf "<text:list text:continue-numbering=\"true\" " \
	    "text:style-name=\"L\"><li><p><change %d/>Item %d ends.</p>" \
	    "</li></text:list>\n", i, i }' >b
make big.odt r <b
check_run "many changes and lists" 0 timeout 20 "$proviso" text -q big.odt
check_eq "the last of them" "$(tail -n 1 out)" "5000. Item 4999 ends."
check_run "many changes, before" 0 timeout 20 "$proviso" text -q \
    --changes reject big.odt
check_eq "all of them are read" "$(grep -c ' word' out)" 5000
