/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_ROLE_H
#define PV_RULE_ROLE_H

#include "rule/act.h"
#include "rule/actor.h"

/* A sentence with its people and verbs, and the match in it. */
struct pv_scene {
	struct pv_sense x;
	struct pv_actor actors[PV_ACTORS];
	size_t nactors;
	struct pv_act acts[PV_ACTS];
	size_t nacts;
	struct pv_words match;
	size_t focus;               /* the act that the match is about;
	                             * nacts when there is none */
	struct pv_span provision;
	enum pv_stance stance;
};

/* Fill the scene from x, which is read, uses and match. */
void pv_scene_read(struct pv_scene *s, const struct pv_term_use *uses,
    size_t nuses);

/* Mentions by index; nactors stands for nobody. */
struct pv_roles {
	size_t holder, obligor;
	size_t holder_at, obligor_at;   /* the mention that tells most of it */
};

/*
 * Who profits and who is bound: every mention is judged by its place at the
 * verbs (subject, agent, recipient, source, possessor), what these verbs do,
 * and what the provision asks for.  Of two named parties one is the other
 * side of the other.
 */
struct pv_roles pv_scene_roles(const struct pv_scene *s);

/* The actor whose mention ends before token i or stands at it; nactors. */
size_t pv_scene_actor_at(const struct pv_scene *s, uint32_t i);

/* The one party that is named, nobody (nactors) when several are. */
size_t pv_scene_only_actor(const struct pv_scene *s);

/* Whether somebody who is named alone is bound, and not served. */
bool pv_scene_denies(const struct pv_scene *s);

/* Whether the scene's provision is one of these, separated by '|'. */
bool pv_scene_is(const struct pv_scene *s, const char *names);

#endif
