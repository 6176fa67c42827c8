#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC2034
# How fast, against other tools in the same run:
#
#   run.sh PROVISO STOPWATCH YARD DATA [PART]...
#
# Parts: scan rules growth again store diff start html jobs; all without one.
# Each yardstick runs in turns with the command, BENCH_RUNS times (5), medians
# of processor seconds unless it says otherwise.  BENCH_MB (1) is the size of
# the texts, made of those below DATA or, without it, of corpus/; BENCH_FILES
# (100000) the files of a second scan.  Prints a line a figure; a run of all
# parts writes them to RESULTS (a path; none by default).  Nothing fails because
# of a figure.
set -u
LC_ALL=C TZ=UTC0
export LC_ALL TZ
usage='usage: run.sh PROVISO STOPWATCH YARD DATA [PART]...'
proviso=${1:?$usage}
stopwatch=${2:?$usage}
yard=${3:?$usage}
data=${4:?$usage}
shift 4
bench=$(cd "$(dirname "$0")" && pwd)
corpus=$bench/../../corpus
rules=${PROVISO_RULES:?where the packs are}
mb=${BENCH_MB:-1}
runs=${BENCH_RUNS:-5}
files=${BENCH_FILES:-100000}
results=${RESULTS:-}
all='start scan rules growth jobs again store diff html'
[ $# -eq 0 ] && whole=1 || whole=
[ -n "$whole" ] && eval "set -- $all"

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT INT TERM
# packs are compiled once, as they are by anyone who uses the command
PROVISO_CACHE=$tmp/cache
export PROVISO_CACHE
unset PROVISO_DB
. "$bench/lib.sh"

if [ -d "$data" ]; then
	find "$data" -type f \( -name '*.txt' -o -name '*.md' \) \
	    ! -name README.md
else
	echo "no data at $data: texts of our own"
	find "$corpus" -type f \( -name '*.txt' -o -name '*.md' \) \
	    ! -name README.md ! -name 'cases*'
fi | sort >"$tmp/found"
# under names that any tool can take
mkdir "$tmp/sources.d"
awk -v dir="$tmp/sources.d" '{
	n = split($0, part, ".")
	printf("%s\n%s/%05d.%s\n", $0, dir, NR, part[n])
    }' "$tmp/found" | while IFS= read -r from && IFS= read -r to; do
	ln -s "$(realpath "$from")" "$to"
	echo "$to"
done >"$tmp/sources"

texts "$tmp/texts" "$mb"
bytes=$(bytes_of "$tmp/texts")
: >"$tmp/rows"
"$proviso" tag --quiet "$corpus/vendors/nda.txt" >/dev/null

for part; do
	if [ ! -f "$bench/$part.sh" ]; then
		echo "$usage" >&2
		exit 2
	fi
	# shellcheck disable=SC1090
	. "$bench/$part.sh"
done

# What it was measured on.
describe()
{
	echo "# Measured by \`make bench\`"
	echo
	echo "$(date +%Y-%m-%d), $(awk -F ': ' '/^model name/ {
	    print $2; exit }' /proc/cpuinfo), $(nproc) processors," \
	    "load $(cut -d ' ' -f 1 /proc/loadavg) at the end;" \
	    "$bytes bytes of text, $runs runs." \
	    "Processor seconds unless told otherwise."
	echo
	"$proviso" --version -v 2>/dev/null | sed 's/^/    /'
	for tool in git rg; do
		command -v "$tool" >/dev/null 2>&1 &&
		    "$tool" --version | sed 's/^/    /; 1q'
	done
	echo
	echo "| what | figure | goal | |"
	echo "|---|---|---|---|"
	cat "$tmp/rows"
}
if [ -n "$whole" ] && [ -n "$results" ]; then
	describe >"$results"
fi
