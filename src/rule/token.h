/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_TOKEN_H
#define PV_RULE_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/span.h"
#include "model/version.h"
#include "rule/glance.h"

/*
 * The words around a match.  A word is a run of letters, digits, inner
 * hyphens, apostrophes, dots and commas ("twenty-four", "Cirrus's",
 * "1,000.50"); a redaction is one token; anything else is a token a byte.
 */
enum pv_token_kind {
	PV_TOK_WORD,
	PV_TOK_NUMBER,          /* begins with a digit */
	PV_TOK_REDACTED,        /* model/redaction.h */
	PV_TOK_BLANK,           /* to fill in: ____, [____] */
	PV_TOK_MARK             /* punctuation */
};

struct pv_token {
	uint32_t at, len;       /* bytes of the text */
	uint32_t kind;          /* enum pv_token_kind */
	struct pv_glance bits;  /* rule/glance.h */
};

/* Bounds all work of the stance engine, whatever the unit's length. */
#define PV_TOKENS 1024

struct pv_tokens {
	struct pv_span text;
	struct pv_glances *glances;     /* or NULL, as it is when just read */
	uint32_t n;
	struct pv_token t[PV_TOKENS];
};

/* Read the words of text from about `around` - 4 KiB on. */
void pv_tokens_read(struct pv_tokens *w, struct pv_span text,
    uint32_t around);

/* The same, with the mark of redactions that the document's legend names. */
void pv_tokens_read_marked(struct pv_tokens *w, struct pv_span text,
    uint32_t around, struct pv_span mark);

/* Index of the first token that ends after byte `at`; w->n when none. */
uint32_t pv_tokens_at(const struct pv_tokens *w, uint32_t at);

static inline struct pv_span
pv_token(const struct pv_tokens *w, uint32_t i)
{
	return i < w->n ? pv_span(w->text.ptr + w->t[i].at, w->t[i].len) :
	    pv_span("", 0);
}

/* Whether token i is this word or mark, ASCII letters folded. */
bool pv_token_is(const struct pv_tokens *w, uint32_t i, const char *word);

/* Whether s is one of the words in list[0, len), separated by '|'. */
bool pv_span_among(struct pv_span s, const char *list, size_t len);

/* Whether token i is one of them; the list is a constant. */
bool pv_token_among(const struct pv_tokens *w, uint32_t i, const char *list,
    size_t len);

/* The same; the length of a constant costs nothing here. */
static inline bool
pv_token_in(const struct pv_tokens *w, uint32_t i, const char *words)
{
	return pv_token_among(w, i, words, strlen(words));
}

/* Whether token i is a word that begins with a capital letter. */
bool pv_token_capital(const struct pv_tokens *w, uint32_t i);

/*
 * How many tokens the phrase matches at token i, 0 when it does not.  A
 * phrase is a constant, a list of elements separated by blanks:
 *
 *	a|b     one of these words or marks
 *	a|b?    the same or nothing
 *	*       any one token but ; and .
 *	#       a number in digits or in words
 *	@       a capitalized word
 *	%       a redaction or a blank to fill in
 *	~N      at most N tokens, none of them ; or . (as few as possible)
 */
uint32_t pv_phrase(const struct pv_tokens *w, uint32_t i, const char *phrase);

/* The same for the first of the phrases that matches; NULL ends the list. */
uint32_t pv_phrase_any(const struct pv_tokens *w, uint32_t i,
    const char *const *phrases);

/* The same from phrases[*which] on, and which it is; they are constants. */
uint32_t pv_phrase_first(const struct pv_tokens *w, uint32_t i,
    struct pv_phrases phrases, size_t *which);

/* The bytes of tokens [from, to), without marks at their ends. */
struct pv_span pv_tokens_text(const struct pv_tokens *w, uint32_t from,
    uint32_t to);

#endif
