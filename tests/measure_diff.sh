#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure the diff on real contracts that edit scripts change, so that what
# became of each clause is known: measure_diff.sh TOOL DATA CORPUS [OPTION...]
# TOOL is tests/tools/measure_diff, the options are its own.  DATA is laid out
# as README.md ("Measured") tells; without it our own texts below CORPUS are
# measured, and that is said.  Never fails because of a figure.
set -u
LC_ALL=C
export LC_ALL
tool=${1:?usage: measure_diff.sh TOOL DATA CORPUS [OPTION...]}
data=${2:?usage: measure_diff.sh TOOL DATA CORPUS [OPTION...]}
corpus=${3:?usage: measure_diff.sh TOOL DATA CORPUS [OPTION...]}
shift 3

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
