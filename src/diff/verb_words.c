/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/verb.h"

#include <string.h>

void
pv_verb_put_for(struct pv_instruct *x, const struct pv_verb *v)
{
	uint64_t instead = PV_BIT(PV_LEX_FOR) | PV_BIT(PV_LEX_LIEU_OF);
	struct pv_hand old = pv_gather(x, v->right, PV_LEX_QUOTE, instead);
	struct pv_hand new = pv_verb_objects(x, v, PV_LEX_QUOTE);

	if (old.n == 1 && new.n == 1) {
		pv_substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	/* "substituting "a" with "b"" */
	old = pv_verb_objects(x, v, PV_LEX_QUOTE);
	new = pv_gather(x, v->right, PV_LEX_QUOTE, PV_BIT(PV_LEX_WITH));
	if (old.n == 1 && new.n == 1)
		pv_substitute(x, v, old.t[0], new.t[0]);
}

/*
 * "The price in Section 3 is raised from A to B": A and B are words that must
 * stand there, and what the price is called does not matter.
 */
static void
describe(struct pv_instruct *x, const struct pv_verb *v)
{
	uint32_t i = v->left.first;

	if (i > 0)
		return;
	while (i < v->left.end && pv_tok(x, i)->lex != PV_LEX_TARGET &&
	    pv_tok(x, i)->lex != PV_LEX_CONDITION)
		i++;
	x->described = i;
}

/* "from January 1, 2030 to June 30, 2031", "changing "a" to "b"". */
void
pv_verb_change(struct pv_instruct *x, const struct pv_verb *v)
{
	static const enum pv_lex kinds[] = { PV_LEX_QUOTE, PV_LEX_DATE,
		PV_LEX_AMOUNT };

	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		struct pv_hand to = pv_gather(x, v->right, kinds[k],
		    PV_BIT(PV_LEX_TO));
		struct pv_hand from = pv_gather(x, v->right, kinds[k],
		    PV_BIT(PV_LEX_FROM));

		if (from.n == 1 && to.n == 1)
			describe(x, v);
		if (from.n == 0)
			from = pv_verb_objects(x, v, kinds[k]);
		if (from.n == 0 && pv_has(x, v->left, PV_LEX_REFERENCE))
			from = pv_gather(x, v->left, kinds[k],
			    PV_BIT(PV_LEX_TO));
		if (from.n == 1 && to.n == 1) {
			pv_substitute(x, v, from.t[0], to.t[0]);
			return;
		}
	}
	if (v->lex == PV_LEX_CHANGE && (pv_verb_scope(x, v).n > 0 ||
	    pv_has(x, v->left, PV_LEX_EACH)))
		pv_give_words(x, v, (struct pv_operation){
		    .kind = PV_OP_SUBSTITUTE_WORDS,
		    .why = PV_SPAN("it does not say which words change") });
}

static struct pv_span
side_by_side(struct pv_instruct *x, struct pv_span a, struct pv_span b)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_span s;

	pv_buf_span(&out, a);
	pv_buf_char(&out, ' ');
	pv_buf_span(&out, b);
	s = pv_arena_dup(x->in->arena, pv_buf_view(&out));
	pv_buf_release(&out);
	return s;
}

/* "as the last sentence of Section 4": where a new one comes to stand. */
static void
insert_as(struct pv_instruct *x, const struct pv_verb *v, struct pv_target t)
{
	struct pv_operation op = { .kind = PV_OP_INSERT_WORDS, .target = t };

	op.place = t.sentence == 1 ? PV_AT_START : t.sentence == -1 ?
	    PV_AT_END : PV_AT_AFTER;
	op.target.sentence = t.sentence > 1 ? t.sentence - 1 : 0;
	if (t.sentence < -1)
		op.why = PV_SPAN("it does not say where the sentence goes");
	op.content = pv_brought(x, v->left.first);
	pv_give(x, op);
}

bool
pv_verb_insert_words(struct pv_instruct *x, const struct pv_verb *v)
{
	uint64_t beside = PV_BIT(PV_LEX_AFTER) | PV_BIT(PV_LEX_BEFORE);
	struct pv_stretch all = { v->left.first, v->right.end };
	struct pv_hand what = pv_verb_objects(x, v, PV_LEX_QUOTE);
	struct pv_hand by = pv_gather(x, all, PV_LEX_QUOTE, beside);
	struct pv_hand near = pv_gather(x, v->right, PV_LEX_TARGET, beside);
	struct pv_hand as = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AS));
	struct pv_operation op = { .kind = PV_OP_INSERT_WORDS };
	struct pv_hand by2;

	if (as.n == 1 && pv_tgt(x, as.t[0])->sentence != 0) {
		insert_as(x, v, *pv_tgt(x, as.t[0]));
		return true;
	}
	op.place = pv_has(x, all, PV_LEX_END) ? PV_AT_END :
	    pv_has(x, all, PV_LEX_START) ? PV_AT_START :
	    pv_has(x, all, PV_LEX_AFTER) ? PV_AT_AFTER :
	    pv_has(x, all, PV_LEX_BEFORE) ? PV_AT_BEFORE : PV_AT_NONE;
	by2 = pv_gather(x, v->right, PV_LEX_QUOTE, PV_BIT(PV_LEX_BETWEEN));
	if (by2.n == 2 && what.n == 1) {
		op.place = PV_AT_AFTER;
		op.new_words = pv_words_of(x, what.t[0]);
		op.old_words = pv_words_of(x, by2.t[0]);
		op.anchor.text = side_by_side(x, op.old_words.text,
		    pv_words_of(x, by2.t[1]).text);
		pv_give_words(x, v, op);
		return true;
	}
	if (by.n == 1 && what.n == 1) {
		op.new_words = pv_words_of(x, what.t[0]);
		op.anchor = pv_words_of(x, by.t[0]);
		pv_give_words(x, v, op);
		return true;
	}
	if (near.n == 1 && pv_tgt(x, near.t[0])->sentence != 0) {
		op.content = pv_brought(x, v->left.first);
		op.target = *pv_tgt(x, near.t[0]);
		pv_give(x, op);
		return true;
	}
	if (op.place != PV_AT_END && op.place != PV_AT_START)
		return false;
	if (what.n == 1)
		op.new_words = pv_words_of(x, what.t[0]);
	else
		op.content = pv_brought(x, v->left.first);
	pv_give_words(x, v, op);
	return true;
}

/* "the term "A" shall mean B": the definition's words are not told. */
static void
redefine(struct pv_instruct *x, struct pv_stretch left, struct pv_hand a)
{
	struct pv_operation op = { .kind = PV_OP_REPLACE_DEFINITION,
		.target.kind = PV_TARGET_DEFINITION,
		.why = PV_SPAN("it does not say which words change") };

	if (a.n != 1 || pv_gather(x, left, PV_LEX_TARGET, ~UINT64_C(0)).n == 0)
		return;
	op.target.label = pv_words_of(x, a.t[0]).text;
	pv_give(x, op);
}

/* "all references to A shall be deemed references to B" */
void
pv_verb_deem(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_operation op = { .kind = PV_OP_GLOBAL_SUBSTITUTE,
		.nth = PV_NTH_EACH,
		.target.kind = PV_TARGET_AGREEMENT };
	struct pv_stretch left = { 0, v->left.end };
	struct pv_hand a = pv_gather(x, left, PV_LEX_QUOTE, ~UINT64_C(0));
	struct pv_hand b = pv_gather(x, v->right, PV_LEX_QUOTE, ~UINT64_C(0));
	struct pv_hand from = pv_gather(x, left, PV_LEX_TARGET, ~UINT64_C(0));
	struct pv_hand to = pv_gather(x, v->right, PV_LEX_TARGET, ~UINT64_C(0));
	struct pv_span s = pv_span_sub(x->lex.text, x->at.start, x->at.end);
	size_t at, verb;

	if (!pv_has(x, left, PV_LEX_EACH) &&
	    !pv_has(x, left, PV_LEX_REFERENCE)) {
		redefine(x, left, a);
		return;
	}
	if (a.n == 1 && b.n == 1) {
		op.old_words = pv_words_of(x, a.t[0]);
		op.new_words = pv_words_of(x, b.t[0]);
		from = pv_gather(x, left, PV_LEX_TARGET, PV_BIT(PV_LEX_IN));
		if (from.n > 0)
			op.kind = PV_OP_SUBSTITUTE_WORDS;
		for (size_t k = 0; k < from.n || k == 0; k++) {
			if (from.n > 0)
				op.target = *pv_tgt(x, from.t[k]);
			pv_give(x, op);
		}
		return;
	}
	if (from.n > 0 && from.n == to.n) {
		op.kind = PV_OP_UPDATE_REFERENCES;
		for (size_t k = 0; k < from.n; k++) {
			op.target = *pv_tgt(x, from.t[k]);
			op.other = *pv_tgt(x, to.t[k]);
			pv_give(x, op);
		}
		return;
	}
	if (from.n > 0 || to.n > 0 || a.n + b.n > 0) {
		op.why = PV_SPAN("it does not say what becomes what");
		pv_give(x, op);
		return;
	}
	at = pv_span_ifind(s, PV_SPAN("references to "));
	verb = pv_tok(x, v->right.first - 1)->at.end - x->at.start;
	if (at >= verb)
		return;
	op.old_words.text = pv_bare_name(pv_span_sub(s, at + 14, verb));
	s = pv_span_trim(pv_span_sub(s, verb, s.len));
	if (pv_span_istarts(s, PV_SPAN("to ")))
		s = pv_span_sub(s, 3, s.len);
	op.new_words.text = pv_bare_name(s);
	if (pv_span_ieq(op.old_words.text, PV_SPAN("the agreement")) ||
	    pv_span_ifind(op.new_words.text, PV_SPAN("as amended")) <
	    op.new_words.text.len)
		op.kind = PV_OP_RATIFY;
	x->given++;
	if (!x->dry) {
		op.at = x->at;
		op.own = x->own;
		memcpy(op.date, x->date, sizeof(op.date));
		op.why = x->why;
		pv_vec_add(&x->in->ops, &op);
	}
}
