/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include <stdlib.h>

/*
 * Scores, in thousandths.  Between clauses that stand in the same place less
 * likeness is needed; elsewhere a pair must stand out among its rivals, and
 * where it does not the clauses are a deletion and an insertion.
 */
#define PAIR_HERE 450       /* parents are a pair */
#define PAIR_ELSEWHERE 600
#define MARGIN 100          /* over the next best, elsewhere */
#define WORDS_ELSEWHERE 8
#define PAIR_GAP 300        /* between the same neighbours */
#define PAIR_ALONE 250      /* the only two between the same neighbours */
#define GAP_CELLS 1024      /* comparisons a gap is worth */
#define SAME_LABEL 100
#define SAME_HEADING 150

static bool
same_label(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	struct pv_span s = pv_version_str(a->x->v,
	    a->x->v->clauses[o].label);

	return s.len > 0 && pv_span_eq(s, pv_version_str(a->y->v,
	    a->y->v->clauses[n].label));
}

static bool
same_heading(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	const struct pv_form_clause *p = &a->x->clauses[o];
	const struct pv_form_clause *q = &a->y->clauses[n];

	return p->head > 0 && p->head == q->head &&
	    pv_form_hash(a->x, p->first, p->first + p->head) ==
	    pv_form_hash(a->y, q->first, q->first + q->head);
}

static bool
is_reserved(const struct pv_form *f, uint32_t i)
{
	return (f->v->clauses[i].flags & PV_CLAUSE_RESERVED) != 0;
}

/* Only a number, as of a schedule that is to follow. */
static bool
is_bare(const struct pv_form *f, uint32_t i)
{
	return f->clauses[i].count == 0 && f->v->clauses[i].next == i + 1;
}

static int32_t
with_context(const struct pv_aligner *a, uint32_t o, uint32_t n, int32_t score)
{
	bool label = same_label(a, o, n);

	if (is_bare(a->x, o) && is_bare(a->y, n))
		return label ? 1000 : PAIR_ALONE;

	if (label && is_reserved(a->x, o) != is_reserved(a->y, n))
		return 1000;
	return score + (label ? SAME_LABEL : 0) +
	    (same_heading(a, o, n) ? SAME_HEADING : 0);
}

static bool
parents_paired(const struct pv_aligner *a, uint32_t o, uint32_t n)
{
	uint32_t p = a->x->v->clauses[o].parent;
	uint32_t q = a->y->v->clauses[n].parent;

	return p != PV_NONE && q != PV_NONE && a->al->to_new[p] == q;
}

/* The two best scores of the edges at a clause. */
struct rivals { int32_t best, next; };

static void
note(struct rivals *r, int32_t score)
{
	if (score > r->best) {
		r->next = r->best;
		r->best = score;
	} else if (score > r->next) {
		r->next = score;
	}
}

struct ranked { int32_t rank; uint32_t edge; };

static int
by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	return (a->edge > b->edge) - (a->edge < b->edge);
}

/* Edges from the best on, context counted; rivals by clause. */
static bool
rank(struct pv_aligner *a, struct ranked **out, struct rivals **x,
    struct rivals **y)
{
	const struct pv_edge *e = a->edges.ptr;
	struct ranked *r = pv_arena_array(a->arena, a->edges.len, sizeof(*r));

	*x = pv_arena_array(a->arena, a->x->v->nclauses, sizeof(**x));
	*y = pv_arena_array(a->arena, a->y->v->nclauses, sizeof(**y));
	*out = r;
	if (r == NULL || *x == NULL || *y == NULL)
		return false;
	for (size_t i = 0; i < a->edges.len; i++) {
		r[i] = (struct ranked){ with_context(a, e[i].old_clause,
		    e[i].new_clause, e[i].like.score), (uint32_t)i };
		note(&(*x)[e[i].old_clause], e[i].like.score);
		note(&(*y)[e[i].new_clause], e[i].like.score);
	}
	if (a->edges.len > 0)
		qsort(r, a->edges.len, sizeof(*r), by_rank);
	return true;
}

static bool
stands_out(const struct rivals *r, int32_t score)
{
	return score >= r->best ? score - r->next >= MARGIN : false;
}

/* Pair along edges, the best first; one pass for each state of the parents. */
static void
take_edges(struct pv_aligner *a, const struct ranked *r,
    const struct rivals *x, const struct rivals *y)
{
	const struct pv_edge *e;
	uint32_t words, o, n;

	for (size_t i = 0; i < a->edges.len; i++) {
		e = PV_VEC_AT(&a->edges, const struct pv_edge, r[i].edge);
		o = e->old_clause;
		n = e->new_clause;
		if (!pv_may_pair(a, o, n))
			continue;
		if (parents_paired(a, o, n)) {
			if (r[i].rank >= PAIR_HERE)
				pv_pair(a, o, n);
			continue;
		}
		words = a->x->clauses[o].words < a->y->clauses[n].words ?
		    a->x->clauses[o].words : a->y->clauses[n].words;
		if (words >= WORDS_ELSEWHERE &&
		    e->like.score >= PAIR_ELSEWHERE &&
		    stands_out(&x[o], e->like.score) &&
		    stands_out(&y[n], e->like.score))
			pv_pair(a, o, n);
	}
}

/* Clauses without counterpart between two paired siblings, on both sides. */
struct gap { uint32_t o0, o1, n0, n1; size_t no, nn; };

static size_t
count_free(const struct pv_form *f, const uint32_t *to, uint32_t from,
    uint32_t end)
{
	size_t n = 0;

	for (; from < end; from = f->v->clauses[from].next)
		n += to[from] == PV_NONE;
	return n;
}

/* The best pair of the gap that is good enough; false when there is none. */
static bool
best_in_gap(struct pv_aligner *a, const struct gap *g, uint32_t *o,
    uint32_t *n)
{
	const struct pv_clause *x = a->x->v->clauses, *y = a->y->v->clauses;
	int32_t best = g->no == 1 && g->nn == 1 ? PAIR_ALONE : PAIR_GAP;
	bool found = false;
	int32_t score;

	for (uint32_t i = g->o0; i < g->o1; i = x[i].next) {
		for (uint32_t j = g->n0; j < g->n1; j = y[j].next) {
			if (!pv_may_pair(a, i, j))
				continue;
			score = with_context(a, i, j,
			    pv_like(&a->sx, i, &a->sy, j).score);
			if (score < best + (found ? 1 : 0))
				continue;
			best = score;
			found = true;
			*o = i;
			*n = j;
		}
	}
	return found;
}

static bool
make_shingles(struct pv_aligner *a, const struct gap *g)
{
	uint32_t i;

	for (i = g->o0; i < g->o1; i = a->x->v->clauses[i].next)
		if (!pv_shingles_make(&a->sx, i))
			return false;
	for (i = g->n0; i < g->n1; i = a->y->v->clauses[i].next)
		if (!pv_shingles_make(&a->sy, i))
			return false;
	return true;
}

/* Pair what is alike in a gap, in order: the best first, then around it. */
static bool
fill_gap(struct pv_aligner *a, const struct gap *first)
{
	struct pv_vec work = PV_VEC_INIT(struct gap);
	struct gap g, part;
	uint32_t o = 0, n = 0;
	bool ok;

	work.mem = pv_arena_mem(a->arena);
	ok = pv_vec_add(&work, first);
	while (ok && work.len > 0) {
		g = *PV_VEC_AT(&work, struct gap, --work.len);
		g.no = count_free(a->x, a->al->to_new, g.o0, g.o1);
		g.nn = count_free(a->y, a->al->to_old, g.n0, g.n1);
		if (g.no == 0 || g.nn == 0 || g.no > GAP_CELLS / g.nn)
			continue;
		ok = make_shingles(a, &g);
		if (!ok || !best_in_gap(a, &g, &o, &n))
			continue;
		pv_pair(a, o, n);
		part = (struct gap){ g.o0, o, g.n0, n, 0, 0 };
		ok = pv_vec_add(&work, &part);
		part = (struct gap){ a->x->v->clauses[o].next, g.o1,
		    a->y->v->clauses[n].next, g.n1, 0, 0 };
		ok = ok && pv_vec_add(&work, &part);
	}
	pv_vec_release(&work);
	return ok;
}

/* Gaps among the children of a pair, cut at children that keep their order. */
static bool
fill_children(struct pv_aligner *a, uint32_t o, struct pv_row *r)
{
	const struct pv_clause *x = a->x->v->clauses, *y = a->y->v->clauses;
	uint32_t n = a->al->to_new[o];
	struct gap g;
	bool ok = true;

	if (n == PV_NONE)
		return true;
	g = (struct gap){ o + 1, o + 1, n + 1, n + 1, 0, 0 };
	pv_row_children(a, o, r);
	for (size_t i = 0; ok && i < r->n; i++) {
		if (!r->in[i])
			continue;
		g.o1 = r->old[i];
		g.n1 = r->seq[i];
		ok = fill_gap(a, &g);
		g.o0 = x[g.o1].next;
		g.n0 = y[g.n1].next;
	}
	g.o1 = x[o].next;
	g.n1 = y[n].next;
	return ok && fill_gap(a, &g);
}

/* Clauses left over, with words to go by. */
static uint32_t *
leftovers(const struct pv_form *f, const uint32_t *to, size_t *n)
{
	uint32_t *out = pv_arena_array(f->arena, f->v->nclauses, sizeof(*out));

	*n = 0;
	for (uint32_t i = 1; out != NULL && i < f->v->nclauses; i++)
		if (to[i] == PV_NONE && f->clauses[i].words >= 3 &&
		    f->v->clauses[i].kind != PV_CLAUSE_CONTENTS)
			out[(*n)++] = i;
	return out;
}

bool
pv_align_alike(struct pv_aligner *a)
{
	struct pv_picks olds, news;
	struct ranked *r;
	struct rivals *x, *y;
	struct pv_row row;
	uint32_t o;

	olds.at = leftovers(a->x, a->al->to_new, &olds.n);
	news.at = leftovers(a->y, a->al->to_old, &news.n);
	if (olds.at == NULL || news.at == NULL ||
	    !pv_similar(&a->sx, olds, &a->sy, news, &a->edges) ||
	    !rank(a, &r, &x, &y) ||
	    !pv_row_init(&row, a->arena, a->x->v->nclauses))
		return false;
	take_edges(a, r, x, y);
	pv_align_parents(a);
	take_edges(a, r, x, y);
	/* parents come before their children: one walk fills all levels */
	for (o = 0; o < a->x->v->nclauses; o++)
		if (!pv_align_children(a, o) || !fill_children(a, o, &row))
			return false;
	pv_align_parents(a);
	return true;
}
