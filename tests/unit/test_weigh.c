/* SPDX-License-Identifier: MIT */
#include "check.h"
#include "rule/scan.h"
#include "rule/weigh.h"
#include "version_build.h"

#define SECT PV_CLAUSE_SECTION
#define EX "    match: [x]\n    no_match: [y]\n"

static const char rules[] =
    "provision: non-compete\n"
    "rules:\n"
    "  - id: compete\n    weight: 1.5\n    pattern: 'compete'\n" EX
    "  - id: weak\n    weight: 0.4\n    pattern: 'compet (?: itor|ing )'\n" EX
    "  - id: free\n    weight: 2.0\n    stance: negated\n"
    "    pattern: 'free \\s to \\s compete'\n" EX
    "  - id: new\n    weight: 1.0\n    pattern: 'rivalry'\n" EX
    "  - id: but\n    weight: 1.0\n    subtype: exception\n"
    "    pattern: 'save \\s that'\n" EX;

/* 4 = what suffices by hand: threshold 1.0 less bias -3.0 over 1.0 */
static const char weights[] =
    "provision: non-compete\n"
    "fitted: nothing\n"
    "weights:\n"
    "  - bias: -3.0\n    threshold: 1.0\n    support: 0.0\n"
    "    rules: {compete: 2.5, weak: 1.0}\n"
    "    cues: {words restraint: 4.5, heading restraint: 1.0,\n"
    "      ban market: 2.0, \"words party shall not\": 1.0,\n"
    "      before procedure: 3.2, words museum: -3.0,\n"
    "      shape excerpt: 0.5}\n"
    "  - subtype: exception\n    bias: -1.0\n    threshold: 0.5\n"
    "    support: 0.5\n    rules: {but: 1.0}\n";

static struct pv_rules *
load(const char *w, struct pv_err *err)
{
	struct pv_pack_source packs[] = {
		{ PV_SPAN("non-compete.weights.yaml"), pv_span_str(w) },
		{ PV_SPAN("non-compete.yaml"), PV_SPAN(rules) } };
	struct pv_rules *r = NULL;

	*err = (struct pv_err){ PV_OK, "", 0, 0, "" };
	return pv_rules_new(packs, 2, NULL, &r, err) == PV_OK ? r : NULL;
}

/* Findings a line: rule/subtype stance [text]. */
static void
found(struct pv_scanner *s, const struct build_line *l, size_t n,
    const char *want, int line)
{
	struct pv_version *v = build_version(l, n);
	struct pv_findings *f = NULL;
	struct pv_buf b = PV_BUF_INIT;
	size_t i;

	if (pv_scan(s, v, &f, NULL) != PV_OK) {
		check_note(0, __FILE__, line, "scan failed");
		pv_version_free(v);
		return;
	}
	for (i = 0; i < f->nitems; i++) {
		const struct pv_finding *x = &f->items[i];

		pv_buf_span(&b, pv_findings_str(f, x->rule));
		pv_buf_printf(&b, "%s%.*s %s [",
		    x->subtype.len > 0 ? "/" : "",
		    PV_FMT(pv_findings_str(f, x->subtype)),
		    pv_stance_name((enum pv_stance)x->stance));
		pv_buf_span(&b, pv_version_text(v, x->at));
		pv_buf_str(&b, "]\n");
	}
	check_str(pv_buf_view(&b), want, __FILE__, line, "findings");
	pv_buf_release(&b);
	pv_findings_free(f);
	pv_version_free(v);
}

static void
one(struct pv_scanner *s, const char *heading, const char *text,
    const char *want, int line)
{
	struct build_line l = { 1, SECT, "1.", heading, text, 0, false };

	found(s, &l, 1, want, line);
}

static void
test_scores(struct pv_scanner *s)
{
	/* a rule that suffices by hand does not here: -3 + 2.5 */
	one(s, "", "They compete.", "", __LINE__);
	/* with its heading it does: -3 + 2.5 + 1.0, and 0.5 as an excerpt */
	one(s, "Restraint", "They compete.",
	    "non-compete.compete in-force [They compete.]\n", __LINE__);
	/* words alone do */
	one(s, "", "A restraint binds Alder.",
	    "non-compete.cues in-force [A restraint binds Alder.]\n", __LINE__);
	/* and words against */
	one(s, "", "A restraint binds the museum.", "", __LINE__);
	/* a ban: -3 + 2 + 2.5 */
	one(s, "", "Basalt shall not market what may compete.",
	    "non-compete.compete in-force [Basalt shall not market what may compete.]"
	    "\n", __LINE__);
	one(s, "", "Basalt shall market what may compete.", "", __LINE__);
	/* a rule that the weights do not name counts by hand */
	one(s, "", "There is rivalry.",
	    "non-compete.new in-force [There is rivalry.]\n", __LINE__);
	/* what is not operative is decided by hand */
	one(s, "", "Basalt is free to compete.",
	    "non-compete.free negated [Basalt is free to compete.]\n", __LINE__);
}

/* -3 + 2.5 + 1.0: it takes that the clause is all there is */
static void
test_excerpt(struct pv_scanner *s)
{
	char filler[4200];
	struct build_line l[] = {
		{ 1, SECT, "1.", "Restraint", "They compete.", 0, false },
		{ 1, SECT, "2.", "", filler, 0, false } };

	memset(filler, 'x', sizeof(filler));
	filler[sizeof(filler) - 1] = '\0';
	found(s, l, 2, "", __LINE__);
	filler[9] = '\0';
	found(s, l, 2, "non-compete.compete in-force [They compete.]\n",
	    __LINE__);
}

/* Weights that let nothing stand, and none of them in an excerpt. */
static void
test_contracts(void)
{
	static const char never[] = "provision: non-compete\nweights:\n"
	    "  - {contracts: true, bias: -9, threshold: 0, support: 0, "
	    "rules: {compete: 1}}\n";
	char filler[4200];
	struct build_line l[] = {
		{ 1, SECT, "1.", "", "They compete.", 0, false },
		{ 1, SECT, "2.", "", filler, 0, false } };
	struct pv_scanner *s = NULL;
	struct pv_err err;
	struct pv_rules *r = load(never, &err);

	CHECK(r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK);
	if (s != NULL) {
		memset(filler, 'x', sizeof(filler));
		filler[sizeof(filler) - 1] = '\0';
		found(s, l, 2, "", __LINE__);
		filler[9] = '\0';
		found(s, l, 2, "non-compete.compete in-force [They compete.]\n",
		    __LINE__);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

/*
 * Weights of excerpts add what rules do not find, whatever its stance, where
 * no guard knew better; what rules find stands.
 */
static void
test_excerpts(void)
{
	static const char some[] = "provision: non-compete\nweights:\n"
	    "  - {excerpts: true, bias: 0, threshold: 2, support: 2, "
	    "rules: {compete: -5, weak: 2, free: -5}, "
	    "cues: {words restraint: 1, words ever: 1.4, words museum: -1, "
	    "words harbour: 1}}\n";
	static const char other[] = "provision: audit\nrules:\n"
	    "  - id: inspect\n    weight: 1.5\n    pattern: 'inspect'\n" EX;
	static const char guarded[] = "provision: non-compete\n"
	    "guards:\n  - id: bid\n    pattern: 'bid'\n    match: [bid]\n"
	    "rules:\n  - id: bidder\n    weight: 1.5\n"
	    "    pattern: 'bid \\s ever'\n    unless: [bid]\n" EX;
	char filler[4200];
	struct build_line l[] = {
		{ 1, SECT, "1.", "", "There is ever a restraint.", 0, false },
		{ 1, SECT, "2.", "", filler, 0, false } };
	struct pv_pack_source packs[] = {
		{ PV_SPAN("audit.yaml"), PV_SPAN(other) },
		{ PV_SPAN("guarded.yaml"), PV_SPAN(guarded) },
		{ PV_SPAN("non-compete.excerpts.weights.yaml"), PV_SPAN(some) },
		{ PV_SPAN("non-compete.yaml"), PV_SPAN(rules) } };
	struct pv_scanner *s = NULL;
	struct pv_rules *r = NULL;
	struct pv_err err = { PV_OK, "", 0, 0, "" };

	CHECK_INT(pv_rules_new(packs, 4, NULL, &r, &err), PV_OK);
	CHECK(r != NULL && pv_scanner_new(r, &s, NULL) == PV_OK);
	if (s != NULL) {
		one(s, "", "They compete.",
		    "non-compete.compete in-force [They compete.]\n", __LINE__);
		one(s, "", "Basalt is free to compete.",
		    "non-compete.free negated [Basalt is free to compete.]\n",
		    __LINE__);
		one(s, "", "There is a restraint.", "", __LINE__);
		one(s, "", "There is ever a restraint.",
		    "non-compete.cues in-force [There is ever a restraint.]\n",
		    __LINE__);
		one(s, "", "There is a competitor.",
		    "non-compete.weak in-force [There is a competitor.]\n",
		    __LINE__);
		one(s, "", "There is a competitor of a museum.", "", __LINE__);
		one(s, "", "There is no restraint, should they bid.",
		    "", __LINE__);
		one(s, "", "They bid ever under a restraint.", "", __LINE__);
		/* alone words need more than beside a rule of theirs ... */
		one(s, "", "There is a harbour restraint.", "", __LINE__);
		/* ... and beside another provision more than that */
		one(s, "", "They inspect; there is ever a restraint.",
		    "audit.inspect in-force [They inspect; there is ever a restraint.]\n",
		    __LINE__);
		one(s, "", "They inspect; there is ever a harbour restraint.",
		    "audit.inspect in-force [They inspect; there is ever "
		    "a harbour restraint.]\nnon-compete.cues in-force [They inspect; there "
		    "is ever a harbour restraint.]\n", __LINE__);
		memset(filler, 'x', sizeof(filler));
		filler[sizeof(filler) - 1] = '\0';
		found(s, l, 2, "", __LINE__);
		/* eight sentences are an excerpt, nine are an agreement */
		l[1].text = "We pay. We pay. We pay. We pay. We pay. We pay. "
		    "We pay.";
		found(s, l, 2, "non-compete.cues in-force [There is ever a "
		    "restraint.]\n", __LINE__);
		l[1].text = "We pay. We pay. We pay. We pay. We pay. We pay. "
		    "We pay. We pay.";
		found(s, l, 2, "", __LINE__);
	}
	pv_scanner_free(s);
	pv_rules_free(r);
}

static void
test_support(struct pv_scanner *s)
{
	static const struct build_line alone[] = {
		{ 1, SECT, "1.", "", "This is the procedure.", 0, false },
		{ 1, SECT, "2.", "", "Notice is given first.", 0, false } };
	static const struct build_line beside[] = {
		{ 1, SECT, "1.", "", "This is the procedure.", 0, false },
		{ 1, SECT, "2.", "", "Notice is given first.", 0, false },
		{ 1, SECT, "3.", "", "A restraint binds us.", 0, false } };

	found(s, alone, 2, "", __LINE__);
	found(s, beside, 3,
	    "non-compete.cues in-force [Notice is given first.]\n"
	    "non-compete.cues in-force [A restraint binds us.]\n", __LINE__);
}

/* A subtype that is weighed by itself is one more finding. */
static void
test_subtype(struct pv_scanner *s)
{
	one(s, "", "A restraint binds us, save that we paint.",
	    "non-compete.cues conditional "
	    "[A restraint binds us, save that we paint.]\n",
	    __LINE__);
	one(s, "", "Save that we paint.", "", __LINE__);
}

/* What the evidence of the one finding adds up to. */
static int32_t
total(struct pv_scanner *s, const char *heading, const char *text)
{
	struct build_line l = { 1, SECT, "1.", heading, text, 0, false };
	struct pv_version *v = build_version(&l, 1);
	struct pv_findings *f = NULL;
	int32_t sum = 0;
	uint32_t i;

	CHECK(pv_scan(s, v, &f, NULL) == PV_OK);
	CHECK(f != NULL && f->nitems == 1);
	if (f != NULL && f->nitems == 1)
		for (i = 0; i < f->items[0].nevidence; i++)
			sum += f->evidence[f->items[0].evidence + i].weight;
	pv_findings_free(f);
	pv_version_free(v);
	return sum;
}

static void
test_evidence_adds_up(struct pv_scanner *s)
{
	CHECK(total(s, "Restraint", "They compete.") ==
	    -3000 + 2500 + 1000 + 500);
	/* a denial is decided by hand: two rules */
	CHECK_INT(total(s, "", "Basalt is free to compete."), 2000 + 1500);
}

/* Cues of a sentence that a sieve lets pass. */
struct sifted {
	const struct pv_rules *rules;
	struct pv_cue_sieve sieve;
	unsigned weighed, passed, others;
};

static void
sift(void *ctx, const struct pv_observation *o)
{
	struct sifted *x = ctx;
	size_t i;

	for (i = 0; i < o->ncues; i++) {
		uint64_t key = o->cues[i].key;
		size_t bit = pv_cue_sieve_bit(key, x->sieve.mask);
		bool pass = (x->sieve.bits[bit / 64] >> bit % 64 & 1) != 0;
		bool weighs = pv_cue_weight(x->rules, 0, key) != 0;

		x->weighed += weighs;
		x->passed += weighs && pass;
		x->others += !weighs && !pass;
	}
}

/* A sieve loses no cue that counts and keeps back most of the others. */
static void
test_sieve(struct pv_scanner *s, const struct pv_rules *r)
{
	static const struct build_line l[] = { { 1, SECT, "1.", "Restraint",
	    "No party shall not open a market, restraint or museum of the "
	    "seven towns that border on the lake of the upper valley.", 0,
	    false } };
	struct pv_version *v = build_version(l, 1);
	struct pv_vec bits = PV_VEC_INIT(uint64_t);
	struct sifted x = { .rules = r };

	CHECK(pv_cues_sift(r, PV_EXTENT_EXCERPT, &bits, &x.sieve));
	CHECK(pv_scan_observe(s, v, sift, &x, NULL) == PV_OK);
	CHECK(x.weighed >= 4);
	CHECK_INT(x.passed, x.weighed);
	CHECK(x.others > 50);
	pv_vec_release(&bits);
	pv_version_free(v);
}

static void
test_faults(void)
{
	static const struct { const char *pack, *want; } cases[] = {
		{ "provision: other\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1}\n", "no pack has rules for 'other'" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1, rules: {gone: 1}}\n",
		  "there is no rule 'gone' to weigh" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 2}\n", "support is higher than the threshold" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1, cues: {nowhere x: 1}}\n", "'nowhere x' is no cue" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1, cues: {words a b c d: 1}}\n", "is no cue" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1}\n  - {bias: 0, threshold: 1, support: 1}\n",
		  "weighed twice" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1, "
		  "support: 1}\n  - {excerpts: true, bias: 0, threshold: 1, "
		  "support: 1}\n", "weighed twice" },
		{ "provision: non-compete\nweights:\n  - {contracts: true, "
		  "excerpts: true, bias: 0, threshold: 1, support: 1}\n",
		  "to contracts or to excerpts" },
		{ "provision: non-compete\nweights:\n  - {bias: 0, threshold: 1}\n",
		  "'support' is missing" } };
	struct pv_err err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pv_rules *r = load(cases[i].pack, &err);

		check_note(r == NULL && strstr(err.msg, cases[i].want) != NULL,
		    __FILE__, __LINE__, cases[i].want);
		if (r == NULL && strstr(err.msg, cases[i].want) == NULL)
			printf("# %s\n", err.msg);
		pv_rules_free(r);
	}
}

int
main(void)
{
	struct pv_scanner *s = NULL;
	struct pv_err err;
	struct pv_rules *r = load(weights, &err);

	CHECK(r != NULL);
	if (r == NULL) {
		printf("# %s\n", err.msg);
		return CHECK_DONE();
	}
	CHECK(pv_rules_nmodels(r) == 2);
	CHECK(pv_scanner_new(r, &s, NULL) == PV_OK);
	test_scores(s);
	test_excerpt(s);
	test_contracts();
	test_excerpts();
	test_support(s);
	test_subtype(s);
	test_evidence_adds_up(s);
	test_sieve(s, r);
	test_faults();
	pv_scanner_free(s);
	pv_rules_free(r);
	return CHECK_DONE();
}
