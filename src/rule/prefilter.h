/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PREFILTER_H
#define PV_RULE_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Which patterns can match a text at all, and where: one Aho-Corasick pass
 * finds the literals that each pattern cannot match without.  It only ever
 * saves work: a pattern of which nothing is known is always a candidate.
 *
 * Literals and texts are folded alike: ASCII letters to lower case, a run of
 * white space to one space.  All lengths and distances are of folded text.
 */

/*
 * How many bytes: at least `least` (less than none where two groups may
 * overlap), at most `chars` and the longest words of the text, `words` times.
 */
struct pv_reach {
	int32_t least, chars, words;
};
#define PV_REACH_MAX ((int32_t)1 << 20)
#define PV_REACH_ENDLESS INT32_MAX /* chars: there is no most */

/* First or last byte of a literal: the edge of a word must be there. */
#define PV_LITERAL_EDGE '\x01'

/*
 * What a pattern needs: for one of its branches (the alternatives of its
 * outermost level), one literal of every group, in this order.  Literals are
 * folded.  A pattern without branches, or with a branch without groups, may
 * match anything.
 */
struct pv_literal_set {
	const struct pv_span *literals; /* ascending */
	size_t n;
	uint32_t number;        /* in its pool, from 0 on */
	uint32_t bytes;         /* of all literals */
	uint32_t cost;          /* how often they may be seen */
	struct pv_reach len;    /* of one */
};
struct pv_literal_group {
	const struct pv_literal_set *set;
	struct pv_reach gap;    /* since the group before, or the match began */
	uint32_t cost;
};
struct pv_literal_branch {
	const struct pv_literal_group *groups;
	size_t n;
};
struct pv_literals {
	const struct pv_literal_branch *branches;
	size_t n;
};

#define PV_LITERAL_BRANCHES 256 /* more are taken together */
#define PV_LITERAL_GROUPS 12    /* most groups kept of a branch */

/*
 * Patterns share fragments, and many the sets of their literals: a pool knows
 * those that it has seen, so that each fragment is read once.
 */
struct pv_literal_pool;
struct pv_literal_pool *pv_literal_pool_new(const struct pv_mem *mem);
void pv_literal_pool_free(struct pv_literal_pool *pool); /* NULL is fine */

/*
 * A fragment in a pattern, in a group of its own, "(?:" and ")" included: the
 * same text stands wherever the same fragment is named.
 */
struct pv_literal_mark {
	size_t start, end;
	const void *fragment;
};
struct pv_marked_pattern {
	struct pv_span text;
	const struct pv_literal_mark *marks;    /* ascending by start */
	size_t nmarks;
};

/*
 * Extract the literals of an extended PCRE2 pattern that compiles; whatever
 * it does not understand needs nothing.  What is found lives in the pool.
 * False when memory ran out.
 */
bool pv_literals_extract(struct pv_literal_pool *pool,
    const struct pv_marked_pattern *pattern, struct pv_literals *out);

/* Immutable once built; lives in the arena. */
struct pv_prefilter;

/*
 * One pattern each in `needs`, of one pool; those that are not wanted are never found
 * (NULL: all are).  NULL when memory ran out.
 */
struct pv_prefilter *pv_prefilter_new(const struct pv_literals *needs,
    size_t n, const bool *wanted, struct pv_arena *arena);

/* Whether a pattern is always a candidate: nothing is known of it. */
bool pv_prefilter_always(const struct pv_prefilter *pf, size_t pattern);

/* Where a match may begin: bytes of the text, both ends included. */
struct pv_starts {
	uint32_t first, last;
};

/* A pattern that may match, and a slice of the starts, ascending. */
struct pv_candidate {
	uint32_t pattern;
	uint32_t full;          /* inside: the first of its branches, or none */
	uint32_t first, count;
	bool traced;            /* the starts are known */
};

/* A place where a text differs from another, and its bytes there. */
struct pv_varied {
	struct pv_range at;
	uint32_t was;
};

/* Working memory of one scan. */
struct pv_prefilter_state {
	struct pv_vec found;    /* struct pv_candidate, in no order */
	struct pv_vec starts;   /* struct pv_starts */
	/* inside of sighting.c: the text of the last pass */
	const struct pv_prefilter *pf;
	struct pv_span text;    /* folded, but for its letters */
	size_t len;             /* as it was */
	int64_t longest;        /* bytes of its longest word */
	bool folds;             /* origins tell where its bytes were */
	const struct pv_varied *spots; /* where something must be, if any */
	size_t nspots;
	struct pv_vec folded;   /* char */
	struct pv_vec origins;  /* uint32_t: of folded bytes in the text */
	struct pv_vec known;    /* uint64_t: a bit a literal that marked groups */
	struct pv_vec groups;   /* one a group */
	struct pv_vec marks;    /* uint64_t: a bit a group that was seen */
	struct pv_vec listed;   /* uint64_t: a bit a literal that is in seen */
	struct pv_vec firsts;   /* uint32_t a literal: its first sighting */
	struct pv_vec nexts;    /* uint32_t a sighting: the literal's next one */
	struct pv_vec touched;  /* uint64_t: a bit a group that touches a place */
	struct pv_vec seen;     /* literals in the text */
	struct pv_vec was, kept; /* literals in the text before, and of them */
	struct pv_vec places;   /* of groups in the text */
	struct pv_vec full;     /* branches with what counts */
	struct pv_vec ends, begins; /* where a group may end or begin */
	struct pv_vec wanted;   /* where a pattern may begin */
	struct pv_vec candidate; /* uint64_t a pattern: listing << 32 | found */
	uint32_t listing, reading;
	bool indexed;           /* listed, firsts and nexts are of this text */
};

void pv_prefilter_state_init(struct pv_prefilter_state *st,
    const struct pv_mem *mem);
void pv_prefilter_state_release(struct pv_prefilter_state *st);

/*
 * The patterns that may match text; st holds them, and borrows the text, until
 * the next pass.  False when memory ran out.
 */
bool pv_prefilter_run(const struct pv_prefilter *pf,
    struct pv_prefilter_state *st, struct pv_span text);

/*
 * After a pass over a text: those that may match another one, which differs
 * from it in some places only, because of what stands there: the rarest thing
 * that a pattern needs touches a place.  Places ascend.
 */
bool pv_prefilter_vary(struct pv_prefilter_state *st, struct pv_span text,
    const struct pv_varied *places, size_t n);

/* After that: all that may match that text, as of a pass over it. */
bool pv_prefilter_widen(struct pv_prefilter_state *st);

/* A pattern among those found by the last pass, or NULL. */
struct pv_candidate *pv_prefilter_candidate(
    const struct pv_prefilter_state *st, uint32_t pattern);

/*
 * Find the starts of some of the patterns that pv_prefilter_run() found; it is
 * done at most once for each.
 */
bool pv_prefilter_trace(struct pv_prefilter_state *st,
    const uint32_t *patterns, size_t n);

#endif
