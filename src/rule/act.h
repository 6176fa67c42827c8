/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ACT_H
#define PV_RULE_ACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/actor.h"
#include "rule/noun.h"

/* What a finite verb does to its subject. */
enum pv_act_force {
	PV_ACT_STATES,              /* is, has been, relates */
	PV_ACT_BINDS,               /* shall, undertakes to, is obliged to */
	PV_ACT_BARS,                /* may not, is prohibited from */
	PV_ACT_DENIES,              /* has no right to, is not entitled to */
	PV_ACT_FREES,               /* may, is entitled to */
	PV_ACT_SPARES,              /* need not, has no duty to */
	PV_ACT_GIVES,               /* grants, appoints, assigns, waives */
	PV_ACT_GETS                 /* has, receives, owns, keeps, remains */
};

/* A finite verb with what hangs on it. */
struct pv_act {
	uint32_t verb;              /* the modal, auxiliary or verb itself */
	uint32_t head;              /* the word that says what is done */
	struct pv_words subject;    /* its plain noun phrase; may be empty */
	uint32_t open;              /* where its clause begins */
	uint8_t force;              /* enum pv_act_force */
	bool negated;
	bool passive;               /* the subject is acted upon */
	bool under;                 /* in a clause with "if", "which", "that" */
};

#define PV_ACTS 32              /* verbs read in a sentence */

/* The acts of a sentence in order, its people known; returns how many. */
size_t pv_acts(const struct pv_sense *x, const struct pv_actor *who,
    size_t nwho, struct pv_act out[PV_ACTS]);

/*
 * Whether the act stands in a clause with "if" or "which", and not in one
 * that says what is agreed: "Alder acknowledges that ...".
 */
bool pv_act_subordinate(const struct pv_sense *x, const struct pv_act *a);

#endif
