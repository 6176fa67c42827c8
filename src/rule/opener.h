/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_OPENER_H
#define PV_RULE_OPENER_H

#include "rule/limit.h"

/* How an opener behaves. */
enum {
	PV_OPENER_EVENT = 1 << 0,       /* of a trigger it is the event */
	PV_OPENER_SPRING = 1 << 1,      /* where something becomes something */
	PV_OPENER_CONSIDER = 1 << 2,    /* except, other than: may name who
	                                 * profits */
	PV_OPENER_DATED = 1 << 3,       /* only before a date or a count of
	                                 * years */
	PV_OPENER_INITIAL = 1 << 4,     /* only where a clause begins */
	PV_OPENER_WITH = 1 << 5,        /* the value holds the opener */
	PV_OPENER_APPROVAL = 1 << 6,    /* only where needing approval limits */
	PV_OPENER_LATER = 1 << 7,       /* only before a time to come */
	PV_OPENER_FIRST = 1 << 8,       /* only where the sentence begins */
	PV_OPENER_RESTRAINT = 1 << 9,   /* only what holds somebody back */
	PV_OPENER_ECHO = 1 << 10,       /* points at a count of time before */
	PV_OPENER_PERMIT = 1 << 11      /* only what somebody may do */
};

struct pv_opener {
	const char *phrase;
	enum pv_limit_kind kind;
	unsigned flags;
	const char *const *plain;
};

/*
 * The words that open limits, the more exact before the plainer; the last
 * one's phrase is NULL.
 */
const struct pv_opener *pv_openers(void);

#endif
