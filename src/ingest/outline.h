/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_OUTLINE_H
#define PV_INGEST_OUTLINE_H

#include <stdint.h>

#include "ingest/mark.h"

#define PV_OUTLINE_DEPTH 48     /* deeper lists stay with their ancestor */

/* A candidate that was accepted as a number. */
struct pv_choice {
	uint32_t mark;
	uint32_t up;        /* choice it stands under; PV_NONE = the part */
	uint32_t prev;      /* sibling it continues; PV_NONE = opens a list */
	uint32_t value;     /* of the last component, as it was read */
	uint8_t numeral;    /* enum pv_numeral */
};

/*
 * Choose among the candidates of m by what a sequence of numbers looks like:
 * each continues an open list or opens one, and the cheapest reading of all
 * wins (a beam search over stacks of open lists, linear in the marks).
 * Appends struct pv_choice to out, in the order of the text.
 */
void pv_outline(const struct pv_marks *m, struct pv_vec *out);

#endif
