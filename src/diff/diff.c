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

static bool
compare(struct pv_compare *c)
{
	if (!read_sides(c) || !pv_align(&c->x, &c->y, c->work, &c->al) ||
	    !pv_form_resolve(&c->x, c->al.to_new) ||
	    !pv_form_resolve(&c->y, NULL) || !pv_flow_find(c) ||
	    !pv_compare_clauses(c) ||
	    !pv_compare_defs(c) || !pv_compare_refs(c) ||
	    !pv_flow_settle(c) || !pv_compare_provisions(c) ||
	    !keep_places(c))
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

enum pv_rc
pv_diff(const struct pv_diff_input *in, struct pv_diff **out,
    struct pv_err *err)
{
	struct pv_compare c = { .renames = PV_VEC_INIT(struct pv_rename) };
	bool ok = false;

	*out = NULL;
	c.d = new_diff(in);
	if (c.d == NULL)
		return pv_fail_nomem(err);
	c.work = pv_arena_new(pv_arena_mem(c.d->arena));
	if (c.work != NULL) {
		c.renames.mem = pv_arena_mem(c.work);
		ok = compare(&c);
	}
	if (c.differ.lex != NULL)
		pv_differ_release(&c.differ);
	pv_vec_release(&c.renames);
	pv_arena_free(c.work);
	if (!ok) {
		pv_diff_free(c.d);
		return pv_fail_nomem(err);
	}
	*out = c.d;
	return PV_OK;
}
