/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/json.h"
#include "view/edits.h"
#include "view/finding_json.h"
#include "view/place.h"
#include "view/views.h"

/*
 * A diff as one object, or, as lines, the same parts with a "type" each:
 * versions, provision, clause, definition, reference, noise.
 */

static void
key_label(struct pv_json *j, const char *key, const struct pv_version *v,
    uint32_t clause)
{
	pv_json_key(j, key);
	if (clause == PV_NONE)
		pv_json_null(j);
	else
		pv_json_str(j, pv_clause_label(v, clause));
}

static void
put_side(struct pv_json *j, const char *key, const struct pv_version *v,
    const struct pv_view_doc *doc)
{
	pv_json_key(j, key);
	pv_json_open(j, '{');
	pv_json_key_str(j, "file", doc->file);
	pv_json_key_str(j, "agreement", doc->agreement);
	pv_json_key_str(j, "sha256", pv_span_str(v->sha256));
	pv_json_close(j, '}');
}

static void
put_versions(struct pv_json *j, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	put_side(j, "old", d->old_side.version, &o->doc);
	put_side(j, "new", d->new_side.version, &o->newer);
	pv_json_key(j, "substantive");
	pv_json_bool(j, d->substantive);
}

static void
put_finding(struct pv_json *j, const char *key, const struct pv_side *side,
    uint32_t i, const struct pv_view_doc *doc)
{
	pv_json_key(j, key);
	if (i == PV_NONE)
		pv_json_null(j);
	else
		pv_finding_json(j, side->version, side->findings, i, doc);
}

static void
put_provision(struct pv_json *j, const struct pv_diff *d, size_t i,
    const struct pv_view_opts *o)
{
	const struct pv_provision_change *p = &d->provisions[i];

	pv_json_key_str(j, "change", pv_span_str(pv_change_kind_name(p->kind)));
	pv_json_key_str(j, "provision", p->provision);
	pv_json_key_str(j, "subtype", p->subtype);
	put_finding(j, "old", &d->old_side, p->old_finding, &o->doc);
	put_finding(j, "new", &d->new_side, p->new_finding, &o->newer);
	pv_json_key_str(j, "why", p->why);
}

void
pv_json_edits(struct pv_json *j, const struct pv_word_edit *e, size_t n)
{
	static const char *const names[] = { "equal", "delete", "insert" };
	size_t i;

	pv_json_key_open(j, "edits", '[');
	for (i = 0; i < n; i++, e++) {
		pv_json_open(j, '{');
		pv_json_key_str(j, "op", pv_span_str(names[e->op]));
		pv_json_key_str(j, "old", e->old_text);
		pv_json_key_str(j, "new", e->new_text);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
}

/* Further clauses of a split (new ones) or a merger (old ones). */
static void
put_others(struct pv_json *j, const struct pv_diff *d,
    const struct pv_clause_change *c)
{
	const struct pv_version *v = c->kind == PV_EDIT_SPLIT ?
	    d->new_side.version : d->old_side.version;
	size_t i;

	if (c->nothers == 0)
		return;
	pv_json_key(j, "others");
	pv_json_open(j, '[');
	for (i = 0; i < c->nothers; i++)
		pv_json_str(j, pv_clause_label(v, c->others[i]));
	pv_json_close(j, ']');
}

/* The file that an amended text's clause is of. */
static void
put_source(struct pv_json *j, const char *key, const struct pv_span *of,
    uint32_t clause)
{
	if (of != NULL && clause != PV_NONE && of[clause].len > 0)
		pv_json_key_str(j, key, of[clause]);
}

static void
put_clause(struct pv_json *j, const struct pv_diff *d, size_t i,
    const struct pv_view_opts *o)
{
	const struct pv_clause_change *c = &d->clauses[i];

	pv_json_key_str(j, "change", pv_span_str(pv_edit_kind_name(c->kind)));
	key_label(j, "old", d->old_side.version, c->old_clause);
	key_label(j, "new", d->new_side.version, c->new_clause);
	put_source(j, "old_source", o->doc.controls, c->old_clause);
	put_source(j, "new_source", o->newer.controls, c->new_clause);
	if (c->new_clause == PV_NONE)
		put_source(j, "removed_by", o->doc.removers, c->old_clause);
	put_others(j, d, c);
	pv_json_key(j, "similarity");
	pv_json_milli(j, c->similarity);
	pv_json_key(j, "substantive");
	pv_json_bool(j, c->substantive);
	if (c->note.len > 0)
		pv_json_key_str(j, "note", c->note);
	pv_json_edits(j, c->edits, c->nedits);
}

static void
put_definition(struct pv_json *j, const struct pv_diff *d, size_t i,
    const struct pv_view_opts *o)
{
	const struct pv_def_change *c = &d->defs[i];
	const struct pv_version *v = c->kind == PV_DEF_DELETED ?
	    d->old_side.version : d->new_side.version;
	size_t n;

	(void)o;
	pv_json_key_str(j, "term", c->term);
	pv_json_key_str(j, "change", pv_span_str(pv_def_change_name(c->kind)));
	if (c->kind == PV_DEF_RENAMED)
		pv_json_key_str(j, "old_term", c->old_term);
	pv_json_key(j, "used_in");
	pv_json_open(j, '[');
	for (n = 0; n < c->nused; n++)
		pv_json_str(j, pv_clause_label(v, c->used_in[n]));
	pv_json_close(j, ']');
}

static void
put_reference(struct pv_json *j, const struct pv_diff *d, size_t i,
    const struct pv_view_opts *o)
{
	const struct pv_ref_change *c = &d->refs[i];

	(void)o;
	key_label(j, "from", d->new_side.version, c->from);
	pv_json_key_str(j, "to", c->to);
	pv_json_key_str(j, "problem",
	    pv_span_str(pv_ref_problem_name(c->problem)));
}

static void
put_noise(struct pv_json *j, const struct pv_noise *n)
{
	const struct { const char *key; uint32_t count; } rows[] = {
		{ "whitespace", n->whitespace },
		{ "typographic", n->typographic },
		{ "renumbered", n->renumbered },
		{ "urls", n->urls },
		{ "furniture", n->furniture },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		pv_json_key(j, rows[i].key);
		pv_json_u64(j, rows[i].count);
	}
}

/* The lists of a diff, in the order in which they are printed. */
struct list {
	const char *key, *type;
	size_t count;
	void (*put)(struct pv_json *j, const struct pv_diff *d, size_t i,
	    const struct pv_view_opts *o);
};

#define NLISTS 4

static void
fill_lists(const struct pv_diff *d, struct list lists[NLISTS])
{
	lists[0] = (struct list){ "provisions", "provision", d->nprovisions,
		put_provision };
	lists[1] = (struct list){ "clauses", "clause", d->nclauses,
		put_clause };
	lists[2] = (struct list){ "definitions", "definition", d->ndefs,
		put_definition };
	lists[3] = (struct list){ "references", "reference", d->nrefs,
		put_reference };
}

void
pv_json_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct pv_json j = { .out = out, .pretty = true };
	struct list lists[NLISTS];
	size_t i, n;

	fill_lists(d, lists);
	pv_json_open(&j, '{');
	put_versions(&j, d, o);
	for (n = 0; n < NLISTS; n++) {
		pv_json_key(&j, lists[n].key);
		pv_json_open(&j, '[');
		for (i = 0; i < lists[n].count; i++) {
			pv_json_open(&j, '{');
			lists[n].put(&j, d, i, o);
			pv_json_close(&j, '}');
		}
		pv_json_close(&j, ']');
	}
	pv_json_key(&j, "noise");
	pv_json_open(&j, '{');
	put_noise(&j, &d->noise);
	pv_json_close(&j, '}');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}

static struct pv_json
open_line(struct pv_buf *out, const char *type)
{
	struct pv_json j = { .out = out };

	pv_json_open(&j, '{');
	pv_json_key_str(&j, "type", pv_span_str(type));
	return j;
}

static void
close_line(struct pv_json *j)
{
	pv_json_close(j, '}');
	pv_buf_char(j->out, '\n');
}

void
pv_jsonl_diff(struct pv_buf *out, const struct pv_diff *d,
    const struct pv_view_opts *o)
{
	struct list lists[NLISTS];
	struct pv_json j;
	size_t i, n;

	fill_lists(d, lists);
	j = open_line(out, "versions");
	put_versions(&j, d, o);
	close_line(&j);
	for (n = 0; n < NLISTS; n++) {
		for (i = 0; i < lists[n].count; i++) {
			j = open_line(out, lists[n].type);
			lists[n].put(&j, d, i, o);
			close_line(&j);
		}
	}
	j = open_line(out, "noise");
	put_noise(&j, &d->noise);
	close_line(&j);
}
