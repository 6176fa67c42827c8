/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include <stdlib.h>

/*
 * Words from which equal text that stands once on both sides is the same
 * clause wherever it stands.  Fewer words need a parent or a neighbour.
 */
#define STRONG 8

struct keyed { uint64_t digest; uint32_t clause; };

static int
by_digest(const void *x, const void *y)
{
	const struct keyed *a = x, *b = y;

	if (a->digest != b->digest)
		return a->digest < b->digest ? -1 : 1;
	return (a->clause > b->clause) - (a->clause < b->clause);
}

void
pv_pair(struct pv_aligner *a, uint32_t o, uint32_t n)
{
	a->al->to_new[o] = n;
	a->al->to_old[n] = o;
}

bool
pv_may_pair(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	uint8_t p = a->x->v->clauses[o].kind, q = a->y->v->clauses[n].kind;

	return a->al->to_new[o] == PV_NONE && a->al->to_old[n] == PV_NONE &&
	    (p == PV_CLAUSE_CONTENTS) == (q == PV_CLAUSE_CONTENTS) &&
	    (p == PV_CLAUSE_SIGNATURE) == (q == PV_CLAUSE_SIGNATURE);
}

/* Clauses of at least `words` words that have no counterpart, by digest. */
static struct keyed *
sorted(const struct pv_form *f, const uint32_t *to, uint32_t words, size_t *n)
{
	struct keyed *k = pv_arena_array(f->arena, f->v->nclauses, sizeof(*k));

	*n = 0;
	for (uint32_t i = 1; k != NULL && i < f->v->nclauses; i++)
		if (to[i] == PV_NONE && f->clauses[i].words >= words)
			k[(*n)++] = (struct keyed){ f->clauses[i].digest, i };
	if (k != NULL)
		qsort(k, *n, sizeof(*k), by_digest);
	return k;
}

static size_t
group(const struct keyed *k, size_t n, size_t i)
{
	size_t e = i + 1;

	while (e < n && k[e].digest == k[i].digest)
		e++;
	return e - i;
}

/*
 * Pair clauses of equal text that occurs as often on both sides, k-th with
 * k-th; only text that occurs once when `once`.
 */
static bool
pair_equal(struct pv_aligner *a, bool once)
{
	size_t nx, ny, i = 0, j = 0, gi, gj, k;
	struct keyed *x = sorted(a->x, a->al->to_new, STRONG, &nx);
	struct keyed *y = sorted(a->y, a->al->to_old, STRONG, &ny);

	if (x == NULL || y == NULL)
		return false;
	while (i < nx && j < ny) {
		if (x[i].digest != y[j].digest) {
			if (x[i].digest < y[j].digest)
				i++;
			else
				j++;
			continue;
		}
		gi = group(x, nx, i);
		gj = group(y, ny, j);
		for (k = 0; gi == gj && (!once || gi == 1) && k < gi; k++)
			if (pv_may_pair(a, x[i + k].clause, y[j + k].clause) &&
			    pv_form_same(a->x, x[i + k].clause, a->y,
			    y[j + k].clause))
				pv_pair(a, x[i + k].clause, y[j + k].clause);
		i += gi;
		j += gj;
	}
	return true;
}

/* The neighbours of a pair are a pair when they say the same. */
static bool
extend_one(struct pv_aligner *a, uint32_t o, uint32_t n)
{
	if (!pv_may_pair(a, o, n) || a->x->clauses[o].words == 0 ||
	    a->x->v->clauses[o].depth != a->y->v->clauses[n].depth ||
	    !pv_form_same(a->x, o, a->y, n))
		return false;
	pv_pair(a, o, n);
	return true;
}

static void
extend(struct pv_aligner *a)
{
	uint32_t no = (uint32_t)a->x->v->nclauses, i, n;
	uint32_t nn = (uint32_t)a->y->v->nclauses;

	for (i = 1; i + 1 < no; i++) {
		n = a->al->to_new[i];
		if (n != PV_NONE && n + 1 < nn)
			extend_one(a, i + 1, n + 1);
	}
	for (i = no; i-- > 2;) {
		n = a->al->to_new[i];
		if (n != PV_NONE && n > 1)
			extend_one(a, i - 1, n - 1);
	}
}

/* Children of a clause without counterpart, by digest; with their number. */
static size_t
free_children(const struct pv_form *f, const uint32_t *to, uint32_t parent,
    struct keyed *out)
{
	const struct pv_clause *c = f->v->clauses;
	size_t n = 0;

	for (uint32_t i = parent + 1; i < c[parent].next; i = c[i].next)
		if (to[i] == PV_NONE && f->clauses[i].words > 0)
			out[n++] = (struct keyed){ f->clauses[i].digest, i };
	qsort(out, n, sizeof(*out), by_digest);
	return n;
}

/* Children of a clause; counting stops beyond `enough`. */
static size_t
count_children(const struct pv_version *v, uint32_t parent, size_t enough)
{
	const struct pv_clause *c = v->clauses;
	size_t n = 0;

	for (uint32_t i = parent + 1; i < c[parent].next && n <= enough;
	    i = c[i].next)
		n++;
	return n;
}

bool
pv_align_children(struct pv_aligner *a, uint32_t o)
{
	uint32_t p = a->al->to_new[o];
	struct keyed *x, *y;
	size_t nx, ny, i = 0, j = 0;

	if (p == PV_NONE || a->x->v->clauses[o].next == o + 1 ||
	    a->y->v->clauses[p].next == p + 1)
		return true;
	x = pv_arena_array(a->arena, count_children(a->x->v, o, SIZE_MAX),
	    sizeof(*x));
	y = pv_arena_array(a->arena, count_children(a->y->v, p, SIZE_MAX),
	    sizeof(*y));
	if (x == NULL || y == NULL)
		return false;
	nx = free_children(a->x, a->al->to_new, o, x);
	ny = free_children(a->y, a->al->to_old, p, y);
	while (i < nx && j < ny) {
		if (x[i].digest < y[j].digest) {
			i++;
		} else if (x[i].digest > y[j].digest) {
			j++;
		} else {
			if (pv_may_pair(a, x[i].clause, y[j].clause) &&
			    pv_form_same(a->x, x[i].clause, a->y, y[j].clause))
				pv_pair(a, x[i].clause, y[j].clause);
			i++;
			j++;
		}
	}
	return true;
}

/*
 * The new parent that most children of `o` went to (Boyer and Moore's majority
 * vote), when at least half of its old children that went anywhere are there
 * and they are at least half of all.
 */
static uint32_t
majority(const struct pv_aligner *a, uint32_t o)
{
	const struct pv_clause *x = a->x->v->clauses, *y = a->y->v->clauses;
	uint32_t i, to, best = PV_NONE;
	size_t lead = 0, all = 0, there = 0;

	for (i = o + 1; i < x[o].next; i = x[i].next) {
		to = a->al->to_new[i];
		all++;
		if (to == PV_NONE)
			continue;
		if (lead == 0)
			best = y[to].parent;
		lead = y[to].parent == best ? lead + 1 : lead - 1;
	}
	if (best == PV_NONE || best == 0)
		return PV_NONE;
	for (i = o + 1; i < x[o].next; i = x[i].next) {
		to = a->al->to_new[i];
		there += to != PV_NONE && y[to].parent == best;
	}
	return 2 * there >= all && 2 * there >= count_children(a->y->v, best,
	    2 * there) ? best : PV_NONE;
}

void
pv_align_parents(struct pv_aligner *a)
{
	const struct pv_clause *x = a->x->v->clauses;
	uint32_t o, n;

	/* children have larger numbers: from the end means from the leaves */
	for (o = (uint32_t)a->x->v->nclauses; o-- > 1;) {
		if (a->al->to_new[o] != PV_NONE || x[o].next == o + 1)
			continue;
		n = majority(a, o);
		if (n != PV_NONE && pv_may_pair(a, o, n))
			pv_pair(a, o, n);
	}
}

static bool
descend(struct pv_aligner *a)
{
	for (uint32_t o = 0; o < a->x->v->nclauses; o++)
		if (!pv_align_children(a, o))
			return false;
	return true;
}

static bool
init(struct pv_aligner *a)
{
	struct pv_alignment *al = a->al;
	size_t n = a->x->v->nclauses, m = a->y->v->nclauses, i;

	*al = (struct pv_alignment){ 0 };
	al->to_new = pv_arena_array(a->arena, n, sizeof(uint32_t));
	al->to_old = pv_arena_array(a->arena, m, sizeof(uint32_t));
	al->old_group = pv_arena_array(a->arena, n, sizeof(uint32_t));
	al->new_group = pv_arena_array(a->arena, m, sizeof(uint32_t));
	al->moved = pv_arena_array(a->arena, n, sizeof(bool));
	al->in_order = pv_arena_array(a->arena, n, sizeof(bool));
	if (al->to_new == NULL || al->to_old == NULL ||
	    al->old_group == NULL || al->new_group == NULL ||
	    al->moved == NULL || al->in_order == NULL ||
	    !pv_shingles_init(&a->sx, a->x, a->arena) ||
	    !pv_shingles_init(&a->sy, a->y, a->arena))
		return false;
	for (i = 0; i < n; i++)
		al->to_new[i] = al->old_group[i] = PV_NONE;
	for (i = 0; i < m; i++)
		al->to_old[i] = al->new_group[i] = PV_NONE;
	if (n > 0 && m > 0)
		pv_pair(a, 0, 0);
	return true;
}

bool
pv_align(const struct pv_form *x, const struct pv_form *y,
    struct pv_arena *arena, struct pv_alignment *out)
{
	struct pv_aligner a = { .x = x, .y = y, .arena = arena, .al = out,
	    .edges = PV_VEC_INIT(struct pv_edge) };
	bool ok;

	a.edges.mem = pv_arena_mem(arena);
	ok = init(&a) && pair_equal(&a, true);
	if (ok)
		extend(&a);
	/* what stands under its parent still is nobody's majority */
	ok = ok && descend(&a);
	if (ok)
		pv_align_parents(&a);
	ok = ok && descend(&a) && pv_align_stems(&a) && pv_align_alike(&a) &&
	    pair_equal(&a, false) && pv_align_places(&a) &&
	    pv_align_groups(&a);
	pv_vec_release(&a.edges);
	return ok;
}
