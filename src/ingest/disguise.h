/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_DISGUISE_H
#define PV_INGEST_DISGUISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "ingest/fold.h"
#include "ingest/hyphen.h"

/*
 * Words that are written so that a reader sees them and a search does not.
 * Each is put right only where a word comes out that the document or the
 * vocabulary has; `s` is the text of a fragment.
 */

/* Longest word that is looked at, in bytes. */
#define PV_DISGUISE_MAX 64

/* "exc1usive": the letter that digit 0 or 1 at byte `at` stands for, or 0. */
char pv_disguise_digit(struct pv_words *w, struct pv_span s, size_t at);

/*
 * "e x c l u s i v e", "e-x-c-l-u-s-i-v-e": single letters set apart from
 * byte `at` on.  False when it is none; `end` is where the letters end either
 * way.
 */
struct pv_spaced {
	size_t end;
	size_t step;            /* bytes of a letter and what stands behind */
	uint64_t gaps;          /* bit i: a blank belongs behind letter i */
};
bool pv_disguise_spaced(struct pv_words *w, struct pv_span s, size_t at,
    struct pv_spaced *out);

/*
 * "**exclu**sive", "_sole_": do the marks at `at` only emphasize a word, a part
 * of one, or some words on a line?  *end: where they end.
 */
bool pv_disguise_marks(struct pv_words *w, struct pv_span s, size_t at,
    size_t *end);

/*
 * "exc&#108;usive": the letter that a reference at `at` stands for, ' ' for a
 * blank, '-' for what is not seen, or 0.
 */
char pv_disguise_charref(struct pv_span s, size_t at, size_t *len);

/* Are there more words in s read backwards? */
bool pv_disguise_backwards(struct pv_words *w, struct pv_span s);

/* "exclu.ve" with U+1E63: the plain letter at `at`, or 0. */
char pv_disguise_accent(struct pv_span s, size_t at, uint32_t cp);

/*
 * A word of look-alikes only, of two scripts or amid Latin ones?  `at` is
 * one of its letters.
 */
bool pv_disguise_script(struct pv_span s, size_t at);

/* What stands around a character. */
struct pv_around {
	uint32_t before, after; /* characters; 0 = blank or border */
	size_t left, right;     /* letters and digits next to it, up to 3 */
	bool digit;             /* a digit begins what is left of it */
	bool doubled;           /* the one in front of it was removed, too */
	struct pv_span near;    /* text around */
};

/* Ordinary typography, emoji or a script that needs it: nothing to tell. */
bool pv_disguise_innocent(enum pv_fold_note note, uint32_t cp,
    const struct pv_around *a);

#endif
