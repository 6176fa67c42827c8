/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include "diff/lis.h"

bool
pv_row_init(struct pv_row *r, struct pv_arena *arena, size_t n)
{
	*r = (struct pv_row){ pv_arena_array(arena, n, sizeof(uint32_t)),
	    pv_arena_array(arena, n, sizeof(uint32_t)),
	    pv_arena_array(arena, 2 * n, sizeof(uint32_t)),
	    pv_arena_array(arena, n, sizeof(bool)), 0 };
	return r->old != NULL && r->seq != NULL && r->work != NULL &&
	    r->in != NULL;
}

static void
row_add(struct pv_row *r, uint32_t o, uint32_t n)
{
	r->old[r->n] = o;
	r->seq[r->n++] = n;
}

void
pv_row_children(const struct pv_aligner *a, uint32_t o, struct pv_row *r)
{
	const struct pv_clause *x = a->x->v->clauses, *y = a->y->v->clauses;
	uint32_t p = a->al->to_new[o], n;

	r->n = 0;
	for (uint32_t i = o + 1; i < x[o].next; i = x[i].next) {
		n = a->al->to_new[i];
		if (n != PV_NONE && y[n].parent == p)
			row_add(r, i, n);
	}
	pv_lis(r->seq, r->n, r->work, r->in);
}

static bool
is_inside(const struct pv_version *v, uint32_t in, uint32_t of)
{
	return in >= of && in < v->clauses[of].next;
}

/*
 * A clause whose parents are not a pair: it moved when it is out of order, or
 * when both parents live on elsewhere and neither holds the other (a level
 * put in or taken out moves nothing).
 */
static bool
left_home(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	uint32_t p = a->x->v->clauses[o].parent;
	uint32_t q = a->y->v->clauses[n].parent, pn, qo;

	if (!a->al->in_order[o])
		return true;
	if (p == PV_NONE || q == PV_NONE)
		return false;
	pn = a->al->to_new[p];
	qo = a->al->to_old[q];
	return pn != PV_NONE && qo != PV_NONE &&
	    !is_inside(a->y->v, q, pn) && !is_inside(a->y->v, pn, q);
}

bool
pv_align_places(struct pv_aligner *a)
{
	uint32_t count = (uint32_t)a->x->v->nclauses, o, n, p;
	struct pv_row r;
	size_t k;

	if (!pv_row_init(&r, a->arena, count))
		return false;
	for (o = 1; o < count; o++)
		if (a->al->to_new[o] != PV_NONE)
			row_add(&r, o, a->al->to_new[o]);
	pv_lis(r.seq, r.n, r.work, r.in);
	for (k = 0; k < r.n; k++)
		a->al->in_order[r.old[k]] = r.in[k];
	for (o = 1; o < count; o++) {
		n = a->al->to_new[o];
		p = a->x->v->clauses[o].parent;
		if (n != PV_NONE && p != PV_NONE &&
		    a->al->to_new[p] != a->y->v->clauses[n].parent)
			a->al->moved[o] = left_home(a, o, n);
	}
	/* among the children of a pair, those out of order moved */
	for (o = 0; o < count; o++) {
		if (a->al->to_new[o] == PV_NONE)
			continue;
		pv_row_children(a, o, &r);
		for (k = 0; k < r.n; k++)
			a->al->moved[r.old[k]] = !r.in[k];
	}
	return true;
}
