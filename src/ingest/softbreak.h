/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_SOFTBREAK_H
#define PV_INGEST_SOFTBREAK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/*
 * Line breaks that are put into a paragraph by hand (<br>, w:br): in running
 * prose they are blanks, in addresses and blocks of signatures they end
 * paragraphs.  What decides is the line in front of the break.
 */
struct pv_soft {
	uint32_t len;               /* bytes of the line */
	uint8_t ntail;
	char tail[16];              /* its last bytes, without blanks */
};

/* Text of the line at hand. */
void pv_soft_text(struct pv_soft *l, struct pv_span s);

/*
 * Do `breaks` line breaks end the paragraph in front of `next`?  So they do
 * when two stand together, the paragraph is centred, the next line begins a
 * clause or the line was not full.
 */
bool pv_soft_ends(const struct pv_soft *l, unsigned breaks, bool centered,
    struct pv_span next);

#endif
