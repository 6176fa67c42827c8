/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_HISTORY_H
#define PV_DIFF_HISTORY_H

#include <stdbool.h>

#include "base/err.h"
#include "model/change.h"
#include "model/history.h"

/*
 * The versions of one agreement, compared one after the other.  Each pair of
 * neighbours is what pv_diff() makes of it, without what only moved and what
 * rests on nothing but the meaning of a term.  A paper beside the agreement
 * (aside.c) is left out: its neighbours are neighbours.
 */
struct pv_chain;

struct pv_chain_link {
	struct pv_span label, date;
	struct pv_version *version;
	struct pv_findings *findings;
};

PV_NODISCARD enum pv_rc pv_chain_new(struct pv_chain **out,
    struct pv_err *err);
void pv_chain_free(struct pv_chain *c);         /* NULL is fine */

/*
 * Compare only those pairs; without it, all.  It is asked once for each pair,
 * in order.
 */
void pv_chain_want(struct pv_chain *c,
    bool (*want)(void *ctx, const struct pv_state *old_state,
    const struct pv_state *new_state), void *ctx);

/*
 * The next version.  The chain takes over link->version and link->findings,
 * whatever becomes of the call, and frees them when it is through with them.
 */
PV_NODISCARD enum pv_rc pv_chain_add(struct pv_chain *c,
    const struct pv_chain_link *link, struct pv_err *err);

/* The history; the chain is empty then.  Without `lives`, events alone. */
PV_NODISCARD enum pv_rc pv_chain_end(struct pv_chain *c, bool lives,
    struct pv_history **out, struct pv_err *err);

/*
 * aside.c: does the text say of itself that it does not change an agreement,
 * or that it does not bind?
 */
bool pv_denies_itself(const struct pv_version *v);

/* What was found of one provision in a state. */
struct pv_sight {
	struct pv_span provision, subtype;
	uint32_t state;
	uint32_t order;             /* of the finding in its text */
	struct pv_stand stand;
};

/*
 * life.c: gather sights, ascending by state, into lives.  False when memory is
 * out; *too_many when there are more than a history can hold.
 */
bool pv_lives_gather(struct pv_history *h, struct pv_sight *sights, size_t n,
    bool *too_many);

#endif
