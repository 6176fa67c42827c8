/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_FLOW_H
#define PV_DIFF_FLOW_H

#include <stdbool.h>

#include "diff/compare.h"

/*
 * The running text of both sides, whatever clauses it was cut into.  Between
 * clauses that stand in one order and say the same lie stretches that do not
 * pair off; where both sides' stretches are the same words, one reading took
 * for a number, a heading, a paragraph or a page's edge what the other did
 * not, and nothing was changed.  Quotes, closing punctuation and numbers at
 * the cuts, words broken at a hyphen, and page furniture that one side left
 * out make no difference.
 *
 * Sets old_flows and new_flows: by clause, all its text stands in such a
 * stretch.  False when memory is out.
 */
bool pv_flow_find(struct pv_compare *c);

/*
 * Forget changes of definitions all of whose text both sides have, and
 * references that lost a clause only because it was cut otherwise or shares
 * its name.  False when memory is out.
 */
bool pv_flow_settle(struct pv_compare *c);

#endif
