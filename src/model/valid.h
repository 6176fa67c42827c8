/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_VALID_H
#define PV_MODEL_VALID_H

#include <stdbool.h>

#include "model/finding.h"
#include "model/version.h"

/*
 * Is data that crossed a pipe or came out of a store what it claims to be?
 * Every index, range, enumerator and order is inside its bounds, and text
 * and pools are UTF-8.
 */
bool pv_version_valid(const struct pv_version *v);
bool pv_findings_valid(const struct pv_findings *f,
    const struct pv_version *v);

#endif
