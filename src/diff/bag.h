/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_BAG_H
#define PV_DIFF_BAG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "diff/form.h"

/*
 * How much two sentences talk about the same: the words with weight that they
 * share, whatever their order.  For provisions that were drafted anew, where a
 * word diff sees nothing in common.
 */

/*
 * The folded words with weight of a part of a clause (uint32_t), sorted; of a
 * very long part the first few hundred.
 */
bool pv_bag_fill(const struct pv_form *f, uint32_t clause, struct pv_range at,
    struct pv_vec *out);

/* Shares in thousandths: of both bags together, and of the smaller one. */
struct pv_overlap { int32_t both, smaller; };
struct pv_overlap pv_bag_overlap(const struct pv_vec *a,
    const struct pv_vec *b);

#endif
