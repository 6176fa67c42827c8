/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ROW_H
#define PV_RULE_ROW_H

#include "rule/actor.h"

/*
 * The mention with those that stand in one row with it, or with it and its
 * kin: "each of Alder and Basalt", "Cirrus or its Affiliates"; who holds the
 * n mentions of the sentence.  The mention itself where it stands alone.
 */
struct pv_words pv_actor_row(const struct pv_sense *x,
    const struct pv_actor *who, size_t n, size_t k);

#endif
