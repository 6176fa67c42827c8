/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/history.h"

#include <stdlib.h>
#include <string.h>

/* Most stands (lives times states) of a history. */
#define CELLS_MAX ((size_t)1 << 22)

/* An event as the index has it: by state, then by provision. */
struct entry {
	uint32_t to;
	struct pv_span provision;
	uint32_t event;
};

struct gathering {
	struct pv_history *h;
	struct entry *index;        /* one an event */
	uint32_t *before, *after;   /* by state: its neighbour that is no paper
	                             * beside the agreement, or PV_NONE */
	uint32_t end;               /* the last such state, or PV_NONE */
};

static int
by_entry(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int c = (a->to > b->to) - (a->to < b->to);

	if (c == 0)
		c = pv_span_cmp(a->provision, b->provision);
	return c != 0 ? c : (a->event > b->event) - (a->event < b->event);
}

static int
by_key(const struct pv_sight *a, const struct pv_sight *b)
{
	int c = pv_span_cmp(a->provision, b->provision);

	return c != 0 ? c : pv_span_cmp(a->subtype, b->subtype);
}

/* By provision, subtype and state, the best stand of each first. */
static int
by_sight(const void *x, const void *y)
{
	const struct pv_sight *a = x, *b = y;
	int c = by_key(a, b);
	enum pv_strength s = a->stand.strength, t = b->stand.strength;

	if (c == 0)
		c = (a->state > b->state) - (a->state < b->state);
	if (c == 0)
		c = (a->stand.kind < b->stand.kind) -
		    (a->stand.kind > b->stand.kind);
	/* no step of the lattice comes after all steps */
	if (c == 0 && s != t)
		c = s == PV_STRENGTH_NONE ? 1 : t == PV_STRENGTH_NONE ? -1 :
		    s > t ? 1 : -1;
	return c != 0 ? c : (a->order > b->order) - (a->order < b->order);
}

static size_t
first_of(const struct gathering *g, uint32_t to, struct pv_span provision)
{
	const struct entry want = { to, provision, 0 };
	size_t lo = 0, hi = g->h->nevents, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (by_entry(&g->index[mid], &want) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/*
 * Does an event that led to a state say what became of a provision in a
 * clause?  `old`: that it ended there, else that it began.
 */
static bool
is_told(const struct gathering *g, const struct pv_life *l, uint32_t to,
    struct pv_span clause, bool old)
{
	const struct pv_event_side *side;
	size_t i = first_of(g, to, l->provision);

	for (; i < g->h->nevents && g->index[i].to == to &&
	    pv_span_eq(g->index[i].provision, l->provision); i++) {
		const struct pv_event *e = &g->h->events[g->index[i].event];

		side = old ? &e->old_side : &e->new_side;
		if (side->clause.len > 0 &&
		    (pv_span_eq(side->subtype, l->subtype) ||
		    pv_span_eq(side->clause, clause)))
			return true;
	}
	return false;
}

/*
 * What is read in one state only, while nothing is told of it, was there all
 * the time: the words are the same.
 */
static void
carry(const struct gathering *g, struct pv_life *l)
{
	struct pv_stand *s = l->stands;
	uint32_t i, o;

	for (i = 0; i < g->h->nstates; i++) {
		o = g->before[i];
		if (o == PV_NONE || pv_stand_is_operative(&s[i]))
			continue;
		if (g->h->states[i].aside || (pv_stand_is_operative(&s[o]) &&
		    !is_told(g, l, i, s[o].clause, true)))
			s[i] = s[o];
	}
	for (i = (uint32_t)g->h->nstates; i-- > 0;) {
		o = g->after[i];
		if (o == PV_NONE || pv_stand_is_operative(&s[i]) ||
		    !pv_stand_is_operative(&s[o]))
			continue;
		if (!g->h->states[i].aside && !is_told(g, l, o, s[o].clause,
		    false))
			s[i] = s[o];
	}
}

static void
measure(const struct gathering *g, struct pv_life *l)
{
	uint32_t i;

	l->first = l->last = l->lost = PV_NONE;
	for (i = 0; i < g->h->nstates; i++) {
		if (g->h->states[i].aside)
			continue;
		if (l->stands[i].clause.len > 0 &&
		    (pv_stand_is_operative(&l->stands[i]) ||
		    l->last == PV_NONE))
			l->clause = l->stands[i].clause;
		if (!pv_stand_is_operative(&l->stands[i]))
			continue;
		if (l->first == PV_NONE)
			l->first = i;
		l->last = i;
	}
	if (l->last != PV_NONE && l->last != g->end)
		l->lost = g->after[l->last];
}

static bool
concerns(const struct pv_event *e, const struct pv_life *l)
{
	return pv_span_eq(e->subtype, l->subtype) ||
	    (e->kind != PV_CHANGE_LOST && e->kind != PV_CHANGE_GAINED &&
	    e->old_side.clause.len > 0 &&
	    pv_span_eq(e->old_side.subtype, l->subtype));
}

/* The events of a life, in order, into `of` unless it is NULL. */
static size_t
pick(const struct gathering *g, const struct pv_life *l, uint32_t *of)
{
	size_t n = 0, i;
	uint32_t k;

	for (k = 0; k < g->h->nstates; k++)
		for (i = first_of(g, k, l->provision); i < g->h->nevents &&
		    g->index[i].to == k && pv_span_eq(g->index[i].provision,
		    l->provision); i++) {
			if (!concerns(&g->h->events[g->index[i].event], l))
				continue;
			if (of != NULL)
				of[n] = g->index[i].event;
			n++;
		}
	return n;
}

static bool
attach(const struct gathering *g, struct pv_life *l)
{
	uint32_t *of;

	l->nevents = pick(g, l, NULL);
	of = pv_arena_array(g->h->arena, l->nevents, sizeof(*of));
	if (of == NULL)
		return false;
	(void)pick(g, l, of);
	l->events = of;
	return true;
}

/* Neighbours by state, and the index of events. */
static bool
prepare(struct gathering *g)
{
	struct pv_history *h = g->h;
	uint32_t i, near = PV_NONE;

	g->index = pv_arena_array(h->arena, h->nevents, sizeof(*g->index));
	g->before = pv_arena_array(h->arena, h->nstates, sizeof(uint32_t));
	g->after = pv_arena_array(h->arena, h->nstates, sizeof(uint32_t));
	if (g->index == NULL || g->before == NULL || g->after == NULL)
		return false;
	for (i = 0; i < h->nevents; i++)
		g->index[i] = (struct entry){ h->events[i].to,
			h->events[i].provision, i };
	if (h->nevents > 0)
		qsort(g->index, h->nevents, sizeof(*g->index), by_entry);
	for (i = 0; i < h->nstates; i++) {
		g->before[i] = near;
		if (!h->states[i].aside)
			near = i;
	}
	g->end = near;
	for (near = PV_NONE, i = (uint32_t)h->nstates; i-- > 0;) {
		g->after[i] = near;
		if (!h->states[i].aside)
			near = i;
	}
	return true;
}

/* Is there more in a group than denials? */
static bool
is_alive(const struct pv_sight *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].stand.kind != PV_STAND_DENIED)
			return true;
	return false;
}

/* One life out of a group of sights. */
static bool
live(const struct gathering *g, struct pv_life *l, const struct pv_sight *s,
    size_t n)
{
	l->provision = s->provision;
	l->subtype = s->subtype;
	l->clause = PV_SPAN("");
	l->stands = pv_arena_array(g->h->arena, g->h->nstates,
	    sizeof(*l->stands));
	if (l->stands == NULL)
		return false;
	for (size_t i = n; i-- > 0;)
		l->stands[s[i].state] = s[i].stand;     /* the best is last */
	carry(g, l);
	measure(g, l);
	return attach(g, l);
}

/* The end of the group of sights that begins at i. */
static size_t
group_end(const struct pv_sight *s, size_t n, size_t i)
{
	size_t end = i + 1;

	while (end < n && by_key(&s[i], &s[end]) == 0)
		end++;
	return end;
}

bool
pv_lives_gather(struct pv_history *h, struct pv_sight *sights, size_t n,
    bool *too_many)
{
	struct gathering g = { .h = h };
	size_t i, end, groups = 0;

	if (!prepare(&g))
		return false;
	if (n > 0)
		qsort(sights, n, sizeof(*sights), by_sight);
	for (i = 0; i < n; i = end) {
		end = group_end(sights, n, i);
		groups += is_alive(&sights[i], end - i);
	}
	*too_many = h->nstates > 0 && groups > CELLS_MAX / h->nstates;
	if (*too_many)
		return false;
	h->lives = pv_arena_array(h->arena, groups, sizeof(*h->lives));
	if (h->lives == NULL)
		return false;
	for (i = 0; i < n; i = end) {
		end = group_end(sights, n, i);
		if (is_alive(&sights[i], end - i) &&
		    !live(&g, &h->lives[h->nlives++], &sights[i], end - i))
			return false;
	}
	return true;
}
