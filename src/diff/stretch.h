/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_STRETCH_H
#define PV_DIFF_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"
#include "diff/form.h"

/* The number of a clause, its stem after it, or its tail. */
struct pv_piece { struct pv_range at; uint32_t clause; bool number; };

enum pv_flow_flags {
	PV_FLOW_BEGINS = 1 << 0,    /* a piece begins at it */
	PV_FLOW_NUMBER = 1 << 1     /* first word of a clause's number */
};

/*
 * A word of a stretch.  Of a number or a cross-reference the first word knows
 * how many there are; of a reference also what it points at.
 */
struct pv_flow_item {
	uint32_t id, start, end;
	uint32_t ref;           /* lexicon number of the target, or 0 */
	uint32_t target;        /* the clause that a reference points at */
	uint16_t group;         /* words of the number or reference, or 0 */
	uint16_t flags;
};

/* A side's text, and the stretch of it at hand. */
struct pv_flow_side {
	const struct pv_form *form;
	const uint32_t *to;     /* counterparts of its clauses */
	const bool *flows;      /* its clauses that flow; NULL = not known:
	                         * assume it of what references point at */
	bool assumed;
	struct pv_piece *pieces;        size_t n;
	size_t at;              /* the stretch's first piece */
	uint32_t from, upto;    /* its bytes */
	struct pv_vec items;    /* struct pv_flow_item */
	struct pv_vec words;    /* struct pv_token: work space */
};

/* Read the stretch, whose last piece ends before piece `end`. */
bool pv_stretch_read(struct pv_flow_side *s, size_t end);

/* Do both stretches say the same, form and furniture aside? */
bool pv_stretch_same(struct pv_flow_side *x, struct pv_flow_side *y);

#endif
