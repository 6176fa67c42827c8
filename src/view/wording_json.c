/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/wording.h"

#include "base/json.h"
#include "view/edits.h"

/* The members of a clause, into an object that is open. */
static void
put_place(struct pv_json *j, const struct pv_wording_place *x)
{
	pv_json_key_str(j, "agreement", x->agreement);
	pv_json_key_str(j, "version", x->version);
	pv_json_key_str(j, "clause", x->clause);
	pv_json_key_maybe(j, "heading", x->heading);
	pv_json_key_maybe(j, "subtype", x->subtype);
	pv_json_key_str(j, "stance", x->stance);
	pv_json_key_maybe(j, "strength", x->strength);
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
	pv_json_edits(j, t->from.edits, t->from.nedits);
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
	pv_json_edits(j, g->from.edits, g->from.nedits);
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
	pv_json_key_maybe(&j, "subtype", p->subtype);
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
