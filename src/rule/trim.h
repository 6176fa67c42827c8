/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_TRIM_H
#define PV_RULE_TRIM_H

#include "rule/item.h"

/*
 * A set for the prefilter, which holds tens of thousands of literals: blanks
 * at their ends become edges of words, long ones are cut, and one that begins
 * with another goes.  What holds a string of the set holds one of these, and
 * `front` and `back` tell how much of the string stands before and behind it.
 */
struct pv_trimmed {
	struct pv_strings strings;
	struct pv_reach front, back;
};

struct pv_trimmed pv_trim_set(struct pv_item_mem *m, struct pv_strings s);

#endif
