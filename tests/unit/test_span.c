/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <stdlib.h>

#include "base/span.h"
#include "check.h"

static void
test_cut(void)
{
	struct pv_span s = PV_SPAN("abcdef");

	CHECK_STR(pv_span_sub(s, 1, 3), "bc");
	CHECK_STR(pv_span_sub(s, 4, 99), "ef");
	CHECK_STR(pv_span_sub(s, 5, 2), "");
	CHECK_STR(pv_span_sub(s, SIZE_MAX, SIZE_MAX), "");
	CHECK_INT(pv_span_sub(pv_span(NULL, 0), 1, 2).len, 0);
	CHECK_STR(pv_span_trim(PV_SPAN(" \t\r\n a b \v\f ")), "a b");
	CHECK_STR(pv_span_trim(PV_SPAN(" \n ")), "");
	CHECK_STR(pv_span_trim(pv_span(NULL, 0)), "");
	CHECK_STR(pv_span_trim(PV_SPAN("\xA0x")), "\xA0x");
}

static void
test_compare(void)
{
	struct pv_span none = pv_span(NULL, 0);

	CHECK(pv_span_eq(none, PV_SPAN("")));
	CHECK(pv_span_eq(PV_SPAN("a\0b"), PV_SPAN("a\0b")));
	CHECK(!pv_span_eq(PV_SPAN("a\0b"), PV_SPAN("a\0c")));
	CHECK(!pv_span_eq(PV_SPAN("a"), PV_SPAN("ab")));
	CHECK(pv_span_ieq(PV_SPAN("ExClusive"), PV_SPAN("eXcLUSIVE")));
	CHECK(!pv_span_ieq(PV_SPAN("[a"), PV_SPAN("{A")));
	CHECK(!pv_span_ieq(PV_SPAN("\xC3\xA9"), PV_SPAN("\xC3\x89")));
	CHECK(pv_span_cmp(PV_SPAN("a"), PV_SPAN("ab")) < 0);
	CHECK(pv_span_cmp(PV_SPAN("b"), PV_SPAN("ab")) > 0);
	CHECK(pv_span_cmp(PV_SPAN("\xFF"), PV_SPAN("a")) > 0);
	CHECK_INT(pv_span_cmp(none, none), 0);
	CHECK(pv_span_starts(PV_SPAN("abc"), PV_SPAN("ab")));
	CHECK(pv_span_starts(none, none));
	CHECK(!pv_span_starts(PV_SPAN("a"), PV_SPAN("ab")));
	CHECK(pv_span_istarts(PV_SPAN("ABc"), PV_SPAN("ab")));
	CHECK(!pv_span_starts(PV_SPAN("ABc"), PV_SPAN("ab")));
	CHECK(pv_span_ends(PV_SPAN("abc"), PV_SPAN("bc")));
	CHECK(!pv_span_ends(PV_SPAN("c"), PV_SPAN("bc")));
}

static void
test_find(void)
{
	CHECK_INT(pv_span_find(PV_SPAN("abcabd"), PV_SPAN("abd")), 3);
	CHECK_INT(pv_span_find(PV_SPAN("abc"), PV_SPAN("x")), 3);
	CHECK_INT(pv_span_find(PV_SPAN("abc"), PV_SPAN("")), 0);
	CHECK_INT(pv_span_find(pv_span(NULL, 0), PV_SPAN("a")), 0);
	CHECK_INT(pv_span_ifind(PV_SPAN("xxABD"), PV_SPAN("abd")), 2);
	CHECK_INT(pv_span_ifind(PV_SPAN("abc"), PV_SPAN("abcd")), 3);
	CHECK_INT(pv_span_ifind(PV_SPAN("abc"), PV_SPAN("")), 0);
	CHECK_INT(pv_span_ifind(pv_span(NULL, 0), PV_SPAN("a")), 0);
}

static size_t
naive(struct pv_span s, struct pv_span x)
{
	for (size_t i = 0; i + x.len <= s.len; i++) {
		if (pv_span_ieq(pv_span_sub(s, i, i + x.len), x))
			return i;
	}
	return s.len;
}

/* Every needle of up to 8 letters over {a, B} against the obvious search. */
static void
test_find_all(void)
{
	struct pv_span hay, x;
	char text[40], needle[8];
	unsigned seed = 12345, wrong = 0;

	for (unsigned round = 0; round < 40; round++) {
		for (size_t i = 0; i < sizeof(text); i++) {
			seed = seed * 1103515245u + 12345u;
			text[i] = "aAbB"[seed >> 16 & 3];
		}
		hay = pv_span(text, sizeof(text));
		for (unsigned n = 0; n < 8u << 8; n++) {
			x = pv_span(needle, n >> 8);
			for (size_t i = 0; i < x.len; i++)
				needle[i] = n >> i & 1 ? 'B' : 'a';
			wrong += pv_span_ifind(hay, x) != naive(hay, x);
		}
	}
	CHECK_INT(wrong, 0);
}

/* Long needles of each such period, in texts of that period but for a slip. */
static void
test_find_periods(void)
{
	char text[100], needle[40];
	unsigned seed = 54321, wrong = 0;

	for (unsigned n = 1u << 8; n < 8u << 8; n++) {
		size_t period = n >> 8, slip, last;

		seed = seed * 1103515245u + 12345u;
		slip = (seed >> 16) % sizeof(text);
		last = (seed >> 8) % (2 * sizeof(needle));
		for (size_t i = 0; i < sizeof(needle); i++)
			needle[i] = n >> i % period & 1 ? 'B' : 'a';
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = n >> i % period & 1 ? 'b' : 'A';
		text[slip] ^= 'a' ^ 'B';
		if (last < sizeof(needle))
			needle[last] ^= 'a' ^ 'B';
		for (size_t len = 30; len <= sizeof(needle); len++)
			wrong += pv_span_ifind(pv_span(text, sizeof(text)),
				     pv_span(needle, len)) !=
			    naive(pv_span(text, sizeof(text)),
				pv_span(needle, len));
	}
	CHECK_INT(wrong, 0);
}

/* A search that backs up would need 10^11 steps here. */
static void
test_find_linear(void)
{
	size_t len = 1000000;
	char *text = malloc(len);
	struct pv_span x;

	CHECK(text != NULL);
	if (text == NULL)
		return;
	memset(text, 'a', len);
	text[len / 2] = 'b';
	x = pv_span(text, len / 2 + 1);
	CHECK_INT(pv_span_ifind(pv_span(text, len), x), 0);
	x = pv_span(text + len / 2 - 200000, 200001);
	CHECK_INT(pv_span_ifind(pv_span(text, len), x), len / 2 - 200000);
	text[len / 2 + 1] = 'c';
	text[0] = 'z';
	x = pv_span(text, 200001);
	CHECK_INT(pv_span_ifind(pv_span(text + 1, len - 1), x), len - 1);
	free(text);
}

int
main(void)
{
	test_cut();
	test_compare();
	test_find();
	test_find_all();
	test_find_periods();
	test_find_linear();
	return CHECK_DONE();
}
