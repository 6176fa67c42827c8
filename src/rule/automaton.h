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
 * Aho-Corasick over classes of folded bytes, as a full transition table: one
 * load a byte.  Class 0 is every byte that no literal holds.
 */
#define PV_PREFILTER_NONE UINT32_MAX

/* A literal that ends in a state, and the groups that hold it. */
struct pv_af_literal {
	uint32_t first, count;        /* slice of the members */
	uint16_t len;
	bool edge_before, edge_after; /* of a word, must be there */
	bool more;                    /* the next one ends here too */
};

/* A branch that needs a group. */
struct pv_af_need {
	uint32_t branch;
	uint32_t next; /* another need of the same group */
};

/* A group in a branch, after so much. */
struct pv_af_part {
	uint32_t group;
	struct pv_reach gap;
};

struct pv_af_branch {
	uint32_t pattern;
	uint32_t first, n; /* its parts, in order */
	uint32_t distinct; /* different groups among them */
};

struct pv_prefilter {
	uint8_t class[256]; /* of a byte, after folding */
	size_t nclasses;
	size_t nstates;
	uint32_t *next; /* [state * nclasses + class] */
	uint32_t *out;  /* first literal that ends in a state, or none */
	uint32_t *also; /* longest proper suffix with literals, or 0 */
	uint32_t *tell; /* the state when literals end in it, else as `also` */
	struct pv_af_literal *literals;
	uint32_t *members; /* groups: patterns share them */
	uint32_t *needed; /* a group's first need */
	struct pv_af_need *needs;
	struct pv_af_part *parts;
	struct pv_af_branch *branches;
	size_t npatterns, nbranches, ngroups;
	bool *filtered;         /* patterns of which something is known */
	const uint32_t *always; /* patterns that need nothing */
	size_t nalways;
};

#endif
