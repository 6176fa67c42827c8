/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_PAPER_H
#define PV_MATRIX_PAPER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/finding.h"
#include "model/matrix.h"
#include "model/version.h"

/*
 * One text of an agreement, reduced to what it says about clouds.  Nothing in
 * it points into the version or the findings it was made of.
 */

enum pv_scope {
	PV_SCOPE_ONE,           /* the cloud `cloud` */
	PV_SCOPE_OTHERS,        /* all clouds but `cloud` */
	PV_SCOPE_ALL
};

/* How strong an inference is: a tier decides before the ones below it. */
enum pv_tier {
	PV_TIER_RESERVED,       /* "no right is granted", primary partner */
	PV_TIER_COMPUTE,        /* who supplies capacity */
	PV_TIER_SAID,
	PV_TIER_NAMED           /* of this one cloud, by name */
};

enum pv_effect_flags {
	PV_EFFECT_LIMITED = 1 << 0,     /* for a part, or on a condition */
	PV_EFFECT_REDACTED = 1 << 1,
	PV_EFFECT_LICENSED = 1 << 2,    /* lives and dies with a licence */
	PV_EFFECT_PUBLIC = 1 << 3,      /* for whoever takes the licence */
	PV_EFFECT_CITED = 1 << 4        /* limited only in favour of `but` */
};

struct pv_effect {
	enum pv_scope scope;
	struct pv_span cloud;
	unsigned modes;             /* bit 1 << enum pv_mode */
	bool allows;                /* else forbids */
	enum pv_tier tier;
	uint32_t flags;             /* enum pv_effect_flags */
	struct pv_span clause;      /* label */
	struct pv_span until, condition;
	struct pv_span but;         /* the cloud that the limit does not touch */
	struct pv_span overrides;   /* label of a clause it stands above */
	char from[PV_DATE_LEN + 1];
};

/* What makes a right conditional that another clause gives. */
enum pv_cut_kind {
	PV_CUT_TRIGGER,         /* capability ends a licence */
	PV_CUT_SCALE,           /* so does size */
	PV_CUT_FIRST,           /* others come after `cloud` */
	PV_CUT_TERM             /* the licence of `cloud` ends at `until` */
};
struct pv_cut {
	enum pv_cut_kind kind;
	struct pv_span cloud, clause, condition, until;
	unsigned modes;             /* that a trigger ends */
};

struct pv_paper {
	struct pv_span key, label;  /* of the store */
	size_t nth;                 /* order in which papers were added, 1 ... */
	bool whole;                 /* else only its head is known: all below
	                             * the parties, and rank, are empty */
	char date[PV_DATE_LEN + 1]; /* "2026-04-27", "2026-04", "" */
	char end[PV_DATE_LEN + 1];  /* last day of its term, "" unknown */
	enum pv_paper_kind kind;
	int rank[PV_PAPER_KINDS];   /* what an express clause says; 0 none */
	struct pv_span title, header;   /* lower case; header of papers that
	                                 * belong to another one */
	struct pv_span parties[2];  /* aliases of the first two */
	struct pv_effect *effects;  size_t neffects;
	struct pv_cut *cuts;        size_t ncuts;
	struct pv_span *gone;       size_t ngone;   /* clauses it deletes */
	struct pv_span *clouds;     size_t nclouds; /* keys that it names */
};

struct pv_paper_input {
	struct pv_span key, label, date;
	const struct pv_version *version;
	const struct pv_findings *findings;
};

/* Copies what it needs of the head; version and findings are not looked at. */
PV_NODISCARD enum pv_rc pv_paper_file(struct pv_paper *p,
    const struct pv_paper_input *in, const struct pv_paper_head *head,
    struct pv_arena *arena, struct pv_err *err);

PV_NODISCARD enum pv_rc pv_paper_read(struct pv_paper *p,
    const struct pv_paper_input *in, struct pv_arena *arena,
    struct pv_err *err);

/* paper.c: its kind, term and precedence, before its effects are read. */
void pv_paper_describe(struct pv_paper *p, const struct pv_paper_input *in);

/*
 * The date of a paper that is filed under one and states its own: "2026-04"
 * of a file's name and "2026-04-27" of the text are the latter.
 */
void pv_paper_date(struct pv_paper *p, struct pv_span filed,
    struct pv_span own);

/* Is the clause `label` the clause `of` or inside it: 4.2(b) in 4.2? */
bool pv_label_within(struct pv_span label, struct pv_span of);

#endif
