/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/valid.h"

#include "base/utf8.h"

static bool
str_ok(struct pv_span pool, struct pv_sref s)
{
	return (uint64_t)s.off + s.len <= pool.len;
}

static bool
range_ok(const struct pv_version *v, struct pv_range r)
{
	return r.start <= r.end && r.end <= v->text.len;
}

/* Preorder: nested, ordered, every index inside the array. */
static bool
clause_ok(const struct pv_version *v, uint32_t i)
{
	const struct pv_clause *c = &v->clauses[i];
	const struct pv_clause *up;

	if (c->kind > PV_CLAUSE_SIGNATURE || c->next <= i ||
	    c->next > v->nclauses || !str_ok(v->pool, c->label) ||
	    !range_ok(v, c->all) || !range_ok(v, c->stem) ||
	    !range_ok(v, c->tail) || !range_ok(v, c->num) ||
	    !range_ok(v, c->heading))
		return false;
	if (i == 0)
		return c->parent == PV_NONE && c->next == v->nclauses;
	if (c->parent >= i)
		return false;
	up = &v->clauses[c->parent];
	return c->next <= up->next && c->all.start >= up->all.start &&
	    c->all.end <= up->all.end &&
	    c->all.start >= v->clauses[i - 1].all.start;
}

/* Runs and skips lie inside the source, runs in the order of the text. */
static bool
map_ok(const struct pv_version *v)
{
	size_t i;

	for (i = 0; i < v->nmap; i++) {
		const struct pv_map_run *r = &v->map[i];

		if ((uint64_t)r->src + r->src_len > v->source_len ||
		    r->norm > v->text.len ||
		    (i > 0 && r->norm < v->map[i - 1].norm))
			return false;
	}
	for (i = 0; i < v->nskips; i++)
		if ((uint64_t)v->skips[i].src + v->skips[i].len >
		    v->source_len || v->skips[i].reason > PV_SKIP_SPACE)
			return false;
	return true;
}

static bool
parts_ok(const struct pv_version *v)
{
	size_t i;

	for (i = 0; i < v->nlinks; i++)
		if (v->links[i].at > v->text.len ||
		    !str_ok(v->pool, v->links[i].url))
			return false;
	for (i = 0; i < v->nclauses; i++)
		if (!clause_ok(v, (uint32_t)i))
			return false;
	for (i = 0; i < v->nsentences; i++)
		if (v->sentences[i].clause >= v->nclauses ||
		    !range_ok(v, v->sentences[i].at))
			return false;
	for (i = 0; i < v->nparties; i++)
		if (!str_ok(v->pool, v->parties[i].name) ||
		    !str_ok(v->pool, v->parties[i].alias) ||
		    !str_ok(v->pool, v->parties[i].role) ||
		    !range_ok(v, v->parties[i].at))
			return false;
	for (i = 0; i < v->noddities; i++)
		if (v->oddities[i].kind > PV_ODD_HIDDEN ||
		    !range_ok(v, v->oddities[i].at))
			return false;
	for (i = 0; i < v->ndiags; i++)
		if (v->diags[i].severity > PV_SEV_ERROR ||
		    !str_ok(v->pool, v->diags[i].code) ||
		    !str_ok(v->pool, v->diags[i].msg))
			return false;
	return true;
}

static bool
terms_ok(const struct pv_version *v)
{
	size_t i;

	for (i = 0; i < v->ndefs; i++) {
		const struct pv_def *d = &v->defs[i];

		if (!str_ok(v->pool, d->term) || !range_ok(v, d->at) ||
		    !range_ok(v, d->meaning) || d->clause >= v->nclauses ||
		    d->scope >= v->nclauses || d->kind > PV_DEF_REFERENCE)
			return false;
	}
	for (i = 0; i < v->nrefs; i++) {
		const struct pv_ref *r = &v->refs[i];

		if (!range_ok(v, r->at) || r->clause >= v->nclauses ||
		    (r->to != PV_NONE && r->to >= v->nclauses) ||
		    r->relation > PV_REF_EXTERNAL ||
		    !str_ok(v->pool, r->target) || !str_ok(v->pool, r->title))
			return false;
	}
	return true;
}

bool
pv_version_valid(const struct pv_version *v)
{
	return v->nclauses > 0 && v->format <= PV_FORMAT_LAST &&
	    v->basis <= PV_BASIS_TEXT && v->text.len < UINT32_MAX &&
	    pv_utf8_check(v->text) == v->text.len &&
	    pv_utf8_check(v->pool) == v->pool.len &&
	    map_ok(v) && parts_ok(v) && terms_ok(v) &&
	    str_ok(v->pool, v->name) && str_ok(v->pool, v->title) &&
	    str_ok(v->pool, v->date);
}

static bool
finding_ok(const struct pv_findings *f, const struct pv_version *v,
    const struct pv_finding *x)
{
	return x->clause < v->nclauses && range_ok(v, x->at) &&
	    str_ok(f->pool, x->provision) && str_ok(f->pool, x->subtype) &&
	    str_ok(f->pool, x->rule) && x->stance <= PV_STANCE_REFERENCE &&
	    x->strength <= PV_STRENGTH_SILENT && x->confidence >= 0 &&
	    x->confidence <= 1000 &&
	    (uint64_t)x->attrs + x->nattrs <= f->nattrs &&
	    (uint64_t)x->evidence + x->nevidence <= f->nevidence;
}

bool
pv_findings_valid(const struct pv_findings *f, const struct pv_version *v)
{
	size_t i;

	if (pv_utf8_check(f->pool) != f->pool.len)
		return false;
	for (i = 0; i < f->nitems; i++)
		if (!finding_ok(f, v, &f->items[i]))
			return false;
	for (i = 0; i < f->nattrs; i++)
		if (f->attrs[i].key >= PV_ATTR_COUNT ||
		    !str_ok(f->pool, f->attrs[i].value))
			return false;
	for (i = 0; i < f->nevidence; i++)
		if (!str_ok(f->pool, f->evidence[i].rule) ||
		    !range_ok(v, f->evidence[i].at))
			return false;
	for (i = 0; i < f->ngaps; i++)
		if (!str_ok(f->pool, f->gaps[i].rule) ||
		    f->gaps[i].clause >= v->nclauses)
			return false;
	return true;
}
