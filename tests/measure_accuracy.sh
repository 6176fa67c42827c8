#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure fitted weights on contracts that they were not fitted to:
#
#	measure_accuracy.sh PROVISO DATA [JOBS]
#
# DATA is laid out as README.md ("Measured") tells: DATA/cuad has gold.jsonl
# and the folder txt, and DATA/../tools/score.py counts.  In five folds weights
# are fitted to four fifths of the contracts and of our own labelled clauses,
# and the other contracts are tagged with them.  JOBS folds run at a time [2].
# Prints the table of all contracts together, and the mean of the categories.
# Never fails because of a figure.  Needs sqlite3 to read JSON, and python3 for
# the counting.
set -u
LC_ALL=C
export LC_ALL
proviso=${1:?usage: measure_accuracy.sh PROVISO DATA [JOBS]}
data=${2:?usage: measure_accuracy.sh PROVISO DATA [JOBS]}
jobs=${3:-2}
here=$(cd "$(dirname "$0")" && pwd)
rules=${PROVISO_RULES:-$here/../rules}
gold=$data/cuad/gold.jsonl
score=$data/../tools/score.py
folds=5

if [ ! -f "$gold" ] || [ ! -f "$score" ]; then
	echo "measure: no contracts at $data/cuad or no $score:" \
	    "nothing measured"
	exit 0
fi
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT INT TERM

# The texts of a fold: every fifth one, in the order of the gold.
texts_of() {
	sqlite3 -batch -noheader :memory: "CREATE TABLE g(j);" ".mode list" \
	    '.separator "\001" "\n"' ".import $gold g" "
	    SELECT json_extract(j, '\$.file') FROM g
	    WHERE (rowid - 1) % $folds = $1 ORDER BY rowid"
}

# The packs without weights that were fitted to anything else.
mkdir "$tmp/rules"
for pack in "$rules"/*.yaml; do
	case $pack in
	*.weights.yaml) ;;
	*) cp "$pack" "$tmp/rules" ;;
	esac
done

# What a finding stands for, by score_cuad.c.
cat >"$tmp/categories.sql" <<'END'
CREATE TABLE category(name, provision, subtype, but);
INSERT INTO category VALUES
  ('Exclusivity', 'exclusivity', NULL, NULL),
  ('License Grant', 'license-grant', NULL, NULL),
  ('Irrevocable Or Perpetual License', 'license-grant', 'irrevocable', NULL),
  ('Non-Compete', 'non-compete', NULL, 'exception'),
  ('Competitive Restriction Exception', 'non-compete', 'exception', NULL),
  ('Competitive Restriction Exception', 'exclusivity', 'exception', NULL),
  ('Most Favored Nation', 'most-favored', NULL, NULL),
  ('Rofr/Rofo/Rofn', 'first-refusal', NULL, NULL),
  ('Change Of Control', 'change-of-control', NULL, NULL),
  ('Anti-Assignment', 'anti-assignment', NULL, NULL),
  ('Revenue/Profit Sharing', 'revenue-share', NULL, NULL),
  ('Minimum Commitment', 'minimum-commitment', NULL, NULL),
  ('Ip Ownership Assignment', 'ip-ownership', NULL, NULL),
  ('Cap On Liability', 'liability-cap', 'cap', NULL),
  ('Termination For Convenience', 'termination', 'convenience', NULL);
END

# Fit without the fold, tag it, and say what was found in the scorer's form.
fold() {
	dir=$tmp/$1
	mkdir "$dir" || return
	cp -r "$tmp/rules" "$dir/rules"
	"$proviso" rules fit --quiet --jit --jobs 1 --rules "$tmp/rules" \
	    --gold "$gold" --part dev --fold "$1/$folds" --out "$dir/rules" \
	    "$here/../corpus/gold/provisions" >"$dir/fit" || return
	texts_of "$1" | while IFS= read -r f; do
		"$proviso" tag --quiet --jit --jobs 1 --rules "$dir/rules" \
		    --format jsonl "$data/cuad/txt/$f"
	done >"$dir/tags"
	sqlite3 -batch -noheader :memory: ".read $tmp/categories.sql" \
	    "CREATE TABLE t(j);" ".mode list" '.separator "\001" "\n"' \
	    ".import $dir/tags t" "
	    SELECT json_object('file', replace(json_extract(j, '\$.file'),
		'$data/cuad/txt/', ''), 'category', c.name,
		'start', json_extract(j, '\$.start'),
		'end', json_extract(j, '\$.end'))
	    FROM t JOIN category c
		ON json_extract(j, '\$.provision') = c.provision
		AND coalesce(json_extract(j, '\$.subtype') = c.subtype,
		    c.subtype IS NULL)
		AND coalesce(json_extract(j, '\$.subtype') <> c.but, 1)
	    WHERE json_extract(j, '\$.stance') IN ('in-force', 'conditional')
	    ORDER BY t.rowid, c.rowid" >"$dir/found"
}

k=0
while [ $k -lt $folds ]; do
	n=0
	while [ $n -lt "$jobs" ] && [ $k -lt $folds ]; do
		fold $k &
		n=$((n + 1))
		k=$((k + 1))
	done
	wait
done
cat "$tmp"/[0-4]/found >"$tmp/found"
echo "accuracy: $(wc -l <"$tmp/found") findings in contracts that were left out"
set --
for name in 'Exclusivity' 'License Grant' 'Irrevocable Or Perpetual License' \
    'Non-Compete' 'Competitive Restriction Exception' 'Most Favored Nation' \
    'Rofr/Rofo/Rofn' 'Change Of Control' 'Anti-Assignment' \
    'Revenue/Profit Sharing' 'Minimum Commitment' 'Ip Ownership Assignment' \
    'Cap On Liability' 'Termination For Convenience'; do
	set -- "$@" --category "$name"
done
python3 "$score" --gold "$gold" --txt "$data/cuad/txt" --pred "$tmp/found" "$@"
