/* SPDX-License-Identifier: MIT */
/*
 * What pv_conform() says beside the text: sources, ranges, operations; what
 * it reads out of instructions; and texts that were written to break it.
 * The cases of tests/cli/conform.sh compare texts to the byte.
 */
#include <stdlib.h>

#include "diff/conform.h"
#include "diff/draft.h"
#include "diff/operation.h"
#include "diff/quote.h"
#include "ingest/ingest.h"
#include "model/cite.h"

#include "check.h"

static struct pv_version *
ingest(struct pv_span text)
{
	struct pv_source src = { .name = PV_SPAN("test.txt"), .bytes = text };
	struct pv_version *v = NULL;
	struct pv_err err;

	if (pv_ingest(&src, NULL, &v, &err) != PV_OK) {
		printf("# %s\n", err.msg);
		abort();
	}
	return v;
}

#define HEAD "FIRST AMENDMENT\n\nThe parties agree as follows:\n\n1. "
static const char base_text[] =
    "HOSTING AGREEMENT\n\n"
    "1. Hosting. Cirrus shall host the Models.\n\n"
    "2. Fees. Northlake shall pay ten dollars.\n\n"
    "3. Law. The laws of Ostrava govern.\n";

static struct pv_conformed *
conform(const char *const *texts, size_t n, const char *as_of)
{
	struct pv_version *base = ingest(pv_span_str(base_text)), *v[4];
	const struct pv_version *amendments[4];
	struct pv_conform_input in = { base, amendments, n, as_of };
	struct pv_conformed *out = NULL;
	struct pv_err err;
	size_t i;

	for (i = 0; i < n; i++)
		amendments[i] = v[i] = ingest(pv_span_str(texts[i]));
	CHECK_INT(pv_conform(&in, &out, &err), PV_OK);
	for (i = 0; i < n; i++)
		pv_version_free(v[i]);
	pv_version_free(base);
	return out;
}

/* Runs cover the text one after the other, clauses lie in it. */
static void
check_ranges(const struct pv_conformed *c, uint32_t sources)
{
	uint32_t at = 0;
	size_t i;

	for (i = 0; i < c->nruns; i++) {
		CHECK_INT(c->runs[i].at.start, at);
		CHECK(c->runs[i].at.end > at);
		CHECK(c->runs[i].source < sources);
		CHECK(i == 0 || c->runs[i].source != c->runs[i - 1].source);
		at = c->runs[i].at.end;
	}
	CHECK_INT(at, c->text.len);
	for (i = 0; i < c->nclauses; i++)
		CHECK(c->clauses[i].at.end <= c->text.len &&
		    c->clauses[i].at.start < c->clauses[i].at.end);
}

static void
test_sources(void)
{
	static const char *const texts[] = {
		HEAD "Section 2 is hereby amended by replacing \"ten\" with "
		"\"nine\".\n",
		HEAD "Section 2 is hereby amended by replacing \"nine\" with "
		"\"eight\", and Section 3 is hereby deleted.\n" };
	struct pv_conformed *c = conform(texts, 2, NULL);

	CHECK_STR(c->text, "HOSTING AGREEMENT\n\n"
	    "1. Hosting. Cirrus shall host the Models.\n\n"
	    "2. Fees. Northlake shall pay eight dollars.\n");
	check_ranges(c, 3);
	CHECK_INT(c->nops, 3);
	CHECK_INT(c->nflagged, 0);
	CHECK_INT(c->ops[0].amendment, 1);
	CHECK_INT(c->ops[1].amendment, 2);
	CHECK_INT(c->ops[2].kind, PV_OP_DELETE);
	CHECK_STR(c->ops[2].target, "3");
	CHECK_INT(c->nruns, 3);
	CHECK_INT(c->runs[1].source, 2);
	CHECK_STR(pv_span_sub(c->text, c->runs[1].at.start,
	    c->runs[1].at.end), "eight");
	CHECK_INT(c->clauses[c->nclauses - 1].source, 2);
	CHECK_INT(c->clauses[1].source, 0);
	pv_conformed_free(c);
}

static void
test_nothing(void)
{
	struct pv_version *base = ingest(pv_span_str(base_text));
	struct pv_conform_input in = { base, NULL, 0, NULL };
	struct pv_conformed *c = NULL;
	struct pv_err err;

	CHECK_INT(pv_conform(&in, &c, &err), PV_OK);
	CHECK(pv_span_eq(c->text, base->text));
	CHECK_INT(c->nops, 0);
	check_ranges(c, 1);
	pv_conformed_free(c);
	pv_version_free(base);
	pv_conformed_free(NULL);
}

/* What the instrument says of itself holds for all of it. */
static void
test_dates(void)
{
	static const char *const texts[] = {
		"FIRST AMENDMENT\n\nThis Amendment is effective as of "
		"March 1, 2027.\n\nThe parties agree as follows:\n\n"
		"1. Section 3 is hereby deleted.\n" };
	static const struct { const char *as_of; size_t flagged; } cases[] = {
		{ NULL, 0 }, { "2027-02-28", 1 }, { "2027-03-01", 0 },
		{ "2030-01-01", 0 } };

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_conformed *c = conform(texts, 1, cases[i].as_of);

		CHECK_INT(c->nops, 1);
		CHECK_INT(c->nflagged, cases[i].flagged);
		pv_conformed_free(c);
	}
}

static void
test_quotes(void)
{
	static const struct { const char *text, *inside; } cases[] = {
		{ "the words \"a b\" are", "a b" },
		{ "\"Runs (the \"Term\").\" 4.", "Runs (the \"Term\")." },
		{ "\"one\n\n\"two\" three", "one\n\n\"two" },
		{ "\"He said \"no\" twice.\"", "He said \"no\" twice." },
		{ "\"never closed\n\nnext", "never closed" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_span s = pv_span_str(cases[i].text);
		const struct pv_quote *x;
		struct pv_quotes q;
		struct pv_range in;

		CHECK(pv_quotes_find(&q, s));
		x = pv_quote_from(&q, 0);
		CHECK(x != NULL);
		CHECK_INT(q.masked.len, s.len);
		if (x != NULL) {
			in = pv_quote_inside(x);
			CHECK_STR(pv_span_sub(s, in.start, in.end),
			    cases[i].inside);
		}
		pv_quotes_release(&q);
	}
}

static void
test_numbers(void)
{
	static const struct { const char *text, *label; } cases[] = {
		{ "4.5 Fees. Pay.", "4.5" }, { "(b) on demand", "(b)" },
		{ "Section 4.05. Fees", "4.5" }, { "4. Fees", "4" },
		{ "EXHIBIT B", "Exhibit B" }, { "Article IV Fees", "4" },
		{ "A new clause", "" }, { "30 days later", "" },
		{ "Fees are due", "" }, { "", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_cite c = { .len = 0 };
		uint32_t len;

		if (!pv_draft_number(pv_span_str(cases[i].text), &len, &c))
			c.len = 0;
		CHECK_STR(pv_cite_span(&c), cases[i].label);
	}
}

/* One piece of an instruction over and over: an answer, and no guess. */
static void
test_hostile(void)
{
	static const char *const pieces[] = { "\"", "\"a\" ", "(", "(a) ",
		"Section 4.5, ", "clause (b) of ", "deleting \"a\" and ",
		"the first sentence of ", "replacing ", "Sections 1 through ",
		"\n\n\"", "the definition of \"", "effective as of ",
		"; and ", ": ", "the Agreement ", "[Reserved] ", "\n\n(a) " };
	struct pv_version *base = ingest(pv_span_str(base_text));

	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct pv_buf b = PV_BUF_INIT;
		struct pv_conformed *c = NULL;
		const struct pv_version *a;
		struct pv_conform_input in = { base, &a, 1, NULL };
		struct pv_version *v;
		struct pv_err err;
		enum pv_rc rc;

		pv_buf_str(&b, HEAD "Section 1 is hereby amended by ");
		for (size_t k = 0; k < 4000; k++)
			pv_buf_str(&b, pieces[i]);
		a = v = ingest(pv_buf_view(&b));
		rc = pv_conform(&in, &c, &err);
		CHECK(rc == PV_OK || rc == PV_ELIMIT);
		if (rc == PV_OK) {
			CHECK(pv_span_eq(c->text, base->text));
			check_ranges(c, 2);
			pv_conformed_free(c);
		}
		pv_version_free(v);
		pv_buf_release(&b);
	}
	pv_version_free(base);
}

int
main(void)
{
	test_nothing();
	test_sources();
	test_dates();
	test_quotes();
	test_numbers();
	test_hostile();
	return CHECK_DONE();
}
