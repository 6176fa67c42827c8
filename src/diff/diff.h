/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_DIFF_H
#define PV_DIFF_DIFF_H

#include "base/err.h"
#include "model/change.h"

/* A comparison's two sides, named so that they cannot be swapped. */
struct pv_diff_input {
	struct pv_side old_side, new_side;
};

/*
 * What really changed between two versions.  The result borrows both sides
 * and must be freed before them.
 */
PV_NODISCARD enum pv_rc pv_diff(const struct pv_diff_input *in,
    struct pv_diff **out, struct pv_err *err);

/*
 * The same in two steps, so that between them only those findings need be
 * made that it takes.  After the first it is known which clauses are settled:
 * where all findings of one, by old clause, are the same in its pair, nothing
 * is told of them, and both sides' may be left out.
 */
struct pv_diffing;
PV_NODISCARD enum pv_rc pv_diff_begin(const struct pv_diff_input *in,
    struct pv_diffing **out, struct pv_err *err);
bool pv_diff_settled(const struct pv_diffing *x, uint32_t old_clause,
    uint32_t *new_clause);

/* Whether nothing is told of any finding, so that none need be made. */
bool pv_diff_quiet(const struct pv_diffing *x);

/* Bytes of clauses that are not settled, on both sides. */
uint64_t pv_diff_unsettled(const struct pv_diffing *x);

/* Some operative finding that was left out, as others turn on there being one. */
struct pv_diff_asked {
	struct pv_span provision;
	struct pv_span subtype;     /* ptr NULL = any */
	uint32_t first, next;       /* in the clauses from first up to next */
	bool old_side;
};
struct pv_diff_rest {
	bool (*any)(void *ctx, const struct pv_diff_asked *asked);
	void *ctx;
};

/* Frees x in any case; rest is NULL when nothing was left out. */
PV_NODISCARD enum pv_rc pv_diff_end(struct pv_diffing *x,
    const struct pv_findings *old_findings,
    const struct pv_findings *new_findings, const struct pv_diff_rest *rest,
    struct pv_diff **out, struct pv_err *err);
void pv_diffing_free(struct pv_diffing *x);     /* NULL is fine */

#endif
