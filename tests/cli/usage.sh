#!/bin/sh
# SPDX-License-Identifier: MIT
# Help, versions, typos, exit statuses and the form of messages.
. "$srcdir/tests/check.sh"

first() { head -n 1 "$1"; }

check_run "--version" 0 "$proviso" --version
check "it names the program" grep -q '^proviso [0-9]' out
check_run "--version -v" 0 "$proviso" --version -v
check "it tells the libraries" grep -q '^sqlite 3' out
check "it tells about the sandbox" grep -q '^sandbox:' out

check_run "--help" 0 "$proviso" --help
check_run "no command is a usage error" 2 "$proviso"
check_eq "and says so" "$(first err)" \
    "proviso: error: give a command [E-USAGE]"
check_run "an unknown command" 2 "$proviso" dif a b
check_eq "is met with a suggestion" "$(first err)" \
    "proviso: error: there is no command 'dif'; did you mean 'diff'? [E-USAGE]"
check_run "an option of another command" 2 "$proviso" text --db=s.db x
check_eq "is told from an unknown one" "$(head -n 1 err)" \
    "proviso: error: 'text' takes no '--db' [E-USAGE]"
check_run "an option without its command" 2 "$proviso" --db s.db scan x
check_eq "is told its place" "$(head -n 1 err)" \
    "proviso: error: '--db' stands behind a command [E-USAGE]"
check_run "an unknown option" 2 "$proviso" tag --fromat json x
check_eq "is met with a suggestion, too" "$(first err)" \
    "proviso: error: unknown option '--fromat'; did you mean '--format'? [E-USAGE]"
check_run "an option without its argument" 2 "$proviso" tag --format
check_run "a format that is not there" 2 "$proviso" text --format csv x
check_run "a bad number" 2 "$proviso" scan --jobs 0 .
check_run "a bad shard" 2 "$proviso" scan --shard 4/3 .
check_run "a bad confidence" 2 "$proviso" tag --min-confidence 1.5 x

# every command that the program lists has help with an example
"$proviso" help --format jsonl >table
sed -n 's/.*"command":"\([a-z]*\)".*/\1/p' table | sort -u >names
check "there are commands" test "$(wc -l <names)" -ge 9
while read -r name; do
	"$proviso" "$name" --help >out 2>err
	check_eq "$name --help" "$?" 0
	check "$name has an example" grep -q "^ *proviso $name\|proviso help" out
done <names

printf '1. Term. This lasts a year.\n' >plain.txt
check_run "a file that is not there" 2 "$proviso" tag nowhere.txt
check_eq "is named" "$(cat err)" \
    "proviso: nowhere.txt: error: cannot open: No such file or directory [E-OPEN]"
check_run "one bad file of two is incomplete" 3 \
    "$proviso" tag plain.txt nowhere.txt
check_run "-- ends the options" 2 "$proviso" tag -- --format
check_eq "so that is a file" "$(sed 's/:.*//' err)" "proviso"
cp plain.txt ./-dash.txt
check_run "a name with a dash" 0 "$proviso" text -- -dash.txt
bad=$(printf 'a\033[31m\nb')
check_run "a name with controls" 2 "$proviso" tag "$bad"
check_eq "is escaped, on one line" "$(wc -l <err | tr -d ' ')" 1
check "without the control" grep -q 'a.033\[31m.012b' err
mkfifo pipe
check_run "a named pipe is refused at once" 2 "$proviso" tag pipe
check "with its code" grep -q 'E-TYPE' err

check_eq "standard input" "$("$proviso" text - <plain.txt)" \
    "$("$proviso" text plain.txt)"
"$proviso" tag plain.txt >/dev/full 2>err
check_eq "a full disk is trouble" "$?" 2
check "and said" grep -q 'E-WRITE' err
"$proviso" text plain.txt >&- 2>err
check_eq "a closed standard output is, too" "$?" 2
"$proviso" clauses plain.txt 2>err | true
check_empty "a reader that leaves is no error" err
