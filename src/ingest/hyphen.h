/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_HYPHEN_H
#define PV_INGEST_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "ingest/block.h"

/*
 * A hyphen, then white space, then a word: a word that was broken at the end
 * of a line, a compound that was, or two words?  The prefix decides ("non-"),
 * else how the document writes the word elsewhere, else whether it breaks
 * words at all: where no line ends in a part of a word that is known to be
 * one, the hyphens at the ends of lines are those of compounds.
 */
enum pv_hyphen {
	PV_HYPHEN_JOIN,     /* exclu- sive -> exclusive */
	PV_HYPHEN_GLUE,     /* non- exclusive -> non-exclusive */
	PV_HYPHEN_APART     /* pre- and post-closing: leave it */
};

enum pv_hyphen_at {
	PV_HYPHEN_LINE,     /* a line ends behind the hyphen */
	PV_HYPHEN_BLANK,    /* only white space stands behind it */
	PV_HYPHEN_SOFT      /* a soft hyphen inside a word */
};

/*
 * The words of a document, as hashes; filled when first asked.  Starts as
 * { .blocks = b }.
 */
struct pv_words {
	const struct pv_blocks *blocks;
	uint64_t *slots;    /* power of two, 0 = free */
	size_t cap, used;
	size_t breaks;      /* lines that end within a word that is known */
	bool built, failed;
};
void pv_words_release(struct pv_words *w);

/* Does the document, or the vocabulary, have this word of ASCII letters? */
bool pv_words_know(struct pv_words *w, struct pv_span word);

/*
 * first: all that stands in front of the hyphen since the last blank; second:
 * the word behind, with its hyphen when it has one.
 */
enum pv_hyphen pv_hyphen_choose(struct pv_words *w, struct pv_span first,
    struct pv_span second, enum pv_hyphen_at at);

#endif
