/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/verb.h"

#include <string.h>

struct pv_hand
pv_verb_scope(const struct pv_instruct *x, const struct pv_verb *v)
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

/* "the word "and" at the end of clause (b)" */
static bool
ends_there(const struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_stretch near = v->passive ? v->left : v->right;

	return pv_has(x, near, PV_LEX_END) && !pv_has(x, near,
	    PV_LEX_AFTER) && !pv_has(x, near, PV_LEX_BEFORE);
}

void
pv_give_words(struct pv_instruct *x, const struct pv_verb *v,
    struct pv_operation op)
{
	struct pv_hand h = pv_verb_scope(x, v);
	struct pv_stretch all = { 0, (uint32_t)x->lex.tokens.len };
	uint32_t i;

	for (i = v->left.first; i < v->right.end; i++)
		if (pv_tok(x, i)->lex == PV_LEX_NTH)
			op.nth = pv_tok(x, i)->n;
	if (pv_has(x, all, PV_LEX_EACH))
		op.nth = PV_NTH_EACH;
	if (op.kind != PV_OP_INSERT_WORDS && ends_there(x, v))
		op.place = PV_AT_END;
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

void
pv_substitute(struct pv_instruct *x, const struct pv_verb *v, uint32_t old,
    uint32_t new)
{
	struct pv_operation op = { .kind = PV_OP_SUBSTITUTE_WORDS,
		.old_words = pv_words_of(x, old),
		.new_words = pv_words_of(x, new),
		.bare = pv_tok(x, old)->lex == PV_LEX_AMOUNT };
	struct pv_stretch all = { 0, (uint32_t)x->lex.tokens.len };

	if (is_date(op.old_words.text) && is_date(op.new_words.text))
		op.kind = PV_OP_CHANGE_DATE;
	else if (pv_has(x, all, PV_LEX_EACH) && pv_verb_scope(x, v).n == 0 &&
	    x->context.kind == PV_TARGET_NONE)
		op.kind = PV_OP_GLOBAL_SUBSTITUTE;
	pv_give_words(x, v, op);
}

struct pv_hand
pv_subjects(const struct pv_instruct *x)
{
	struct pv_stretch s = { x->subject, x->subject_end };

	return pv_gather(x, s, PV_LEX_TARGET, PV_BARE | PV_BIT(PV_LEX_IN));
}

bool
pv_is_passive(const struct pv_instruct *x, uint32_t i)
{
	struct pv_range at = pv_tok(x, i)->at;
	struct pv_span s = pv_span_sub(x->lex.text, at.start, at.end);

	return pv_span_ends(s, PV_SPAN("ed")) ||
	    pv_span_ends(s, PV_SPAN("struck")) ||
	    pv_span_ends(s, PV_SPAN("struck out")) ||
	    pv_span_ends(s, PV_SPAN("stricken")) ||
	    pv_span_ieq(s, PV_SPAN("now referred to")) ||
	    pv_tok(x, i)->lex == PV_LEX_DEEM;
}

bool
pv_is_denied(const struct pv_instruct *x, uint32_t i)
{
	while (i > 0 && (pv_tok(x, i - 1)->lex == PV_LEX_UNKNOWN ||
	    pv_lex_is_verb(pv_tok(x, i - 1)->lex)))
		i--;
	return i > 0 && pv_span_ieq(pv_span_sub(x->lex.text,
	    pv_tok(x, i - 1)->at.start, pv_tok(x, i - 1)->at.end),
	    PV_SPAN("not"));
}

/* Objects that stand on the right of an active verb. */
static struct pv_hand
active_objects(struct pv_instruct *x, const struct pv_verb *v, enum pv_lex lex)
{
	struct pv_hand h = pv_gather(x, v->right, lex, PV_BARE);
	uint32_t last = pv_last_bare(x, v->right), n = 0;

	for (uint32_t i = v->right.first; i < v->right.end; i++)
		n += pv_is_bare(x, v->right, i);
	/* "deleting A, and B is replaced": B is of the next verb */
	if (n < 2 || v->right.end >= x->lex.tokens.len ||
	    !pv_is_passive(x, v->right.end) || h.n == 0 ||
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
	    pv_is_passive(x, i - 1);
}

/* "A is replaced with B and C is ...": C is no second B. */
static bool
is_next_of_row(const struct pv_instruct *x, const struct pv_verb *v)
{
	return v->left.first > 0 && v->left.end - v->left.first >= 2 &&
	    pv_is_passive(x, v->left.first - 1) &&
	    pv_tok(x, v->left.end - 1)->lex == PV_LEX_QUOTE &&
	    pv_gather(x, v->left, PV_LEX_QUOTE,
	    PV_BIT(PV_LEX_WITH)).n == 2;
}

struct pv_hand
pv_verb_objects(struct pv_instruct *x, const struct pv_verb *v, enum pv_lex lex)
{
	struct pv_stretch subject = { x->subject, x->subject_end };
	struct pv_hand h;
	uint32_t last = pv_last_bare(x, v->left), first = last;

	if (!v->passive)
		return active_objects(x, v, lex);
	if (lex == PV_LEX_QUOTE && is_next_of_row(x, v))
		return (struct pv_hand){ { v->left.end - 1 }, 1 };
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

bool
pv_names_agreement(const struct pv_instruct *x, const struct pv_verb *v)
{
	for (uint32_t i = v->left.first; i < v->left.end; i++)
		if (pv_tok(x, i)->lex == PV_LEX_TARGET &&
		    pv_tgt(x, i)->kind == PV_TARGET_AGREEMENT &&
		    pv_prep(x, v->left, i) == PV_LEX_NOISE)
			return true;
	return false;
}
