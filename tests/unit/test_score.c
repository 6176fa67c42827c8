/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/arena.h"
#include "rule/score.h"
#include "rule/score_unit.h"

#include "check.h"
#include "mkversion.h"

static const struct mk_clause clauses[] = {
	{ "", "", "", "" },
	{ "1", "Hosting", "Cirrus alone hosts. No other cloud may.", "" },
	{ "2", "Resale", "Alder may resell the Models.", "" },
	{ "3", "Recital", "An exclusive mood prevailed.", "" },
};

struct expected {
	const char *provision, *subtype, *clause, *words;
	enum pv_stance stance;
};

static struct pv_gold_expect
make_expect(const struct expected *in)
{
	return (struct pv_gold_expect){
		.provision = { .s = pv_span_str(in->provision) },
		.subtype = { .s = pv_span_str(in->subtype) },
		.clause = { .s = pv_span_str(in->clause) },
		.text = { .s = pv_span_str(in->words), .line = 7 },
		.stance = in->stance
	};
}

/* An item: at most four expected findings and as many that were made. */
struct a_case {
	const char *name;
	struct expected want[4];
	struct mk_finding got[4];
	const char *near;
	/* of "x" */
	uint32_t tp, fp, fn, again, ref_tp, ref_fp, ref_fn, confused;
	struct pv_right stance, subtype, clean;
};

#define NONE PV_STRENGTH_NONE
#define IN PV_STANCE_IN_FORCE
#define REF PV_STANCE_REFERENCE

static const struct a_case cases[] = {
	{ "a pair", { { "x", "", "1", "Cirrus  ALONE\nhosts", IN } },
	    { { "1", "Cirrus alone hosts.", "x", "", IN, NONE } }, NULL,
	    1, 0, 0, 0, 0, 0, 0, 0, { 1, 1 }, { 0, 0 }, { 0, 0 } },
	{ "another provision", { { "x", "", "", "Cirrus alone", IN } },
	    { { "1", "Cirrus alone hosts.", "y", "", IN, NONE } }, NULL,
	    0, 0, 1, 0, 0, 0, 0, 0, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ "another place", { { "x", "", "", "Cirrus alone", IN } },
	    { { "2", "Alder may resell", "x", "", IN, NONE } }, NULL,
	    0, 1, 1, 0, 0, 0, 0, 0, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ "a wrong stance and subtype",
	    { { "x", "a", "", "Cirrus alone", IN } },
	    { { "1", "Cirrus alone hosts.", "x", "b", PV_STANCE_NEGATED,
		NONE } }, NULL,
	    1, 0, 0, 0, 0, 0, 0, 0, { 0, 1 }, { 0, 1 }, { 0, 0 } },
	{ "two at one place pair by what they say",
	    { { "x", "a", "", "Cirrus alone", IN },
		{ "x", "b", "", "alone hosts", PV_STANCE_NEGATED } },
	    { { "1", "Cirrus alone", "x", "b", PV_STANCE_NEGATED, NONE },
		{ "1", "Cirrus alone", "x", "a", IN, NONE } }, NULL,
	    2, 0, 0, 0, 0, 0, 0, 0, { 2, 2 }, { 2, 2 }, { 0, 0 } },
	{ "a second finding", { { "x", "a", "", "Cirrus alone", IN } },
	    { { "1", "Cirrus", "x", "a", IN, NONE },
		{ "1", "alone", "x", "b", IN, NONE } }, NULL,
	    1, 0, 0, 1, 0, 0, 0, 0, { 1, 1 }, { 1, 1 }, { 0, 0 } },
	{ "references apart", { { "x", "", "", "exclusive mood", REF },
		{ "x", "", "", "resell", REF } },
	    { { "3", "exclusive", "x", "", REF, NONE },
		{ "1", "Cirrus", "x", "", REF, NONE } }, NULL,
	    0, 0, 0, 0, 1, 1, 1, 0, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ "a reference for more", { { "x", "", "", "Cirrus alone", IN } },
	    { { "1", "Cirrus", "x", "", REF, NONE } }, NULL,
	    0, 0, 1, 0, 0, 1, 0, 1, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ "more for a reference", { { "x", "", "", "exclusive mood", REF } },
	    { { "3", "exclusive", "x", "", IN, NONE } }, NULL,
	    0, 1, 0, 0, 0, 0, 1, 1, { 0, 0 }, { 0, 0 }, { 0, 0 } },
	{ "near and clean", { { NULL, NULL, NULL, NULL, IN } },
	    { { "1", "Cirrus", "x", "", PV_STANCE_NEGATED, NONE } }, "x",
	    0, 1, 0, 0, 0, 0, 0, 0, { 0, 0 }, { 0, 0 }, { 1, 1 } },
	{ "near and taken", { { NULL, NULL, NULL, NULL, IN } },
	    { { "1", "Cirrus", "x", "", PV_STANCE_CONDITIONAL, NONE } }, "x",
	    0, 1, 0, 0, 0, 0, 0, 0, { 0, 0 }, { 0, 0 }, { 0, 1 } },
	{ "no words: anywhere", { { "x", "", "", "", IN } },
	    { { "2", "resell", "x", "", IN, NONE } }, NULL,
	    1, 0, 0, 0, 0, 0, 0, 0, { 1, 1 }, { 0, 0 }, { 0, 0 } },
};

static void
check_row(const struct a_case *t, const struct pv_score_row *r)
{
	printf("# %s\n", t->name);
	CHECK_INT(r->tp, t->tp);
	CHECK_INT(r->fp, t->fp);
	CHECK_INT(r->fn, t->fn);
	CHECK_INT(r->again, t->again);
	CHECK_INT(r->ref_tp, t->ref_tp);
	CHECK_INT(r->ref_fp, t->ref_fp);
	CHECK_INT(r->ref_fn, t->ref_fn);
	CHECK_INT(r->confused, t->confused);
	CHECK_INT(r->stance.right, t->stance.right);
	CHECK_INT(r->stance.of, t->stance.of);
	CHECK_INT(r->subtype.right, t->subtype.right);
	CHECK_INT(r->subtype.of, t->subtype.of);
	CHECK_INT(r->near.right, t->clean.right);
	CHECK_INT(r->near.of, t->clean.of);
}

static void
run_case(const struct a_case *t)
{
	struct pv_version *v = MK_VERSION(clauses);
	struct pv_findings *f = pv_findings_new(NULL);
	struct pv_gold_expect expect[4];
	struct pv_text near = { .s = PV_SPAN("") };
	struct pv_gold_item item = { .expect = expect };
	const struct pv_text *at = NULL;
	struct pv_score *s = NULL;
	struct pv_score_row *row = NULL;
	struct pv_err err;
	size_t i;

	for (i = 0; i < 4 && t->want[i].provision != NULL; i++)
		expect[item.nexpect++] = make_expect(&t->want[i]);
	for (i = 0; i < 4 && t->got[i].clause != NULL; i++)
		(void)mk_find_add(f, v, &t->got[i]);
	if (t->near != NULL) {
		near.s = pv_span_str(t->near);
		item.near = (struct pv_texts){ &near, 1, true };
	}
	item.text.s = v->text;
	CHECK_INT(pv_score_new(&s, &err), PV_OK);
	CHECK_INT(pv_score_item(s, &item, v, f, &at, &err), PV_OK);
	CHECK_INT(pv_score_row(s, PV_SPAN("x"), &row, &err), PV_OK);
	check_row(t, row);
	pv_score_free(s);
	pv_findings_free(f);
	pv_version_free(v);
}

/* Words that the item lacks are a fault; a text that is not read, a miss. */
static void
check_faults(void)
{
	struct pv_version *v = MK_VERSION(clauses);
	const struct expected in = { "x", "", "", "Basalt hosts", IN };
	struct pv_gold_expect e = make_expect(&in);
	struct pv_gold_item item = { .expect = &e, .nexpect = 1 };
	const struct pv_text *at = NULL;
	struct pv_score *s = NULL;
	struct pv_score_row *row = NULL;
	struct pv_err err;

	CHECK_INT(pv_score_new(&s, &err), PV_OK);
	item.text.s = v->text;
	CHECK_INT(pv_score_item(s, &item, v, NULL, &at, &err), PV_ERULE);
	CHECK_STR(pv_span_str(err.code), "E-GOLD");
	CHECK(at != NULL && at->line == 7);
	item.text.s = PV_SPAN("Basalt hosts it.");
	CHECK_INT(pv_score_item(s, &item, NULL, NULL, &at, &err), PV_OK);
	CHECK_INT(pv_score_row(s, PV_SPAN("x"), &row, &err), PV_OK);
	CHECK_INT(row->fn, 1);
	pv_score_free(s);
	pv_version_free(v);
}

static void
check_rates(void)
{
	struct pv_rates r = pv_score_rates(2, 1, 2);

	CHECK_INT(r.precision, 667);
	CHECK_INT(r.recall, 500);
	CHECK_INT(r.f1, 571);
	r = pv_score_rates(0, 0, 3);
	CHECK_INT(r.precision, -1);
	CHECK_INT(r.recall, 0);
	CHECK_INT(r.f1, 0);
	CHECK_INT(pv_score_ratio(1, 16), 63);   /* 62.5 rounds up */
}

/* Items that are all alike leave no doubt; one of two leaves all of it. */
static void
check_intervals(void)
{
	struct pv_score s = { .nitems = 20 };
	struct pv_score_row row = {
		.by_item = PV_VEC_INIT(struct pv_score_count)
	};
	struct pv_score_count n;
	struct pv_interval in, again;
	struct pv_err err;
	uint32_t i;

	for (i = 0; i < 20; i++) {
		n = (struct pv_score_count){ i, 1, 0, 1 };
		CHECK(pv_vec_add(&row.by_item, &n));
	}
	CHECK_INT(pv_score_interval(&s, &row, &in, &err), PV_OK);
	CHECK_INT(in.low.recall, 500);
	CHECK_INT(in.high.recall, 500);
	CHECK_INT(in.low.precision, 1000);
	for (i = 0; i < 10; i++)
		PV_VEC_AT(&row.by_item, struct pv_score_count, i)->fn = 0;
	CHECK_INT(pv_score_interval(&s, &row, &in, &err), PV_OK);
	CHECK_INT(pv_score_interval(&s, &row, &again, &err), PV_OK);
	CHECK(in.low.recall < 667 && in.low.recall > 520);
	CHECK(in.high.recall > 667 && in.high.recall < 850);
	CHECK_INT(in.low.f1, again.low.f1);
	CHECK_INT(in.high.f1, again.high.f1);
	pv_vec_release(&row.by_item);
}

static void
check_words(void)
{
	static const struct { const char *a, *b; bool alike; } t[] = {
		{ "The Cirrus Cloud", "the cirrus, cloud.", true },
		{ "a b c d", "a b", true },             /* 2 of 4 */
		{ "a b c d e", "a b", false },          /* 2 of 5 */
		{ "and/or", "or and", true },
		{ "a a a", "a b", true },
		{ "\xc3\x89tat", "\xc3\xa9tat", true },
		{ "a\xc2\xa0" "b", "a b", true },
		{ "x", "y", false },
	};
	static const struct { const char *a, *b; bool alike; } v[] = {
		{ "the Models", "\"Models\"", true },
		{ "Models", "Weights", false },
		{ "the Models", "the Weights", false },
		{ "pre\xe2\x80\x91" "AGI IP", "its pre-AGI IP", true },
		{ "us", "our", true },
		{ "we", "you", false },
		{ "the University", "the University\xe2\x80\x99s", true },
		{ "$5,000,000", "($5,000,000)", true },
		{ "$5,000,000", "$6,000,000", false },
		{ "the", "a", false },
	};
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_wordset a, b;
	struct pv_err err;
	size_t i;

	for (i = 0; i < sizeof(v) / sizeof(v[0]); i++) {
		CHECK_INT(pv_valueset_make(pv_span_str(v[i].a), arena, &a,
		    &err), PV_OK);
		CHECK_INT(pv_valueset_make(pv_span_str(v[i].b), arena, &b,
		    &err), PV_OK);
		check_note((a.n > 0 && pv_wordset_alike(&a, &b)) ==
		    v[i].alike, __FILE__, __LINE__, v[i].a);
	}
	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		CHECK_INT(pv_wordset_make(pv_span_str(t[i].a), arena, &a,
		    &err), PV_OK);
		CHECK_INT(pv_wordset_make(pv_span_str(t[i].b), arena, &b,
		    &err), PV_OK);
		CHECK_INT(pv_wordset_alike(&a, &b), t[i].alike);
	}
	pv_arena_free(arena);
}

/* Units are set apart by bars in what is wanted. */
static void
check_units(void)
{
	static const struct { const char *text, *want; } t[] = {
		{ "Cirrus hosts. Alder waits.   2. Law. Ours.",
		  "Cirrus hosts.|Alder waits.|2. Law.|Ours." },
		{ "Cirrus Corp. hosts the U.S. part. Done.",
		  "Cirrus Corp. hosts the U.S. part.|Done." },
		{ "See Exhibit B. The fee is due.",
		  "See Exhibit B.|The fee is due." },
		{ "under Section 4.2. Alder pays.",
		  "under Section 4.2. Alder pays." },
		{ "The Models\n\nare hosted here.",
		  "The Models\n\nare hosted here." },
		{ "It is so.\n\nSource: CIRRUS, 10-K, 6/30/1999\n\nNew.",
		  "It is so.|New." },
		{ "He said \"Go.\" (a) Then he went!  Gone? No.",
		  "He said \"Go.\"|(a) Then he went!|Gone? No." },
		{ "Caf\xc3\xa9 Ltd. hosts.\xe2\x80\x9d\xc2\xa0" "Yes.",
		  "Caf\xc3\xa9 Ltd. hosts.\xe2\x80\x9d|Yes." },
		{ " \n\n ", "" },
	};
	struct pv_vec units = PV_VEC_INIT(struct pv_range);
	struct pv_buf got = PV_BUF_INIT;
	const struct pv_range *r;
	struct pv_span s;
	struct pv_err err;
	size_t i, k;

	for (i = 0; i < sizeof(t) / sizeof(t[0]); i++) {
		s = pv_span_str(t[i].text);
		pv_vec_clear(&units);
		pv_buf_clear(&got);
		CHECK_INT(pv_score_units(s, &units, &err), PV_OK);
		for (k = 0; k < units.len; k++) {
			r = PV_VEC_AT(&units, struct pv_range, k);
			pv_buf_str(&got, k > 0 ? "|" : "");
			pv_buf_span(&got, pv_span_sub(s, r->start, r->end));
		}
		CHECK_STR(pv_buf_view(&got), t[i].want);
	}
	pv_vec_release(&units);
	pv_buf_release(&got);
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		run_case(&cases[i]);
	check_faults();
	check_rates();
	check_intervals();
	check_words();
	check_units();
	return CHECK_DONE();
}
