/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include "base/num.h"
#include "ingest/docx_list.h"

void
pv_docx_props_init(struct pv_docx_props *p)
{
	memset(p, 0, sizeof(*p));
	pv_docx_ppr_init(&p->now);
	pv_docx_ppr_init(&p->before);
}

struct pv_docx_ppr
pv_docx_ppr_of(const struct pv_docx_props *p, bool before)
{
	struct pv_docx_ppr r = p->now;

	if (before && p->changed) {
		r = p->before;
		r.mark = p->now.mark;
		r.section_only = p->now.section_only;
	} else if (before && p->num_ins) {
		r.num_id = -1;
		r.level = -1;
	}
	return r;
}

/* Struck text is read as if it stood, but not in silence. */
static void
struck(struct pv_docx *d, const struct pv_tok *tok)
{
	if (d->told_struck || d->in_ppr || d->office.furniture ||
	    pv_docx_switch(tok) != PV_DOCX_ON)
		return;
	d->told_struck = true;
	pv_office_warn(&d->office, "W-STRUCK",
	    "struck text is read as if it stood");
}

/* The paragraph mark was inserted, deleted or moved. */
static void
mark_changed(struct pv_docx *d, const struct pv_tok *tok, enum pv_docx_el el)
{
	d->props.mark |= el == PV_EL_INS ? PV_CHANGE_INS : PV_CHANGE_DEL;
	d->props.mark_el = (uint8_t)el;
	(void)pv_office_attr(tok, "author", &d->props.author);
}

/* A section begins on a new page, unless it says that it goes on. */
static void
section_type(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span v;

	if (pv_span_eq(tok->name, PV_SPAN("type")) &&
	    pv_office_attr(tok, "val", &v) &&
	    pv_span_eq(v, PV_SPAN("continuous")))
		d->props.page_after = false;
}

/* Elements of w:pPr that are no run properties. */
static void
paragraph_prop(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el)
{
	struct pv_docx_ppr *p = d->in_old ? &d->props.before : &d->props.now;

	if (el == PV_EL_SECTION && !d->in_old) {
		d->in_section = true;
		d->props.page_after = true;
		(void)pv_docx_ppr_take(p, tok);
	} else if (el == PV_EL_NUM_CHANGE) {
		pv_docx_changed(d, tok, el);
		(void)pv_office_attr(tok, "original", &d->props.was);
	} else if (el == PV_EL_INS) {
		d->props.num_ins = true;
		pv_docx_changed(d, tok, el);
	} else if (el == PV_EL_PAGE_BEFORE && !d->in_old) {
		d->props.page_before = pv_docx_switch(tok) == PV_DOCX_ON;
	} else {
		(void)pv_docx_ppr_take(p, tok);
	}
}

static void
run_prop(struct pv_docx *d, const struct pv_tok *tok, enum pv_docx_el el)
{
	if (el == PV_EL_STRIKE)
		struck(d, tok);
	else if (d->in_ppr && (el == PV_EL_INS || el == PV_EL_DEL))
		mark_changed(d, tok, el);
	else
		(void)pv_docx_rpr_take(d->in_ppr ? &d->props.now.mark :
		    &d->rpr, tok);
}

/* What follows in w:rPrChange are all properties that held before. */
static void
forget_run(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_docx_rpr *r = d->in_ppr ? &d->props.now.mark : &d->rpr;

	memset(r, 0, sizeof(*r));
	pv_docx_changed(d, tok, PV_EL_RPR_CHANGE);
}

void
pv_docx_prop_open(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el)
{
	if (d->in_section) {
		section_type(d, tok);
	} else if (el == PV_EL_PPR) {
		d->in_ppr = true;
	} else if (el == PV_EL_RPR) {
		d->in_rpr = true;
	} else if (el == PV_EL_PPR_CHANGE) {
		d->in_old = true;
		d->props.changed = true;
		pv_docx_changed(d, tok, el);
	} else if (el == PV_EL_RPR_CHANGE) {
		forget_run(d, tok);
	} else if (d->in_rpr) {
		run_prop(d, tok, el);
	} else {
		paragraph_prop(d, tok, el);
	}
}

void
pv_docx_prop_close(struct pv_docx *d, enum pv_docx_el el)
{
	const struct pv_docx_frame *up = PV_DOCX_ABOVE(d, 0);

	if (el == PV_EL_SECTION) {
		d->in_section = false;
	} else if (el == PV_EL_PPR_CHANGE) {
		d->in_old = false;
	} else if (el == PV_EL_PPR && !d->in_old) {
		d->in_ppr = false;
	} else if (el == PV_EL_RPR && !(up != NULL &&
	    up->el == PV_EL_RPR_CHANGE)) {
		d->in_rpr = false;
		d->has_run = false;
	}
}

/* Number formats as w:original names them (ST_NumberFormat's old numbers). */
static enum pv_office_format
old_format(uint64_t n)
{
	static const enum pv_office_format formats[] = { PV_OFFICE_DECIMAL,
		PV_OFFICE_UPPER_ROMAN, PV_OFFICE_LOWER_ROMAN,
		PV_OFFICE_UPPER_LETTER, PV_OFFICE_LOWER_LETTER,
		PV_OFFICE_ORDINAL, PV_OFFICE_CARDINAL_TEXT,
		PV_OFFICE_ORDINAL_TEXT };

	return n < sizeof(formats) / sizeof(formats[0]) ? formats[n] :
	    n == 22 ? PV_OFFICE_ZERO : n == 23 ? PV_OFFICE_BULLET :
	    n == 255 ? PV_OFFICE_NO_NUMBER : PV_OFFICE_DECIMAL;
}

/* Take the bytes in front of the next ":" off s as a number. */
static bool
take_number(struct pv_span *s, uint64_t *n)
{
	size_t colon = pv_span_find(*s, PV_SPAN(":"));

	if (colon == s->len ||
	    !pv_num_parse(pv_span_sub(*s, 0, colon), INT32_MAX, n))
		return false;
	*s = pv_span_sub(*s, colon + 1, s->len);
	return true;
}

/*
 * "%1:2:0:.%2:3:4:)": of each level its number, value and format, and the
 * text behind it (17.13.5.9).
 */
size_t
pv_docx_number_was(struct pv_span s, char out[], size_t size)
{
	char part[PV_OFFICE_FORMAT_MAX];
	uint64_t level, value, format;
	size_t len = 0, n;

	while (s.len > 0) {
		if (s.ptr[0] == '%') {
			s = pv_span_sub(s, 1, s.len);
			if (!take_number(&s, &level) ||
			    !take_number(&s, &value) ||
			    !take_number(&s, &format))
				return 0;
			n = pv_office_format(old_format(format), 2,
			    (uint32_t)value, part);
		} else {
			part[0] = s.ptr[0];
			s = pv_span_sub(s, 1, s.len);
			n = 1;
		}
		if (len + n > size)
			return 0;
		memcpy(out + len, part, n);
		len += n;
	}
	return len;
}
