#!/bin/sh
# SPDX-License-Identifier: MIT
# A folder full of traps: what is no document is named at once, the rest is
# stored, and names reach no terminal as they are.
. "$srcdir/tests/check.sh"
PROVISO_RULES=$srcdir/tests/fault/rules
export PROVISO_RULES

doc()
{
	printf '1. Hosting. Cirrus shall be the exclusive cloud provider of '
	printf 'Northlake, case %s.\n' "$1"
}

# said CODE NAME: the error about the file NAME has the code.
said()
{
	check "$2: $1" grep -q -F -e "$2: error: " err
	check_eq "$2: its code" \
	    "$(grep -F -e "$2: error: " err | sed 's/.*\[//; s/\]$//')" "$1"
}

mkdir in out.d
doc plain >in/plain.txt
doc outside >outside.txt
ln -s self in/self.txt && mv in/self.txt in/self
ln -s b in/a
ln -s a in/b
ln -s nowhere in/dangling.txt
ln -s ../outside.txt in/escape.txt
ln -s /dev/zero in/zero.txt
ln -s .. in/loop
mkfifo in/pipe.txt
mkdir in/dir.txt
doc "in a folder" >in/dir.txt/deep.txt
doc hard >in/hard1.txt
ln in/hard1.txt in/hard2.txt
doc one >in/CASE.txt
doc two >in/case.txt
doc composed >"$(printf 'in/nfc_\303\251.txt')"
doc combining >"$(printf 'in/nfd_e\314\201.txt')"
doc newline >"$(printf 'in/new\nline.txt')"
doc quotes >"in/quote'\".txt"
doc dash >in/-rf.txt
doc escape >"$(printf 'in/esc\033[31m.txt')"
doc override >"$(printf 'in/rlo\342\200\256txt.exe.txt')"
doc c1 >"$(printf 'in/c1\302\2331m.txt')"
doc latin >"$(printf 'in/latin_\351\377.txt')" 2>/dev/null ||
    echo "# this file system takes no such name"
name=$(awk 'BEGIN { while (n++ < 250) printf "x" }')
doc long >"in/$name.txt"
ndocs=$(find in -type f -print0 | tr -dc '\000' | wc -c)
odd=9
if command -v truncate >/dev/null 2>&1 &&
    truncate -s 10G in/sparse.txt 2>/dev/null; then
	odd=$((odd + 1))
fi
if command -v python3 >/dev/null 2>&1 && python3 -c '
import socket
socket.socket(socket.AF_UNIX).bind("in/sock.txt")' 2>/dev/null; then
	odd=$((odd + 1))
fi

check_run "a folder of traps" 3 "$proviso" scan in --db s.db
check_eq "what is a document is stored" \
    "$(tail -n 1 err | sed 's/.*: \([0-9]* stored\).*/\1/')" "$ndocs stored"
said E-LOOP in/self
said E-LOOP in/a
said E-LOOP in/b
said E-OPEN in/dangling.txt
said E-LINK in/escape.txt
said E-TYPE in/pipe.txt
[ ! -e in/sparse.txt ] || said E-SIZE in/sparse.txt
[ ! -e in/sock.txt ] || said E-TYPE in/sock.txt
check_eq "every trap is counted" \
    "$(grep -c ': error: ' err)" \
    "$(tail -n 1 err | sed 's/.* \([0-9]*\) refused.*/\1/')"
check_clean "odd names reach no terminal" out err
check_run "a second time" 3 "$proviso" scan in --db s.db
check_eq "all of it is known again" \
    "$(tail -n 1 err | sed 's/.*, \([0-9]* unchanged\).*/\1/')" \
    "$ndocs unchanged"
check_run "the store is sound" 0 "$proviso" db check --db s.db
printf 'SELECT path FROM file ORDER BY path' >paths.sql
for form in text csv jsonl; do
	check_run "stored names as $form" 0 "$proviso" query ./paths.sql \
	    --db s.db --format "$form"
	check_clean "odd names in $form" out err
done

# as operands
for f in in/esc* in/rlo* in/new* in/latin* in/c1*; do
	[ -f "$f" ] || continue
	{
		for form in text line csv json; do
			"$proviso" tag --format "$form" "$f"
		done
		"$proviso" tag "$f-not" "$f/x"
		"$proviso" diff "$f" in/plain.txt
		"$proviso" scan "$f" --db "$f/x.db"
		"$proviso" query "$f" --db "$f"
		"$proviso" rules check "$f"
		"$proviso" "$f"
		"$proviso" "--$f"
		"$proviso" tag "--format=$f"
	} >>named.out 2>>named.err
done
check_clean "odd names in messages" named.out named.err

# a path longer than the system takes at once
(
	cd out.d || exit 1
	n=0
	part=$(awk 'BEGIN { while (n++ < 100) printf "d" }')
	while [ $n -lt 50 ]; do
		mkdir "$part" && cd -P "$part" 2>/dev/null || exit 0
		n=$((n + 1))
	done
	doc far >far.txt
)
"$proviso" scan out.d --db far.db >out 2>err
status=$?
check "a path of 5000 bytes is read or named" test $status -eq 0 -o \
    \( $status -eq 2 -a -s err \)
[ $status -ne 0 ] || check_eq "it is stored" \
    "$(sed 's/.*: \(1 stored\).*/\1/' err)" "1 stored"

# what a user may not read
mkdir closed closed/dir
doc open >closed/open.txt
doc shut >closed/shut.txt
doc inner >closed/dir/inner.txt
chmod 000 closed/shut.txt closed/dir
if [ "$(id -u)" -eq 0 ]; then
	# root may read everything: go on as nobody, where that can be done
	chmod 777 .
	as="setpriv --reuid=65534 --regid=65534 --clear-groups"
	$as test -x "$proviso" -a -r "$srcdir/tests/run" 2>/dev/null || as=
else
	as="env"
fi
if [ -n "$as" ]; then
	# shellcheck disable=SC2086 # words
	check_run "without permission" 3 $as "$proviso" scan closed --db p.db
	said E-PERM closed/shut.txt
	said E-PERM closed/dir
	check_eq "the rest is stored" \
	    "$(tail -n 1 err | sed 's/.*: \([0-9]* stored\).*/\1/')" "1 stored"
	mkdir -m 555 fixed
	# shellcheck disable=SC2086
	check_run "nowhere to put a store" 2 $as "$proviso" scan \
	    closed/open.txt --db fixed/s.db
	check "is said" grep -q 'E-DB' err
else
	echo "# no other user to try permissions with"
fi
chmod 755 closed/dir

# a file that changes between two scans, and a folder that goes away
doc changed >in/plain.txt
check_run "a changed file" 3 "$proviso" scan in --db s.db
check_eq "is stored anew" \
    "$(tail -n 1 err | sed 's/.*: \([0-9]* stored\).*/\1/')" "1 stored"
check_run "a folder that is not there" 2 "$proviso" scan gone --db g.db
check "leaves no store" test ! -e g.db -a ! -e g.db.partial
rm -rf out.d
