/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_REMOVAL_H
#define PV_RULE_REMOVAL_H

#include "rule/reading.h"

/*
 * How many tokens at token i say that something is deleted, waived or at an
 * end, 0 when they do not; whether it is the match is another question.
 */
uint32_t pv_removal_at(const struct pv_scope *s, uint32_t i);

#endif
