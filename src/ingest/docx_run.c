/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include "base/num.h"

/* The run's look, worked out when its first text comes. */
static void
look(struct pv_docx *d)
{
	struct pv_docx_rpr r;
	struct pv_docx_ppr p;

	if (!d->has_look) {
		p = pv_docx_ppr_of(&d->props,
		    d->office.mode == PV_CHANGES_REJECT);
		pv_docx_look(d->styles, &p, &d->look);
	}
	d->has_look = true;
	if (!d->has_run) {
		pv_docx_run_look(d->styles, &d->look, &d->rpr, &r);
		d->run.emphasis = PV_EMPH_NONE;
		if (r.bold == PV_DOCX_ON || r.underline == PV_DOCX_ON)
			d->run.emphasis = PV_EMPH_STRONG;
		else if (r.italic == PV_DOCX_ON)
			d->run.emphasis = PV_EMPH_WEAK;
		d->run.hidden = r.vanish == PV_DOCX_ON;
	}
	d->has_run = true;
	d->run.state = (uint8_t)pv_docx_state(d);
}

void
pv_docx_put(struct pv_docx *d, struct pv_span s)
{
	if (d->codes > 0 || !d->in_p || s.len == 0)
		return;
	look(d);
	pv_office_text(&d->office, s, &d->run);
}

void
pv_docx_chars_end(struct pv_docx *d, enum pv_docx_el el, bool keep)
{
	struct pv_span s = pv_buf_view(&d->chars);

	if (el == PV_EL_TEXT)
		pv_docx_put(d, keep ? s : pv_span_trim(s));
	else if (d->codes > 0 &&
	    pv_office_stands(&d->office, pv_docx_state(d)))
		pv_buf_span(&d->instr, s);
}

static struct pv_docx_note *
find_note(struct pv_docx_text *t, uint64_t id)
{
	struct pv_docx_note *n = t->notes.ptr;
	size_t lo = 0, hi = t->notes.len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (n[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < t->notes.len && n[lo].id == id ? &n[lo] : NULL;
}

/* A reference to a note, which is read when its paragraph is complete. */
static void
note(struct pv_docx *d, const struct pv_tok *tok, struct pv_docx_text *t)
{
	struct pv_docx_story s = { .text = t,
		.state = (uint8_t)pv_docx_state(d) };
	struct pv_docx_note *n = NULL;
	char mark[PV_OFFICE_NOTE_MAX];
	struct pv_span v;
	uint64_t id;

	if (d->codes > 0 || !pv_office_stands(&d->office, s.state))
		return;
	if (pv_office_attr(tok, "id", &v) && pv_num_parse(v, INT32_MAX, &id))
		n = find_note(t, id);
	if (n == NULL || n->end == 0)
		return;
	if (n->number == 0) {
		n->number = ++d->notes;
		s.note = n->number;
		s.at = n->at;
		s.end = n->end;
		pv_vec_add(&d->waiting, &s);
	}
	pv_docx_put(d, pv_span(mark, pv_office_note_mark(n->number, "", mark)));
}

static uint32_t
hex(struct pv_span s)
{
	uint32_t n = 0;
	char c;

	for (size_t i = 0; i < s.len && i < 6; i++) {
		c = pv_tolower(s.ptr[i]);
		if (pv_isdigit(c))
			n = n * 16 + (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			n = n * 16 + (uint32_t)(c - 'a') + 10;
		else
			return 0;
	}
	return n;
}

static void
symbol(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span font = { NULL, 0 }, code = { NULL, 0 };
	char c[4];

	(void)pv_office_attr(tok, "font", &font);
	(void)pv_office_attr(tok, "char", &code);
	pv_docx_put(d, pv_span(c, pv_docx_symbol(font, hex(code), c)));
}

/* A page ends in front of the paragraph's text or, if there is some, after. */
static void
line_break(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span type;
	bool page = pv_office_attr(tok, "type", &type) &&
	    pv_span_eq(type, PV_SPAN("page"));

	if (!d->in_p || d->codes > 0)
		return;
	if (page && pv_office_stands(&d->office, pv_docx_state(d))) {
		if (d->office.ink == 0)
			d->props.page_before = true;
		else
			d->props.page_after = true;
	}
	look(d);
	pv_office_line(&d->office, page, &d->run);
}

/* A picture whose description is longer than a caption hides text. */
static void
image(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span text;

	if (d->told_image || !pv_office_attr(tok, "descr", &text) ||
	    text.len <= 80)
		return;
	d->told_image = true;
	pv_office_warn(&d->office, "W-HIDDEN",
	    "an image carries text that is not read");
}

static void
embedded(struct pv_docx *d)
{
	if (d->told_embedded)
		return;
	d->told_embedded = true;
	pv_office_warn(&d->office, "W-EMBEDDED",
	    "a document inside the document is not read");
}

void
pv_docx_content(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el)
{
	if (el == PV_EL_TAB)
		pv_docx_put(d, PV_SPAN("\t"));
	else if (el == PV_EL_BREAK)
		line_break(d, tok);
	else if (el == PV_EL_NB_HYPHEN)
		pv_docx_put(d, PV_SPAN("-"));
	else if (el == PV_EL_SOFT_HYPHEN)
		pv_docx_put(d, PV_SPAN("\302\255"));
	else if (el == PV_EL_SYM)
		symbol(d, tok);
	else if (el == PV_EL_DENOMINATOR)
		pv_docx_put(d, PV_SPAN("/"));
	else if (el == PV_EL_SUPER)
		pv_docx_put(d, PV_SPAN("^"));
	else if (el == PV_EL_SUB)
		pv_docx_put(d, PV_SPAN("_"));
	else if (el == PV_EL_FOOT_REF)
		note(d, tok, &d->footnotes);
	else if (el == PV_EL_END_REF)
		note(d, tok, &d->endnotes);
	else if (el == PV_EL_FIELD_CHAR)
		pv_docx_field_char(d, tok);
	else if (el == PV_EL_IMAGE)
		image(d, tok);
	else if (el == PV_EL_EMBEDDED)
		embedded(d);
	else
		pv_docx_field_data(d, tok, el);
}
