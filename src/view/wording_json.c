/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/wording.h"

#include "base/json.h"

static void
key_or_null(struct pv_json *j, const char *key, struct pv_span s)
{
	pv_json_key(j, key);
	if (s.len > 0)
		pv_json_str(j, s);
	else
		pv_json_null(j);
}

static void
put_edits(struct pv_json *j, const struct pv_departure *d)
{
	static const char *const names[] = { "equal", "delete", "insert" };
	const struct pv_word_edit *e;

	pv_json_key_open(j, "edits", '[');
	for (size_t i = 0; i < d->nedits; i++) {
		e = &d->edits[i];
		pv_json_open(j, '{');
		pv_json_key_str(j, "op", pv_span_str(names[e->op]));
		pv_json_key_str(j, "old", e->old_text);
		pv_json_key_str(j, "new", e->new_text);
		pv_json_close(j, '}');
	}
	pv_json_close(j, ']');
}

/* The members of a clause, into an object that is open. */
static void
put_place(struct pv_json *j, const struct pv_wording_place *x)
{
	pv_json_key_str(j, "agreement", x->agreement);
	pv_json_key_str(j, "version", x->version);
	pv_json_key_str(j, "clause", x->clause);
	key_or_null(j, "heading", x->heading);
	key_or_null(j, "subtype", x->subtype);
	pv_json_key_str(j, "stance", x->stance);
	key_or_null(j, "strength", x->strength);
	pv_json_key_str(j, "text", x->text);
}

static void
put_member(struct pv_json *j, const struct pv_wording_page *p, uint32_t text)
{
	const struct pv_wording *t = &p->w->texts[text];

	pv_json_open(j, '{');
	put_place(j, &p->places[text]);
	pv_json_key(j, "verbatim");
	pv_json_bool(j, t->verbatim);
	pv_json_key(j, "similarity");
	pv_json_milli(j, t->from.similarity);
	put_edits(j, &t->from);
	pv_json_close(j, '}');
}

static void
put_nearest(struct pv_json *j, const struct pv_wording_page *p,
    const struct pv_wording_group *g)
{
	const struct pv_wording_place *x;

	pv_json_key(j, "nearest");
	if (g->nearest == PV_NONE) {
		pv_json_null(j);
		return;
	}
	x = &p->places[p->w->groups[g->nearest].members[0]];
	pv_json_open(j, '{');
	pv_json_key_u64(j, "wording", g->nearest + (uint64_t)1);
	pv_json_key_str(j, "agreement", x->agreement);
	pv_json_key_str(j, "clause", x->clause);
	pv_json_key(j, "similarity");
	pv_json_milli(j, g->from.similarity);
	put_edits(j, &g->from);
	pv_json_close(j, '}');
}

static void
put_group(struct pv_json *j, const struct pv_wording_page *p, size_t k)
{
	const struct pv_wording_group *g = &p->w->groups[k];

	pv_json_open(j, '{');
	pv_json_key_u64(j, "wording", k + 1);
	pv_json_key_u64(j, "agreements", g->nowners);
	pv_json_key_u64(j, "verbatim", g->nverbatim);
	pv_json_key_str(j, "form", p->places[g->members[0]].text);
	put_nearest(j, p, g);
	pv_json_key_open(j, "clauses", '[');
	for (size_t i = 0; i < g->nmembers; i++)
		put_member(j, p, g->members[i]);
	pv_json_close(j, ']');
	pv_json_close(j, '}');
}

static void
put_alone(struct pv_json *j, const struct pv_wording_page *p, size_t k)
{
	const struct pv_wording_group *g = &p->w->groups[k];

	pv_json_open(j, '{');
	pv_json_key_u64(j, "wording", k + 1);
	put_place(j, &p->places[g->members[0]]);
	put_nearest(j, p, g);
	pv_json_close(j, '}');
}

void
pv_wordings_json(struct pv_buf *out, const struct pv_wording_page *p)
{
	struct pv_json j = { .out = out, .pretty = true };
	size_t k;

	pv_json_open(&j, '{');
	pv_json_key_str(&j, "provision", p->provision);
	key_or_null(&j, "subtype", p->subtype);
	pv_json_key_u64(&j, "clauses", p->w->ntexts);
	pv_json_key_u64(&j, "agreements", p->nagreements);
	pv_json_key_open(&j, "wordings", '[');
	for (k = 0; k < p->w->nshared; k++)
		put_group(&j, p, k);
	pv_json_close(&j, ']');
	pv_json_key_open(&j, "alone", '[');
	for (; k < p->w->ngroups; k++)
		put_alone(&j, p, k);
	pv_json_close(&j, ']');
	pv_json_close(&j, '}');
	pv_buf_char(out, '\n');
}
