/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_MODELS_H
#define PV_RULE_MODELS_H

#include <stdbool.h>

struct pv_complaints;
struct pv_rules;

/*
 * Compile the fitted weights of all packs, whose rules are compiled already.
 * Faults go to the complaints; false when memory ran out.
 */
bool pv_models_compile(struct pv_rules *r, struct pv_complaints *complaints);

#endif
