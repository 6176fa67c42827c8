#!/bin/sh
# SPDX-License-Identifier: MIT
# Hostile XML and HTML: nothing is loaded, expanded or lost in silence.
. "$srcdir/tests/check.sh"

# one NAME STATUS CODE TEXT: NAME's ending says the format.  CODE and TEXT, a
# phrase that must be read, may be -.
one()
{
	"$proviso" text "$1" >out 2>err
	status=$?
	said=-
	[ "$3" = - ] || ! grep -q "\[$3\]" err || said=$3
	read=-
	[ "$4" = - ] || ! tr '\n' ' ' <out | grep -q -e "$4" || read=$4
	check_eq "$1" "$status $said $read" "$2 $3 $4"
	[ "$2" -eq 0 ] || check_empty "$1: nothing of it is printed" out
	cat out err >>all
}

# xml NAME STATUS CODE TEXT FORMAT
xml()
{
	# shellcheck disable=SC2059 # the bytes are in the format
	printf "$5" >"$1.xml"
	one "$1.xml" "$2" "$3" "$4"
}

html()
{
	# shellcheck disable=SC2059
	printf "$5" >"$1.html"
	one "$1.html" "$2" "$3" "$4"
}

# repeat N TEXT
repeat()
{
	awk -v n="$1" -v s="$2" 'BEGIN { while (n-- > 0) printf "%s", s }'
}

echo secret >secret.txt
d='<!DOCTYPE a ['
xml entity-file 2 E-DTD - "$d<!ENTITY e SYSTEM \"file://$PWD/secret.txt\">]><a>&e;</a>"
xml entity-http 2 E-DTD - "$d<!ENTITY e SYSTEM \"http://127.0.0.1:9/\">]><a>&e;</a>"
xml parameter 2 E-DTD - "$d<!ENTITY %% p SYSTEM \"secret.txt\"> %%p;]><a>x</a>"
xml laughs 2 E-DTD - "$d<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><a>&c;</a>"
xml laughs-attribute 2 E-DTD - "$d<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><a x=\"&b;\">x</a>"
xml laughs-parameter 2 E-DTD - "$d<!ENTITY %% x '&#37;y;&#37;y;'><!ENTITY %% y '&#37;x;&#37;x;'>%%x;]><a>x</a>"
xml default-attribute 2 E-DTD - "$d<!ATTLIST a x CDATA \"v\">]><a>x</a>"
xml element-declared 2 E-DTD - "$d<!ELEMENT a (#PCDATA)>]><a>x</a>"
xml notation 2 E-DTD - "$d<!NOTATION n SYSTEM \"x\">]><a>x</a>"
xml doctype-only 0 - 'The fee' '<!DOCTYPE a SYSTEM "no-such.dtd"><a><p>The fee.</p></a>'
xml undeclared 2 E-XMLWF - '<!DOCTYPE a SYSTEM "no-such.dtd"><a>x &fee; y</a>'
xml inclusion 0 W-XINCLUDE 'The fee' \
    '<a xmlns:i="http://www.w3.org/2001/XInclude"><p>The fee.</p><i:include href="secret.txt" parse="text"/></a>'
xml stylesheet 0 - 'The fee' '<?xml-stylesheet href="file:///etc/hostname"?><a><p>The fee.</p></a>'
xml truncated 2 E-XMLWF - '<a><p>The fee'
xml truncated-tag 2 E-XMLWF - '<?xml version="1.0"?><a><p>The fee</p'
xml second-root 2 E-XMLWF - '<?xml version="1.0"?><a>x</a><a>y</a>'
xml text-behind 2 E-XMLWF - '<?xml version="1.0"?><a>x</a> and more'
xml crossed 2 E-XMLWF - '<?xml version="1.0"?><a><b>x</a></b>'
xml twice 2 E-XMLWF - '<?xml version="1.0"?><a x="1" x="2">y</a>'
xml version-9 2 E-XMLWF - '<?xml version="9.0"?><a>x</a>'
xml nul 2 E-XMLWF - '<?xml version="1.0"?><a>x\000y</a>'
xml nul-reference 2 E-XMLWF - '<?xml version="1.0"?><a>x&#0;y</a>'
xml control 2 E-XMLWF - '<?xml version="1.0"?><a>x\001y</a>'
xml utf7 2 E-ENCUNK - '<?xml version="1.0" encoding="UTF-7"?><a>+AGEAYg-</a>'
xml ebcdic 2 E-ENCUNK - '\114\157\247\224\223'
xml unknown 2 E-ENCUNK - '<?xml version="1.0" encoding="KLINGON-8"?><a>x</a>'
xml mislabelled 2 E-ENC - '<?xml version="1.0" encoding="UTF-8"?><a>caf\351</a>'
xml latin1 0 - 'caf' '<?xml version="1.0" encoding="ISO-8859-1"?><a><p>caf\351 fee.</p></a>'
xml no-text 2 E-EMPTY - '<?xml version="1.0"?><a><!-- an exclusive license --></a>'
xml cdata 0 - 'exclusive license' \
    '<a><p>an exclu<![CDATA[sive lic]]>ense &#x3c;b&#62;</p></a>'
xml references 0 - 'exclusive "it"' '<a><p>an &#101;xclusi&#x76;e &quot;it&quot;.</p></a>'

{ repeat 257 '<a>'; printf x; repeat 257 '</a>'; } >deep.xml
one deep.xml 2 E-DEPTH -
{ repeat 250 '<a>'; printf 'The fee.'; repeat 250 '</a>'; } >less.xml
one less.xml 0 - 'The fee'
repeat 60000 '<a>' >deeper.xml
one deeper.xml 2 E-DEPTH -
awk 'BEGIN { printf "<a"; for (i = 0; i < 5000; i++) printf " a%d=\"\"", i; print ">x</a>" }' >attributes.xml
one attributes.xml 2 E-SIZE -
{ printf '<a x="'; repeat 90000 'y'; printf '">x</a>'; } >attribute.xml
one attribute.xml 2 E-SIZE -
{ printf '<a><!-- '; repeat 200000 'y -'; printf '%s' '--><p>The fee.</p></a>'; } >comment.xml
"$proviso" text comment.xml >out 2>err
check "a long comment is read over or refused" test $? -eq 0 -o $? -eq 2

# what a viewer shows must not vanish between two opinions of where a comment,
# an instruction or a declaration ends
printf '%s' '<!DOCTYPE a [<?p ><!-- ?>]><a><p>The fee.</p></a><!-- x -->' >i.xml
"$proviso" text i.xml >out 2>err
check "an instruction in a document type" \
    test $? -eq 2 -o "$(cat out)" = "The fee."
xml doctype-comment 0 - 'The fee' \
    '<!DOCTYPE a [<!-- > <b> "\047 -->]><a><p>The fee.</p></a>'
xml doctype-quoted 0 - 'The fee' \
    '<?xml version="1.0"?><!DOCTYPE a SYSTEM ">D<num"><a><p>The fee.</p></a>'
xml instruction 0 - 'The fee' '<a><?p ><!-- ?><p>The fee.</p><!-- x --></a>'
xml short-comment 2 - - '<?xml version="1.0"?><a><!--><p>The fee.</p>--></a>'
html bang-comment 0 - 'The fee' '<html><p><!-- x --!>The fee.<!-- y --></p>'
html empty-comment 0 - 'The fee' '<html><p><!-->The fee.<!-- y --></p>'
html hidden-blank 0 W-HIDDEN 'x' \
    '<!DOCTYPE html><html><b style=display:none>&nbsp;&amp;</b>x'

html plain 0 - 'The fee' '<p>The fee.'
html unclosed 0 - 'exclusive license' '<p><b><i>an <u>exclusive license</b> to <td>x'
html nul 0 W-INVIS 'exclusive' '<!DOCTYPE html><p>exclu\000sive'
html script 0 - 'The fee' '<html><script>document.write("x")</script><p>The fee.</p></html>'
check "html: a script is not text" sh -c '! grep -q write out'
html hidden 0 W-HIDDEN 'exclusive' '<html><p style="display: none">an exclusive license</p><p>x</p></html>'
html shy 0 W-INVIS 'an exclusive' '<html><p>an exclu&shy;sive&nbsp;license</p></html>'
html references 0 - '"x" & <b' '<html><p>&#147;x&#148; &amp; &lt;b&gt; &#xD800; &#1114112; &bogus;</p></html>'
html utf7 2 E-ENCUNK - '<html><meta charset="utf-7"><p>+AGE-</p></html>'
html half-tag 0 - 'The fee' '<html><p>The fee.</p><a href="'
html half-comment 0 - 'The fee' '<html><p>The fee.</p><!-- and more'
html conditional 0 - 'The fee' '<html><![if x]><p>The fee.</p><![endif]--></html>'
html zip 2 E-FORMAT - 'PK\003\004<html><p>x</p></html>'

# depth, unclosed elements and tables: all of it is read, or it is refused
for tag in div b font table 'ul><li' 'table><tr><td' 'script' 'p style="color:red"'; do
	{ printf '<!DOCTYPE html><html>'; repeat 20000 "<$tag>"
	    printf '<p>The fee.</p>'; } >many.html
	"$proviso" text many.html >out 2>err
	status=$?
	check "html: 20000 <$tag>" test \( $status -eq 0 -a -s out \) -o \
	    $status -eq 2
	[ "$tag" = script ] || [ $status -eq 2 ] ||
	    check "html: 20000 <$tag>: the text is there" grep -q 'The fee' out
done
{ printf '<!DOCTYPE html><html><p>'; repeat 100000 '&'; repeat 100000 '<'
    printf ' The fee.'; } >marks.html
one marks.html 0 - 'The fee'
awk 'BEGIN { printf "<html><a"; for (i = 0; i < 20000; i++) printf " a%d=x", i; print ">The fee." }' >attributes.html
"$proviso" text attributes.html >out 2>err
check "html: 20000 attributes" test $? -eq 0 -o $? -eq 2
{ printf '# T\n\n'; repeat 20000 '['; printf ' The fee '; repeat 20000 '*_'; repeat 5000 '> '; echo; } >brackets.md
"$proviso" text brackets.md >out 2>err
check_eq "Markdown of brackets and marks" "$?" 0
repeat 5000 '- ' >bullets.md
"$proviso" clauses bullets.md >out 2>err
check "Markdown of bullets in bullets" test $? -eq 0 -o $? -eq 2
check_clean "no control character gets through" all
check "no file was read along the way" sh -c '! grep -q secret all'
