/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "check.h"

/* Every scalar value comes back from its bytes; no other value has any. */
static void
test_round(void)
{
	unsigned wrong = 0;
	uint32_t back = 0;
	char out[4];
	size_t len;

	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		len = pv_utf8_encode(c, out);
		if (pv_utf8_decode(pv_span(out, len), &back) != len)
			wrong++;
		else if (c >= 0xD800 && c <= 0xDFFF)
			wrong += back != 0xFFFD;
		else
			wrong += back != c;
		if (len > 1 && pv_utf8_decode(pv_span(out, len - 1), &back) > 0)
			wrong++;
	}
	CHECK_INT(wrong, 0);
	CHECK_INT(pv_utf8_encode(0x110000, out), 3);
}

static void
test_bad(void)
{
	static const char *const bad[] = {
		"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80",
		"\xE0\x9F\xBF", "\xED\xA0\x80", "\xED\xBF\xBF",
		"\xF0\x80\x80\x80", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80", "\xFE", "\xFF", "\xC3", "\xC3(",
		"\xE2\x82", "\xE2(\xAC", "\xF0\x9F\x98", "\xF0\x9F(\x80",
	};
	uint32_t c;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_INT(pv_utf8_decode(pv_span_str(bad[i]), &c), 0);
}

static void
test_check(void)
{
	CHECK_INT(pv_utf8_check(pv_span(NULL, 0)), 0);
	CHECK_INT(pv_utf8_check(PV_SPAN("plain text of any length")), 24);
	CHECK_INT(pv_utf8_check(PV_SPAN("caf\xC3\xA9 \xE2\x80\x93 x")), 11);
	CHECK_INT(pv_utf8_check(PV_SPAN("eight ok\xFFrest")), 8);
	CHECK_INT(pv_utf8_check(PV_SPAN("cut at the end \xE2\x80")), 15);
}

int
main(void)
{
	test_round();
	test_bad();
	test_check();
	return CHECK_DONE();
}
