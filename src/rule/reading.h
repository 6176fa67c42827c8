/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_READING_H
#define PV_RULE_READING_H

#include <stdbool.h>
#include <stddef.h>

#include "rule/attribute.h"
#include "rule/limit.h"
#include "rule/ruling.h"
#include "rule/stance.h"
#include "rule/token.h"
#include "rule/unit.h"

/* Everything one call works with. */
struct pv_reading {
	const struct pv_stance_in *in;
	struct pv_stance_out *out;
	struct pv_scope s;
	bool positive;              /* the rule's own words create it */
};

/* Read the words of another text, as those of the unit are. */
void pv_reading_words(const struct pv_reading *r, struct pv_span text,
    struct pv_tokens *w);

/* Set the stance, and the strength that goes with it. */
void pv_reading_settle(struct pv_reading *r, enum pv_stance stance);

/* Whether the provision is one of the names, separated by '|'. */
bool pv_reading_provision(const struct pv_stance_in *in, const char *names);

/* Put limits that hold for the match into the state. */
void pv_reading_add_limits(struct pv_state *st, const struct pv_scope *s,
    const struct pv_limit *l, size_t n);

/* How many limits hold for the match itself. */
size_t pv_reading_count_limits(const struct pv_limit *l, size_t n,
    bool carve_outs);

/*
 * setting.c: where the match stands, as in a recital, a title or a definition
 * alone, says it all; true when that settles it.
 */
bool pv_reading_place(struct pv_reading *r);

/*
 * amend.c: deletions, replacements and quotations.  True when that settles
 * it; new text narrows the sentence to the quotation.
 */
bool pv_reading_amendment(struct pv_reading *r);

/*
 * removal.c: the sentence says that the match is deleted, given up or at an
 * end; true when it does, at token *verb.
 */
bool pv_reading_removes(const struct pv_reading *r, uint32_t *verb);

/*
 * undone.c: the sentence before or the one behind says that what this one
 * says is at an end; true when it does.
 */
bool pv_reading_undone(const struct pv_reading *r);

/* Whether sentence k may be such a one: of the clause, or unnumbered as it. */
bool pv_undone_reaches(const struct pv_version *v, uint32_t clause, size_t k);

/* negate.c: where the words that may negate the match begin. */
uint32_t pv_reading_negation_start(const struct pv_scope *s);

/* negate.c: "no later than": the negator at token i denies nothing. */
bool pv_reading_none_but(const struct pv_scope *s, uint32_t i);

/* deny.c: the clause of a loose match denies the provision. */
bool pv_reading_denied(const struct pv_reading *r);

/* deny.c: others are let in beside, and nobody is held back. */
bool pv_reading_shared(const struct pv_reading *r);

/* deny.c: a line or a question whose answer is "no". */
bool pv_reading_answered_no(const struct pv_reading *r);

/* deny.c: the clause of a loose match gives a right. */
bool pv_reading_given(const struct pv_reading *r);

/* deny.c: the sentence of a loose match binds: non-binding is denied. */
bool pv_reading_unbinding_denied(const struct pv_reading *r);

/*
 * decouple.c: the words leave the event that the match tells of without
 * effect; the second asks only a trigger, and for more.
 */
bool pv_reading_no_effect(const struct pv_scope *s);
bool pv_reading_decoupled(const struct pv_scope *s);

/* decouple.c: nobody is kept from working towards a trigger's event. */
bool pv_reading_left_free(const struct pv_scope *s);

/* negate.c: negation, double negation and freedom; true when settled. */
bool pv_reading_negation(struct pv_reading *r);

/*
 * narrow.c: the match names a right made elsewhere that ends, rests or does
 * not reach something; true when settled.
 */
bool pv_reading_narrowed(struct pv_reading *r);

/*
 * period.c: "during the Exclusivity Period", a defined term whose meaning
 * tells its last day; true when it limits the match, `until` is added.
 */
bool pv_reading_period(const struct pv_reading *r, struct pv_state *st);

/*
 * All that is asked of a term's meaning where it is not read in place of it:
 * period.c, whether its last day counts; stance.c, whether it is redacted.
 */
bool pv_meaning_counts(struct pv_span term);
bool pv_meaning_redacted(struct pv_span meaning, struct pv_span mark);

/*
 * edge.c: another sentence limits the match: one that follows and takes
 * something back, a clause that overrides this one, or one that this one is
 * subject to; true when one does, and what it says is added as carve_out.
 */
bool pv_reading_edges(const struct pv_reading *r, struct pv_state *st);

/* mention.c: the words only point at the provision; true when settled. */
bool pv_reading_mention(struct pv_reading *r);

#endif
