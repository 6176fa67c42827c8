/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "proviso.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "diff/diff.h"
#include "ingest/ingest.h"
#include "rule/rule.h"
#include "view/view.h"

/* The library face: composes the rooms, as the command does. */

struct pv_engine {
	struct pv_rules *rules;
	struct pv_scanner *scanner;
	uint64_t bytes;         /* of the documents so far */
};

struct pv_document {
	struct pv_version *version;
	struct pv_findings *findings;
	char *name, *title, *date;
};

struct pv_comparison {
	struct pv_version_pair pair;
	struct pv_diff *diff;
};

static void
report(struct pv_problem *problem, const struct pv_err *err)
{
	if (problem == NULL)
		return;
	memset(problem, 0, sizeof(*problem));
	memcpy(problem->code, err->code, sizeof(problem->code));
	memcpy(problem->message, err->msg, sizeof(problem->message));
	problem->line = err->line;
	problem->column = err->col;
}

/* Fail for lack of memory. */
static void
report_nomem(struct pv_problem *problem)
{
	struct pv_err err;

	pv_fail_nomem(&err);
	report(problem, &err);
}

static char *
copy(struct pv_span s)
{
	char *p = malloc(s.len + 1);

	if (p == NULL)
		return NULL;
	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	return p;
}

struct pv_engine *
pv_engine_new(const struct pv_pack *packs, size_t npacks,
    struct pv_problem *problem)
{
	static const struct pv_rules_opts opts = { .at_once = true };
	struct pv_pack_source *sources = calloc(npacks + 1, sizeof(*sources));
	struct pv_engine *engine = calloc(1, sizeof(*engine));
	struct pv_err err;
	enum pv_rc rc;
	size_t i;

	if (sources == NULL || engine == NULL) {
		free(sources);
		free(engine);
		report_nomem(problem);
		return NULL;
	}
	for (i = 0; i < npacks; i++) {
		sources[i].name = pv_span_str(packs[i].name);
		sources[i].bytes = pv_span(packs[i].bytes, packs[i].len);
	}
	rc = pv_rules_new(sources, npacks, &opts, &engine->rules, &err);
	if (rc == PV_OK)
		rc = pv_scanner_new(engine->rules, &engine->scanner, &err);
	free(sources);
	if (rc != PV_OK) {
		pv_engine_free(engine);
		report(problem, &err);
		return NULL;
	}
	return engine;
}

void
pv_engine_free(struct pv_engine *engine)
{
	if (engine == NULL)
		return;
	pv_scanner_free(engine->scanner);
	pv_rules_free(engine->rules);
	free(engine);
}

/* Much to tag: machine code pays. */
static void
hasten(struct pv_engine *engine, size_t len)
{
	bool before = engine->bytes >= PV_HASTEN_BYTES;

	engine->bytes += len;
	if (!before && engine->bytes >= PV_HASTEN_BYTES)
		pv_rules_hasten(engine->rules, 1);
}

struct pv_document *
pv_document_read(struct pv_engine *engine, const char *name,
    const void *bytes, size_t len, struct pv_problem *problem)
{
	struct pv_source src = { .name = pv_span_str(name),
		.bytes = pv_span(bytes, len) };
	struct pv_document *doc = calloc(1, sizeof(*doc));
	struct pv_err err;
	enum pv_rc rc;

	if (doc == NULL) {
		report_nomem(problem);
		return NULL;
	}
	hasten(engine, len);
	rc = pv_ingest(&src, NULL, &doc->version, &err);
	if (rc == PV_OK)
		rc = pv_scan(engine->scanner, doc->version, &doc->findings,
		    &err);
	if (rc == PV_OK) {
		doc->name = copy(src.name);
		doc->title = copy(pv_version_str(doc->version,
		    doc->version->title));
		doc->date = copy(pv_version_str(doc->version,
		    doc->version->date));
		if (doc->name == NULL || doc->title == NULL ||
		    doc->date == NULL)
			rc = pv_fail_nomem(&err);
	}
	if (rc != PV_OK) {
		pv_document_free(doc);
		report(problem, &err);
		return NULL;
	}
	return doc;
}

void
pv_document_free(struct pv_document *doc)
{
	if (doc == NULL)
		return;
	pv_findings_free(doc->findings);
	pv_version_free(doc->version);
	free(doc->name);
	free(doc->title);
	free(doc->date);
	free(doc);
}

const char *
pv_document_text(const struct pv_document *doc, size_t *len)
{
	if (len != NULL)
		*len = doc->version->text.len;
	return doc->version->text.ptr;
}

const char *
pv_document_title(const struct pv_document *doc)
{
	return doc->title;
}

const char *
pv_document_date(const struct pv_document *doc)
{
	return doc->date;
}

size_t
pv_document_nclauses(const struct pv_document *doc)
{
	return doc->version->nclauses - 1;
}

bool
pv_document_clause(const struct pv_document *doc, size_t i,
    struct pv_clause_info *out)
{
	const struct pv_version *v = doc->version;
	const struct pv_clause *c;
	struct pv_span label, heading, text;

	if (i >= pv_document_nclauses(doc))
		return false;
	c = &v->clauses[i + 1];
	label = pv_version_str(v, c->label);
	heading = pv_version_text(v, c->heading);
	text = pv_version_text(v, c->all);
	*out = (struct pv_clause_info){
		label.ptr, label.len, heading.ptr, heading.len,
		text.ptr, text.len, c->all.start, c->all.end, c->depth };
	return true;
}

size_t
pv_document_nfindings(const struct pv_document *doc)
{
	return doc->findings->nitems;
}

bool
pv_document_finding(const struct pv_document *doc, size_t i,
    struct pv_finding_info *out)
{
	const struct pv_findings *f = doc->findings;
	const struct pv_finding *x;
	struct pv_span provision, subtype, text;

	if (i >= f->nitems)
		return false;
	x = &f->items[i];
	provision = pv_findings_str(f, x->provision);
	subtype = pv_findings_str(f, x->subtype);
	text = pv_version_text(doc->version, x->at);
	*out = (struct pv_finding_info){
		.clause = x->clause > 0 ? x->clause - 1 : 0,
		.provision = provision.ptr, .provision_len = provision.len,
		.subtype = subtype.ptr, .subtype_len = subtype.len,
		.stance = pv_stance_name((enum pv_stance)x->stance),
		.strength = pv_strength_name((enum pv_strength)x->strength),
		.confidence = x->confidence / 1000.0,
		.text = text.ptr, .text_len = text.len,
		.start = x->at.start, .end = x->at.end };
	return true;
}

size_t
pv_document_ngaps(const struct pv_document *doc)
{
	return doc->findings->ngaps;
}

/* The buffer as a string of the caller's, or NULL. */
static char *
take(struct pv_buf *out)
{
	char *s = out->failed ? NULL : copy(pv_buf_view(out));

	pv_buf_release(out);
	return s;
}

char *
pv_document_json(const struct pv_document *doc)
{
	const struct pv_view *view = pv_view_find(PV_SPAN("jsonl"));
	bool started = false;
	struct pv_view_opts opts = { .started = &started,
		.doc.file = pv_span_str(doc->name) };
	struct pv_buf out = PV_BUF_INIT;

	view->findings(&out, doc->version, doc->findings, &opts);
	return take(&out);
}

char *
pv_comparison_json(const struct pv_comparison *cmp)
{
	const struct pv_view *view = pv_view_find(PV_SPAN("json"));
	bool started = false;
	struct pv_view_opts opts = { .started = &started,
		.doc.file = pv_span_str(cmp->pair.old_version->name),
		.newer.file = pv_span_str(cmp->pair.new_version->name) };
	struct pv_buf out = PV_BUF_INIT;

	view->diff(&out, cmp->diff, &opts);
	return take(&out);
}

void
pv_string_free(char *s)
{
	free(s);
}

struct pv_comparison *
pv_compare(const struct pv_version_pair *pair, struct pv_problem *problem)
{
	struct pv_diff_input in = {
		{ pair->old_version->version, pair->old_version->findings },
		{ pair->new_version->version, pair->new_version->findings } };
	struct pv_comparison *cmp = calloc(1, sizeof(*cmp));
	struct pv_err err;

	if (cmp == NULL) {
		report_nomem(problem);
		return NULL;
	}
	if (pv_diff(&in, &cmp->diff, &err) != PV_OK) {
		free(cmp);
		report(problem, &err);
		return NULL;
	}
	cmp->pair = *pair;
	return cmp;
}

void
pv_comparison_free(struct pv_comparison *cmp)
{
	if (cmp == NULL)
		return;
	pv_diff_free(cmp->diff);
	free(cmp);
}

bool
pv_comparison_substantive(const struct pv_comparison *cmp)
{
	return cmp->diff->substantive;
}

size_t
pv_comparison_nchanges(const struct pv_comparison *cmp)
{
	return cmp->diff->nprovisions;
}

bool
pv_comparison_change(const struct pv_comparison *cmp, size_t i,
    struct pv_change_info *out)
{
	const struct pv_provision_change *c;

	if (i >= cmp->diff->nprovisions)
		return false;
	c = &cmp->diff->provisions[i];
	*out = (struct pv_change_info){ pv_change_kind_name(c->kind),
		c->provision.ptr, c->provision.len, c->subtype.ptr,
		c->subtype.len, c->why.ptr, c->why.len };
	return true;
}
