/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/verb.h"

#include <string.h>

/* What stands in an instruction without marks around it. */
static const enum pv_lex values[] = { PV_LEX_DATE, PV_LEX_AMOUNT };

/* Put text in the place of each target. */
static void
replace_each(struct pv_instruct *x, struct pv_hand h, struct pv_span text)
{
	struct pv_operation op = { .kind = PV_OP_REPLACE };

	for (size_t k = 0; k < h.n; k++) {
		op.target = *pv_tgt(x, h.t[k]);
		op.content = h.n > 1 ? pv_share(text, op.target.label) : text;
		op.kind = op.target.kind == PV_TARGET_DEFINITION ?
		    PV_OP_REPLACE_DEFINITION : PV_OP_REPLACE;
		if (op.kind == PV_OP_REPLACE && pv_is_placeholder(text))
			op.kind = PV_OP_RESERVE;
		if (op.content.len == 0 && text.len > 0)
			op.why = PV_SPAN("its part of the new text is not "
			    "marked");
		pv_give(x, op);
	}
}

/* What is attached to the instrument takes the place of each target. */
static void
replace_parts(struct pv_instruct *x, struct pv_hand h)
{
	struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT };

	for (size_t k = 0; k < h.n; k++) {
		op.target = *pv_tgt(x, h.t[k]);
		pv_give(x, op);
	}
}

void
pv_verb_restate(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_stretch left = { 0, v->left.end };
	struct pv_operation op = { .kind = PV_OP_RESTATE };
	struct pv_hand h = pv_verb_objects(x, v, PV_LEX_TARGET);
	struct pv_hand was = pv_gather(x, left, PV_LEX_QUOTE, PV_BARE);
	struct pv_hand now = pv_gather(x, v->right, PV_LEX_QUOTE, ~UINT64_C(0));

	if (was.n == 0 && pv_has(x, left, PV_LEX_REFERENCE))
		was = pv_gather(x, left, PV_LEX_QUOTE, PV_BIT(PV_LEX_TO));
	if (now.n == 1 && was.n == 1 && (pv_has(x, left, PV_LEX_WAS) ||
	    !pv_has(x, v->right, PV_LEX_FOLLOW))) {
		pv_substitute(x, v, was.t[0], now.t[0]);
		return;
	}
	if (h.n == 0)
		h = pv_subjects(x);
	if (h.n > 0 && pv_has(x, v->right, PV_LEX_HERETO)) {
		replace_parts(x, h);
		return;
	}
	if (h.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = x->context.kind == PV_TARGET_DEFINITION ?
		    PV_OP_REPLACE_DEFINITION : PV_OP_REPLACE;
		op.target = x->context;
		op.content = pv_brought(x, v->right.first);
		pv_give(x, op);
	} else if (h.n == 0) {
		op.target.kind = PV_TARGET_AGREEMENT;
		if (!pv_names_agreement(x, v))
			op.why = PV_SPAN("it does not say which clause");
		op.content = pv_brought(x, v->right.first);
		pv_give(x, op);
	} else {
		replace_each(x, h, pv_brought(x, v->right.first));
	}
}

static void
delete_each(struct pv_instruct *x, struct pv_hand h, struct pv_span instead)
{
	struct pv_operation op = { .content = instead };

	for (size_t k = 0; k < h.n; k++) {
		op.target = *pv_tgt(x, h.t[k]);
		op.kind = op.target.kind == PV_TARGET_DEFINITION ?
		    PV_OP_DELETE_DEFINITION : instead.len > 0 ?
		    PV_OP_RESERVE : PV_OP_DELETE;
		pv_give(x, op);
	}
}

void
pv_verb_delete_and_put(struct pv_instruct *x, const struct pv_verb *v,
    const struct pv_verb *next)
{
	struct pv_stretch both = { v->right.first, next->right.end };
	struct pv_hand old = pv_verb_objects(x, v, PV_LEX_QUOTE);
	struct pv_hand new = pv_gather(x, next->right, PV_LEX_QUOTE,
	    ~UINT64_C(0));
	struct pv_hand place = pv_verb_objects(x, v, PV_LEX_TARGET);
	struct pv_span reserved = pv_reserved(x, both);

	for (size_t k = 0; old.n == 0 && k < 2; k++)
		old = pv_verb_objects(x, v, values[k]);
	for (size_t k = 0; new.n == 0 && k < 2; k++)
		new = pv_gather(x, next->right, values[k], ~UINT64_C(0));
	if (new.n == 0 && next->passive)
		new = pv_gather(x, next->left, PV_LEX_QUOTE, ~UINT64_C(0));
	if (old.n == 1 && new.n >= 1) {
		pv_substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0 && old.n == 0)
		place = pv_subjects(x);
	if (reserved.len > 0)
		delete_each(x, place, reserved);
	else if (pv_has(x, both, PV_LEX_HERETO))
		replace_parts(x, place);
	else
		replace_each(x, place, pv_brought(x, v->right.first));
}

/* "all references to "X"", which are more than the letters of X */
static bool
speaks_of_references(const struct pv_instruct *x, struct pv_stretch s)
{
	for (uint32_t i = s.first; i < s.end; i++) {
		struct pv_range at = pv_tok(x, i)->at;

		if (pv_tok(x, i)->lex == PV_LEX_EACH &&
		    pv_span_ends(pv_span_sub(x->lex.masked, at.start, at.end),
		    PV_SPAN("references")))
			return true;
	}
	return false;
}

void
pv_verb_delete_alone(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_operation op = { .kind = PV_OP_STRIKE_WORDS };
	struct pv_hand h = pv_verb_objects(x, v, PV_LEX_QUOTE);
	struct pv_hand place;

	if (h.n > 1 && pv_verb_scope(x, v).n > 1)
		op.why = PV_SPAN("it does not say which words are where");
	if (h.n > 0 && speaks_of_references(x, v->left))
		op.why = PV_SPAN("it does not say what is left of the "
		    "references");
	for (size_t k = 0; k < h.n; k++) {
		op.old_words = pv_words_of(x, h.t[k]);
		pv_give_words(x, v, op);
	}
	if (h.n > 0)
		return;
	place = pv_verb_objects(x, v, PV_LEX_TARGET);
	delete_each(x, place, pv_reserved(x, v->right));
	if (place.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = PV_OP_DELETE;
		op.target = x->context;
		pv_give(x, op);
	}
}

void
pv_verb_replace(struct pv_instruct *x, const struct pv_verb *v)
{
	uint64_t with = PV_BIT(PV_LEX_WITH) | PV_BIT(PV_LEX_TO) |
	    PV_BIT(PV_LEX_AS);
	struct pv_hand old = pv_verb_objects(x, v, PV_LEX_QUOTE);
	struct pv_hand new = pv_gather(x, v->right, PV_LEX_QUOTE, with);
	struct pv_hand place = pv_verb_objects(x, v, PV_LEX_TARGET);
	struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT };
	struct pv_span reserved = pv_reserved(x, v->right);

	for (size_t k = 0; old.n == 0 && new.n == 0 && k < 2; k++) {
		old = pv_verb_objects(x, v, values[k]);
		new = pv_gather(x, v->right, values[k], with);
	}
	/* "A is replaced with B, and C is": C is of the next verb */
	if (new.n == 2 && v->right.end < x->lex.tokens.len &&
	    pv_is_passive(x, v->right.end))
		new.n--;
	if (old.n == 1 && new.n == 1 && old.t[0] != new.t[0]) {
		pv_substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0)
		place = pv_subjects(x);
	if (old.n > 0 || (!v->passive && x->given > 0 &&
	    pv_verb_objects(x, v, PV_LEX_TARGET).n == 0)) {
		op.kind = PV_OP_REPLACE;
		op.why = PV_SPAN("it does not say what is replaced");
		pv_give_words(x, v, op);
	} else if (reserved.len > 0) {
		delete_each(x, place, reserved);
	} else if (pv_has(x, v->right, PV_LEX_HERETO) && place.n > 0) {
		replace_parts(x, place);
	} else if (place.n > 0) {
		replace_each(x, place, pv_brought(x, v->right.first));
	}
}

static void
insert_definition(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_hand h = pv_verb_scope(x, v);
	struct pv_operation op = { .kind = PV_OP_ADD_DEFINITION };
	struct pv_stretch all = { 0, (uint32_t)x->lex.tokens.len };
	struct pv_hand next = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AFTER) | PV_BIT(PV_LEX_BEFORE));

	op.place = pv_has(x, all, PV_LEX_ALPHABET) ? PV_AT_ALPHABET :
	    pv_has(x, all, PV_LEX_END) ? PV_AT_END : PV_AT_NONE;
	if (next.n == 1) {
		op.place = pv_has(x, v->right, PV_LEX_AFTER) ? PV_AT_AFTER :
		    PV_AT_BEFORE;
		op.other = *pv_tgt(x, next.t[0]);
	}
	op.target = h.n > 0 ? *pv_tgt(x, h.t[0]) : x->context;
	op.content = pv_brought(x, v->left.first);
	pv_give(x, op);
}

/* A new clause; the targets are those that are new. */
static void
insert_clause(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_stretch all = { v->left.first, v->right.end };
	uint64_t named = PV_BARE | PV_BIT(PV_LEX_AS);
	struct pv_hand near = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AFTER) | PV_BIT(PV_LEX_BEFORE));
	struct pv_hand new = v->passive ? pv_gather(x, v->left, PV_LEX_TARGET,
	    named) : pv_gather(x, v->right, PV_LEX_TARGET, named);
	struct pv_hand as = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AS));
	struct pv_operation op = { .kind = PV_OP_INSERT };
	struct pv_span text;
	struct pv_hand home;

	if (as.n > 0)
		new = as;
	home = pv_gather(x, v->right, PV_LEX_TARGET, PV_BIT(PV_LEX_TO) |
	    PV_BIT(PV_LEX_IN));
	if (home.n == 1 && pv_tgt(x, home.t[0])->kind == PV_TARGET_CLAUSE &&
	    pv_tgt(x, home.t[0])->label.ptr[0] != '(')
		x->context = *pv_tgt(x, home.t[0]);
	if (near.n > 0) {
		op.other = *pv_tgt(x, near.t[0]);
		op.place = pv_prep(x, v->right, near.t[0]) ==
		    PV_LEX_AFTER ? PV_AT_AFTER : PV_AT_BEFORE;
		op.kind = op.place == PV_AT_AFTER ? PV_OP_INSERT_AFTER :
		    PV_OP_INSERT_BEFORE;
	}
	if (pv_has(x, all, PV_LEX_HERETO)) {
		op.target.hereto = true;
		text = pv_span("", 0);
	} else {
		text = pv_brought(x, v->left.first);
	}
	op.content = text;
	if (new.n == 0) {
		home = pv_verb_scope(x, v);
		for (size_t k = 0; k < home.n || k == 0; k++) {
			op.target = home.n > 0 ? *pv_tgt(x, home.t[k]) :
			    x->context;
			pv_give(x, op);
		}
	}
	for (size_t k = 0; k < new.n; k++) {
		bool hereto = op.target.hereto;

		op.target = *pv_tgt(x, new.t[k]);
		op.target.fresh = true;
		op.target.hereto = hereto;
		if (new.n > 1)
			op.content = pv_share(text, op.target.label);
		pv_give(x, op);
		op.place = op.other.kind != PV_TARGET_NONE ? PV_AT_AFTER :
		    op.place;
		if (op.other.kind != PV_TARGET_NONE)
			op.other = op.target;
	}
}

void
pv_verb_insert(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_stretch all = { v->left.first, v->right.end };
	struct pv_hand old = pv_gather(x, v->right, PV_LEX_QUOTE,
	    PV_BIT(PV_LEX_LIEU_OF));
	struct pv_hand new = pv_verb_objects(x, v, PV_LEX_QUOTE);
	struct pv_hand place = v->passive ?
	    pv_gather(x, v->left, PV_LEX_TARGET, PV_BARE) :
	    pv_gather(x, v->right, PV_LEX_TARGET, PV_BARE);

	if (old.n == 1 && new.n == 1)
		pv_substitute(x, v, old.t[0], new.t[0]);
	else if (pv_has(x, all, PV_LEX_DEFINITION) || (place.n > 0 &&
	    pv_tgt(x, place.t[0])->kind == PV_TARGET_DEFINITION))
		insert_definition(x, v);
	else if ((place.n > 0 && new.n == 0 && pv_has(x, all, PV_LEX_NEW)) ||
	    !pv_verb_insert_words(x, v))
		insert_clause(x, v);
}

void
pv_verb_renumber(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_hand from = pv_verb_objects(x, v, PV_LEX_TARGET);
	struct pv_hand to = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AS) | PV_BIT(PV_LEX_TO) |
	    (v->passive ? PV_BARE : 0));
	struct pv_operation op = { .kind = PV_OP_RENUMBER };

	/* of which others "accordingly" speaks it does not say */
	if (pv_has(x, v->right, PV_LEX_ACCORDINGLY))
		from.n = 0;
	if (from.n == 0 || from.n != to.n)
		op.why = PV_SPAN("it does not say which number each clause "
		    "gets");
	for (size_t k = 0; k < from.n || k == 0; k++) {
		if (from.n > 0)
			op.target = *pv_tgt(x, from.t[k]);
		if (op.why.len == 0)
			op.other = *pv_tgt(x, to.t[k]);
		pv_give(x, op);
	}
}
