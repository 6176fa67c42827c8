/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_SIMILAR_H
#define PV_DIFF_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diff/form.h"

/*
 * How alike two clauses are: the pairs of neighbouring words and the single
 * words with weight that they share, as sorted hashes.
 */
struct pv_shingles {
	const struct pv_form *form;
	struct pv_arena *arena;
	uint64_t **keys;        /* by clause; NULL = not made yet */
	uint32_t *count;
};

bool pv_shingles_init(struct pv_shingles *s, const struct pv_form *f,
    struct pv_arena *arena);
/* Make those of a clause; false when memory is out. */
bool pv_shingles_make(struct pv_shingles *s, uint32_t clause);

struct pv_likeness {
	int32_t score;          /* thousandths: mean of Dice and containment */
	int32_t old_in_new;     /* share of the old clause in the new one */
	int32_t new_in_old;
};

/* Both must have been made. */
struct pv_likeness pv_like(const struct pv_shingles *x, uint32_t a,
    const struct pv_shingles *y, uint32_t b);

/* Share of clause a of x that stands in any of n clauses of y. */
int32_t pv_covered(const struct pv_shingles *x, uint32_t a,
    const struct pv_shingles *y, const uint32_t *in, size_t n);

struct pv_edge {
	uint32_t old_clause, new_clause;
	struct pv_likeness like;
};

/*
 * For each new clause the few old ones that share the most shingles with it;
 * a shingle that many clauses have votes for none of them.  Appends struct
 * pv_edge; false when memory is out.
 */
struct pv_picks { const uint32_t *at; size_t n; };
bool pv_similar(struct pv_shingles *x, struct pv_picks olds,
    struct pv_shingles *y, struct pv_picks news, struct pv_vec *edges);

#endif
