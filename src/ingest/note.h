/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_NOTE_H
#define PV_INGEST_NOTE_H

#include <stdint.h>

#include "base/vec.h"
#include "ingest/block.h"
#include "ingest/fold.h"

/*
 * Characters that a reader of the document should hear of: one note a
 * character (a script, for look-alikes), with the first and how many there are.
 */
struct pv_note {
	enum pv_fold_note note;
	uint32_t cp;
	uint32_t src;
	uint32_t count;
};

struct pv_notes {
	struct pv_vec items;        /* struct pv_note */
};

void pv_notes_add(struct pv_notes *n, enum pv_fold_note note, uint32_t cp,
    uint32_t src);

/* Add the notes to b's diagnostics: W-INVIS, W-BIDI, W-HOMO, W-CTRL. */
void pv_notes_flush(const struct pv_notes *n, struct pv_blocks *b);

#endif
