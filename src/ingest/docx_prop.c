/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/docx.h"

#include "base/num.h"
#include "ingest/docx_list.h"

/* w:val, or an empty span. */
static struct pv_span
val(const struct pv_tok *tok)
{
	struct pv_span v = { NULL, 0 };

	(void)pv_office_attr(tok, "val", &v);
	return v;
}

bool
pv_docx_int(struct pv_span s, int32_t *out)
{
	bool minus = s.len > 0 && s.ptr[0] == '-';
	uint64_t n;

	if (!pv_num_parse(pv_span_sub(s, minus, s.len), INT32_MAX, &n))
		return false;
	*out = minus ? -(int32_t)n : (int32_t)n;
	return true;
}

/* ST_OnOff (17.17.4): absent means on. */
enum pv_docx_toggle
pv_docx_switch(const struct pv_tok *tok)
{
	struct pv_span v = val(tok);

	return pv_span_eq(v, PV_SPAN("0")) || pv_span_eq(v, PV_SPAN("false")) ||
	    pv_span_eq(v, PV_SPAN("off")) ? PV_DOCX_OFF : PV_DOCX_ON;
}

static bool
is(const struct pv_tok *tok, const char *name)
{
	return pv_span_eq(tok->name, pv_span_str(name));
}

bool
pv_docx_rpr_take(struct pv_docx_rpr *r, const struct pv_tok *tok)
{
	if (is(tok, "b"))
		r->bold = (uint8_t)pv_docx_switch(tok);
	else if (is(tok, "i"))
		r->italic = (uint8_t)pv_docx_switch(tok);
	else if (is(tok, "u"))
		r->underline = pv_span_eq(val(tok), PV_SPAN("none")) ?
		    PV_DOCX_OFF : PV_DOCX_ON;
	else if (is(tok, "caps"))
		r->caps = (uint8_t)pv_docx_switch(tok);
	else if (is(tok, "vanish"))
		r->vanish = (uint8_t)pv_docx_switch(tok);
	else if (is(tok, "specVanish"))
		r->spec_vanish = (uint8_t)pv_docx_switch(tok);
	else if (is(tok, "rStyle"))
		r->style = val(tok);
	else
		return false;
	return true;
}

void
pv_docx_ppr_init(struct pv_docx_ppr *p)
{
	*p = (struct pv_docx_ppr){ .num_id = -1, .level = -1, .outline = -1,
		.indent = PV_DOCX_NO_INDENT };
}

static int32_t
measure(const struct pv_tok *tok, const char *name, const char *other)
{
	struct pv_span v;
	int32_t n;

	if (!pv_office_attr(tok, name, &v) && (other == NULL ||
	    !pv_office_attr(tok, other, &v)))
		return PV_DOCX_NO_INDENT;
	/* 22 inches are the widest page that there is. */
	return pv_docx_int(v, &n) && n > -31680 && n < 31680 ? n :
	    PV_DOCX_NO_INDENT;
}

/*
 * w:ind (17.3.1.12): where the first line begins.  A tag that says neither
 * where the paragraph nor where its first line stands says nothing.
 */
static void
take_indent(struct pv_docx_ppr *p, const struct pv_tok *tok)
{
	int32_t left = measure(tok, "left", "start");
	int32_t hanging = measure(tok, "hanging", NULL);
	int32_t first = measure(tok, "firstLine", NULL);

	if (left == PV_DOCX_NO_INDENT && first == PV_DOCX_NO_INDENT)
		return;
	p->indent = left == PV_DOCX_NO_INDENT ? 0 : left;
	if (hanging != PV_DOCX_NO_INDENT)
		p->indent -= hanging;
	else if (first != PV_DOCX_NO_INDENT)
		p->indent += first;
}

static void
take_count(int32_t *out, const struct pv_tok *tok, int32_t max)
{
	int32_t n;

	if (!pv_docx_int(val(tok), &n))
		return;
	*out = n < 0 ? 0 : n > max ? max : n;
}

bool
pv_docx_ppr_take(struct pv_docx_ppr *p, const struct pv_tok *tok)
{
	struct pv_span v;

	if (is(tok, "pStyle")) {
		p->style = val(tok);
	} else if (is(tok, "numId")) {
		take_count(&p->num_id, tok, INT32_MAX);
	} else if (is(tok, "ilvl")) {
		take_count(&p->level, tok, PV_DOCX_LEVELS - 1);
	} else if (is(tok, "outlineLvl")) {
		take_count(&p->outline, tok, PV_DOCX_BODY);
	} else if (is(tok, "ind")) {
		take_indent(p, tok);
	} else if (is(tok, "jc")) {
		v = val(tok);
		p->centered = pv_span_eq(v, PV_SPAN("center")) ? PV_DOCX_ON :
		    PV_DOCX_OFF;
	} else if (is(tok, "sectPr")) {
		p->section_only = true;
	} else {
		return false;
	}
	return true;
}
