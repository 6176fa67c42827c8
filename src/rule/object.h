/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_OBJECT_H
#define PV_RULE_OBJECT_H

#include "rule/role.h"

/*
 * What a provision is about: of all noun phrases of the sentence the one that
 * stands where the thing dealt with stands (object of the verb, subject of a
 * passive, behind nouns that only carry it: "the right to", "a licence of",
 * "distributor of") and is of the kind that the provision deals in.
 */
struct pv_words pv_scene_object(const struct pv_scene *s);

#endif
