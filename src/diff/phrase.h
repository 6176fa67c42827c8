/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_PHRASE_H
#define PV_DIFF_PHRASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "diff/form.h"

/*
 * Names of one or more words, found in running tokens, longest first.  A name
 * is entered in the spellings in which a text uses it: as given, singular or
 * plural, in capitals.
 */
struct pv_phrases;

#define PV_PHRASE_WORDS 12      /* longer names are not looked for */

/* Lives in the arena; room for n names. */
struct pv_phrases *pv_phrases_new(struct pv_arena *arena,
    struct pv_lexicon *lex, size_t n);

/* Enter a name; the first to enter a spelling keeps it.  False: no memory. */
bool pv_phrases_add(struct pv_phrases *p, struct pv_span name, uint32_t value);

/* Enter a token number, such as one made for a renamed party. */
bool pv_phrases_id(struct pv_phrases *p, uint32_t id, uint32_t value);

/* Value of the name at t, of `left` tokens, and its length, or PV_NONE. */
uint32_t pv_phrases_at(const struct pv_phrases *p, const struct pv_token *t,
    size_t left, uint32_t *len);

#endif
