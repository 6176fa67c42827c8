/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_CONFORM_H
#define PV_DIFF_CONFORM_H

#include "base/err.h"
#include "model/conform.h"
#include "model/version.h"

struct pv_conform_input {
	const struct pv_version *base;
	const struct pv_version *const *amendments; /* in their order */
	size_t namendments;
	const char *as_of;          /* ISO date: what takes effect later is
	                             * flagged; NULL = all of it applies */
};

/*
 * Apply amendments to an agreement.  What is not understood to the last word,
 * has a condition, or does not fit the text, is flagged and leaves the text
 * alone.  The result borrows nothing.  PV_ELIMIT, code E-AMEND, when an
 * amendment is out of proportion.
 */
PV_NODISCARD enum pv_rc pv_conform(const struct pv_conform_input *in,
    struct pv_conformed **out, struct pv_err *err);

#endif
