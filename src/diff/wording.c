/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/wording.h"

#include <stdlib.h>

#include "diff/shingle.h"
#include "diff/words.h"

#define ALIKE 500       /* resemblance within a group, thousandths */
#define TRIES 256       /* leaders looked at for one wording */
#define COMMON 64       /* forms that a shingle may vote for */
#define VOTED 6         /* forms looked at for a neighbour */
#define STEPS ((uint64_t)4 << 20)   /* of comparing words, and for each */
#define STEPS_PER_TEXT 20000

struct posting { uint32_t leader, next; };

struct grouping {
	struct pv_shingling s;
	const struct pv_wording_text *in;
	struct pv_arena *arena;         /* of the work */
	uint32_t *order;                /* wordings, as they are settled */
	uint32_t *of;                   /* by wording: its leader */
	uint32_t *leaders;              /* by leader: its wording */
	size_t nleaders;
	/* Leaders by the shingles that they are found by. */
	uint32_t *heads;                /* by shingle, a posting or PV_NONE */
	struct pv_vec postings;         /* struct posting */
	uint32_t *seen;                 /* by leader: asked for this wording */
	uint32_t *counts;               /* by shingle, or votes by leader */
	struct pv_wordings *out;
	struct pv_wording *texts;
	struct pv_wording_group *groups;
	uint32_t *members;              /* of all groups, one after the other */
	struct pv_differ differ;
};

static const struct pv_worded *
wording(const struct grouping *g, uint32_t w)
{
	return &g->s.wordings[w];
}

/* What many use comes first, for it makes the better leader. */
static int
by_weight(const void *a, const void *b)
{
	const struct pv_worded *x = *(const struct pv_worded *const *)a;
	const struct pv_worded *y = *(const struct pv_worded *const *)b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->text > y->text) - (x->text < y->text);
}

static bool
make_order(struct grouping *g)
{
	size_t i, n = g->s.nwordings;
	const struct pv_worded **w = pv_arena_array(g->arena, n, sizeof(*w));

	if (w == NULL)
		return false;
	for (i = 0; i < n; i++)
		w[i] = wording(g, (uint32_t)i);
	if (n > 0)
		qsort(w, n, sizeof(*w), by_weight);
	for (i = 0; i < n; i++)
		g->order[i] = (uint32_t)(w[i] - g->s.wordings);
	return true;
}

static bool
add_posting(struct grouping *g, uint32_t shingle, uint32_t leader)
{
	struct posting p = { leader, g->heads[shingle] };

	g->heads[shingle] = (uint32_t)g->postings.len;
	return pv_vec_add(&g->postings, &p);
}

static void
forget_postings(struct grouping *g)
{
	for (uint32_t i = 0; i < g->s.nshingles; i++)
		g->heads[i] = PV_NONE;
	pv_vec_clear(&g->postings);
}

/*
 * Two sets that share half of all have one of their rarest in common: one of
 * as many as may be missing, and one more.
 */
static uint32_t
prefix(const struct pv_worded *w)
{
	uint32_t least = (uint32_t)(((uint64_t)w->size * ALIKE + 999) / 1000);

	return w->size == 0 ? 0 : w->size - least + 1;
}

/* The leader that wording w is most like, or PV_NONE. */
static uint32_t
find_leader(struct grouping *g, uint32_t w)
{
	const struct pv_worded *x = wording(g, w);
	const struct posting *p;
	uint32_t i, at, best = PV_NONE, tries = 0;
	int32_t most = ALIKE - 1, like;

	for (i = 0; i < prefix(x) && tries < TRIES; i++) {
		at = g->heads[g->s.sets[x->set + i]];
		for (; at != PV_NONE && tries < TRIES; at = p->next) {
			p = PV_VEC_AT(&g->postings, struct posting, at);
			if (g->seen[p->leader] == w)
				continue;
			g->seen[p->leader] = w;
			tries++;
			like = pv_resemblance(&g->s, w, g->leaders[p->leader]);
			if (like > most || (like == most && best != PV_NONE &&
			    p->leader < best)) {
				most = like;
				best = p->leader;
			}
		}
	}
	return best;
}

static bool
settle(struct grouping *g, uint32_t w)
{
	const struct pv_worded *x = wording(g, w);
	uint32_t leader = find_leader(g, w);

	if (leader == PV_NONE) {
		leader = (uint32_t)g->nleaders++;
		g->leaders[leader] = w;
		for (uint32_t i = 0; i < prefix(x); i++)
			if (!add_posting(g, g->s.sets[x->set + i], leader))
				return false;
	}
	g->of[w] = leader;
	return true;
}

/* Settle all wordings, the first `given` leaders before any other. */
static bool
settle_all(struct grouping *g, size_t given)
{
	uint32_t *first = pv_arena_array(g->arena, given, sizeof(*first));
	size_t i;

	if (first == NULL)
		return false;
	for (i = 0; i < given; i++)
		first[i] = g->leaders[i];
	forget_postings(g);
	g->nleaders = 0;
	for (i = 0; i < g->s.nwordings; i++) {
		g->of[i] = PV_NONE;
		g->seen[i] = PV_NONE;
	}
	for (i = 0; i < given; i++)
		if (!settle(g, first[i]))
			return false;
	for (i = 0; i < g->s.nwordings; i++)
		if (g->of[g->order[i]] == PV_NONE && !settle(g, g->order[i]))
			return false;
	return true;
}

/* Wordings by leader: those of leader k are at[from[k]] .. at[from[k + 1]]. */
struct members { uint32_t *from, *at; };

static bool
list_members(struct grouping *g, struct members *m)
{
	size_t i, k, n = g->s.nwordings;

	m->from = pv_arena_array(g->arena, g->nleaders + 2, sizeof(*m->from));
	m->at = pv_arena_array(g->arena, n, sizeof(*m->at));
	if (m->from == NULL || m->at == NULL)
		return false;
	for (i = 0; i < n; i++)
		m->from[g->of[i] + 2]++;
	for (k = 2; k < g->nleaders + 2; k++)
		m->from[k] += m->from[k - 1];
	for (i = 0; i < n; i++)
		m->at[m->from[g->of[g->order[i]] + 1]++] = g->order[i];
	return true;
}

/*
 * The medoid of some wordings: the one whose set differs least from those of
 * all texts.  That sum is, but for a constant, each shingle that it has
 * counted for those without it less those with it.
 */
static uint32_t
medoid(struct grouping *g, const uint32_t *at, size_t n)
{
	const struct pv_worded *x;
	int64_t all = 0, sum, most = INT64_MIN;
	uint32_t i, k, best = 0;

	for (i = 0; i < n; i++) {
		x = wording(g, at[i]);
		all += x->weight;
		for (k = 0; k < x->size; k++)
			g->counts[g->s.sets[x->set + k]] += x->weight;
	}
	for (i = 0; i < n; i++) {
		x = wording(g, at[i]);
		for (sum = 0, k = 0; k < x->size; k++)
			sum += 2 * (int64_t)g->counts[g->s.sets[x->set + k]] -
			    all;
		if (sum > most) {
			most = sum;
			best = at[i];
		}
	}
	for (i = 0; i < n; i++) {
		x = wording(g, at[i]);
		for (k = 0; k < x->size; k++)
			g->counts[g->s.sets[x->set + k]] = 0;
	}
	return best;
}

/* Each group is led by its medoid. */
static bool
choose_forms(struct grouping *g)
{
	struct members m;

	if (!list_members(g, &m))
		return false;
	for (size_t k = 0; k < g->nleaders; k++)
		g->leaders[k] = medoid(g, m.at + m.from[k],
		    m.from[k + 1] - m.from[k]);
	return true;
}

static bool
group(struct grouping *g)
{
	size_t most = g->s.nwordings + g->s.nshingles + 1;

	g->order = pv_arena_array(g->arena, most, sizeof(uint32_t));
	g->of = pv_arena_array(g->arena, most, sizeof(uint32_t));
	g->leaders = pv_arena_array(g->arena, most, sizeof(uint32_t));
	g->heads = pv_arena_array(g->arena, most, sizeof(uint32_t));
	g->seen = pv_arena_array(g->arena, most, sizeof(uint32_t));
	g->counts = pv_arena_array(g->arena, most, sizeof(uint32_t));
	return g->order != NULL && g->of != NULL && g->leaders != NULL &&
	    g->heads != NULL && g->seen != NULL && g->counts != NULL &&
	    make_order(g) && settle_all(g, 0) && choose_forms(g) &&
	    settle_all(g, g->nleaders) && choose_forms(g);
}

/* ----------------------------------------------------------- the result */

static uint32_t
leader_of(const struct grouping *g, uint32_t text)
{
	return g->of[g->s.texts[text].wording];
}

/* A group as it is sorted. */
struct rank {
	size_t nowners, nmembers;
	uint32_t form, leader, last;    /* last: owner that was counted */
};

static int
by_rank(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if ((x->nmembers > 1) != (y->nmembers > 1))
		return x->nmembers > 1 ? -1 : 1;
	if (x->nowners != y->nowners)
		return x->nowners > y->nowners ? -1 : 1;
	if (x->nmembers != y->nmembers)
		return x->nmembers > y->nmembers ? -1 : 1;
	return (x->form > y->form) - (x->form < y->form);
}

static struct rank *
rank_groups(struct grouping *g)
{
	struct rank *r = pv_arena_array(g->arena, g->nleaders + 1, sizeof(*r));
	uint32_t i;

	if (r == NULL)
		return NULL;
	for (i = 0; i < g->nleaders; i++)
		r[i] = (struct rank){ .form = wording(g, g->leaders[i])->text,
			.leader = i, .last = PV_NONE };
	for (i = 0; i < g->s.ntexts; i++) {
		struct rank *x = &r[leader_of(g, i)];

		x->nmembers++;
		/* the texts of one owner stand together */
		x->nowners += x->last != g->in[i].owner;
		x->last = g->in[i].owner;
	}
	if (g->nleaders > 0)
		qsort(r, g->nleaders, sizeof(*r), by_rank);
	return r;
}

/* Put the texts into the groups, the form of each before the others. */
static bool
put_members(struct grouping *g, const struct rank *r)
{
	uint32_t *to = pv_arena_array(g->arena, g->nleaders, sizeof(*to));
	uint32_t *at = pv_arena_array(g->out->arena, g->s.ntexts, sizeof(*at));
	struct pv_wording_group *x;
	uint32_t i, k, n = 0;

	g->members = at;
	if (to == NULL || at == NULL)
		return false;
	for (k = 0; k < g->nleaders; k++) {
		x = &g->groups[k];
		to[r[k].leader] = k;
		x->members = at + n;
		x->nmembers = 1;
		x->nowners = r[k].nowners;
		x->nearest = PV_NONE;
		g->out->nshared += r[k].nmembers > 1;
		at[n] = r[k].form;
		n += (uint32_t)r[k].nmembers;
	}
	for (i = 0; i < g->s.ntexts; i++) {
		k = to[leader_of(g, i)];
		x = &g->groups[k];
		g->texts[i].group = k;
		g->texts[i].verbatim = g->s.texts[i].wording ==
		    g->s.texts[x->members[0]].wording &&
		    !pv_shingling_swapped(&g->s, i, x->members[0]);
		x->nverbatim += g->texts[i].verbatim;
		if (x->members[0] != i)
			at[(size_t)(x->members - at) + x->nmembers++] = i;
	}
	return true;
}

/* A text as the comparison of words wants it. */
struct own { struct pv_version v; struct pv_form form; struct pv_own own; };

/* Names are what they are called, or the order in which they are read. */
static bool
open_own(struct grouping *g, struct own *o, uint32_t text, bool called)
{
	const struct pv_worded_text *t = &g->s.texts[text];
	struct pv_token token;
	struct pv_span s = g->in[text].text;
	struct pv_seg seg = { 0, t->count, { 0, 0 } };
	uint32_t i;

	*o = (struct own){ .v = { .text = s } };
	o->form = (struct pv_form){ .v = &o->v, .lex = g->s.lex,
		.arena = g->arena };
	pv_own_init(&o->own, &o->form);
	if (t->count == 0)
		return true;
	/* what is not looked at is not shown */
	seg.at.end = PV_VEC_AT(&g->s.tokens, struct pv_token,
	    t->first + t->count - 1)->end;
	for (i = 0; i < t->count; i++) {
		token = *PV_VEC_AT(&g->s.tokens, struct pv_token, t->first + i);
		if (called && pv_lexicon_kind(g->s.lex, token.id) ==
		    PV_LEX_NAME)
			token.id = pv_lexicon_fold(g->s.lex, pv_lexicon_word(
			    g->s.lex, pv_span_sub(s, token.start, token.end)));
		if (!pv_vec_add(&o->own.tokens, &token))
			return false;
	}
	return pv_vec_add(&o->own.segs, &seg);
}

static bool
compare(struct grouping *g, struct own *a, struct own *b,
    struct pv_departure *d)
{
	struct pv_vec edits = PV_VEC_INIT(struct pv_word_edit);
	bool ok;

	g->differ.budget += STEPS_PER_TEXT;
	ok = pv_words_compare(&g->differ, a->own.tokens.ptr,
	    a->own.tokens.len, b->own.tokens.ptr, b->own.tokens.len);
	if (ok) {
		d->similarity = pv_words_similarity(&g->differ,
		    a->own.tokens.ptr, b->own.tokens.ptr);
		pv_words_clean(&g->differ, a->own.tokens.ptr);
		ok = pv_words_edits(&g->differ, &a->own, &b->own, &edits);
	}
	d->edits = pv_vec_freeze(&edits, g->out->arena, &d->nedits);
	return ok && d->edits != NULL;
}

/* What text `to` has instead of the words of text `from`. */
static bool
depart(struct grouping *g, uint32_t from, uint32_t to,
    struct pv_departure *d)
{
	bool called = pv_shingling_swapped(&g->s, from, to);
	struct own a, b;
	bool ok = open_own(g, &a, from, called);

	ok = open_own(g, &b, to, called) && ok && compare(g, &a, &b, d);
	pv_own_release(&a.own);
	pv_own_release(&b.own);
	return ok;
}

/* A member as it is sorted behind the form. */
struct place { int32_t similarity; bool verbatim; uint32_t text; };

static int
by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->verbatim != y->verbatim)
		return x->verbatim ? -1 : 1;
	if (x->similarity != y->similarity)
		return x->similarity > y->similarity ? -1 : 1;
	return (x->text > y->text) - (x->text < y->text);
}

static void
sort_members(struct grouping *g, const struct pv_wording_group *x,
    uint32_t *members, struct place *work)
{
	size_t i, n = x->nmembers - 1;

	for (i = 0; i < n; i++)
		work[i] = (struct place){
			g->texts[members[i + 1]].from.similarity,
			g->texts[members[i + 1]].verbatim, members[i + 1] };
	if (n > 0)
		qsort(work, n, sizeof(*work), by_place);
	for (i = 0; i < n; i++)
		members[i + 1] = work[i].text;
}

/* What each text has instead of its form; then the members are sorted. */
static bool
tell_texts(struct grouping *g)
{
	struct place *work = pv_arena_array(g->arena, g->s.ntexts,
	    sizeof(*work));
	uint32_t *at = g->members;

	for (uint32_t i = 0; i < g->s.ntexts; i++) {
		struct pv_wording *t = &g->texts[i];

		t->from.similarity = 1000;
		if (!t->verbatim && !depart(g,
		    g->groups[t->group].members[0], i, &t->from))
			return false;
	}
	for (size_t k = 0; work != NULL && k < g->nleaders; k++) {
		sort_members(g, &g->groups[k], at, work);
		at += g->groups[k].nmembers;
	}
	return work != NULL;
}

static uint32_t
form_of(const struct grouping *g, uint32_t k)
{
	return g->s.texts[g->groups[k].members[0]].wording;
}

/* Groups by all shingles of their forms; g->counts tells how many have one. */
static bool
index_forms(struct grouping *g)
{
	const struct pv_worded *x;
	uint32_t i, k, shingle;

	forget_postings(g);
	for (k = 0; k < g->nleaders; k++) {
		x = wording(g, form_of(g, k));
		for (i = 0; i < x->size; i++) {
			shingle = g->s.sets[x->set + i];
			if (g->counts[shingle]++ < COMMON &&
			    !add_posting(g, shingle, k))
				return false;
		}
	}
	return true;
}

/* Count the shingles that group k shares with others; those are in voted. */
static bool
vote(struct grouping *g, uint32_t k, uint32_t *votes, struct pv_vec *voted)
{
	const struct pv_worded *x = wording(g, form_of(g, k));
	const struct posting *p;
	uint32_t i, at, shingle;

	pv_vec_clear(voted);
	for (i = 0; i < x->size; i++) {
		shingle = g->s.sets[x->set + i];
		if (g->counts[shingle] > COMMON)
			continue;
		for (at = g->heads[shingle]; at != PV_NONE; at = p->next) {
			p = PV_VEC_AT(&g->postings, struct posting, at);
			if (p->leader != k && votes[p->leader]++ == 0 &&
			    !pv_vec_add(voted, &p->leader))
				return false;
		}
	}
	return true;
}

/* Of the groups with the most votes the likest one; the votes are spent. */
static uint32_t
elect(struct grouping *g, uint32_t k, uint32_t *votes,
    const struct pv_vec *voted)
{
	const uint32_t *v = voted->ptr;
	uint32_t best = PV_NONE, next;
	int32_t most = 0, like;
	size_t i, n;

	for (n = 0; n < VOTED; n++) {
		next = PV_NONE;
		for (i = 0; i < voted->len; i++)
			if (votes[v[i]] > 0 && (next == PV_NONE ||
			    votes[v[i]] > votes[next] ||
			    (votes[v[i]] == votes[next] && v[i] < next)))
				next = v[i];
		if (next == PV_NONE)
			break;
		votes[next] = 0;
		like = pv_resemblance(&g->s, form_of(g, k), form_of(g, next));
		if (like > most) {
			most = like;
			best = next;
		}
	}
	for (i = 0; i < voted->len; i++)
		votes[v[i]] = 0;
	return best;
}

static bool
tell_neighbours(struct grouping *g)
{
	uint32_t *votes = pv_arena_array(g->arena, g->nleaders,
	    sizeof(*votes));
	struct pv_vec voted = PV_VEC_INIT(uint32_t);
	struct pv_wording_group *x;
	bool ok = votes != NULL && index_forms(g);

	for (uint32_t k = 0; ok && k < g->nleaders; k++) {
		x = &g->groups[k];
		ok = vote(g, k, votes, &voted);
		if (!ok)
			break;
		x->nearest = elect(g, k, votes, &voted);
		ok = x->nearest == PV_NONE || depart(g,
		    g->groups[x->nearest].members[0], x->members[0],
		    &x->from);
	}
	pv_vec_release(&voted);
	return ok;
}

static bool
tell(struct grouping *g)
{
	struct pv_arena *arena = g->out->arena;
	const struct rank *r = rank_groups(g);

	g->texts = pv_arena_array(arena, g->s.ntexts, sizeof(*g->texts));
	g->groups = pv_arena_array(arena, g->nleaders, sizeof(*g->groups));
	if (r == NULL || g->texts == NULL || g->groups == NULL ||
	    !put_members(g, r))
		return false;
	pv_differ_init(&g->differ, g->s.lex, STEPS);
	g->out->texts = g->texts;
	g->out->ntexts = g->s.ntexts;
	g->out->groups = g->groups;
	g->out->ngroups = g->nleaders;
	return tell_texts(g) && tell_neighbours(g);
}

enum pv_rc
pv_wordings_make(const struct pv_wording_text *texts, size_t n,
    struct pv_wordings **out, struct pv_err *err)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct grouping g = { .in = texts, .arena = pv_arena_new(NULL),
		.postings = PV_VEC_INIT(struct posting) };
	bool ok = false;

	g.out = arena == NULL ? NULL : pv_arena_alloc(arena, sizeof(*g.out));
	if (g.out != NULL && g.arena != NULL) {
		g.out->arena = arena;
		g.s = (struct pv_shingling){ .arena = g.arena, .in = texts,
			.lex = pv_lexicon_new(g.arena), .ntexts = n };
		ok = g.s.lex != NULL && pv_shingling_read(&g.s) &&
		    group(&g) && tell(&g);
	}
	pv_differ_release(&g.differ);
	pv_shingling_release(&g.s);
	pv_vec_release(&g.postings);
	pv_arena_free(g.arena);
	*out = ok ? g.out : NULL;
	if (!ok)
		pv_arena_free(arena);
	return ok ? PV_OK : pv_fail_nomem(err);
}
