/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/number.h"

#include "check.h"

struct row {
	const char *text;
	unsigned len;           /* 0 = no number */
	enum pv_num_prefix prefix;
	enum pv_num_form form;
	unsigned nparts, last;  /* value of the last component */
	unsigned roman;         /* its other reading */
};

static const struct row rows[] = {
	{ "4. Term", 2, PV_NUM_PLAIN, PV_NUM_DOT, 1, 4, 0 },
	{ "4 Term", 1, PV_NUM_PLAIN, PV_NUM_DOT, 1, 4, 0 },
	{ "4.2 Fees", 3, PV_NUM_PLAIN, PV_NUM_DOT, 2, 2, 0 },
	{ "4.2.1. Fees", 6, PV_NUM_PLAIN, PV_NUM_DOT, 3, 1, 0 },
	{ "2.01 Sale", 4, PV_NUM_PLAIN, PV_NUM_DOT, 2, 1, 0 },
	{ "2.10 Sale", 4, PV_NUM_PLAIN, PV_NUM_DOT, 2, 10, 0 },
	{ "3.0 Term", 3, PV_NUM_PLAIN, PV_NUM_DOT, 1, 3, 0 },
	{ "2.TERM", 2, PV_NUM_PLAIN, PV_NUM_DOT, 1, 2, 0 },
	{ "4.2(b) Fees", 3, PV_NUM_PLAIN, PV_NUM_DOT, 2, 2, 0 },
	{ "Section 4.2 Fees", 11, PV_NUM_SECTION, PV_NUM_DOT, 2, 2, 0 },
	{ "SECTION 4. Fees", 10, PV_NUM_SECTION, PV_NUM_DOT, 1, 4, 0 },
	{ "\xc2\xa7 4 Fees", 4, PV_NUM_SECTION, PV_NUM_DOT, 1, 4, 0 },
	{ "Clause 7: Fees", 9, PV_NUM_SECTION, PV_NUM_DOT, 1, 7, 0 },
	{ "Article IV", 10, PV_NUM_ARTICLE, PV_NUM_DOT, 1, 4, 0 },
	{ "ARTICLE ONE", 11, PV_NUM_ARTICLE, PV_NUM_DOT, 1, 1, 0 },
	{ "PART B", 6, PV_NUM_PART, PV_NUM_DOT, 1, 2, 0 },
	{ "(a) host", 3, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 1, 0 },
	{ "(aa) host", 4, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 27, 0 },
	{ "(i) host", 3, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 9, 1 },
	{ "(iv) host", 4, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 4, 0 },
	{ "(12) host", 4, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 12, 0 },
	{ "( c ) host", 5, PV_NUM_PLAIN, PV_NUM_PAREN, 1, 3, 100 },
	{ "a) host", 2, PV_NUM_PLAIN, PV_NUM_HALF, 1, 1, 0 },
	{ "1) Host", 2, PV_NUM_PLAIN, PV_NUM_HALF, 1, 1, 0 },
	{ "II. Term", 3, PV_NUM_PLAIN, PV_NUM_DOT, 1, 35, 2 },
	{ "A.1 Term", 3, PV_NUM_PLAIN, PV_NUM_DOT, 2, 1, 0 },
	{ "M.7.a Term", 5, PV_NUM_PLAIN, PV_NUM_DOT, 3, 1, 0 },
	{ "5.3.a Term", 5, PV_NUM_PLAIN, PV_NUM_DOT, 3, 1, 0 },
	{ "5,000 units", 0, 0, 0, 0, 0, 0 },
	{ "Inc. shall", 0, 0, 0, 0, 0, 0 },
	{ "MD. Smith", 0, 0, 0, 0, 0, 0 },
	{ "A model", 0, 0, 0, 0, 0, 0 },
	{ "(the Model)", 0, 0, 0, 0, 0, 0 },
	{ "Section of", 0, 0, 0, 0, 0, 0 },
	{ "10b-5 rule", 0, 0, 0, 0, 0, 0 },
	{ "", 0, 0, 0, 0, 0, 0 },
};

static void
test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *r = &rows[i];
		struct pv_span text = pv_span_str(r->text);
		struct pv_number n = { 0 };
		bool got = pv_number_read(text, 0, (uint32_t)text.len, &n);

		if (got != (r->len > 0))
			printf("# row \"%s\"\n", r->text);
		CHECK_INT(got, r->len > 0);
		if (!got)
			continue;
		if (n.end != r->len)
			printf("# row \"%s\"\n", r->text);
		CHECK_INT(n.end, r->len);
		CHECK_INT(n.prefix, r->prefix);
		CHECK_INT(n.form, r->form);
		CHECK_INT(n.nparts, r->nparts);
		CHECK_INT(n.parts[n.nparts - 1].value, r->last);
		CHECK_INT(n.parts[n.nparts - 1].roman, r->roman);
	}
}

/* Values saturate; the digits stay in the text. */
static void
test_huge(void)
{
	struct pv_span s = PV_SPAN("99999999999999999999.4294967296 Fees");
	struct pv_number n;

	CHECK(pv_number_read(s, 0, (uint32_t)s.len, &n));
	CHECK_INT(n.nparts, 2);
	CHECK_INT(n.parts[0].value, 0x7fffffff);
	CHECK_INT(n.parts[0].len, 20);
	CHECK_INT(n.parts[1].len, 10);
}

static void
test_depth(void)
{
	char buf[1024];
	size_t len = 0;
	struct pv_number n;

	while (len + 4 < sizeof(buf)) {
		buf[len++] = '1';
		buf[len++] = '.';
	}
	buf[len++] = ' ';
	buf[len++] = 'X';
	CHECK(!pv_number_read(pv_span(buf, len), 0, (uint32_t)len, &n));
	CHECK(pv_number_read(pv_span(buf, len), (uint32_t)len - 30,
	    (uint32_t)len, &n));
}

/* Nothing is read beyond `end`, wherever it is. */
static void
test_prefixes(void)
{
	static const char text[] = "Section 4.2(b)(ii). ARTICLE IV";
	struct pv_number n;

	for (uint32_t end = 0; end < sizeof(text); end++)
		for (uint32_t at = 0; at <= end; at++)
			if (pv_number_read(pv_span(text, sizeof(text) - 1), at,
			    end, &n))
				CHECK(n.end <= end && n.start == at);
}

int
main(void)
{
	test_rows();
	test_huge();
	test_depth();
	test_prefixes();
	return CHECK_DONE();
}
