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

/* The same by place: the characters of one kind in one word. */
struct pv_oddness {
	enum pv_oddity_kind kind;
	uint32_t cp, src;           /* the first one */
	uint32_t count;
	uint32_t word;              /* serial number of the word */
};

struct pv_notes {
	struct pv_vec items;        /* struct pv_note */
	struct pv_vec odd;          /* struct pv_oddness, as they come */
};

void pv_notes_add(struct pv_notes *n, enum pv_fold_note note, uint32_t cp,
    uint32_t src);

/* A character that is not innocent, in the word with this number. */
void pv_notes_odd(struct pv_notes *n, enum pv_fold_note note, uint32_t cp,
    uint32_t src, uint32_t word);

/* Add the notes to b's diagnostics: W-INVIS, W-BIDI, W-HOMO, W-CTRL. */
void pv_notes_flush(const struct pv_notes *n, struct pv_blocks *b);

#endif
