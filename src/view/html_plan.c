/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/html.h"

#include "base/vec.h"
#include "view/edits.h"

#define SHORT 600       /* bytes that a clause above a change may have */

const struct pv_clause_change *
pv_redline_change(const struct pv_redline *h, const uint32_t *of,
    uint32_t clause)
{
	return of[clause] == PV_NONE ? NULL : &h->d->clauses[of[clause]];
}

static bool
has_moved(const struct pv_clause_change *c)
{
	return c != NULL && (c->kind == PV_EDIT_MOVED ||
	    c->kind == PV_EDIT_MOVED_MODIFIED);
}

static uint32_t *
none(struct pv_redline *h, size_t n)
{
	uint32_t *a = pv_arena_array(h->work, n, sizeof(*a));

	for (size_t i = 0; a != NULL && i < n; i++)
		a[i] = PV_NONE;
	return a;
}

static void
index_changes(struct pv_redline *h)
{
	const struct pv_clause_change *c;
	uint32_t *others;

	for (uint32_t i = 0; i < h->d->nclauses; i++) {
		c = &h->d->clauses[i];
		if (c->old_clause != PV_NONE)
			h->old_change[c->old_clause] = i;
		if (c->new_clause != PV_NONE)
			h->new_change[c->new_clause] = i;
		others = c->kind == PV_EDIT_SPLIT ? h->new_change :
		    h->old_change;
		for (size_t k = 0; k < c->nothers; k++)
			others[c->others[k]] = i;
	}
}

static void
cite(struct pv_redline *h, uint32_t clause)
{
	if (h->shown[clause] == PV_REDLINE_FOLDED)
		h->shown[clause] = PV_REDLINE_CITED;
}

static void
tell_at(struct pv_redline *h, uint32_t *first, uint32_t clause, uint32_t node)
{
	h->next[node] = first[clause];
	first[clause] = node;
	if (first == h->new_first)
		cite(h, clause);
}

/* Tell change i where it is, and where it was if that is elsewhere. */
static void
index_provision(struct pv_redline *h, uint32_t i)
{
	const struct pv_diff *d = h->d;
	const struct pv_provision_change *p = &d->provisions[i];
	const struct pv_clause_change *c;
	uint32_t at = PV_NONE, was, old;

	if (p->kind == PV_CHANGE_UNCHANGED)
		return;
	if (p->new_finding != PV_NONE) {
		at = d->new_side.findings->items[p->new_finding].clause;
		tell_at(h, h->new_first, at, 2 * i);
	}
	if (p->old_finding == PV_NONE)
		return;
	old = d->old_side.findings->items[p->old_finding].clause;
	c = pv_redline_change(h, h->old_change, old);
	was = c != NULL ? c->new_clause : d->to_new[old];
	if (was == PV_NONE)
		tell_at(h, h->old_first, old, 2 * i + 1);
	else if (was != at)
		tell_at(h, h->new_first, was, 2 * i + 1);
}

/* Which clauses are shown: those above a change, too, while they are short. */
static void
choose(struct pv_redline *h)
{
	const struct pv_version *v = h->d->new_side.version;
	const struct pv_clause_change *c;
	const struct pv_clause *x;
	uint32_t i, up;

	for (i = 0; i < v->nclauses; i++) {
		c = pv_redline_change(h, h->new_change, i);
		up = v->clauses[i].parent;
		if (c != NULL && pv_clause_told(c))
			h->shown[i] = PV_REDLINE_TOLD;
		else if (up < i && (h->shown[up] == PV_REDLINE_CARRIED ||
		    has_moved(pv_redline_change(h, h->new_change, up))))
			h->shown[i] = PV_REDLINE_CARRIED;
	}
	/* children stand behind their parents: one pass tells all of them */
	for (i = (uint32_t)v->nclauses; i-- > 1;) {
		if (h->shown[i] == PV_REDLINE_FOLDED)
			continue;
		x = &v->clauses[v->clauses[i].parent];
		if (x->depth > 0 && x->stem.end - x->stem.start <= SHORT)
			cite(h, v->clauses[i].parent);
	}
}

static bool
add(struct pv_vec *out, enum pv_redline_kind kind, uint32_t clause)
{
	struct pv_redline_entry e = { clause, (uint8_t)kind };

	return pv_vec_add(out, &e);
}

/*
 * What follows new clause n, before the next one: the tails of the clauses that
 * end with it, innermost first, and old clauses that stood here and do not any
 * more.  One that is not deeper than a clause stood behind its tail.
 */
struct follow {
	struct pv_redline *h;
	struct pv_vec *out;
	uint32_t n, open;           /* the clause whose tail comes next */
};

static bool
add_tails(struct follow *f, unsigned depth)
{
	const struct pv_clause *all = f->h->d->new_side.version->clauses, *c;

	for (; f->open != PV_NONE; f->open = c->parent) {
		c = &all[f->open];
		if (c->next > f->n + 1 || c->depth < depth)
			break;
		if (c->tail.end > c->tail.start &&
		    !add(f->out, PV_REDLINE_TAIL, f->open))
			return false;
	}
	return true;
}

static bool
add_gone(struct follow *f, uint32_t old)
{
	const struct pv_redline *h = f->h;
	const struct pv_clause_change *c = pv_redline_change(h, h->old_change,
	    old);

	if (c == NULL || (c->kind != PV_EDIT_DELETED && !has_moved(c)))
		return true;
	return add_tails(f, h->d->old_side.version->clauses[old].depth) &&
	    add(f->out, c->kind == PV_EDIT_DELETED ? PV_REDLINE_DELETED :
	    PV_REDLINE_STUB, old);
}

static bool
list(struct pv_redline *h)
{
	const struct pv_diff *d = h->d;
	struct pv_vec out = PV_VEC_INIT(struct pv_redline_entry);
	struct follow f = { .h = h, .out = &out };
	uint32_t old = 0;
	bool ok = true;

	out.mem = pv_arena_mem(h->work);
	for (f.n = 0; ok && f.n < d->new_side.version->nclauses; f.n++) {
		f.open = f.n;
		ok = add(&out, PV_REDLINE_CLAUSE, f.n);
		for (; ok && old < d->old_side.version->nclauses &&
		    d->place[old] <= f.n; old++)
			ok = add_gone(&f, old);
		ok = ok && add_tails(&f, 0);
	}
	h->entries = pv_vec_freeze(&out, h->work, &h->nentries);
	return ok && h->entries != NULL;
}

bool
pv_redline_plan(struct pv_redline *h)
{
	const struct pv_diff *d = h->d;
	size_t nold = d->old_side.version->nclauses;
	size_t nnew = d->new_side.version->nclauses;

	h->old_change = none(h, nold);
	h->new_change = none(h, nnew);
	h->old_first = none(h, nold);
	h->new_first = none(h, nnew);
	h->next = none(h, 2 * d->nprovisions);
	h->cursor = pv_arena_array(h->work, d->nclauses, sizeof(*h->cursor));
	h->shown = pv_arena_array(h->work, nnew, sizeof(*h->shown));
	if (h->old_change == NULL || h->new_change == NULL ||
	    h->old_first == NULL || h->new_first == NULL || h->next == NULL ||
	    h->cursor == NULL || h->shown == NULL)
		return false;
	index_changes(h);
	for (size_t i = d->nprovisions; i-- > 0;)
		index_provision(h, (uint32_t)i);
	choose(h);
	return list(h);
}
