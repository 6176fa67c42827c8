/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_GROUND_H
#define PV_DIFF_GROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "diff/compare.h"

/*
 * What provisions owe to definitions that changed.  A term that only has
 * another name, or whose meaning is found at another address, means what it
 * meant; what the agreement calls itself decides no provision.
 */
struct pv_ground_term { struct pv_span term; bool changed; };

struct pv_grounds {
	uint32_t *of_old, *of_new;  /* by clause: a change in d->defs of a term
	                             * that it uses, emptied ones first */
	bool *emptied;              /* by change: nothing is left of the term */
	struct pv_ground_term *terms[2];    /* new, old; sorted */
	size_t nterms[2];
};

/* In c->work; false when memory is out. */
bool pv_grounds_init(struct pv_grounds *g, struct pv_compare *c);

/*
 * Does finding i of a side rest on the meaning of a term that changed, by
 * itself or with a term in it, in more than figures?  Without evidence it may.
 */
bool pv_grounds_shifted(const struct pv_grounds *g,
    const struct pv_findings *f, uint32_t i, bool old);

#endif
