/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_WORDING_H
#define PV_MODEL_WORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/change.h"

/*
 * How one provision is worded across a portfolio: clauses in groups of like
 * words, each group with the form that it was written from and what each of
 * its clauses has instead.
 */

/* Words against those of a form; the old side of an edit is the form. */
struct pv_departure {
	int32_t similarity;         /* words kept in order, thousandths */
	const struct pv_word_edit *edits;   size_t nedits;
};

/* A text, in the order in which they were given. */
struct pv_wording {
	uint32_t group;
	bool verbatim;              /* the words of its group's form, but for
	                             * names, case and punctuation */
	struct pv_departure from;   /* its group's form; no edits: verbatim */
};

/* The form comes first, then what has its words, then the likest first. */
struct pv_wording_group {
	const uint32_t *members;            size_t nmembers;
	size_t nowners;             /* agreements */
	size_t nverbatim;           /* members with the words of the form */
	/* The group with the likest form, and this form against that one. */
	uint32_t nearest;           /* PV_NONE: they share next to nothing */
	struct pv_departure from;
};

/* Groups with many agreements first, then with many members. */
struct pv_wordings {
	struct pv_arena *arena;     /* owns everything below */
	const struct pv_wording *texts;             size_t ntexts;
	const struct pv_wording_group *groups;      size_t ngroups;
	size_t nshared;             /* groups of two members or more; first */
};

void pv_wordings_free(struct pv_wordings *w);   /* NULL is fine */

#endif
