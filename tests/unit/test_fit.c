/* SPDX-License-Identifier: MIT */
#include <math.h>

#include "check.h"
#include "rule/fit_data.h"
#include "rule/fit_solve.h"
#include "rule/scan.h"
#include "version_build.h"

/* ------------------------------------------------------------ the solver */

#define NCOLS 4

static const uint32_t cols[] = { 0, 1, 0, 2, 1, 2, 3, 0, 1, 2, 3, 3, 0, 3 };
static const size_t starts[] = { 0, 2, 4, 6, 7, 11, 11, 12, 14 };
static const double signs[] = { 3, 3, -1, -1, 3, -1, -2, 6 };

static double
objective(const struct pv_fit_problem *p, const double *w)
{
	double sum = 0;
	size_t i, k;

	for (i = 0; i <= p->ncols; i++)
		sum += p->lambda[i] * w[i] * w[i] / 2;
	for (i = 0; i < p->nrows; i++) {
		double z = w[p->ncols];

		for (k = p->start[i]; k < p->start[i + 1]; k++)
			z += w[p->cols[k]];
		sum += fabs(p->sign[i]) *
		    log1p(exp(p->sign[i] > 0 ? -z : z));
	}
	return sum;
}

/* No step along an axis leads further down. */
static void
test_optimum(void)
{
	static const double lambdas[][NCOLS + 1] = {
		{ 0.1, 0.1, 0.1, 0.1, 0.01 }, { 10, 0.1, 1, 100, 0.01 },
		{ 50, 50, 50, 50, 50 } };
	double w[NCOLS + 1], at, low;
	size_t i, j;

	for (i = 0; i < sizeof(lambdas) / sizeof(*lambdas); i++) {
		struct pv_fit_problem p = { starts, cols, 8, NCOLS, signs,
			lambdas[i] };

		CHECK_INT(pv_fit_solve(&p, w, NULL), PV_OK);
		low = objective(&p, w);
		for (j = 0; j <= NCOLS; j++) {
			at = w[j];
			w[j] = at + 0.05;
			CHECK(objective(&p, w) > low - 1e-4);
			w[j] = at - 0.05;
			CHECK(objective(&p, w) > low - 1e-4);
			w[j] = at;
		}
	}
}

/* The bias alone: log-odds of 9 to 1, hardly held back. */
static void
test_bias(void)
{
	static const size_t start[] = { 0, 0, 0 };
	static const double sign[] = { 9, -1 }, lambda[] = { 1e-6 };
	struct pv_fit_problem p = { start, NULL, 2, 0, sign, lambda };
	double w = 7;

	CHECK_INT(pv_fit_solve(&p, &w, NULL), PV_OK);
	CHECK(fabs(w - log(9)) < 0.01);
	p.nrows = 0;
	CHECK_INT(pv_fit_solve(&p, &w, NULL), PV_OK);
	CHECK(fabs(w) < 1e-9);
}

/* --------------------------------------------------------------- the data */

#define EX "    match: [x]\n    no_match: [y]\n"

static const char pack[] =
    "provision: non-compete\ntitle: Restraint\nversion: \"2\"\n"
    "rules:\n"
    "  - id: compete\n    weight: 1.5\n    pattern: 'compete'\n" EX
    "  - id: never\n    weight: 1.5\n    pattern: 'zebra'\n" EX
    "  - id: but\n    weight: 1.0\n    subtype: exception\n"
    "    pattern: 'save \\s that'\n" EX;

static struct pv_rules *
load(const char *weights, struct pv_err *err)
{
	struct pv_pack_source packs[] = {
		{ PV_SPAN("non-compete.yaml"), PV_SPAN(pack) },
		{ PV_SPAN("non-compete.weights.yaml"),
		    pv_span_str(weights != NULL ? weights : "") } };
	struct pv_rules *r = NULL;

	*err = (struct pv_err){ PV_OK, "", 0, 0, "" };
	return pv_rules_new(packs, weights != NULL ? 2 : 1, NULL, &r, err) ==
	    PV_OK ? r : NULL;
}

static struct pv_version *
version(const char *text)
{
	struct build_line l = { 1, PV_CLAUSE_SECTION, "1.", "Conduct", text,
		0, false };
	struct pv_version *v = build_version(&l, 1);

	v->map = pv_arena_array(v->arena, 1, sizeof(*v->map));
	CHECK(v->map != NULL);
	v->map[v->nmap++] = (struct pv_map_run){ 0, 0,
		(uint32_t)v->text.len };
	return v;
}

static struct pv_buf
look(const struct pv_rules *r, const struct pv_version *v)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_scanner *s = NULL;

	CHECK_INT(pv_scanner_new(r, &s, NULL), PV_OK);
	CHECK_INT(pv_fit_see(s, v, &b, NULL), PV_OK);
	pv_scanner_free(s);
	return b;
}

static struct pv_gold_expect
expect(const char *words, const char *subtype, enum pv_stance stance)
{
	return (struct pv_gold_expect){
		.provision = { .s = PV_SPAN("non-compete") },
		.subtype = { .s = pv_span_str(subtype) },
		.text = { .s = pv_span_str(words) }, .stance = stance };
}

static void
add_labelled(struct pv_fit *f, const char *id, const char *part,
    const char *text, const struct pv_gold_expect *e)
{
	struct pv_version *v = version(text);
	struct pv_buf seen = look(f->rules, v);
	struct pv_gold_item item = { .id = { .s = pv_span_str(id) },
		.part = { .s = pv_span_str(part) }, .text = { .s = v->text },
		.expect = e, .nexpect = e != NULL };
	const struct pv_text *at = NULL;

	CHECK_INT(pv_fit_add_item(f, &item, v, pv_buf_view(&seen), &at,
	    NULL), PV_OK);
	pv_buf_release(&seen);
	pv_version_free(v);
}

static void
add_item(struct pv_fit *f, const char *text, const struct pv_gold_expect *e)
{
	add_labelled(f, "", "", text, e);
}

/* Labels of a text's rows for a target, a letter each. */
static void
labels(const struct pv_fit *f, size_t target, size_t from, const char *want,
    int line)
{
	const struct pv_fit_target *t = pv_fit_target_at(f, target);
	char got[32];
	size_t i;

	for (i = from; i < t->labels.len && i - from < 31; i++)
		got[i - from] = "-ny"[pv_fit_label_at(t, i) + 1];
	got[i - from] = 0;
	check_str(pv_span_str(got), want, __FILE__, line, "labels");
}

static void
test_labels(const struct pv_rules *r)
{
	struct pv_fit *f = NULL;
	struct pv_gold_expect e;
	static const char text[] = "Alder must pay. Basalt must not compete, "
	    "save that it paints. Basalt sings.";

	CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
	CHECK_INT(pv_fit_ntargets(f), 3);
	CHECK_STR(pv_fit_target_at(f, 0)->subtype, "");
	CHECK_STR(pv_fit_target_at(f, 1)->subtype, "exception");
	CHECK(!pv_fit_info(f, 1).excerpts && pv_fit_info(f, 2).excerpts);
	add_item(f, text, NULL);
	labels(f, 0, 0, "nnn", __LINE__);
	labels(f, 1, 0, "nnn", __LINE__);
	/* no subtype: it may be the exception, or not */
	e = expect("basalt MUST not", "", PV_STANCE_IN_FORCE);
	add_item(f, text, &e);
	labels(f, 0, 3, "nyn", __LINE__);
	labels(f, 1, 3, "n-n", __LINE__);
	e = expect("save that", "exception", PV_STANCE_CONDITIONAL);
	add_item(f, text, &e);
	labels(f, 0, 6, "nnn", __LINE__);
	labels(f, 1, 6, "nyn", __LINE__);
	/* not operative: left out */
	e = expect("must not compete", "", PV_STANCE_NEGATED);
	add_item(f, text, &e);
	labels(f, 0, 9, "n-n", __LINE__);
	/* but in an excerpt, of whatever subtype and stance */
	labels(f, 2, 0, "nnnnynnynnyn", __LINE__);
	/* without words it is the whole text */
	e = expect("", "", PV_STANCE_IN_FORCE);
	add_item(f, text, &e);
	labels(f, 0, 12, "yyy", __LINE__);
	pv_fit_free(f);
}

/* Marks of a contract: half of a row, or most of the mark. */
static void
test_marks(const struct pv_rules *r)
{
	static const struct { const char *words, *labels; } cases[] = {
		{ "Basalt must not compete.", "nyn" },
		{ "must not compete.", "nyn" },
		{ "Alder must pay. Basalt must not compete.", "yyn" },
		/* little of the row, but most of the mark is in it */
		{ "compete. B", "nyn" },
		{ "pay. Basalt must", "nyn" },
		{ "pay. Bas", "nnn" },
	};
	static const char text[] =
	    "Alder must pay. Basalt must not compete. Basalt sings.";
	size_t i, at;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pv_version *v = version(text);
		struct pv_cuad_span s = { PV_SPAN("non-compete"),
			pv_span_str(cases[i].words), 0, 0 };
		struct pv_cuad_doc d = { .file = PV_SPAN("a.txt"),
			.spans = &s, .nspans = 1 };
		struct pv_buf seen = look(r, v);
		struct pv_fit *f = NULL;

		at = pv_span_find(v->text, s.text);
		s.start = (uint32_t)at;
		s.end = (uint32_t)(at + s.text.len);
		CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
		CHECK_INT(pv_fit_add_contract(f, &d, v, v->text,
		    pv_buf_view(&seen), NULL), PV_OK);
		labels(f, 0, 0, cases[i].labels, __LINE__);
		labels(f, 1, 0, "nnn", __LINE__);
		labels(f, 2, 0, "---", __LINE__);
		pv_fit_free(f);
		pv_buf_release(&seen);
		pv_version_free(v);
	}
}

/* An answer that is cut anywhere, or whose numbers lie, is refused. */
static void
test_wire(const struct pv_rules *r)
{
	struct pv_version *v = version("Basalt must not compete.");
	struct pv_gold_item item = { .text = { .s = v->text } };
	struct pv_buf seen = look(r, v);
	const struct pv_text *at = NULL;
	struct pv_fit *f = NULL;
	struct pv_err err;
	size_t i, bad = 0;

	for (i = 0; i < seen.len; i += 7) {
		CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
		bad += pv_fit_add_item(f, &item, v,
		    pv_span(seen.ptr, i), &at, &err) == PV_ESYS;
		pv_fit_free(f);
	}
	CHECK_INT(bad, (seen.len + 6) / 7);
	memset(seen.ptr + seen.len - 4, 0x7f, 4);       /* the last cue */
	CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
	CHECK_INT(pv_fit_add_item(f, &item, v, pv_buf_view(&seen), &at, &err),
	    PV_ESYS);
	pv_fit_free(f);
	pv_buf_release(&seen);
	pv_version_free(v);
}

/* ------------------------------------------------------------------ a fit */

/* Sixty restraints in other words than the rules', among sixty that pay. */
static struct pv_fit *
teach(const struct pv_rules *r, int n)
{
	struct pv_gold_expect e = expect("", "", PV_STANCE_IN_FORCE);
	struct pv_fit *f = NULL;
	char text[128];
	int i;

	CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "Basalt shall never rival %s.",
		    i % 3 == 0 ? "Alder, and shall not compete" : "Alder");
		add_item(f, text, &e);
		snprintf(text, sizeof(text), "Basalt shall pay %s.",
		    i % 2 == 0 ? "Alder its \\ \"fee\"" : "Cirrus");
		add_item(f, text, NULL);
	}
	CHECK_INT(pv_fit_close(f, NULL), PV_OK);
	return f;
}

/* What the packs find in a text, with the weights. */
static size_t
count(const struct pv_rules *r, const char *text)
{
	struct pv_version *v = version(text);
	struct pv_scanner *s = NULL;
	struct pv_findings *found = NULL;
	size_t n;

	CHECK_INT(pv_scanner_new(r, &s, NULL), PV_OK);
	CHECK_INT(pv_scan(s, v, &found, NULL), PV_OK);
	n = found->nitems;
	pv_findings_free(found);
	pv_scanner_free(s);
	pv_version_free(v);
	return n;
}

static void
check_pack(const char *yaml)
{
	struct pv_err err;
	struct pv_rules *r = load(yaml, &err);

	check_str(pv_span_str(err.msg), "", __FILE__, __LINE__, yaml);
	if (r == NULL)
		return;
	CHECK_INT(pv_rules_nmodels(r), 1);
	CHECK_INT(count(r, "Northlake shall never rival Kestrel."), 1);
	CHECK_INT(count(r, "Northlake shall pay Kestrel."), 0);
	pv_rules_free(r);
}

#define EXCERPTS 2      /* the target that clauses tell of */

static void
test_fit(const struct pv_rules *r)
{
	struct pv_fit *f = teach(r, 60);
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT, yaml = PV_BUF_INIT;
	struct pv_fit_info x;
	struct pv_err err;

	CHECK_INT(pv_fit_run(f, EXCERPTS, &a, NULL), PV_OK);
	CHECK_INT(pv_fit_run(f, EXCERPTS, &b, NULL), PV_OK);
	CHECK(a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0);
	CHECK_INT(pv_fit_take(f, EXCERPTS, pv_span(a.ptr, a.len - 1), &err),
	    PV_ESYS);
	CHECK_INT(pv_fit_take(f, EXCERPTS, pv_buf_view(&a), NULL), PV_OK);
	x = pv_fit_info(f, EXCERPTS);
	CHECK(x.fitted);
	CHECK_INT(x.positive, 60);
	CHECK_INT(x.rows, 120);
	CHECK_INT(x.rules, 1);          /* the one that never fired is not */
	CHECK(x.cues > 5);
	CHECK_INT(x.item, 1000);
	CHECK_INT(x.contract, -1);
	CHECK_INT(x.support, x.threshold);
	pv_fit_write(f, EXCERPTS, &yaml);
	check_pack(yaml.ptr);
	pv_buf_release(&a);
	pv_buf_release(&b);
	pv_buf_release(&yaml);
	pv_fit_free(f);
}

static void
test_few(const struct pv_rules *r)
{
	struct pv_fit *f = teach(r, (int)PV_FIT_LEAST - 1);
	struct pv_buf a = PV_BUF_INIT;

	CHECK_INT(pv_fit_run(f, EXCERPTS, &a, NULL), PV_OK);
	CHECK_INT(pv_fit_take(f, EXCERPTS, pv_buf_view(&a), NULL), PV_OK);
	CHECK(!pv_fit_info(f, EXCERPTS).fitted);
	CHECK_INT(pv_fit_info(f, EXCERPTS).positive, PV_FIT_LEAST - 1);
	pv_buf_release(&a);
	pv_fit_free(f);
}

/*
 * Thresholds: of three contracts, one has two marked rows, of which the second
 * scores little; in another a row scores as little.  A finding by itself
 * needs more than one beside another.
 */
static void
test_pick(const struct pv_rules *r)
{
	static const char *const texts[] = {
		"Basalt shall not compete. Nor shall it help rivals.",
		"Alder shall pay. Basalt shall sing.",
		"Cirrus shall host." };
	static const int32_t scores[] = { 3000, 500, 500, -2000, -3000 };
	struct pv_cuad_span spans[2];
	struct pv_cuad_doc docs[3];
	struct pv_fit_result got = { 0 };
	struct pv_fit *f = NULL;
	struct pv_fit_scores s;
	size_t i, k;

	CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
	for (i = 0; i < 3; i++) {
		struct pv_version *v = version(texts[i]);
		struct pv_buf seen = look(r, v);

		docs[i] = (struct pv_cuad_doc){ .file = PV_SPAN("a"),
			.spans = spans, .nspans = i == 0 ? 2 : 0 };
		for (k = 0; k < docs[i].nspans; k++) {
			struct pv_range at = v->sentences[k].at;

			spans[k] = (struct pv_cuad_span){
				PV_SPAN("Non-Compete"),
				pv_span(texts[0] + 26 * k, 25), at.start,
				at.end };
		}
		CHECK_INT(pv_fit_add_contract(f, &docs[i], v, v->text,
		    pv_buf_view(&seen), NULL), PV_OK);
		pv_buf_release(&seen);
		pv_version_free(v);
	}
	CHECK_INT(f->rows.len, 5);
	s = (struct pv_fit_scores){ f, pv_fit_target_at(f, 0), scores };
	CHECK_INT(pv_fit_pick(&s, &got, NULL), PV_OK);
	CHECK_INT(got.threshold, 1750);
	CHECK(got.support <= 500 && got.support > -2000);
	CHECK_INT(got.contract, 1000);
	CHECK_INT(got.span, 1000);
	CHECK_INT(got.locate, 1000);
	pv_fit_free(f);
}

/* A clause of one sentence that has the provision, or has not. */
static void
add_clause(struct pv_fit *f, const char *id, const char *part,
    const char *text, bool yes)
{
	struct pv_gold_expect e = expect("", "", PV_STANCE_NEGATED);

	add_labelled(f, id, part, text, yes ? &e : NULL);
}

/*
 * The threshold of excerpts: what the rules make by hand needs none, and
 * clauses that rules were written on do not count where others are enough.
 */
static void
test_clauses(const struct pv_rules *r)
{
	static const struct { const char *part, *text; bool yes; int32_t score; }
	    kinds[] = { { "fit", "We compete.", true, -1000 },
		{ "fit", "We pay.", false, 0 },
		{ "fit", "Who would sing?", false, -3000 },
		{ "dev", "We sing.", false, 9000 },
		{ "fit", "We never rival.", true, 2000 } };
	int32_t scores[40];
	struct pv_fit_result got;
	struct pv_fit *f;
	size_t i, k, n;

	for (n = 21; n <= 23; n += 2) {         /* 18 fair ones, or 20 */
		struct pv_fit_scores s = { .at = scores };

		got = (struct pv_fit_result){ 0 };
		f = NULL;
		CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
		for (i = 0; i < n; i++) {
			k = i < 4 ? i : 4;
			add_clause(f, "a-1", kinds[k].part, kinds[k].text,
			    kinds[k].yes);
			scores[i] = kinds[k].score;
		}
		labels(f, 0, 0, n == 21 ? "---n-----------------" :
		    "---n-------------------", __LINE__);
		s.f = f;
		s.t = pv_fit_target_at(f, EXCERPTS);
		CHECK_INT(pv_fit_pick(&s, &got, NULL), PV_OK);
		CHECK_INT(got.threshold, 1000);
		CHECK_INT(got.support, 1000);
		CHECK(n == 21 ? got.item < 1000 : got.item == 1000);
		pv_fit_free(f);
	}
}

/* Batches are left out as a whole where there is one for every fold. */
static void
test_batches(const struct pv_rules *r)
{
	static const char *const ids[] = { "a-1", "a-2", "b-1", "c1", "d-1",
		"e-1", "b-20" };
	static const uint32_t alone[] = { 0, 1, 2, 3, 4, 0, 1 };
	static const uint32_t whole[] = { 0, 0, 1, 2, 3, 4, 1 };
	size_t i, k, n;

	for (n = 5; n <= 7; n += 2) {
		const uint32_t *want = n == 5 ? alone : whole;
		struct pv_fit *f = NULL;

		CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
		for (i = 0; i < n; i++)
			add_clause(f, ids[i], "dev", "We pay.", false);
		CHECK_INT(pv_fit_close(f, NULL), PV_OK);
		for (k = 0; k < n; k++) {
			CHECK_INT(pv_fit_fold(f, pv_fit_target_at(f,
			    EXCERPTS), k), want[k]);
			CHECK_INT(pv_fit_fold(f, pv_fit_target_at(f, 0), k),
			    k % PV_FIT_FOLDS);
		}
		pv_fit_free(f);
	}
}

/* A cue of one batch alone is a habit, and has no weight. */
static void
test_habit(const struct pv_rules *r)
{
	struct pv_buf a = PV_BUF_INIT, yaml = PV_BUF_INIT;
	struct pv_fit *f = NULL;
	static const char *const ids[] = { "a-1", "b-1", "c-1", "d-1", "e-1",
		"f-1" };
	int i;

	CHECK_INT(pv_fit_new(r, &f, NULL), PV_OK);
	for (i = 0; i < 60; i++) {
		add_clause(f, ids[i % 6], "dev", i % 6 == 0 ?
		    "We never rival a yacht." : "We never rival them.", true);
		add_clause(f, ids[i % 6], "dev", "We pay them.", false);
	}
	CHECK_INT(pv_fit_close(f, NULL), PV_OK);
	CHECK_INT(pv_fit_run(f, EXCERPTS, &a, NULL), PV_OK);
	CHECK_INT(pv_fit_take(f, EXCERPTS, pv_buf_view(&a), NULL), PV_OK);
	CHECK(pv_fit_info(f, EXCERPTS).fitted);
	pv_fit_write(f, EXCERPTS, &yaml);
	CHECK(strstr(yaml.ptr, "\"words rival\"") != NULL);
	CHECK(strstr(yaml.ptr, "yacht") == NULL);
	CHECK(strstr(yaml.ptr, "excerpts: true") != NULL);
	pv_buf_release(&a);
	pv_buf_release(&yaml);
	pv_fit_free(f);
}

int
main(void)
{
	struct pv_err err;
	struct pv_rules *r = load(NULL, &err);

	test_optimum();
	test_bias();
	CHECK(r != NULL);
	if (r != NULL) {
		test_labels(r);
		test_marks(r);
		test_wire(r);
		test_fit(r);
		test_clauses(r);
		test_batches(r);
		test_habit(r);
		test_few(r);
		test_pick(r);
	}
	pv_rules_free(r);
	return CHECK_DONE();
}
