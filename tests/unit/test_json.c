/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "check.h"

static void
build(struct pv_json *j)
{
	pv_json_open(j, '{');
	pv_json_key(j, "a");
	pv_json_open(j, '[');
	pv_json_u64(j, 1);
	pv_json_bool(j, true);
	pv_json_open(j, '{');
	pv_json_close(j, '}');
	pv_json_close(j, ']');
	pv_json_key(j, "b\"");
	pv_json_null(j);
	pv_json_key(j, "c");
	pv_json_open(j, '{');
	pv_json_key(j, "d");
	pv_json_str(j, PV_SPAN("x"));
	pv_json_close(j, '}');
	pv_json_close(j, '}');
}

static void
test_layout(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_json j = { .out = &b };

	build(&j);
	pv_buf_char(&b, '\n');
	build(&j);
	CHECK_STR(pv_buf_view(&b),
	    "{\"a\":[1,true,{}],\"b\\\"\":null,\"c\":{\"d\":\"x\"}}\n"
	    "{\"a\":[1,true,{}],\"b\\\"\":null,\"c\":{\"d\":\"x\"}}");
	pv_buf_clear(&b);
	j.pretty = true;
	build(&j);
	CHECK_STR(pv_buf_view(&b),
	    "{\n  \"a\": [\n    1,\n    true,\n    {}\n  ],\n"
	    "  \"b\\\"\": null,\n  \"c\": {\n    \"d\": \"x\"\n  }\n}");
	pv_buf_release(&b);
}

static void
test_strings(void)
{
	static const struct {
		struct pv_span in;
		const char *out;
	} cases[] = {
		{ PV_SPAN_INIT(""), "\"\"" },
		{ PV_SPAN_INIT("a\"b\\c/"), "\"a\\\"b\\\\c/\"" },
		{ PV_SPAN_INIT("\n\r\t\b\f"), "\"\\n\\r\\t\\b\\f\"" },
		{ PV_SPAN_INIT("\0\x1b[31m"), "\"\\u0000\\u001b[31m\"" },
		{ PV_SPAN_INIT("\x7f\xC2\x9B"), "\"\\u007f\\u009b\"" },
		{ PV_SPAN_INIT("\xE2\x80\xAEx\xE2\x81\xA6"),
		    "\"\\u202ex\\u2066\"" },
		{ PV_SPAN_INIT("\xE2\x80\x8F\xD8\x9C"), "\"\\u200f\\u061c\"" },
		{ PV_SPAN_INIT("\xE2\x80\xA8"), "\"\\u2028\"" },
		{ PV_SPAN_INIT("\xC3\xA9\xE2\x80\x93\xF0\x9F\x98\x80"),
		    "\"\xC3\xA9\xE2\x80\x93\xF0\x9F\x98\x80\"" },
		{ PV_SPAN_INIT("a\xFF" "b\xE2\x80"),
		    "\"a\xEF\xBF\xBD" "b\xEF\xBF\xBD\xEF\xBF\xBD\"" },
	};
	struct pv_buf b = PV_BUF_INIT;
	struct pv_json j = { .out = &b };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pv_buf_clear(&b);
		pv_json_str(&j, cases[i].in);
		CHECK_STR(pv_buf_view(&b), cases[i].out);
	}
	pv_buf_release(&b);
}

static void
test_milli(void)
{
	static const struct {
		int64_t in;
		const char *out;
	} cases[] = {
		{ 0, "0" }, { 940, "0.94" }, { 1000, "1" }, { 1, "0.001" },
		{ 50, "0.05" }, { 2100, "2.1" }, { 12345, "12.345" },
		{ -5, "-0.005" }, { -2000, "-2" },
		{ INT64_MIN, "-9223372036854775.808" },
	};
	struct pv_buf b = PV_BUF_INIT;
	struct pv_json j = { .out = &b };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pv_buf_clear(&b);
		pv_json_milli(&j, cases[i].in);
		CHECK_STR(pv_buf_view(&b), cases[i].out);
	}
	pv_buf_release(&b);
}

int
main(void)
{
	test_layout();
	test_strings();
	test_milli();
	return CHECK_DONE();
}
