/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/akn.h"

#include <stdlib.h>

#include "base/utf8.h"

#define WORK_DIGITS 16      /* of the SHA-256, in the work's IRI */
#define NAME_REACH 400      /* bytes from a party's alias back to its name */
#define REPLACEMENT "\357\277\275"

static const char *
reference(uint32_t cp, bool value)
{
	switch (cp) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return value ? "&quot;" : NULL;
	case '\t': return "&#9;";
	case '\n': return "&#10;";
	case '\r': return "&#13;";
	}
	/* XML 1.0, 2.2: what no reference may stand for, either */
	return cp < 0x20 || cp == 0xfffe || cp == 0xffff ? REPLACEMENT : NULL;
}

static void
put_escaped(struct pv_buf *out, struct pv_span s, bool value)
{
	size_t from = 0, at = 0, n;
	const char *ref;
	uint32_t cp;

	while (at < s.len) {
		n = pv_utf8_decode(pv_span_sub(s, at, s.len), &cp);
		ref = n == 0 ? REPLACEMENT : reference(cp, value);
		n = n == 0 ? 1 : n;
		if (ref != NULL) {
			pv_buf_add(out, s.ptr + from, at - from);
			pv_buf_str(out, ref);
			from = at + n;
		}
		at += n;
	}
	pv_buf_add(out, s.ptr + from, s.len - from);
}

void
pv_akn_text(struct pv_buf *out, struct pv_span s)
{
	put_escaped(out, s, false);
}

void
pv_akn_value(struct pv_buf *out, struct pv_span s)
{
	put_escaped(out, s, true);
}

/* "/akn/zz/doc/agreement/2026-04-27/0123456789abcdef" */
static void
put_iri(struct pv_buf *out, const struct pv_version *v, const char *rest)
{
	struct pv_span date = pv_version_str(v, v->date);

	pv_buf_str(out, "value=\"/akn/zz/doc/agreement/");
	pv_akn_value(out, date.len > 0 ? date : PV_SPAN("undated"));
	pv_buf_char(out, '/');
	pv_buf_add(out, v->sha256, WORK_DIGITS);
	pv_buf_str(out, rest);
	pv_buf_str(out, "\"/>\n");
}

/* The date of the agreement; one is required, so "unknown" is year 1. */
static void
put_date(struct pv_buf *out, const struct pv_version *v)
{
	struct pv_span date = pv_version_str(v, v->date);

	pv_buf_str(out, "<FRBRdate date=\"");
	pv_akn_value(out, date.len > 0 ? date : PV_SPAN("0001-01-01"));
	pv_buf_str(out, date.len > 0 ? "\" name=\"agreement\"/>\n" :
	    "\" name=\"unknown\"/>\n");
	pv_buf_str(out, "<FRBRauthor href=\"#proviso\"/>\n");
}

static void
put_identification(struct pv_buf *out, const struct pv_version *v)
{
	pv_buf_str(out, "<identification source=\"#proviso\">\n<FRBRWork>\n"
	    "<FRBRthis ");
	put_iri(out, v, "/!main");
	pv_buf_str(out, "<FRBRuri ");
	put_iri(out, v, "");
	put_date(out, v);
	pv_buf_str(out, "<FRBRcountry value=\"zz\"/>\n</FRBRWork>\n"
	    "<FRBRExpression>\n<FRBRthis ");
	put_iri(out, v, "/und@/!main");
	pv_buf_str(out, "<FRBRuri ");
	put_iri(out, v, "/und@");
	put_date(out, v);
	pv_buf_str(out, "<FRBRlanguage language=\"und\"/>\n</FRBRExpression>\n"
	    "<FRBRManifestation>\n<FRBRthis ");
	put_iri(out, v, "/und@/!main.xml");
	pv_buf_str(out, "<FRBRuri ");
	put_iri(out, v, "/und@.xml");
	put_date(out, v);
	pv_buf_str(out, "<FRBRformat value=\"application/akn+xml\"/>\n"
	    "</FRBRManifestation>\n</identification>\n");
}

/* A top level class: what inline elements refer to by "#CLASS-N". */
static void
put_class(struct pv_buf *out, const char *element, const char *class,
    size_t n, struct pv_span name)
{
	pv_buf_printf(out, "<%s eId=\"%s-%zu\" href=\"/akn/ontology/%s/%s-%zu\""
	    " showAs=\"", element, class, n, class, class, n);
	pv_akn_value(out, name);
	pv_buf_str(out, "\"/>\n");
}

void
pv_akn_meta(struct pv_buf *out, const struct pv_version *v)
{
	pv_buf_str(out, "<meta>\n");
	put_identification(out, v);
	pv_buf_str(out, "<references source=\"#proviso\">\n"
	    "<TLCOrganization eId=\"proviso\" "
	    "href=\"/akn/ontology/organization/proviso\""
	    " showAs=\"proviso\"/>\n");
	for (size_t i = 0; i < v->nparties; i++)
		put_class(out, "TLCOrganization", "party", i + 1,
		    pv_version_str(v, v->parties[i].name));
	for (size_t i = 0; i < v->ndefs; i++)
		put_class(out, "TLCTerm", "term", i + 1,
		    pv_version_str(v, v->defs[i].term));
	pv_buf_str(out, "</references>\n</meta>\n");
}

static void
add(struct pv_vec *out, struct pv_range at, enum pv_akn_note_kind kind,
    size_t index)
{
	struct pv_akn_note n = { at, (uint32_t)index, (uint8_t)kind };

	if (at.end > at.start)
		pv_vec_add(out, &n);
}

static struct pv_range
trimmed(const struct pv_version *v, struct pv_range r)
{
	const char *text = v->text.ptr;

	while (r.start < r.end && pv_isspace(text[r.start]))
		r.start++;
	while (r.end > r.start && pv_isspace(text[r.end - 1]))
		r.end--;
	return r;
}

/* The first place of `s` in a range of the text; empty when it is not there. */
static struct pv_range
place_of(const struct pv_version *v, struct pv_range in, struct pv_span s)
{
	struct pv_span text = pv_version_text(v, in);
	size_t at = pv_span_find(text, s);

	if (s.len == 0 || at == text.len)
		return (struct pv_range){ 0, 0 };
	return (struct pv_range){ in.start + (uint32_t)at,
		in.start + (uint32_t)(at + s.len) };
}

/* A party's name stands in front of its alias, which is all we have. */
static struct pv_range
around(struct pv_range r)
{
	r.start -= r.start < NAME_REACH ? r.start : NAME_REACH;
	return r;
}

static int
by_place(const void *a, const void *b)
{
	const struct pv_akn_note *x = a, *y = b;

	if (x->at.start != y->at.start)
		return x->at.start < y->at.start ? -1 : 1;
	if (x->at.end != y->at.end)
		return x->at.end > y->at.end ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->index < y->index ? -1 : x->index > y->index;
}

void
pv_akn_notes(const struct pv_version *v, struct pv_vec *out)
{
	size_t i;

	for (i = 0; i < v->nrefs; i++)
		if (v->refs[i].to != PV_NONE && v->refs[i].to != 0 &&
		    v->refs[i].relation != PV_REF_EXTERNAL)
			add(out, v->refs[i].at, PV_AKN_NOTE_REF, i);
	for (i = 0; i < v->ndefs; i++) {
		add(out, place_of(v, v->defs[i].at, pv_version_str(v,
		    v->defs[i].term)), PV_AKN_NOTE_TERM, i);
		if (v->defs[i].kind == PV_DEF_MEANS)
			add(out, trimmed(v, v->defs[i].meaning),
			    PV_AKN_NOTE_DEF, i);
	}
	for (i = 0; i < v->nparties; i++)
		add(out, place_of(v, around(v->parties[i].at),
		    pv_version_str(v, v->parties[i].name)),
		    PV_AKN_NOTE_PARTY, i);
	for (i = 1; i < v->nclauses && v->clauses[i].kind !=
	    PV_CLAUSE_TITLE; i = v->clauses[i].next)
		;
	if (i < v->nclauses)
		add(out, place_of(v, v->clauses[i].all, pv_version_str(v,
		    v->title)), PV_AKN_NOTE_TITLE, 0);
	if (out->len > 1)
		qsort(out->ptr, out->len, sizeof(struct pv_akn_note),
		    by_place);
}
