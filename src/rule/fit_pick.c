/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit_data.h"

#include <stdlib.h>
#include <string.h>

/*
 * Thresholds that are tried are the scores of these ranks, in hundredths of
 * the number of positive rows.
 */
static const uint32_t ranks[] = { 20, 30, 40, 50, 60, 70, 80, 90, 100, 115,
	130, 150, 175, 200, 250, 300, 400 };
#define NRANKS (sizeof(ranks) / sizeof(ranks[0]))

/* Positive rows that no rule was written on, to go by those alone. */
#define FAIR_LEAST 20u

/* A contract, and what finding nothing or its supported rows counts. */
struct contract {
	const struct pv_fit_doc *doc;
	struct pv_cuad_text text;
	int32_t best;           /* score of a row */
	size_t nfound;          /* rows of `on` */
	struct pv_cuad_row off, on;
};

/* A labelled clause. */
struct item {
	int32_t best;           /* score of a row */
	bool yes, made;         /* has it; rules make it by hand */
};

struct picking {
	const struct pv_fit_scores *s;
	struct contract *contracts; size_t n;
	struct pv_vec sorted;   /* int32_t: scores, the highest first */
	struct pv_vec places;   /* struct pv_range */
	struct pv_vec items;    /* struct item */
	uint32_t positive;
	bool fair;              /* only what no rule was written on counts */
	int32_t best;           /* what the thresholds in out are worth */
	struct pv_fit_result *out;
	struct pv_err *err;
};

static int
by_score(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x < y) - (x > y);
}

static int32_t
f1(uint64_t tp, uint64_t fp, uint64_t fn)
{
	return pv_score_rates(tp, fp, fn).f1;
}

/* ---------------------------------------------------------- whole clauses */

/* Is the provision in the labelled clauses?  What is made by hand stands. */
static int32_t
rate_items(const struct picking *p, int32_t threshold)
{
	uint64_t tp = 0, fp = 0, fn = 0;
	size_t i;

	for (i = 0; i < p->items.len; i++) {
		const struct item *x = PV_VEC_AT(&p->items, struct item, i);
		bool found = x->best >= threshold || x->made;

		tp += x->yes && found;
		fp += !x->yes && found;
		fn += x->yes && !found;
	}
	return f1(tp, fp, fn);
}

/*
 * Whether the rules of a row make the provision by hand, as far as their
 * weights tell; the scanner looks closer.
 */
static bool
is_made(const struct picking *p, size_t row)
{
	const struct pv_rules *r = p->s->f->rules;
	uint32_t provision = p->s->t->provision;
	const uint32_t *x;
	int32_t sum = 0;
	size_t i, n;

	x = pv_fit_features(p->s->f, row, &n);
	for (i = 0; i < n; i++)
		if (x[i] < r->nrules && r->rules[x[i]].provision == provision)
			sum += r->rules[x[i]].weight;
	return sum >= r->provisions[provision].threshold;
}

static bool
open_item(struct picking *p, const struct pv_fit_doc *d)
{
	struct item x = { INT32_MIN, false, false };
	bool out = false;
	size_t i;

	if (p->fair && !d->fair)
		return true;
	for (i = d->first; i < (size_t)d->first + d->count; i++) {
		x.yes |= pv_fit_label_at(p->s->t, i) == PV_FIT_YES;
		out |= pv_fit_label_at(p->s->t, i) == PV_FIT_OUT;
		if (p->s->at[i] > x.best)
			x.best = p->s->at[i];
		x.made |= p->s->t->category < 0 && is_made(p, i);
	}
	return (out && !x.yes) || pv_vec_add(&p->items, &x);
}

/* ------------------------------------------------------------- contracts */

static void
add_counts(struct pv_cuad_row *sum, const struct pv_cuad_row *x)
{
	sum->contract.tp += x->contract.tp;
	sum->contract.fp += x->contract.fp;
	sum->contract.fn += x->contract.fn;
	sum->span.tp += x->span.tp;
	sum->span.fp += x->span.fp;
	sum->span.fn += x->span.fn;
	sum->locate.hit += x->locate.hit;
	sum->locate.miss += x->locate.miss;
	sum->locate.good += x->locate.good;
	sum->locate.bad += x->locate.bad;
}

/* The rows of a contract that reach the score; those that join are one. */
static size_t
find_places(struct picking *p, const struct contract *c, int32_t least)
{
	const struct pv_fit *f = p->s->f;
	size_t i, n = 0, end = (size_t)c->doc->first + c->doc->count;
	bool open = false;

	pv_vec_clear(&p->places);
	for (i = c->doc->first; i < end; i++) {
		const struct pv_fit_row *row = pv_fit_row_at(f, i);
		struct pv_range *last;

		if (p->s->at[i] < least) {
			open = false;
			continue;
		}
		n++;
		if (open) {
			last = PV_VEC_AT(&p->places, struct pv_range,
			    p->places.len - 1);
			if (last->end < row->src.end)
				last->end = row->src.end;
		} else {
			(void)pv_vec_add(&p->places, &row->src);
		}
		open = row->joins && p->places.len > 0;
	}
	return n;
}

/* What a contract counts when all rows from `least` are found. */
static enum pv_rc
count_contract(struct picking *p, struct contract *c, int32_t least)
{
	struct pv_cuad_found found;
	size_t n;

	if (c->best < least)
		return PV_OK;
	n = find_places(p, c, least);
	if (p->places.failed)
		return pv_fail_nomem(p->err);
	if (n == c->nfound)
		return PV_OK;
	c->nfound = n;
	c->on = (struct pv_cuad_row){ 0 };
	found = (struct pv_cuad_found){ p->places.ptr, p->places.len };
	return pv_cuad_count(&c->text, (size_t)p->s->t->category, &found,
	    &c->on, p->err);
}

/*
 * What a pair of thresholds counts; `support` has just been counted.  Of pairs
 * of the same worth that of the highest support is taken, then that of the
 * lowest threshold.
 */
static void
try_pair(struct picking *p, int32_t threshold, int32_t support)
{
	struct pv_cuad_row sum = { 0 };
	int32_t contract, span, locate, item = rate_items(p, threshold);
	int32_t worth;
	size_t i;

	for (i = 0; i < p->n; i++)
		add_counts(&sum, p->contracts[i].best >= threshold ?
		    &p->contracts[i].on : &p->contracts[i].off);
	contract = f1(sum.contract.tp, sum.contract.fp, sum.contract.fn);
	span = f1(sum.span.tp, sum.span.fp, sum.span.fn);
	locate = pv_cuad_place_rates(&sum.locate).f1;
	worth = (contract < 0 ? 0 : contract) + (span < 0 ? 0 : span) +
	    (locate < 0 ? 0 : locate) + (item < 0 ? 0 : item);
	if (worth < p->best ||
	    (worth == p->best && support < p->out->support))
		return;
	p->best = worth;
	p->out->threshold = threshold;
	p->out->support = support;
	p->out->contract = contract;
	p->out->span = span;
	p->out->locate = locate;
}

/* Half-way between two scores, so that what is like the higher one reaches. */
static int32_t
between(int32_t high, int32_t low)
{
	return high - (high - low) / 2;
}

/* What the rows down to a rank reach, and those below do not. */
static int32_t
score_of_rank(const struct picking *p, size_t i)
{
	const int32_t *x = p->sorted.ptr;
	size_t at = (size_t)p->positive * ranks[i] / 100;

	at = at > p->sorted.len ? p->sorted.len : at > 0 ? at : 1;
	while (at < p->sorted.len && x[at] == x[at - 1])
		at++;
	return at < p->sorted.len ? between(x[at - 1], x[at]) : x[at - 1];
}

static enum pv_rc
pick_by_contracts(struct picking *p)
{
	size_t i, k;
	enum pv_rc rc = PV_OK;

	for (i = 0; i < NRANKS && rc == PV_OK; i++) {
		for (k = 0; k < p->n && rc == PV_OK; k++)
			rc = count_contract(p, &p->contracts[k],
			    score_of_rank(p, i));
		for (k = 0; k <= i && rc == PV_OK; k++)
			try_pair(p, score_of_rank(p, k), score_of_rank(p, i));
	}
	return rc;
}

static enum pv_rc
open_contract(struct picking *p, const struct pv_fit_doc *d)
{
	struct contract *c = &p->contracts[p->n++];
	struct pv_cuad_found none = { NULL, 0 };
	size_t i, end = (size_t)d->first + d->count;

	c->doc = d;
	c->text = (struct pv_cuad_text){ d->cuad, d->raw, d->units.ptr,
		d->units.len };
	c->best = INT32_MIN;
	for (i = d->first; i < end; i++) {
		if (p->s->at[i] > c->best)
			c->best = p->s->at[i];
		p->positive += pv_fit_label_at(p->s->t, i) == PV_FIT_YES;
		if (!pv_vec_add(&p->sorted, &p->s->at[i]))
			return pv_fail_nomem(p->err);
	}
	return pv_cuad_count(&c->text, (size_t)p->s->t->category, &none,
	    &c->off, p->err);
}

/* -------------------------------------------------------------- clauses */

/* What tells best which of the clauses have the provision. */
static void
pick_by_clauses(struct picking *p)
{
	int32_t worth, threshold;
	size_t i;

	for (i = 0; i < p->items.len; i++) {
		const struct item *x = PV_VEC_AT(&p->items, struct item, i);

		p->positive += x->yes;
		if (x->best > INT32_MIN)
			(void)pv_vec_add(&p->sorted, &x->best);
	}
	if (p->sorted.len > 1)
		qsort(p->sorted.ptr, p->sorted.len, sizeof(int32_t), by_score);
	for (i = 0; i < NRANKS && p->sorted.len > 0; i++) {
		threshold = score_of_rank(p, i);
		worth = rate_items(p, threshold);
		if (worth <= p->best)
			continue;
		p->best = worth;
		p->out->threshold = p->out->support = threshold;
	}
}

/* Whether enough of the clauses that no rule was written on have it. */
static bool
are_fair(const struct pv_fit_scores *s)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; s->t->category < 0 && i < s->f->rows.len; i++)
		n += pv_fit_doc_of(s->f, i)->fair &&
		    pv_fit_label_at(s->t, i) == PV_FIT_YES;
	return n >= FAIR_LEAST;
}

enum pv_rc
pv_fit_pick(const struct pv_fit_scores *s, struct pv_fit_result *out,
    struct pv_err *err)
{
	struct picking p = { .s = s, .out = out, .err = err, .best = -1,
		.fair = are_fair(s),
		.sorted = PV_VEC_INIT(int32_t),
		.places = PV_VEC_INIT(struct pv_range),
		.items = PV_VEC_INIT(struct item) };
	enum pv_rc rc = PV_OK;
	size_t i;

	out->contract = out->span = out->locate = -1;
	p.contracts = calloc(s->f->docs.len + 1, sizeof(*p.contracts));
	if (p.contracts == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < s->f->docs.len && rc == PV_OK; i++) {
		const struct pv_fit_doc *d =
		    PV_VEC_AT(&s->f->docs, const struct pv_fit_doc, i);

		if (d->cuad == NULL)
			rc = open_item(&p, d) ? PV_OK : pv_fail_nomem(err);
		else if (s->t->category >= 0)
			rc = open_contract(&p, d);
	}
	if (p.sorted.len > 1)
		qsort(p.sorted.ptr, p.sorted.len, sizeof(int32_t), by_score);
	if (rc == PV_OK && s->t->category >= 0)
		rc = pick_by_contracts(&p);
	else if (rc == PV_OK)
		pick_by_clauses(&p);
	if (p.sorted.failed || p.items.failed)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK)
		out->item = rate_items(&p, out->threshold);
	pv_vec_release(&p.sorted);
	pv_vec_release(&p.places);
	pv_vec_release(&p.items);
	free(p.contracts);
	return rc;
}
