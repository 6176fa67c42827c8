/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "rule/unit.h"
#include "version_build.h"

#define ITEM PV_CLAUSE_ITEM
#define SECT PV_CLAUSE_SECTION

/* Every sentence of the version as a unit, one a line, own words in <>. */
static void
show_sentences(struct pv_reader *r, struct pv_buf *b)
{
	uint32_t i;

	pv_buf_clear(b);
	for (i = 0; i < r->v->nsentences; i++) {
		struct pv_unit u;

		if (!pv_read_sentence(r, i, &u))
			continue;
		pv_buf_span(b, pv_span_sub(u.text, 0, u.own.start));
		pv_buf_char(b, '<');
		pv_buf_span(b, pv_span_sub(u.text, u.own.start, u.own.end));
		pv_buf_char(b, '>');
		pv_buf_span(b, pv_span_sub(u.text, u.own.end, u.text.len));
		pv_buf_char(b, '\n');
	}
}

static void
test_list(struct pv_buf *b)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "4.", "Limits",
		    "Fees are due. Northlake shall not:", 0, false },
		{ 2, ITEM, "(a)", "", "host any Model;", 0, false },
		{ 2, ITEM, "(b)", "", "permit any of:", 0, false },
		{ 3, ITEM, "(i)", "", "Alder; or", 0, false },
		{ 3, ITEM, "(ii)", "", "Basalt,", 0, false },
		{ 2, ITEM, "", "", "to host it. It agrees.", 0, true },
		{ 1, ITEM, "", "", "in each case but for tests.", 0, true }
	};
	struct pv_version *v = build_version(lines, 7);
	struct pv_reader r;
	struct pv_unit u;

	pv_reader_init(&r, NULL);
	CHECK_INT(pv_reader_open(&r, v, NULL), PV_OK);
	show_sentences(&r, b);
	CHECK_STR(pv_buf_view(b),
	    "<Fees are due.>\n"
	    "<Northlake shall not:>\n"
	    "Northlake shall not: <host any Model;> in each case but for "
	    "tests.\n"
	    "Northlake shall not: <permit any of:> in each case but for "
	    "tests.\n"
	    "Northlake shall not: permit any of: <Alder; or> to host it.\n"
	    "Northlake shall not: permit any of: <Basalt,> to host it.\n"
	    "Northlake shall not: permit any of: <to host it.>\n"
	    "<It agrees.>\n"
	    "Northlake shall not: <in each case but for tests.>\n");

	CHECK(pv_read_clause(&r, 4, &u));
	CHECK_STR(u.text, "Northlake shall not: permit any of: Alder; or");
	CHECK_STR(u.heading, "Limits");
	CHECK(pv_read_clause(&r, 1, &u));
	CHECK_STR(u.text,
	    "Fees are due. Northlake shall not:\n"
	    "in each case but for tests.");
	CHECK(pv_read_section(&r, 3, &u));
	CHECK_STR(u.text,
	    "permit any of:\nAlder; or\nBasalt,\nto host it. "
	    "It agrees.");
	CHECK(!pv_read_section(&r, 0, &u));
	CHECK(pv_read_heading(&r, 1, &u));
	CHECK_STR(u.text, "Limits");
	CHECK(!pv_read_heading(&r, 2, &u));
	CHECK(!pv_read_joined(&r, 1, &u));
	pv_reader_release(&r);
	pv_version_free(v);
}

static void
test_inline(void)
{
	static const struct build_line lines[] = { { 1, SECT, "1.", "",
						       "Cirrus has", 0, false },
		{ 2, ITEM, "(i)", "", "the first, and", PV_CLAUSE_INLINE,
		    false },
		{ 2, ITEM, "(ii)", "", "for a year the exclusive,",
		    PV_CLAUSE_INLINE, false },
		{ 1, ITEM, "", "", "right to host.", PV_CLAUSE_INLINE, true } };
	struct pv_version *v = build_version(lines, 4);
	struct pv_reader r;
	struct pv_unit u;
	struct pv_range at;

	pv_reader_init(&r, NULL);
	CHECK_INT(pv_reader_open(&r, v, NULL), PV_OK);
	CHECK(pv_read_joined(&r, 1, &u));
	CHECK_STR(u.text,
	    "Cirrus has the first, and for a year the "
	    "exclusive, right to host.");
	at = pv_unit_source(&u, (struct pv_range){ 0, (uint32_t)u.text.len });
	CHECK_STR(pv_version_text(v, at),
	    "Cirrus has (i) the first, and (ii) "
	    "for a year the exclusive, right to host.");
	pv_reader_release(&r);
	pv_version_free(v);
}

/* Unit bytes back to the version: own words before what was borrowed. */
static void
test_source(void)
{
	static const struct build_line lines[] = {
		{ 1, SECT, "", "", "Northlake shall not", 0, false },
		{ 2, ITEM, "(a)", "", "sell; or", 0, false },
		{ 2, ITEM, "(b)", "", "rent out Models.", 0, false }
	};
	struct pv_version *v = build_version(lines, 3);
	struct pv_reader r;
	struct pv_unit u;
	uint32_t n;

	pv_reader_init(&r, NULL);
	CHECK_INT(pv_reader_open(&r, v, NULL), PV_OK);
	CHECK(pv_read_sentence(&r, 2, &u));
	CHECK_STR(u.text, "Northlake shall not rent out Models.");
	n = (uint32_t)pv_span_find(u.text, PV_SPAN("not"));
	CHECK(!pv_unit_touches_own(&u, (struct pv_range){ n, n + 3 }));
	CHECK(pv_unit_touches_own(&u, (struct pv_range){ n, n + 5 }));
	CHECK_STR(pv_version_text(
		      v, pv_unit_source(&u, (struct pv_range){ n, n + 3 })),
	    "not");
	CHECK_STR(pv_version_text(
		      v, pv_unit_source(&u, (struct pv_range){ n, n + 8 })),
	    "rent");
	pv_reader_release(&r);
	pv_version_free(v);
}

static void
test_places(void)
{
	static const struct build_line lines[] = {
		{ 1, PV_CLAUSE_RECITAL, "A.", "", "Whereas.", 0, false },
		{ 2, ITEM, "(a)", "", "It is so.", 0, false },
		{ 1, SECT, "1.", "", "\"Host\" means Cirrus. It hosts.", 0,
		    false },
		{ 1, PV_CLAUSE_SCHEDULE, "", "Schedule 1", "", 0, false },
		{ 2, SECT, "1.", "", "Prices.", PV_CLAUSE_RESERVED, false }
	};
	static const int want[] = { PV_PLACE_RECITAL, PV_PLACE_RECITAL,
		PV_PLACE_DEFINITION, PV_PLACE_BODY, PV_PLACE_SCHEDULE };
	struct pv_version *v = build_version(lines, 5);
	struct pv_reader r;
	struct pv_unit u;
	uint32_t i;

	build_define(
	    v, "Host", "\"Host\" means Cirrus.", "Cirrus", PV_DEF_MEANS);
	pv_reader_init(&r, NULL);
	CHECK_INT(pv_reader_open(&r, v, NULL), PV_OK);
	CHECK_INT(v->nsentences, 5);
	for (i = 0; i < v->nsentences && i < 5; i++) {
		CHECK(pv_read_sentence(&r, i, &u));
		CHECK_INT(u.place, want[i]);
	}
	CHECK(u.reserved);
	CHECK_STR(u.heading, "Schedule 1");
	CHECK(pv_read_definition(&r, 0, &u));
	CHECK_STR(u.text, "\"Host\" means Cirrus.");
	pv_reader_release(&r);
	pv_version_free(v);
}

/* A lead-in longer than its share keeps its end. */
static void
test_long_stem(void)
{
	char stem[PV_UNIT_STEM_MAX + 64];
	struct build_line lines[] = { { 1, SECT, "", "", stem, 0, false },
		{ 2, ITEM, "(a)", "", "host.", 0, false } };
	struct pv_version *v;
	struct pv_reader r;
	struct pv_unit u;

	memset(stem, 'x', sizeof(stem));
	memcpy(stem + sizeof(stem) - 11, " shall not:", 11);
	stem[sizeof(stem) - 1] = '\0';
	v = build_version(lines, 2);
	pv_reader_init(&r, NULL);
	CHECK_INT(pv_reader_open(&r, v, NULL), PV_OK);
	CHECK(pv_read_sentence(&r, 1, &u));
	CHECK_STR(pv_span_trim(u.text), "shall not host.");
	pv_reader_release(&r);
	pv_version_free(v);
}

int
main(void)
{
	struct pv_buf b = PV_BUF_INIT;

	test_list(&b);
	test_inline();
	test_source();
	test_places();
	test_long_stem();
	pv_buf_release(&b);
	return CHECK_DONE();
}
