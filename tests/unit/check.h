/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_CHECK_H
#define PV_TESTS_UNIT_CHECK_H

#include <stdio.h>
#include <string.h>

#include "base/span.h"

/*
 * Checks for unit tests.  A failed check prints where and goes on; main ends
 * with CHECK_DONE(), which prints the count and gives the exit status.
 */
static unsigned check_passed, check_failed;

static inline void
check_note(int ok, const char *file, int line, const char *what)
{
	if (ok) {
		check_passed++;
		return;
	}
	check_failed++;
	printf("not ok %s:%d: %s\n", file, line, what);
}

static inline void
check_int(long long a, long long b, const char *file, int line,
    const char *what)
{
	check_note(a == b, file, line, what);
	if (a != b)
		printf("#   got %lld, want %lld\n", a, b);
}

static inline void
check_str(struct pv_span a, const char *b, const char *file, int line,
    const char *what)
{
	int ok = a.len == strlen(b) &&
	    (a.len == 0 || memcmp(a.ptr, b, a.len) == 0);

	check_note(ok, file, line, what);
	if (!ok)
		printf("#   got  \"%.*s\"\n#   want \"%s\"\n", PV_FMT(a), b);
}

#define CHECK(cond) check_note(!!(cond), __FILE__, __LINE__, #cond)
#define CHECK_INT(a, b) \
	check_int((long long)(a), (long long)(b), __FILE__, __LINE__, #a)
#define CHECK_STR(span, str) \
	check_str((span), (str), __FILE__, __LINE__, #span)
#define CHECK_DONE() \
	(printf("%u passed, %u failed\n", check_passed, check_failed), \
	    check_failed > 0 || check_passed == 0)

#endif
