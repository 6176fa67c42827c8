/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_WORDS_H
#define PV_DIFF_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diff/form.h"
#include "model/change.h"

/*
 * What changed between two texts, word by word: Myers' greedy O(ND) algorithm
 * (1986) on numbered words, ends trimmed, D capped; beyond the cap sentences
 * that occur once on both sides anchor it.  All work is bounded by a budget
 * that a comparison shares.
 */

/* Clauses' own texts one after the other, as one text. */
struct pv_seg { uint32_t first, end; struct pv_range at; };
struct pv_own {
	const struct pv_form *form;
	struct pv_vec tokens;   /* struct pv_token */
	struct pv_vec segs;     /* struct pv_seg: its tokens and its bytes */
};

void pv_own_init(struct pv_own *w, const struct pv_form *f);
bool pv_own_add(struct pv_own *w, uint32_t clause);
void pv_own_clear(struct pv_own *w);
void pv_own_release(struct pv_own *w);

/* Tokens [a0, a1) of the old text became [b0, b1) of the new one. */
struct pv_run { bool equal; uint32_t a0, a1, b0, b1; };

/* Memory that comparisons of one diff share. */
struct pv_differ {
	const struct pv_lexicon *lex;
	uint64_t budget;        /* steps left */
	struct pv_vec ints;     /* uint32_t: work space */
	struct pv_vec runs;     /* struct pv_run: the result */
};

void pv_differ_init(struct pv_differ *d, const struct pv_lexicon *lex,
    uint64_t budget);
void pv_differ_release(struct pv_differ *d);

/*
 * Compare numbered words; d->runs covers both sides in order, equal runs and
 * changes in turn.  False when memory is out.
 */
bool pv_words_compare(struct pv_differ *d, const struct pv_token *a, size_t n,
    const struct pv_token *b, size_t m);

/* Words in equal runs of the last comparison, in thousandths of all words. */
int32_t pv_words_similarity(const struct pv_differ *d,
    const struct pv_token *a, const struct pv_token *b);

/* Join changes that only a word without weight keeps apart. */
void pv_words_clean(struct pv_differ *d, const struct pv_token *a);

/*
 * The runs as edits: their old texts but insertions make the old text, their
 * new texts but deletions the new one, to the byte.  Appends struct
 * pv_word_edit to out.
 */
bool pv_words_edits(const struct pv_differ *d, const struct pv_own *a,
    const struct pv_own *b, struct pv_vec *out);

#endif
