/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include <stdlib.h>

#include "base/num.h"

#define BINDINGS_MAX 128        /* declared by the root element */

/* A mark whose end is sought. */
struct pending { size_t mark; bool field; };

struct ahead {
	struct pv_docx_text *t;
	struct pv_vec open;         /* struct pending, innermost last */
	size_t note;                /* the open note, from 1 */
};

static void
push(struct ahead *a, size_t at, bool field)
{
	struct pv_office_extent m = { at, 0 };
	struct pending p = { a->t->extents.len, field };

	if (pv_vec_add(&a->t->extents, &m))
		pv_vec_add(&a->open, &p);
}

/*
 * End the innermost field, or with it whatever was left open inside a text
 * box, whose fields are its own.
 */
static void
pop(struct ahead *a, size_t end, bool field)
{
	struct pending *p;

	while (a->open.len > 0) {
		p = PV_VEC_AT(&a->open, struct pending, a->open.len - 1);
		if (field && !p->field)
			return;
		a->open.len--;
		if (p->field != field)
			continue;
		PV_VEC_AT(&a->t->extents, struct pv_office_extent,
		    p->mark)->end =
		    end;
		return;
	}
}

static void
start_note(struct ahead *a, const struct pv_tok *tok)
{
	struct pv_docx_note n = { .at = tok->src };
	struct pv_span v;

	a->note = 0;
	if (pv_office_attr(tok, "type", &v) &&
	    !pv_span_eq(v, PV_SPAN("normal")))
		return;
	if (pv_office_attr(tok, "id", &v) &&
	    pv_num_parse(v, INT32_MAX, &n.id) && pv_vec_add(&a->t->notes, &n))
		a->note = a->t->notes.len;
}

static void
end_note(struct ahead *a, const struct pv_tok *tok)
{
	if (a->note > 0)
		PV_VEC_AT(&a->t->notes, struct pv_docx_note,
		    a->note - 1)->end = tok->src + tok->len;
	a->note = 0;
	a->open.len = 0;
}

static void
field_char(struct ahead *a, const struct pv_tok *tok)
{
	struct pv_span v;

	if (!pv_office_attr(tok, "fldCharType", &v))
		return;
	if (pv_span_eq(v, PV_SPAN("begin")))
		push(a, tok->src, true);
	else if (pv_span_eq(v, PV_SPAN("end")))
		pop(a, tok->src, true);
}

/* Names alone decide: a foreign element is at worst marked in vain. */
static void
look_at(struct ahead *a, const struct pv_tok *tok)
{
	bool open = tok->kind == PV_TOK_OPEN;

	if (open && pv_span_eq(tok->name, PV_SPAN("fldChar"))) {
		field_char(a, tok);
	} else if (pv_span_eq(tok->name, PV_SPAN("txbxContent")) &&
	    !tok->empty) {
		if (open)
			push(a, tok->src, false);
		else
			pop(a, tok->src + tok->len, false);
	} else if (pv_span_eq(tok->name, PV_SPAN("footnote")) ||
	    pv_span_eq(tok->name, PV_SPAN("endnote"))) {
		if (open && !tok->empty)
			start_note(a, tok);
		else if (!open)
			end_note(a, tok);
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct pv_docx_note *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

enum pv_rc
pv_docx_ahead(struct pv_docx_text *t, struct pv_err *err)
{
	struct ahead a = { .t = t, .open = PV_VEC_INIT(struct pending) };
	struct pv_tokens tokens;
	struct pv_tok tok;
	bool root = true, failed;

	a.open.mem = t->extents.mem;
	pv_tokens_init_xml(&tokens, t->xml);
	while (pv_tokens_next(&tokens, &tok)) {
		if (tok.kind != PV_TOK_OPEN && tok.kind != PV_TOK_CLOSE)
			continue;
		if (root && pv_office_declare(&tok, pv_docx_bind,
		    &t->ns) > BINDINGS_MAX)
			break;
		if (root)
			pv_office_ignore(&tok, &t->ns);
		root = false;
		look_at(&a, &tok);
	}
	failed = a.open.failed;
	pv_vec_release(&a.open);
	if (failed || t->extents.failed || t->notes.failed ||
	    t->ns.failed)
		return pv_fail_nomem(err);
	if (t->ns.len > BINDINGS_MAX)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than %d namespaces", BINDINGS_MAX);
	if (t->notes.len > 1)
		qsort(t->notes.ptr, t->notes.len, sizeof(struct pv_docx_note),
		    by_id);
	return PV_OK;
}
