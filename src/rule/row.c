/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/row.h"

#define KIN "affiliate|affiliates|subsidiary|subsidiaries|group|companies|" \
    "company|offices|subprocessors|subcontractors|contractors|advisers|" \
    "advisors|auditors|agents|officers|directors|employees|personnel|" \
    "suppliers|syndicates|branches|licensees|sublicensees|partners|" \
    "representatives|successors|assigns|shareholders|members|parent|" \
    "undertakings|entities|designees|nominees|customers|users|staff"

/* "its Affiliates", "any of its subsidiary companies" at i: its end, or i. */
static uint32_t
kin_end(const struct pv_sense *x, uint32_t i)
{
	uint32_t k = i + pv_phrase(x->w, i, "each|any|all|some of"), to;

	if (!pv_token_in(x->w, k, "its|their|his|her|our|your|the"))
		return i;
	to = pv_noun_end(x, k);
	if (to <= k + 1 || !pv_token_in(x->w, to - 1, KIN))
		return i;
	/* "the companies": whose they are is said behind */
	if (!pv_token_is(x->w, k, "the"))
		return to;
	k = pv_phrase(x->w, to, "of|in its|their|his|her|our|your group") +
	    pv_phrase(x->w, to, "which|that it|they control|controls|own|"
	    "owns");
	return k > 0 ? to + k : i;
}

/*
 * Where the member of a row ends that begins at i, or i.  Of "neither Alder
 * nor its Affiliates" the first alone is told.
 */
static uint32_t
member_end(const struct pv_sense *x, const struct pv_actor *who, size_t n,
    uint32_t i)
{
	uint32_t to = pv_token_is(x->w, i - 1, "nor") ? i : kin_end(x, i);

	if (pv_token_in(x->w, i, "any|a|an|every|no") ||
	    (to == i && pv_token_in(x->w, i, "its|their")))
		return to;

	for (size_t k = 0; k < n && to == i; k++) {
		if (who[k].from == i && !who[k].possessive &&
		    who[k].kind != PV_ACTOR_BRAND &&
		    who[k].kind != PV_ACTOR_EITHER &&
		    who[k].kind != PV_ACTOR_ORGAN)
			to = who[k].to;
	}
	return to;
}

/* Where the row ends whose first member ends at `to`, or `to`. */
static uint32_t
row_end(const struct pv_sense *x, const struct pv_actor *who, size_t n,
    struct pv_words first)
{
	uint32_t i = first.to, members = 1, end;
	bool nor = first.from > x->first &&
	    pv_token_is(x->w, first.from - 1, "neither");

	for (;; members++, i = end) {
		bool comma = pv_token_is(x->w, i, ",");
		uint32_t k = i + comma, last = pv_phrase(x->w, k, "and / or");

		if (last == 0)
			last = pv_token_in(x->w, k, "and|or") ||
			    (nor && pv_token_is(x->w, k, "nor"));
		/* "to Cirrus, and Alder agrees": a clause of its own */
		if ((comma && last > 0 && members == 1) ||
		    !(comma || last > 0))
			return first.to;
		k += last;
		/* "to X and to its Affiliates" */
		if (last > 0 && first.from > x->first && k < x->last &&
		    pv_word_is(x, k, PV_WORD_PREP) && pv_span_ieq(
		    pv_token(x->w, k), pv_token(x->w, first.from - 1)))
			k++;
		end = member_end(x, who, n, k);
		if (end == k)
			return first.to;
		/* "by Cirrus and Alder shall": likewise */
		if (last > 0 && members == 1 && pv_word_finite(x, end) &&
		    first.from > x->first && pv_word_is(x, first.from - 1,
		    PV_WORD_PREP) && !pv_token_is(x->w, first.from - 1, "of"))
			return first.to;
		if (last > 0)
			return end;
	}
}

struct pv_words
pv_actor_row(const struct pv_sense *x, const struct pv_actor *who, size_t n,
    size_t k)
{
	struct pv_words out = { who[k].from, who[k].to };

	if (who[k].possessive || who[k].kind == PV_ACTOR_BRAND ||
	    who[k].kind == PV_ACTOR_EITHER || who[k].kind == PV_ACTOR_ORGAN)
		return out;
	for (size_t i = k + 1; i > 0; i--) {
		const struct pv_actor *a = &who[i - 1];
		struct pv_words row = { a->from, a->to };

		if (a->from + 24 < who[k].from)
			break;
		if (a->possessive || (pv_token_in(x->w, a->from, "its|their") &&
		    i - 1 < k))
			continue;
		row.to = row_end(x, who, n, row);
		if (row.to > row.from && row.to >= who[k].to &&
		    row.to > a->to)
			out = row;
	}
	if (out.to > who[k].to && out.from > x->first + 1 &&
	    pv_phrase(x->w, out.from - 2, "each|both of") > 0)
		out.from -= 2;
	return out;
}
