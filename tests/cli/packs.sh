#!/bin/sh
# SPDX-License-Identifier: MIT
# The packs that are shipped: they are well-formed, every example holds, every
# rule has two that match and two that do not, and no provision is missing.
. "$srcdir/tests/check.sh"

check_run "rules check" 0 "$proviso" rules check
check_run "rules test" 0 "$proviso" rules test
check "runs examples" grep -q '^[0-9][0-9][0-9][0-9]* examples, 0 failed$' out

"$proviso" rules list --format jsonl |
    sed -n 's/.*"provision":"\([a-z-]*\)","rules":\([0-9]*\),.*/\1 \2/p' >provisions
check_eq "provisions with rules" "$(awk '$2 > 0' provisions | wc -l)" 27
while read -r provision _; do
	"$proviso" rules show "$provision" --format jsonl
done <provisions >shown
check_eq "rules shown" "$(wc -l <shown)" \
    "$(awk '{ n += $2 } END { print n }' provisions)"
grep -E '"(no_)?match":[01][,}]' shown | cut -c1-80 >few
check_empty "rules with fewer than two examples each way" few
