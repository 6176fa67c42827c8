/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_LEXICON_H
#define PV_DIFF_LEXICON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

/*
 * Words as numbers, the same number for the same bytes on both sides of a
 * comparison.  Number 0 is nobody's: it is what is returned when memory is
 * out, and pv_lexicon_failed() stays true from then on.
 */
struct pv_lexicon;

enum pv_lex_kind {
	PV_LEX_WORD,
	PV_LEX_STOP,        /* a word without weight of its own: "of", "the" */
	PV_LEX_PUNCT,
	PV_LEX_URL,         /* without what only tracks a reader */
	PV_LEX_REDACTED,    /* [***] in any of its spellings */
	PV_LEX_REF,         /* a cross-reference */
	PV_LEX_NAME,        /* a party or a term under either of its names */
	PV_LEX_DATED        /* the date of a "last updated" line */
};

/* Lives in the arena. */
struct pv_lexicon *pv_lexicon_new(struct pv_arena *arena);
bool pv_lexicon_failed(const struct pv_lexicon *l);
/* Memory ran out around it: the same from then on. */
void pv_lexicon_fail(struct pv_lexicon *l);

/* The number of s as a kind; s must live as long as the lexicon. */
uint32_t pv_lexicon_add(struct pv_lexicon *l, enum pv_lex_kind kind,
    struct pv_span s);
/* The same for a word in the text: told from the stop words. */
uint32_t pv_lexicon_word(struct pv_lexicon *l, struct pv_span s);
/* The number of "NAME n", for what has no bytes of its own. */
uint32_t pv_lexicon_made(struct pv_lexicon *l, enum pv_lex_kind kind,
    const char *name, uint32_t n);

enum pv_lex_kind pv_lexicon_kind(const struct pv_lexicon *l, uint32_t id);
struct pv_span pv_lexicon_bytes(const struct pv_lexicon *l, uint32_t id);

/* The number of the word in lower case. */
uint32_t pv_lexicon_fold(struct pv_lexicon *l, uint32_t id);

/* Does it say something by itself: no stop word, no punctuation? */
bool pv_lexicon_content(const struct pv_lexicon *l, uint32_t id);

/* Mix a number into a running hash (64-bit, well spread). */
static inline uint64_t
pv_mix(uint64_t h, uint64_t x)
{
	h ^= x + UINT64_C(0x9e3779b97f4a7c15);
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 29;
	h *= UINT64_C(0x94d049bb133111eb);
	return h ^ (h >> 32);
}

#endif
