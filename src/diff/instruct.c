/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/instruct.h"

#include <string.h>

#include "diff/verb.h"

/* The clause that an operation which leaves words alone is about. */
static struct pv_hand
about(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_hand h = pv_verb_objects(x, v, PV_LEX_TARGET);

	if (h.n == 0)
		h = pv_gather(x, v->right, PV_LEX_TARGET, ~UINT64_C(0));
	if (h.n == 0)
		h = pv_gather(x, v->left, PV_LEX_TARGET, PV_BARE |
		    PV_BIT(PV_LEX_IN));
	return h.n > 0 ? h : pv_subjects(x);
}

/* "shall terminate and be of no further effect" is one thing. */
static bool
is_told(const struct pv_instruct *x, struct pv_hand h)
{
	const struct pv_operation *op = x->in->ops.len == 0 ? NULL :
	    PV_VEC_AT(&x->in->ops, struct pv_operation, x->in->ops.len - 1);

	return op != NULL && op->kind == PV_OP_WAIVE &&
	    op->at.start == x->at.start && (h.n == 0 ||
	    pv_span_eq(op->target.label, pv_tgt(x, h.t[0])->label));
}

/* Operations that leave the words alone. */
static void
stand(struct pv_instruct *x, const struct pv_verb *v, enum pv_op_kind kind,
    struct pv_span why)
{
	struct pv_hand h = about(x, v);
	struct pv_operation op = { .kind = kind, .why = why, .at = x->at,
		.own = x->own };

	if (kind == PV_OP_RATIFY && x->given > 0)
		return;
	if (kind == PV_OP_WAIVE && h.n < 2 && !x->dry && is_told(x, h))
		return;
	if (kind == PV_OP_RATIFY && h.n > 1)
		h.n = 1;
	for (size_t k = 0; k < h.n || k == 0; k++) {
		if (h.n > 0)
			op.target = *pv_tgt(x, h.t[k]);
		x->given++;
		memcpy(op.date, x->date, sizeof(op.date));
		if (!x->dry)
			pv_vec_add(&x->in->ops, &op);
	}
}

static void
extend(struct pv_instruct *x, const struct pv_verb *v)
{
	size_t before = x->given;

	pv_verb_change(x, v);
	if (x->given == before)
		stand(x, v, PV_OP_EXTEND, PV_SPAN("it does not say which "
		    "words change"));
}

/* The next verb at token i or behind it; false when there is none. */
static bool
find_verb(const struct pv_instruct *x, uint32_t i, struct pv_verb *v)
{
	uint32_t n = (uint32_t)x->lex.tokens.len;

	v->left.first = i;
	while (i < n && !pv_lex_is_verb(pv_tok(x, i)->lex))
		i++;
	if (i == n)
		return false;
	v->lex = pv_tok(x, i)->lex;
	v->passive = pv_is_passive(x, i);
	v->left.end = i++;
	v->right.first = i;
	while (i < n && !pv_lex_is_verb(pv_tok(x, i)->lex))
		i++;
	v->right.end = i;
	return true;
}

/* "striking "a" and inserting "b"", where it is not said where "b" goes. */
static bool
strikes_for(const struct pv_instruct *x, const struct pv_verb *v,
    const struct pv_verb *next)
{
	static const enum pv_lex places[] = { PV_LEX_TARGET, PV_LEX_AFTER,
		PV_LEX_BEFORE, PV_LEX_BETWEEN, PV_LEX_END, PV_LEX_START,
		PV_LEX_FOLLOW };

	for (size_t k = 0; k < sizeof(places) / sizeof(places[0]); k++)
		if (pv_has(x, next->right, places[k]))
			return false;
	return next->lex == PV_LEX_INSERT && !v->passive && !next->passive &&
	    pv_gather(x, v->right, PV_LEX_QUOTE, PV_BARE).n == 1 &&
	    pv_gather(x, next->right, PV_LEX_QUOTE, PV_BARE).n == 1;
}

/* Does `next` say what to put where `v` deleted? */
static bool
goes_on(const struct pv_instruct *x, const struct pv_verb *v,
    const struct pv_verb *next)
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
	return ((next->lex == PV_LEX_SUBSTITUTE ||
	    next->lex == PV_LEX_INSERT) && pv_has(x, both, PV_LEX_LIEU)) ||
	    strikes_for(x, v, next);
}

static void
waive(struct pv_instruct *x, const struct pv_verb *v)
{
	if (pv_is_denied(x, v->left.end))
		return;
	stand(x, v, PV_OP_WAIVE, PV_SPAN("a waiver leaves the words as they "
	    "are"));
}

static void
cease(struct pv_instruct *x, const struct pv_verb *v)
{
	struct pv_stretch all = { 0, v->right.end };

	if (about(x, v).n > 0)
		stand(x, v, PV_OP_WAIVE, PV_SPAN("it takes the clause's "
		    "effect and leaves its words"));
	else if (pv_has(x, all, PV_LEX_TARGET))
		stand(x, v, PV_OP_WAIVE, PV_SPAN("it ends the agreement and "
		    "leaves its words"));
}

static void
ratify(struct pv_instruct *x, const struct pv_verb *v)
{
	stand(x, v, PV_OP_RATIFY, pv_span("", 0));
}

static void (*const acts[PV_LEX_COUNT])(struct pv_instruct *,
    const struct pv_verb *) = {
	[PV_LEX_DELETE] = pv_verb_delete_alone,
	[PV_LEX_REPLACE] = pv_verb_replace,
	[PV_LEX_READ] = pv_verb_restate,
	[PV_LEX_INSERT] = pv_verb_insert,
	[PV_LEX_SUBSTITUTE] = pv_verb_put_for,
	[PV_LEX_RENUMBER] = pv_verb_renumber,
	[PV_LEX_WAIVE] = waive,
	[PV_LEX_CEASE] = cease,
	[PV_LEX_EXTEND] = extend,
	[PV_LEX_RATIFY] = ratify,
	[PV_LEX_CHANGE] = pv_verb_change,
	[PV_LEX_DEEM] = pv_verb_deem,
};

/* Carry out what a verb says; returns the last verb that it took. */
static struct pv_verb
act(struct pv_instruct *x, struct pv_verb v)
{
	struct pv_verb next, third;
	bool more = find_verb(x, v.right.end, &next);

	/* "deleted and of no force or effect, and the following is added" */
	if (more && v.lex == PV_LEX_DELETE && next.lex == PV_LEX_CEASE &&
	    pv_last_bare(x, v.right) == v.right.end) {
		v.right.first = next.right.first;
		v.right.end = next.right.end;
		more = find_verb(x, v.right.end, &next);
	}
	if (more)
		next.left = v.right;
	if (v.lex == PV_LEX_DELETE && more && goes_on(x, &v, &next)) {
		pv_verb_delete_and_put(x, &v, &next);
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
	struct pv_verb v;
	struct pv_hand h;
	uint32_t i = 0;
	bool carried = false;

	x->wants = x->opens = false;
	x->given = 0;
	x->subject = x->subject_end = 0;
	while (find_verb(x, i, &v)) {
		x->described = 0;
		if (v.lex == PV_LEX_AMEND && pv_is_denied(x, v.left.end)) {
			i = v.right.first;
			continue;
		}
		/* what the passive is about, others in a row are too */
		h = pv_gather(x, v.left, PV_LEX_TARGET,
		    PV_BARE | PV_BIT(PV_LEX_IN));
		if (h.n > 0 && (v.passive || i == 0)) {
			x->subject = v.left.first;
			x->subject_end = v.left.end;
			if (pv_tgt(x, h.t[0])->label.len +
			    pv_tgt(x, h.t[0])->heading.len > 0 &&
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
