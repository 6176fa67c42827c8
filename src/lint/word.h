/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_WORD_H
#define PV_LINT_WORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define PV_STEM_MAX 32      /* bytes; longer words are cut */

/*
 * A word: letters and digits, with apostrophes inside; bytes above 127 count
 * as letters.  Its stem is lower-case, singular and without a possessive, so
 * that "Model's", "model(s)" and "MODELS" are one.
 */
struct pv_word {
	uint32_t start, end;        /* bytes of the text */
	uint8_t len;
	char stem[PV_STEM_MAX];
};

/* The next word of the text at or after *at, before end; false when none. */
bool pv_word_next(struct pv_span text, uint32_t *at, uint32_t end,
    struct pv_word *w);

static inline struct pv_span
pv_word_stem(const struct pv_word *w)
{
	return pv_span(w->stem, w->len);
}

/* Does a word of the language stand there that tells nothing: "of the"? */
bool pv_word_is_small(const struct pv_word *w);

#endif
