/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/align.h"

#include <stdlib.h>

#define PART_IN 750         /* share of a part that stands in the whole */
#define WHOLE_IN 700        /* share of the whole that stands in its parts */
#define PART_WORDS 5
#define MAX_PARTS 32

/* A part and the whole that it stands in. */
struct link { uint32_t whole, part; int32_t share; };

/* One reading of an alignment: wholes on one side, parts on the other. */
struct view {
	struct pv_aligner *a;
	bool split;
	const struct pv_form *whole, *part;
	const struct pv_shingles *swhole, *spart;
	uint32_t *to_part;      /* counterparts, by whole */
	uint32_t *to_whole;
	uint32_t *whole_group, *part_group;
};

static int
by_whole(const void *x, const void *y)
{
	const struct link *a = x, *b = y;

	if (a->whole != b->whole)
		return a->whole < b->whole ? -1 : 1;
	return (a->part > b->part) - (a->part < b->part);
}

/*
 * Edges that say "stands in": the part is free or the whole's counterpart; of
 * several wholes a part has the one that holds most of it.
 */
static struct link *
find_links(struct view *v, size_t *n)
{
	const struct pv_edge *e = v->a->edges.ptr;
	struct link *out = pv_arena_array(v->a->arena,
	    v->part->v->nclauses, sizeof(*out));
	uint32_t w, p, i, count = (uint32_t)v->part->v->nclauses;
	int32_t share;

	*n = 0;
	if (out == NULL)
		return NULL;
	for (size_t k = 0; k < v->a->edges.len; k++) {
		w = v->split ? e[k].old_clause : e[k].new_clause;
		p = v->split ? e[k].new_clause : e[k].old_clause;
		share = v->split ? e[k].like.new_in_old :
		    e[k].like.old_in_new;
		if (share < PART_IN || share <= out[p].share ||
		    v->part->clauses[p].words < PART_WORDS ||
		    (v->to_whole[p] != PV_NONE && v->to_whole[p] != w) ||
		    v->part->clauses[p].words >= v->whole->clauses[w].words)
			continue;
		out[p] = (struct link){ w, p, share };
	}
	for (i = 0; i < count; i++)
		if (out[i].share > 0)
			out[(*n)++] = out[i];
	qsort(out, *n, sizeof(*out), by_whole);
	return out;
}

/* Does nothing with words of its own stand between these parts? */
static bool
adjoin(const struct view *v, uint32_t a, uint32_t b)
{
	for (a++; a < b; a++)
		if (v->part->clauses[a].words >= PART_WORDS)
			return false;
	return true;
}

static bool
put_group(struct view *v, struct pv_vec *groups, const struct link *l,
    size_t n)
{
	uint32_t *parts = pv_arena_array(v->a->arena, n, sizeof(*parts));
	uint32_t whole = l[0].whole, id = (uint32_t)groups->len, main;
	struct pv_group g;
	size_t i;

	if (parts == NULL)
		return false;
	for (i = 0; i < n; i++)
		parts[i] = l[i].part;
	main = v->to_part[whole];
	for (i = 0; i < n && parts[i] != main; i++)
		;
	/* the whole is a pair with something that is no part: leave it */
	if (main != PV_NONE && i == n)
		return true;
	if (pv_covered(v->swhole, whole, v->spart, parts, n) < WHOLE_IN)
		return true;
	if (main == PV_NONE) {
		main = parts[0];
		v->to_part[whole] = main;
		v->to_whole[main] = whole;
	}
	for (i = 0; i < n; i++)
		v->part_group[parts[i]] = id;
	v->whole_group[whole] = id;
	g = (struct pv_group){ v->split, whole, main, parts, n };
	return pv_vec_add(groups, &g);
}

static bool
find_groups(struct view *v, struct pv_vec *groups)
{
	size_t n, i, e;
	struct link *l = find_links(v, &n);

	if (l == NULL)
		return false;
	for (i = 0; i < n; i = e) {
		for (e = i + 1; e < n && e - i < MAX_PARTS &&
		    l[e].whole == l[i].whole &&
		    adjoin(v, l[e - 1].part, l[e].part); e++)
			;
		if (e - i >= 2 && v->whole_group[l[i].whole] == PV_NONE &&
		    !put_group(v, groups, &l[i], e - i))
			return false;
	}
	return true;
}

bool
pv_align_groups(struct pv_aligner *a)
{
	struct pv_alignment *al = a->al;
	struct pv_vec groups = PV_VEC_INIT(struct pv_group);
	struct view split = { a, true, a->x, a->y, &a->sx, &a->sy, al->to_new,
	    al->to_old, al->old_group, al->new_group };
	struct view merge = { a, false, a->y, a->x, &a->sy, &a->sx, al->to_old,
	    al->to_new, al->new_group, al->old_group };
	bool ok;

	groups.mem = pv_arena_mem(a->arena);
	ok = find_groups(&split, &groups) && find_groups(&merge, &groups);
	al->groups = pv_vec_freeze(&groups, a->arena, &al->ngroups);
	return ok && al->groups != NULL;
}
