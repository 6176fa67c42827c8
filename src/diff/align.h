/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_ALIGN_H
#define PV_DIFF_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "diff/form.h"
#include "diff/similar.h"

/* One clause of one side became several of the other. */
struct pv_group {
	bool split;             /* old one, new parts; else merged */
	uint32_t whole;         /* clause of the side that has one */
	uint32_t main;          /* the part that is its counterpart */
	const uint32_t *parts;  /* in order, main among them */
	size_t nparts;
};

/*
 * Which clause of the new version is which of the old one, by what they say
 * and where they stand, never by their numbers alone.  PV_NONE = none.
 */
struct pv_alignment {
	uint32_t *to_new;       /* by old clause */
	uint32_t *to_old;       /* by new clause */
	bool *moved;            /* by old clause: it left its neighbours */
	bool *in_order;         /* by old clause: paired, in document order */
	struct pv_group *groups;        size_t ngroups;
	uint32_t *old_group, *new_group; /* group of a part or whole */
};

/* False when memory is out.  Everything lives in the arena. */
bool pv_align(const struct pv_form *x, const struct pv_form *y,
    struct pv_arena *arena, struct pv_alignment *out);

/* Its stages; they fill and refine one alignment. */
struct pv_aligner {
	const struct pv_form *x, *y;
	struct pv_arena *arena;
	struct pv_alignment *al;
	struct pv_shingles sx, sy;
	struct pv_vec edges;    /* struct pv_edge */
};

void pv_pair(struct pv_aligner *a, uint32_t o, uint32_t n);
/* Could these two be one clause at all? */
bool pv_may_pair(const struct pv_aligner *a, uint32_t o, uint32_t n);

/* Pairs in old order, and which of them one order of both sides holds. */
struct pv_row {
	uint32_t *old, *seq, *work;
	bool *in;
	size_t n;
};
bool pv_row_init(struct pv_row *r, struct pv_arena *arena, size_t n);
/* place.c: the children of o that are pairs with children of its pair. */
void pv_row_children(const struct pv_aligner *a, uint32_t o,
    struct pv_row *r);

/* stem.c: by equal stems, whatever tails they have. */
bool pv_align_stems(struct pv_aligner *a);
/* pair.c: by likeness, among what equal texts left over. */
bool pv_align_alike(struct pv_aligner *a);
/* place.c: what moved. */
bool pv_align_places(struct pv_aligner *a);
/* split.c: splits and merges. */
bool pv_align_groups(struct pv_aligner *a);
/* align.c: equal children of each pair of parents, k-th with k-th. */
bool pv_align_children(struct pv_aligner *a, uint32_t parent);
/* align.c: parents whose children found each other. */
void pv_align_parents(struct pv_aligner *a);

#endif
