#!/bin/sh
# SPDX-License-Identifier: MIT
# Numbers of Word lists through the whole program: the cases of
# test_docx_number as documents, printed and cited as they should be.
. "$srcdir/tests/check.sh"

mkzip=${mkzip:-$builddir/tests/tools/mkzip}
cases=${cases:-$builddir/tests/unit/test_docx_number}
tab=$(printf '\t')

mkdir parts
"$cases" parts || echo "not ok the cases are written"

# Every paragraph with its number is a line of the text.
printed()
{
	awk -F '\t' 'NR == FNR { line[$0] = 1; next }
	$2 == "*" { $2 = "\342\200\242" }
	$2 != "" { want = $2 " " $3; gsub("\302\240", " ", want)
		if (!(want in line)) print want }' "$1" "$2"
}

# Clauses as lines of label and text; each begins with what is expected.
cited()
{
	sed -n "s/.*\"label\":\"\([^\"]*\)\".*\"stem\":\"\([^\"]*\)\".*/\1$tab\2/p" \
	    "$1" | awk -F '\t' 'NR == FNR { got[NR] = $0; n = NR; next }
	$1 != "" { want = $1 "\t" ($2 == "" ? $3 : $2 " " $3); found = 0
		for (i = 1; i <= n; i++) if (index(got[i], want) == 1) found = 1
		if (!found) print want }' - "$2"
}

for want in parts/*.want; do
	name=${want#parts/}
	name=${name%.want}
	"$mkzip" "$name.docx" "parts/$name"
	check_run "$name is read" 0 "$proviso" text "$name.docx"
	printed out "$want" >missing
	check_empty "$name: numbers as printed" missing
	"$proviso" clauses --format jsonl "$name.docx" >got
	cited got "$want" >missing
	check_empty "$name: clauses as cited" missing
done

# Nothing grows faster than the document.
grow()
{
	awk -v n="$1" 'BEGIN {
	print "<w:document xmlns:w=\"http://schemas.openxmlformats.org/" \
	    "wordprocessingml/2006/main\"><w:body>"
	for (i = 0; i < n; i++)
		printf "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"%d\"/>" \
		    "<w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>" \
		    "Item %d ends.</w:t></w:r></w:p>\n", i % 7 ? 1 + i % 3 : 0, i
	print "</w:body></w:document>" }' >parts/articles/word/document.xml
	"$mkzip" big.docx parts/articles
}
grow 20000
check_run "many paragraphs are numbered" 0 timeout 10 "$proviso" text big.docx
check_eq "the last of them" "$(tail -n 1 out)" \
    "Article MMDCCCLVIII Item 19999 ends."
