/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include "ingest/heading.h"

#define TWIPS 120               /* a column: twelve to the inch */
#define INDENT_MAX 400
#define HEADING_MAX 160         /* bytes; what is longer is a clause's text */

/* What stands of the paragraph, as far as it fits. */
static struct pv_span
standing_text(const struct pv_docx *d, char out[HEADING_MAX + 1])
{
	const struct pv_office *o = &d->office;
	const struct pv_office_piece *p = o->pieces.ptr;
	size_t len = 0, n;

	for (size_t i = 0; i < o->pieces.len && len <= HEADING_MAX; i++) {
		if (p[i].what != PV_OFFICE_TEXT || p[i].run.hidden ||
		    !pv_office_stands(o, p[i].run.state))
			continue;
		n = p[i].len < HEADING_MAX + 1 - len ? p[i].len :
		    HEADING_MAX + 1 - len;
		memcpy(out + len, o->text.ptr + p[i].off, n);
		len += n;
	}
	return pv_span_trim(pv_span(out, len));
}

/* A word that only sentences have, or punctuation in the middle. */
static bool
is_sentence(struct pv_span s)
{
	static const char *const words[] = { " shall ", " may ", " will ",
		" must ", " is ", " are ", " means ", " has ", " have ",
		" agrees ", " agree ", " grants ", " does ", "; ", ". " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_find(s, pv_span_str(words[i])) < s.len)
			return true;
	return false;
}

/*
 * Outline levels are given to whole clauses as often as to headings: a
 * heading is short and no sentence.
 */
static bool
is_heading(const struct pv_docx *d, const struct pv_docx_look *look)
{
	char text[HEADING_MAX + 1], last;
	struct pv_span s;

	if (look->outline > 8 || look->contents || d->office.text.failed)
		return false;
	s = standing_text(d, text);
	if (s.len == 0 || s.len >= HEADING_MAX)
		return false;
	if (pv_titled(s))
		return true;
	last = s.ptr[s.len - 1];
	return last != '.' && last != ';' && last != ',' && last != ':' &&
	    !is_sentence(s);
}

/* The number of the paragraph as the mode counts. */
static bool
count(struct pv_docx *d, const struct pv_docx_props *props, bool before,
    struct pv_docx_number *n)
{
	struct pv_docx_counters *c = d->counters[before ? 1 : 0];
	struct pv_docx_ppr p = pv_docx_ppr_of(props, before);

	p.section_only = p.section_only && d->office.ink == 0;
	return c != NULL && pv_docx_count(c, &p, n);
}

/*
 * Where both sides are shown, a paragraph has the number that it gets, one
 * that goes the number that it had; each side counts on its own.
 */
static bool
number(struct pv_docx *d, const struct pv_docx_props *props,
    struct pv_docx_number *n)
{
	struct pv_docx_number was = { .value = 0 };
	bool had, has;

	if (d->office.mode != PV_CHANGES_ALL)
		return count(d, props, d->office.mode == PV_CHANGES_REJECT,
		    n);
	had = !(props->mark & PV_CHANGE_INS) && count(d, props, true, &was);
	has = !(props->mark & PV_CHANGE_DEL) && count(d, props, false, n);
	if (!has && had)
		*n = was;
	return has || (had && (props->mark & PV_CHANGE_DEL));
}

/* w:numberingChange keeps the old number as text. */
static struct pv_span
old_number(const struct pv_docx *d, const struct pv_docx_props *props,
    char out[], size_t size)
{
	if (d->office.mode != PV_CHANGES_REJECT || props->changed)
		return pv_span(NULL, 0);
	return pv_span(out, pv_docx_number_was(props->was, out, size));
}

static void
shape(struct pv_docx *d, const struct pv_docx_props *props,
    struct pv_office_para *p)
{
	struct pv_docx_ppr ppr = pv_docx_ppr_of(props,
	    d->office.mode == PV_CHANGES_REJECT);
	struct pv_docx_look look;
	int32_t columns;

	pv_docx_look(d->styles, &ppr, &look);
	columns = look.indent / TWIPS;
	if (columns > 0)
		p->indent = (uint16_t)(columns > INDENT_MAX ? INDENT_MAX :
		    columns);
	if (look.centered)
		p->flags |= PV_BLOCK_CENTERED;
	if (is_heading(d, &look)) {
		p->kind = PV_BLOCK_HEADING;
		p->level = (uint16_t)(look.outline + 1);
	}
}

/* The paragraph as a block, with its number. */
static void
write(struct pv_docx *d, const struct pv_docx_props *props)
{
	struct pv_office_para p = { .kind = PV_BLOCK_PARA, .line = d->line };
	struct pv_docx_number n;
	char was[128];

	shape(d, props, &p);
	p.marker = old_number(d, props, was, sizeof(was));
	if (p.marker.len == 0 && number(d, props, &n)) {
		p.marker = n.text;
		if (n.bullet) {
			p.kind = PV_BLOCK_ITEM;
			p.level = (uint16_t)(n.level + 1);
		} else {
			p.listed = (struct pv_listed){ n.list + 1,
				(uint8_t)(n.level + 1), n.numeral };
		}
	}
	pv_office_end(&d->office, &p);
}

void
pv_docx_flush(struct pv_docx *d)
{
	const struct pv_docx_props *props = d->leads ? &d->led : &d->props;
	struct pv_office_para none = { .line = d->line };
	bool gone = d->merging && !d->leads && d->office.ink == 0;

	if (!d->in_p && !d->merging)
		return;
	if (d->props.page_before && !gone)
		pv_office_page_break(&d->office, d->line);
	if (gone || d->office.furniture)
		pv_office_end(&d->office, &none);
	else
		write(d, props);
	if (d->props.page_after && !gone)
		pv_office_page_break(&d->office, d->line);
	d->in_p = false;
	d->merging = false;
	d->leads = false;
}

/* Is the paragraph's text other than its mark, where both sides are shown? */
static bool
mark_differs(const struct pv_docx *d, unsigned state)
{
	const struct pv_office_piece *p = d->office.pieces.ptr;

	for (size_t i = 0; i < d->office.pieces.len; i++)
		if (p[i].what == PV_OFFICE_TEXT && p[i].run.state != state)
			return true;
	return d->office.pieces.len == 0;
}

/* The mark at the paragraph's end was changed; true when it is gone. */
static bool
end_mark(struct pv_docx *d)
{
	struct pv_office_run run = { .emphasis = PV_EMPH_NONE, .state =
	    (uint8_t)(d->props.mark | pv_docx_state(d)) };

	if (d->props.mark != 0)
		pv_office_change(&d->office, d->props.mark_el,
		    d->props.author);
	if (run.state == 0) {
		d->office.last = 0;
		return false;
	}
	if (d->office.mode == PV_CHANGES_ALL) {
		if (mark_differs(d, run.state))
			pv_office_text(&d->office, PV_SPAN("\302\266"), &run);
		return false;
	}
	if (pv_office_stands(&d->office, run.state))
		return false;
	pv_office_text(&d->office, PV_SPAN(" "), &run);
	return true;
}

/* A style separator: the heading's mark is hidden, its text goes on. */
static bool
is_separator(const struct pv_docx *d)
{
	const struct pv_docx_rpr *r = &d->props.now.mark;

	return (r->spec_vanish == PV_DOCX_ON || r->vanish == PV_DOCX_ON) &&
	    d->office.ink > 0;
}

void
pv_docx_end_paragraph(struct pv_docx *d)
{
	if (end_mark(d)) {
		d->merging = true;
		d->in_p = false;
		return;
	}
	if (!is_separator(d)) {
		pv_docx_flush(d);
		return;
	}
	pv_office_join(&d->office);
	if (!d->leads)
		d->led = d->props;
	d->leads = true;
	d->merging = true;
	d->in_p = false;
}
