/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SEQUEL_H
#define PV_RULE_SEQUEL_H

#include <stdbool.h>

struct pv_reading;
struct pv_state;

/* How many sentences of a clause may limit one before them. */
#define PV_SEQUELS 3u

/*
 * Whether one of the next sentences of the clause limits the match: it ends
 * what was said, makes it depend on something, or leaves something out.  What
 * it says is added: until, condition or carve_out.
 */
bool pv_reading_sequel(const struct pv_reading *r, struct pv_state *st);

#endif
