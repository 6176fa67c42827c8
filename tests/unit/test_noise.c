/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "diff/noise.h"

static void
test_urls(void)
{
	static const struct { const char *a, *b; bool same; } cases[] = {
		{ "https://cirrus.example/pricing?visit-did=1b4e28ba-2fa1-11d2-"
		    "883f-0016d3cca427&visit_referred=true",
		    "https://cirrus.example/pricing?visit-did=6fa459ea-ee8a-"
		    "3ca4-894e-db77e160355e&visit_referred=true", true },
		{ "https://cirrus.example/a?utm_source=x&utm_medium=y",
		    "http://cirrus.example/a/", true },
		{ "https://cirrus.example/a?page=2", "https://cirrus.example/a",
		    false },
		{ "https://cirrus.example/a?page=2&gclid=zz",
		    "https://CIRRUS.example/a?gclid=yy&page=2", true },
		{ "https://cirrus.example/en-GB/terms",
		    "https://cirrus.example/en-US/terms", false },
		{ "https://cirrus.example/terms",
		    "https://cirrus.example/prices", false },
		{ "https://cirrus.example/d?x=0123456789abcdef0123",
		    "https://cirrus.example/d?x=fedcba98765432100000", true },
		{ "https://cirrus.example/d?plan=enterprise-customers-only",
		    "https://cirrus.example/d?plan=individual-customers-only",
		    false },
		{ "https://cirrus.example/d#section-2",
		    "https://cirrus.example/d#section-3", false },
		{ "https://cirrus.example/d#:~:text=exclusive",
		    "https://cirrus.example/d", true },
	};
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		pv_buf_clear(&a);
		pv_buf_clear(&b);
		pv_noise_url(pv_span_str(cases[i].a), &a);
		pv_noise_url(pv_span_str(cases[i].b), &b);
		CHECK_INT(pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)),
		    cases[i].same);
		if (pv_span_eq(pv_buf_view(&a), pv_buf_view(&b)) !=
		    cases[i].same)
			printf("# %s\n# %s\n", a.ptr, b.ptr);
	}
	pv_buf_release(&a);
	pv_buf_release(&b);
}

static void
test_marks(void)
{
	static const struct { const char *s; size_t n; } urls[] = {
		{ "https://cirrus.example/a. Next", 24 },
		{ "www.cirrus.example)", 18 }, { "http", 0 }, { "", 0 },
	}, marks[] = {
		{ "[***] days", 5 }, { "[*]", 3 }, { "[* * *]", 7 },
		{ "*** days", 3 }, { "** bold", 0 }, { "[REDACTED]", 10 },
		{ "[Omitted] x", 9 }, { "[30] days", 0 }, { "[*", 0 },
		{ "[Customer Name]", 0 }, { "\xe2\x96\x88\xe2\x96\x88 x", 6 },
		{ "\xe2\x80\xa2 x", 0 },
	}, dates[] = {
		{ "Last updated: 3 May 2026", 14 },
		{ "Updated: 1 December 2025", 9 },
		{ "Last updated: Monday, January 5, 2026", 14 },
		{ "Revised Wednesday, the 2nd of September 2026", 44 },
		{ "Last revised: 9 Sept 2026, 10:15 am UTC", 14 },
		{ "Last Modified on May 3rd, 2026", 17 },
		{ "Date of last revision: 2026-05-03", 23 },
		{ "Effective: January 1, 2026", 26 },
		{ "Updated prices apply from 3 May 2026", 36 },
		{ "Last updated by Cirrus in 2026", 30 },
		{ "Last updated", 12 }, { "", 0 },
	}, notes[] = {
		{ "[^1] x", 4 }, { "[^a-b]: x", 6 }, { "[^]", 0 },
		{ "[^1", 0 }, { "[^1 2]", 0 }, { "[1]", 0 }, { "", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		CHECK_INT(pv_noise_url_at(pv_span_str(urls[i].s)), urls[i].n);
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		CHECK_INT(pv_noise_redaction_at(pv_span_str(marks[i].s)),
		    marks[i].n);
	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		CHECK_INT(pv_noise_note_at(pv_span_str(notes[i].s)),
		    notes[i].n);
	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		CHECK_INT(pv_noise_dated(pv_span_str(dates[i].s)),
		    dates[i].n);
}

/* The sign of a copyright, whichever way it is written, behind that word. */
static void
test_copyright(void)
{
	static const struct { const char *s; size_t at, n; } cases[] = {
		{ "Copyright (c) Northlake", 10, 3 },
		{ "COPYRIGHT (C) 2026", 10, 3 },
		{ "Copyright \xc2\xa9 2026", 10, 2 },
		{ "copyright(c) 2026", 9, 3 },
		{ "(c) 2026", 0, 0 },
		{ "Section 4 (c)", 10, 0 },
		{ "Copyright (d)", 10, 0 },
		{ "Copyright", 9, 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_INT(pv_noise_copyright_at(pv_span_str(cases[i].s),
		    cases[i].at), cases[i].n);
}

int
main(void)
{
	test_urls();
	test_copyright();
	test_marks();
	return CHECK_DONE();
}
