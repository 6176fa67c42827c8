/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_DIFF_H
#define PV_DIFF_DIFF_H

#include "base/err.h"
#include "model/change.h"

/* A comparison's two sides, named so that they cannot be swapped. */
struct pv_diff_input {
	struct pv_side old_side, new_side;
};

/*
 * What really changed between two versions.  The result borrows both sides
 * and must be freed before them.
 */
PV_NODISCARD enum pv_rc pv_diff(const struct pv_diff_input *in,
    struct pv_diff **out, struct pv_err *err);

#endif
