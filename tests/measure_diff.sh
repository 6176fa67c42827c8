#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure the diff on real contracts that edit scripts change, so that what
# became of each clause is known, and on the versions of published terms:
# measure_diff.sh PROVISO TOOL DATA CORPUS [OPTION...]
# TOOL is tests/tools/measure_diff, the options are its own.  DATA is laid out
# as README.md ("Measured") tells; without it our own texts below CORPUS are
# measured, and that is said.  Never fails because of a figure.
set -u
LC_ALL=C
export LC_ALL
usage='usage: measure_diff.sh PROVISO TOOL DATA CORPUS [OPTION...]'
proviso=${1:?$usage}
tool=${2:?$usage}
data=${3:?$usage}
corpus=${4:?$usage}
shift 4
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT INT TERM

# A tracking token in a URL is no change; anything else is one.
measure_history() {
	dir=$data/vendor-terms/openai-services-agreement
	[ -d "$dir" ] || return
	noise=0; quiet=0; real=0; found=0; prev=
	uuid='s/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}//g'
	for f in "$dir"/*.md; do
		if [ -n "$prev" ]; then
			sed -E "$uuid" "$prev" >"$tmp/a"
			sed -E "$uuid" "$f" >"$tmp/b"
			"$proviso" diff "$prev" "$f" >"$tmp/out" 2>&1
			status=$?
			if cmp -s "$tmp/a" "$tmp/b"; then
				noise=$((noise + 1))
				[ $status -eq 0 ] && quiet=$((quiet + 1))
			else
				real=$((real + 1))
				[ $status -eq 1 ] && found=$((found + 1))
				echo "history: $(basename "$prev") ->" \
				    "$(basename "$f"): exit $status"
			fi
		fi
		prev=$f
	done
	echo "history: $quiet of $noise token-only transitions quiet," \
	    "$found of $real others reported"
}
measure_history

folder=$data/cuad/txt
if [ ! -d "$folder" ]; then
	echo "measure: no contracts at $folder: measuring our own texts"
	folder=$corpus
fi
find "$folder" -type f -name '*.txt' | sort | {
	# the names as operands, whatever spaces are in them
	while IFS= read -r f; do
		set -- "$@" "$f"
	done
	"$tool" "$@"
}
