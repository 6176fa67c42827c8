/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_EVENT_H
#define PV_RULE_EVENT_H

#include "rule/role.h"

/*
 * "Upon X, Y shall ...", "Y may ... if X": what happens, what follows, and
 * who says so.  Each may be empty.
 */
struct pv_event {
	struct pv_words opener;     /* upon, if, in the event that */
	struct pv_words what;       /* behind the opener */
	struct pv_words follows;    /* the main clause */
	struct pv_words certified;  /* what is determined: "that AGI ..." */
	struct pv_words by;         /* who determines it */
};

void pv_scene_event(const struct pv_scene *s, struct pv_event *out);

#endif
