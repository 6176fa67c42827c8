#!/bin/sh
# SPDX-License-Identifier: MIT
# Word documents: each kind of tracked change, accepted, rejected and shown,
# and what surrounds them.
. "$srcdir/tests/check.sh"

mkzip=${mkzip:-$builddir/tests/tools/mkzip}
PROVISO_RULES=$srcdir/rules
export PROVISO_RULES

w=http://schemas.openxmlformats.org/wordprocessingml/2006/main
office=http://schemas.openxmlformats.org/officeDocument/2006
compat=http://schemas.openxmlformats.org/markup-compatibility/2006
microsoft=http://schemas.microsoft.com/office/word/2010

# The shorthand: <t> and <d> are runs with text, <fb/> <fs/> <fe/> and <fi>
# the parts of a field; changes have an author; <num/> and
# <list/> put into the case's own list.
expand()
{
	a='w:id="0" w:author="Counsel A" w:date="2026-01-02T10:00:00Z"'
	f='<w:r><w:fldChar w:fldCharType='
	sed -E "s|<t>|<w:r><w:t xml:space=\"preserve\">|g
	s|</t>|</w:t></w:r>|g
	s|<d>|<w:r><w:delText xml:space=\"preserve\">|g
	s|</d>|</w:delText></w:r>|g
	s|<fi>|<w:r><w:instrText xml:space=\"preserve\">|g
	s|</fi>|</w:instrText></w:r>|g
	s|<fb/>|$f\"begin\"/></w:r>|g
	s|<fs/>|$f\"separate\"/></w:r>|g
	s|<fe/>|$f\"end\"/></w:r>|g
	s|<(/?)from>|<\\1w:moveFrom>|g
	s|<(/?)to>|<\\1w:moveTo>|g
	s:<(/?)(p|ins|del|tbl|tr|tc)>:<\\1w#\\2>:g
	s|w#|w:|g
	s,<w:(ins|del|moveFrom|moveTo)>,<w:\\1 $a>,g
	s|<mark([a-z]*)/>|<w:rPr><w:\\1 $a/></w:rPr>|g
	s|<num/>|<w:numPr><list/></w:numPr>|g
	s|<list/>|<w:ilvl w:val=\"0\"/><w:numId w:val=\"${list:-1}\"/>|g"
}

# part NAME ELEMENT: a part of the document from its content.
part()
{
	{
		printf '<?xml version="1.0" encoding="UTF-8"?>\n'
		printf '<w:%s xmlns:w="%s"' "$2" "$w"
		printf ' xmlns:%s="%s"' m "$office/math" \
		    r "$office/relationships" mc "$compat" \
		    wps "$microsoft/wordprocessingShape"
		printf '>'
		expand
		printf '</w:%s>\n' "$2"
	} >"$1"
}

# relate NAME TYPE=TARGET...
relate()
{
	file=$1
	shift
	printf '<Relationships xmlns="%s">' \
	    http://schemas.openxmlformats.org/package/2006/relationships \
	    >"$file"
	for r; do
		printf '<Relationship Id="%s" Type="%s/%s" Target="%s"/>' \
		    "r${r%%=*}" "$office/relationships" "${r%%=*}" "${r#*=}"
	done >>"$file"
	printf '</Relationships>\n' >>"$file"
}

mkdir -p d/_rels d/word/_rels
relate d/_rels/.rels officeDocument=word/document.xml
relate d/word/_rels/document.xml.rels numbering=numbering.xml \
    footnotes=footnotes.xml comments=comments.xml header=header1.xml \
    hyperlink=https://cirrus.example/a
sed -i 's|Target="https|TargetMode="External" &|' \
    d/word/_rels/document.xml.rels
part d/word/footnotes.xml footnotes <<X
<w:footnote w:type="separator" w:id="-1"><p><t>no text</t></p></w:footnote>
<w:footnote w:id="2"><p><w:r><w:footnoteRef/></w:r><t>As of the Effective
Date.</t></p></w:footnote>
<w:footnote w:id="3"><p><t>In euro.</t></p></w:footnote>
X
part d/word/comments.xml comments <<X
<w:comment w:id="1" w:author="Counsel B"><p><t>Exclusive?</t></p></w:comment>
X
part d/word/header1.xml hdr <<X
<p><t>Draft of Counsel A</t></p>
X

# make OUT: a document whose body is standard input.
make()
{
	{
		echo '<w:body>'
		cat
		echo '</w:body>'
	} | part d/word/document.xml document
	"$mkzip" "$1" d
}

# All cases are one document, each behind a paragraph with its number.
awk '/^= / { n++; part = "body"; print substr($0, 3) >("name." n); next }
	/^- / { part = substr($0, 3); next }
	n && !/^#/ { print >(part "." n) }
	END { print n }' "$srcdir/tests/cli/docx_cases.txt" >count
cases=$(cat count)
list=0
{
	echo '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
	echo '<w:start w:val="1"/><w:numFmt w:val="decimal"/>'
	echo '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
	while [ "$list" -lt "$cases" ]; do
		list=$((list + 1))
		echo "<w:num w:numId=\"$list\"><w:abstractNumId w:val=\"0\"/>"
		echo '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
		echo '</w:lvlOverride></w:num>'
	done
} | part d/word/numbering.xml numbering
list=0
while [ "$list" -lt "$cases" ]; do
	list=$((list + 1))
	echo "<p><t>Case $list</t></p>"
	expand <"body.$list"
done >body
make all.docx <body

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
	check_run "all cases, $how" 0 "$proviso" text -q --changes $how all.docx
	check_empty "all cases, $how: no complaint" err
	cp out $how.txt
	split $how <out
done
list=0
while [ "$list" -lt "$cases" ]; do
	list=$((list + 1))
	for how in accept reject all; do
		want=$how.$list
		[ -f "$want" ] || want=accept.$list
		check_eq "$(cat name.$list): $how" "$(cat got.$how.$list)" \
		    "$(cat $want)"
	done
done

# The changes of one document are those between its two sides.
"$proviso" diff -q --format json all.docx | sed -n '/^  "clauses"/,$p' >one
"$proviso" diff -q --format json reject.txt accept.txt |
    sed -n '/^  "clauses"/,$p' >two
check "there are changes" test "$(grep -c '"op": "insert"' one)" -gt 10
check_eq "diff of one document" "$(diff one two)" ""

# What users are told of changes and comments; the status stays.
list=1
make one.docx <<X
<p><t>Cirrus is the </t><del><d>only </d></del><t>host.</t></p>
<p><w:pPr><markins/></w:pPr><ins><t>Alder waits.</t></ins></p>
<p><t>See </t><w:hyperlink r:id="rhyperlink"><t>this</t></w:hyperlink>.</p>
<p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Basalt too.</w:t></w:r></p>
X
sed '/waits/s/Counsel A/Counsel B/g' d/word/document.xml >x && mv x d/word/document.xml
"$mkzip" one.docx d
check_run "changes are told of" 0 "$proviso" text one.docx
check_eq "changes and authors are counted" "$(sed '/W-HIDDEN/d' err)" \
    "proviso: one.docx: warning: 2 tracked changes by 2 authors, read as\
 accepted (--changes says otherwise); 1 comment left out [W-CHANGES]"
check "the hidden paragraph is the fourth" \
    grep -q '^proviso: one.docx:4:1: warning: text' err
check_run "asked for, nothing is said" 0 "$proviso" text -v --changes accept \
    one.docx
check "but comments, when verbose" \
    grep -q 'note: 1 comment left out \[W-COMMENTS\]' err
check "and no warning of changes" test "$(grep -c W-CHANGES err)" -eq 0
check_run "a clause's line is its paragraph" 0 "$proviso" clauses \
    --format jsonl one.docx
check_eq "lines" "$(sed 's/.*"line":\([0-9]*\).*/\1/' out | tr '\n' ' ')" \
    "1 2 3 4 "
check_run "headers belong to no clause" 0 "$proviso" clauses --coverage \
    --format jsonl one.docx
check "they are furniture" grep -q '"furniture":18' out
check "what was deleted is accounted for" grep -q '"change":5' out
check "and everything else" grep -q '"unaccounted":0' out

# One document alone.
check_run "a redline against itself" 1 "$proviso" diff one.docx
check "what went" grep -q '\[-only-\]' out
cp out want
check_run "from a pipe" 1 sh -c "cat one.docx | '$proviso' diff -"
check_eq "the same" "$(cat out)" "$(cat want)"
check_run "in Markdown" 1 "$proviso" diff --format markdown one.docx
check "with the names of both sides" \
    grep -q 'one.docx .*before.* against one.docx .*after' out
make plain.docx <<X
<p><t>Cirrus is the host.</t></p>
X
check_run "without changes" 0 "$proviso" diff plain.docx
check "and said so" grep -q 'note: no tracked change' err
check_run "two sides are chosen" 1 "$proviso" diff --changes reject one.docx \
    plain.docx
check_run "not of one document" 2 "$proviso" diff --changes reject one.docx
check_run "not both at once" 2 "$proviso" tag --changes all one.docx
check_run "nor anything else" 2 "$proviso" text --changes some one.docx

# A note that comes renumbers those behind it, which is no change of them.
list=1
make notes.docx <<X
<p><t>Fees</t><ins><w:r><w:footnoteReference w:id="3"/></w:r></ins><t> are due on the first day of each month.</t></p>
<p><t>Taxes</t><w:r><w:footnoteReference w:id="2"/></w:r><t> are due on the last day of each month.</t></p>
X
check_run "a note is inserted" 1 "$proviso" diff --format jsonl notes.docx
check_eq "what that changed" "$(grep '"type":"clause"' out |
    grep -c '"substantive":true')" 2

# What Word does not read, since it does not know it, is not there.
make one.docx <<X
<p><t>Alder hosts.</t><x:y><t> Basalt too.</t></x:y></p>
<p><t>Kestrel pays.</t><x:z><t> Now.</t></x:z><w:r xmlns:u="urn:u"><u:y><w:t> Here.</w:t></u:y></w:r></p>
X
sed 's/<w:document /&xmlns:x="urn:x" mc:Ignorable="x" mc:ProcessContent="x:z" /' \
    d/word/document.xml >x && mv x d/word/document.xml
"$mkzip" kept.docx d
check_run "elements kept of those ignored" 0 "$proviso" text kept.docx
check_eq "their text" "$(tr '\n' ' ' <out)" \
    "Alder hosts. Basalt too.  Kestrel pays. Now.Here. "
sed 's/ mc:ProcessContent="x:z"//' d/word/document.xml >x &&
    mv x d/word/document.xml
"$mkzip" ignored.docx d
check_run "elements ignored" 0 "$proviso" text ignored.docx
check_eq "the rest" "$(tr '\n' ' ' <out)" \
    "Alder hosts.  Kestrel pays.Here. "

# A change of a section is one, though it touches no text.
make one.docx <<X
<p><t>Alder hosts.</t></p>
<w:sectPr><w:sectPrChange w:id="1" w:author="Counsel A"><w:sectPr/></w:sectPrChange></w:sectPr>
X
check_run "a section changed" 0 "$proviso" text one.docx
check "and is told of" grep -q ': 1 tracked change by 1 author' err

# Parts by other names, the Strict namespaces, UTF-16.
mkdir -p s/_rels s/doc
strict=http://purl.oclc.org/ooxml
{
	echo '<Relationships><Relationship Id="a" Target="/doc/./x/../m.xml"'
	echo "Type=\"$strict/officeDocument/relationships/officeDocument\"/>"
	echo '</Relationships>'
} >s/_rels/.rels
{
	printf '<?xml version="1.0" encoding="UTF-16"?>'
	printf '<document xmlns="%s/wordprocessingml/main">' "$strict"
	printf '<body><p><r><t>Alder hosts.</t></r></p></body></document>'
} | sed 's/./&\n/g' | awk 'BEGIN { printf "\377\376" }
    $0 != "" { printf "%s%c", $0, 0 }' >s/doc/m.xml
if [ "$(wc -c <s/doc/m.xml)" -gt 300 ]; then
	"$mkzip" strict.docx s
	check_run "Strict, elsewhere, in UTF-16" 0 "$proviso" text strict.docx
	check_eq "its text" "$(cat out err)" "Alder hosts."
fi

# Refusals name the part.
refuse()
{
	check_run "$1: refused" 2 "$proviso" text bad.docx
	check "$1: named" grep -q "$2" err
	check_empty "$1: nothing is printed" out
}

mkdir -p b/word
echo '<!DOCTYPE x [<!ENTITY e "x">]><x/>' >b/word/document.xml
"$mkzip" bad.docx b
refuse "document type" 'bad.docx:1.*word/document.xml: .*E-DTD'
echo '<w:document' >b/word/document.xml
"$mkzip" bad.docx b
refuse "broken XML" 'word/document.xml: .*E-XMLWF'
echo '<workbook xmlns="urn:x"/>' >b/word/document.xml
"$mkzip" bad.docx b
refuse "another document" 'not a Word document \[E-FORMAT\]'
echo x >b/word/other.xml
rm b/word/document.xml
"$mkzip" bad.docx b
refuse "an archive" 'not a Word document \[E-FORMAT\]'
mkdir -p b/Word
part b/word/document.xml document <<X
<w:body><p><t>Alder hosts.</t></p></w:body>
X
sed s/Alder/Basalt/ b/word/document.xml >b/Word/document.xml
"$mkzip" bad.docx b
refuse "two documents" 'two members are named [Ww]ord/document.xml \[E-ARCHIVE\]'
rm -r b/Word
mkdir -p b/_rels
relate b/_rels/.rels officeDocument=word/document.xml
mkdir b/word/_rels
relate b/word/_rels/document.xml.rels styles=styles.xml
awk 'BEGIN { print "<styles>"
	for (i = 0; i < 20000; i++) print "<style/>"
	print "</styles>" }' >b/word/styles.xml
"$mkzip" bad.docx b
refuse "too many styles" 'more than 16384 styles \[E-SIZE\]'
