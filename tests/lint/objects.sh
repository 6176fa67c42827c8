#!/bin/sh
# SPDX-License-Identifier: MIT
# The library has no writable objects and exports only pv_*.
. "$srcdir/tests/check.sh"

core=$builddir/.libs/libpvcore.a
[ -f "$core" ] || core=$builddir/libpvcore.a
check "the core is built" test -s "$core"

# Sanitizers add objects of their own; other formats have other sections.
if [ "${SANITIZERS:-no}" = yes ] || ! command -v objdump >/dev/null ||
    ! objdump -f "$core" | grep -q 'file format elf'; then
	exit 0
fi

# Symbols of data sections; .data.rel.ro is constant once it is loaded.
objdump -t "$core" | awk '
/^[^ ].*\.o:/ { file = $1; next }
$NF == "" { next }
{
	for (i = 2; i < NF; i++) {
		if ($i ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)/ &&
		    $i !~ /^\.data\.rel\.ro/ && $NF !~ /^\./)
			print file, $NF, "in", $i
	}
}' >bad
check_empty "the library has no writable objects" bad

so=$builddir/.libs/libproviso.so
check "the library is built" test -s "$so"
nm -D --defined-only "$so" | awk '{ print $NF }' >symbols
check "the library exports symbols" test -s symbols
grep -v '^pv_' symbols >bad
check_empty "the library exports only pv_*" bad

# Names that leave a file carry the prefix even inside the library.
nm -g --defined-only "$core" | awk 'NF == 3 { print $3 }' | grep -v '^pv_' \
    >bad
check_empty "files export only pv_*" bad
