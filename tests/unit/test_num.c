/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/num.h"
#include "check.h"

static void
test_parse(void)
{
	uint64_t n = 7;

	CHECK(pv_num_parse(PV_SPAN("0042"), 42, &n) && n == 42);
	CHECK(!pv_num_parse(PV_SPAN("43"), 42, &n) && n == 42);
	CHECK(pv_num_parse(PV_SPAN("18446744073709551615"), UINT64_MAX, &n));
	CHECK(n == UINT64_MAX);
	CHECK(!pv_num_parse(PV_SPAN("18446744073709551616"), UINT64_MAX, &n));
	CHECK(!pv_num_parse(PV_SPAN("99999999999999999999999"), UINT64_MAX, &n));
	CHECK(!pv_num_parse(PV_SPAN(""), 9, &n));
	CHECK(!pv_num_parse(PV_SPAN("-1"), 9, &n));
	CHECK(!pv_num_parse(PV_SPAN(" 1"), 9, &n));
	CHECK(!pv_num_parse(PV_SPAN("1x"), 9, &n));
	CHECK(!pv_num_parse(PV_SPAN("5"), 3, &n));
	CHECK(pv_num_parse(PV_SPAN("0"), 0, &n) && n == 0);
}

/* Digit by digit, unlike the code under test. */
static void
roman(unsigned n, char out[16])
{
	static const char *const ones[] = { "", "I", "II", "III", "IV", "V",
		"VI", "VII", "VIII", "IX" };
	static const char *const tens[] = { "", "X", "XX", "XXX", "XL", "L",
		"LX", "LXX", "LXXX", "XC" };
	static const char *const cents[] = { "", "C", "CC", "CCC", "CD", "D",
		"DC", "DCC", "DCCC", "CM" };
	static const char *const mille[] = { "", "M", "MM", "MMM" };

	snprintf(out, 16, "%s%s%s%s", mille[n / 1000], cents[n / 100 % 10],
	    tens[n / 10 % 10], ones[n % 10]);
}

static void
test_roman(void)
{
	static const char *const bad[] = { "", "IIII", "VV", "IC", "IL", "IVI",
		"IXI", "XCX", "CMC", "CMD", "iI", "A", "MMMM", "LL", "XXXX",
		"VX", "IIV", "i.", "MMMDCCCLXXXVIIII" };
	char text[16];
	unsigned wrong = 0;

	for (unsigned n = 1; n <= 3999; n++) {
		roman(n, text);
		wrong += pv_num_roman(pv_span_str(text)) != n;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(pv_num_roman(PV_SPAN("xlix")), 49);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(pv_num_roman(pv_span_str(bad[i])), 0);
}

static void
test_letter(void)
{
	CHECK_INT(pv_num_letter(PV_SPAN("a")), 1);
	CHECK_INT(pv_num_letter(PV_SPAN("Z")), 26);
	CHECK_INT(pv_num_letter(PV_SPAN("aa")), 27);
	CHECK_INT(pv_num_letter(PV_SPAN("BB")), 28);
	CHECK_INT(pv_num_letter(PV_SPAN("ccc")), 55);
	CHECK_INT(pv_num_letter(PV_SPAN("ab")), 0);
	CHECK_INT(pv_num_letter(PV_SPAN("aA")), 0);
	CHECK_INT(pv_num_letter(PV_SPAN("1")), 0);
	CHECK_INT(pv_num_letter(PV_SPAN("")), 0);
}

static void
test_word(void)
{
	CHECK_INT(pv_num_word(PV_SPAN("One")), 1);
	CHECK_INT(pv_num_word(PV_SPAN("FIRST")), 1);
	CHECK_INT(pv_num_word(PV_SPAN("twelfth")), 12);
	CHECK_INT(pv_num_word(PV_SPAN("seventeenth")), 17);
	CHECK_INT(pv_num_word(PV_SPAN("twenty")), 20);
	CHECK_INT(pv_num_word(PV_SPAN("twentieth")), 20);
	CHECK_INT(pv_num_word(PV_SPAN("twent")), 0);
	CHECK_INT(pv_num_word(PV_SPAN("")), 0);
}

int
main(void)
{
	test_parse();
	test_roman();
	test_letter();
	test_word();
	return CHECK_DONE();
}
