# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Measuring, for the scripts beside it; run.sh sets the variables.

# watch OPTION... COMMAND [::: COMMAND]...: stopwatch (see its head), every
# process with a limited address space.
watch()
{
	"$stopwatch" -m 8192 -o "$tmp/out" "$@"
}

# col N FILE [LINE]: a column of what watch printed.
col()
{
	awk -v n="$1" -v line="${3:-1}" 'NR == line { print $n }' "$2"
}

# calc EXPRESSION: with two decimals; a division by nothing is 0.
calc()
{
	awk "BEGIN { printf(\"%.2f\", $1) }" 2>/dev/null || echo 0
}

# row NAME FIGURE UNIT OP GOAL: a figure and whether it holds.
row()
{
	verdict=$(awk -v a="$2" -v b="$5" -v op="$4" 'BEGIN {
		ok = op == "<=" ? a + 0 <= b + 0 : a + 0 >= b + 0
		print (ok ? "holds" : "SHORT")
	    }')
	printf '%s: %s%s (goal %s %s): %s\n' "$1" "$2" "${3:+ $3}" \
	    "$4" "$5" "$verdict"
	printf '| %s | %s%s | %s %s | %s |\n' "$1" "$2" "${3:+ $3}" \
	    "$4" "$5" "$verdict" >>"$tmp/rows"
}

# note TEXT: what was measured or could not be.
note()
{
	printf '%s\n' "$*"
	printf '| %s | | | |\n' "$*" >>"$tmp/rows"
}

# have TOOL...: says what is missing.
have()
{
	for tool in "$@"; do
		command -v "$tool" >/dev/null 2>&1 && continue
		note "$tool is not installed: not compared"
		return 1
	done
}

# texts DIR MB: a folder of about so many megabytes of agreements, each time
# round the sources with other years and a word more in each paragraph.
texts()
{
	mkdir -p "$1"
	awk -v dir="$1" -v limit="$2" -f "$bench/texts.awk" <"$tmp/sources"
}

bytes_of()
{
	find "$1" -type f -printf '%s\n' | awk '{ n += $1 } END { print n + 0 }'
}

# A number out of a store.
ask()
{
	sqlite3 -batch -noheader "$@"
}

# The content of a store as text, in one order, times of files left out.
dump()
{
	sqlite3 "$1" .dump | sort | sha256sum
}
