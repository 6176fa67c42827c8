/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/diff.h"

#include "diff/compare.h"
#include "diff/flow.h"

/*
 * Steps that word comparisons may take in all: some for every word, and a
 * fixed amount that small texts never use up.
 */
#define STEPS UINT64_C(60000000)
#define STEPS_PER_WORD 64

/* Read both sides into one normal form. */
static bool
read_sides(struct pv_compare *c)
{
	struct pv_lexicon *lex = pv_lexicon_new(c->work);

	if (lex == NULL ||
	    !pv_form_read(&c->x, c->d->old_side.version, lex, c->work) ||
	    !pv_form_read(&c->y, c->d->new_side.version, lex, c->work) ||
	    !pv_rename_all(&c->x, &c->y, &c->renames) ||
	    !pv_form_settle(&c->x) || !pv_form_settle(&c->y))
		return false;
	pv_differ_init(&c->differ, lex, STEPS + STEPS_PER_WORD *
	    (uint64_t)(c->x.ntokens + c->y.ntokens));
	c->differ.ints.mem = c->differ.runs.mem = pv_arena_mem(c->work);
	return true;
}

/* Where the clauses of the old version went. */
static bool
keep_places(struct pv_compare *c)
{
	size_t n = c->x.v->nclauses;
	uint32_t *to = pv_arena_array(c->d->arena, n, sizeof(*to));
	uint32_t *place = pv_arena_array(c->d->arena, n, sizeof(*place));
	uint32_t at = 0;

	if (to == NULL || place == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		to[i] = c->al.to_new[i];
		if (c->al.in_order[i] && to[i] > at)
			at = to[i];
		place[i] = at;
	}
	c->d->to_new = to;
	c->d->place = place;
	return true;
}

/* Everything but the provisions. */
static bool
compare_texts(struct pv_compare *c)
{
	return read_sides(c) && pv_align(&c->x, &c->y, c->work, &c->al) &&
	    pv_form_resolve(&c->x, c->al.to_new) &&
	    pv_form_resolve(&c->y, NULL) && pv_flow_find(c) &&
	    pv_compare_clauses(c) && pv_compare_defs(c) &&
	    pv_compare_refs(c) && pv_flow_settle(c) && keep_places(c);
}

static bool
compare_findings(struct pv_compare *c)
{
	if (!pv_compare_provisions(c))
		return false;
	pv_compare_noise(c);
	c->d->substantive = pv_diff_substantive(c->d);
	return !pv_lexicon_failed(c->x.lex);
}

static struct pv_diff *
new_diff(const struct pv_diff_input *in)
{
	const struct pv_mem *mem = pv_arena_mem(in->old_side.version->arena);
	struct pv_arena *arena = pv_arena_new(mem);
	struct pv_diff *d = NULL;

	if (arena != NULL)
		d = pv_arena_alloc(arena, sizeof(*d));
	if (d == NULL) {
		pv_arena_free(arena);
		return NULL;
	}
	d->arena = arena;
	d->old_side = in->old_side;
	d->new_side = in->new_side;
	return d;
}

struct pv_diffing {
	struct pv_compare c;
	bool *settled;              /* by old clause */
	bool quiet;
};

void
pv_diffing_free(struct pv_diffing *x)
{
	struct pv_compare c;

	if (x == NULL)
		return;
	c = x->c;
	if (c.differ.lex != NULL)
		pv_differ_release(&c.differ);
	pv_vec_release(&c.renames);
	pv_arena_free(c.work);      /* x is in it */
	pv_diff_free(c.d);
}

static struct pv_diffing *
new_diffing(const struct pv_diff_input *in)
{
	const struct pv_mem *mem = pv_arena_mem(in->old_side.version->arena);
	struct pv_arena *work = pv_arena_new(mem);
	struct pv_diffing *x = NULL;

	if (work != NULL)
		x = pv_arena_alloc(work, sizeof(*x));
	if (x == NULL) {
		pv_arena_free(work);
		return NULL;
	}
	x->c = (struct pv_compare){ .work = work,
		.renames = PV_VEC_INIT(struct pv_rename) };
	x->c.renames.mem = mem;
	x->c.d = new_diff(in);
	if (x->c.d == NULL) {
		pv_arena_free(work);
		return NULL;
	}
	x->settled = pv_arena_array(work, in->old_side.version->nclauses,
	    sizeof(*x->settled));
	return x;
}

enum pv_rc
pv_diff_begin(const struct pv_diff_input *in, struct pv_diffing **out,
    struct pv_err *err)
{
	struct pv_diffing *x = new_diffing(in);

	*out = NULL;
	if (x == NULL)
		return pv_fail_nomem(err);
	if (x->settled == NULL || !compare_texts(&x->c) ||
	    !pv_provisions_settled(&x->c, x->settled, &x->quiet)) {
		pv_diffing_free(x);
		return pv_fail_nomem(err);
	}
	*out = x;
	return PV_OK;
}

bool
pv_diff_settled(const struct pv_diffing *x, uint32_t old_clause,
    uint32_t *new_clause)
{
	*new_clause = x->c.al.to_new[old_clause];
	return x->settled[old_clause];
}

bool
pv_diff_quiet(const struct pv_diffing *x)
{
	return x->quiet;
}

uint64_t
pv_diff_unsettled(const struct pv_diffing *x)
{
	const struct pv_version *v = x->c.x.v, *w = x->c.y.v;
	uint64_t all = (uint64_t)v->text.len + w->text.len, settled = 0;

	for (size_t i = 0; i < v->nclauses; i++)
		if (x->settled[i])
			settled += v->clauses[i].stem.end -
			    v->clauses[i].stem.start;
	return 2 * settled < all ? all - 2 * settled : 0;
}

enum pv_rc
pv_diff_end(struct pv_diffing *x, const struct pv_findings *old_findings,
    const struct pv_findings *new_findings, const struct pv_diff_rest *rest,
    struct pv_diff **out, struct pv_err *err)
{
	struct pv_diff *d = x->c.d;
	bool ok;

	d->old_side.findings = old_findings;
	d->new_side.findings = new_findings;
	x->c.rest = rest;
	ok = compare_findings(&x->c);
	*out = ok ? d : NULL;
	if (ok)
		x->c.d = NULL;
	pv_diffing_free(x);
	return ok ? PV_OK : pv_fail_nomem(err);
}

enum pv_rc
pv_diff(const struct pv_diff_input *in, struct pv_diff **out,
    struct pv_err *err)
{
	struct pv_diffing *x;
	enum pv_rc rc = pv_diff_begin(in, &x, err);

	*out = NULL;
	return rc == PV_OK ? pv_diff_end(x, in->old_side.findings,
	    in->new_side.findings, NULL, out, err) : rc;
}
