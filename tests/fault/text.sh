#!/bin/sh
# SPDX-License-Identifier: MIT
# Texts in odd encodings, with characters that hide or mislead: each is read
# and warned about, or refused; nothing of it steers a terminal.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/tests/fault/rules
export PROVISO_RULES

n=0
mkdir odd

# one WHAT STATUS CODE FINDINGS FORMAT: tag what printf makes of FORMAT; CODE
# (- for none) must be said, FINDINGS is yes, no or - (does not matter).
one()
{
	n=$((n + 1))
	# shellcheck disable=SC2059 # the bytes are in the format
	printf "$5" >"odd/$n.txt"
	"$proviso" tag --format jsonl "odd/$n.txt" >out 2>err
	status=$?
	said=-
	[ "$3" = - ] || ! grep -q "\[$3\]" err || said=$3
	found=-
	if [ "$4" != - ]; then
		found=no
		! grep -q '"provision":"exclusivity".*"stance":"in-force"' out ||
		    found=yes
	fi
	check_eq "$1" "$status $said $found" "$2 $3 $4"
}

a='1. Grant. Northlake grants Cirrus an '
z=' license to host the Models.\n'

one "an empty file" 2 E-EMPTY no ''
one "white space only" 2 E-EMPTY no ' \t\r\n\f\n'
one "a byte order mark only" 2 E-EMPTY no '\357\273\277'
one "a byte order mark" 0 - yes "\357\273\277${a}exclusive$z"
one "windows-1252 quotes" 0 W-ENCGUESS yes "\223T\224 means it. ${a}exclusive$z"
one "a byte that windows-1252 lacks" 2 E-ENC no "${a}\201exclusive$z"
one "five bytes of UTF-8" 2 E-ENC no "${a}\370\210\200\200\200exclusive$z"
one "beyond U+10FFFF" 2 E-ENC no "${a}\364\220\200\200exclusive$z"
one "an overlong slash" 2 E-ENC no "${a}\340\200\257exclusive$z"
one "a surrogate in UTF-8" 2 E-ENC no "${a}\355\240\200exclusive$z"
one "UTF-8 cut off" 0 - - "${a}exclusive${z}caf\303"
one "a NUL byte" 2 E-NUL no "${a}exclu\000sive$z"
one "UTF-32" 2 E-ENCUNK no '\377\376\000\000a\000\000\000'
one "half a UTF-16 character" 2 E-ENC no '\377\376a\000b'
one "a lone surrogate" 2 E-ENC no '\377\376\000\330a\000'
one "an ELF program" 2 E-FORMAT no '\177ELF\002\001\001\000abc'
one "a ZIP archive" 2 E-FORMAT no 'PK\003\004\024\000\000\000'
one "a PDF document" 2 E-FORMAT no '%%PDF-1.7\n1 0 obj'
one "a database" 2 E-FORMAT no 'SQLite format 3\000abc'
one "every line end there is" 0 - yes \
    "1. A b.\r\n\r\n\r2. C.\v\n\f${a}exclusive$z"

for c in '\342\200\213 zero width space' '\342\200\215 joiner' \
    '\342\201\240 word joiner' '\357\273\277 byte order mark' \
    '\302\255 soft hyphen' '\343\205\244 Hangul filler' \
    '\357\270\217 variation selector' '\314\243 combining dot'; do
	one "${c#* } in a word" 0 W-INVIS yes "${a}exclu${c%% *}sive$z"
done
for c in '\342\200\256 override' '\342\201\247 isolate' '\342\200\217 mark'; do
	one "right-to-left ${c#* }" 0 - yes "${a}${c%% *}exclusive$z"
	check "right-to-left ${c#* } is said" grep -q 'W-BIDI\|W-INVIS' err
done
one "Cyrillic letters" 0 W-HOMO yes "${a}\320\265xclus\321\226v\320\265$z"
one "fullwidth letters" 0 W-HOMO yes "${a}\357\275\205xclusive$z"
one "a digit for a letter" 0 W-HOMO - "${a}exc1usive$z"
one "terminal controls" 0 W-CTRL - \
    "\033]0;x\007\033[2J\302\2331m${a}\033[31mexclusive\177$z"
one "controls in a word" 0 W-CTRL yes "${a}exc\b\001lus\177\302\200ive$z"
one "private and no characters" 0 W-CTRL yes \
    "\356\200\200 \357\277\276 ${a}exclusive$z"
one "a hyphen at a line's end" 0 - yes "${a}exclu-\nsive$z"
one "a compound at a line's end" 0 - no "${a}non-\nexclusive$z"

# whatever the form, nothing of it steers a terminal
for form in text line csv json jsonl; do
	"$proviso" tag --format "$form" odd/*.txt >"out.$form" 2>"err.$form"
	check_clean "harmless findings as $form" "out.$form" "err.$form"
done
for cmd in text clauses; do
	for f in odd/*.txt; do
		"$proviso" "$cmd" "$f"
	done >"out.$cmd" 2>err
	check_clean "harmless $cmd" "out.$cmd" err
done

# a scan is brief, but not silent
# shellcheck disable=SC2059
printf "${a}exclu\342\200\213sive$z" >w.txt
check_run "a scan" 0 "$proviso" scan w.txt --db w.db
check "counts its warnings" grep -q '; 1 warning, which' err
check_run "a scan that tells" 0 "$proviso" scan -v w.txt --db v.db
check "tells them" grep -q 'W-INVIS' err

# offsets of a text in another encoding are bytes of the file
printf '%s' '1. Grant. Northlake grants Cirrus an exclusive license.' |
    iconv -f UTF-8 -t UTF-16LE >u16.txt 2>/dev/null
if [ -s u16.txt ]; then
	check_run "UTF-16 without a mark" 0 "$proviso" tag --format jsonl u16.txt
	check "is warned about" grep -q W-ENCGUESS err
	check "offsets are bytes of the file" grep -q '"start":20,"end":110' out
fi

# injection into other forms
printf '1. =cmd|x. Northlake grants Cirrus an exclusive license to "<script>alert(1)</script>" \\ \342\200\250 x.\n' >i.txt
"$proviso" tag --format json i.txt >out 2>err
if command -v jq >/dev/null 2>&1; then
	check_run "JSON of odd text parses" 0 jq -e . out
fi
printf '=1+1. Northlake grants Cirrus an exclusive license to host the Models.\n' >=x.txt
"$proviso" tag --format csv ./=x.txt >out 2>err
check "CSV has no cell that is a formula" \
    sh -c '! grep -E "(^|,)\"?[=+@-]" out'

# long and many: linear, with nothing left out
awk 'BEGIN { for (i = 0; i < 12000; i++) printf "an exclusive license to sell, " }' >long.txt
check_run "one line of 360 kB" 0 "$proviso" tag --format jsonl long.txt
awk 'BEGIN { for (i = 1; i <= 20000; i++) print i ". A." }' >many.txt
check_run "20000 clauses" 0 "$proviso" clauses --format jsonl many.txt
check_eq "none is lost" "$(grep -c '"kind":"article"' out)" 20000
awk 'BEGIN { s = "1"; for (i = 1; i < 400; i++) { s = s ".1"; print s " Deep." } }' >deep.txt
check_run "numbers of 400 levels" 0 "$proviso" clauses deep.txt
printf '99999999999999999999999999. A.\n184467440737095516160.1 B.\n' >huge.txt
check_run "numbers beyond 64 bits" 0 "$proviso" clauses huge.txt
awk 'BEGIN { for (i = 1; i <= 3000; i++) print "The same sentence again.\n" }' >same.txt
sed 1d same.txt >same2.txt
"$proviso" diff same.txt same2.txt >out 2>err
check "3000 equal paragraphs, one less" test $? -le 1
awk 'BEGIN { for (i = 1; i <= 3000; i++) print "Sentence " i " of many.\n" }' >up.txt
awk 'BEGIN { for (i = 3000; i >= 1; i--) print "Sentence " i " of many.\n" }' >down.txt
"$proviso" diff up.txt down.txt >out 2>err
check "3000 paragraphs in reverse" test $? -le 1
