#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Read every document of hard_cases.tsv, variants.tsv and sequels.tsv with
# `proviso tag` and compare what was found with what a lawyer says.
set -u
cases=$PWD/cases
for table in hard_cases variants sequels; do
	cat "$srcdir/tests/cli/$table.tsv" || exit 1
done >"$cases"

# One line a finding: file provision subtype stance strength clause.
rows() {
	awk '
	function value(key,    at, rest) {
		at = index($0, "\"" key "\":")
		if (at == 0)
			return "-"
		rest = substr($0, at + length(key) + 3)
		sub(/^ */, "", rest)
		if (substr(rest, 1, 1) != "\"")
			return "-"
		rest = substr(rest, 2)
		rest = substr(rest, 1, index(rest, "\"") - 1)
		return rest == "" ? "-" : rest
	}
	{ print value("file"), value("provision"), value("subtype"), \
	    value("stance"), value("strength"), value("clause") }'
}

# Exit 0 when the found lines (file $1) hold the expectation $2.
holds() {
	awk -v want="$2" '
	BEGIN {
		n = split(want, w, " ")
		has = split(w[1], name, "/")
		provision = name[1]
		subtype = has > 1 ? name[2] : ""
	}
	$1 != provision { next }
	w[2] == "none" { any = 1; next }
	w[2] == "quiet" {
		if ($3 == "in-force" || $3 == "conditional")
			any = 1
		next
	}
	subtype != "" && $2 != subtype { next }
	$3 != w[2] { next }
	n > 2 && w[3] != "none" && $4 != w[3] { next }
	n > 3 && $5 != w[4] { next }
	{ any = 1 }
	END {
		if (w[2] == "none" || w[2] == "quiet")
			exit any ? 1 : 0
		exit any ? 0 : 1
	}' "$1"
}

tab=$(printf '\t')
while IFS=$tab read -r id text _; do
	case $id in
	'#'*|'') continue ;;
	esac
	printf '%b\n' "$text" >"$id.txt"
done <"$cases"
if "$proviso" tag --format jsonl ./*.txt >out; then
	echo "ok every document is read"
else
	echo "not ok every document is read"
fi
rows <out >found

while IFS=$tab read -r id text want; do
	case $id in
	'#'*|'') continue ;;
	esac
	sed -n "s|^\\./$id\\.txt ||p; s|^$id\\.txt ||p" found >mine
	rest=$want
	ok=yes
	while [ -n "$rest" ]; do
		one=${rest%%;*}
		case $rest in
		*';'*) rest=${rest#*;} ;;
		*) rest= ;;
		esac
		holds mine "${one# }" || ok="${one# }"
	done
	if [ "$ok" = yes ]; then
		echo "ok $id"
	else
		printf '%s\n' "not ok $id: wanted $ok in: $text"
		sed 's/^/#   /' mine
	fi
done <"$cases"
