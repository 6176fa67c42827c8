/* SPDX-License-Identifier: MIT */
#ifndef PV_MATRIX_WORD_H
#define PV_MATRIX_WORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/*
 * Where a phrase stands in s as whole words, ASCII case folded, at or after
 * `from`; s.len when it does not.  "may" is not in "mayor"; a phrase that ends
 * in '*' may go on: "resell*".
 */
size_t pv_words_find(struct pv_span s, struct pv_span phrase, size_t from);

/* Does one of the phrases, ended by NULL, stand in s? */
bool pv_words_any(struct pv_span s, const char *const *phrases);

/* The word that ends before byte `at`, without the space between. */
struct pv_span pv_words_before(struct pv_span s, size_t at);
/* The word that begins at or after byte `at`, with its apostrophe. */
struct pv_span pv_words_after(struct pv_span s, size_t at);

/* Is s one of the words, ended by NULL?  ASCII case is folded. */
bool pv_words_in(struct pv_span s, const char *const *words);

#endif
