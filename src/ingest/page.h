/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_PAGE_H
#define PV_INGEST_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* What a short text would be if it stood alone on a page's edge. */
enum pv_page_kind {
	PV_PAGE_NONE,
	PV_PAGE_NUMBER,     /* "12", "iv", "F-3": may be something else */
	PV_PAGE_MARK,       /* "Page 3 of 9", "- 12 -": nothing else */
	PV_PAGE_SOURCE,     /* "Source: NAME, 10-K, 8/1/2019" */
	PV_PAGE_RULE        /* a line of dashes or underscores */
};

struct pv_page {
	enum pv_page_kind kind;
	uint32_t number;    /* of NUMBER and most MARKs, else 0 */
	uint32_t series;    /* numbers of one style share it */
};

#define PV_PAGE_MAX 320     /* furniture is never longer, in bytes */

/*
 * Add s to out, *len bytes so far, in the form that is judged: as normalized,
 * with single blanks.  False when it gets too long.
 */
bool pv_page_fold(struct pv_span s, char out[PV_PAGE_MAX], size_t *len);

/*
 * May the folded text s be a running head or foot?  Signatures and blanks
 * repeat at pages' ends too, and are none; nor are sentences, but for those
 * that explain what was left out.
 */
bool pv_page_head(struct pv_span s);

/* s is folded: single blanks, ASCII hyphens. */
struct pv_page pv_page_read(struct pv_span s);

/*
 * Bytes of the source footer that s begins with, or 0; it may be followed by
 * other text.
 */
size_t pv_page_source(struct pv_span s);

/* "Exhibit 10.12", "EX-99.1": the tag that a filing puts on an exhibit. */
bool pv_page_exhibit(struct pv_span s);

#endif
