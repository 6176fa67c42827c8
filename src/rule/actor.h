/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ACTOR_H
#define PV_RULE_ACTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/noun.h"
#include "rule/term.h"

/*
 * Who is named in a sentence: the version's parties, words for a part that
 * one plays ("the Licensee", "our company"), bare names ("Cirrus"), "we" and
 * "you", "either party", and bodies that decide ("the Safety Committee").
 * Defined terms that are no party, months, documents and other things that
 * have a capital are none.
 */
enum pv_actor_kind {
	PV_ACTOR_PARTY,             /* the version says so */
	PV_ACTOR_ROLE,
	PV_ACTOR_NAME,
	PV_ACTOR_SPEAKER,           /* we, us, our; you, your */
	PV_ACTOR_EITHER,            /* either party, the parties */
	PV_ACTOR_ANYONE,            /* each partner, no recipient */
	PV_ACTOR_ORGAN,             /* a board, a panel, a court */
	PV_ACTOR_BRAND              /* "Cirrus" of "the Cirrus Cloud" */
};

struct pv_actor {
	uint32_t from, to;          /* tokens, with the article */
	uint32_t id;                /* the same for all mentions of one */
	uint8_t kind;               /* enum pv_actor_kind */
	bool possessive;            /* "Cirrus's", "our" */
};

#define PV_ACTORS 48            /* mentions read in a sentence */

/* Mentions in order; uses are the unit's defined terms.  Returns how many. */
size_t pv_actors(const struct pv_sense *x, const struct pv_term_use *uses,
    size_t nuses, struct pv_actor out[PV_ACTORS]);

/* The name without article and possessive: what tells one from another. */
struct pv_span pv_actor_identity(const struct pv_sense *x,
    const struct pv_actor *a);

/* The name as printed, without a possessive ending. */
struct pv_span pv_actor_name(const struct pv_sense *x,
    const struct pv_actor *a);

/* Whether the word is one for a part that one plays: "licensee". */
bool pv_actor_part(struct pv_span word);

#endif
