#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Compare the two documents of each line of diff_cases.tsv and look at the exit
# status and at what is said to have changed.
set -u
cases=$srcdir/tests/cli/diff_cases.tsv

# One line a change out of JSON lines: "clause KIND OLD NEW SUBSTANTIVE NOTE",
# "provision KIND NAME/SUBTYPE", "definition KIND TERM", "reference PROBLEM".
rows() {
	awk '
	function value(key,    at, rest) {
		at = index($0, "\"" key "\":")
		if (at == 0)
			return "-"
		rest = substr($0, at + length(key) + 3)
		if (substr(rest, 1, 1) != "\"") {
			sub(/[,}].*/, "", rest)
			return rest
		}
		rest = substr(rest, 2)
		return substr(rest, 1, index(rest, "\"") - 1)
	}
	/^{"type":"clause"/ {
		print "clause", value("change"), value("old"), value("new"), \
		    value("substantive"), value("note")
	}
	/^{"type":"provision"/ {
		print "provision", value("change"), \
		    value("provision") "/" value("subtype")
	}
	/^{"type":"definition"/ {
		print "definition", value("change"), value("term")
	}
	/^{"type":"reference"/ { print "reference", value("problem") }'
}

# Does a line of the file $1 match the pattern $2?
any() {
	while read -r line; do
		# shellcheck disable=SC2254 # a pattern
		case $line in
		$2) return 0 ;;
		esac
	done <"$1"
	return 1
}

# Does the comparison (exit status $1, rows in `found`) hold expectation $2?
holds() {
	case $2 in
	[01]) [ "$1" -eq "$2" ] ;;
	'!'*) ! any found "${2#!}" ;;
	*) any found "$2" ;;
	esac
}

tab=$(printf '\t')
total=0
while IFS=$tab read -r id old new want; do
	case $id in
	'#'*|'') continue ;;
	esac
	total=$((total + 1))
	printf '%b\n' "$old" >old.txt
	printf '%b\n' "$new" >new.txt
	"$proviso" diff --format jsonl old.txt new.txt >out 2>err
	status=$?
	rows <out >found
	failed=
	rest=$want
	while [ -n "$rest" ]; do
		one=${rest%%;*}
		case $rest in
		*';'*) rest=${rest#*;} ;;
		*) rest= ;;
		esac
		one=${one# }
		holds "$status" "$one" || failed="$failed '$one'"
	done
	if [ -z "$failed" ]; then
		echo "ok $id"
	else
		echo "not ok $id: status $status, not$failed"
		sed 's/^/#   /' found err
	fi
done <"$cases"
if [ "$total" -ge 56 ]; then
	echo "ok all cases were read"
else
	echo "not ok only $total cases were read"
fi
