/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_AUTOMATON_H
#define PV_RULE_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/prefilter.h"

/*
 * Inside of the prefilter: prefilter.c builds it, sighting.c runs it.
 *
 * Aho-Corasick over classes of folded bytes; class 0 is every byte that no
 * literal holds.  States are numbered by their depth, and the children of one
 * follow each other.  The first states, where most of a text is spent, have a
 * full table of transitions; the others their children and where to fail to.
 * What is looked at for every byte is small, so that it stays in the cache.
 */
#define PV_PREFILTER_NONE UINT32_MAX

/* A literal and the groups that hold it. */
struct pv_af_literal {
	uint32_t first, count;        /* slice of the members */
	uint32_t len;
};

/* A literal that ends in a state, or in one that it ends with. */
struct pv_af_told {
	uint32_t literal;
	uint8_t len;
	bool edge_before, edge_after; /* of a word, must be there */
	bool more;                    /* the next one ends here too */
};

/* A branch that a group leads, its rarest one, and the next rarest it needs. */
#define PV_AF_WITH 2
struct pv_af_led {
	uint32_t branch;
	uint32_t with[PV_AF_WITH];      /* groups; the leader for want of more */
};

/* A group in a branch, after so much. */
struct pv_af_part {
	uint32_t group;
	struct pv_reach gap;
};

struct pv_af_branch {
	uint32_t pattern;
	uint32_t first, n; /* its parts, in order */
};

struct pv_af_state {
	uint32_t fail;  /* the longest proper suffix that may go on otherwise */
	uint32_t child; /* the first one */
	uint32_t told;  /* the first literal that ends here, or 0 */
	uint32_t nchildren;
};

struct pv_prefilter {
	uint8_t class[256]; /* of a byte, after folding */
	size_t nclasses;
	size_t nstates;
	uint32_t ndense; /* states with a row in the table */
	uint16_t *next;  /* [state * nclasses + class] */
	struct pv_af_state *states;
	uint8_t *step;     /* a state: the class that leads to it */
	uint64_t *telling; /* a bit a state: literals end there */
	struct pv_af_told *told;
	struct pv_af_literal *literals;
	uint32_t *members; /* groups: patterns share them */
	uint32_t *holds; /* a group's first literal in held; one more at the end */
	uint32_t *held;  /* literals, ascending */
	uint64_t *leading; /* a bit a group: leads branches */
	uint32_t *leads; /* a group's first branch in led; one more at the end */
	struct pv_af_led *led;
	struct pv_af_part *parts;
	struct pv_af_branch *branches;
	size_t npatterns, nbranches, ngroups, nliterals;
	size_t longest;         /* bytes of the longest literal */
	bool *filtered;         /* patterns of which something is known */
	const uint32_t *always; /* patterns that need nothing */
	size_t nalways;
};

/* Sets of bits, one a state, a literal or a group. */
#define PV_AF_BITS 64

static inline size_t
pv_af_words(size_t bits)
{
	return bits / PV_AF_BITS + 1;
}

static inline bool
pv_af_has(const uint64_t *set, uint32_t i)
{
	return (set[i / PV_AF_BITS] >> i % PV_AF_BITS & 1) != 0;
}

static inline void
pv_af_put(uint64_t *set, uint32_t i)
{
	set[i / PV_AF_BITS] |= (uint64_t)1 << i % PV_AF_BITS;
}

/* The state after a byte of this class. */
static inline uint32_t
pv_af_step(const struct pv_prefilter *pf, uint32_t state, uint8_t class)
{
	while (state >= pf->ndense) {
		const struct pv_af_state *s = &pf->states[state];
		uint32_t child = s->child, last = child + s->nchildren;

		for (; child < last; child++)
			if (pf->step[child] == class)
				return child;
		state = s->fail;
	}
	return pf->next[state * pf->nclasses + class];
}

#endif
