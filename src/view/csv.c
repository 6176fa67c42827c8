/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/place.h"
#include "view/views.h"

/*
 * "csv": RFC 4180 with a head.  A cell that a spreadsheet would take for a
 * formula begins with an apostrophe.
 */

void
pv_view_csv(struct pv_buf *out, struct pv_span s)
{
	struct pv_buf text = PV_BUF_INIT;
	size_t i;

	pv_view_escape(&text, s, true);
	pv_buf_char(out, '"');
	if (s.len > 0 && memchr("=+-@\t\r", s.ptr[0], 6) != NULL)
		pv_buf_char(out, '\'');
	for (i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			pv_buf_char(out, '"');
		pv_buf_char(out, text.ptr[i]);
	}
	pv_buf_char(out, '"');
	out->failed = out->failed || text.failed;
	pv_buf_release(&text);
}

static void
cell(struct pv_buf *out, struct pv_span s)
{
	if (s.len > 0)
		pv_view_csv(out, s);
	pv_buf_char(out, ',');
}

static void
number(struct pv_buf *out, uint64_t n)
{
	pv_buf_u64(out, n);
	pv_buf_char(out, ',');
}

static void
csv_begin(struct pv_buf *out, enum pv_view_kind kind,
    const struct pv_view_opts *o)
{
	int i;

	(void)o;
	switch (kind) {
	case PV_VIEW_CLAUSES:
		pv_buf_str(out, "file,label,heading,kind,depth,start,end,"
		    "line,column,basis,stem,text\r\n");
		break;
	case PV_VIEW_LINTS:
		pv_buf_str(out, "file,clause,kind,code,subject,message,"
		    "other,start,end,line,column,basis,text\r\n");
		break;
	case PV_VIEW_FINDINGS:
		pv_buf_str(out, "file,agreement,clause,heading,provision,"
		    "subtype,stance,strength,confidence,rule,start,end,line,"
		    "column,basis,text,");
		for (i = 0; i < PV_ATTR_COUNT; i++) {
			pv_buf_str(out,
			    pv_attr_key_name((enum pv_attr_key)i));
			pv_buf_char(out, ',');
		}
		pv_buf_str(out, "redacted,review\r\n");
		break;
	}
}

static void
finding_row(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, size_t i, const struct pv_view_doc *doc)
{
	const struct pv_finding *x = &f->items[i];
	struct pv_view_place p = pv_view_place(v, doc, x->clause, x->at);
	int key;

	cell(out, doc->file);
	cell(out, doc->agreement);
	cell(out, pv_clause_label(v, x->clause));
	cell(out, pv_clause_heading(v, x->clause));
	cell(out, pv_findings_str(f, x->provision));
	cell(out, pv_findings_str(f, x->subtype));
	cell(out, pv_span_str(pv_stance_name((enum pv_stance)x->stance)));
	cell(out, x->strength == PV_STRENGTH_NONE ? PV_SPAN("") : pv_span_str(
	    pv_strength_name((enum pv_strength)x->strength)));
	pv_buf_printf(out, "%d.%03d,", (int)(x->confidence / 1000),
	    (int)(x->confidence % 1000));
	cell(out, pv_findings_str(f, x->rule));
	number(out, p.start);
	number(out, p.end);
	number(out, p.line);
	number(out, p.column);
	cell(out, pv_span_str(pv_basis_name((enum pv_basis)v->basis)));
	cell(out, pv_version_text(v, x->at));
	for (key = 0; key < PV_ATTR_COUNT; key++)
		cell(out, pv_finding_attr(f, i, (enum pv_attr_key)key));
	pv_buf_str(out,
	    (x->flags & PV_FINDING_REDACTED) != 0 ? "true," : ",");
	pv_buf_str(out,
	    (x->flags & PV_FINDING_REVIEW) != 0 ? "true\r\n" : "\r\n");
}

static void
csv_findings(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_view_opts *o)
{
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		if (pv_view_shows(o, &f->items[i]))
			finding_row(out, v, f, i, &o->doc);
	}
}

static void
csv_clauses(struct pv_buf *out, const struct pv_version *v,
    const struct pv_view_opts *o)
{
	const struct pv_clause *c;
	struct pv_view_place p;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		c = &v->clauses[i];
		p = pv_view_place(v, &o->doc, i, c->all);
		cell(out, o->doc.file);
		cell(out, pv_clause_label(v, i));
		cell(out, pv_version_text(v, c->heading));
		cell(out, pv_span_str(
		    pv_clause_kind_name((enum pv_clause_kind)c->kind)));
		number(out, c->depth);
		number(out, p.start);
		number(out, p.end);
		number(out, p.line);
		number(out, p.column);
		cell(out, pv_span_str(
		    pv_basis_name((enum pv_basis)v->basis)));
		cell(out, pv_version_text(v, c->stem));
		pv_view_csv(out, pv_version_text(v, c->all));
		pv_buf_str(out, "\r\n");
	}
}

static void
csv_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	const struct pv_lint *x;
	struct pv_view_place p;
	size_t i;

	for (i = 0; i < l->nitems; i++) {
		x = &l->items[i];
		p = pv_view_place(v, &o->doc, x->clause, x->at);
		cell(out, o->doc.file);
		cell(out, pv_clause_label(v, x->clause));
		cell(out, pv_span_str(pv_lint_name(x->kind)));
		cell(out, pv_span_str(pv_lint_code(x->kind)));
		cell(out, x->subject);
		cell(out, x->text);
		cell(out, pv_clause_label(v, x->other));
		number(out, p.start);
		number(out, p.end);
		number(out, p.line);
		number(out, p.column);
		cell(out, pv_span_str(
		    pv_basis_name((enum pv_basis)v->basis)));
		pv_view_csv(out, pv_version_text(v, x->at));
		pv_buf_str(out, "\r\n");
	}
}

const struct pv_view pv_view_csv_table = {
	"csv", csv_begin, csv_findings, csv_clauses, NULL, NULL, csv_lints
};
