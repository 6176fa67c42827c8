/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_MARKER_H
#define PV_INGEST_MARKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "ingest/block.h"

/*
 * What the markup readers share: printed clause numbers, list markers and
 * run-in emphasis.
 */

/*
 * Bytes of the clause number that s begins with, closing punctuation
 * included, or 0: "4.2", "4.2.", "4.", "(a)", "iv)", "b.", "Section 4.2",
 * "Article IV", "\302\247 4".  It must be followed by white space or the end.
 * A bare integer ("12") is none.
 */
size_t pv_marker_label(struct pv_span s);

/*
 * s begins with a number that a clause could begin with; "Article 6 until",
 * "4.2 of" go on with a sentence.
 */
bool pv_marker_opens(struct pv_span s);

/* s is one bullet and nothing else: "-", "*", "\342\200\242" ... */
bool pv_marker_bullet(struct pv_span s);

/* Bytes of a bullet in front of words, or 0. */
size_t pv_marker_item(struct pv_span s);

/*
 * Write list item n in style '1', 'a', 'A', 'i' or 'I', with a full stop, to
 * out; returns the length.  n = 0 and what the style cannot say is decimal.
 */
#define PV_MARKER_MAX 32
size_t pv_marker_write(char style, uint32_t n, char out[PV_MARKER_MAX]);

/* Bytes of leading white space: ASCII, U+00A0, U+2000-U+200A, U+3000. */
size_t pv_marker_blank(struct pv_span s);

/*
 * Run-in emphasis of one block, fed with its text in order.  A number in
 * front of the emphasis belongs to it ("4.2 <u>Exclusivity</u>. ...").
 */
enum pv_emphasis { PV_EMPH_NONE, PV_EMPH_WEAK, PV_EMPH_STRONG };

struct pv_lead {
	uint32_t len;           /* bytes fed */
	uint32_t lead;          /* end of the leading emphasis */
	uint32_t ink;           /* end of the last byte that is not blank */
	uint8_t state;          /* 0 in front of it, 1 in it, 2 after it */
	uint8_t nhead;
	bool plain;             /* something is not strong */
	char head[24];          /* plain text in front of the emphasis */
};

void pv_lead_text(struct pv_lead *l, struct pv_span s, enum pv_emphasis e);
/* Set BOLD or LEAD_BOLD and `lead` of the block that the text became. */
void pv_lead_apply(const struct pv_lead *l, struct pv_block *b);

#endif
