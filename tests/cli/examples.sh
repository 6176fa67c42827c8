#!/bin/sh
# SPDX-License-Identifier: MIT
# Every example of README.md and of the manual runs and ends as it says: a
# line "$ COMMAND" or, when it does not end with 0, "$ COMMAND # STATUS".
# The lines of one document run in their order in one copy of the corpus.
. "$srcdir/tests/check.sh"

# A program that is not installed finds its data here, wherever it was built.
mkdir bin
cat >bin/proviso <<END
#!/bin/sh
PROVISO_RULES='$srcdir/rules' PROVISO_QUERIES='$srcdir/queries'
export PROVISO_RULES PROVISO_QUERIES
exec '$proviso' "\$@"
END
chmod +x bin/proviso
PATH=$PWD/bin:$PATH

# Fonts and escapes of mdoc, out of the lines that are displayed.
man_lines()
{
	sed -n "s/^\.Dl \\$ //p" "$1" |
	    sed "s/\\\\(aq/'/g; s/\\\\-/-/g; s/\\\\e/\\\\/g"
}

# run DOCUMENT: run the lines of standard input.
run()
{
	rm -rf place
	cp -R "$corpus" place
	chmod -R u+w place
	lines=0
	while IFS= read -r line; do
		want=0
		case $line in
		*'# '[0-9])
			want=${line##*'# '}
			line=$(printf '%s\n' "${line%'# '?}" | sed 's/ *$//')
			;;
		esac
		lines=$((lines + 1))
		# what the system lacks cannot be shown on it
		command -v "${line%% *}" >/dev/null || continue
		check_run "$1: $line" "$want" sh -c "cd place && $line" \
		    </dev/null
	done
	check "$1 has examples" test "$lines" -gt 0
}

sed -n 's/^    \$ //p' "$srcdir/README.md" >lines
run README.md <lines
for page in "$srcdir"/man/*.[1-9]; do
	man_lines "$page" >lines
	run "${page##*/}" <lines
done
