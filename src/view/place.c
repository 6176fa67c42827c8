/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/place.h"

/* The last line that begins at or before `at`, as an index. */
static size_t
line_at(const struct pv_view_doc *doc, uint32_t at)
{
	size_t lo = 0, hi = doc->nlines, mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (doc->lines[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* Formats whose lines are paragraphs or pages, which the clause knows. */
static bool
has_own_lines(const struct pv_version *v)
{
	return v->format == PV_FORMAT_DOCX || v->format == PV_FORMAT_ODT ||
	    v->format == PV_FORMAT_PDF || v->format == PV_FORMAT_DOC ||
	    v->format == PV_FORMAT_RTF;
}

struct pv_view_place
pv_view_place(const struct pv_version *v, const struct pv_view_doc *doc,
    uint32_t clause, struct pv_range norm)
{
	struct pv_range r = pv_version_place(v, norm);
	struct pv_view_place p = { r.start, r.end, 0, 1 };
	size_t n;

	if (doc->nlines > 0 && !has_own_lines(v)) {
		n = line_at(doc, r.start);
		p.line = (uint32_t)n + 1;
		if (r.start >= doc->lines[n])
			p.column = r.start - doc->lines[n] + 1;
	} else if (clause < v->nclauses) {
		p.line = v->clauses[clause].line;
	}
	return p;
}

struct pv_span
pv_clause_label(const struct pv_version *v, uint32_t i)
{
	if (i >= v->nclauses)
		return PV_SPAN("");
	return pv_version_str(v, v->clauses[i].label);
}

struct pv_span
pv_clause_heading(const struct pv_version *v, uint32_t i)
{
	const struct pv_clause *c;

	while (i < v->nclauses) {
		c = &v->clauses[i];
		if (c->heading.end > c->heading.start)
			return pv_version_text(v, c->heading);
		i = c->parent;
	}
	return PV_SPAN("");
}

struct pv_span
pv_clause_title(const struct pv_version *v, uint32_t i)
{
	struct pv_span label = pv_clause_label(v, i);

	if (label.len > 0 || i >= v->nclauses)
		return label;
	return pv_span_str(pv_clause_kind_name(
	    (enum pv_clause_kind)v->clauses[i].kind));
}

struct pv_span
pv_view_control(const struct pv_view_opts *o, uint32_t old_clause,
    uint32_t new_clause)
{
	if (new_clause != PV_NONE && o->newer.controls != NULL)
		return o->newer.controls[new_clause];
	if (new_clause == PV_NONE && old_clause != PV_NONE &&
	    o->doc.removers != NULL)
		return o->doc.removers[old_clause];
	if (old_clause != PV_NONE && o->doc.controls != NULL &&
	    o->newer.controls == NULL)
		return o->doc.controls[old_clause];
	return PV_SPAN("");
}
