/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "check.h"
#include "view/put.h"
#include "view/view.h"

static void
test_escape(void)
{
	static const struct { const char *in, *out; bool keep_nl; } rows[] = {
		{ "plain text", "plain text", false },
		{ "caf\xc3\xa9 \xe2\x82\xac", "caf\xc3\xa9 \xe2\x82\xac",
		  false },
		{ "a\033[31mb", "a\\033[31mb", false },
		{ "a\nb\tc", "a\\012b\\011c", false },
		{ "a\nb\tc\r", "a\nb\tc\\015", true },
		{ "\x7f", "\\177", true },
		{ "\xc2\x9b" "31m", "\\u{9b}31m", true },      /* C1 CSI */
		{ "\x9b" "31m", "\\23331m", true },            /* not UTF-8 */
		{ "\xe2\x80\xae" "gpj", "\\u{202e}gpj", true }, /* RLO */
		{ "\xe2\x81\xa6", "\\u{2066}", true },         /* LRI */
		{ "\xe2\x80\x8b", "\\u{200b}", true },         /* ZWSP */
		{ "\xef\xbb\xbf", "\\u{feff}", true },
		{ "\xee\x80\x80", "\\u{e000}", true },         /* private */
		{ "\xef\xbf\xbf", "\\u{ffff}", true },
		{ "\xf0\x9f\xbf\xbe", "\\u{1fffe}", true },
		{ "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80", true },
		{ "\xed\xa0\x80", "\\355\\240\\200", true },   /* surrogate */
		{ "", "", true },
	};
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pv_buf_clear(&b);
		pv_view_escape(&b, pv_span_str(rows[i].in), rows[i].keep_nl);
		CHECK_STR(pv_buf_view(&b), rows[i].out);
	}
	pv_buf_clear(&b);
	pv_view_escape(&b, PV_SPAN("a\0b"), true);
	CHECK_STR(pv_buf_view(&b), "a\\000b");
	pv_buf_release(&b);
}

static void
test_csv(void)
{
	static const struct { const char *in, *out; } rows[] = {
		{ "plain", "\"plain\"" },
		{ "a,b", "\"a,b\"" },
		{ "say \"x\"", "\"say \"\"x\"\"\"" },
		{ "=1+1", "\"'=1+1\"" },
		{ "+1", "\"'+1\"" },
		{ "-1", "\"'-1\"" },
		{ "@x", "\"'@x\"" },
		{ "\tx", "\"'\tx\"" },
		{ "\rx", "\"'\\015x\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "", "\"\"" },
	};
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pv_buf_clear(&b);
		pv_view_csv(&b, pv_span_str(rows[i].in));
		CHECK_STR(pv_buf_view(&b), rows[i].out);
	}
	pv_buf_release(&b);
}

static void
test_flow(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_flow f = { .out = &b, .indent = 2, .width = 26 };
	struct pv_run del = { PV_SPAN("only now"), PV_STYLE_BAD, "[-", "-]",
		false };
	struct pv_run ins = { PV_SPAN("mostly"), PV_STYLE_GOOD, "{+", "+}",
		false };
	struct pv_run dot = { PV_SPAN("."), PV_STYLE_PLAIN, "", "", true };

	pv_flow_text(&f, PV_SPAN("Cirrus  shall host\nthe"));
	pv_flow_run(&f, &del);
	pv_flow_run(&f, &ins);
	pv_flow_run(&f, &dot);
	pv_flow_end(&f);
	CHECK_STR(pv_buf_view(&b), "  Cirrus shall host the\n"
	    "  [-only now-] {+mostly+}.\n");
	pv_buf_clear(&b);
	f = (struct pv_flow){ .out = &b, .color = true };
	pv_flow_run(&f, &ins);
	pv_flow_end(&f);
	CHECK_STR(pv_buf_view(&b), "\033[32mmostly\033[0m\n");
	pv_buf_clear(&b);
	pv_put_head(&b, PV_SPAN("one two three four"), 14);
	CHECK_STR(pv_buf_view(&b), "one two ...");
	pv_buf_release(&b);
}

static void
test_names(void)
{
	static const char *const names[] = {
		"text", "line", "json", "jsonl", "csv", "markdown"
	};
	size_t i, n = 0;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK(pv_view_find(pv_span_str(names[i])) != NULL);
	CHECK(pv_view_find(PV_SPAN("sgml")) == NULL);
	while (pv_views()[n] != NULL)
		n++;
	CHECK(n >= 6);
}

int
main(void)
{
	test_escape();
	test_csv();
	test_flow();
	test_names();
	return CHECK_DONE();
}
