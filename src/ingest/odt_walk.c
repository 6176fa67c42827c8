/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/odt_walk.h"

#define BINDINGS_MAX 256        /* declarations of namespaces in force */
#define CAPTION_MAX 80          /* bytes of a description of an image */

void
pv_odt_init(struct pv_odt *d, struct pv_blocks *out, struct pv_arena *arena,
    struct pv_err *err)
{
	const struct pv_mem *mem = pv_arena_mem(arena);

	memset(d, 0, sizeof(*d));
	pv_office_init(&d->office, out);
	d->arena = arena;
	d->err = err;
	for (int i = 0; i < 2; i++)
		pv_odt_counters_init(&d->counters[i], mem);
	d->returns = (struct pv_vec)PV_VEC_INIT(struct pv_odt_return);
	d->bindings = (struct pv_vec)PV_VEC_INIT(struct pv_office_binding);
	d->waiting = (struct pv_vec)PV_VEC_INIT(struct pv_odt_story);
	d->items = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	d->returns.mem = mem;
	d->bindings.mem = mem;
	d->waiting.mem = mem;
	d->items.mem = mem;
	d->chars.mem = mem;
}

void
pv_odt_release(struct pv_odt *d)
{
	pv_office_release(&d->office);
	for (int i = 0; i < 2; i++)
		pv_odt_counters_release(&d->counters[i]);
	pv_vec_release(&d->returns);
	pv_vec_release(&d->bindings);
	pv_vec_release(&d->waiting);
	pv_vec_release(&d->items);
	pv_buf_release(&d->chars);
}

bool
pv_odt_failed(const struct pv_odt *d)
{
	return d->returns.failed || d->bindings.failed ||
	    d->waiting.failed || d->items.failed || d->chars.failed ||
	    d->counters[0].counts.failed || d->counters[1].counts.failed;
}

static bool
says(const struct pv_tok *tok, const char *name, const char *what)
{
	struct pv_span v;

	return pv_office_attr(tok, name, &v) &&
	    pv_span_eq(v, pv_span_str(what));
}

/* A picture whose description is longer than a caption hides text. */
static void
describe(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_span rest = pv_span_sub(d->text->xml, tok->src + tok->len,
	    d->end);

	if (d->told_image || d->office.furniture || tok->empty ||
	    pv_span_find(pv_span_sub(rest, 0, CAPTION_MAX + 1),
	    PV_SPAN("<")) <= CAPTION_MAX)
		return;
	d->told_image = true;
	pv_office_warn(&d->office, "W-HIDDEN",
	    "an image carries text that is not read");
}

/* Elements that are left out with all that is in them. */
static bool
left_out(struct pv_odt *d, const struct pv_tok *tok, enum pv_odt_el el)
{
	size_t end;

	if (el == PV_OD_COMMENT) {
		d->office.comments += !d->office.furniture;
		return true;
	}
	if (el == PV_OD_DESCRIPTION) {
		describe(d, tok);
		return true;
	}
	if (el == PV_OD_NOTE)
		return pv_odt_note(d, tok);
	if (el == PV_OD_MASTERS || el == PV_OD_BODY)
		return (el == PV_OD_BODY) == d->office.furniture;
	if (el == PV_OD_BOX && !tok->empty && (d->in_p || d->merging) &&
	    tok->src != d->start) {
		end = pv_office_extent_end(&d->text->extents,
	    tok->src);
		if (end > 0)
			pv_odt_put_off(d, tok->src, end, 0);
		return end > 0;
	}
	return el == PV_OD_SKIP || el == PV_OD_TRACKED ||
	    el == PV_OD_STYLES || el == PV_OD_AUTOMATIC;
}

static bool
is_hidden(const struct pv_tok *tok, enum pv_odt_el el)
{
	if (el == PV_OD_SECTION)
		return says(tok, "display", "none") ||
		    says(tok, "is-hidden", "true");
	if (el == PV_OD_ROW)
		return says(tok, "visibility", "collapse") ||
		    says(tok, "visibility", "filter");
	if (el == PV_OD_OTHER)
		return says(tok, "display", "none");
	return el == PV_OD_COVERED;
}

/* Parts of tables, where the text has them. */
static void
enter_table(struct pv_odt *d, struct pv_odt_frame *f)
{
	f->acts = pv_odt_stands(d);
	d->item = (struct pv_odt_open_item){ .fresh = false };
	d->list = (struct pv_odt_open_list){ .list = 0 };
	if (!f->acts)
		return;
	pv_odt_flush(d);
	if (f->el == PV_OD_ROW)
		f->row = pv_office_row_begin(&d->office);
	else if (f->el != PV_OD_TABLE)
		pv_office_cell(&d->office);
}

/* The meaning of a start tag; its frame is pushed. */
static void
enter(struct pv_odt *d, const struct pv_tok *tok, struct pv_odt_frame *f)
{
	enum pv_odt_el el = (enum pv_odt_el)f->el;

	if (el == PV_OD_P || el == PV_OD_H)
		pv_odt_open_paragraph(d, tok, f);
	else if (el == PV_OD_LIST || el == PV_OD_ITEM ||
	    el == PV_OD_LIST_HEADER || el == PV_OD_NUMBERED)
		pv_odt_list(d, tok, el);
	else if (el == PV_OD_TABLE || el == PV_OD_ROW || el == PV_OD_CELL ||
	    el == PV_OD_COVERED)
		enter_table(d, f);
	else if (el == PV_OD_CHANGE || el == PV_OD_CHANGE_START ||
	    el == PV_OD_CHANGE_END)
		pv_odt_change(d, tok, el);
	else
		pv_odt_content(d, tok, el);
}

/* Lists that were open outside go on; a paragraph has met the item. */
static void
leave_list(struct pv_odt *d, const struct pv_odt_frame *f)
{
	if (f->list.list == 0 && (f->el == PV_OD_LIST ||
	    f->el == PV_OD_NUMBERED))
		d->before = d->list;
	d->list = f->list;
	d->item = f->item;
	if (f->el == PV_OD_LIST)
		d->item.fresh = false;
}

static void
leave_table(struct pv_odt *d, const struct pv_odt_frame *f)
{
	d->list = f->list;
	d->item = f->item;
	d->item.fresh = false;
	if (!f->acts)
		return;
	pv_odt_flush(d);
	if (f->el == PV_OD_ROW)
		pv_office_row_end(&d->office, f->row);
}

static void
leave(struct pv_odt *d)
{
	const struct pv_odt_frame *f = &d->frames[d->nframes - 1];
	enum pv_odt_el el = (enum pv_odt_el)f->el;

	if (el == PV_OD_P || el == PV_OD_H) {
		if (d->in_p && f->joint == PV_ODT_WHOLE)
			pv_odt_end_paragraph(d);
	} else if (el == PV_OD_LIST || el == PV_OD_ITEM ||
	    el == PV_OD_LIST_HEADER || el == PV_OD_NUMBERED) {
		leave_list(d, f);
	} else if (el == PV_OD_TABLE || el == PV_OD_ROW ||
	    el == PV_OD_CELL || el == PV_OD_COVERED) {
		leave_table(d, f);
	} else if (el == PV_OD_FIELD_MARK) {
		pv_odt_field_end(d);
	}
	d->bindings.len = f->ns;
	d->nframes--;
}

static enum pv_rc
too_many(struct pv_odt *d, const char *code, const char *what, unsigned max)
{
	return pv_fail_at(d->err, PV_EINPUT, code,
	    pv_tokens_line(&d->tokens), 0,
	    "more than %u %s", max, what);
}

/* A frame for the element, which has what stands around it. */
static struct pv_odt_frame *
push(struct pv_odt *d, const struct pv_tok *tok, enum pv_odt_el el, size_t ns)
{
	const struct pv_odt_frame *up = PV_ODT_ABOVE(d, 0);
	struct pv_odt_frame *f = &d->frames[d->nframes++];

	memset(f, 0, sizeof(*f));
	f->el = (uint8_t)el;
	f->ns = ns;
	f->list = d->list;
	f->item = d->item;
	if (up != NULL) {
		f->face = up->face;
		f->hidden = up->hidden;
	}
	f->hidden = f->hidden || is_hidden(tok, el);
	return f;
}

/*
 * What is read in another place than its own may have a prefix that is
 * declared around that only.
 */
static enum pv_odt_el
element(const struct pv_odt *d, const struct pv_tok *tok)
{
	const struct pv_vec *ns = &d->bindings;

	if (d->returns.len > 0 && !pv_office_lookup(ns, tok->prefix).known)
		ns = &d->text->ns;
	return pv_odt_element(ns, tok);
}

static enum pv_rc
open_tag(struct pv_odt *d, const struct pv_tok *tok)
{
	struct pv_odt_frame *f;
	size_t ns = d->bindings.len;
	enum pv_odt_el el;

	if (d->skip > 0) {
		d->skip += !tok->empty;
		return PV_OK;
	}
	(void)pv_office_declare(tok, pv_odt_bind, &d->bindings);
	if (d->bindings.len > BINDINGS_MAX)
		return too_many(d, "E-SIZE", "namespaces", BINDINGS_MAX);
	el = element(d, tok);
	if (left_out(d, tok, el)) {
		d->bindings.len = ns;
		d->skip = !tok->empty;
		return PV_OK;
	}
	if (d->nframes == PV_ODT_DEPTH)
		return too_many(d, "E-DEPTH", "open elements", PV_ODT_DEPTH);
	f = push(d, tok, el, ns);
	enter(d, tok, f);
	if (tok->empty)
		leave(d);
	return PV_OK;
}

static enum pv_rc
token(struct pv_odt *d, const struct pv_tok *tok)
{
	switch (tok->kind) {
	case PV_TOK_OPEN:
		return open_tag(d, tok);
	case PV_TOK_CLOSE:
		if (d->skip > 0)
			d->skip--;
		else if (d->nframes > 0)
			leave(d);
		break;
	case PV_TOK_TEXT:
	case PV_TOK_CDATA:
		if (d->skip == 0)
			pv_odt_chars(d, tok->body,
			    tok->kind == PV_TOK_CDATA);
		break;
	case PV_TOK_COMMENT:
	case PV_TOK_DECL:
		break;
	}
	return PV_OK;
}

enum pv_rc
pv_odt_walk(struct pv_odt *d, struct pv_odt_text *t)
{
	struct pv_tok tok;
	enum pv_rc rc;

	d->text = t;
	pv_tokens_init_xml(&d->tokens, t->xml);
	d->end = t->xml.len;
	d->start = SIZE_MAX;
	d->first = SIZE_MAX;
	d->last = SIZE_MAX;
	d->nframes = 0;
	d->bindings.len = 0;
	for (;;) {
		if (d->tokens.at >= d->end ||
		    !pv_tokens_next(&d->tokens, &tok)) {
			if (pv_odt_return(d))
				continue;
			pv_odt_flush(d);
			if (!pv_odt_serve(d))
				return PV_OK;
			continue;
		}
		rc = token(d, &tok);
		if (rc != PV_OK)
			return rc;
		(void)pv_odt_serve(d);
	}
}
