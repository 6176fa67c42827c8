/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_SAID_H
#define PV_MATRIX_SAID_H

#include <stdbool.h>

#include "matrix/name.h"
#include "matrix/paper.h"
#include "matrix/reading.h"

/* What the findings of one place of a text say together. */
enum pv_said_what {
	PV_SAID_EXCLUSIVE,      /* exclusivity that binds */
	PV_SAID_FREE,           /* exclusivity that is ruled out */
	PV_SAID_GRANT,          /* distribution-license */
	PV_SAID_DENY,           /* the same, negated */
	PV_SAID_WEIGHTS,
	PV_SAID_NO_WEIGHTS,
	PV_SAID_LICENSE,        /* license-grant */
	PV_SAID_OPEN,           /* open-weight */
	PV_SAID_FIRST,          /* first-ship */
	PV_SAID_PRIMARY,
	PV_SAID_TRIGGER,        /* agi-trigger */
	PV_SAID_SCALE,          /* scale-threshold */
	PV_SAID_LOCKED,         /* portability that is ruled out */
	PV_SAID_COMPETE,        /* non-compete: about the others' products */
	PV_SAID_COUNT
};

struct pv_said {
	size_t f[PV_SAID_COUNT];    /* a finding, or SIZE_MAX */
	uint32_t clause;
	struct pv_range at;
	struct pv_reading r;
};

/* The state of reading one paper. */
struct pv_saying {
	const struct pv_paper_input *in;
	struct pv_paper *paper;
	struct pv_arena *arena;
	struct pv_names names;
	bool weights;               /* the text speaks of weights */
	struct pv_vec effects, cuts, clouds;    /* pv_effect, pv_cut, pv_span */
	size_t ref;                 /* first reference not before the place */
};

/* Add what one place of the text implies; false when memory is out. */
bool pv_said_infer(struct pv_saying *s, const struct pv_said *x);

/* A copy in the arena, of at most a few hundred bytes, cut at a word. */
struct pv_span pv_said_copy(struct pv_saying *s, struct pv_span text);

#endif
