#!/bin/sh
# SPDX-License-Identifier: MIT
# PDF as printed, through the pdftotext that is installed: the same clauses as
# the text they were printed from, at their pages, and what cannot be read.
. "$srcdir/tests/check.sh"
mkpdf=${mkpdf:-$builddir/tests/tools/mkpdf}

if ! command -v pdftotext >/dev/null 2>&1; then
	echo "ok # skip pdftotext is not installed (package poppler-utils)"
	exit 0
fi

# head PAGE: the running head and foot of a page
head_of() {
	cat <<EOF
72 30 8 Northlake - Cirrus Hosting Agreement
450 30 8 Execution Version
290 765 8 Page $1 of 3
72 765 8 NLC 000$1
EOF
}

{
	head_of 1
	cat <<'EOF'
200 90 16 HOSTING AGREEMENT
72 130 10 This Agreement is made as of 1 March 2026 between Northlake Research, Inc. (\223Northlake\224)
72 142 10 and Cirrus Cloud LLC (\223Cirrus\224).
72 170 10 1.
100 170 10 Exclusivity.
72 190 10 1.1
100 190 10 Cirrus is the exclusive cloud provider of Northlake for the Models, on a world-wide and non-
100 202 10 transferable basis, until the end of the Term, and the Models are served from no other
EOF
	echo page
	head_of 2
	cat <<'EOF'
100 70 10 cloud during the Term.
72 90 10 1.2
100 90 10 Neither Alder nor Basalt may resell the Models.
72 120 10 2.
100 120 10 Fees.
72 150 10 Service
250 150 10 Fee
400 150 10 Due
72 166 10 Hosting
250 166 10 $1,200
400 166 10 monthly
72 182 10 Support
250 182 10 $300
400 182 10 yearly
EOF
	echo page
	head_of 3
	cat <<'EOF'
72 70 10 3. Term. This Agreement lasts for five
320 73 10 asks for it and the other one does not
72 82 10 years from its date, and no longer than
320 85 10 object to it within thirty days of that.
72 94 10 that unless the parties extend it by an
320 97 10 4. Law. The law of the State of Ohio
72 106 10 agreement in writing that both of them
320 109 10 governs this Agreement and each of the
72 118 10 have signed before the day on which it
320 121 10 Orders that the parties make under it.
72 130 10 would end, or a year after one of them
320 133 10 5. Notices. Notices are in writing.
EOF
} >script
"$mkpdf" <script >a.pdf
cat >a.txt <<'EOF'
HOSTING AGREEMENT

This Agreement is made as of 1 March 2026 between Northlake Research, Inc. ("Northlake") and Cirrus Cloud LLC ("Cirrus").

1. Exclusivity.

1.1 Cirrus is the exclusive cloud provider of Northlake for the Models, on a world-wide and non-transferable basis, until the end of the Term, and the Models are served from no other cloud during the Term.

1.2 Neither Alder nor Basalt may resell the Models.

2. Fees.

Service | Fee | Due

Hosting | $1,200 | monthly

Support | $300 | yearly

3. Term. This Agreement lasts for five years from its date, and no longer than that unless the parties extend it by an agreement in writing that both of them have signed before the day on which it would end, or a year after one of them asks for it and the other one does not object to it within thirty days of that.

4. Law. The law of the State of Ohio governs this Agreement and each of the Orders that the parties make under it.

5. Notices. Notices are in writing.
EOF
check_run "a PDF is read" 0 "$proviso" text a.pdf
diff out a.txt >differs
check "as the text it was printed from" test ! -s differs
check_run "its clauses" 0 "$proviso" clauses --format jsonl a.pdf
sed 's/.*"label":"\([^"]*\)".*"line":\([0-9]*\).*/\1 \2/' out >pages
check "the line of a clause is its page" \
    grep -q '^1\.1 1$' pages
check "on each page" grep -q '^1\.2 2$' pages
check "in each column" grep -q '^5 3$' pages
check_run "against the text it was printed from" 0 "$proviso" diff a.txt a.pdf
check_run "findings stand in it" 0 "$proviso" tag --format jsonl a.pdf
check "by the bytes of the text" grep -q '"basis":"text"' out
check "and are the same ones" test "$(grep -c exclusivity out)" -ge 1

{ cat script; echo page; echo image; } | "$mkpdf" >scan.pdf
check_run "a scanned page among others" 0 "$proviso" text scan.pdf
check "is told by its number" grep -q 'page 4 has no text layer.*W-NOTEXT' err
printf 'image\npage\nimage\n' | "$mkpdf" >image.pdf
check_run "nothing but scanned pages" 2 "$proviso" text image.pdf
check "is told" grep -q 'no text layer.*E-NOTEXT' err
printf '%%PDF-1.7\ngarbage\n' >garbage.pdf
check_run "garbage behind a header" 2 "$proviso" text garbage.pdf
check "is no PDF" grep -q 'E-FORMAT' err
head -c 700 a.pdf >cut.pdf
"$proviso" text cut.pdf >out 2>err
check_eq "a PDF cut short is refused" "$?" 2
check "in one line" test "$(wc -l <err)" -eq 1
