#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure weights of excerpts on clauses by writers that they were not fitted
# to, and on which no rule was written:
#
#	measure_clauses.sh PROVISO
#
# In five folds weights are fitted to what four fifths of the writers of
# corpus/gold/provisions/wide-*.yaml wrote, and to the other clauses, and the
# clauses of the others are scored.  Prints precision, recall and F1 of the
# rules alone and of rules and weights.  Never fails because of a figure.
set -u
LC_ALL=C
export LC_ALL
proviso=${1:?usage: measure_clauses.sh PROVISO}
here=$(cd "$(dirname "$0")" && pwd)
rules=${PROVISO_RULES:-$here/../rules}
gold=$here/../corpus/gold/provisions
folds=5

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT INT TERM

# The packs without weights of excerpts that were fitted to all.
mkdir "$tmp/rules"
for pack in "$rules"/*.yaml; do
	case $pack in
	*.excerpts.weights.yaml) ;;
	*) cp "$pack" "$tmp/rules" ;;
	esac
done

# Fit without a fold of the writers and score what they wrote, both ways.
fold() {
	dir=$tmp/$1
	mkdir "$dir" "$dir/fit" "$dir/left" || return
	cp -r "$tmp/rules" "$dir/rules"
	n=0
	for f in "$gold"/*.yaml; do
		to=fit
		case $f in
		*/wide-*)
			[ $((n % folds)) -eq "$1" ] && to=left
			n=$((n + 1))
			;;
		esac
		cp "$f" "$dir/$to"
	done
	"$proviso" rules fit --quiet --rules "$tmp/rules" --gold "$dir/fit" \
	    --out "$dir/rules" >"$dir/log" || return
	for with in rules "$1/rules"; do
		"$proviso" rules score --quiet --rules "$tmp/$with" \
		    --gold "$dir/left" --format csv >"$dir/score" || return
		sed "1d; s/\"//g; s|^|$with,|" "$dir/score" >>"$tmp/rows"
	done
}

k=0
while [ $k -lt $folds ]; do
	fold $k || exit 2
	k=$((k + 1))
done
awk -F , '
	{
		way = $1 == "rules" ? "rules" : "weights"
		add(way, $2)
		add(way, "total")
	}
	function add(way, name) {
		tp[way, name] += $6; fp[way, name] += $7; fn[way, name] += $8
		seen[name] = 1
	}
	function part(n, of) { return of > 0 ? n / of : 0 }
	function rates(way, name,	t, p, r) {
		t = tp[way, name]
		p = part(t, t + fp[way, name])
		r = part(t, t + fn[way, name])
		return sprintf("%.3f  %.3f  %.3f", p, r, part(2 * p * r, p + r))
	}
	END {
		printf "%-22s  %-19s  %s\n", "", "rules", "rules and weights"
		for (name in seen)
			printf "%-22s  %s  %s\n", name, rates("rules", name),
			    rates("weights", name) | "sort"
	}' "$tmp/rows"
