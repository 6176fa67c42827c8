/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/remark.h"

#include <string.h>

#include "diff/instrument.h"
#include "diff/verb.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A clause of the agreement that the sentence names; NULL = none. */
static const struct pv_target *
named_clause(const struct pv_walk *w)
{
	const struct pv_target *t = w->x.lex.targets.ptr;

	for (size_t i = 0; i < w->x.lex.targets.len; i++, t++)
		if (t->kind == PV_TARGET_CLAUSE && t->label.len > 0 &&
		    t->label.ptr[0] != '(' &&
		    !pv_span_istarts(t->of, PV_SPAN("this ")))
			return t;
	return NULL;
}

void
pv_remark_missed(struct pv_walk *w, struct pv_span s)
{
	static const char *const over[] = { "notwithstanding ",
		"in derogation of ", "as an exception to ",
		"by way of exception to " };
	const struct pv_target *t = named_clause(w);
	struct pv_operation op = { .kind = PV_OP_REPLACE, .at = w->x.at,
		.own = w->x.own, .why = PV_SPAN("it is not understood") };
	bool acts = false, done = false;

	if (pv_span_ifind(s, PV_SPAN("entire agreement")) < s.len)
		return;
	for (size_t i = 0; i < w->x.lex.tokens.len; i++) {
		enum pv_lex lex = pv_tok(&w->x, (uint32_t)i)->lex;

		if (!pv_lex_is_verb(lex) || lex == PV_LEX_AMEND ||
		    lex == PV_LEX_RATIFY || pv_is_denied(&w->x, (uint32_t)i))
			continue;
		acts = true;
		done = done || (t != NULL && lex != PV_LEX_WAIVE &&
		    lex != PV_LEX_CEASE && lex != PV_LEX_DEEM &&
		    pv_is_passive(&w->x, (uint32_t)i));
	}
	if (t != NULL && pv_starts_any(s, over, COUNT(over))) {
		op.kind = PV_OP_WAIVE;
		op.why = PV_SPAN("it overrides the clause and leaves its "
		    "words");
	} else if (!acts || (pv_span_ifind(s, PV_SPAN("hereby")) == s.len &&
	    !done && (t == NULL || t->of.len == 0))) {
		return;
	}
	if (t != NULL)
		op.target = *t;
	pv_vec_add(&w->in->ops, &op);
}

/* Does the sentence speak of paragraphs of the instrument itself? */
static bool
names_own(const struct pv_walk *w, struct pv_span s)
{
	static const char *const heads[] = { "the changes", "the amendments",
		"the modifications", "the deletion", "the replacement" };
	struct pv_stretch all = { 0, (uint32_t)w->x.lex.tokens.len };
	const struct pv_target *t = w->x.lex.targets.ptr;

	if (w->x.lex.targets.len == 0 || t->kind != PV_TARGET_CLAUSE ||
	    pv_span_istarts(s, PV_SPAN("except")) ||
	    pv_has(&w->x, all, PV_LEX_RATIFY))
		return false;
	return t->of.len == 0 ? pv_starts_any(s, heads, COUNT(heads)) :
	    pv_span_istarts(t->of, PV_SPAN("this ")) &&
	    !pv_span_istarts(t->of, PV_SPAN("this agreement"));
}

/* Is the operation of a paragraph that the sentence names? */
static bool
is_own(const struct pv_walk *w, const struct pv_operation *op)
{
	const struct pv_target *t = w->x.lex.targets.ptr;
	struct pv_cite c, want, have;

	if (pv_cite_read(w->text, op->own, &c) == op->own)
		return true;
	pv_cite_key(pv_cite_span(&c), &have);
	for (size_t i = 0; i < w->x.lex.targets.len; i++, t++) {
		pv_cite_key(t->label, &want);
		if (pv_span_starts(pv_cite_span(&want), pv_cite_span(&have)))
			return true;
	}
	return false;
}

bool
pv_remark_back(struct pv_walk *w, struct pv_span s, bool para)
{
	static const char *const heads[] = { "the foregoing", "such deletion",
		"this deletion", "the deletion", "such amendment",
		"the amendment", "these amendments", "such change",
		"this change", "the change", "these changes",
		"such replacement", "the replacement", "the preceding",
		"the above" };
	struct pv_stretch all = { 0, (uint32_t)w->x.lex.tokens.len };
	static const char *const ends[] = { " expire", " lapse",
		" terminate", " cease" };
	bool dated = strcmp(w->x.date, w->in->date) != 0;
	bool over = pv_holds_any(s, ends, COUNT(ends));
	bool back = !para && pv_starts_any(s, heads, COUNT(heads));
	struct pv_operation *op;

	if ((!back && !names_own(w, s)) || (!dated && !over &&
	    !pv_has(&w->x, all, PV_LEX_CONDITION) &&
	    !pv_has(&w->x, all, PV_LEX_EFFECTIVE)))
		return false;
	for (size_t i = back ? w->first : 0; i < w->in->ops.len; i++) {
		op = PV_VEC_AT(&w->in->ops, struct pv_operation, i);
		if (!back && !is_own(w, op))
			continue;
		if (dated && !over)
			memcpy(op->date, w->x.date, sizeof(op->date));
		else if (op->why.len == 0)
			op->why = over ? PV_SPAN("the amendment is to end "
			    "again") : PV_SPAN("a sentence behind it sets a "
			    "condition");
	}
	return true;
}
