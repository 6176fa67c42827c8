/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ATTRIBUTE_H
#define PV_RULE_ATTRIBUTE_H

#include <stdbool.h>

#include "rule/limit.h"
#include "rule/stance.h"

/* Add an attribute unless the state has one of that key or no room. */
void pv_state_add(struct pv_state *st, enum pv_attr_key key,
    struct pv_span value);

/*
 * Add until, as an ISO date when tokens [from, to) are nothing but a date
 * that names its day.
 */
void pv_state_until(struct pv_state *st, const struct pv_tokens *w,
    uint32_t from, uint32_t to);

/*
 * What the words around a match tell of it: who profits and who is bound,
 * what it is about, where, how much, upon which event and within which
 * limits (role.h, object.h, value.h, event.h, hedge.h).  Limits that are in
 * the state stay, under their right names.  Only a side that the match's own
 * sentence leaves out is looked for around it.
 */
void pv_attributes(const struct pv_stance_in *in, const struct pv_scope *s,
    struct pv_state *st);

/*
 * The clause around a sentence of `clause`, with as much above it as fits:
 * where a side is looked for that the sentence leaves out.  The clause whose
 * text that is, or PV_NONE.
 */
uint32_t pv_attribute_around(const struct pv_version *v, uint32_t clause);

/* "Section 4.5(b)" or a quoted term: what an amendment works on. */
void pv_attribute_target(const struct pv_scope *s, struct pv_state *st);

#endif
