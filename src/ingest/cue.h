/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_CUE_H
#define PV_INGEST_CUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/*
 * What the end of one line and the start of the next say about whether they
 * belong together.  Shared by the text reader and the furniture pass; works
 * on text that is not normalized yet.
 */
enum pv_cue_end {
	PV_CUE_CLOSED,  /* a sentence, item or lead-in ends here */
	PV_CUE_ABBREV,  /* a full stop that may be an abbreviation's: "Inc." */
	PV_CUE_OPEN,    /* a word: may go on */
	PV_CUE_LIST,    /* "and", "or": an item or the rest of one follows */
	PV_CUE_WANTS,   /* "of the", "Section", a comma: must go on */
	PV_CUE_HYPHEN   /* a letter and a hyphen */
};
enum pv_cue_end pv_cue_end(struct pv_span s);

/*
 * Bytes of the number, list letter, bullet or division name that a new
 * paragraph may begin with, or 0: "4.2", "(a)", "ARTICLE IV", "Exhibit B".
 * Years and amounts ("2020.", "5,000") are none.
 */
size_t pv_cue_label(struct pv_span s);

/*
 * s begins with the name of a part as a sentence cites it, and goes on with
 * the sentence or ends it: "Schedule 4 (Fees).", "Section 2 and", "Exhibit A,".
 */
bool pv_cue_cites(struct pv_span s);

/* b repeats in digits what a ends with: "within thirty", "(30) days". */
bool pv_cue_repeats(struct pv_span a, struct pv_span b);

/* The first letter of s, closing and opening marks aside, is lower case. */
bool pv_cue_lower(struct pv_span s);

/* At least two letters and none of them lower case. */
bool pv_cue_caps(struct pv_span s);

/* s begins like the second half of a definition: "means", ", which". */
bool pv_cue_defines(struct pv_span s);

/* Bytes up to the first white space. */
size_t pv_cue_word(struct pv_span s);

/* s without white space of any kind, Unicode blanks too, at its ends. */
struct pv_span pv_cue_trim(struct pv_span s);

/* Is the byte, or the UTF-8 sequence at the end of s, white space? */
size_t pv_cue_blank_tail(struct pv_span s);

#endif
