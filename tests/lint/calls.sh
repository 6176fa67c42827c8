#!/bin/sh
# SPDX-License-Identifier: MIT
# Calls that the house does without, SQL that is built by printf, and switches
# that would hide a new value.
. "$srcdir/tests/check.sh"

find "$srcdir/src" -name '*.[ch]' | sort >files
while read -r f; do
	awk -f "$srcdir/tests/lint/strip.awk" "$f" |
	    sed "s|^|${f#"$srcdir/"}:|" | awk '{
		i = index($0, ":")
		f = substr($0, 1, i)
		n[f]++
		print f n[f] ":" substr($0, i + 1) }'
done <files >stripped
check "there is code to look at" test -s stripped

# calls WHAT NAMES [WHERE]: no call of NAMES in files that match WHERE
calls()
{
	grep -E "${3:-.}" stripped |
	    grep -E "(^|[^A-Za-z0-9_>.])($2) ?\\(" >bad
	check_empty "$1" bad
}
lib='^src/(base|model|ingest|rule|store|diff|view)/'
calls "no unbounded or static-buffer string functions" \
    'strcpy|strcat|stpcpy|strncat|sprintf|vsprintf|gets|strtok|alloca'
calls "one parser of numbers" \
    'ato[ifl]|atoll|strto(l|ul|ll|ull|d|f|ld|imax|umax)|sscanf|fscanf'
calls "no shell, no temporary names" 'system|popen|tmpnam|mktemp|tempnam'
calls "no functions with hidden state" \
    'strerror|localtime|gmtime|ctime|asctime|rand|srand|readdir_r|setlocale'
calls "the library does not exit" 'exit|abort|err|errx|assert' \
    "$lib"
calls "the library does not print" \
    'printf|vprintf|puts|putchar|perror|warn|warnx' "$lib"
calls "the library does not read the environment" \
    'getenv|secure_getenv|putenv|setenv' "$lib"
calls "the locale plays no part" \
    'isalpha|isalnum|isdigit|isspace|isupper|islower|ispunct|tolower|toupper|strcoll|strcasecmp|strncasecmp' \
    "$lib"
grep -E "$lib" stripped | grep -E '[^A-Za-z_](stdout|stderr)[^A-Za-z_]' >bad
check_empty "the library knows no standard streams" bad

# `default:` in a switch that names our enumerators.
awk '{
	match($0, /:[0-9]+:/)
	where = substr($0, 1, RSTART + RLENGTH - 2)
	line = substr($0, RSTART + RLENGTH)
	match(line, /^\t*/)
	depth = RLENGTH
	if (line ~ /^\t*switch \(/) ours[depth] = 0
	if (line ~ /^\t*case PV_/) ours[depth] = 1
	if (line ~ /^\t*default:/ && ours[depth]) print where
}' stripped >bad
check_empty "switches over our enums name every value" bad

# SQL text with a conversion in it, in one statement with a printing call.
while read -r f; do
	awk -v f="${f#"$srcdir/"}" '
	{ statement = statement " " $0 }
	/[;{}][ \t]*$/ {
		s = tolower(statement)
		if (s ~ /printf ?\(|pv_db_[a-z]*f ?\(/ && s ~ /"[^"]*%/ &&
		    s ~ /"[^"]*(select .* from |insert into|insert or|update [^"]* set |delete from|create (table|view|index|virtual)|drop (table|view|index)|attach |pragma )/)
			print f ":" FNR ": " statement
		statement = ""
	}' "$f"
done <files >bad
check_empty "no SQL is built by printf" bad
