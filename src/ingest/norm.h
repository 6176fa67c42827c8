/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_NORM_H
#define PV_INGEST_NORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ingest/block.h"
#include "ingest/emit.h"
#include "ingest/hyphen.h"
#include "ingest/note.h"
#include "ingest/segment.h"

/*
 * Inside of the normalizer: normalize.c walks over blocks, copies what is
 * plain and knows what becomes of white space; character.c knows what becomes
 * of all other characters and of words in disguise.
 */

#define PV_NEIGHBOURS 48        /* characters around one that decide about it */

struct pv_norm {
	struct pv_emit out;
	struct pv_blocks *b;
	struct pv_words words;
	struct pv_notes notes;
	struct pv_vec paras;        /* struct pv_para */
	struct pv_para para;        /* the one being written */
	bool begun;                 /* it has text */
	uint32_t word;              /* serial number of the word at hand */
	/* white space that waits: source bytes [from, to) */
	bool space, line;
	uint32_t from, to;
	/* the fragment at hand and what follows it in the block */
	const struct pv_frag *frag, *last;
	size_t at;                  /* byte of its text */
	bool whole;                 /* it does not map byte by byte */
	bool opened;                /* its run is open */
	size_t spaced;              /* no letters set apart before this byte */
	uint32_t removed;           /* end of what was removed last */
};

/* Source byte of the fragment's byte `at`, and how many `len` of them are. */
uint32_t pv_norm_src(const struct pv_norm *n, size_t at);
uint32_t pv_norm_len(const struct pv_norm *n, size_t len);

/* White space waits; what waited elsewhere separates nothing. */
void pv_norm_space(struct pv_norm *n, uint32_t from, uint32_t len, bool line);

/* Bytes [from, to) of the fragment as they are. */
void pv_norm_same(struct pv_norm *n, size_t from, size_t to);
/* Other bytes for `len` bytes at byte `at` of the fragment. */
void pv_norm_as(struct pv_norm *n, struct pv_span text, size_t at, size_t len);
void pv_norm_nothing(struct pv_norm *n, size_t at, size_t len,
    enum pv_skip_reason why);

/* All that was written since the last blank, without the last `less` bytes. */
struct pv_span pv_norm_before(const struct pv_norm *n, size_t less);
/* Letters, digits and a hyphen from byte `at` of the fragment on. */
struct pv_span pv_norm_after(const struct pv_norm *n, size_t at,
    char word[PV_NEIGHBOURS]);
/* The byte written `back` bytes before the last one; NUL = none. */
char pv_norm_last(const struct pv_norm *n, size_t back);

/* character.c; those that take something return where it ends. */

/* The same as pv_norm_as(), for what looked like something else. */
void pv_norm_unmask(struct pv_norm *n, struct pv_span text, uint32_t cp,
    size_t at, size_t len);
/* "ag1eement": note a digit between lower case letters of one word. */
void pv_norm_digit(struct pv_norm *n, size_t at);
/* The letter that a digit at i stands for, or 0. */
char pv_norm_masked(struct pv_norm *n, size_t i);
/* Letters set apart from `at` on, as words; 0 when there are none. */
size_t pv_norm_spaced(struct pv_norm *n, size_t at, size_t to);
/* A character that is not ASCII, or a control character. */
size_t pv_norm_folded(struct pv_norm *n, size_t at);
/* Marks of emphasis: inside a word, and around some, they are no text. */
size_t pv_norm_marks(struct pv_norm *n, size_t at);
/* "&", perhaps of a character reference in a text that has none. */
size_t pv_norm_ampersand(struct pv_norm *n, size_t at);

#endif
