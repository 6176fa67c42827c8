/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_TERM_H
#define PV_INGEST_TERM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * What define.c, party.c and title.c share: the text around a place.
 */

/* A quoted term: its words without quotes, and where both quotes stand. */
struct pv_quoted {
	struct pv_range term;
	uint32_t open, close;   /* `close` is one past the closing quote */
};

/*
 * The next quoted term at or after *at, before end; *at moves past it.  A
 * lost opening quote (Affiliate" means) counts: then open == term.start.
 */
bool pv_quoted_next(struct pv_span text, uint32_t *at, uint32_t end,
    struct pv_quoted *out);

/* The sentence that holds byte `at`, or NULL. */
const struct pv_sentence *pv_sentence_at(const struct pv_version *v,
    uint32_t at);

/*
 * Does a parenthesis that names `term` after the words in `before` name a
 * party?  Then *name is the party's own name within them.
 */
bool pv_party_name(const struct pv_version *v, struct pv_range before,
    struct pv_span term, struct pv_range *name);

/* Fill v->parties from the definitions of kind PV_DEF_PARTY. */
PV_NODISCARD enum pv_rc pv_parties(struct pv_version *v, struct pv_err *err);

/* Fill v->title and v->date. */
void pv_title(struct pv_version *v);

/* Length of the first of the words (NULL-ended) that s begins with, whole
 * words only, case folded; 0 when none. */
size_t pv_word_of(struct pv_span s, const char *const *words);

#endif
