# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# Checks for test scripts: . "$srcdir/tests/check.sh"

# check WHAT CONDITION...: run CONDITION, say whether it holds.
check()
{
	check_what=$1
	shift
	if "$@"; then
		echo "ok $check_what"
	else
		echo "not ok $check_what"
	fi
}

# check_eq WHAT GOT WANT
check_eq()
{
	if [ "$2" = "$3" ]; then
		echo "ok $1"
	else
		echo "not ok $1"
		printf '# got:  %s\n# want: %s\n' "$2" "$3"
	fi
}

# check_run WHAT STATUS COMMAND...: run COMMAND, its output in the files `out`
# and `err`; the exit status must be STATUS.
check_run()
{
	check_what=$1
	check_want=$2
	shift 2
	"$@" >out 2>err
	check_got=$?
	if [ "$check_got" -eq "$check_want" ]; then
		echo "ok $check_what"
	else
		echo "not ok $check_what"
		echo "# exit status $check_got, want $check_want"
		head -n 20 out err | sed 's/^/# /'
	fi
}

# check_empty WHAT FILE: FILE must be empty; shows it when it is not.
check_empty()
{
	if [ ! -s "$2" ]; then
		echo "ok $1"
	else
		echo "not ok $1"
		head -n 100 "$2" | sed 's/^/# /'
	fi
}

# check_clean WHAT FILE...: no control character but line ends and tabs, none
# of C1 and nothing that turns the direction of text.
check_clean()
{
	check_what=$1
	shift
	# a carriage return belongs to the line end of CSV
	check_got=$(cat "$@" | awk '{ sub(/\r$/, ""); print }' | tr -d '\t' |
	    LC_ALL=C grep -a -n -e '[[:cntrl:]]' \
		-e "$(printf '\302[\200-\237]')" \
		-e "$(printf '\342\200[\216\217\252-\256]')" \
		-e "$(printf '\342\201[\246-\251]')" | od -An -c | head -n 5)
	check_eq "$check_what" "$check_got" ""
}
