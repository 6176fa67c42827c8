/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_SHINGLE_H
#define PV_DIFF_SHINGLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diff/form.h"
#include "diff/wording.h"

/*
 * Texts as numbered words, and each distinct wording as a set of shingles.  A
 * shingle is a number that tells how common it is: 0 is the rarest.
 */
struct pv_worded_text {
	uint32_t first, count;  /* tokens; names of parties are PV_LEX_NAME */
	uint32_t wording;
	uint64_t names[PV_WORDING_NAMES];   /* digests, in the order in which
	                                     * they are first read; 0 = none */
};

struct pv_worded {
	uint32_t text;          /* the first one that has it */
	uint32_t weight;        /* texts that have it */
	uint32_t set, size;     /* slice of shingles, ascending */
};

struct pv_shingling {
	struct pv_arena *arena;
	struct pv_lexicon *lex;
	const struct pv_wording_text *in;
	struct pv_worded_text *texts;           size_t ntexts;
	struct pv_vec tokens;                   /* struct pv_token, by text */
	struct pv_worded *wordings;             size_t nwordings;
	uint32_t *sets;
	uint32_t nshingles;                     /* distinct ones */
};

/* Fill s, whose arena, lex, in and ntexts are set; false: memory is out. */
bool pv_shingling_read(struct pv_shingling *s);
void pv_shingling_release(struct pv_shingling *s);

/*
 * Can the names of two texts not stand for each other: does one name first
 * whom the other names later, or more of them?
 */
bool pv_shingling_swapped(const struct pv_shingling *s, uint32_t a,
    uint32_t b);

/* Shingles that two wordings share, of all that either has; thousandths. */
int32_t pv_resemblance(const struct pv_shingling *s, uint32_t a, uint32_t b);

#endif
