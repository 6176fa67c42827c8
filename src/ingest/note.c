/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/note.h"

#include "base/buf.h"

/* Different characters of a kind that are told apart. */
#define DISTINCT 48

/* Look-alikes of one script are one note. */
static bool
alike(const struct pv_note *item, uint32_t cp)
{
	return item->note == PV_NOTE_HOMO && cp >= 0x80 &&
	    item->cp >> 8 == cp >> 8;
}

void
pv_notes_add(struct pv_notes *n, enum pv_fold_note note, uint32_t cp,
    uint32_t src)
{
	struct pv_note *item, new = { note, cp, src, 1 };
	size_t i, same = 0;

	for (i = 0; i < n->items.len; i++) {
		item = PV_VEC_AT(&n->items, struct pv_note, i);
		if (item->note != note)
			continue;
		if (item->cp == cp || alike(item, cp) || ++same == DISTINCT) {
			item->count++;
			return;
		}
	}
	pv_vec_add(&n->items, &new);
}

static enum pv_oddity_kind
kind_of(enum pv_fold_note note)
{
	switch (note) {
	case PV_NOTE_NONE:
	case PV_NOTE_INVIS:
		break;
	case PV_NOTE_BIDI:
		return PV_ODD_BIDI;
	case PV_NOTE_HOMO:
		return PV_ODD_LOOKALIKE;
	case PV_NOTE_CTRL:
		return PV_ODD_CONTROL;
	}
	return PV_ODD_INVISIBLE;
}

void
pv_notes_odd(struct pv_notes *n, enum pv_fold_note note, uint32_t cp,
    uint32_t src, uint32_t word)
{
	struct pv_oddness *o, new = { kind_of(note), cp, src, 1, word };

	for (size_t i = n->odd.len; i > 0 && n->odd.len - i < 4; i--) {
		o = PV_VEC_AT(&n->odd, struct pv_oddness, i - 1);
		if (o->word == word && o->kind == new.kind) {
			o->count++;
			return;
		}
	}
	pv_vec_add(&n->odd, &new);
}

static const char *
code_of(enum pv_fold_note note)
{
	switch (note) {
	case PV_NOTE_NONE:
		break;
	case PV_NOTE_INVIS:
		return "W-INVIS";
	case PV_NOTE_BIDI:
		return "W-BIDI";
	case PV_NOTE_HOMO:
		return "W-HOMO";
	case PV_NOTE_CTRL:
		return "W-CTRL";
	}
	return "";
}

static void
describe(const struct pv_note *item, struct pv_buf *out)
{
	const char *name = pv_fold_name(item->cp);
	struct pv_fold f;

	if (item->cp < 0x80 && item->note == PV_NOTE_HOMO) {
		pv_buf_str(out, item->cp == '&' ?
		    "a letter written as a character reference" : "digit ");
		if (item->cp != '&')
			pv_buf_printf(out, "%c among letters", (char)item->cp);
	} else {
		pv_buf_printf(out, "U+%04X%s%s", (unsigned)item->cp,
		    *name != '\0' ? " " : "", name);
		pv_fold(item->cp, &f);
		if (item->note == PV_NOTE_HOMO)
			pv_buf_printf(out, " read as \"%.*s\"", (int)f.len,
			    f.text);
		else
			pv_buf_str(out, f.kind == PV_FOLD_KEEP ? " kept" :
			    " removed");
	}
	if (item->count > 1)
		pv_buf_printf(out, item->note == PV_NOTE_HOMO &&
		    item->cp >= 0x80 ? ", %u such characters" : ", %u times",
		    (unsigned)item->count);
}

void
pv_notes_flush(const struct pv_notes *n, struct pv_blocks *b)
{
	struct pv_buf msg = PV_BUF_INIT;

	msg.mem = pv_arena_mem(b->arena);
	for (size_t i = 0; i < n->items.len; i++) {
		const struct pv_note *item =
		    PV_VEC_AT(&n->items, struct pv_note, i);

		pv_buf_clear(&msg);
		describe(item, &msg);
		if (msg.failed)
			b->diags.failed = true;
		else
			pv_blocks_diag(b, PV_SEV_WARNING, item->src,
			    code_of(item->note), msg.ptr);
	}
	pv_buf_release(&msg);
}
