/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/flow.h"

#define REFS 256            /* references of one clause that are looked at */

/* One side, and how many clauses before each do not say what both say. */
struct side { const struct pv_form *form; uint32_t *fell; };

static bool
side_init(struct side *s, const struct pv_compare *c, bool old)
{
	const uint32_t *to = old ? c->al.to_new : c->al.to_old;
	const bool *flows = old ? c->old_flows : c->new_flows;
	size_t n;

	s->form = old ? &c->x : &c->y;
	n = s->form->v->nclauses;
	s->fell = pv_arena_array(c->work, n + 1, sizeof(*s->fell));
	for (uint32_t i = 0; s->fell != NULL && i < n; i++)
		s->fell[i + 1] = s->fell[i] + !(flows[i] ||
		    (to[i] != PV_NONE && c->old_same[old ? i : to[i]]));
	return s->fell != NULL;
}

/* Do all clauses that the bytes lie in stand? */
static bool
range_stands(const struct side *s, struct pv_range r)
{
	uint32_t i, end;

	if (r.end <= r.start || r.end > s->form->v->text.len)
		return true;
	i = pv_version_clause_at(s->form->v, r.start);
	end = pv_version_clause_at(s->form->v, r.end - 1);
	return i == PV_NONE || end == PV_NONE || end < i ||
	    s->fell[end + 1] == s->fell[i];
}

/* Is the definition text that both sides have? */
static bool
def_stands(const struct side *s, uint32_t def)
{
	const struct pv_def *d;

	if (def == PV_NONE)
		return true;
	d = &s->form->v->defs[def];
	return range_stands(s, d->at) && range_stands(s, d->meaning);
}

static bool
settle_defs(struct pv_compare *c)
{
	struct side x, y;
	struct pv_def_change *defs = c->d->defs;
	size_t n = 0;

	if (!side_init(&x, c, true) || !side_init(&y, c, false))
		return false;
	for (size_t i = 0; i < c->d->ndefs; i++)
		if (defs[i].kind == PV_DEF_RENAMED ||
		    !def_stands(&x, defs[i].old_def) ||
		    !def_stands(&y, defs[i].new_def))
			defs[n++] = defs[i];
	c->d->ndefs = n;
	return true;
}

/* The clause that a reference of `clause` to this label points at. */
static uint32_t
target_of(const struct pv_form *f, uint32_t clause, struct pv_span label)
{
	const struct pv_form_clause *fc = &f->clauses[clause];
	const struct pv_ref *r;

	for (uint32_t i = 0; i < fc->nrefs && i < REFS; i++) {
		r = &f->v->refs[f->refs[fc->ref + i].ref];
		if (pv_span_eq(pv_version_str(f->v, r->target), label))
			return r->to < f->v->nclauses ? r->to : PV_NONE;
	}
	return PV_NONE;
}

/* Is the clause that was pointed at still called as it was? */
static bool
keeps_label(const struct pv_compare *c, uint32_t o)
{
	uint32_t n = c->al.to_new[o];

	return n != PV_NONE && pv_span_eq(pv_version_str(c->x.v,
	    c->x.v->clauses[o].label), pv_version_str(c->y.v,
	    c->y.v->clauses[n].label));
}

/*
 * A reference whose own text is not new points elsewhere only because what it
 * pointed at was cut otherwise, or shares its name with another clause.
 */
static bool
ref_stands(const struct pv_compare *c, const struct pv_ref_change *ch)
{
	uint32_t o = c->al.to_old[ch->from], was = PV_NONE, is;

	if (o != PV_NONE)
		was = target_of(&c->x, o, ch->to);
	if (was == PV_NONE)
		return ch->problem == PV_REF_DANGLING &&
		    c->new_flows[ch->from];
	if (keeps_label(c, was))
		return true;
	is = target_of(&c->y, ch->from, ch->to);
	return c->old_flows[was] && (is == PV_NONE || c->new_flows[is]);
}

static void
settle_refs(struct pv_compare *c)
{
	struct pv_ref_change *refs = c->d->refs;
	size_t n = 0;

	for (size_t i = 0; i < c->d->nrefs; i++)
		if (!ref_stands(c, &refs[i]))
			refs[n++] = refs[i];
	c->d->nrefs = n;
}

bool
pv_flow_settle(struct pv_compare *c)
{
	settle_refs(c);
	return settle_defs(c);
}
