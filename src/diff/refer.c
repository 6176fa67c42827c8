/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/compare.h"

#include <stdlib.h>

/*
 * A reference of a pair of clauses, by the number of its target and as it is
 * written; `was` is the old reference of a new one that points elsewhere.
 */
struct target {
	uint32_t id, ref, was;
	struct pv_span label;
	bool matched;
};

static int
by_id(const void *x, const void *y)
{
	const struct target *a = x, *b = y;

	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return (a->ref > b->ref) - (a->ref < b->ref);
}

static int
by_ref(const void *x, const void *y)
{
	const struct target *a = x, *b = y;

	return (a->ref > b->ref) - (a->ref < b->ref);
}

static int
by_label(const void *x, const void *y)
{
	const struct target *a = x, *b = y;
	int c = pv_span_cmp(a->label, b->label);

	return c != 0 ? c : by_ref(x, y);
}

static struct target *
targets(struct pv_compare *c, const struct pv_form *f, uint32_t clause)
{
	const struct pv_form_clause *fc = &f->clauses[clause];
	struct target *t = pv_arena_array(c->work, fc->nrefs, sizeof(*t));

	for (uint32_t i = 0; t != NULL && i < fc->nrefs; i++)
		t[i] = (struct target){
		    f->tokens[f->refs[fc->ref + i].token].id,
		    f->refs[fc->ref + i].ref, PV_NONE, pv_version_str(f->v,
		    f->v->refs[f->refs[fc->ref + i].ref].target), false };
	return t;
}

/* Match references that point at the same, as often as both have them. */
static void
match(struct target *a, size_t n, struct target *b, size_t m)
{
	size_t i = 0, j = 0;

	qsort(a, n, sizeof(*a), by_id);
	qsort(b, m, sizeof(*b), by_id);
	while (i < n && j < m) {
		if (a[i].id == b[j].id)
			a[i++].matched = b[j++].matched = true;
		else if (a[i].id < b[j].id)
			i++;
		else
			j++;
	}
}

static bool
put(struct pv_vec *out, const struct pv_compare *c, enum pv_ref_problem what,
    const struct pv_ref *r)
{
	struct pv_ref_change ch = { .problem = what, .from = r->clause,
	    .to = pv_version_str(c->y.v, r->target) };

	return pv_vec_add(out, &ch);
}

/* Do both clauses belong to one split or merge, or to one pair? */
static bool
same_place(const struct pv_compare *c, uint32_t o, uint32_t n)
{
	const struct pv_alignment *al = &c->al;

	return al->to_new[o] == n || (al->old_group[o] != PV_NONE &&
	    al->old_group[o] == al->new_group[n]);
}

/* What became of old reference a (NULL: none) as new reference b. */
static bool
judge(const struct pv_compare *c, const struct pv_ref *a,
    const struct pv_ref *b, struct pv_vec *out)
{
	bool was = a != NULL && a->to < c->x.v->nclauses;

	if (b->to >= c->y.v->nclauses)
		return a != NULL && !was ? true :
		    put(out, c, PV_REF_DANGLING, b);
	if (!was || same_place(c, a->to, b->to))
		return true;
	return put(out, c, PV_REF_REPOINTED, b);
}

/*
 * Give new references that found nothing the old ones that are written alike:
 * one that reads as before and points elsewhere was forgotten, one that is
 * written anew was meant so.
 */
static void
partner(struct target *a, size_t n, struct target *b, size_t m)
{
	size_t i = 0, j = 0;
	int order;

	qsort(a, n, sizeof(*a), by_label);
	qsort(b, m, sizeof(*b), by_label);
	while (i < n && j < m) {
		order = pv_span_cmp(a[i].label, b[j].label);
		if (a[i].matched || order < 0) {
			i++;
		} else if (b[j].matched || order > 0) {
			j++;
		} else {
			b[j++].was = a[i++].ref;
		}
	}
	qsort(b, m, sizeof(*b), by_ref);
}

static bool
compare_refs(struct pv_compare *c, uint32_t o, uint32_t n, struct pv_vec *out)
{
	size_t nx = o != PV_NONE ? c->x.clauses[o].nrefs : 0, j;
	size_t ny = c->y.clauses[n].nrefs;
	struct target *x = o != PV_NONE ? targets(c, &c->x, o) : NULL;
	struct target *y = targets(c, &c->y, n);

	if (y == NULL || (o != PV_NONE && x == NULL))
		return false;
	if (x != NULL) {
		match(x, nx, y, ny);
		partner(x, nx, y, ny);
	}
	for (j = 0; j < ny; j++)
		if (!y[j].matched && !judge(c, y[j].was == PV_NONE ? NULL :
		    &c->x.v->refs[y[j].was], &c->y.v->refs[y[j].ref], out))
			return false;
	return true;
}

bool
pv_compare_refs(struct pv_compare *c)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_ref_change);
	bool ok = true;

	out.mem = pv_arena_mem(c->work);
	for (uint32_t n = 0; ok && n < c->y.v->nclauses; n++)
		if (c->y.clauses[n].nrefs > 0)
			ok = compare_refs(c, c->al.to_old[n], n, &out);
	c->d->refs = pv_vec_freeze(&out, c->d->arena, &c->d->nrefs);
	return ok && c->d->refs != NULL;
}
