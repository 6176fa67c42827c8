/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/instruct.h"

#include <string.h>

#include "diff/draft.h"
#include "diff/grasp.h"
#include "model/cite.h"

/* A verb and what stands around it. */
struct verb {
	enum pv_lex lex;
	bool passive;
	struct pv_stretch left, right;
};

/* The places that words are in, or that an active verb goes on about. */
static struct pv_hand
scope(const struct pv_instruct *x, const struct verb *v)
{
	uint64_t in = PV_BIT(PV_LEX_IN) | PV_BIT(PV_LEX_TO) |
	    PV_BIT(PV_LEX_FROM);
	struct pv_hand h = pv_gather(x, v->right, PV_LEX_TARGET, in);
	struct pv_stretch subject = { x->subject, x->subject_end };

	if (h.n == 0 && v->passive)
		h = pv_gather(x, v->left, PV_LEX_TARGET, in | PV_BARE);
	if (h.n == 0)
		h = pv_gather(x, subject, PV_LEX_TARGET, in | PV_BARE);
	return h;
}

/* Give an operation on words for each place that they are in. */
static void
give_words(struct pv_instruct *x, const struct verb *v,
    struct pv_operation op)
{
	struct pv_hand h = scope(x, v);
	struct pv_stretch all = { 0, (uint32_t)x->lex.tokens.len };
	uint32_t i;

	for (i = v->left.first; i < v->right.end; i++)
		if (pv_tok(x, i)->lex == PV_LEX_NTH)
			op.nth = pv_tok(x, i)->n;
	if (pv_has(x, all, PV_LEX_EACH))
		op.nth = PV_NTH_EACH;
	if (h.n == 0) {
		op.target = x->context;
		if (op.target.kind == PV_TARGET_NONE)
			op.target.kind = PV_TARGET_AGREEMENT;
		pv_give(x, op);
	}
	for (size_t k = 0; k < h.n; k++) {
		op.target = *pv_tgt(x, h.t[k]);
		pv_give(x, op);
	}
}

static bool
is_date(struct pv_span s)
{
	char iso[PV_DATE_LEN + 1];

	return pv_date_read(s, iso) == s.len && s.len > 0;
}

static void
substitute(struct pv_instruct *x, const struct verb *v, uint32_t old,
    uint32_t new)
{
	struct pv_operation op = { .kind = PV_OP_SUBSTITUTE_WORDS,
		.old_words = pv_words_of(x, old),
		.new_words = pv_words_of(x, new) };
	struct pv_stretch all = { 0, (uint32_t)x->lex.tokens.len };

	if (is_date(op.old_words.text) && is_date(op.new_words.text))
		op.kind = PV_OP_CHANGE_DATE;
	else if (pv_has(x, all, PV_LEX_EACH) && scope(x, v).n == 0 &&
	    x->context.kind == PV_TARGET_NONE)
		op.kind = PV_OP_GLOBAL_SUBSTITUTE;
	give_words(x, v, op);
}

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

static struct pv_hand
subjects(const struct pv_instruct *x)
{
	struct pv_stretch s = { x->subject, x->subject_end };

	return pv_gather(x, s, PV_LEX_TARGET, PV_BARE | PV_BIT(PV_LEX_IN));
}

static bool
is_passive(const struct pv_instruct *x, uint32_t i)
{
	struct pv_range at = pv_tok(x, i)->at;
	struct pv_span s = pv_span_sub(x->lex.text, at.start, at.end);

	return pv_span_ends(s, PV_SPAN("ed")) ||
	    pv_span_ends(s, PV_SPAN("struck")) ||
	    pv_span_ends(s, PV_SPAN("struck out")) ||
	    pv_span_ends(s, PV_SPAN("stricken")) ||
	    pv_tok(x, i)->lex == PV_LEX_DEEM;
}

/* Objects that stand on the right of an active verb. */
static struct pv_hand
active_objects(struct pv_instruct *x, const struct verb *v, enum pv_lex lex)
{
	struct pv_hand h = pv_gather(x, v->right, lex, PV_BARE);
	uint32_t last = pv_last_bare(x, v->right), n = 0;

	for (uint32_t i = v->right.first; i < v->right.end; i++)
		n += pv_is_bare(x, v->right, i);
	/* "deleting A, and B is replaced": B is of the next verb */
	if (n < 2 || v->right.end >= x->lex.tokens.len ||
	    !is_passive(x, v->right.end) || h.n == 0 ||
	    h.t[h.n - 1] != last)
		return h;
	if (last > v->right.first && pv_is_list(x, last - 1, last)) {
		if (x->why.len == 0)
			x->why = PV_SPAN("it is not clear which verb the "
			    "last of the clauses belongs to");
		return h;
	}
	h.n--;
	return h;
}

/* Is there no verb in front of token i, or a passive one? */
static bool
after_passive(const struct pv_instruct *x, uint32_t i)
{
	return i == 0 || !pv_lex_is_verb(pv_tok(x, i - 1)->lex) ||
	    is_passive(x, i - 1);
}

/*
 * Objects of a verb, on the side that its voice says.  Of those on the left
 * it is the last ones: others are of the verb before.
 */
static struct pv_hand
objects(struct pv_instruct *x, const struct verb *v, enum pv_lex lex)
{
	struct pv_stretch subject = { x->subject, x->subject_end };
	struct pv_hand h;
	uint32_t last = pv_last_bare(x, v->left), first = last;

	if (!v->passive)
		return active_objects(x, v, lex);
	if (last < v->left.end && pv_tok(x, last)->lex != lex)
		return (struct pv_hand){ .n = 0 };
	/* behind an active verb what is not in one list is its own */
	while (first < v->left.end && first > v->left.first &&
	    (after_passive(x, v->left.first) || pv_is_list(x, first - 1,
	    first)))
		first--;
	if (first < v->left.end) {
		struct pv_stretch own = { first, last + 1 };

		return pv_gather(x, own, lex, PV_BARE);
	}
	h = (struct pv_hand){ .n = 0 };
	if (lex == PV_LEX_TARGET)
		h = pv_gather(x, v->left, lex, PV_BIT(PV_LEX_IN));
	else if (pv_has(x, v->left, PV_LEX_EACH))
		h = pv_gather(x, v->left, lex, PV_BIT(PV_LEX_TO));
	return h.n > 0 ? h : pv_gather(x, subject, lex, PV_BARE);
}

/* Is the agreement itself what the verb is about? */
static bool
names_agreement(const struct pv_instruct *x, const struct verb *v)
{
	for (uint32_t i = v->left.first; i < v->left.end; i++)
		if (pv_tok(x, i)->lex == PV_LEX_TARGET &&
		    pv_tgt(x, i)->kind == PV_TARGET_AGREEMENT &&
		    pv_prep(x, v->left, i) == PV_LEX_NOISE)
			return true;
	return false;
}

static void
restate(struct pv_instruct *x, const struct verb *v)
{
	struct pv_stretch left = { 0, v->left.end };
	struct pv_operation op = { .kind = PV_OP_RESTATE };
	struct pv_hand h = objects(x, v, PV_LEX_TARGET);
	struct pv_hand was = pv_gather(x, left, PV_LEX_QUOTE, PV_BARE);
	struct pv_hand now = pv_gather(x, v->right, PV_LEX_QUOTE, ~UINT64_C(0));

	if (now.n == 1 && was.n == 1 && (pv_has(x, left, PV_LEX_WAS) ||
	    !pv_has(x, v->right, PV_LEX_FOLLOW))) {
		substitute(x, v, was.t[0], now.t[0]);
		return;
	}
	if (h.n == 0)
		h = subjects(x);
	if (h.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = x->context.kind == PV_TARGET_DEFINITION ?
		    PV_OP_REPLACE_DEFINITION : PV_OP_REPLACE;
		op.target = x->context;
		op.content = pv_brought(x, v->right.first);
		pv_give(x, op);
	} else if (h.n == 0) {
		op.target.kind = PV_TARGET_AGREEMENT;
		if (!names_agreement(x, v))
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

/* "deleting A and inserting B in lieu thereof"; `next` is what follows. */
static void
delete_and_put(struct pv_instruct *x, const struct verb *v,
    const struct verb *next)
{
	struct pv_stretch both = { v->right.first, next->right.end };
	struct pv_hand old = objects(x, v, PV_LEX_QUOTE);
	struct pv_hand new = pv_gather(x, next->right, PV_LEX_QUOTE,
	    ~UINT64_C(0));
	struct pv_hand place = objects(x, v, PV_LEX_TARGET);
	struct pv_span reserved = pv_reserved(x, both);

	if (old.n == 0)
		old = objects(x, v, PV_LEX_DATE);
	if (new.n == 0)
		new = pv_gather(x, next->right, PV_LEX_DATE, ~UINT64_C(0));
	if (new.n == 0 && next->passive)
		new = pv_gather(x, next->left, PV_LEX_QUOTE, ~UINT64_C(0));
	if (old.n == 1 && new.n >= 1) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0 && old.n == 0)
		place = subjects(x);
	if (reserved.len > 0)
		delete_each(x, place, reserved);
	else if (pv_has(x, both, PV_LEX_HERETO) && place.n == 1) {
		struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT,
			.target = *pv_tgt(x, place.t[0]) };

		pv_give(x, op);
	} else
		replace_each(x, place, pv_brought(x, v->right.first));
}

static void
delete_alone(struct pv_instruct *x, const struct verb *v)
{
	struct pv_operation op = { .kind = PV_OP_STRIKE_WORDS };
	struct pv_hand h = objects(x, v, PV_LEX_QUOTE);
	struct pv_hand place;

	if (h.n > 1 && scope(x, v).n > 1)
		op.why = PV_SPAN("it does not say which words are where");
	for (size_t k = 0; k < h.n; k++) {
		op.old_words = pv_words_of(x, h.t[k]);
		give_words(x, v, op);
	}
	if (h.n > 0)
		return;
	place = objects(x, v, PV_LEX_TARGET);
	delete_each(x, place, pv_reserved(x, v->right));
	if (place.n == 0 && x->context.kind != PV_TARGET_NONE) {
		op.kind = PV_OP_DELETE;
		op.target = x->context;
		pv_give(x, op);
	}
}

static void
put_for(struct pv_instruct *x, const struct verb *v)
{
	uint64_t instead = PV_BIT(PV_LEX_FOR) | PV_BIT(PV_LEX_LIEU_OF);
	struct pv_hand old = pv_gather(x, v->right, PV_LEX_QUOTE, instead);
	struct pv_hand new = objects(x, v, PV_LEX_QUOTE);

	if (old.n == 1 && new.n == 1) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	/* "substituting "a" with "b"" */
	old = objects(x, v, PV_LEX_QUOTE);
	new = pv_gather(x, v->right, PV_LEX_QUOTE, PV_BIT(PV_LEX_WITH));
	if (old.n == 1 && new.n == 1)
		substitute(x, v, old.t[0], new.t[0]);
}

static void
replace(struct pv_instruct *x, const struct verb *v)
{
	uint64_t with = PV_BIT(PV_LEX_WITH) | PV_BIT(PV_LEX_TO) |
	    PV_BIT(PV_LEX_AS);
	struct pv_hand old = objects(x, v, PV_LEX_QUOTE);
	struct pv_hand new = pv_gather(x, v->right, PV_LEX_QUOTE, with);
	struct pv_hand place = objects(x, v, PV_LEX_TARGET);
	struct pv_operation op = { .kind = PV_OP_REPLACE_EXHIBIT };
	struct pv_span reserved = pv_reserved(x, v->right);

	if (old.n == 1 && new.n == 1 && old.t[0] != new.t[0]) {
		substitute(x, v, old.t[0], new.t[0]);
		return;
	}
	if (place.n == 0)
		place = subjects(x);
	if (old.n > 0 || (!v->passive && x->given > 0 &&
	    objects(x, v, PV_LEX_TARGET).n == 0)) {
		op.kind = PV_OP_REPLACE;
		op.why = PV_SPAN("it does not say what is replaced");
		give_words(x, v, op);
	} else if (reserved.len > 0) {
		delete_each(x, place, reserved);
	} else if (pv_has(x, v->right, PV_LEX_HERETO) && place.n > 0) {
		op.target = *pv_tgt(x, place.t[0]);
		pv_give(x, op);
	} else if (place.n > 0) {
		replace_each(x, place, pv_brought(x, v->right.first));
	}
}

/* "from January 1, 2030 to June 30, 2031", "changing "a" to "b"". */
static void
change(struct pv_instruct *x, const struct verb *v)
{
	static const enum pv_lex kinds[] = { PV_LEX_QUOTE, PV_LEX_DATE };

	for (size_t k = 0; k < 2; k++) {
		struct pv_hand to = pv_gather(x, v->right, kinds[k],
		    PV_BIT(PV_LEX_TO));
		struct pv_hand from = pv_gather(x, v->right, kinds[k],
		    PV_BIT(PV_LEX_FROM));

		if (from.n == 0)
			from = objects(x, v, kinds[k]);
		if (from.n == 1 && to.n == 1) {
			substitute(x, v, from.t[0], to.t[0]);
			return;
		}
	}
	if (v->lex == PV_LEX_CHANGE && (scope(x, v).n > 0 ||
	    pv_has(x, v->left, PV_LEX_EACH)))
		give_words(x, v, (struct pv_operation){
		    .kind = PV_OP_SUBSTITUTE_WORDS,
		    .why = PV_SPAN("it does not say which words change") });
}

static void
insert_definition(struct pv_instruct *x, const struct verb *v)
{
	struct pv_hand h = scope(x, v);
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

/* Words or a sentence, at a place in a clause. */
static bool
insert_words(struct pv_instruct *x, const struct verb *v)
{
	uint64_t beside = PV_BIT(PV_LEX_AFTER) | PV_BIT(PV_LEX_BEFORE);
	struct pv_stretch all = { v->left.first, v->right.end };
	struct pv_hand what = objects(x, v, PV_LEX_QUOTE);
	struct pv_hand by = pv_gather(x, all, PV_LEX_QUOTE, beside);
	struct pv_hand near = pv_gather(x, v->right, PV_LEX_TARGET, beside);
	struct pv_operation op = { .kind = PV_OP_INSERT_WORDS };

	op.place = pv_has(x, all, PV_LEX_END) ? PV_AT_END :
	    pv_has(x, all, PV_LEX_START) ? PV_AT_START :
	    pv_has(x, all, PV_LEX_AFTER) ? PV_AT_AFTER :
	    pv_has(x, all, PV_LEX_BEFORE) ? PV_AT_BEFORE : PV_AT_NONE;
	if (by.n == 1 && what.n == 1) {
		op.new_words = pv_words_of(x, what.t[0]);
		op.anchor = pv_words_of(x, by.t[0]);
		give_words(x, v, op);
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
	give_words(x, v, op);
	return true;
}

/* A new clause; the targets are those that are new. */
static void
insert_clause(struct pv_instruct *x, const struct verb *v)
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
		home = scope(x, v);
		op.target = home.n > 0 ? *pv_tgt(x, home.t[0]) : x->context;
		pv_give(x, op);
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

static void
insert(struct pv_instruct *x, const struct verb *v)
{
	struct pv_stretch all = { v->left.first, v->right.end };
	struct pv_hand old = pv_gather(x, v->right, PV_LEX_QUOTE,
	    PV_BIT(PV_LEX_LIEU_OF));
	struct pv_hand new = objects(x, v, PV_LEX_QUOTE);
	struct pv_hand place = v->passive ?
	    pv_gather(x, v->left, PV_LEX_TARGET, PV_BARE) :
	    pv_gather(x, v->right, PV_LEX_TARGET, PV_BARE);

	if (old.n == 1 && new.n == 1)
		substitute(x, v, old.t[0], new.t[0]);
	else if (pv_has(x, all, PV_LEX_DEFINITION) || (place.n > 0 &&
	    pv_tgt(x, place.t[0])->kind == PV_TARGET_DEFINITION))
		insert_definition(x, v);
	else if ((place.n > 0 && new.n == 0 && pv_has(x, all, PV_LEX_NEW)) ||
	    !insert_words(x, v))
		insert_clause(x, v);
}

static void
renumber(struct pv_instruct *x, const struct verb *v)
{
	struct pv_hand from = objects(x, v, PV_LEX_TARGET);
	struct pv_hand to = pv_gather(x, v->right, PV_LEX_TARGET,
	    PV_BIT(PV_LEX_AS) | PV_BIT(PV_LEX_TO) |
	    (v->passive ? PV_BARE : 0));
	struct pv_operation op = { .kind = PV_OP_RENUMBER };

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

/* "all references to A shall be deemed references to B" */
static void
deem(struct pv_instruct *x, const struct verb *v)
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
	    !pv_has(x, left, PV_LEX_REFERENCE))
		return;
	if (a.n == 1 && b.n == 1) {
		op.old_words = pv_words_of(x, a.t[0]);
		op.new_words = pv_words_of(x, b.t[0]);
		pv_give(x, op);
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
		memcpy(op.date, x->date, sizeof(op.date));
		op.why = x->why;
		pv_vec_add(&x->in->ops, &op);
	}
}

/* Operations that leave the words alone. */
static void
stand(struct pv_instruct *x, const struct verb *v, enum pv_op_kind kind)
{
	struct pv_hand h = objects(x, v, PV_LEX_TARGET);
	struct pv_operation op = { .kind = kind };

	if (h.n == 0)
		h = pv_gather(x, v->right, PV_LEX_TARGET, ~UINT64_C(0));
	if (h.n > 0)
		op.target = *pv_tgt(x, h.t[0]);
	if (kind == PV_OP_RATIFY && x->given > 0)
		return;
	if (kind == PV_OP_WAIVE)
		op.why = PV_SPAN("a waiver leaves the words as they are");
	else if (kind == PV_OP_EXTEND)
		op.why = PV_SPAN("it does not say which words change");
	x->given++;
	if (x->dry)
		return;
	op.at = x->at;
	memcpy(op.date, x->date, sizeof(op.date));
	pv_vec_add(&x->in->ops, &op);
}

static void
extend(struct pv_instruct *x, const struct verb *v)
{
	size_t before = x->given;

	change(x, v);
	if (x->given == before)
		stand(x, v, PV_OP_EXTEND);
}

/* The next verb at token i or behind it; false when there is none. */
static bool
find_verb(const struct pv_instruct *x, uint32_t i, struct verb *v)
{
	uint32_t n = (uint32_t)x->lex.tokens.len;

	v->left.first = i;
	while (i < n && !pv_lex_is_verb(pv_tok(x, i)->lex))
		i++;
	if (i == n)
		return false;
	v->lex = pv_tok(x, i)->lex;
	v->passive = is_passive(x, i);
	v->left.end = i++;
	v->right.first = i;
	while (i < n && !pv_lex_is_verb(pv_tok(x, i)->lex))
		i++;
	v->right.end = i;
	return true;
}

/* Does `next` say what to put where `v` deleted? */
static bool
goes_on(const struct pv_instruct *x, const struct verb *v,
    const struct verb *next)
{
	struct pv_stretch both = { v->right.first, next->right.end };

	/* "(i) deleting A, (ii) replacing B with C" */
	if (next->lex == PV_LEX_REPLACE && !next->passive &&
	    !pv_has(x, next->right, PV_LEX_FOLLOW) &&
	    (pv_gather(x, next->right, PV_LEX_QUOTE, PV_BARE).n > 0 ||
	    pv_gather(x, next->right, PV_LEX_TARGET, PV_BARE).n > 0))
		return false;
	if (next->lex == PV_LEX_REPLACE || next->lex == PV_LEX_READ)
		return !v->passive ||
		    pv_gather(x, next->left, PV_LEX_TARGET, PV_BARE).n == 0;
	if (next->lex == PV_LEX_SUBSTITUTE && !pv_has(x, both, PV_LEX_FOR) &&
	    !pv_has(x, both, PV_LEX_LIEU_OF))
		return true;
	return (next->lex == PV_LEX_SUBSTITUTE ||
	    next->lex == PV_LEX_INSERT) && pv_has(x, both, PV_LEX_LIEU);
}

static void
waive(struct pv_instruct *x, const struct verb *v)
{
	stand(x, v, PV_OP_WAIVE);
}

static void
ratify(struct pv_instruct *x, const struct verb *v)
{
	stand(x, v, PV_OP_RATIFY);
}

static void (*const acts[PV_LEX_COUNT])(struct pv_instruct *,
    const struct verb *) = {
	[PV_LEX_DELETE] = delete_alone,
	[PV_LEX_REPLACE] = replace,
	[PV_LEX_READ] = restate,
	[PV_LEX_INSERT] = insert,
	[PV_LEX_SUBSTITUTE] = put_for,
	[PV_LEX_RENUMBER] = renumber,
	[PV_LEX_WAIVE] = waive,
	[PV_LEX_EXTEND] = extend,
	[PV_LEX_RATIFY] = ratify,
	[PV_LEX_CHANGE] = change,
	[PV_LEX_DEEM] = deem,
};

/* Carry out what a verb says; returns the last verb that it took. */
static struct verb
act(struct pv_instruct *x, struct verb v)
{
	struct verb next, third;
	bool more = find_verb(x, v.right.end, &next);

	if (more)
		next.left = v.right;
	if (v.lex == PV_LEX_DELETE && more && goes_on(x, &v, &next)) {
		delete_and_put(x, &v, &next);
		if (find_verb(x, next.right.end, &third) &&
		    third.lex == PV_LEX_READ)
			return third;
		return next;
	}
	/* "restated to read": one thing */
	if (more && next.lex == PV_LEX_READ && (v.lex == PV_LEX_INSERT ||
	    v.lex == PV_LEX_REPLACE || v.lex == PV_LEX_READ))
		v.right.end = next.right.end;
	if (acts[v.lex] != NULL)
		acts[v.lex](x, &v);
	return v;
}

/* The token behind the last verb of a stretch, or its first. */
static uint32_t
behind(const struct pv_instruct *x, struct pv_stretch s)
{
	uint32_t i = s.end;

	while (i > s.first && !pv_lex_is_verb(pv_tok(x, i - 1)->lex))
		i--;
	return i;
}

void
pv_instruct(struct pv_instruct *x)
{
	struct verb v;
	struct pv_hand h;
	uint32_t i = 0;
	bool carried = false;

	x->wants = x->opens = false;
	x->given = 0;
	x->subject = x->subject_end = 0;
	while (find_verb(x, i, &v)) {
		/* what the passive is about, others in a row are too */
		h = pv_gather(x, v.left, PV_LEX_TARGET,
		    PV_BARE | PV_BIT(PV_LEX_IN));
		if (h.n > 0 && (v.passive || i == 0)) {
			x->subject = v.left.first;
			x->subject_end = v.left.end;
			if (pv_tgt(x, h.t[0])->label.len > 0 &&
			    pv_tgt(x, h.t[0])->label.ptr[0] != '(' &&
			    !pv_tgt(x, h.t[0])->fresh)
				x->context = *pv_tgt(x, h.t[0]);
			carried = true;
		}
		/* "by amending Section 14.2(a) to read" */
		h = pv_gather(x, v.right, PV_LEX_TARGET, PV_BARE);
		if (v.lex == PV_LEX_AMEND && !v.passive && h.n > 0) {
			x->subject = v.right.first;
			x->subject_end = v.right.end;
			carried = true;
		}
		v = act(x, v);
		i = behind(x, v.right);
	}
	x->opens = carried && x->given == 0;
}
