/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/json.h"
#include "view/finding_json.h"
#include "view/place.h"
#include "view/views.h"

/*
 * "jsonl": an object a line.  "json": the same objects, a line each, in one
 * array.  The keys are the interface; proviso-json(5) tells their meaning.
 */

static void
put_attributes(struct pv_json *j, const struct pv_findings *f,
    const struct pv_finding *x)
{
	const struct pv_attr *a;
	uint32_t i;

	pv_json_key(j, "attributes");
	pv_json_open(j, '{');
	for (i = 0; i < x->nattrs; i++) {
		a = &f->attrs[x->attrs + i];
		pv_json_key_str(j, pv_attr_key_name((enum pv_attr_key)a->key),
		    pv_findings_str(f, a->value));
	}
	if ((x->flags & PV_FINDING_REDACTED) != 0) {
		pv_json_key(j, "redacted");
		pv_json_bool(j, true);
	}
	pv_json_close(j, '}');
}

static void
put_evidence(struct pv_json *j, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_finding *x)
{
	const struct pv_evidence *e;
	struct pv_range at;
	uint32_t i;

	pv_json_key(j, "evidence");
	pv_json_open(j, '[');
	for (i = 0; i < x->nevidence; i++) {
		e = &f->evidence[x->evidence + i];
		at = pv_version_place(v, e->at);
		pv_json_open(j, '{');
		pv_json_key_str(j, "rule", pv_findings_str(f, e->rule));
		pv_json_key_u64(j, "start", at.start);
		pv_json_key_u64(j, "end", at.end);
		pv_json_key(j, "weight");
		pv_json_milli(j, e->weight);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
}

void
pv_finding_json(struct pv_json *j, const struct pv_version *v,
    const struct pv_findings *f, size_t i, const struct pv_view_doc *doc)
{
	const struct pv_finding *x = &f->items[i];
	struct pv_view_place p = pv_view_place(v, doc, x->clause, x->at);

	pv_json_open(j, '{');
	pv_json_key_str(j, "file", doc->file);
	pv_json_key_str(j, "agreement", doc->agreement);
	pv_json_key_str(j, "clause", pv_clause_label(v, x->clause));
	pv_json_key_str(j, "heading", pv_clause_heading(v, x->clause));
	if (doc->controls != NULL)
		pv_json_key_str(j, "source", doc->controls[x->clause]);
	pv_json_key_str(j, "provision", pv_findings_str(f, x->provision));
	pv_json_key_str(j, "subtype", pv_findings_str(f, x->subtype));
	pv_json_key_str(j, "stance",
	    pv_span_str(pv_stance_name((enum pv_stance)x->stance)));
	if (x->strength != PV_STRENGTH_NONE)
		pv_json_key_str(j, "strength", pv_span_str(
		    pv_strength_name((enum pv_strength)x->strength)));
	pv_json_key(j, "confidence");
	pv_json_milli(j, x->confidence);
	pv_json_key_str(j, "rule", pv_findings_str(f, x->rule));
	pv_json_key_u64(j, "start", p.start);
	pv_json_key_u64(j, "end", p.end);
	pv_json_key_u64(j, "line", p.line);
	pv_json_key_u64(j, "column", p.column);
	pv_json_key_str(j, "basis",
	    pv_span_str(pv_basis_name((enum pv_basis)v->basis)));
	pv_json_key_str(j, "text", pv_version_text(v, x->at));
	if ((x->flags & PV_FINDING_REVIEW) != 0) {
		pv_json_key(j, "review");
		pv_json_bool(j, true);
	}
	put_attributes(j, f, x);
	put_evidence(j, v, f, x);
	pv_json_close(j, '}');
}

static void
put_clause(struct pv_json *j, const struct pv_version *v, uint32_t i,
    const struct pv_view_doc *doc)
{
	const struct pv_clause *c = &v->clauses[i];
	struct pv_view_place p = pv_view_place(v, doc, i, c->all);

	pv_json_open(j, '{');
	pv_json_key_str(j, "file", doc->file);
	pv_json_key_str(j, "label", pv_clause_label(v, i));
	pv_json_key_str(j, "heading", pv_version_text(v, c->heading));
	pv_json_key_str(j, "kind", pv_span_str(
	    pv_clause_kind_name((enum pv_clause_kind)c->kind)));
	pv_json_key_u64(j, "depth", c->depth);
	pv_json_key_str(j, "text", pv_version_text(v, c->all));
	pv_json_key_str(j, "stem", pv_version_text(v, c->stem));
	pv_json_key_u64(j, "start", p.start);
	pv_json_key_u64(j, "end", p.end);
	pv_json_key_u64(j, "line", p.line);
	pv_json_key_u64(j, "column", p.column);
	pv_json_key_str(j, "basis",
	    pv_span_str(pv_basis_name((enum pv_basis)v->basis)));
	if ((c->flags & PV_CLAUSE_HIDDEN) != 0) {
		pv_json_key(j, "hidden");
		pv_json_bool(j, true);
	}
	if ((c->flags & PV_CLAUSE_RESERVED) != 0) {
		pv_json_key(j, "reserved");
		pv_json_bool(j, true);
	}
	pv_json_close(j, '}');
}

/* Between two objects of an array. */
static void
separate(struct pv_buf *out, const struct pv_view_opts *o)
{
	if (*o->started)
		pv_buf_str(out, ",\n");
	*o->started = true;
}

static void
json_begin(struct pv_buf *out, enum pv_view_kind kind,
    const struct pv_view_opts *o)
{
	(void)kind;
	(void)o;
	pv_buf_str(out, "[\n");
}

static void
json_end(struct pv_buf *out, enum pv_view_kind kind,
    const struct pv_view_opts *o)
{
	(void)kind;
	pv_buf_str(out, *o->started ? "\n]\n" : "]\n");
}

static void
json_findings(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_view_opts *o)
{
	struct pv_json j;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		if (!pv_view_shows(o, &f->items[i]))
			continue;
		separate(out, o);
		j = (struct pv_json){ .out = out };
		pv_finding_json(&j, v, f, i, &o->doc);
	}
}

static void
json_clauses(struct pv_buf *out, const struct pv_version *v,
    const struct pv_view_opts *o)
{
	struct pv_json j;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		separate(out, o);
		j = (struct pv_json){ .out = out };
		put_clause(&j, v, i, &o->doc);
	}
}

static void
jsonl_findings(struct pv_buf *out, const struct pv_version *v,
    const struct pv_findings *f, const struct pv_view_opts *o)
{
	struct pv_json j;
	size_t i;

	for (i = 0; i < f->nitems; i++) {
		if (!pv_view_shows(o, &f->items[i]))
			continue;
		j = (struct pv_json){ .out = out };
		pv_finding_json(&j, v, f, i, &o->doc);
		pv_buf_char(out, '\n');
	}
}

static void
jsonl_clauses(struct pv_buf *out, const struct pv_version *v,
    const struct pv_view_opts *o)
{
	struct pv_json j;
	uint32_t i;

	for (i = 1; i < v->nclauses; i++) {
		j = (struct pv_json){ .out = out };
		put_clause(&j, v, i, &o->doc);
		pv_buf_char(out, '\n');
	}
}

static void
put_lint(struct pv_json *j, const struct pv_version *v,
    const struct pv_lint *x, const struct pv_view_doc *doc)
{
	struct pv_view_place p = pv_view_place(v, doc, x->clause, x->at);

	pv_json_open(j, '{');
	pv_json_key_str(j, "file", doc->file);
	pv_json_key_str(j, "clause", pv_clause_label(v, x->clause));
	pv_json_key_str(j, "kind", pv_span_str(pv_lint_name(x->kind)));
	pv_json_key_str(j, "code", pv_span_str(pv_lint_code(x->kind)));
	pv_json_key_str(j, "subject", x->subject);
	pv_json_key_str(j, "message", x->text);
	if (x->other != PV_NONE)
		pv_json_key_str(j, "other", pv_clause_label(v, x->other));
	pv_json_key_u64(j, "start", p.start);
	pv_json_key_u64(j, "end", p.end);
	pv_json_key_u64(j, "line", p.line);
	pv_json_key_u64(j, "column", p.column);
	pv_json_key_str(j, "basis",
	    pv_span_str(pv_basis_name((enum pv_basis)v->basis)));
	pv_json_key_str(j, "text", pv_version_text(v, x->at));
	pv_json_close(j, '}');
}

static void
json_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	struct pv_json j;
	size_t i;

	for (i = 0; i < l->nitems; i++) {
		separate(out, o);
		j = (struct pv_json){ .out = out };
		put_lint(&j, v, &l->items[i], &o->doc);
	}
}

static void
jsonl_lints(struct pv_buf *out, const struct pv_version *v,
    const struct pv_lints *l, const struct pv_view_opts *o)
{
	struct pv_json j;
	size_t i;

	for (i = 0; i < l->nitems; i++) {
		j = (struct pv_json){ .out = out };
		put_lint(&j, v, &l->items[i], &o->doc);
		pv_buf_char(out, '\n');
	}
}

const struct pv_view pv_view_json = {
	"json", json_begin, json_findings, json_clauses, pv_json_diff,
	json_end, json_lints
};

const struct pv_view pv_view_jsonl = {
	"jsonl", NULL, jsonl_findings, jsonl_clauses, pv_jsonl_diff, NULL,
	jsonl_lints
};
