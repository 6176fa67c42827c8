/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_FOLD_H
#define PV_INGEST_FOLD_H

#include <stddef.h>
#include <stdint.h>

/*
 * What becomes of a character that is not ASCII, or is a control character,
 * in normalized text.  The only file that knows Unicode's tables.
 */
enum pv_fold_kind {
	PV_FOLD_KEEP,
	PV_FOLD_TEXT,       /* replaced by `text`; empty = removed */
	PV_FOLD_SPACE,      /* white space */
	PV_FOLD_LINE,       /* a line end */
	PV_FOLD_SOFT,       /* soft hyphen */
	PV_FOLD_MARK,       /* a combining mark */
	PV_FOLD_FRACTION,   /* `text` is "1/2": set off from a whole number */
	PV_FOLD_SUPER,      /* `text` is a raised digit */
	PV_FOLD_LOOKALIKE   /* `text` is the Latin letter that it looks like */
};

/* What a reader should be told about it. */
enum pv_fold_note {
	PV_NOTE_NONE,
	PV_NOTE_INVIS,      /* invisible */
	PV_NOTE_BIDI,       /* changes the order of what is shown */
	PV_NOTE_HOMO,       /* looks like another character */
	PV_NOTE_CTRL        /* control, private use or no character */
};

#define PV_FOLD_MAX 72

struct pv_fold {
	enum pv_fold_kind kind;
	enum pv_fold_note note;
	uint8_t len;
	char text[PV_FOLD_MAX];
};

void pv_fold(uint32_t cp, struct pv_fold *f);

/* The character that base and a combining mark make together, or 0. */
uint32_t pv_fold_compose(uint32_t base, uint32_t mark);

/* The ASCII letter under the accents of a letter from U+0100 on, or '\0'. */
char pv_fold_base(uint32_t cp);

/* Is it a letter? */
int pv_fold_is_letter(uint32_t cp);

/* Name of a character that is often met in notes, or "". */
const char *pv_fold_name(uint32_t cp);

#endif
