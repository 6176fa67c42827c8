/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_LINT_H
#define PV_LINT_LINT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/version.h"

/*
 * Drafting defects of one version.  Every report must be worth a lawyer's
 * look: where the text does not say for certain, nothing is reported.
 */
enum pv_lint_kind {
	PV_LINT_DANGLING,       /* a reference to a clause that is not there */
	PV_LINT_MISTITLED,      /* "Section 11 (Confidentiality)", and 11 is
	                         * headed otherwise */
	PV_LINT_UNDEFINED,      /* a term is used as defined, and is not */
	PV_LINT_UNUSED,         /* a term is defined and never used */
	PV_LINT_REDEFINED,      /* defined twice in one scope */
	PV_LINT_GAP,            /* 4.1, 4.2, 4.4 */
	PV_LINT_DUPLICATE,      /* two clauses of one number */
	PV_LINT_PLACEHOLDER,    /* "[____]", "[insert date]", "TBD" */
	PV_LINT_NOTE            /* "[Note to Draft: ...]" */
};
#define PV_LINT_LAST PV_LINT_NOTE

/* "L-DANGLING": stable. */
const char *pv_lint_code(enum pv_lint_kind kind);
/* "dangling-reference": stable. */
const char *pv_lint_name(enum pv_lint_kind kind);

struct pv_lint {
	enum pv_lint_kind kind;
	uint32_t clause;            /* where it stands */
	struct pv_range at;         /* bytes of the normalized text */
	struct pv_span subject;     /* "4.5(b)", "Permitted Platform" */
	struct pv_span text;        /* what is wrong, in one sentence */
	uint32_t other;             /* a second place: the clause that is
	                             * headed otherwise, the first definition;
	                             * PV_NONE = none */
};

struct pv_lints {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_lint *items;      /* in the order of the text */
	size_t nitems;
};

PV_NODISCARD enum pv_rc pv_lint(const struct pv_version *v,
    struct pv_lints **out, struct pv_err *err);
void pv_lints_free(struct pv_lints *l);     /* NULL is fine */

#endif
