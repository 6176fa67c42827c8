/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_HISTORY_H
#define PV_MODEL_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/names.h"
#include "model/version.h"

/*
 * The life of an agreement's provisions: what its versions, in their order,
 * say of each, and what changed from one to the next.
 */

/* A version as a step of the history. */
struct pv_state {
	struct pv_span label, date; /* the date may be empty or 2019-07 */
	struct pv_span sha256;
	/*
	 * A paper beside the agreement, which says itself that it changes
	 * nothing: the agreement goes on as if it were not there.
	 */
	bool aside;
};

/* One side of an event; an empty clause: there is nothing. */
struct pv_event_side {
	struct pv_span clause;      /* label, or the kind of clause */
	struct pv_span subtype;
	struct pv_span text;        /* the operative sentence(s) */
	enum pv_stance stance;
	enum pv_strength strength;
};

/* What became of a provision between two states; as a diff tells it. */
struct pv_event {
	uint32_t from, to;          /* states */
	enum pv_change_kind kind;   /* lost, gained, weakened, strengthened
	                             * or changed */
	struct pv_span provision, subtype;
	struct pv_event_side old_side, new_side;
	struct pv_span why;
};

/* A provision in one state. */
enum pv_stand_kind {
	PV_STAND_NONE,              /* nothing is said of it */
	PV_STAND_DENIED,            /* it is said not to apply */
	PV_STAND_CONDITIONAL,
	PV_STAND_IN_FORCE
};
struct pv_stand {
	enum pv_stand_kind kind;
	enum pv_strength strength;  /* the strongest that is said */
	struct pv_span clause;      /* where */
};

/* A provision and subtype from its first sight to its end. */
struct pv_life {
	struct pv_span provision, subtype;
	struct pv_span clause;      /* where it stands, or stood last */
	struct pv_stand *stands;    /* one a state */
	uint32_t first, last;       /* states in which it is operative */
	uint32_t lost;              /* the state that ended it; PV_NONE = it
	                             * is there in the last one */
	const uint32_t *events;     size_t nevents; /* in order */
};

struct pv_history {
	struct pv_arena *arena;     /* owns everything below */
	struct pv_state *states;    size_t nstates;
	struct pv_event *events;    size_t nevents;     /* by state */
	struct pv_life *lives;      size_t nlives;  /* by provision, subtype */
};

void pv_history_free(struct pv_history *h);     /* NULL is fine */

/*
 * Nothing happened in it: no event led to it, and it is neither the first
 * version, nor the last, nor a paper beside the agreement.
 */
bool pv_state_is_quiet(const struct pv_history *h, uint32_t state);

/* The first event that led to a state; they stand together. */
size_t pv_state_events(const struct pv_history *h, uint32_t state, size_t *n);

/* Its date or, without one, its label. */
struct pv_span pv_state_name(const struct pv_state *s);

/* Is the provision in force there, with or without a condition? */
static inline bool
pv_stand_is_operative(const struct pv_stand *s)
{
	return s->kind >= PV_STAND_CONDITIONAL;
}

/*
 * The strongest step of the lattice that anything operative has in a state;
 * *life is what has it.  PV_STRENGTH_SILENT and PV_NONE when nothing has.
 */
enum pv_strength pv_history_step(const struct pv_history *h, uint32_t state,
    uint32_t *life);

/* As a stance: "in-force", "conditional", "negated"; "" for none. */
const char *pv_stand_kind_name(enum pv_stand_kind k);

#endif
