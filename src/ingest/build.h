/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_BUILD_H
#define PV_INGEST_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include "ingest/mark.h"
#include "ingest/outline.h"
#include "ingest/tree.h"
#include "model/version.h"

/* The state of segment.c, shared with what it asks about places and names. */

#define PV_HEADING_LEVEL 100    /* of a heading that the format calls none */

struct pv_build {
	struct pv_version *v;
	struct pv_marks m;
	struct pv_vec choices;  /* struct pv_choice */
	struct pv_tree t;
	uint32_t *clause_of;    /* of each choice; PV_NONE = none */
	uint32_t next;          /* first choice at or after this mark */
	uint32_t container;     /* root or schedule */
	uint32_t recitals;      /* the group, or PV_NONE */
	uint32_t nrecitals;
	uint32_t awaiting;      /* a clause whose heading may follow */
	uint32_t stop_at;       /* end of the sentence of an inline list */
	uint32_t stop;          /* its last item, or PV_NONE */
	struct pv_range sentence; /* the last that was measured */
	bool numbered;
	bool scoped;            /* numbers begin anew under headings */
};

static inline const struct pv_choice *
pv_choice_at(const struct pv_build *b, uint32_t i)
{
	return PV_VEC_AT(&b->choices, const struct pv_choice, i);
}

static inline struct pv_clause *
pv_clause_of(const struct pv_build *b, uint32_t i)
{
	return pv_tree_clause(&b->t, i);
}

static inline struct pv_knot *
pv_knot_of(const struct pv_build *b, uint32_t i)
{
	return pv_tree_knot(&b->t, i);
}

static inline uint32_t
pv_parent_of(const struct pv_build *b, uint32_t clause)
{
	return pv_clause_of(b, clause)->parent;
}

/* No number of its own: a heading, definition, paragraph or bullet. */
static inline bool
pv_is_annotation(const struct pv_build *b, uint32_t i)
{
	return pv_knot_of(b, i)->choice == PV_NONE && i != b->container;
}

/* "(a)", "a)" and "a.", as opposed to "4." and "4.2". */
static inline bool
pv_is_item(const struct pv_mark *k, uint8_t numeral)
{
	return k->nparts == 1 && k->prefix == PV_NUM_PLAIN &&
	    (k->form != PV_NUM_DOT || numeral == PV_NUMERAL_LOWER ||
	    numeral == PV_NUMERAL_LROMAN);
}

/* The next choice at or after mark i within the same part, or PV_NONE. */
static inline uint32_t
pv_upcoming(const struct pv_build *b)
{
	return b->next < b->choices.len ? b->next : PV_NONE;
}

/* describe.c: number, heading and reservation of a clause at its mark. */
void pv_describe(struct pv_build *b, uint32_t clause, uint32_t mark);
bool pv_is_reserved(struct pv_span s);

/* place.c: the clause under which choice c stands, and what it makes it. */
uint32_t pv_place(struct pv_build *b, const struct pv_choice *c);
enum pv_clause_kind pv_place_kind(const struct pv_build *b,
    const struct pv_choice *c, uint32_t parent);
/*
 * The clause under which the heading at the mark stands.  PV_NONE: the numbers
 * go on as if it were not there, so it is text.
 */
uint32_t pv_place_head(const struct pv_build *b, uint32_t mark);

#endif
