/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_LINT_H
#define PV_MODEL_LINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/version.h"

/* What the checks of drafting found in one version: plain data. */

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
/* What the check is about, in a line. */
const char *pv_lint_about(enum pv_lint_kind kind);
/* The value of a printed name; false when there is none, *out untouched. */
bool pv_lint_parse(struct pv_span s, enum pv_lint_kind *out);

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

#endif
