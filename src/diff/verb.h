/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_VERB_H
#define PV_DIFF_VERB_H

#include "diff/grasp.h"

/* A verb of an instruction and what stands around it. */
struct pv_verb {
	enum pv_lex lex;
	bool passive;
	struct pv_stretch left, right;
};

/* Does the verb at token i stand in the passive voice? */
bool pv_is_passive(const struct pv_instruct *x, uint32_t i);

/* Is the verb at token i denied: "has not been amended or waived"? */
bool pv_is_denied(const struct pv_instruct *x, uint32_t i);

/* The places that words are in, or that an active verb goes on about. */
struct pv_hand pv_verb_scope(const struct pv_instruct *x,
    const struct pv_verb *v);

/* What the last passive verb, or the heading, was about. */
struct pv_hand pv_subjects(const struct pv_instruct *x);

/*
 * Objects of a verb, on the side that its voice says.  Of those on the left
 * it is the last ones: others are of the verb before.
 */
struct pv_hand pv_verb_objects(struct pv_instruct *x,
    const struct pv_verb *v, enum pv_lex lex);

/* Is the agreement itself what the verb is about? */
bool pv_names_agreement(const struct pv_instruct *x,
    const struct pv_verb *v);

/* Give an operation on words for each place that they are in. */
void pv_give_words(struct pv_instruct *x, const struct pv_verb *v,
    struct pv_operation op);

/* Words, a date or a name for another one: tokens `old` and `new`. */
void pv_substitute(struct pv_instruct *x, const struct pv_verb *v,
    uint32_t old, uint32_t new);

/* What each verb says is done to clauses (verb_clause.c) ... */
void pv_verb_restate(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_delete_alone(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_replace(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_insert(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_renumber(struct pv_instruct *x, const struct pv_verb *v);

/* "deleting A and inserting B in lieu thereof"; `next` is what follows. */
void pv_verb_delete_and_put(struct pv_instruct *x, const struct pv_verb *v,
    const struct pv_verb *next);

/* ... and to words (verb_words.c). */
void pv_verb_put_for(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_change(struct pv_instruct *x, const struct pv_verb *v);
void pv_verb_deem(struct pv_instruct *x, const struct pv_verb *v);

/* Words or a sentence at a place in a clause; false when there is none. */
bool pv_verb_insert_words(struct pv_instruct *x, const struct pv_verb *v);

#endif
