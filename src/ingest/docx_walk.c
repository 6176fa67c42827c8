/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#define BINDINGS_MAX 256        /* declarations of namespaces in force */
#define BOX_BINDINGS 16         /* of them kept for a text box */

unsigned
pv_docx_state(const struct pv_docx *d)
{
	return d->state | (d->ins > 0 ? PV_CHANGE_INS : 0u) |
	    (d->del > 0 ? PV_CHANGE_DEL : 0u);
}

void
pv_docx_changed(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el)
{
	struct pv_span author = { NULL, 0 };

	(void)pv_office_attr(tok, "author", &author);
	pv_office_change(&d->office, (unsigned)el, author);
}

/* -------------------------------------------------------------- stories */

/* Put off what stands between byte `at` of the text at hand and `end`. */
static void
put_off(struct pv_docx *d, size_t at, size_t end)
{
	struct pv_docx_story s = { .text = d->text, .at = at, .end = end,
		.state = (uint8_t)pv_docx_state(d), .ns = d->boxed.len };
	size_t from = d->p_ns;

	if (from > d->bindings.len)
		from = d->bindings.len;
	if (d->bindings.len - from > BOX_BINDINGS)
		from = d->bindings.len - BOX_BINDINGS;
	for (; from < d->bindings.len; from++)
		pv_vec_add(&d->boxed, PV_VEC_AT(&d->bindings,
		    struct pv_office_binding, from));
	s.nns = d->boxed.len - s.ns;
	pv_vec_add(&d->waiting, &s);
}

static void
bind(struct pv_docx *d, const struct pv_vec *from, size_t at, size_t n)
{
	for (size_t i = at; i < at + n && i < from->len; i++)
		pv_vec_add(&d->bindings, PV_VEC_AT(from,
		    struct pv_office_binding, i));
}

static void
begin_story(struct pv_docx *d)
{
	struct pv_docx_story s = *PV_VEC_AT(&d->waiting,
	    struct pv_docx_story, d->served);

	d->served++;
	d->back = (struct pv_docx_return){ .active = true, .text = d->text,
		.tokens = d->tokens, .end = d->end,
		.nfields = d->fields.len, .nbindings = d->bindings.len,
		.nframes = d->nframes, .codes = d->codes, .ins = d->ins,
		.del = d->del };
	if (s.note > 0)
		bind(d, &s.text->ns, 0, s.text->ns.len);
	else
		bind(d, &d->boxed, s.ns, s.nns);
	d->text = s.text;
	pv_tokens_init_xml(&d->tokens, s.text->xml);
	d->tokens.at = s.at;
	d->start = s.at;
	d->end = s.end;
	d->state = s.state;
	d->note = s.note;
	d->codes = 0;
	d->ins = 0;
	d->del = 0;
}

static void
end_story(struct pv_docx *d)
{
	const struct pv_docx_return *b = &d->back;

	pv_docx_flush(d);
	d->text = b->text;
	d->tokens = b->tokens;
	d->end = b->end;
	d->start = SIZE_MAX;
	d->state = 0;
	d->note = 0;
	d->codes = b->codes;
	d->ins = b->ins;
	d->del = b->del;
	d->nframes = b->nframes;
	d->fields.len = b->nfields;
	d->bindings.len = b->nbindings;
	d->back.active = false;
}

/* What hangs from a paragraph follows it, or the row that it stands in. */
static bool
serve(struct pv_docx *d)
{
	if (d->back.active || d->in_p || d->merging || d->office.depth > 0)
		return false;
	if (d->served == d->waiting.len) {
		d->waiting.len = 0;
		d->boxed.len = 0;
		d->served = 0;
		return false;
	}
	begin_story(d);
	return true;
}

/* ------------------------------------------------------------- elements */

static void
open_paragraph(struct pv_docx *d, const struct pv_docx_frame *f)
{
	char mark[PV_OFFICE_NOTE_MAX];

	if (d->in_p)
		pv_docx_end_paragraph(d);
	pv_docx_props_init(&d->props);
	d->in_p = true;
	d->has_look = false;
	d->p_ns = f->ns;
	if (!d->office.furniture)
		d->para++;
	if (d->office.ink == 0)
		d->line = d->para;
	if (d->note > 0) {
		d->run = (struct pv_office_run){ .state =
		    (uint8_t)pv_docx_state(d) };
		pv_office_text(&d->office, pv_span(mark,
		    pv_office_note_mark(d->note, " ", mark)), &d->run);
		d->note = 0;
	}
}

/* Does an mc:Choice need nothing that is unknown? */
static bool
is_understood(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span v, prefix;
	size_t n;

	if (!pv_tag_find(tok->attrs, "Requires", &v))
		return false;
	for (v = pv_span_trim(v); v.len > 0; v = pv_span_trim(v)) {
		for (n = 0; n < v.len && !pv_isspace(v.ptr[n]); n++)
			;
		prefix = pv_span_sub(v, 0, n);
		if (!pv_office_lookup(&d->bindings, prefix).known)
			return false;
		v = pv_span_sub(v, n, v.len);
	}
	return true;
}

/* One of the alternatives is read; true when it is not this one. */
static bool
passed_over(struct pv_docx *d, const struct pv_tok *tok, enum pv_docx_el el)
{
	struct pv_docx_frame *above = PV_DOCX_ABOVE(d, 0);

	if (above == NULL || above->el != PV_EL_ALTERNATE)
		return false;
	if (above->chosen || (el == PV_EL_CHOICE && !is_understood(d, tok)))
		return true;
	above->chosen = true;
	return false;
}

/* A text box waits for the end of its paragraph. */
static bool
is_put_off(struct pv_docx *d, const struct pv_tok *tok)
{
	size_t end = pv_office_extent_end(&d->text->extents,
	    tok->src);

	if (tok->src == d->start || end == 0)
		return false;
	if (d->codes == 0)
		put_off(d, tok->src, end);
	d->tokens.at = end;
	return true;
}

/* Elements that are left out with all that is in them. */
static bool
left_out(struct pv_docx *d, const struct pv_tok *tok, enum pv_docx_el el)
{
	if (el == PV_EL_SKIP)
		return true;
	if (el == PV_EL_CHOICE || el == PV_EL_FALLBACK)
		return passed_over(d, tok, el);
	if (el == PV_EL_CHANGE) {
		pv_docx_changed(d, tok, el);
		return true;
	}
	if (el == PV_EL_RPR_CHANGE && d->office.mode != PV_CHANGES_REJECT) {
		pv_docx_changed(d, tok, el);
		return true;
	}
	return false;
}

static void
link_to(struct pv_docx *d, const struct pv_tok *tok)
{
	const struct pv_docx_rel *rel;
	struct pv_span id;

	if (d->codes > 0 || !pv_office_attr(tok, "id", &id))
		return;
	rel = pv_docx_rel(&d->text->rels, id);
	if (rel != NULL && rel->external &&
	    pv_office_stands(&d->office, pv_docx_state(d)))
		pv_office_link(&d->office, rel->target);
}

/* The frame's text is inserted or deleted. */
static void
add_state(struct pv_docx *d, struct pv_docx_frame *f, unsigned bit)
{
	if (f->state & bit)
		return;
	f->state |= (uint8_t)bit;
	d->ins += bit == PV_CHANGE_INS;
	d->del += bit == PV_CHANGE_DEL;
}

/* w:ins, w:del and the like: in row properties it is the row that changed. */
static void
change(struct pv_docx *d, const struct pv_tok *tok, enum pv_docx_el el)
{
	struct pv_docx_frame *f = PV_DOCX_ABOVE(d, 0);
	struct pv_docx_frame *up = PV_DOCX_ABOVE(d, 1);
	bool cell = el == PV_EL_CELL_INS || el == PV_EL_CELL_DEL;

	if (cell || (up != NULL && up->el == PV_EL_ROW_PR))
		f = PV_DOCX_ABOVE(d, 2);
	if (f == NULL || (cell && f->el != PV_EL_CELL))
		return;
	add_state(d, f, el == PV_EL_INS || el == PV_EL_CELL_INS ?
	    PV_CHANGE_INS : PV_CHANGE_DEL);
	pv_docx_changed(d, tok, el == PV_EL_CELL_INS ? PV_EL_INS :
	    el == PV_EL_CELL_DEL ? PV_EL_DEL : el);
}

/* The meaning of a start tag outside properties; its frame is pushed. */
static void
enter(struct pv_docx *d, const struct pv_tok *tok, struct pv_docx_frame *f)
{
	enum pv_docx_el el = (enum pv_docx_el)f->el;
	struct pv_span v;

	if (el == PV_EL_P) {
		open_paragraph(d, f);
	} else if (el == PV_EL_R) {
		memset(&d->rpr, 0, sizeof(d->rpr));
		d->has_run = false;
	} else if (el == PV_EL_PPR || el == PV_EL_RPR) {
		pv_docx_prop_open(d, tok, el);
	} else if (el == PV_EL_INS || el == PV_EL_DEL ||
	    el == PV_EL_CELL_INS || el == PV_EL_CELL_DEL) {
		change(d, tok, el);
	} else if (el == PV_EL_TABLE) {
		pv_docx_flush(d);
	} else if (el == PV_EL_ROW) {
		f->row = pv_office_row_begin(&d->office);
	} else if (el == PV_EL_CELL) {
		pv_office_cell(&d->office);
	} else if (el == PV_EL_LINK) {
		link_to(d, tok);
	} else if (el == PV_EL_FIELD) {
		if (pv_office_attr(tok, "instr", &v) && tok->empty)
			pv_docx_field_auto(d, v);
		else if (pv_office_attr(tok, "instr", &v))
			pv_docx_field_link(d, v);
	} else if (el == PV_EL_TEXT || el == PV_EL_CODE) {
		d->chars.len = 0;
	} else {
		pv_docx_content(d, tok, el);
	}
}

static void
leave(struct pv_docx *d)
{
	struct pv_docx_frame f = d->frames[--d->nframes];
	enum pv_docx_el el = (enum pv_docx_el)f.el;

	d->bindings.len = f.ns;
	d->ins -= (f.state & PV_CHANGE_INS) != 0;
	d->del -= (f.state & PV_CHANGE_DEL) != 0;
	if (d->in_ppr || d->in_rpr) {
		pv_docx_prop_close(d, el);
	} else if (el == PV_EL_P) {
		if (d->in_p)
			pv_docx_end_paragraph(d);
	} else if (el == PV_EL_CELL) {
		pv_docx_flush(d);
	} else if (el == PV_EL_ROW) {
		pv_docx_flush(d);
		pv_office_row_end(&d->office, f.row);
	} else if (el == PV_EL_TEXT || el == PV_EL_CODE) {
		pv_docx_chars_end(d, el, f.keep);
	}
}

static enum pv_rc
too_many(struct pv_docx *d, const char *code, const char *what, unsigned max)
{
	return pv_fail_at(d->err, PV_EINPUT, code,
	    pv_tokens_line(&d->tokens), 0,
	    "more than %u %s", max, what);
}

static enum pv_rc
open_tag(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_office_binding b;
	struct pv_docx_frame *f;
	struct pv_span space;
	size_t ns = d->bindings.len;
	enum pv_docx_el el;

	if (d->skip > 0) {
		d->skip += !tok->empty;
		return PV_OK;
	}
	(void)pv_office_declare(tok, pv_docx_bind, &d->bindings);
	if (d->nframes == 0)
		pv_office_ignore(tok, &d->bindings);
	if (d->bindings.len > BINDINGS_MAX)
		return too_many(d, "E-SIZE", "namespaces", BINDINGS_MAX);
	b = pv_office_lookup(&d->bindings, tok->prefix);
	el = b.ignored ? PV_EL_SKIP :
	    pv_docx_element((enum pv_docx_ns)b.ns, tok->name);
	if (left_out(d, tok, el) || (el == PV_EL_BOX && !tok->empty &&
	    is_put_off(d, tok))) {
		d->bindings.len = ns;
		d->skip = el != PV_EL_BOX && !tok->empty;
		return PV_OK;
	}
	if (d->nframes == PV_DOCX_DEPTH)
		return too_many(d, "E-DEPTH", "open elements", PV_DOCX_DEPTH);
	f = &d->frames[d->nframes++];
	*f = (struct pv_docx_frame){ .el = (uint8_t)el, .ns = ns,
		.keep = d->nframes > 1 && f[-1].keep };
	if (pv_tag_find(tok->attrs, "xml:space", &space))
		f->keep = pv_span_eq(space, PV_SPAN("preserve"));
	if (d->in_ppr || d->in_rpr)
		pv_docx_prop_open(d, tok, el);
	else
		enter(d, tok, f);
	if (tok->empty)
		leave(d);
	return PV_OK;
}

static void
close_tag(struct pv_docx *d)
{
	if (d->skip > 0)
		d->skip--;
	else if (d->nframes > 0)
		leave(d);
}

/* Characters count where an element for them is open. */
static void
characters(struct pv_docx *d, const struct pv_tok *tok)
{
	const struct pv_docx_frame *f = PV_DOCX_ABOVE(d, 0);

	if (d->skip == 0 && f != NULL &&
	    (f->el == PV_EL_TEXT || f->el == PV_EL_CODE))
		pv_office_chars(&d->chars, tok->body,
		    tok->kind == PV_TOK_CDATA);
}

static enum pv_rc
token(struct pv_docx *d, const struct pv_tok *tok)
{
	pv_docx_field_expire(d, tok->src);
	switch (tok->kind) {
	case PV_TOK_OPEN:
		return open_tag(d, tok);
	case PV_TOK_CLOSE:
		close_tag(d);
		break;
	case PV_TOK_TEXT:
	case PV_TOK_CDATA:
		characters(d, tok);
		break;
	case PV_TOK_COMMENT:
	case PV_TOK_DECL:
		break;
	}
	return PV_OK;
}

/* The text or story at hand has ended; false when nothing is left. */
static bool
next_story(struct pv_docx *d)
{
	if (d->back.active) {
		end_story(d);
		return true;
	}
	pv_docx_flush(d);
	return serve(d);
}

enum pv_rc
pv_docx_walk(struct pv_docx *d, struct pv_docx_text *text)
{
	struct pv_tok tok;
	enum pv_rc rc;

	d->text = text;
	pv_tokens_init_xml(&d->tokens, text->xml);
	d->end = text->xml.len;
	d->start = SIZE_MAX;
	d->nframes = 0;
	d->bindings.len = 0;
	for (;;) {
		if (d->tokens.at >= d->end ||
		    !pv_tokens_next(&d->tokens, &tok)) {
			if (!next_story(d))
				return PV_OK;
			continue;
		}
		rc = token(d, &tok);
		if (rc != PV_OK)
			return rc;
		(void)serve(d);
	}
}
