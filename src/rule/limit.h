/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_LIMIT_H
#define PV_RULE_LIMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rule/token.h"

/* A match within its sentence, in tokens: [from, to) and [first, last). */
struct pv_scope {
	const struct pv_tokens *w;
	uint32_t first, last;       /* the sentence, or a quotation in it */
	uint32_t from, to;          /* the match */
	unsigned rulings;           /* enum pv_ruling, of the provision */
	bool becomes;               /* "shall become", "converts", "ceases" */
	bool loose;                 /* see struct pv_stance_in */
};

enum pv_limit_kind {
	PV_LIMIT_CONDITION,
	PV_LIMIT_CARVE_OUT,
	PV_LIMIT_SUNSET,
	PV_LIMIT_TRIGGER        /* the event of a springing right */
};

struct pv_limit {
	enum pv_limit_kind kind;
	uint32_t at;                /* the opening word */
	uint32_t from, to;          /* the value */
	bool redacted;
	bool holds_match;           /* the match stands inside it */
};

#define PV_LIMITS 16

/*
 * What limits the match: sunsets, conditions, carve-outs and springing
 * events of its own clause, in order, boilerplate left out.  Limits that the
 * match stands inside ("provided that at least 95 % ...") are reported with
 * holds_match.  Returns how many.
 */
size_t pv_limits(const struct pv_scope *s, struct pv_limit out[PV_LIMITS]);

/*
 * Where the main clause begins that a condition or another adverbial opens
 * ("If Cirrus fails, | Northlake may"), or s->first; never behind the match.
 */
uint32_t pv_limit_head(const struct pv_scope *s);

/*
 * Whether the match begins in such an opening and goes on in the main clause:
 * "If he has | no title, he assigns it |".
 */
bool pv_limit_spans(const struct pv_scope *s);

/* Whether token i can be the verb that makes a clause: shall, is, grants. */
bool pv_token_finite(const struct pv_tokens *w, uint32_t i);

/* Whether a main clause goes on after the comma i: ", Northlake shall". */
bool pv_token_resumes(const struct pv_tokens *w, uint32_t i, uint32_t last);

/* Whether a new main clause begins at the comma or conjunction i. */
bool pv_token_new_clause(const struct pv_tokens *w, uint32_t i,
    uint32_t last);

#endif
