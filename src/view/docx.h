/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_DOCX_H
#define PV_VIEW_DOCX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"
#include "model/change.h"
#include "view/view.h"

/*
 * A diff as a Word document with tracked changes (ECMA-376 Part 1, 17.13.5).
 * What is kept and what is deleted is the old text to the byte, what is kept
 * and what is inserted the new one: both are walked once, in order, and only
 * equal bytes are kept.
 */

/*
 * docx_match.c: the bytes that both texts keep, ascending on both sides and
 * free of line ends.  Appends struct pv_kept; false when memory is out.
 */
struct pv_kept { uint32_t old, new, len; };
bool pv_kept_find(const struct pv_diff *d, struct pv_vec *out);
/*
 * Bytes at the head and, without those, at the tail of a and b that are the
 * same words and marks; no word is cut.
 */
size_t pv_kept_head(struct pv_span a, struct pv_span b);
size_t pv_kept_tail(struct pv_span a, struct pv_span b);

enum pv_tracked { PV_TRACKED_KEPT, PV_TRACKED_DELETED, PV_TRACKED_INSERTED };

/* ISO 8601; empty from the year 9999 on. */
#define PV_DOCX_TIME 24
struct pv_docx_time { char text[PV_DOCX_TIME]; };
struct pv_docx_time pv_docx_time(uint64_t seconds);

/* A document's body while it is written; start with its first four members. */
struct pv_docx {
	struct pv_buf *out;
	/*
	 * Of changes: one for most, the other to keep two changes of a kind
	 * apart that a paragraph's mark lies between.  LibreOffice joins those
	 * of about a minute, and takes the mark for a part of them.
	 */
	struct pv_docx_time when[2];
	const struct pv_version *old_version, *new_version;
	struct pv_buf runs;         /* of the paragraph that is open */
	uint32_t old_start, new_start;      /* of the paragraph, in the texts */
	uint32_t changes;           /* so far: each has a number */
	uint8_t clock;              /* which time */
	bool changed;               /* do the runs end with a change? */
};

/*
 * docx_put.c: words of the paragraph that is open, which are part of the new
 * version's text, or of the old one's when deleted.
 */
void pv_docx_words(struct pv_docx *w, enum pv_tracked as, struct pv_span s);
/*
 * End the paragraph: its mark is in the texts where this is.  The next one
 * begins at these offsets, of which KEPT takes both.
 */
void pv_docx_end(struct pv_docx *w, enum pv_tracked as, uint32_t old_next,
    uint32_t new_next);
/* Text as XML holds it; what XML cannot hold by its number. */
void pv_docx_text(struct pv_buf *out, struct pv_span s);

/* docx_body.c: the paragraphs. */
void pv_docx_body(struct pv_docx *w, const struct pv_vec *kept);

#endif
