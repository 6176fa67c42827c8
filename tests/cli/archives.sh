#!/bin/sh
# SPDX-License-Identifier: MIT
# Compressed documents, and scans of archives.
. "$srcdir/tests/check.sh"
mkzip=$builddir/tests/tools/mkzip

text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
}

# summary: the last message without the findings
summary()
{
	tail -n 1 err | sed 's/;.*//'
}

# ------------------------------------------------- one compressed document
text alone >a.txt
"$proviso" tag --format json a.txt >plain.json
for tool in gzip bzip2 xz zstd; do
	command -v $tool >/dev/null 2>&1 || continue
	$tool -c <a.txt >"a.txt.$tool" 2>err
	check_run "tag what $tool made" 0 "$proviso" tag --format json "a.txt.$tool"
	sed 's/"file":"[^"]*","agreement":"[^"]*"//' out >got
	sed 's/"file":"[^"]*","agreement":"[^"]*"//' plain.json >want
	check "is the same as before" cmp -s got want
done
gzip -c <a.txt >a.txt.gz
gzip -c <a.txt.gz >twice.gz
gzip -c <twice.gz >thrice.gz
check_run "two layers" 0 "$proviso" text twice.gz
check_run "three layers are too many" 2 "$proviso" text thrice.gz
check "with a code" grep -q 'E-ARCHIVE' err
check_run "from standard input" 0 "$proviso" text - <a.txt.gz
check_run "keep its place" 0 "$proviso" tag --format line a.txt.gz
check_eq "in lines of the text" "$(cut -d: -f1-3 out)" "a.txt.gz:2:11"
check_run "and its key" 0 "$proviso" tag --format json a.txt.gz
check "without an extension" grep -q '"agreement":"a"' out
text changed >b.txt
gzip -c <b.txt >b.txt.gz
check_run "diff of two" 1 "$proviso" diff --format json a.txt.gz b.txt.gz
sum=$(sha256sum <a.txt.gz | cut -d' ' -f1)
check "gives the digests of the files" grep -q "$sum" out
mkdir html
printf '<h1>Terms</h1><p>1. Cirrus is the exclusive host.</p>' >html/t.htm
gzip -c <html/t.htm >t.htm.gz
check_run "the form is that of the inside" 0 "$proviso" tag --format json t.htm.gz
check "and so is the basis" grep -q '"basis":"text"' out
for i in 1 2 3 4 5 6 7 8 9; do text "$i$i"; done | gzip -c >limit.gz
check_run "--max-size counts what comes out" 2 \
    "$proviso" tag --max-size 400 limit.gz
check "which is refused" grep -q 'E-ARCHIVE' err

# ------------------------------------------------------- archives in a scan
mkdir -p in/terms/inner in/terms/__MACOSX
text one >in/terms/2024-01-01.txt
text two >in/terms/2024-06-01.txt
text three >in/terms/inner/alder.txt
text hidden >in/terms/.hidden.txt
text junk >in/terms/__MACOSX/alder.txt
mkdir arc
"$mkzip" arc/terms.zip in/terms
check_run "a ZIP" 0 "$proviso" scan arc --db zip.db
check_eq "holds three documents" "$(summary)" \
    "proviso: 3 documents: 3 stored"
check_run "again" 0 "$proviso" scan arc --db zip.db
check_eq "nothing is read again" "$(summary)" \
    "proviso: 3 documents: 0 stored, 3 unchanged"
touch -d 2030-01-01 arc/terms.zip
check_run "with another time" 0 "$proviso" scan arc --db zip.db
check_eq "all is" "$(summary)" "proviso: 3 documents: 3 stored"
check_run "its folders have keys like others" 1 \
    "$proviso" diff terms@2024-01-01 terms@ --db zip.db
check_run "hidden names on demand" 0 "$proviso" scan arc --hidden --db hid.db
check_eq "are all there" "$(summary)" "proviso: 5 documents: 5 stored"
check_run "named as an operand" 0 "$proviso" scan arc/terms.zip --db op.db
check_eq "it is the same" "$(summary)" "proviso: 3 documents: 3 stored"
echo arc/terms.zip >list
check_run "named in a list" 0 "$proviso" scan --files-from list --db list.db
check_eq "as well" "$(summary)" "proviso: 3 documents: 3 stored"
check_run "a gate on what is stored" 1 "$proviso" scan arc \
    --fail-on exclusivity:in-force --db zip.db

# every form, one in the other, one that does not look like it
(cd in/terms && tar cf ../../arc/plain.tar . &&
    tar cf - 2024-01-01.txt inner | gzip >../../arc/packed.tar.gz &&
    tar cf - inner | gzip >../../arc/unlikely.gz)
gzip -c <a.txt >arc/single.txt.gz
"$mkzip" ones.zip "one.txt=a.txt"
gzip -c <ones.zip >arc/ones.zip.gz
"$mkzip" -0 arc/outer.zip "terms.zip=arc/terms.zip" \
    "deep/packed.tgz=arc/packed.tar.gz" "s.txt.gz=a.txt.gz"
check_run "all kinds" 0 "$proviso" scan arc --db all.db --jobs 3
check_eq "are read" "$(summary)" "proviso: 17 documents: 17 stored"
cp out out.3
cp err err.3
check_run "with one worker" 0 "$proviso" scan arc --db all1.db --jobs 1
check "the same table" cmp -s out out.3
check "the same messages" cmp -s err err.3
for path in 'outer.zip!/terms.zip!/inner/alder.txt' 'single.txt.gz' \
    'outer.zip!/deep/packed.tgz!/inner/alder.txt' 'outer.zip!/s.txt.gz' \
    'ones.zip.gz!/one.txt' 'unlikely.gz!/inner/alder.txt' 'plain.tar!/2024-01-01.txt'; do
	check "$path is stored" grep -aqF "arc/$path" all.db
done
check_run "once more" 0 "$proviso" scan arc --db all.db
check_eq "is the same" "$(summary)" \
    "proviso: 17 documents: 0 stored, 17 unchanged"

total=0
for i in 1 2 3; do
	check_run "part $i of 3" 0 "$proviso" scan arc --shard $i/3 --db "p$i.db"
	n=$(sed -n 's/.*: \([0-9]*\) stored.*/\1/p' err)
	total=$((total + ${n:-0}))
done
check_eq "parts have it all" "$total" 17

# ------------------------------------------------------------ the other ones
for f in terms.zip plain.tar packed.tar.gz; do
	check_run "tag does not read $f" 2 "$proviso" tag "arc/$f"
	check "and says what does" grep -q "proviso scan.*E-ARCHIVE" err
done
mkdir -p doc/word doc/_rels
cat >doc/'[Content_Types].xml' <<'X'
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
X
cat >doc/_rels/.rels <<'X'
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
X
cat >doc/word/document.xml <<'X'
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>1. Cirrus shall be the exclusive cloud provider of Northlake.</w:t></w:r></w:p></w:body></w:document>
X
mkdir office
"$mkzip" office/first.bin doc
"$mkzip" office/late.bin "z.txt=a.txt" "word/document.xml=doc/word/document.xml" \
    "_rels/.rels=doc/_rels/.rels" \
    "[Content_Types].xml=doc/[Content_Types].xml"
"$mkzip" office/both.zip "m.docx=office/first.bin"
check_run "a document that is a ZIP" 0 "$proviso" scan office --db office.db
check_eq "is one document" "$(summary)" "proviso: 3 documents: 3 stored"
