/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include <string.h>

#include "diff/lis.h"

#define MOVED_IN 600        /* share of each text that the other one has */
#define CLOSE 100           /* between the scores of two readings of two pairs */
#define NEAR 8              /* clauses that are looked at around one */
#define ROUNDS 4

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
 * when both parents live on elsewhere, neither holds the other (a level put in
 * or taken out moves nothing) and it stands on the other side of one of them.
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
	return pn != PV_NONE && qo != PV_NONE && (qo > o || pn > n) &&
	    !is_inside(a->y->v, q, pn) && !is_inside(a->y->v, pn, q);
}

/* Which pairs moved. */
static void
find_moved(struct pv_aligner *a, struct pv_row *row)
{
	uint32_t count = (uint32_t)a->x->v->nclauses, o, n, p;
	struct pv_row r = *row;
	size_t k;

	memset(a->al->moved, 0, count * sizeof(bool));
	memset(a->al->in_order, 0, count * sizeof(bool));
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
}

/*
 * Did o only come to stand where the clause above it stood, which is gone, as
 * when its text runs on in that one now?
 */
static bool
took_place(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	const struct pv_clause *x = a->x->v->clauses, *y = a->y->v->clauses;
	uint32_t p = x[o].parent;

	return p != PV_NONE && p != 0 && a->al->to_new[p] == PV_NONE &&
	    y[n].parent != PV_NONE &&
	    a->al->to_old[y[n].parent] == x[p].parent;
}

/* Part o from n; the clause above o stays when it stands in n. */
static bool
part(struct pv_aligner *a, uint32_t o, uint32_t n)
{
	uint32_t p = a->x->v->clauses[o].parent;
	bool back = took_place(a, o, n);

	a->al->to_new[o] = a->al->to_old[n] = PV_NONE;
	if (!back || !pv_may_pair(a, p, n))
		return true;
	if (!pv_shingles_make(&a->sx, p))
		return false;
	if (pv_like(&a->sx, p, &a->sy, n).old_in_new >= MOVED_IN)
		pv_pair(a, p, n);
	return true;
}

/*
 * A clause that moved takes most of its words along; what only stands in
 * another one, or holds it, is gone, and the other one new.  *any: some were.
 */
static bool
part_doubtful(struct pv_aligner *a, bool *any)
{
	struct pv_likeness like;
	uint32_t o, n;

	for (o = 1; o < a->x->v->nclauses; o++) {
		n = a->al->to_new[o];
		if (n == PV_NONE || !a->al->moved[o] ||
		    a->x->clauses[o].words == 0 ||
		    a->y->clauses[n].words == 0 ||
		    pv_form_same(a->x, o, a->y, n))
			continue;
		if (!pv_shingles_make(&a->sx, o) ||
		    !pv_shingles_make(&a->sy, n))
			return false;
		like = pv_like(&a->sx, o, &a->sy, n);
		if (like.old_in_new >= MOVED_IN &&
		    like.new_in_old >= MOVED_IN && !took_place(a, o, n))
			continue;
		if (!part(a, o, n))
			return false;
		*any = true;
	}
	return true;
}

/* The old clause before o that is where it was, and near; or PV_NONE. */
static uint32_t
fixed_before(const struct pv_aligner *a, uint32_t o)
{
	for (uint32_t i = o; i-- > 0 && o - i <= NEAR;)
		if (a->al->to_new[i] != PV_NONE &&
		    (i == 0 || a->al->in_order[i]))
			return i;
	return PV_NONE;
}

/* Would o and p do as well with each other's counterpart? */
static bool
interchangeable(struct pv_aligner *a, uint32_t o, uint32_t p, bool *ok)
{
	uint32_t n = a->al->to_new[o], m = a->al->to_new[p];
	int32_t om, pn;

	if (pv_form_same(a->x, p, a->y, m))
		return false;
	*ok = pv_shingles_make(&a->sx, o) && pv_shingles_make(&a->sx, p) &&
	    pv_shingles_make(&a->sy, n) && pv_shingles_make(&a->sy, m);
	if (!*ok)
		return false;
	om = pv_like(&a->sx, o, &a->sy, m).score;
	pn = pv_like(&a->sx, p, &a->sy, n).score;
	return om >= MOVED_IN && pn >= MOVED_IN && om + pn + CLOSE >=
	    pv_like(&a->sx, o, &a->sy, n).score +
	    pv_like(&a->sx, p, &a->sy, m).score;
}

/*
 * A pair that moved past another one, where either clause might as well be the
 * other's: two readings are close, and the one without a move is taken.
 */
static bool
uncross_one(struct pv_aligner *a, uint32_t o, bool *any)
{
	uint32_t n = a->al->to_new[o], at = fixed_before(a, o), m, p;
	uint32_t end = (uint32_t)a->y->v->nclauses;
	bool ok = true;

	if (at == PV_NONE)
		return true;
	at = a->al->to_new[at] + 1;
	for (m = at; ok && m < end && m - at < NEAR; m++) {
		p = a->al->to_old[m];
		if (p == PV_NONE || p == o || (p > o) != (m < n) ||
		    !interchangeable(a, o, p, &ok))
			continue;
		pv_pair(a, o, m);
		pv_pair(a, p, n);
		*any = true;
		break;
	}
	return ok;
}

static bool
uncross(struct pv_aligner *a, bool *any)
{
	for (uint32_t o = 1; o < a->x->v->nclauses; o++)
		if (a->al->to_new[o] != PV_NONE && a->al->moved[o] &&
		    a->x->clauses[o].words > 0 && !uncross_one(a, o, any))
			return false;
	return true;
}

bool
pv_align_places(struct pv_aligner *a)
{
	struct pv_row r;
	bool any = false;

	if (!pv_row_init(&r, a->arena, a->x->v->nclauses))
		return false;
	find_moved(a, &r);
	if (!uncross(a, &any))
		return false;
	/* what is parted may leave others out of order */
	for (int round = 0; round < ROUNDS; round++) {
		if (any)
			find_moved(a, &r);
		any = false;
		if (!part_doubtful(a, &any))
			return false;
		if (!any)
			return true;
	}
	find_moved(a, &r);
	return true;
}
