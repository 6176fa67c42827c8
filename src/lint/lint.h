/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_LINT_H
#define PV_LINT_LINT_H

#include "base/err.h"
#include "model/lint.h"
#include "model/version.h"

/*
 * Drafting defects of one version.  Every report must be worth a lawyer's
 * look: where the text does not say for certain, nothing is reported.
 */
PV_NODISCARD enum pv_rc pv_lint(const struct pv_version *v,
    struct pv_lints **out, struct pv_err *err);
void pv_lints_free(struct pv_lints *l);     /* NULL is fine */

#endif
