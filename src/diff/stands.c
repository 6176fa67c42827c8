/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/flow.h"

/* One side, and which of its clauses say what the other side says too. */
struct side {
	const struct pv_form *form;
	const uint32_t *to;
	const bool *flows;
	const bool *same;       /* by old clause */
	bool old;
};

static struct side
side_of(const struct pv_compare *c, bool old)
{
	return (struct side){ old ? &c->x : &c->y, old ? c->al.to_new :
	    c->al.to_old, old ? c->old_flows : c->new_flows, c->old_same,
	    old };
}

static bool
stands(const struct side *s, uint32_t clause)
{
	uint32_t to = s->to[clause];

	return s->flows[clause] || (to != PV_NONE &&
	    s->same[s->old ? clause : to]);
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
	for (; i <= end && i < s->form->v->nclauses; i++)
		if (!stands(s, i))
			return false;
	return true;
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

static void
settle_defs(struct pv_compare *c)
{
	const struct side x = side_of(c, true), y = side_of(c, false);
	struct pv_def_change *defs = c->d->defs;
	size_t n = 0;

	for (size_t i = 0; i < c->d->ndefs; i++)
		if (defs[i].kind == PV_DEF_RENAMED ||
		    !def_stands(&x, defs[i].old_def) ||
		    !def_stands(&y, defs[i].new_def))
			defs[n++] = defs[i];
	c->d->ndefs = n;
}

/* The clause that a reference of `clause` to this label points at. */
static uint32_t
target_of(const struct pv_form *f, uint32_t clause, struct pv_span label)
{
	const struct pv_form_clause *fc = &f->clauses[clause];
	const struct pv_ref *r;

	for (uint32_t i = 0; i < fc->nrefs; i++) {
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
	settle_defs(c);
	settle_refs(c);
	return true;
}
