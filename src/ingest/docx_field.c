/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx_walk.h"

#include "base/num.h"

#define INSTR_MAX (UINT32_C(1) << 20)   /* bytes of open fields' codes */

static struct pv_docx_field *
innermost(struct pv_docx *d)
{
	if (d->fields.len == (d->back.active ? d->back.nfields : 0))
		return NULL;
	return PV_VEC_AT(&d->fields, struct pv_docx_field,
	    d->fields.len - 1);
}

/* HYPERLINK "url" \l "place" \o "tip" (17.16.5.25) */
void
pv_docx_field_link(struct pv_docx *d, struct pv_span code)
{
	size_t quote;

	code = pv_span_trim(code);
	if (!pv_span_istarts(code, PV_SPAN("HYPERLINK ")))
		return;
	code = pv_charrefs(pv_span_trim(pv_span_sub(code, 10, code.len)),
	    d->arena);
	if (code.ptr == NULL)
		d->office.urls.failed = true;
	if (code.len == 0 || code.ptr[0] != '"')
		return;
	code = pv_span_sub(code, 1, code.len);
	quote = pv_span_find(code, PV_SPAN("\""));
	if (d->codes == 0 && quote > 0)
		pv_office_link(&d->office, pv_span_sub(code, 0, quote));
}

/* A field that never ends would swallow the rest of the document. */
static void
begin(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_docx_field f = { .code = true, .instr = d->instr.len,
		.items = d->items.len,
		.end = pv_office_extent_end(&d->text->extents,
	    tok->src) };

	if (f.end == 0)
		return;
	if (pv_vec_add(&d->fields, &f))
		d->codes++;
}

/* What follows is the field's result. */
static void
separate(struct pv_docx *d)
{
	struct pv_docx_field *f = innermost(d);

	if (f == NULL || !f->code)
		return;
	f->code = false;
	d->codes--;
	if (d->codes == 0 && d->instr.len > f->instr &&
	    pv_office_stands(&d->office, pv_docx_state(d)))
		pv_docx_field_link(d, pv_span_sub(pv_buf_view(&d->instr),
		    f->instr, d->instr.len));
}

/* Boxes and lists of forms show what they are set to, without a result. */
static void
end(struct pv_docx *d)
{
	struct pv_docx_field *f = innermost(d), was;

	if (f == NULL)
		return;
	was = *f;
	d->fields.len--;
	d->codes -= was.code;
	if (was.check > 0)
		pv_docx_put(d, was.check > 1 ? PV_SPAN("\342\230\222") :
		    PV_SPAN("\342\230\220"));
	else if (was.items + was.item < d->items.len)
		pv_docx_put(d, *PV_VEC_AT(&d->items, struct pv_span,
		    was.items + was.item));
	else if (was.code && d->instr.len > was.instr)
		pv_docx_field_auto(d, pv_span_sub(pv_buf_view(&d->instr),
		    was.instr, d->instr.len));
	if (d->instr.len > was.instr)
		d->instr.len = was.instr;
	if (d->items.len > was.items)
		d->items.len = was.items;
}

void
pv_docx_field_expire(struct pv_docx *d, size_t at)
{
	const struct pv_docx_field *f = innermost(d);

	for (; f != NULL && f->end < at; f = innermost(d))
		end(d);
}

void
pv_docx_field_char(struct pv_docx *d, const struct pv_tok *tok)
{
	struct pv_span type;

	if (!pv_office_attr(tok, "fldCharType", &type))
		return;
	if (pv_span_eq(type, PV_SPAN("begin")))
		begin(d, tok);
	else if (pv_span_eq(type, PV_SPAN("separate")))
		separate(d);
	else if (pv_span_eq(type, PV_SPAN("end")))
		end(d);
	if (d->instr.len > INSTR_MAX)
		d->instr.len = INSTR_MAX;
}

/* w:ffData (17.16.17) of the innermost field */
void
pv_docx_field_data(struct pv_docx *d, const struct pv_tok *tok,
    enum pv_docx_el el)
{
	const struct pv_docx_frame *up = PV_DOCX_ABOVE(d, 1);
	struct pv_docx_field *f = innermost(d);
	struct pv_span v;
	uint64_t n;

	if (f == NULL || !f->code)
		return;
	if (el == PV_EL_CHECK_BOX) {
		f->check = 1;
	} else if (el == PV_EL_CHECKED && up != NULL &&
	    up->el == PV_EL_CHECK_BOX) {
		f->check = pv_docx_switch(tok) == PV_DOCX_ON ? 2 : 1;
	} else if (el == PV_EL_LIST_ITEM) {
		if (pv_office_attr(tok, "val", &v) && v.len > 0) {
			v = pv_charrefs(v, d->arena);
			if (v.ptr == NULL)
				d->items.failed = true;
			else
				pv_vec_add(&d->items, &v);
		}
	} else if (el == PV_EL_RESULT || el == PV_EL_CHECKED) {
		if (up != NULL && up->el == PV_EL_DROP_DOWN &&
		    pv_office_attr(tok, "val", &v) &&
		    pv_num_parse(v, 100000, &n))
			f->item = (uint32_t)n;
	}
}
