/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_RULING_H
#define PV_RULE_RULING_H

#include "base/span.h"

/*
 * What the words around a match mean for a provision, where provisions
 * differ: what denies it, and what counts as a limit of it.
 */
enum pv_ruling {
	PV_RULING_RESTRAINS = 1 << 0,   /* holds somebody back: a freedom
	                                 * denies it, consent limits nothing */
	PV_RULING_RIGHT = 1 << 1,       /* somebody may do or gets something:
	                                 * "no", "may not" deny it */
	PV_RULING_CONSENT = 1 << 2,     /* needing approval limits it */
	PV_RULING_EVENT = 1 << 3,       /* a trigger: its own event, "if",
	                                 * "upon", is no limit */
	PV_RULING_SPRINGS = 1 << 4,     /* arising upon an event limits it */
	PV_RULING_EFFECT = 1 << 5,      /* "shall cease", "is terminated" is
	                                 * what it does, and no end of it */
	PV_RULING_EXCEPTS = 1 << 6,     /* is an exception itself */
	PV_RULING_MEASURE = 1 << 7,     /* "for sixty days" measures it */
	PV_RULING_THRESHOLD = 1 << 8,   /* a blacked-out threshold decides */
	PV_RULING_TIERS = 1 << 9,       /* "where sales exceed" is a tier */
	PV_RULING_DECOUPLES = 1 << 10,  /* "whether or not" denies it */
	PV_RULING_PARTS = 1 << 11,      /* only parts of the paper limit it */
	PV_RULING_BANS = 1 << 12,       /* forbids: "may" alone denies it */
	PV_RULING_DENIES = 1 << 13,     /* its own words deny: no negation */
	PV_RULING_PROCEDURE = 1 << 14,  /* "unless first offered" is the
	                                 * right itself */
	PV_RULING_VETO = 1 << 15,       /* "not without consent" grants it */
	PV_RULING_CLASSES = 1 << 16     /* denied but for a class of cases it
	                                 * is there for these */
};

/* The rulings for a provision; 0 for one that has none of its own. */
unsigned pv_ruling(struct pv_span provision);

#endif
