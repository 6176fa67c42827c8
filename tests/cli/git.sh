#!/bin/sh
# SPDX-License-Identifier: MIT
# The recipe for git, as the manual has it: heads of hunks, words, logs and
# caches, for every form of a document; names say nothing about what is inside.
. "$srcdir/tests/check.sh"

if ! command -v git >/dev/null; then
	echo "ok skipped: there is no git"
	exit 0
fi
mkzip=${mkzip:-$builddir/tests/tools/mkzip}
PROVISO_RULES=$srcdir/rules
HOME=$PWD GIT_CONFIG_NOSYSTEM=1 GIT_PAGER=cat
GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=n@example.org
GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=n@example.org
export PROVISO_RULES HOME GIT_CONFIG_NOSYSTEM GIT_PAGER
export GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
mkdir bin
ln -s "$proviso" bin/proviso
PATH=$PWD/bin:$PATH

# Lines of the manual: what stands between .Bd and .Ed under its heading.
recipe()
{
	sed -n '/^\.Ss As a filter for git/,/^\.Sh/{
	/^\.Bd -literal$/,/^\.Ed/{
	/^\./d
	s/\\e/\\/g
	s/\\-/-/g
	s/\\(aq/'"'"'/g
	s/\\&//g
	p
	}
	}' "$srcdir/man/proviso-text.1"
}

# text HOST DAYS: an agreement; what is asked about is far from what changes.
text()
{
	cat <<-END
	HOSTING AGREEMENT

	1. Definitions

	1.1 Cloud. "Cloud" means the platform that Cirrus operates.

	ARTICLE II

	2.1 Hosting. The parties agree on what follows, and on nothing else that
	anybody may have said.

	(a) Cirrus is the $1 host of the Models;

	(b) Northlake pays in $2 days.

	2.2 Term. This Agreement ends on June 30, 2030.

	END
}

# Each form of a document from its text on standard input.
html()
{
	echo '<html><body>'
	sed 's/^..*$/<p>&<\/p>/; s/"/\&quot;/g'
	echo '</body></html>'
}

docx()
{
	w=http://schemas.openxmlformats.org/wordprocessingml/2006/main
	p=http://schemas.openxmlformats.org/package/2006
	o=http://schemas.openxmlformats.org/officeDocument/2006/relationships
	{
		echo "<w:document xmlns:w=\"$w\"><w:body>"
		awk 'BEGIN { RS = ""; FS = "\n" } {
		    gsub(/\n/, " ")
		    print "<w:p><w:r><w:t>" $0 "</w:t></w:r></w:p>" }'
		echo '</w:body></w:document>'
	} >document.xml
	echo "<Types xmlns=\"$p/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>" >types.xml
	echo "<Relationships xmlns=\"$p/relationships\"><Relationship Id=\"r\" Type=\"$o/officeDocument\" Target=\"word/document.xml\"/></Relationships>" >rels.xml
	"$mkzip" packed.docx '[Content_Types].xml=types.xml' \
	    _rels/.rels=rels.xml word/document.xml=document.xml
	cat packed.docx
}

# One page in Helvetica, 14 points a line, with a table of places that holds.
pdf()
{
	awk '
	function put(s) { printf "%s\n", s; at += length(s) + 1 }
	function object(s) { place[++n] = at; put(n " 0 obj"); put(s)
	    put("endobj") }
	/./ { gsub(/[()\\]/, "\\\\&"); body = body "(" $0 ") Tj T*\n" }
	!/./ { body = body "T*\n" }
	END {
		put("%PDF-1.4")
		object("<< /Type /Catalog /Pages 2 0 R >>")
		object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792]" \
		    " /Contents 4 0 R /Resources << /Font << /F1 5 0 R >>" \
		    " >> >>")
		body = "BT /F1 11 Tf 14 TL 72 720 Td\n" body "ET"
		object("<< /Length " length(body) " >>\nstream\n" body \
		    "\nendstream")
		object("<< /Type /Font /Subtype /Type1" \
		    " /BaseFont /Helvetica >>")
		start = at
		put("xref")
		put("0 " n + 1)
		put("0000000000 65535 f ")
		for (i = 1; i <= n; i++)
			put(sprintf("%010d 00000 n ", place[i]))
		put("trailer")
		put("<< /Size " n + 1 " /Root 1 0 R >>")
		put("startxref")
		put(start)
		put("%%EOF")
	}'
}

akn()
{
	cat >plain.txt
	"$proviso" text --format akn plain.txt
}

mkdir repository
git init -q repository
recipe >steps
check "the manual has a recipe" test "$(grep -c . steps)" -ge 4
(cd repository && sh ../steps)
sed -n '/^    git config/p; /^    printf.*gitattributes$/p' \
    "$srcdir/README.md" | sed 's/^ *//' >lines
check_eq "the one of README.md is part of it" "$(grep -Fxc -f steps lines)" 2

forms="txt html akn docx"
command -v pdftotext >/dev/null && forms="$forms pdf"
# "terms" has no extension that would say what it is
echo 'terms* diff=proviso' >>repository/.gitattributes
make_all()
{
	for form in $forms; do
		case $form in
		txt) text "$@" ;;
		*) text "$@" | $form ;;
		esac >"repository/terms-$form"
	done
	text "$@" | html >repository/page.html
	text "$@" | docx >repository/word.docx
}
make_all exclusive thirty
(cd repository && git add . && git commit -q -m one)
make_all preferred forty

for form in $forms; do
	check_run "git diff of $form" 0 git -C repository diff "terms-$form"
	check "says what is now in $form" \
	    grep -q '^+(a) Cirrus is the preferred host of the Models;$' out
	check "says what was in $form" \
	    grep -q '^-(b) Northlake pays in thirty days\.$' out
	check_run "git diff -U0 of $form" 0 \
	    git -C repository diff -U0 "terms-$form"
	check "a hunk of $form names its clause" \
	    grep -q '^@@ .* @@ 2\.1 Hosting\.$' out
	check_run "git diff --word-diff of $form" 0 \
	    git -C repository diff --word-diff "terms-$form"
	check "words of $form" grep -Fq \
	    'is the [-exclusive-]{+preferred+} host' out
	check "more words of $form" grep -Fq \
	    'pays in [-thirty-]{+forty+} days.' out
done
check_run "git diff of a page and a Word document" 0 \
    git -C repository diff -U0 page.html word.docx
check_eq "both by the name" "$(grep -c '^+(a) Cirrus is the preferred' out)" 2

(cd repository && git commit -q -a -m two)
check_run "git log -p" 0 git -C repository log -p --format=%s -- word.docx
check_eq "tells both versions" \
    "$(grep -c '^+(a) Cirrus is the [ep]' out)" 2
check_run "git show" 0 git -C repository show --format=%s HEAD -- word.docx
check "tells the change" grep -q '^-(a) Cirrus is the exclusive host' out
check_run "git log -G finds text inside" 0 \
    git -C repository log --format=%s -G 'preferred host' -- word.docx
check_run "the texts are cached" 0 \
    git -C repository rev-parse -q --verify refs/notes/textconv/proviso

check_run "git difftool" 0 git -C repository difftool --no-prompt \
    --extcmd 'proviso diff' \
    HEAD~1 HEAD -- word.docx
check "says what was lost" grep -q '^lost  *exclusivity' out
(cd repository && git show HEAD~1:word.docx >../a && git show HEAD:word.docx \
    >../b)
check_run "two versions of a path" 1 "$proviso" diff a b
check "say what was lost" grep -q '^lost  *exclusivity' out
