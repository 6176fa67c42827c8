/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/history.h"

#include <stdlib.h>

#include "base/vec.h"
#include "diff/diff.h"

/* Longest quotation that an event keeps. */
#define TEXT_MAX 2000

struct pv_chain {
	struct pv_history *h;
	struct pv_vec states, events, sights;
	bool (*want)(void *ctx, const struct pv_state *old_state,
	    const struct pv_state *new_state);
	void *ctx;
	/* the version that the next one is compared with */
	struct pv_version *version;
	struct pv_findings *findings;
	uint32_t at;                /* its state */
	bool denies;                /* it denies itself */
	struct pv_vec dead;         /* struct pv_sight: what is read in it, but
	                             * was lost with the meaning of a term */
};

enum pv_rc
pv_chain_new(struct pv_chain **out, struct pv_err *err)
{
	struct pv_arena *arena = pv_arena_new(NULL);
	struct pv_chain *c = calloc(1, sizeof(*c));

	if (arena != NULL && c != NULL)
		c->h = pv_arena_alloc(arena, sizeof(*c->h));
	if (c == NULL || c->h == NULL) {
		pv_arena_free(arena);
		free(c);
		return pv_fail_nomem(err);
	}
	c->h->arena = arena;
	c->states = (struct pv_vec)PV_VEC_INIT(struct pv_state);
	c->events = (struct pv_vec)PV_VEC_INIT(struct pv_event);
	c->sights = (struct pv_vec)PV_VEC_INIT(struct pv_sight);
	c->dead = (struct pv_vec)PV_VEC_INIT(struct pv_sight);
	*out = c;
	return PV_OK;
}

void
pv_chain_free(struct pv_chain *c)
{
	if (c == NULL)
		return;
	pv_findings_free(c->findings);
	pv_version_free(c->version);
	pv_vec_release(&c->states);
	pv_vec_release(&c->events);
	pv_vec_release(&c->sights);
	pv_vec_release(&c->dead);
	pv_history_free(c->h);
	free(c);
}

void
pv_chain_want(struct pv_chain *c,
    bool (*want)(void *ctx, const struct pv_state *old_state,
    const struct pv_state *new_state), void *ctx)
{
	c->want = want;
	c->ctx = ctx;
}

/* A copy that lives as long as the history; what fails is told at the end. */
static struct pv_span
keep(struct pv_chain *c, struct pv_span s)
{
	struct pv_span copy = pv_arena_dup(c->h->arena, s);

	c->events.failed |= copy.ptr == NULL;
	return copy;
}

static struct pv_span
clause_name(const struct pv_version *v, uint32_t i)
{
	struct pv_span label;

	if (i >= v->nclauses)
		return PV_SPAN("");
	label = pv_version_str(v, v->clauses[i].label);
	return label.len > 0 ? label : pv_span_str(pv_clause_kind_name(
	    (enum pv_clause_kind)v->clauses[i].kind));
}

/* The head of a text, cut between characters. */
static struct pv_span
quotation(struct pv_span s)
{
	size_t n = TEXT_MAX;

	if (s.len <= TEXT_MAX)
		return s;
	while (n > 0 && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
		n--;
	return pv_span_sub(s, 0, n);
}

/* ---------------------------------------------------------------- events */

static struct pv_event_side
side_of(struct pv_chain *c, const struct pv_side *side, uint32_t finding)
{
	const struct pv_findings *f = side->findings;
	const struct pv_finding *it;

	if (finding == PV_NONE)
		return (struct pv_event_side){ .clause = PV_SPAN(""),
			.stance = PV_STANCE_REFERENCE };
	it = &f->items[finding];
	return (struct pv_event_side){
		.clause = keep(c, clause_name(side->version, it->clause)),
		.subtype = keep(c, pv_findings_str(f, it->subtype)),
		.text = keep(c, quotation(pv_version_text(side->version,
		    it->at))),
		.stance = (enum pv_stance)it->stance,
		.strength = (enum pv_strength)it->strength,
	};
}

/* Is it something that became of the provision itself? */
static bool
is_event(const struct pv_provision_change *ch)
{
	return ch->kind != PV_CHANGE_MOVED && ch->kind != PV_CHANGE_UNCHANGED &&
	    !ch->by_term;
}

static void
record(struct pv_chain *c, const struct pv_diff *d, uint32_t to)
{
	const struct pv_provision_change *ch;
	struct pv_event e;
	size_t i;

	for (i = 0; i < d->nprovisions; i++) {
		ch = &d->provisions[i];
		if (!is_event(ch))
			continue;
		e = (struct pv_event){ .from = c->at, .to = to,
			.kind = ch->kind,
			.provision = keep(c, ch->provision),
			.subtype = keep(c, ch->subtype),
			.old_side = side_of(c, &d->old_side, ch->old_finding),
			.new_side = side_of(c, &d->new_side, ch->new_finding),
			.why = keep(c, ch->why) };
		pv_vec_add(&c->events, &e);
	}
}

/* ---------------------------------------------------------------- sights */

static int
by_place(const void *x, const void *y)
{
	const struct pv_sight *a = x, *b = y;
	int c = pv_span_cmp(a->provision, b->provision);

	if (c == 0)
		c = pv_span_cmp(a->subtype, b->subtype);
	return c != 0 ? c : pv_span_cmp(a->stand.clause, b->stand.clause);
}

static enum pv_stand_kind
stand_kind(enum pv_stance stance)
{
	switch (stance) {
	case PV_STANCE_IN_FORCE: return PV_STAND_IN_FORCE;
	case PV_STANCE_CONDITIONAL: return PV_STAND_CONDITIONAL;
	case PV_STANCE_NEGATED:
	case PV_STANCE_REMOVED: return PV_STAND_DENIED;
	case PV_STANCE_REFERENCE: break;
	}
	return PV_STAND_NONE;
}

static struct pv_sight *
find_dead(const struct pv_chain *c, const struct pv_sight *s)
{
	return c->dead.len == 0 ? NULL : bsearch(s, c->dead.ptr, c->dead.len,
	    sizeof(*s), by_place);
}

/*
 * What the events say of a provision that is still read where it was: lost
 * there (with the meaning of a term) or, once it is told of again, alive.
 */
static void
bury(struct pv_chain *c, size_t first)
{
	struct pv_vec dead = PV_VEC_INIT(struct pv_sight);
	const struct pv_event *e;
	struct pv_sight s, *was;
	size_t i;

	for (i = first; i < c->events.len; i++) {
		e = PV_VEC_AT(&c->events, struct pv_event, i);
		s = (struct pv_sight){ .provision = e->provision,
			.subtype = e->new_side.subtype,
			.stand.clause = e->new_side.clause };
		was = find_dead(c, &s);
		if (e->kind == PV_CHANGE_LOST &&
		    pv_stance_is_operative(e->new_side.stance))
			pv_vec_add(&dead, &s);
		else if (was != NULL)
			was->state = PV_NONE;
	}
	for (i = 0; i < c->dead.len; i++)
		if (PV_VEC_AT(&c->dead, struct pv_sight, i)->state != PV_NONE)
			pv_vec_add(&dead, PV_VEC_AT(&c->dead,
			    struct pv_sight, i));
	if (dead.len > 0)
		qsort(dead.ptr, dead.len, sizeof(s), by_place);
	c->events.failed |= dead.failed;
	pv_vec_release(&c->dead);
	c->dead = dead;
}

static void
look(struct pv_chain *c, const struct pv_version *v,
    const struct pv_findings *f, uint32_t state)
{
	const struct pv_finding *it;
	struct pv_sight s;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		it = &f->items[i];
		s = (struct pv_sight){ .state = state, .order = (uint32_t)i,
			.provision = pv_findings_str(f, it->provision),
			.subtype = pv_findings_str(f, it->subtype),
			.stand = { stand_kind((enum pv_stance)it->stance),
			    (enum pv_strength)it->strength,
			    clause_name(v, it->clause) } };
		if (s.stand.kind == PV_STAND_NONE)
			continue;
		if (pv_stand_is_operative(&s.stand) &&
		    find_dead(c, &s) != NULL)
			s.stand.kind = PV_STAND_DENIED;
		s.provision = keep(c, s.provision);
		s.subtype = keep(c, s.subtype);
		s.stand.clause = keep(c, s.stand.clause);
		pv_vec_add(&c->sights, &s);
	}
}

/* ----------------------------------------------------------------- links */

/* Does the same stand in both, found in the same words? */
static bool
is_copy(const struct pv_chain *c, const struct pv_chain_link *l)
{
	const struct pv_findings *a = c->findings, *b = l->findings;
	size_t i;

	if (!pv_span_eq(c->version->text, l->version->text) ||
	    a->nitems != b->nitems)
		return false;
	for (i = 0; i < a->nitems; i++)
		if (a->items[i].at.start != b->items[i].at.start ||
		    a->items[i].at.end != b->items[i].at.end ||
		    a->items[i].stance != b->items[i].stance ||
		    a->items[i].strength != b->items[i].strength ||
		    !pv_span_eq(pv_findings_str(a, a->items[i].provision),
		    pv_findings_str(b, b->items[i].provision)) ||
		    !pv_span_eq(pv_findings_str(a, a->items[i].subtype),
		    pv_findings_str(b, b->items[i].subtype)))
			return false;
	return true;
}

/* Is hardly anything of the old text left in the new one? */
static bool
is_apart(const struct pv_diff *d)
{
	size_t n = d->old_side.version->nclauses, kept = 0, i;

	for (i = 1; i < n; i++)
		kept += d->to_new[i] != PV_NONE;
	return 2 * kept < n;
}

static enum pv_rc
compare(struct pv_chain *c, const struct pv_chain_link *l, struct pv_diff **d,
    struct pv_err *err)
{
	struct pv_diff_input in = { { c->version, c->findings },
		{ l->version, l->findings } };

	return pv_diff(&in, d, err);
}

static bool
is_wanted(const struct pv_chain *c, uint32_t state)
{
	return c->want == NULL || c->want(c->ctx,
	    PV_VEC_AT(&c->states, struct pv_state, c->at),
	    PV_VEC_AT(&c->states, struct pv_state, state));
}

/* Compare with the version before, when there is one. */
static enum pv_rc
relate(struct pv_chain *c, const struct pv_chain_link *l, uint32_t state,
    bool denies, struct pv_err *err)
{
	struct pv_diff *d = NULL;
	enum pv_rc rc = PV_OK;
	size_t first = c->events.len;

	if (c->version == NULL || is_copy(c, l)) {
		if (c->version != NULL)
			(void)is_wanted(c, state);
		return PV_OK;
	}
	if (denies && !c->denies) {
		rc = compare(c, l, &d, err);
		if (rc == PV_OK && is_apart(d)) {
			PV_VEC_AT(&c->states, struct pv_state, state)->aside =
			    true;
			pv_diff_free(d);
			return PV_OK;
		}
	}
	if (rc == PV_OK && is_wanted(c, state)) {
		if (d == NULL)
			rc = compare(c, l, &d, err);
		if (rc == PV_OK)
			record(c, d, state);
	}
	pv_diff_free(d);
	bury(c, first);
	return rc;
}

static enum pv_rc
add(struct pv_chain *c, struct pv_chain_link *l, struct pv_err *err)
{
	struct pv_state *s = pv_vec_push(&c->states);
	uint32_t at = (uint32_t)c->states.len - 1;
	bool denies = pv_denies_itself(l->version);
	enum pv_rc rc;

	if (s == NULL)
		return pv_fail_nomem(err);
	s->label = keep(c, l->label);
	s->date = keep(c, l->date);
	s->sha256 = keep(c, pv_span_str(l->version->sha256));
	rc = relate(c, l, at, denies, err);
	if (rc != PV_OK ||
	    PV_VEC_AT(&c->states, struct pv_state, at)->aside)
		return rc;
	look(c, l->version, l->findings, at);
	pv_findings_free(c->findings);
	pv_version_free(c->version);
	c->version = l->version;
	c->findings = l->findings;
	c->at = at;
	c->denies = denies;
	l->version = NULL;
	l->findings = NULL;
	return PV_OK;
}

enum pv_rc
pv_chain_add(struct pv_chain *c, const struct pv_chain_link *link,
    struct pv_err *err)
{
	struct pv_chain_link l = *link;
	enum pv_rc rc = add(c, &l, err);

	pv_findings_free(l.findings);
	pv_version_free(l.version);
	return rc;
}

/* A life for each provision that an event tells of, whatever was seen. */
static void
look_at_events(struct pv_chain *c)
{
	const struct pv_event *e;
	struct pv_sight s;
	size_t i;

	for (i = 0; i < c->events.len; i++) {
		e = PV_VEC_AT(&c->events, struct pv_event, i);
		s = (struct pv_sight){ .provision = e->provision,
			.subtype = e->subtype, .state = e->to,
			.stand = { .clause = PV_SPAN("") } };
		pv_vec_add(&c->sights, &s);
	}
}

enum pv_rc
pv_chain_end(struct pv_chain *c, bool lives, struct pv_history **out,
    struct pv_err *err)
{
	struct pv_history *h = c->h;
	bool many = false;

	if (lives)
		look_at_events(c);
	if (c->states.failed || c->events.failed || c->sights.failed)
		return pv_fail_nomem(err);
	h->states = pv_vec_freeze(&c->states, h->arena, &h->nstates);
	h->events = pv_vec_freeze(&c->events, h->arena, &h->nevents);
	if (h->states == NULL || h->events == NULL)
		return pv_fail_nomem(err);
	if (lives && !pv_lives_gather(h, c->sights.ptr, c->sights.len, &many))
		return many ? pv_fail(err, PV_ELIMIT, "E-SIZE",
		    "too many versions and provisions for one history") :
		    pv_fail_nomem(err);
	pv_findings_free(c->findings);
	pv_version_free(c->version);
	c->findings = NULL;
	c->version = NULL;
	c->h = NULL;
	*out = h;
	return PV_OK;
}
