/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_CHANGE_H
#define PV_MODEL_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/finding.h"
#include "model/version.h"

/* One side of a comparison; borrowed. */
struct pv_side {
	const struct pv_version *version;
	const struct pv_findings *findings;
};

enum pv_word_op { PV_WORD_EQUAL, PV_WORD_DELETE, PV_WORD_INSERT };

/* A run of words; `old` is empty for an insertion, `new` for a deletion. */
struct pv_word_edit {
	enum pv_word_op op;
	struct pv_span old_text, new_text;
};

/*
 * Clause indexes are PV_NONE where the clause has no counterpart.  Edits are
 * of the clause's own text, its stem after the number and then its tail: the
 * old texts of all but insertions give the old one to the byte, the new texts
 * of all but deletions the new one.
 */
struct pv_clause_change {
	enum pv_edit_kind kind;
	bool substantive;           /* false: number, quotes, spaces, references */
	uint32_t old_clause, new_clause;
	int32_t similarity;         /* thousandths */
	const struct pv_word_edit *edits;   size_t nedits;
	/* split: further new clauses; merged: further old clauses */
	const uint32_t *others;             size_t nothers;
	struct pv_span note;        /* what the edits cannot show, such as a
	                             * link's target or a redaction lifted;
	                             * mostly empty */
	bool expected;              /* the reader said that it may change */
};

/* Finding indexes are PV_NONE where there is none. */
struct pv_provision_change {
	enum pv_change_kind kind;
	struct pv_span provision, subtype;
	uint32_t old_finding, new_finding;
	struct pv_span why;         /* "clause 4.2 deleted" */
	bool expected;
	bool last;                  /* lost, and none of the provision remains */
	bool by_term;               /* its words stand; a term in them means
	                             * something else */
};

enum pv_def_change_kind { PV_DEF_ADDED, PV_DEF_DELETED, PV_DEF_MODIFIED,
	PV_DEF_RENAMED };

struct pv_def_change {
	enum pv_def_change_kind kind;
	struct pv_span term;        /* the new name where both exist */
	struct pv_span old_term;    /* for a renaming */
	uint32_t old_def, new_def;  /* PV_NONE = absent */
	const uint32_t *used_in;            size_t nused; /* new clauses (old
	                                     ones when the term was deleted) */
	bool expected;
};

enum pv_ref_problem { PV_REF_DANGLING, PV_REF_REPOINTED };

struct pv_ref_change {
	enum pv_ref_problem problem;
	uint32_t from;              /* clause of the new version */
	struct pv_span to;          /* target label as written */
	bool expected;
};

/* Differences that mean nothing, counted. */
struct pv_noise {
	uint32_t whitespace, typographic, renumbered, urls, furniture;
};

struct pv_diff {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_side old_side, new_side;
	bool substantive;
	struct pv_provision_change *provisions; size_t nprovisions;
	struct pv_clause_change *clauses;       size_t nclauses;
	struct pv_def_change *defs;             size_t ndefs;
	struct pv_ref_change *refs;             size_t nrefs;
	struct pv_noise noise;
	/*
	 * By old clause: its counterpart, or PV_NONE; and the new clause that
	 * it stands at or, when it is gone or elsewhere, after.  The latter
	 * ascends.
	 */
	const uint32_t *to_new, *place;
};

void pv_diff_free(struct pv_diff *d);           /* NULL is fine */

/*
 * Is there a change that a reader of the agreement must know of?  Those that
 * are expected do not count.
 */
bool pv_diff_substantive(const struct pv_diff *d);

const char *pv_def_change_name(enum pv_def_change_kind k);
const char *pv_ref_problem_name(enum pv_ref_problem p);

#endif
