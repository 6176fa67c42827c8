/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

#include "base/num.h"

#define SPACES_MAX 64           /* of one text:s */

static struct pv_span
attr(const struct pv_tok *tok, const char *name)
{
	struct pv_span v = { NULL, 0 };

	(void)pv_office_attr(tok, name, &v);
	return v;
}

/* Struck text is read as if it stood, but not in silence. */
static void
warn_struck(struct pv_odt *d, const struct pv_odt_face *face)
{
	if (d->told_struck || d->office.furniture ||
	    face->struck != PV_ODT_ON)
		return;
	d->told_struck = true;
	pv_office_warn(&d->office, "W-STRUCK",
	    "struck text is read as if it stood");
}

/* How text at this place looks. */
static struct pv_office_run
run_at(const struct pv_odt *d, const struct pv_odt_frame *f)
{
	struct pv_office_run run = { .emphasis = PV_EMPH_NONE,
		.state = (uint8_t)pv_odt_state(d) };

	if (f->face.bold == PV_ODT_ON || f->face.underline == PV_ODT_ON)
		run.emphasis = PV_EMPH_STRONG;
	else if (f->face.italic == PV_ODT_ON)
		run.emphasis = PV_EMPH_WEAK;
	run.hidden = d->hidden || f->hidden || f->face.hidden == PV_ODT_ON;
	return run;
}

void
pv_odt_put(struct pv_odt *d, struct pv_span s)
{
	const struct pv_odt_frame *f = PV_ODT_ABOVE(d, 0);
	struct pv_office_run run;

	if (!d->in_p || s.len == 0 || f == NULL)
		return;
	warn_struck(d, &f->face);
	run = run_at(d, f);
	pv_office_text(&d->office, s, &run);
	d->blank = false;
}

void
pv_odt_chars(struct pv_odt *d, struct pv_span s, bool raw)
{
	struct pv_buf *b = &d->chars;
	bool blank = d->blank;
	size_t n = 0;

	if (!d->in_p)
		return;
	b->len = 0;
	pv_office_chars(b, s, raw);
	if (b->failed)
		return;
	for (size_t i = 0; i < b->len; i++) {
		bool space = pv_isspace(b->ptr[i]);

		if (!space || !blank)
			b->ptr[n++] = space ? ' ' : b->ptr[i];
		blank = space;
	}
	pv_odt_put(d, pv_span(b->ptr, n));
	d->blank = blank;
}

static void
line_break(struct pv_odt *d, const struct pv_odt_frame *f)
{
	struct pv_office_run run = run_at(d, f);

	if (d->in_p)
		pv_office_line(&d->office, false, &run);
	d->blank = false;
}

static void
spaces(struct pv_odt *d, const struct pv_tok *tok)
{
	static const char blanks[SPACES_MAX + 1] =
	    "                                                                ";
	uint64_t n = 1;

	if (!pv_num_parse(attr(tok, "c"), SPACES_MAX, &n))
		n = attr(tok, "c").len > 0 ? SPACES_MAX : 1;
	pv_odt_put(d, pv_span(blanks, (size_t)n));
}

bool
pv_odt_note(struct pv_odt *d, const struct pv_tok *tok)
{
	size_t end = pv_office_extent_end(&d->text->extents,
	    tok->src);
	char mark[PV_OFFICE_NOTE_MAX];

	if (tok->src == d->start)
		return false;
	if (end > 0 && d->in_p && pv_odt_stands(d)) {
		d->notes++;
		pv_odt_put(d, pv_span(mark, pv_office_note_mark(d->notes, "",
		    mark)));
		pv_odt_put_off(d, tok->src, end, d->notes);
	}
	return true;
}

static void
link_to(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span url = attr(tok, "href");

	if (url.len > 0 && url.ptr[0] != '#' && d->in_p && pv_odt_stands(d))
		pv_office_link(&d->office, url);
}

static void
embedded(struct pv_odt *d)
{
	if (d->told_embedded || d->office.furniture)
		return;
	d->told_embedded = true;
	pv_office_warn(&d->office, "W-EMBEDDED",
	    "a document inside the document is not read");
}

static bool
ends_with(struct pv_span s, const char *tail)
{
	return pv_span_ends(s, pv_span_str(tail));
}

/* Fields of forms, as LibreOffice writes them. */
static void
field_mark(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span type = attr(tok, "type");

	d->check = ends_with(type, "FORMCHECKBOX");
	d->drop_down = ends_with(type, "FORMDROPDOWN");
	d->items.len = 0;
	d->item_chosen = 0;
}

static void
field_param(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span name = attr(tok, "name"), value = attr(tok, "value");
	uint64_t n;

	if (d->check > 0 && ends_with(name, "Checkbox_Checked"))
		d->check = pv_span_eq(value, PV_SPAN("true")) ? 2 : 1;
	else if (d->drop_down && ends_with(name, "Dropdown_ListEntry"))
		pv_vec_add(&d->items, &value);
	else if (d->drop_down && ends_with(name, "Dropdown_Selected") &&
	    pv_num_parse(value, 100000, &n))
		d->item_chosen = (uint32_t)n;
}

void
pv_odt_field_end(struct pv_odt *d)
{
	if (d->check > 0)
		pv_odt_put(d, d->check > 1 ? PV_SPAN("\342\230\222") :
		    PV_SPAN("\342\230\220"));
	else if (d->drop_down && d->item_chosen < d->items.len)
		pv_odt_put(d, pv_charrefs(*PV_VEC_AT(&d->items,
		    struct pv_span, d->item_chosen), d->arena));
	d->check = 0;
	d->drop_down = false;
}

void
pv_odt_content(struct pv_odt *d, const struct pv_tok *tok,
    enum pv_odt_el el)
{
	struct pv_odt_frame *f = PV_ODT_ABOVE(d, 0);

	if (el == PV_OD_SPAN)
		pv_odt_face_over(&f->face, pv_odt_text_face(d->styles,
		    attr(tok, "style-name")));
	else if (el == PV_OD_S)
		spaces(d, tok);
	else if (el == PV_OD_TAB)
		pv_odt_put(d, PV_SPAN("\t"));
	else if (el == PV_OD_BREAK)
		line_break(d, f);
	else if (el == PV_OD_A)
		link_to(d, tok);
	else if (el == PV_OD_OBJECT)
		embedded(d);
	else if (el == PV_OD_FIELD_MARK)
		field_mark(d, tok);
	else if (el == PV_OD_FIELD_PARAM)
		field_param(d, tok);
	else if (el == PV_OD_HIDDEN_PARA)
		d->hide = d->hide || (d->in_p && pv_odt_stands(d) &&
		    pv_span_eq(attr(tok, "is-hidden"), PV_SPAN("true")));
	else if (el == PV_OD_HIDDEN_TEXT)
		f->hidden = f->hidden || pv_span_eq(attr(tok, "is-hidden"),
		    PV_SPAN("true"));
}
