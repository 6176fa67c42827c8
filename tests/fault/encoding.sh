#!/bin/sh
# SPDX-License-Identifier: MIT
# Bytes of every encoding: what is read is told, what is not is refused with
# its place, nothing is decoded in silence.
. "$srcdir/tests/check.sh"

# one WHAT STATUS CODE WORD FILE: the document gives the code (- for none) and
# its text holds the word (- for none).
one()
{
	"$proviso" text "$5" >out 2>err
	status=$?
	code=$(sed -n 's/.*\[\([A-Z]-[A-Z]*\)\]$/\1/p' err | head -n 1)
	word=-
	! grep -q "$4" out || word=$4
	check_eq "$1" "$status ${code:--} $word" "$2 $3 $4"
}

# wide FORMAT: ASCII as UTF-16LE
wide()
{
	# shellcheck disable=SC2059 # the bytes are in the format
	printf "$1" | sed 's/./&~/g' | tr '\n~' '\n\000'
}

printf '\377\376' >bom.txt
wide '1. An exclusive license.' >le.txt
cat le.txt >>bom.txt
one "UTF-16 with a mark" 0 - exclusive bom.txt
cp le.txt nobom.txt
one "UTF-16 without a mark" 0 W-ENCGUESS exclusive nobom.txt
check "has a place" grep -q 'nobom.txt:1:1: warning' err
printf '1. First.\n2. An exclusive \223Grant\224.\n' >cp1252.txt
one "windows-1252" 0 W-ENCGUESS exclusive cp1252.txt
check "its first byte has a place" grep -q 'cp1252.txt:2:17: warning' err
check "its quotes are quotes" grep -q '"Grant"' out
printf '1. A \201 byte.\n' >undef.txt
one "a byte that windows-1252 lacks" 2 E-ENC - undef.txt
check "is named with its place" grep -q 'at byte 5' err
printf '1. A \377\376\200 b.\n' >bad.txt
one "bytes that are no UTF-8" 0 W-ENCGUESS - bad.txt
check "are placed" grep -q 'bad.txt:1:6' err
printf '1. A \370\210\200\200\200.\n' >five.txt
one "five bytes" 2 E-ENC - five.txt
printf '<?xml version="1.0" encoding="UTF-7"?><a>x</a>' >utf7.xml
one "UTF-7" 2 E-ENCUNK - utf7.xml
printf '<?xml version="1.0" encoding="x-own"?><a>x</a>' >own.xml
one "a name that is unknown" 2 E-ENCUNK - own.xml
printf '<?xml version="1.0" encoding="UTF-8"?><a>caf\351</a>' >lie.xml
one "a declaration that lies" 2 E-ENC - lie.xml
printf '<?xml version="1.0" encoding="iso-8859-1"?><a>\223Fee\224 exclusive</a>' \
    >latin.xml
one "Latin-1 as browsers read it" 0 - exclusive latin.xml
printf '<html><meta charset="utf-7"><p>exclusive</p></html>' >meta.html
one "UTF-7 in HTML" 2 E-ENCUNK - meta.html
printf '<?xml version="1.1.9"?><a>x</a>' >version.xml
one "a version that is none" 2 E-XMLWF - version.xml
printf '<p>An exclu\000sive fee</p>' >nul.html
one "NUL in HTML" 0 W-INVIS exclusive nul.html
"$proviso" tag -q --format jsonl nul.html >out
check "is told" grep -q '"subtype":"control".*"code_point":"U+0000"' out
