/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_PROSPECT_H
#define PV_RULE_PROSPECT_H

#include "rule/scan.h"

/*
 * Inside of the scanner: which provisions a unit may make a finding of, and so
 * which rules are worth running.  s->open tells.
 */

/*
 * What is said of a heading, a definition or a clause has other uses; and all
 * that is said in a few lines may count.
 */
static inline bool
pv_prospects(const struct pv_scanner *s, const struct pv_unit *u)
{
	return pv_scan_is_quiet(s) && pv_extent_of(s->v) == PV_EXTENT_FULL &&
	    u->kind == PV_UNIT_SENTENCE && u->text.len <= PV_UNIT_MAX;
}

/* All of them may. */
void pv_prospect_all(struct pv_scanner *s);

/*
 * Of a unit that the prefilter has passed over, before a rule has run.  Of the
 * second reading only what pv_prospect_again() left open.
 */
void pv_prospect(struct pv_scanner *s, enum pv_unit_kind kind,
    enum pv_decide_mode mode);

/* The same of all rules that were chosen, when their starts are known. */
void pv_prospect_traced(struct pv_scanner *s, enum pv_decide_mode mode);

/* One of these was run and did not fire. */
void pv_prospect_missed(struct pv_scanner *s, uint32_t rule,
    enum pv_decide_mode mode);

/* Note what the first reading's hits add up to, before any is held back. */
void pv_prospect_found(struct pv_scanner *s);

/*
 * A cheap look, after the first reading, for what the second one may bring:
 * rules that need a word of the meanings.  A match that only runs over a
 * meaning, and needs none of its words, says nothing that the first reading
 * did not.  False: nothing.
 */
bool pv_prospect_again(struct pv_scanner *s, const struct pv_unit *again);

/*
 * Of the second reading, once the rules that the look found have run: only
 * provisions of which one of them fired are left open.  False: none is.
 */
bool pv_prospect_moved(struct pv_scanner *s);

/*
 * Whether what a rule waits for may be there, or is: what the surroundings say
 * is known.
 */
bool pv_may_fire(const struct pv_scanner *s, const struct pv_rule *rule);

#endif
