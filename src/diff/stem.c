/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include <stdlib.h>

#include "base/digest.h"

/*
 * Where text that follows a list stands as the tail of the clause on one side
 * and in its last item on the other, the stem still tells which clause it is;
 * by likeness the item would take the clause that lost its tail to it.
 */

#define STRONG 8            /* words of a stem that needs no parent */

/* A free clause; whose child it is and what its stem says. */
struct stem { uint64_t key; uint32_t clause, first, count; };

static int
by_key(const void *x, const void *y)
{
	const struct stem *a = x, *b = y;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->clause > b->clause) - (a->clause < b->clause);
}

/* The number that both sides give to the parent: that of the new clause. */
static uint32_t
parent_of(const struct pv_aligner *a, bool old, uint32_t clause)
{
	uint32_t p = (old ? a->x : a->y)->v->clauses[clause].parent;

	return !old || p == PV_NONE ? p : a->al->to_new[p];
}

/* Free clauses with a stem, by it; `home`: and by their parents' pair. */
static struct stem *
stems(const struct pv_aligner *a, bool old, bool home, size_t *n)
{
	const struct pv_form *f = old ? a->x : a->y;
	const uint32_t *to = old ? a->al->to_new : a->al->to_old;
	struct stem *out = pv_arena_array(a->arena, f->v->nclauses,
	    sizeof(*out)), s;
	uint32_t end, p;

	*n = 0;
	for (s.clause = 1; out != NULL && s.clause < f->v->nclauses;
	    s.clause++) {
		p = parent_of(a, old, s.clause);
		if (to[s.clause] != PV_NONE || (home && p == PV_NONE))
			continue;
		pv_form_slice(f, s.clause, f->clauses[s.clause].own[0],
		    &s.first, &end);
		s.count = end - s.first;
		if (s.count < (home ? 1 : STRONG))
			continue;
		s.key = pv_mix(pv_form_hash(f, s.first, end),
		    home ? p : 0);
		out[(*n)++] = s;
	}
	if (out != NULL)
		qsort(out, *n, sizeof(*out), by_key);
	return out;
}

static bool
same_stem(const struct pv_aligner *a, const struct stem *x,
    const struct stem *y)
{
	if (x->count != y->count)
		return false;
	for (uint32_t i = 0; i < x->count; i++)
		if (a->x->tokens[x->first + i].id !=
		    a->y->tokens[y->first + i].id)
			return false;
	return true;
}

static size_t
group(const struct stem *s, size_t n, size_t i)
{
	size_t e = i + 1;

	while (e < n && s[e].key == s[i].key)
		e++;
	return e - i;
}

/* Pair stems that occur once on both sides. */
static bool
pair_stems(struct pv_aligner *a, bool home)
{
	size_t nx, ny, i = 0, j = 0, gi, gj;
	struct stem *x = stems(a, true, home, &nx);
	struct stem *y = stems(a, false, home, &ny);

	if (x == NULL || y == NULL)
		return false;
	while (i < nx && j < ny) {
		if (x[i].key != y[j].key) {
			if (x[i].key < y[j].key)
				i++;
			else
				j++;
			continue;
		}
		gi = group(x, nx, i);
		gj = group(y, ny, j);
		if (gi == 1 && gj == 1 && same_stem(a, &x[i], &y[j]) &&
		    pv_may_pair(a, x[i].clause, y[j].clause))
			pv_pair(a, x[i].clause, y[j].clause);
		i += gi;
		j += gj;
	}
	return true;
}

bool
pv_align_stems(struct pv_aligner *a)
{
	return pair_stems(a, true) && pair_stems(a, false);
}
