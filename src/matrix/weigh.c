/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/matrix.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "matrix/portfolio.h"

#define LATER 10000     /* more than any rank and tier */
#define NOTHING (-3 * LATER)

/* An effect that a cell is weighed with. */
struct hit {
	const struct pv_effect *e;
	const struct pv_active *in;
	int score;
};

/* The strongest of each kind; the first in the order of the texts. */
enum verdict { ALLOW, ALLOW_PART, FORBID, FORBID_PART, VERDICTS };

static bool
applies(const struct pv_effect *e, const struct pv_cell *cell)
{
	if ((e->modes & (1u << cell->mode)) == 0)
		return false;
	switch (e->scope) {
	case PV_SCOPE_ONE:
		return pv_span_eq(e->cloud, cell->cloud);
	case PV_SCOPE_OTHERS:
		return !pv_span_eq(e->cloud, cell->cloud);
	case PV_SCOPE_ALL:
		return true;
	}
	return false;
}

/* The licence that a right rests on: how long it lasts. */
static struct pv_span
term_of(const struct pv_paper *p, const struct pv_effect *e,
    struct pv_span cloud)
{
	size_t i;

	if (e->until.len > 0 || (e->flags & PV_EFFECT_LICENSED) == 0)
		return e->until;
	for (i = 0; i < p->ncuts; i++) {
		if (p->cuts[i].kind == PV_CUT_TERM &&
		    pv_span_eq(p->cuts[i].cloud, cloud))
			return p->cuts[i].until;
	}
	return e->until;
}

/* A right that ended is no right; one that begins later is not yet. */
static bool
alive(const struct pv_weighing *w, const struct pv_effect *e,
    struct pv_span until)
{
	struct pv_span day;

	if (w->as_of == NULL)
		return true;
	day = pv_span_str(w->as_of);
	if (e->from[0] != '\0' && strcmp(e->from, w->as_of) > 0)
		return false;
	return until.len != day.len || !pv_isdigit(until.ptr[0]) ||
	    pv_span_cmp(until, day) >= 0;
}

/* Was the clause taken out by an amendment? */
static bool
deleted(const struct pv_weighing *w, const struct pv_active *in,
    struct pv_span clause)
{
	const struct pv_paper *p;
	size_t i, k;

	for (i = 0; i < w->nactive && in->base; i++) {
		p = w->active[i].paper;
		for (k = 0; k < p->ngone; k++) {
			if (pv_label_within(clause, p->gone[k]))
				return true;
		}
	}
	return false;
}

static bool
add_hits(struct pv_weighing *w, const struct pv_active *in,
    const struct pv_cell *cell)
{
	const struct pv_paper *p = in->paper;
	const struct pv_effect *e;
	struct hit *h;
	size_t i;

	for (i = 0; i < p->neffects; i++) {
		e = &p->effects[i];
		if (!applies(e, cell) || deleted(w, in, e->clause) ||
		    !alive(w, e, term_of(p, e, cell->cloud)))
			continue;
		h = pv_vec_push(&w->hits);
		if (h == NULL)
			return false;
		*h = (struct hit){ e, in, in->rank * 16 + (int)e->tier };
		/* what was to begin later stands back where no day is asked */
		if (w->as_of == NULL && strcmp(e->from, p->date) > 0)
			h->score -= LATER;
	}
	return true;
}

/*
 * What stands above a clause by name stands above it whatever the order of
 * the papers; a clause of another paper is meant where that is the base.
 */
static void
override(const struct pv_weighing *w)
{
	struct hit *h, *t;
	size_t i, k;

	for (i = 0; i < w->hits.len; i++) {
		h = PV_VEC_AT(&w->hits, struct hit, i);
		for (k = 0; k < w->hits.len && h->e->overrides.len > 0; k++) {
			t = PV_VEC_AT(&w->hits, struct hit, k);
			if (t->e->allows != h->e->allows &&
			    (t->in == h->in || t->in->base) &&
			    pv_label_within(t->e->clause, h->e->overrides) &&
			    h->score <= t->score)
				h->score = t->score + 1;
		}
	}
}

static enum verdict
verdict_of(const struct pv_effect *e, struct pv_span cloud)
{
	bool part = (e->flags & PV_EFFECT_LIMITED) != 0 &&
	    ((e->flags & PV_EFFECT_CITED) == 0 ||
	    !pv_span_eq(e->but, cloud));

	return e->allows ? (part ? ALLOW_PART : ALLOW) :
	    part ? FORBID_PART : FORBID;
}

/* Does a stand before b among the grounds for one verdict? */
static bool
better(const struct hit *a, const struct hit *b)
{
	if (b == NULL || a->score != b->score)
		return b == NULL || a->score > b->score;
	if (((a->e->flags ^ b->e->flags) & PV_EFFECT_REDACTED) != 0)
		return (b->e->flags & PV_EFFECT_REDACTED) != 0;
	/* two sentences of one clause: the one that says how long */
	return a->e->until.len > 0 && b->e->until.len == 0 &&
	    pv_span_eq(a->e->clause, b->e->clause);
}

/*
 * The highest tier decides.  What it says of a part only leaves the rest to
 * the next: a permission for some under a ban, and a ban for some under a
 * permission, are conditional.
 */
static enum pv_answer
decide(const struct hit *const *best, const struct hit **first,
    const struct hit **second)
{
	int top[VERDICTS], i, max = NOTHING;

	for (i = 0; i < VERDICTS; i++) {
		top[i] = best[i] == NULL ? NOTHING : best[i]->score;
		max = top[i] > max ? top[i] : max;
	}
	*first = *second = NULL;
	if (max == NOTHING)
		return PV_ANSWER_SILENT;
	if (top[ALLOW] == max && top[FORBID] == max) {
		*first = best[ALLOW];
		*second = best[FORBID];
		return PV_ANSWER_CONFLICT;
	}
	*first = top[ALLOW] == max && top[FORBID_PART] < max ? best[ALLOW] :
	    top[FORBID] == max && top[ALLOW_PART] < max ? best[FORBID] :
	    top[ALLOW_PART] == max ? best[ALLOW_PART] : best[FORBID_PART];
	if (((*first)->e->flags & PV_EFFECT_REDACTED) != 0)
		return PV_ANSWER_UNKNOWN;
	return *first == best[ALLOW] ? PV_ANSWER_ALLOWED :
	    *first == best[FORBID] ? PV_ANSWER_PROHIBITED :
	    PV_ANSWER_CONDITIONAL;
}

/* A clause that makes the right conditional, of a text in force. */
static const struct pv_cut *
cut_of(const struct pv_weighing *w, const struct pv_cell *cell,
    const struct pv_effect *e)
{
	const struct pv_cut *c;
	size_t i, k;
	bool holds;

	for (i = 0; i < w->nactive; i++) {
		for (k = 0; k < w->active[i].paper->ncuts; k++) {
			c = &w->active[i].paper->cuts[k];
			holds = (c->kind == PV_CUT_TRIGGER &&
			    (c->modes & (1u << cell->mode)) != 0 &&
			    (e->flags & PV_EFFECT_LICENSED) != 0) ||
			    (c->kind == PV_CUT_SCALE &&
			    (e->flags & PV_EFFECT_PUBLIC) != 0) ||
			    (c->kind == PV_CUT_FIRST &&
			    cell->mode != PV_MODE_WEIGHTS &&
			    !pv_span_eq(c->cloud, cell->cloud));
			if (holds && !deleted(w, &w->active[i], c->clause))
				return c;
		}
	}
	return NULL;
}

/* "4.1; 4.2" */
static enum pv_rc
two_clauses(struct pv_cell *cell, struct pv_span other,
    struct pv_arena *arena, struct pv_err *err)
{
	struct pv_buf b = PV_BUF_INIT;

	if (pv_span_eq(cell->clause, other) || other.len == 0)
		return PV_OK;
	pv_buf_span(&b, cell->clause);
	pv_buf_str(&b, "; ");
	pv_buf_span(&b, other);
	cell->clause = pv_arena_dup(arena, pv_buf_view(&b));
	if (b.failed)
		cell->clause.ptr = NULL;
	pv_buf_release(&b);
	return cell->clause.ptr == NULL ? pv_fail_nomem(err) : PV_OK;
}

static enum pv_rc
tell(const struct pv_weighing *w, struct pv_cell *cell, const struct hit *h,
    struct pv_arena *arena, struct pv_err *err)
{
	const struct pv_cut *cut = cell->answer == PV_ANSWER_ALLOWED ?
	    cut_of(w, cell, h->e) : NULL;
	struct pv_buf b = PV_BUF_INIT;

	cell->clause = h->e->clause;
	if (cell->answer != PV_ANSWER_CONFLICT)
		cell->until = term_of(h->in->paper, h->e, cell->cloud);
	if (cell->answer == PV_ANSWER_CONDITIONAL)
		cell->condition = h->e->condition;
	pv_buf_span(&b, h->in->paper->key);
	pv_buf_char(&b, '@');
	pv_buf_span(&b, h->in->paper->label);
	cell->version = pv_arena_dup(arena, pv_buf_view(&b));
	if (b.failed)
		cell->version.ptr = NULL;
	pv_buf_release(&b);
	if (cell->version.ptr == NULL)
		return pv_fail_nomem(err);
	if (cut == NULL)
		return PV_OK;
	cell->answer = PV_ANSWER_CONDITIONAL;
	cell->condition = cut->condition;
	return two_clauses(cell, cut->clause, arena, err);
}

enum pv_rc
pv_weigh(struct pv_weighing *w, struct pv_cell *cell, struct pv_arena *arena,
    struct pv_err *err)
{
	const struct hit *best[VERDICTS] = { NULL, NULL, NULL, NULL };
	const struct hit *h, *first, *second;
	enum verdict v;
	size_t i;
	enum pv_rc rc;

	pv_vec_clear(&w->hits);
	for (i = 0; i < w->nactive; i++) {
		if (!add_hits(w, &w->active[i], cell))
			return pv_fail_nomem(err);
	}
	override(w);
	for (i = 0; i < w->hits.len; i++) {
		h = PV_VEC_AT(&w->hits, struct hit, i);
		v = verdict_of(h->e, cell->cloud);
		if (better(h, best[v]))
			best[v] = h;
	}
	cell->answer = decide(best, &first, &second);
	if (first == NULL)
		return PV_OK;
	rc = tell(w, cell, first, arena, err);
	return rc == PV_OK && second != NULL ? two_clauses(cell,
	    second->e->clause, arena, err) : rc;
}

/* ---------------------------------------------------------------- rows */

static int
by_bytes(const void *a, const void *b)
{
	const struct pv_span *x = a, *y = b;

	return pv_span_cmp(*x, *y);
}

/* aws, azure, gcp, then what the texts name, and all the others. */
static bool
list_clouds(const struct pv_active *active, size_t nactive,
    struct pv_vec *clouds)
{
	static const char *const first[] = { "aws", "azure", "gcp" };
	struct pv_span *all, key;
	const struct pv_paper *p;
	size_t i, k, n = 0;

	for (i = 0; i < 3; i++) {
		key = pv_span_str(first[i]);
		if (!pv_vec_add(clouds, &key))
			return false;
	}
	for (i = 0; i < nactive; i++) {
		p = active[i].paper;
		for (k = 0; k < p->nclouds; k++) {
			if (!pv_vec_add(clouds, &p->clouds[k]))
				return false;
		}
	}
	all = clouds->ptr;
	qsort(all, clouds->len, sizeof(*all), by_bytes);
	for (i = 0; i < clouds->len; i++) {
		if (n == 0 || !pv_span_eq(all[n - 1], all[i]))
			all[n++] = all[i];
	}
	clouds->len = n;
	key = PV_SPAN("any-other");
	return pv_vec_add(clouds, &key);
}

static enum pv_rc
fill(struct pv_cells *c, struct pv_weighing *w, const struct pv_vec *clouds,
    struct pv_span key, struct pv_err *err)
{
	struct pv_cell *cell;
	size_t i, n = clouds->len * PV_MODES;
	enum pv_rc rc = PV_OK;

	c->items = pv_arena_array(c->arena, n, sizeof(*c->items));
	if (c->items == NULL)
		return pv_fail_nomem(err);
	for (i = 0; i < n && rc == PV_OK; i++) {
		cell = &c->items[i];
		cell->agreement = key;
		cell->cloud = *PV_VEC_AT(clouds, struct pv_span, i / PV_MODES);
		cell->mode = (enum pv_mode)(i % PV_MODES);
		rc = pv_weigh(w, cell, c->arena, err);
	}
	c->nitems = n;
	return rc;
}

enum pv_rc
pv_matrix_rows(const struct pv_matrix *m, size_t i, const char *as_of,
    struct pv_cells **out, struct pv_err *err)
{
	struct pv_vec active = PV_VEC_INIT(struct pv_active);
	struct pv_vec clouds = PV_VEC_INIT(struct pv_span);
	struct pv_weighing w = { NULL, 0, as_of, PV_VEC_INIT(struct hit) };
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_cells *c = arena == NULL ? NULL :
	    pv_arena_alloc(arena, sizeof(*c));
	enum pv_rc rc = PV_OK;

	if (c == NULL || !pv_active_of(m, i, as_of, &active) ||
	    !list_clouds(active.ptr, active.len, &clouds)) {
		rc = pv_fail_nomem(err);
	} else {
		c->arena = arena;
		w.active = active.ptr;
		w.nactive = active.len;
		rc = fill(c, &w, &clouds, pv_matrix_key(m, i), err);
	}
	pv_vec_release(&active);
	pv_vec_release(&clouds);
	pv_vec_release(&w.hits);
	if (rc == PV_OK)
		*out = c;
	else
		pv_arena_free(arena);
	return rc;
}
