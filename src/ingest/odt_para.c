/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

#define TWIPS 120               /* a column: twelve to the inch */
#define INDENT_MAX 400

/* The place whose properties hold, as the mode reads the changes. */
static const struct pv_odt_para *
props(const struct pv_odt *d)
{
	return d->office.mode == PV_CHANGES_REJECT ? &d->was : &d->now;
}

/*
 * The number as the mode counts.  Where both sides are shown, a paragraph has
 * the number that it gets, one that goes the number that it had; each side
 * counts on its own.
 */
static bool
number(struct pv_odt *d, unsigned mark, struct pv_odt_number *n)
{
	struct pv_odt_counters *after = &d->counters[0];
	struct pv_odt_counters *before = &d->counters[1];
	struct pv_odt_number was = { .level = 0 };
	bool had, has;

	if (d->office.mode == PV_CHANGES_ACCEPT)
		return pv_odt_count(after, &d->now.place, n);
	if (d->office.mode == PV_CHANGES_REJECT)
		return pv_odt_count(before, &d->was.place, n);
	had = !(mark & PV_CHANGE_INS) && pv_odt_count(before, &d->was.place,
	    &was);
	has = !(mark & PV_CHANGE_DEL) && pv_odt_count(after, &d->now.place, n);
	if (!has && had)
		*n = was;
	return has || (had && (mark & PV_CHANGE_DEL));
}

/* Where the first line begins; a list says so unless the paragraph does. */
static uint16_t
indent(const struct pv_odt_para *p, const struct pv_odt_look *look)
{
	const struct pv_odt_level *l = p->place.level > 0 &&
	    p->place.style != NULL ?
	    p->place.style->levels[p->place.level - 1] : NULL;
	int32_t twips = 0;

	if (look->margin != PV_ODT_NO_LENGTH)
		twips = look->margin;
	if (look->first != PV_ODT_NO_LENGTH)
		twips += look->first;
	if (l != NULL && l->indent != PV_ODT_NO_LENGTH &&
	    (look->margin == PV_ODT_NO_LENGTH || look->margin == 0))
		twips = l->indent;
	if (twips <= 0)
		return 0;
	twips /= TWIPS;
	return (uint16_t)(twips > INDENT_MAX ? INDENT_MAX : twips);
}

static void
write(struct pv_odt *d, const struct pv_odt_look *look, unsigned mark)
{
	struct pv_office_para p = { .kind = PV_BLOCK_PARA, .line = d->line };
	const struct pv_odt_para *own = props(d);
	struct pv_odt_number n;

	p.indent = indent(own, look);
	if (look->centered == PV_ODT_ON)
		p.flags |= PV_BLOCK_CENTERED;
	if (own->outline > 0 && pv_office_is_heading(&d->office)) {
		p.kind = PV_BLOCK_HEADING;
		p.level = own->outline;
	}
	if (number(d, mark, &n)) {
		p.marker = n.text;
		if (n.bullet) {
			p.kind = PV_BLOCK_ITEM;
			p.level = n.level;
		} else {
			p.listed = (struct pv_listed){
				own->place.list + 1, n.level, n.numeral };
		}
	}
	pv_office_end(&d->office, &p);
}

/* A field that hides its paragraph: nothing of it is seen (7.7.12). */
static void
hide(struct pv_office *o)
{
	struct pv_office_piece *p = o->pieces.ptr;

	for (size_t i = 0; i < o->pieces.len; i++)
		if (pv_office_is_text(&p[i]))
			p[i].run.hidden = true;
	o->ink = 0;
}

static void
finish(struct pv_odt *d, unsigned mark)
{
	const struct pv_odt_look *look = pv_odt_para_look(d->styles,
	    props(d)->style);
	struct pv_office_para none = { .line = d->line };
	bool gone = (d->merging && d->office.ink == 0) || d->hide;

	if (!d->in_p && !d->merging)
		return;
	if (d->hide)
		hide(&d->office);
	if (look->page_before == PV_ODT_ON && !gone)
		pv_office_page_break(&d->office, d->line);
	if (gone || d->office.furniture)
		pv_office_end(&d->office, &none);
	else
		write(d, look, mark);
	if (look->page_after == PV_ODT_ON && !gone)
		pv_office_page_break(&d->office, d->line);
	d->in_p = false;
	d->merging = false;
	d->hide = false;
}

void
pv_odt_flush(struct pv_odt *d)
{
	finish(d, 0);
}

void
pv_odt_end_paragraph(struct pv_odt *d)
{
	unsigned state = pv_odt_state(d);

	if (pv_office_mark(&d->office, state)) {
		d->merging = true;
		d->in_p = false;
		return;
	}
	finish(d, state);
}

/* The mark of a note stands in front of its first paragraph. */
static void
put_note(struct pv_odt *d)
{
	struct pv_office_run run = { .emphasis = PV_EMPH_NONE,
		.state = (uint8_t)pv_odt_state(d), .hidden = d->hidden };
	char mark[PV_OFFICE_NOTE_MAX];

	pv_office_text(&d->office, pv_span(mark,
	    pv_office_note_mark(d->note, " ", mark)), &run);
	d->note = 0;
}

/* Is what was deleted put back into a paragraph? */
static bool
joins(const struct pv_odt *d)
{
	return d->first != SIZE_MAX || d->last != SIZE_MAX;
}

/*
 * What a paragraph is when it goes on with one whose end is gone: what the
 * text in front of it was, unless there is none; what was deleted changes
 * nothing.
 */
static void
take_props(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_odt_para p;

	pv_odt_place(d, tok, &p);
	if (d->merging && (d->office.ink > 0 ||
	    (d->restoring && joins(d) && !pv_odt_stands(d))))
		return;
	d->now = p;
	d->was = p;
	if (d->restoring && tok->src == d->last)
		d->now = d->host;
}

void
pv_odt_open_paragraph(struct pv_odt *d, const struct pv_tok *tok,
    struct pv_odt_frame *f)
{
	struct pv_span style = { NULL, 0 };
	struct pv_odt_para unused;

	(void)pv_office_attr(tok, "style-name", &style);
	f->face = pv_odt_para_look(d->styles, style)->face;
	f->joint = tok->src == d->last ? PV_ODT_GOES_ON : PV_ODT_WHOLE;
	d->blank = true;
	if (tok->src == d->first && d->in_p) {
		pv_odt_place(d, tok, &unused);
		return;
	}
	if (d->in_p)
		pv_odt_end_paragraph(d);
	take_props(d, tok);
	d->in_p = true;
	if (!d->office.furniture)
		d->para++;
	if (d->office.ink == 0)
		d->line = d->para;
	if (d->note > 0)
		put_note(d);
}
