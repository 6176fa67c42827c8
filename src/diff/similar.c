/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/similar.h"

#include <stdlib.h>

#include "diff/keyed.h"

#define POSTING_CAP 16      /* clauses a shingle may vote for */
#define SAMPLE_FROM 256     /* shingles from which a quarter is enough */
#define CANDIDATES 6        /* clauses looked at closely */
#define MIN_SCORE 250
#define MIN_CONTAINED 750

bool
pv_shingles_init(struct pv_shingles *s, const struct pv_form *f,
    struct pv_arena *arena)
{
	size_t n = f->v->nclauses;

	*s = (struct pv_shingles){ f, arena,
	    pv_arena_array(arena, n, sizeof(uint64_t *)),
	    pv_arena_array(arena, n, sizeof(uint32_t)) };
	return s->keys != NULL && s->count != NULL;
}

static int
by_value(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

bool
pv_shingles_make(struct pv_shingles *s, uint32_t clause)
{
	const struct pv_form_clause *c = &s->form->clauses[clause];
	const struct pv_token *t = s->form->tokens + c->first;
	const struct pv_lexicon *lex = s->form->lex;
	uint32_t i, n = 0, last = 0;
	uint64_t *keys;

	if (s->keys[clause] != NULL)
		return true;
	keys = pv_arena_array(s->arena, 2 * (size_t)c->count + 1,
	    sizeof(*keys));
	if (keys == NULL)
		return false;
	for (i = 0; i < c->count; i++) {
		if (pv_lexicon_kind(lex, t[i].id) == PV_LEX_PUNCT)
			continue;
		if (pv_lexicon_content(lex, t[i].id))
			keys[n++] = pv_mix(1, t[i].id);
		if (last != 0)
			keys[n++] = pv_mix(pv_mix(2, last), t[i].id);
		last = t[i].id;
	}
	qsort(keys, n, sizeof(*keys), by_value);
	s->keys[clause] = keys;
	s->count[clause] = n;
	return true;
}

struct pv_likeness
pv_like(const struct pv_shingles *x, uint32_t a, const struct pv_shingles *y,
    uint32_t b)
{
	const uint64_t *p = x->keys[a], *q = y->keys[b];
	int64_t n = x->count[a], m = y->count[b], i = 0, j = 0, both = 0;
	struct pv_likeness like = { 0, 0, 0 };

	if (n == 0 || m == 0)
		return like;
	while (i < n && j < m) {
		if (p[i] == q[j]) {
			both++;
			i++;
			j++;
		} else if (p[i] < q[j]) {
			i++;
		} else {
			j++;
		}
	}
	like.old_in_new = (int32_t)(both * 1000 / n);
	like.new_in_old = (int32_t)(both * 1000 / m);
	like.score = (int32_t)(2000 * both / (n + m));
	/* containment of a few words proves little */
	if (n >= 12 && m >= 12)
		like.score = (like.score + (like.old_in_new > like.new_in_old ?
		    like.old_in_new : like.new_in_old)) / 2;
	return like;
}

int32_t
pv_covered(const struct pv_shingles *x, uint32_t a,
    const struct pv_shingles *y, const uint32_t *in, size_t n)
{
	int64_t found = 0, all = x->count[a];

	for (size_t i = 0; i < n; i++)
		found += (int64_t)pv_like(x, a, y, in[i]).old_in_new * all;
	/* the parts of a whole share no text but by chance */
	return all == 0 ? 0 : (int32_t)(found / all > 1000 ? 1000 :
	    found / all);
}

static bool
sampled(uint32_t count, uint64_t key)
{
	return count < SAMPLE_FROM || key % 4 == 0;
}

/* Postings of the old clauses, sorted; a key once a clause. */
static bool
index_olds(struct pv_shingles *x, struct pv_picks olds, struct pv_vec *index)
{
	struct pv_keyed *all, p;
	size_t i, n = 0;
	uint32_t k;

	for (i = 0; i < olds.n; i++) {
		p.id = olds.at[i];
		if (!pv_shingles_make(x, p.id))
			return false;
		for (k = 0; k < x->count[p.id]; k++) {
			p.key = x->keys[p.id][k];
			if (sampled(x->count[p.id], p.key) &&
			    (k == 0 || x->keys[p.id][k - 1] != p.key) &&
			    !pv_vec_add(index, &p))
				return false;
		}
	}
	all = index->ptr;
	if (index->len > 0)
		qsort(all, index->len, sizeof(*all), pv_by_key);
	/* forget keys that too many clauses have */
	for (i = 0; i < index->len;) {
		size_t e = i;

		while (e < index->len && all[e].key == all[i].key)
			e++;
		if (e - i <= POSTING_CAP) {
			memmove(&all[n], &all[i], (e - i) * sizeof(*all));
			n += e - i;
		}
		i = e;
	}
	index->len = n;
	return true;
}

static size_t
first_posting(const struct pv_vec *index, uint64_t key)
{
	const struct pv_keyed *all = index->ptr;
	size_t lo = 0, hi = index->len, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (all[mid].key < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Votes of one new clause for old ones. */
struct poll {
	uint32_t *votes;        /* by old clause */
	struct pv_vec voted;    /* uint32_t: old clauses with votes */
};

static bool
take_votes(struct poll *p, const struct pv_vec *index,
    const struct pv_shingles *y, uint32_t b)
{
	const struct pv_keyed *all = index->ptr;
	uint32_t k, old;
	size_t at;

	pv_vec_clear(&p->voted);
	for (k = 0; k < y->count[b]; k++) {
		uint64_t key = y->keys[b][k];

		if (!sampled(y->count[b], key))
			continue;
		for (at = first_posting(index, key); at < index->len &&
		    all[at].key == key; at++) {
			old = all[at].id;
			if (p->votes[old]++ == 0 &&
			    !pv_vec_add(&p->voted, &old))
				return false;
		}
	}
	return true;
}

/* The best of the poll so far, or PV_NONE; its votes are spent. */
static uint32_t
take_best(struct poll *p)
{
	const uint32_t *voted = p->voted.ptr;
	uint32_t best = PV_NONE;

	for (size_t i = 0; i < p->voted.len; i++)
		if (p->votes[voted[i]] > 0 && (best == PV_NONE ||
		    p->votes[voted[i]] > p->votes[best]))
			best = voted[i];
	if (best != PV_NONE)
		p->votes[best] = 0;
	return best;
}

static bool
put_edges(struct poll *p, const struct pv_shingles *x,
    const struct pv_shingles *y, uint32_t b, struct pv_vec *edges)
{
	struct pv_edge e = { .new_clause = b };

	for (int i = 0; i < CANDIDATES; i++) {
		e.old_clause = take_best(p);
		if (e.old_clause == PV_NONE)
			break;
		e.like = pv_like(x, e.old_clause, y, b);
		if (e.like.score < MIN_SCORE &&
		    e.like.old_in_new < MIN_CONTAINED &&
		    e.like.new_in_old < MIN_CONTAINED)
			continue;
		if (!pv_vec_add(edges, &e))
			return false;
	}
	for (size_t k = 0; k < p->voted.len; k++)
		p->votes[*PV_VEC_AT(&p->voted, uint32_t, k)] = 0;
	return true;
}

bool
pv_similar(struct pv_shingles *x, struct pv_picks olds, struct pv_shingles *y,
    struct pv_picks news, struct pv_vec *edges)
{
	struct pv_vec index = PV_VEC_INIT(struct pv_keyed);
	struct poll p = { NULL, PV_VEC_INIT(uint32_t) };
	bool ok;

	index.mem = p.voted.mem = pv_arena_mem(x->arena);
	p.votes = pv_arena_array(x->arena, x->form->v->nclauses,
	    sizeof(*p.votes));
	ok = p.votes != NULL && index_olds(x, olds, &index);
	for (size_t i = 0; ok && i < news.n; i++)
		ok = pv_shingles_make(y, news.at[i]) &&
		    take_votes(&p, &index, y, news.at[i]) &&
		    put_edges(&p, x, y, news.at[i], edges);
	pv_vec_release(&index);
	pv_vec_release(&p.voted);
	return ok;
}
