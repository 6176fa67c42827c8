/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_COMPARE_H
#define PV_DIFF_COMPARE_H

#include <stdbool.h>
#include <stdint.h>

#include "diff/align.h"
#include "diff/form.h"
#include "diff/rename.h"
#include "diff/words.h"
#include "model/change.h"

/*
 * A comparison in the making, as its stages hand it on.  Each fills its part
 * of d and returns false only when memory is out.
 */
struct pv_compare {
	struct pv_diff *d;
	struct pv_arena *work;      /* freed when the comparison is done */
	struct pv_form x, y;        /* old, new */
	struct pv_alignment al;
	struct pv_differ differ;
	struct pv_vec renames;      /* struct pv_rename */
	bool *old_same;             /* by old clause: its pair says the same */
	bool *restated;             /* by old clause: differs in substance */
	bool *old_flows, *new_flows; /* by clause: only cut otherwise (flow.h) */
	const struct pv_diff_rest *rest; /* of the findings, or NULL */
};

/* clauses.c: d->clauses, and what the later stages ask about pairs. */
bool pv_compare_clauses(struct pv_compare *c);
/* define.c: d->defs */
bool pv_compare_defs(struct pv_compare *c);
/* refer.c: d->refs */
bool pv_compare_refs(struct pv_compare *c);
/* provision.c: d->provisions */
bool pv_compare_provisions(struct pv_compare *c);
/*
 * provision.c: by old clause, whether it stands in its pair word for word, in
 * its place, with all that is said above it and meant by its terms; *quiet:
 * whatever the findings are, nothing became of one.
 */
bool pv_provisions_settled(struct pv_compare *c, bool *settled, bool *quiet);
/* provision.c: whether one is left out like that. */
struct pv_diff_asked;
bool pv_compare_asks(const struct pv_compare *c,
    const struct pv_diff_asked *asked);
/* count.c: d->noise */
void pv_compare_noise(struct pv_compare *c);

#endif
