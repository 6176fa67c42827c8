/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score.h"

/* Does the clause at a byte, or one above it, have this label? */
static bool
in_clause(const struct pv_version *v, uint32_t at, struct pv_span label)
{
	uint32_t i = pv_version_clause_at(v, at);

	while (i < v->nclauses) {
		if (pv_span_eq(pv_version_str(v, v->clauses[i].label), label))
			return true;
		i = v->clauses[i].parent;
	}
	return false;
}

/* The first place of the words, in the clause that is named if they can be. */
static bool
locate(const struct pv_gold_places *p, const struct pv_skeleton *words,
    struct pv_span clause, struct pv_range *out)
{
	struct pv_range at;
	size_t from = 0;
	bool found = false;

	while (pv_skeleton_find(&p->text, words, &from, &at)) {
		if (!found)
			*out = at;
		found = true;
		if (clause.len == 0)
			break;
		if (in_clause(p->v, at.start, clause)) {
			*out = at;
			break;
		}
	}
	return found;
}

enum pv_rc
pv_gold_places_open(struct pv_gold_places *p, const struct pv_gold_item *item,
    const struct pv_version *v, struct pv_err *err)
{
	enum pv_rc rc;

	p->v = v;
	pv_skeleton_init(&p->text);
	pv_skeleton_init(&p->source);
	rc = pv_skeleton_make(&p->source, item->text.s, err);
	return rc == PV_OK && v != NULL ?
	    pv_skeleton_make(&p->text, v->text, err) : rc;
}

void
pv_gold_places_release(struct pv_gold_places *p)
{
	pv_skeleton_release(&p->text);
	pv_skeleton_release(&p->source);
}

enum pv_rc
pv_gold_place(const struct pv_gold_places *p, const struct pv_gold_expect *e,
    struct pv_range *at, bool *lost, struct pv_err *err)
{
	struct pv_skeleton words;
	struct pv_range r;
	size_t from = 0;
	enum pv_rc rc;

	*lost = false;
	*at = (struct pv_range){ 0, p->v == NULL ? 0 :
		(uint32_t)p->v->text.len };
	if (e->text.s.len == 0)
		return PV_OK;
	pv_skeleton_init(&words);
	rc = pv_skeleton_make(&words, e->text.s, err);
	if (rc == PV_OK && !locate(p, &words, e->clause.s, at)) {
		*lost = true;
		if (!pv_skeleton_find(&p->source, &words, &from, &r))
			rc = pv_fail(err, PV_ERULE, "E-GOLD",
			    "these words are not in the text of the item");
	}
	pv_skeleton_release(&words);
	return rc;
}
