/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PREFILTER_H
#define PV_RULE_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

/*
 * Which patterns can match a text at all: one Aho-Corasick pass finds the
 * literals that each pattern cannot match without.  It only ever saves work:
 * a pattern of which nothing is known is always a candidate.
 *
 * Literals and texts are folded alike: ASCII letters to lower case, a run of
 * white space to one space.
 */

/*
 * What a pattern needs: for one of its branches (the alternatives of its
 * outermost level), one literal of every group.  Literals are folded.  A
 * pattern without branches, or with a branch without groups, may match
 * anything.
 */
struct pv_literal_group {
	const struct pv_span *literals;
	size_t n;
	uint32_t rank;          /* a higher rank ends later in a match */
};
struct pv_literal_branch {
	const struct pv_literal_group *groups;
	size_t n;
};
struct pv_literals {
	const struct pv_literal_branch *branches;
	size_t n;
};

#define PV_LITERAL_BRANCHES 32  /* more: nothing is known */
#define PV_LITERAL_GROUPS 12    /* most groups kept of a branch */

/*
 * Extract the literals of an extended PCRE2 pattern that compiles; whatever
 * it does not understand needs nothing.  False when memory ran out.
 */
bool pv_literals_extract(struct pv_span pattern, struct pv_arena *arena,
    struct pv_literals *out);

/* Immutable once built; lives in the arena. */
struct pv_prefilter;

/* One pattern each in `needs`; NULL when memory ran out. */
struct pv_prefilter *pv_prefilter_new(const struct pv_literals *needs,
    size_t n, struct pv_arena *arena);

/* Whether a pattern is always a candidate: nothing is known of it. */
bool pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern);

/* Where a group's literals end in the text of a pass. */
struct pv_sighting {
	uint64_t pass;
	uint32_t first, last;
};

/* Working memory of one scan. */
struct pv_prefilter_state {
	struct pv_vec groups;   /* struct pv_sighting, one a group */
	struct pv_vec counts;   /* uint64_t, one a branch: pass << 8 | groups */
	struct pv_vec full;     /* uint32_t: branches with all groups */
	struct pv_vec chosen;   /* uint64_t, one a pattern: pass it is in */
	struct pv_vec found;    /* uint32_t: candidates, ascending */
	uint64_t pass;
};

void pv_prefilter_state_init(struct pv_prefilter_state *st,
    const struct pv_mem *mem);
void pv_prefilter_state_release(struct pv_prefilter_state *st);

/*
 * The patterns that may match text, ascending; st->found holds them until the
 * next pass.  False when memory ran out.
 */
bool pv_prefilter_run(const struct pv_prefilter *pf,
    struct pv_prefilter_state *st, struct pv_span text);

#endif
