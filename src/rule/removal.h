/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_REMOVAL_H
#define PV_RULE_REMOVAL_H

#include "rule/reading.h"

/*
 * Where the sentence says, of the match or of what the match is the subject
 * of, that it is deleted, waived or at an end; false when it does not.
 */
bool pv_removal_find(const struct pv_scope *s, uint32_t *verb);

/* Whether the match's own verbs of the kind are denied or under a condition. */
bool pv_removal_idle(const struct pv_scope *s);

/* Whether token i names a clause or what clauses give: "right", "ban". */
bool pv_removal_part(const struct pv_tokens *w, uint32_t i);

#endif
