#!/bin/sh
# SPDX-License-Identifier: MIT
# Documents that another program converts: programs of our own that behave and
# misbehave stand first in PATH, then the real ones where they are installed.
. "$srcdir/tests/check.sh"

mkzip=${mkzip:-$builddir/tests/tools/mkzip}
here=$PWD
id=9$$        # what sleeps of this run begin with
real=$PATH
mkdir bin pdf tmp
TMPDIR=$here/tmp
export TMPDIR
# what the sandbox lacks here cannot be tested
case $("$proviso" --version -v) in
*missing*) locked=no; echo "# the sandbox is not whole: some checks left out" ;;
*) locked=yes ;;
esac

# The second line of a document tells the fake what to do.
cat >bin/pdftotext <<EOF
#!/bin/sh
args=\$*
layout()
{
	y=100
	printf '<!DOCTYPE html>\n<html>\n<head>\n<title></title>\n</head>\n'
	printf '<body>\n<doc>\n<page width="600.0" height="800.0">\n<flow>\n'
	for line; do
		printf '<block xMin="50.0" yMin="%s.0" xMax="500.0" ' \$y
		printf 'yMax="%s.0">\n<line xMin="50.0" ' \$((y + 12))
		printf 'yMin="%s.0" xMax="500.0" yMax="%s.0">\n' \$y \$((y + 12))
		x=50
		for word in \$line; do
			printf '<word xMin="%s.0" yMin="%s.0" ' \$x \$y
			printf 'xMax="%s.0" ' \$((x + 20))
			printf 'yMax="%s.0">%s</word>\n' \$((y + 12)) "\$word"
			x=\$((x + 24))
		done
		printf '</line>\n</block>\n'
		y=\$((y + 40))
	done
	[ "\${cut:-no}" = no ] || return
	printf '</flow>\n</page>\n</doc>\n</body>\n</html>\n'
}
read -r magic
read -r mode arg
case \$mode in
ok) layout "1. Hosting." "2. \$arg" ;;
args) layout "1. Called with \$args" ;;
crash) cut=yes layout "1. Half of it."; kill -s SEGV \$\$ ;;
cut) cut=yes layout "1. Half of it." ;;
fail) exit 1 ;;
library) exit 127 ;;
empty) ;;
hang) exec sleep ${id}1 ;;
family) sleep ${id}2 & sleep ${id}3 & wait ;;
spin) while :; do :; done ;;
flood) yes '<word xMin="1.0" yMin="1.0" xMax="2.0" yMax="2.0">a</word>' ;;
surroundings)
	layout "1. \$(cat "$here/secret") \$HOME \$SECRET \$PWD." ;;
escape) echo escaped >"$here/escaped" ;;
esac
EOF
cp bin/pdftotext pdftotext.fake
chmod 755 bin/pdftotext

# pdf NAME MODE...: a document that has the fake do that
pdf()
{
	name=$1
	shift
	printf '%%PDF-1.4\n%s\n' "$*" >"$name"
}
# No process of these tests is left.
gone()
{
	i=0
	while grep -qsz "^${id}[0-9]\$" /proc/[0-9]*/cmdline && [ $i -lt 40 ]; do
		sleep 0.05
		i=$((i + 1))
	done
	[ $i -lt 40 ]
}
# Wait until a converter is at work: sleep $id and DIGIT.
at_work()
{
	i=0
	while ! grep -qsz "^$id$1\$" /proc/[0-9]*/cmdline && [ $i -lt 40 ]; do
		sleep 0.05
		i=$((i + 1))
	done
}

PATH=$here/bin:$real
for mode in args crash cut fail library empty hang family spin flood; do
	pdf $mode.pdf $mode
done
pdf ok.pdf ok Cirrus hosts the Models.
check_run "a PDF" 0 "$proviso" text ok.pdf
check "is what the program made of it" grep -q '^2. Cirrus hosts the Models.' out
check_run "its arguments" 0 "$proviso" text args.pdf
check_eq "name no file" "$(cat out)" \
    "1. Called with -bbox-layout -enc UTF-8 - -"

# refused PDF STATUS CODE TEXT [OPTION...]
refused()
{
	file=$1 code=$2 text=$3
	shift 3
	check_run "refused: $file" 2 "$proviso" text "$file" "$@"
	check "$file: one line with its code" \
	    test "$(grep -c "error: .*$text.*\[$code\]\$" err)" -eq 1
	check_empty "$file: and no text" out
	check "$file: nothing stays behind" gone
}
refused crash.pdf E-TOOL 'pdftotext crashed (signal 11)'
refused cut.pdf E-FORMAT 'pdftotext could not read it'
refused fail.pdf E-FORMAT 'pdftotext could not read it'
refused empty.pdf E-FORMAT 'pdftotext could not read it'
refused library.pdf E-TOOL 'does not run (exit status 127)'
refused flood.pdf E-SIZE 'too large'

echo 'word' >secret
pdf surroundings.pdf surroundings
SECRET=mine "$proviso" text surroundings.pdf >out 2>err
check_eq "it sees no environment" "$(cat out)" "1. word /nonexistent /."
pdf escape.pdf escape
"$proviso" text escape.pdf >out 2>err
check "it writes nothing" test ! -s escaped
[ $locked = no ] || check "and makes no file" test ! -e escaped
rm -f escaped

# names, standard input, pipes
cp ok.pdf ./-opt.pdf
check_run "a name like an option" 0 "$proviso" text -- -opt.pdf
odd=$(printf 'a\nb.pdf')
cp args.pdf "$odd"
check_run "a name with a line feed" 0 "$proviso" text "$odd"
check "does not reach the program" grep -q 'UTF-8 - -$' out
"$proviso" text ok.pdf >want
check_eq "standard input" "$("$proviso" text - <ok.pdf)" "$(cat want)"
# shellcheck disable=SC2002 # a pipe is the point
check_eq "a pipe" "$(cat ok.pdf | "$proviso" text -)" "$(cat want)"
check_eq "the rest of a file" "$({ read -r _; "$proviso" text -; } <<EOF
left out
1. Term. This lasts a year.
EOF
)" "1. Term. This lasts a year."
mkfifo one two
cat ok.pdf >one &
cat args.pdf >two &
check_run "two named pipes" 1 "$proviso" diff one two
wait
(sleep 0.2; cat ok.pdf; sleep 0.2) >one &
check_run "a writer that comes late" 0 "$proviso" text one
check "is waited for" cmp out want
wait
yes | check_run "an endless pipe" 2 "$proviso" text --max-size 1M -
check "is too large" grep -q 'E-SIZE' err
yes >one &
check_run "an endless named pipe" 2 "$proviso" text --max-size 1M one
check "is too large, too" grep -q 'E-SIZE' err
wait
mkfifo pdf/pipe.pdf
i=0
while [ $i -lt 24 ]; do
	pdf pdf/$i.pdf ok "Alder hosts Model $i."
	i=$((i + 1))
done
cp crash.pdf pdf/7.pdf
cp fail.pdf pdf/12.pdf

# many at once, in order, and the good ones in spite of the bad ones
check_run "a batch" 3 "$proviso" tag --jobs 1 -f jsonl pdf/?.pdf pdf/??.pdf
mv out one.out
mv err one.err
check_eq "names both" "$(grep -c error: one.err)" 2
check_run "more workers" 3 "$proviso" tag --jobs 5 -f jsonl pdf/?.pdf pdf/??.pdf
check "the same results" cmp out one.out
check "the same messages" cmp err one.err
check_run "a folder" 3 "$proviso" scan pdf --jobs 3 --db pdf.db
check "is stored but for three" grep -q '22 stored, 3 refused' err
check "the pipe in it is passed over" grep -q 'pipe.pdf.*E-TYPE' err
check_run "a second scan" 3 "$proviso" scan pdf --jobs 3 --db pdf.db
check "converts none again" grep -q '22 unchanged' err

# not there, and not from here
for path in /nonexistent .:bin "" :; do
	PATH=$path "$proviso" text ok.pdf >out 2>err
	check_eq "PATH '$path': status" "$?" 2
	check_eq "PATH '$path': what to do" "$(sed 's/.*error: //' err)" \
	    "PDF is read through pdftotext, which is not installed (package poppler-utils) [E-TOOL]"
done
echo '1. Term. This lasts a year.' >plain.txt
PATH=/nonexistent "$proviso" text plain.txt >out 2>err
check_eq "a text needs none" "$?" 0
PATH=/nonexistent "$proviso" tag plain.txt ok.pdf >out 2>err
check_eq "in a batch the rest is read" "$?" 3
check "--version tells" test "$(PATH=/nonexistent "$proviso" --version -v |
    grep -c -e '^pdftotext (missing)$' -e '^soffice (missing)$')" -eq 2
check "and where they are" test "$("$proviso" --version -v |
    grep -c "^pdftotext $here/bin/pdftotext\$")" -eq 1
printf 'no program\n' >bin/pdftotext
check_run "what is no program" 2 "$proviso" text ok.pdf
check "is named" grep -q 'cannot run .*/bin/pdftotext: .*\[E-TOOL\]' err
cp pdftotext.fake bin/pdftotext

# the end of the program is the end of what it started
for signal in TERM KILL; do
	"$proviso" text hang.pdf >out 2>err &
	at_work 1
	kill -s $signal $!
	wait $! 2>/dev/null
	check "SIG$signal ends the converter" gone
done

# LibreOffice: a document in Word's old form, and in RTF
mkdir word word/word
echo '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' \
    >'word/[Content_Types].xml'
w=http://schemas.openxmlformats.org/wordprocessingml/2006/main
printf '<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>' \
    "$w" "1. Hosting. Basalt hosts the Models." >word/word/document.xml
"$mkzip" ok.docx word
check_run "the DOCX that the fake gives" 0 "$proviso" text ok.docx
cp out want
head -c 300 ok.docx >part.docx
cat >bin/soffice <<EOF
#!/bin/sh
# soffice --headless --norestore -env:... --convert-to docx --outdir DIR FILE
[ \$# -eq 8 ] && [ "\$1 \$2 \$4 \$5 \$6" = \
    "--headless --norestore --convert-to docx --outdir" ] || exit 9
case \$3 in -env:UserInstallation=file:///*/profile) ;; *) exit 9 ;; esac
to=\$7/document.docx
case \$8 in "\$7"/document.rtf | "\$7"/document.doc) ;; *) exit 9 ;; esac
# another one at work has a folder beside this one
set -- "\$8" "\${7%/*}"/proviso-*
[ \$# -eq 2 ] || exit 8
case \$(tr -d '\\0' <"\$1") in
*ok*) cp "$here/ok.docx" "\$to" ;;
*part*) cp "$here/part.docx" "\$to" ;;
*crash*) cp "$here/ok.docx" "\$to"; kill -s SEGV \$\$ ;;
*none*) ;;
*link*) ln -s "$here/ok.docx" "\$to" ;;
*pipe*) mkfifo "\$to" ;;
*hang*) sleep ${id}4 & mkdir "\$HOME/a" "\$HOME/a/b"; echo x >"\$HOME/a/b/c"
	sleep ${id}5 ;;
*escape*) cp "$here/ok.docx" "\$to"; echo x >"$here/escaped" ;;
esac
EOF
chmod 755 bin/soffice
for mode in ok part crash none link pipe hang escape; do
	printf '{\\rtf1 %s}' $mode >$mode.rtf
	printf '\320\317\021\340\241\261\032\341\0\0\0\0\0\0\0\0%s' $mode \
	    >$mode.doc
done
for form in rtf doc; do
	check_run "$form" 0 "$proviso" text ok.$form
	check "$form: what the program made of it" cmp out want
	refused part.$form E-ARCHIVE ''
	refused crash.$form E-FORMAT 'LibreOffice could not read it'
	refused none.$form E-FORMAT 'LibreOffice could not read it'
	refused link.$form E-FORMAT 'LibreOffice could not read it'
	refused pipe.$form E-FORMAT 'LibreOffice could not read it'
	"$proviso" text escape.$form >out 2>err
	[ $locked = no ] || check "$form: it writes nothing" test ! -e escaped
	rm -f escaped
done
# what takes as long as it may, side by side
sleep ${id}6 >two &
writer=$!
late="family.pdf spin.pdf hang.rtf two"
for file in $late; do
	{
		"$proviso" text "$file" --timeout 1 >"late.$file.out" \
		    2>"late.$file.err"
		echo $? >"late.$file.status"
	} &
	limited="${limited:-} $!"
done
# shellcheck disable=SC2086 # numbers
wait $limited
kill $writer
for file in $late; do
	check_eq "too long: $file" "$(cat "late.$file.status")" 2
	check "$file: one line with its code" test "$(grep -c \
	    'error: .* the time limit \[E-TIMEOUT\]$' \
	    "late.$file.err")" -eq 1
	check_empty "$file: and no text" "late.$file.out"
done
check "nothing stays behind" gone
check_eq "a pipe of RTF" "$("$proviso" text - <ok.rtf)" "$(cat want)"
check_eq "no folder stays behind" "$(ls tmp)" ""
mkdir rtf
for i in 1 2 3 4 5 6; do
	cp ok.rtf rtf/$i.rtf
	cp ok.pdf rtf/$i.pdf
done
cp crash.rtf rtf/3.rtf
check_run "a folder, one at a time" 3 "$proviso" scan rtf --jobs 4 --db rtf.db
check "is stored but for one" grep -q '11 stored, 1 refused' err
for signal in TERM KILL; do
	"$proviso" text hang.rtf >out 2>err &
	at_work 5
	check "it is at work in a folder" test -d tmp/proviso-*
	kill -s $signal $!
	wait $! 2>/dev/null
	check "SIG$signal ends it and its family" gone
	i=0
	while [ -n "$(ls tmp)" ] && [ $i -lt 40 ]; do
		sleep 0.05
		i=$((i + 1))
	done
	check_eq "SIG$signal: its folder is removed" "$(ls tmp)" ""
done
"$proviso" scan hang.rtf ok.rtf --db stop.db >out 2>err &
at_work 5
kill -s INT $! 2>/dev/null || :
kill -s TERM $!
wait $! 2>/dev/null
check_eq "a scan is stopped" "$?" 143
check "with the converter" gone
check_eq "and its folder" "$(ls tmp)" ""
rm bin/soffice
PATH=$here/bin "$proviso" text ok.rtf >out 2>err
check_eq "without it" "$?" 2
check "is said" grep -q 'RTF is read through LibreOffice (soffice), which is not installed (package libreoffice-writer) \[E-TOOL\]$' err
PATH=$here/bin "$proviso" text ok.doc >out 2>err
check "also for the other" grep -q 'LibreOffice.*E-TOOL' err
TMPDIR=$here/nowhere
cp ok.docx bin/soffice
chmod 755 bin/soffice
check_run "no place for the folder" 2 "$proviso" text ok.rtf
check "is said, too" grep -q 'cannot make a folder' err
TMPDIR=$here/tmp

# the real ones
PATH=$real
if command -v pdftotext >/dev/null; then
	printf '%%PDF-1.4\ngarbage\n' >bad.pdf
	check_run "a real pdftotext on no PDF" 2 "$proviso" text bad.pdf
	check "refuses it" grep -q 'E-FORMAT' err
else
	echo "# pdftotext is not installed: not tested"
fi
if command -v soffice >/dev/null; then
	{
		printf '{\\rtf1\\ansi {\\b 1. Hosting.} Cirrus hosts the '
		printf 'Models.\\par 2. Term. This lasts a year.\\par}'
	} >real.rtf
	check_run "a real LibreOffice" 0 "$proviso" text real.rtf
	check_eq "reads RTF" "$(sed '/^$/d' out)" \
	    "1. Hosting. Cirrus hosts the Models.
2. Term. This lasts a year."
	check_eq "and leaves nothing" "$(ls tmp)" ""
else
	echo "# LibreOffice is not installed: not tested"
fi
