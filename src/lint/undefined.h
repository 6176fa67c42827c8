/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_UNDEFINED_H
#define PV_LINT_UNDEFINED_H

#include "lint/linter.h"
#include "lint/stream.h"

/* Report terms that are used as defined ones, and are defined nowhere. */
void pv_lint_undefined(struct pv_linter *l, const struct pv_stream *s);

#endif
