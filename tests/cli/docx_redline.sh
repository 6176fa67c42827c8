#!/bin/sh
# SPDX-License-Identifier: MIT
# diff --format docx: accepting all changes gives the new text, rejecting all
# of them the old one, and the package is sound.
. "$srcdir/tests/check.sh"

mkdir rules
cp "$srcdir/rules/exclusivity.yaml" "$srcdir/rules/lexicon.yaml" rules
PROVISO_RULES=$PWD/rules
export PROVISO_RULES
unset SOURCE_DATE_EPOCH

# part NAME FILE: a part of a package, where there is a means to see it.
if command -v unzip >/dev/null 2>&1; then
	part()
	{
		# brackets are a pattern
		unzip -p "$2" "$(echo "$1" | sed 's/\[/[[]/')"
	}
elif command -v bsdtar >/dev/null 2>&1; then
	part()
	{
		bsdtar -xOf "$2" "$1"
	}
else
	part()
	{
		false
	}
fi

# faults FILE: what Word would not take in the body that FILE holds, or what is
# no sound change: elements that are not where ECMA-376 puts them.
faults()
{
	tr '\n' ' ' <"$1" | sed 's/</\n</g' | awk '
	function bad(what) { if (!seen[what]++) print what " near " NR }
	/^$/ || /^<\?xml/ { next }
	{
		name = $0
		sub(/^<\/?/, "", name)
		sub(/[ >\/].*/, "", name)
		ends = /^<\//
		alone = /\/>/
		text = $0
		sub(/^[^>]*>/, "", text)
		if (text ~ /[^ ]/ && (ends || name !~ /^w:(t|delText)$/))
			bad("text outside of a run")
		if (ends) {
			if (n == 0 || open[n] != name)
				bad(name " closes " open[n])
			n--
			next
		}
		up = open[n]
		if (name == "w:p" && up != "w:body")
			bad("a paragraph in " up)
		if (name == "w:pPr" && (up != "w:p" || last != "w:p"))
			bad("pPr is not first")
		if (up == "w:pPr" && name == "w:pStyle" && last != "w:pPr")
			bad("pStyle is not first")
		if (up == "w:pPr" && name !~ /^w:(pStyle|rPr)$/)
			bad(name " in pPr")
		if (name == "w:rPr" && up == "w:r" && last != "w:r")
			bad("rPr is not first")
		if (name == "w:r" && up !~ /^w:(p|ins|del)$/)
			bad("a run in " up)
		if (name == "w:t" && open[n - 1] == "w:del")
			bad("a deletion keeps its text")
		if (name == "w:delText" && open[n - 1] != "w:del")
			bad("deleted text outside of a deletion")
		if (name ~ /^w:(ins|del)$/) {
			if (up !~ /^w:(p|rPr)$/)
				bad("a change in " up)
			if ((up == "w:rPr") != alone)
				bad("a change of a wrong form")
			if (!match($0, /w:id="[0-9]+"/) ||
			    ids[substr($0, RSTART, RLENGTH)]++)
				bad("a number that is not unique")
			if ($0 !~ /w:author="proviso" w:date="[-0-9T:]+Z"/)
				bad("no author or date")
		}
		if (name == "w:sectPr" && up != "w:body")
			bad("sectPr in " up)
		last = name
		if (!alone)
			open[++n] = name
	}
	END { if (n > 0) print open[n] " is open" }'
}

# marks FILE: must the last paragraph's mark be kept, and is it?
marks()
{
	tail -n 5 "$1" | grep '<w:p>' | tail -n 1 |
	    grep -e '<w:rPr><w:ins' -e '<w:rPr><w:del'
}

# pair WHAT OLD NEW: the round trip.
pair()
{
	"$proviso" text -q "$2" >old.want &&
	    "$proviso" text -q "$3" >new.want || echo "not ok $1: read"
	"$proviso" diff -q --format docx "$2" "$3" >pair.docx
	case $? in
	0 | 1)	;;
	*)	echo "not ok $1: status" ;;
	esac
	"$proviso" text -q --changes reject pair.docx >old.got
	"$proviso" text -q --changes accept pair.docx >new.got
	diff old.want old.got >differ
	check_empty "$1: rejecting all gives the old text" differ
	diff new.want new.got >differ
	check_empty "$1: accepting all gives the new text" differ
	if part word/document.xml pair.docx >body.xml 2>/dev/null; then
		check_eq "$1: the body is sound" "$(faults body.xml)" ""
		check_eq "$1: the last mark is kept" "$(marks body.xml)" ""
	fi
}

# The corpus: version by version, and documents that have little in common.
last=
for f in "$corpus"/partnership/*.txt; do
	[ -z "$last" ] || pair "$(basename "$f")" "$last" "$f"
	last=$f
done
pair "from first to last" "$corpus/partnership/01-2019-07.txt" "$last"
pair "other documents" "$corpus/vendors/hosting.txt" "$corpus/vendors/nda.txt"
pair "other formats" "$corpus/vendors/model-license.md" \
    "$corpus/formats/08-2026-04.html"
pair "the same twice" "$last" "$last"

# edit SEED FILE: paragraphs and words that came, went, moved, split, joined.
edit()
{
	"$proviso" text -q "$2" | awk -v seed="$1" -v RS= '
	function pick(n) {
		seed = (seed * 16807) % 2147483647
		return seed % n
	}
	{ p[++n] = $0 }
	END {
		for (i = 1; i <= n; i++) {
			k = pick(24)
			m = split(p[i], w, " ")
			if (k == 0)
				continue
			if (k == 1)
				out("Kestrel may audit it once in " i " days.")
			if (k == 2 && held == "") {
				held = p[i]
				continue
			}
			if (k == 3)
				sub(/[.;] /, "&\n\n", p[i])
			if (k == 4 && i < n)
				p[i + 1] = p[i] " " p[i + 1]
			if (k == 4 && i < n)
				continue
			if (k == 5 || k == 6) {
				p[i] = ""
				for (j = 1; j <= m; j++)
					p[i] = p[i] (j > 1 ? " " : "") \
					    (pick(9) ? w[j] : "Alder & <Basalt>")
			}
			if (k == 7)
				p[i] = p[i] " Cirrus agrees"
			if (k == 8)
				sub(/ [^ ]*$/, "", p[i])
			out(p[i])
			if (held != "" && pick(4) == 0) {
				out(held)
				held = ""
			}
		}
	}
	function out(s) { printf "%s%s\n", sep, s; sep = "\n" }'
}
seed=1
for f in cloud-msa colocation escrow.html letter-agreement reseller \
    terms-of-service.md order-form sponsorship; do
	case $f in
	*.*)	f=$corpus/vendors/$f ;;
	*)	f=$corpus/vendors/$f.txt ;;
	esac
	for seed in $((seed + 1)) $((seed + 2)); do
		edit $seed "$f" >edited.txt
		pair "$(basename "$f"), edits $seed" "$f" edited.txt
	done
done

# Ends of a document, where no mark can go.
cat >base.txt <<'EOF'
HOSTING AGREEMENT

1. Hosting. Cirrus hosts the models.

2. Term. It ends in 2030.

3. Law. The laws of Ohio apply.
EOF
head -n 5 base.txt >head.txt
tail -n 3 base.txt >tail.txt
echo 'A letter of Kestrel.' >other.txt
: >empty.txt
sed 's/Ohio apply\./Ohio and those of Utah/
    $a\
\
4. Notices. They are sent to Alder' base.txt >ends.txt
pair "the end is gone" base.txt head.txt
pair "an end came" head.txt base.txt
pair "the start is gone" base.txt tail.txt
pair "a start came" tail.txt base.txt
pair "all is new" base.txt other.txt
pair "an insertion on both sides of a mark" base.txt ends.txt
pair "a deletion on both sides of a mark" ends.txt base.txt

# Text that XML does not hold as it stands.
{
	printf '1. Marks. "A" & <b>B</b> ]]> &amp; '
	printf '\357\277\276 \357\277\277 \342\200\256abc\342\200\254 '
	printf '\360\237\230\200 e\314\201.\n\n2. End. It ends.\n'
} >odd.txt
sed 's/2\. End\. It ends/2. <w:p> End. <\/w:t> It ends/' odd.txt >odder.txt
check_run "odd characters" 1 "$proviso" diff -q --format docx odd.txt odder.txt
cp out odd.docx
if part word/document.xml odd.docx >body.xml 2>/dev/null; then
	check_eq "odd characters: the body is sound" "$(faults body.xml)" ""
	check "odd characters: none that XML forbids" \
	    eval "! LC_ALL=C grep -q '$(printf '\357\277[\276\277]')' body.xml"
fi
check_run "odd characters are read back" 0 "$proviso" text -q \
    --changes accept odd.docx
check "a tag in the text is text" grep -qF '<w:p> End. </w:t> It ends' out

# One paragraph of a megabyte.
awk 'BEGIN { printf "1. Long. "
	for (i = 0; i < 60000; i++) printf "word%d is here ", i % 977
	print "." }' >long.txt
sed 's/word500 is here /word500 was there /3; s/word7 //9' long.txt >longer.txt
pair "a long paragraph" long.txt longer.txt

# The same bytes whatever the clock, the zone and the number of workers.
set -- --format docx "$corpus/partnership/06-2025-10.txt" \
    "$corpus/partnership/08-2026-04.txt"
"$proviso" diff "$@" >one.docx
TZ=Asia/Tokyo "$proviso" diff --jobs 1 "$@" >two.docx
check "the same bytes every time" cmp -s one.docx two.docx
SOURCE_DATE_EPOCH=1767225600 "$proviso" diff "$@" >dated.docx
if part word/document.xml dated.docx >body.xml 2>/dev/null; then
	check_eq "the date is that of SOURCE_DATE_EPOCH" \
	    "$(grep -o 'w:date="[^"]*:00:00Z"' body.xml | sort -u)" \
	    'w:date="2026-01-01T00:00:00Z"'
	for p in '[Content_Types].xml' _rels/.rels docProps/core.xml \
	    word/styles.xml word/settings.xml; do
		part "$p" one.docx >part.xml 2>/dev/null
		check "$p is there" test -s part.xml
		if command -v xmllint >/dev/null 2>&1; then
			check "$p is well-formed" xmllint --noout part.xml
		fi
	done
fi
SOURCE_DATE_EPOCH=soon
export SOURCE_DATE_EPOCH
check_run "no date" 2 "$proviso" diff "$@"
check "it is told" grep -q 'SOURCE_DATE_EPOCH' err
unset SOURCE_DATE_EPOCH

# A redline alone gives a redline.
pair "of a document's own changes" "$corpus/formats/08-2026-04.docx" \
    "$corpus/redlines/hosting-terms.docx"
"$proviso" diff --format docx "$corpus/redlines/hosting-terms.docx" >own.docx
for how in accept reject; do
	"$proviso" text -q --changes $how "$corpus/redlines/hosting-terms.docx" \
	    >want
	"$proviso" text -q --changes $how own.docx >got
	check "of one document: $how" cmp -s want got
done

# Where script(1) can make a terminal.
if script -qec true /dev/null >/dev/null 2>&1; then
	script -qec "'$proviso' diff --format docx base.txt ends.txt" \
	    /dev/null >tty.out 2>&1 </dev/null
	check_eq "nothing binary for a terminal" "$?" 2
	check "it says what to do" grep -q '>redline.docx' tty.out
fi
