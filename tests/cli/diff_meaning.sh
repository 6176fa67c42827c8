#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Compare the two texts of each line of diff_meaning.tsv and look at what is
# said of their provisions, and why.
. "$srcdir/tests/check.sh"
rest='\n\n8. Fees. Cirrus invoices Northlake at the end of each month and '
rest=$rest'Northlake pays within forty days.\n\n9. Law. The laws of the State of '
rest=$rest'Ostrava govern this agreement, and its courts alone hear disputes.\n'

# "KIND PROVISION/SUBTYPE: WHY" for each change, out of JSON lines
rows() {
	awk '
	function value(key,    s) {
		s = substr($0, index($0, "\"" key "\":") + length(key) + 4)
		return substr(s, 1, index(s, "\"") - 1)
	}
	/^{"type":"provision"/ {
		why = $0
		sub(/.*"why":"/, "", why)
		sub(/"}$/, "", why)
		gsub(/\\"/, "\"", why)
		print value("change") " " value("provision") "/" \
		    value("subtype") ": " why
	}'
}

# Does a line of `found` match the pattern?
any() {
	while read -r line; do
		# shellcheck disable=SC2254 # a pattern
		case $line in
		$1) return 0 ;;
		esac
	done <found
	return 1
}

# Do the lines of `found` hold each pattern?
hold() {
	for want; do
		case $want in
		'!'*) ! any "${want#!}" || return 1 ;;
		*) any "$want" || return 1 ;;
		esac
	done
}

tab=$(printf '\t')
total=0
grep -v '^#' "$srcdir/tests/cli/diff_meaning.tsv" >table
while IFS=$tab read -r name old new wants; do
	total=$((total + 1))
	# shellcheck disable=SC2059 # line ends are in the format
	printf "%b$rest" "$old" >old.txt
	# shellcheck disable=SC2059
	printf "%b$rest" "$new" >new.txt
	"$proviso" diff --format jsonl old.txt new.txt 2>err | rows >found
	IFS=$tab
	set -f
	# shellcheck disable=SC2086 # a pattern a column
	set -- $wants
	unset IFS
	set +f
	check "$name" hold "$@" || :
	hold "$@" || sed 's/^/#   /' found err
done <table
check "the table is not empty" test "$total" -gt 10
