/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score_cuad.h"

#include <stdlib.h>
#include <string.h>

#include "rule/score_unit.h"

static const struct pv_cuad_category categories[PV_CUAD_CATEGORIES] = {
	{ "Exclusivity", { { "exclusivity", NULL } }, NULL },
	{ "License Grant", { { "license-grant", NULL } }, NULL },
	{ "Irrevocable Or Perpetual License",
	  { { "license-grant", "irrevocable" } }, NULL },
	{ "Non-Compete", { { "non-compete", NULL } }, "exception" },
	{ "Competitive Restriction Exception",
	  { { "non-compete", "exception" }, { "exclusivity", "exception" } },
	  NULL },
	{ "Most Favored Nation", { { "most-favored", NULL } }, NULL },
	{ "Rofr/Rofo/Rofn", { { "first-refusal", NULL } }, NULL },
	{ "Change Of Control", { { "change-of-control", NULL } }, NULL },
	{ "Anti-Assignment", { { "anti-assignment", NULL } }, NULL },
	{ "Revenue/Profit Sharing", { { "revenue-share", NULL } }, NULL },
	{ "Minimum Commitment", { { "minimum-commitment", NULL } }, NULL },
	{ "Ip Ownership Assignment", { { "ip-ownership", NULL } }, NULL },
	{ "Cap On Liability", { { "liability-cap", "cap" } }, NULL },
	{ "Termination For Convenience",
	  { { "termination", "convenience" } }, NULL },
};

struct counting {
	struct pv_arena *arena;
	const struct pv_cuad_text *text;
	const struct pv_cuad_found *found;
	const char *category;
	unsigned char *marks;   /* of each unit: enum mark */
	struct pv_err *err;
};

enum mark { MARK_GOLD = 1, MARK_FOUND = 2 };

const struct pv_cuad_category *
pv_cuad_category(size_t i)
{
	return &categories[i];
}

/* Is the rule of this provision and, if one is asked for, subtype? */
static bool
looks_for(const struct pv_rule_info *x, const char *provision,
    const char *subtype)
{
	size_t dot = pv_span_find(x->id, PV_SPAN("."));

	return pv_span_eq(pv_span_sub(x->id, 0, dot),
	    pv_span_str(provision)) && (subtype == NULL ||
	    pv_span_eq(x->subtype, pv_span_str(subtype)));
}

static bool
is_known(const struct pv_cuad_category *c, const struct pv_rules *r)
{
	struct pv_rule_info x;
	size_t i, k;

	for (i = 0; i < pv_rules_nrules(r); i++) {
		x = pv_rules_rule(r, i);
		for (k = 0; k < 2 && c->any[k].provision != NULL; k++) {
			if (looks_for(&x, c->any[k].provision,
			    c->any[k].subtype))
				return true;
		}
	}
	return false;
}

void
pv_cuad_score_init(struct pv_cuad_score *s, const struct pv_rules *r)
{
	size_t i;

	for (i = 0; i < PV_CUAD_CATEGORIES; i++)
		s->rows[i] = (struct pv_cuad_row){
			.category = categories[i].name,
			.known = is_known(&categories[i], r)
		};
}

bool
pv_cuad_stands_for(const struct pv_cuad_category *c, struct pv_span provision,
    struct pv_span subtype)
{
	size_t k;

	if (c->but != NULL && pv_span_eq(subtype, pv_span_str(c->but)))
		return false;
	for (k = 0; k < 2 && c->any[k].provision != NULL; k++) {
		if (pv_span_eq(provision, pv_span_str(c->any[k].provision)) &&
		    (c->any[k].subtype == NULL ||
		    pv_span_eq(subtype, pv_span_str(c->any[k].subtype))))
			return true;
	}
	return false;
}

static bool
counts(const struct pv_cuad_category *c, const struct pv_findings *f,
    const struct pv_finding *x)
{
	return (x->stance == PV_STANCE_IN_FORCE ||
	    x->stance == PV_STANCE_CONDITIONAL) &&
	    pv_cuad_stands_for(c, pv_findings_str(f, x->provision),
	    pv_findings_str(f, x->subtype));
}

static int
by_bytes(const void *a, const void *b)
{
	return pv_span_cmp(*(const struct pv_span *)a,
	    *(const struct pv_span *)b);
}

/* Word sets of the distinct texts of `texts`. */
static struct pv_wordset *
word_sets(struct counting *c, struct pv_vec *texts, bool once, size_t *n)
{
	struct pv_wordset *sets = pv_arena_array(c->arena, texts->len + 1,
	    sizeof(*sets));
	struct pv_span *t = texts->ptr;
	size_t i;

	*n = 0;
	if (sets == NULL || texts->failed)
		return NULL;
	if (once && texts->len > 0)
		qsort(t, texts->len, sizeof(*t), by_bytes);
	for (i = 0; i < texts->len; i++) {
		if (once && i > 0 && pv_span_eq(t[i - 1], t[i]))
			continue;
		if (pv_wordset_make(t[i], c->arena, &sets[(*n)++], c->err) !=
		    PV_OK)
			return NULL;
	}
	return sets;
}

static bool
any_alike(const struct pv_wordset *w, const struct pv_wordset *sets, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (pv_wordset_alike(w, &sets[i]))
			return true;
	}
	return false;
}

static enum pv_rc
compare(struct counting *c, struct pv_cuad_row *row, struct pv_vec *gold,
    struct pv_vec *pred)
{
	struct pv_wordset *g, *p;
	size_t ng, np, i;

	g = word_sets(c, gold, false, &ng);
	p = word_sets(c, pred, true, &np);
	if (g == NULL || p == NULL)
		return pv_fail_nomem(c->err);
	row->contract.tp += ng > 0 && np > 0;
	row->contract.fp += ng == 0 && np > 0;
	row->contract.fn += ng > 0 && np == 0;
	for (i = 0; i < ng; i++) {
		if (any_alike(&g[i], p, np))
			row->span.tp++;
		else
			row->span.fn++;
	}
	for (i = 0; i < np; i++)
		row->span.fp += !any_alike(&p[i], g, ng);
	return PV_OK;
}

/* The unit that holds byte `at`, or the one before it. */
static size_t
unit_at(const struct pv_cuad_text *t, uint32_t at)
{
	size_t lo = 0, hi = t->nunits, mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (t->units[mid].start <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/*
 * Mark the units that share more than white space with [start, end); true
 * when one of them has all of `need`.
 */
static bool
touch(struct counting *c, struct pv_range r, unsigned mark, unsigned need)
{
	const struct pv_range *u;
	struct pv_range shared;
	bool met = false;
	size_t i;

	for (i = unit_at(c->text, r.start); i < c->text->nunits; i++) {
		u = &c->text->units[i];
		if (u->start >= r.end)
			break;
		shared.start = u->start > r.start ? u->start : r.start;
		shared.end = u->end < r.end ? u->end : r.end;
		if (shared.end <= shared.start || pv_span_trim(pv_span_sub(
		    c->text->raw, shared.start, shared.end)).len == 0)
			continue;
		c->marks[i] |= (unsigned char)mark;
		met |= need != 0 && (c->marks[i] & need) == need;
	}
	return met;
}

/* Where the units of findings are, and which marked spans share one. */
static void
locate(struct counting *c, struct pv_cuad_places *p)
{
	const struct pv_cuad_doc *doc = c->text->doc;
	size_t i;
	bool met;

	memset(c->marks, 0, c->text->nunits);
	for (i = 0; i < c->found->n; i++)
		(void)touch(c, c->found->at[i], MARK_FOUND, 0);
	for (i = 0; i < doc->nspans; i++) {
		const struct pv_cuad_span *g = &doc->spans[i];

		if (!pv_span_ieq(g->category, pv_span_str(c->category)))
			continue;
		met = touch(c, (struct pv_range){ g->start, g->end },
		    MARK_GOLD, MARK_FOUND);
		p->hit += met;
		p->miss += !met;
	}
	for (i = 0; i < c->text->nunits; i++) {
		p->good += c->marks[i] == (MARK_GOLD | MARK_FOUND);
		p->bad += c->marks[i] == MARK_FOUND;
	}
}

struct pv_rates
pv_cuad_place_rates(const struct pv_cuad_places *p)
{
	uint64_t found = (uint64_t)p->good + p->bad;
	uint64_t marked = (uint64_t)p->hit + p->miss;

	return (struct pv_rates){ pv_score_ratio(p->good, found),
		pv_score_ratio(p->hit, marked),
		pv_score_ratio(2 * (uint64_t)p->good * p->hit,
		    p->good * marked + p->hit * found) };
}

enum pv_rc
pv_cuad_count(const struct pv_cuad_text *text, size_t category,
    const struct pv_cuad_found *found, struct pv_cuad_row *row,
    struct pv_err *err)
{
	struct counting c = { pv_arena_new(NULL), text, found,
		categories[category].name, NULL, err };
	struct pv_vec gold = PV_VEC_INIT(struct pv_span);
	struct pv_vec pred = PV_VEC_INIT(struct pv_span);
	const struct pv_cuad_doc *doc = text->doc;
	struct pv_span words;
	enum pv_rc rc;
	size_t i;

	for (i = 0; i < doc->nspans; i++) {
		if (pv_span_ieq(doc->spans[i].category,
		    pv_span_str(c.category)))
			(void)pv_vec_add(&gold, &doc->spans[i].text);
	}
	for (i = 0; i < found->n; i++) {
		words = pv_span_sub(text->raw, found->at[i].start,
		    found->at[i].end);
		(void)pv_vec_add(&pred, &words);
	}
	if (c.arena != NULL)
		c.marks = pv_arena_alloc(c.arena, text->nunits + 1);
	rc = c.marks == NULL ? pv_fail_nomem(err) :
	    compare(&c, row, &gold, &pred);
	if (rc == PV_OK)
		locate(&c, &row->locate);
	pv_vec_release(&gold);
	pv_vec_release(&pred);
	pv_arena_free(c.arena);
	return rc;
}

/* The places of the findings that stand for a category. */
static enum pv_rc
count_findings(struct pv_cuad_row *row, size_t category,
    const struct pv_cuad_text *text, const struct pv_version *v,
    const struct pv_findings *f, struct pv_err *err)
{
	struct pv_vec at = PV_VEC_INIT(struct pv_range);
	struct pv_cuad_found found = { NULL, 0 };
	struct pv_range r;
	size_t i, n = f == NULL ? 0 : f->nitems;
	enum pv_rc rc;

	for (i = 0; i < n; i++) {
		if (!counts(&categories[category], f, &f->items[i]))
			continue;
		r = pv_version_source(v, f->items[i].at);
		(void)pv_vec_add(&at, &r);
	}
	found.at = at.ptr;
	found.n = at.len;
	rc = at.failed ? pv_fail_nomem(err) :
	    pv_cuad_count(text, category, &found, row, err);
	pv_vec_release(&at);
	return rc;
}

enum pv_rc
pv_cuad_check(const struct pv_cuad_doc *doc, const struct pv_version *v,
    struct pv_err *err)
{
	if (doc->sha256.len == 0 ||
	    pv_span_ieq(doc->sha256, pv_span_str(v->sha256)))
		return PV_OK;
	return pv_fail(err, PV_ERULE, "E-GOLD",
	    "'%.*s' is not the text that was labelled", PV_FMT(doc->file));
}

enum pv_rc
pv_cuad_score_add(struct pv_cuad_score *s, const struct pv_cuad_doc *doc,
    struct pv_span raw, const struct pv_version *v,
    const struct pv_findings *f, struct pv_err *err)
{
	struct pv_cuad_text text = { .doc = doc, .raw = raw };
	struct pv_vec units = PV_VEC_INIT(struct pv_range);
	enum pv_rc rc = v == NULL ? PV_OK : pv_cuad_check(doc, v, err);
	size_t i;

	if (rc == PV_OK)
		rc = pv_score_units(raw, &units, err);
	text.units = units.ptr;
	text.nunits = units.len;
	for (i = 0; i < PV_CUAD_CATEGORIES && rc == PV_OK; i++) {
		if (s->rows[i].known)
			rc = count_findings(&s->rows[i], i, &text, v, f, err);
	}
	pv_vec_release(&units);
	return rc;
}
