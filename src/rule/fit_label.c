/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/fit_data.h"

#include "rule/score.h"

/* A row is marked by a span that covers this share of it, in percent, ... */
#define COVER_ROW 50
/* ... or of which it covers this. */
#define COVER_SPAN 60

/* -------------------------------------------------------------- targets */

static uint32_t
provision_of(const struct pv_fit *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->rules->nprovisions; i++)
		if (pv_span_eq(f->rules->provisions[i].name,
		    pv_span_str(name)))
			return (uint32_t)i;
	return PV_NONE;
}

static bool
add_target(struct pv_fit *f, uint32_t provision, const char *subtype,
    int category)
{
	struct pv_fit_target t = { .provision = provision,
		.subtype = pv_span_str(subtype == NULL ? "" : subtype),
		.category = category,
		.labels = PV_VEC_INIT(int8_t),
		.weights = PV_VEC_INIT(struct pv_fit_weight) };

	return pv_vec_add(&f->targets, &t);
}

/* The provisions of CUAD's categories as those tell them apart; excerpts. */
enum pv_rc
pv_fit_targets(struct pv_fit *f, struct pv_err *err)
{
	uint32_t i;
	bool ok = true;
	int k;

	for (i = 0; i < f->rules->nprovisions && ok; i++) {
		for (k = 0; k < PV_CUAD_CATEGORIES && ok; k++) {
			const struct pv_cuad_category *c =
			    pv_cuad_category((size_t)k);

			if (provision_of(f, c->any[0].provision) == i)
				ok = add_target(f, i, c->any[0].subtype, k);
		}
		ok = ok && add_target(f, i, NULL, -1);
	}
	return ok ? PV_OK : pv_fail_nomem(err);
}

/* -------------------------------------------------------------- contracts */

static const struct pv_fit_doc *
last_doc(const struct pv_fit *f)
{
	return PV_VEC_AT(&f->docs, const struct pv_fit_doc, f->docs.len - 1);
}

/* A label for every row of the last text. */
static bool
fill(const struct pv_fit *f, struct pv_fit_target *t, enum pv_fit_label label)
{
	int8_t x = (int8_t)label;

	while (t->labels.len < f->rows.len)
		if (!pv_vec_add(&t->labels, &x))
			return false;
	return true;
}

static void
set(struct pv_fit_target *t, size_t row, enum pv_fit_label label)
{
	*PV_VEC_AT(&t->labels, int8_t, row) = (int8_t)label;
}

static uint32_t
shared(struct pv_range a, struct pv_range b)
{
	uint32_t start = a.start > b.start ? a.start : b.start;
	uint32_t end = a.end < b.end ? a.end : b.end;

	return end > start ? end - start : 0;
}

/* The first row of the text that ends behind a byte of the source. */
static size_t
row_behind(const struct pv_fit *f, const struct pv_fit_doc *d, uint32_t at)
{
	size_t lo = d->first, hi = (size_t)d->first + d->count, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_fit_row_at(f, mid)->src.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
mark_span(const struct pv_fit *f, struct pv_fit_target *t,
    struct pv_range span)
{
	const struct pv_fit_doc *d = last_doc(f);
	size_t i, end = (size_t)d->first + d->count;

	for (i = row_behind(f, d, span.start); i < end; i++) {
		struct pv_range row = pv_fit_row_at(f, i)->src;
		uint64_t both = shared(row, span);

		if (row.start >= span.end)
			break;
		if (both > 0 &&
		    (both * 100 >= (uint64_t)COVER_ROW * (row.end - row.start) ||
		    both * 100 >= (uint64_t)COVER_SPAN *
		    (span.end - span.start)))
			set(t, i, PV_FIT_YES);
	}
}

enum pv_rc
pv_fit_label_contract(struct pv_fit *f, struct pv_err *err)
{
	const struct pv_fit_doc *d = last_doc(f);
	const char *category;
	size_t i, k;

	for (i = 0; i < f->targets.len; i++) {
		struct pv_fit_target *t = pv_fit_target_at(f, i);

		if (!fill(f, t, t->category < 0 ? PV_FIT_OUT : PV_FIT_NO))
			return pv_fail_nomem(err);
		if (t->category < 0)
			continue;
		category = pv_cuad_category((size_t)t->category)->name;
		for (k = 0; k < d->cuad->nspans; k++) {
			const struct pv_cuad_span *s = &d->cuad->spans[k];

			if (pv_span_ieq(s->category, pv_span_str(category)))
				mark_span(f, t, (struct pv_range){ s->start,
				    s->end });
		}
	}
	return PV_OK;
}

/* ------------------------------------------------------------------ items */

/* What an expected finding makes of rows: PV_FIT_NO = nothing. */
static enum pv_fit_label
label_of(const struct pv_fit *f, const struct pv_fit_target *t,
    const struct pv_gold_expect *e)
{
	struct pv_span name = f->rules->provisions[t->provision].name;
	bool ours = pv_span_eq(e->provision.s, name);

	if (t->category < 0)
		return ours ? PV_FIT_YES : PV_FIT_NO;
	if (ours && t->subtype.len > 0 && e->subtype.s.len == 0)
		return PV_FIT_OUT;
	ours = pv_cuad_stands_for(pv_cuad_category((size_t)t->category),
	    e->provision.s, e->subtype.s);
	if (!ours)
		return PV_FIT_NO;
	return e->stance == PV_STANCE_IN_FORCE ||
	    e->stance == PV_STANCE_CONDITIONAL ? PV_FIT_YES : PV_FIT_OUT;
}

/* Whether the last text, a clause, tells of a target. */
static bool
tells(const struct pv_fit *f, size_t target)
{
	return pv_fit_target_at(f, target)->category < 0 || !last_doc(f)->fair;
}

static void
mark_expected(const struct pv_fit *f, const struct pv_gold_expect *e,
    struct pv_range at)
{
	const struct pv_fit_doc *d = last_doc(f);
	enum pv_fit_label label;
	size_t i, k;

	for (i = 0; i < f->targets.len; i++) {
		struct pv_fit_target *t = pv_fit_target_at(f, i);

		label = tells(f, i) ? label_of(f, t, e) : PV_FIT_NO;
		for (k = d->first; k < (size_t)d->first + d->count; k++) {
			if (label == PV_FIT_NO ||
			    pv_fit_label_at(t, k) == PV_FIT_YES ||
			    shared(pv_fit_row_at(f, k)->at, at) == 0)
				continue;
			set(t, k, label);
		}
	}
}

enum pv_rc
pv_fit_label_item(struct pv_fit *f, const struct pv_gold_item *item,
    const struct pv_version *v, const struct pv_text **at,
    struct pv_err *err)
{
	struct pv_gold_places places;
	struct pv_range place;
	bool lost;
	enum pv_rc rc = pv_gold_places_open(&places, item, v, err);
	size_t i;

	for (i = 0; i < f->targets.len && rc == PV_OK; i++)
		if (!fill(f, pv_fit_target_at(f, i), tells(f, i) ? PV_FIT_NO :
		    PV_FIT_OUT))
			rc = pv_fail_nomem(err);
	for (i = 0; i < item->nexpect && rc == PV_OK; i++) {
		*at = &item->expect[i].text;
		rc = pv_gold_place(&places, &item->expect[i], &place, &lost,
		    err);
		if (rc == PV_OK && !lost)
			mark_expected(f, &item->expect[i], place);
	}
	pv_gold_places_release(&places);
	return rc;
}
