/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_FOREIGN_H
#define PV_LINT_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

#include "model/version.h"

/*
 * Can reference i be to something else than a clause of this text as it
 * stands: a statute, another agreement, a clause that is being changed, the
 * clause itself?  Judged by the words around it; in doubt it can.
 */
bool pv_lint_foreign(const struct pv_version *v, size_t i);

#endif
