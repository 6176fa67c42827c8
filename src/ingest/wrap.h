/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_WRAP_H
#define PV_INGEST_WRAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/*
 * Two lines of a wrapped text, one below the other with no more than the usual
 * gap between them: what the text reader measures in columns and the PDF
 * reader in columns of half its letters' height.
 */
struct pv_wrap {
	struct pv_span a, b;        /* the lines */
	uint16_t width;             /* of a full line */
	uint16_t end;               /* where a ends */
	uint16_t b_indent;          /* where b begins */
	uint16_t b_end;             /* and where it ends */
	uint16_t first;             /* indent of the paragraph's first line */
	uint16_t indent;            /* and of its second line, else a's */
	bool many;                  /* the paragraph has two lines already */
	bool full;                  /* b's first word would not fit behind a */
};

/* Does b carry on the paragraph that ends in a? */
bool pv_wrap_goes_on(const struct pv_wrap *w);

/* A page number behind dots or a wide gap, or a blank to fill in. */
bool pv_wrap_entry(struct pv_span s);

#endif
