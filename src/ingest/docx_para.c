/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#define TWIPS 120               /* a column: twelve to the inch */
#define INDENT_MAX 400

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
	unsigned state = props->mark | pv_docx_state(d);
	bool had, has;

	if (d->office.mode != PV_CHANGES_ALL)
		return count(d, props, d->office.mode == PV_CHANGES_REJECT,
		    n);
	had = !(state & PV_CHANGE_INS) && count(d, props, true, &was);
	has = !(state & PV_CHANGE_DEL) && count(d, props, false, n);
	if (!has && had)
		*n = was;
	return has || (had && (state & PV_CHANGE_DEL));
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
	if (look.outline <= 8 && !look.contents &&
	    pv_office_is_heading(&d->office)) {
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

/*
 * Nothing of the paragraph is seen, not even its end: it has no number.  Text
 * that is hidden in a paragraph whose end is seen leaves its number alone.
 */
static bool
is_hidden(const struct pv_docx *d)
{
	struct pv_docx_ppr p = pv_docx_ppr_of(&d->props,
	    d->office.mode == PV_CHANGES_REJECT);
	struct pv_docx_look look;
	struct pv_docx_rpr mark;

	if (d->office.ink > 0 || d->leads)
		return false;
	pv_docx_look(d->styles, &p, &look);
	pv_docx_run_look(d->styles, &look, &p.mark, &mark);
	return mark.vanish == PV_DOCX_ON;
}

void
pv_docx_flush(struct pv_docx *d)
{
	const struct pv_docx_props *props = d->leads ? &d->led : &d->props;
	struct pv_office_para none = { .line = d->line };
	bool gone = (d->merging && !d->leads && d->office.ink == 0) ||
	    is_hidden(d);

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
	for (int i = 0; i < 2 && d->props.now.section_only; i++)
		pv_docx_count_section(d->counters[i]);
	d->in_p = false;
	d->merging = false;
	d->leads = false;
}

/* The mark at the paragraph's end was changed; true when it is gone. */
static bool
end_mark(struct pv_docx *d)
{
	if (d->props.mark != 0)
		pv_office_change(&d->office, d->props.mark_el,
		    d->props.author);
	return pv_office_mark(&d->office,
	    d->props.mark | pv_docx_state(d));
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
