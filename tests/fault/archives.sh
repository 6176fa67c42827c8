#!/bin/sh
# SPDX-License-Identifier: MIT
# Archives that are damaged, hostile or odd.
. "$srcdir/tests/check.sh"
mkzip=$builddir/tests/tools/mkzip

text()
{
	printf '1. Hosting\n1.1 Host. Cirrus shall be the exclusive cloud '
	printf 'provider of Northlake %s.\n' "$1"
}
text one >a.txt
text two >b.txt

# refused WHAT ARCHIVE CODE PATTERN: nothing of it can be read
refused()
{
	check_run "$1 is refused" 2 "$proviso" scan "$2" --db no.db
	check "with $3: $4" grep -q "$4.*\[$3\]" err
	check "and leaves nothing" test ! -e no.db
}

# partly WHAT ARCHIVE CODE PATTERN: the rest of it is read
partly()
{
	rm -f some.db
	check_run "$1 is named" 3 "$proviso" scan "$2" --db some.db
	check "with $3: $4" grep -q "$4.*\[$3\]" err
	check "and the rest is stored" grep -q ' 1 stored, 1 refused' err
}

# --------------------------------------------------------------- damaged ones
"$mkzip" ok.zip "a.txt=a.txt" "b.txt=b.txt"
tar cf ok.tar a.txt b.txt
gzip -c <ok.tar >ok.tar.gz
gzip -c <a.txt >a.txt.gz
size=$(wc -c <ok.zip)
head -c $((size - 30)) ok.zip >cut.zip
refused "a ZIP without its end" cut.zip E-ARCHIVE cut.zip
head -c 1200 ok.tar >cut.tar
partly "a tar that is cut" cut.tar E-ARCHIVE cut.tar
size=$(wc -c <ok.tar.gz)
head -c $((size / 2)) ok.tar.gz >cut.tar.gz
refused "a tar.gz that is cut" cut.tar.gz E-ARCHIVE cut.tar.gz
size=$(wc -c <a.txt.gz)
head -c $((size - 6)) a.txt.gz >cut.txt.gz
refused "a text that is cut" cut.txt.gz E-ARCHIVE cut.txt.gz
{ head -c $((size - 8)) a.txt.gz; printf 'abcd'; tail -c 4 a.txt.gz; } >crc.gz
refused "a text with a wrong CRC" crc.gz E-ARCHIVE crc.gz
check_run "tag refuses it, too" 2 "$proviso" tag crc.gz
printf 'PK\003\004<html><p>1. Exclusive.</p>' >odd.zip
refused "what is no ZIP" odd.zip E-FORMAT odd.zip

for how in e:E-CRYPT c:E-ARCHIVE s:E-ARCHIVE l:E-ARCHIVE; do
	"$mkzip" -t ${how%:*} bad.zip "a.txt=a.txt" "b.txt=b.txt"
	partly "a bad member (${how%:*})" bad.zip "${how#*:}" 'bad.zip!/b.txt'
	"$mkzip" -0 -t ${how%:*} bad.zip "a.txt=a.txt" "b.txt=b.txt"
	partly "a bad stored member (${how%:*})" bad.zip "${how#*:}" \
	    'bad.zip!/b.txt'
done
"$mkzip" in.zip "a.txt=a.txt" "cut.tar.gz=cut.tar.gz"
partly "a damaged archive in another" in.zip E-ARCHIVE 'in.zip!/cut.tar.gz'

printf '%%PDF-1.7\n' | gzip -c >pdf.gz
check_run "a compressed PDF is not for tag" 2 "$proviso" tag pdf.gz
check "and it says what reads it" grep -q "proviso scan.*E-ARCHIVE" err

# ----------------------------------------------------------------------- bombs
head -c 16777216 /dev/zero | tr '\0' ' ' >spaces
"$mkzip" bomb.zip "a.txt=spaces"
gzip -c <spaces >bomb.gz
"$mkzip" -t s liar.zip "a.txt=spaces"
rm spaces
refused "a bomb" bomb.zip E-ARCHIVE 'expands to more'
refused "a compressed one" bomb.gz E-ARCHIVE 'expands to more'
refused "one that lies" liar.zip E-ARCHIVE 'liar.zip'
check_run "tag refuses it" 2 "$proviso" tag bomb.gz
"$mkzip" -0 in.zip "b.txt=b.txt" "x/bomb.zip=bomb.zip"
partly "a bomb in an archive" in.zip E-ARCHIVE 'in.zip!/x/bomb.zip'
head -c 30000 /dev/urandom >noise
"$mkzip" -0 in.zip "b.txt=b.txt" "x/bomb.gz=bomb.gz" ".noise=noise"
partly "a bomb that its archive could pay for" in.zip E-ARCHIVE \
    'in.zip!/x/bomb.gz: error: expands to more than 16'
"$mkzip" -n 10000 many.zip "a.txt=a.txt" "x/.hidden=a.txt"
partly "an archive of too many members" many.zip E-ARCHIVE 'holds more'
cp a.txt nest
for i in 1 2 3 4; do
	"$mkzip" nest.zip "b.txt=b.txt" "$i.zip=nest"
	mv nest.zip nest
done
check_run "nests deeper than three" 3 "$proviso" scan nest --db nest.db
check "are named" grep -qF 'nest!/4.zip!/3.zip!/2.zip: error:' err
check "down to there all is read" grep -q ' 3 stored, 1 refused' err
for i in 1 2 3 4 5 6 7 8 9; do cat a.txt a.txt a.txt a.txt; done >long.txt
"$mkzip" big.zip "a.txt=a.txt" "b.txt=long.txt"
check_run "a member over --max-size" 3 "$proviso" scan big.zip \
    --max-size 2K --db big.db
check "is named" grep -qF 'big.zip!/b.txt: error:' err

# ------------------------------------------------------------------- odd names
"$mkzip" names.zip "../../up.txt=a.txt" "/proviso-abs.txt=a.txt" \
    "$(printf 'esc\033[31m.txt')=a.txt" "$(printf '\303\244.txt')=a.txt" \
    "$(printf 'latin\344.txt')=a.txt" "./dot.txt=a.txt" "a.txt=a.txt" \
    "a.txt=b.txt"
check_run "odd names" 3 "$proviso" scan --verbose names.zip --db names.db
check_eq "are names" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 8 documents: 7 stored, 1 refused"
check "but one stands twice" grep -q \
    'names.zip!/a.txt: error: another member has the same name' err
check "no file is written" test ! -e ../up.txt -a ! -e up.txt -a \
    ! -e /proviso-abs.txt
check_run "odd names of refused members" 2 "$proviso" scan \
    --max-size 10 names.zip --db no.db
check_clean "are escaped" err

ln -s a.txt link
ln a.txt hard
mkfifo pipe
tar cf links.tar a.txt hard link pipe
check_run "links in a tar" 0 "$proviso" scan links.tar --db links.db
check_eq "are passed over" "$(tail -n 1 err | sed 's/;.*//')" \
    "proviso: 1 document: 1 stored"
check_eq "with a note" "$(grep -c 'links.tar!/.*: note: .*N-LINK' err)" 3
check_run "nothing is said" 0 "$proviso" scan --quiet links.tar --db links.db
check_empty "when it shall not" err

printf 'PK\005\006' >empty.zip
head -c 18 /dev/zero >>empty.zip
check_run "an archive of nothing is no input" 2 "$proviso" scan empty.zip \
    --db no.db
check "it says" grep -q E-NOINPUT err
check_run "what is whole is read" 0 "$proviso" scan ok.zip --db ok.db
