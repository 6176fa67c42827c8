/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score_cuad.h"

#include <stdlib.h>

/* What findings a category stands for. */
struct category {
	const char *name;
	struct { const char *provision, *subtype; } any[2];
	const char *but;        /* this subtype does not count */
};

static const struct category categories[PV_CUAD_CATEGORIES] = {
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
	const struct pv_cuad_doc *doc;
	struct pv_span raw;
	const struct pv_version *v;
	const struct pv_findings *f;
	struct pv_err *err;
};

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
is_known(const struct category *c, const struct pv_rules *r)
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

static bool
counts(const struct category *c, const struct pv_findings *f,
    const struct pv_finding *x)
{
	struct pv_span provision = pv_findings_str(f, x->provision);
	struct pv_span subtype = pv_findings_str(f, x->subtype);
	size_t k;

	if (x->stance != PV_STANCE_IN_FORCE &&
	    x->stance != PV_STANCE_CONDITIONAL)
		return false;
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

static enum pv_rc
count_row(struct counting *c, const struct category *cat,
    struct pv_cuad_row *row)
{
	struct pv_vec gold = PV_VEC_INIT(struct pv_span);
	struct pv_vec pred = PV_VEC_INIT(struct pv_span);
	size_t i, n = c->f == NULL ? 0 : c->f->nitems;
	struct pv_span text;
	struct pv_range at;
	enum pv_rc rc;

	for (i = 0; i < c->doc->nspans; i++) {
		if (pv_span_ieq(c->doc->spans[i].category,
		    pv_span_str(cat->name)))
			(void)pv_vec_add(&gold, &c->doc->spans[i].text);
	}
	for (i = 0; i < n; i++) {
		if (!counts(cat, c->f, &c->f->items[i]))
			continue;
		at = pv_version_source(c->v, c->f->items[i].at);
		text = pv_span_sub(c->raw, at.start, at.end);
		(void)pv_vec_add(&pred, &text);
	}
	rc = compare(c, row, &gold, &pred);
	pv_vec_release(&gold);
	pv_vec_release(&pred);
	return rc;
}

enum pv_rc
pv_cuad_score_add(struct pv_cuad_score *s, const struct pv_cuad_doc *doc,
    struct pv_span raw, const struct pv_version *v,
    const struct pv_findings *f, struct pv_err *err)
{
	struct counting c = { pv_arena_new(NULL), doc, raw, v, f, err };
	enum pv_rc rc = c.arena == NULL ? pv_fail_nomem(err) : PV_OK;
	size_t i;

	if (rc == PV_OK && v != NULL && doc->sha256.len > 0 &&
	    !pv_span_ieq(doc->sha256, pv_span_str(v->sha256)))
		rc = pv_fail(err, PV_ERULE, "E-GOLD",
		    "'%.*s' is not the text that was labelled",
		    PV_FMT(doc->file));
	for (i = 0; i < PV_CUAD_CATEGORIES && rc == PV_OK; i++) {
		if (s->rows[i].known)
			rc = count_row(&c, &categories[i], &s->rows[i]);
	}
	pv_arena_free(c.arena);
	return rc;
}
