#!/bin/sh
# SPDX-License-Identifier: MIT
# One agreement in every form: the same text, clauses and findings, byte for
# byte, and no change between any two of them.
. "$srcdir/tests/check.sh"

mkzip=${mkzip:-$builddir/tests/tools/mkzip}
mkpdf=${mkpdf:-$builddir/tests/tools/mkpdf}
text=$corpus/partnership/08-2026-04.txt
all=$text
for f in "$corpus"/formats/08-2026-04.*; do
	all="$all $f"
done
check "there are eight forms" test "$(echo "$all" | wc -w)" -ge 8

# What must be the same of file $1, in $2.text, $2.clauses and $2.findings:
# all that says nothing of the file or of places in it.
say()
{
	"$proviso" text -q "$1" >"$2.text" 2>"$2.err"
	"$proviso" clauses -q --format jsonl "$1" 2>>"$2.err" |
	    sed -E 's/"file":"[^"]*",//
		s/,"(start|end|line|column|basis)":("[a-z]*"|[0-9]+)//g' \
		>"$2.clauses"
	"$proviso" tag -q --format jsonl "$1" 2>>"$2.err" |
	    sed -E 's/"(file|agreement)":"[^"]*",//g
		s/,"(start|end|line|column|basis)":("[a-z]*"|[0-9]+)//g' \
		>"$2.findings"
}

# same WHAT FILE: as the text says
same()
{
	say "$2" it
	for what in text clauses findings; do
		check_eq "$1: the same $what" "$(diff ref.$what it.$what)" ""
	done
	check_empty "$1: no complaint" it.err
}

say "$text" ref
check "there is a text" test "$(wc -l <ref.text)" -gt 250
check "there are clauses" test "$(wc -l <ref.clauses)" -gt 120
check "and findings" test "$(wc -l <ref.findings)" -gt 10
for f in $all; do
	case $f in
	*.pdf) command -v pdftotext >/dev/null || continue ;;
	esac
	same "${f##*/}" "$f"
done

# The packed examples are made of these.
"$mkzip" made.docx "$srcdir/tests/formats/docx"
same "DOCX from its parts" made.docx
"$mkzip" made.odt "$srcdir/tests/formats/odt"
same "ODT from its parts" made.odt
"$mkzip" made.docx "$srcdir/tests/formats/redline"
check_eq "redline from its parts" \
    "$("$proviso" text -q --changes all made.docx)" \
    "$("$proviso" text -q --changes all "$corpus/redlines/hosting-terms.docx")"
if command -v pdftotext >/dev/null; then
	"$mkpdf" <"$srcdir/tests/formats/pdf.txt" >made.pdf
	same "PDF from its script" made.pdf
	check "its pages end in the middle of sentences" \
	    test "$(pdftotext made.pdf - | grep -B 4 '^Page [0-9]' |
		grep -c '[a-z,]$')" -ge 3
	check "and its words at the ends of lines" \
	    test "$(grep -c '[a-z]-$' "$srcdir/tests/formats/pdf.txt")" -ge 10
fi

# No pair has a change.
rest=$all
for a in $all; do
	rest=${rest#"$a"}
	for b in $rest; do
		case $a$b in
		*.pdf*) command -v pdftotext >/dev/null || continue ;;
		esac
		check_run "diff ${a##*/} ${b##*/}" 0 "$proviso" diff -q "$a" "$b"
	done
done

# Parties sign side by side or one below the other.
cat >beside.txt <<'X'
1. Term. This Agreement ends on the last day of the year.

NORTHLAKE RESEARCH, INC.                CIRRUS CLOUD CORPORATION

By: ______________________              By: ______________________
Name:                                   Name:
Title: President                        Title: Secretary
X
sed -n 's/   .*//;1,$p' beside.txt | sed '/^$/d; s/^/\n/' >below.txt
sed -n 's/^.*   *\([A-Z].*\)/\1/p' beside.txt | sed 's/^/\n/' >>below.txt
check_run "columns and lines" 0 "$proviso" diff beside.txt below.txt
check_eq "the same text" "$("$proviso" text beside.txt)" \
    "$("$proviso" text below.txt)"
X='By: | /s/ A. Moss |'
printf '| %s %s\n|-|-|-|-|\n' "$X" "$X" >form.md
check_eq "a field and its room stay together" \
    "$("$proviso" text form.md)" 'By: | /s/ A. Moss | By: | /s/ A. Moss'
