/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

#include "rule/removal.h"

#define UNDONE_WORDS 24u        /* words before the verb that ends it */

/* What points back: "That has been waived." */
#define BACK "it|this|that|these|those|both|such|same|they"
/* A note on words that stand there struck: "(Struck out on 3 May.)" */
static const char *const notes[] = {
	"(|[ ~3 deleted|struck|removed|omitted|withdrawn|cancelled|repealed|"
	"waived|stricken|superseded|revoked|lapsed", NULL
};
static const char *const blanks[] = {
	"[|(? intentionally|deliberately? left? intentionally? omitted|"
	"deleted|blank|reserved|vacant|withdrawn|removed|repealed|revoked|"
	"waived|abolished|spent|cancelled|discontinued ]|)? .",
	"[|(? not used|adopted|carried|renewed|applicable ]|)? .", NULL
};
/* What was once: "It obliged the Buyer to ..." */
#define ONCE "used|obliged|required|gave|let|allowed|limited|bound|forbade|" \
    "was|were|had|could|would|provided|entitled|made|granted|said|stated|" \
    "tied|promised|permitted|prohibited|conferred|appointed|capped|" \
    "restricted|agreed|undertook|covenanted|engaged|enjoyed|held|kept|" \
    "barred|reserved|committed|pledged|owed|called|meant|stood|covered"

bool
pv_undone_reaches(const struct pv_version *v, uint32_t clause, size_t k)
{
	uint32_t c;

	if (k >= v->nsentences)
		return false;
	c = v->sentences[k].clause;
	return c == clause || (c < v->nclauses && clause < v->nclauses &&
	    pv_version_text(v, v->clauses[c].num).len == 0 &&
	    pv_version_text(v, v->clauses[clause].num).len == 0);
}

/* A sentence of the unit's clause, or an unnumbered one beside it. */
static bool
neighbour(const struct pv_reading *r, size_t k, struct pv_tokens *w,
    struct pv_scope *s)
{
	const struct pv_version *v = r->in->version;

	if (!pv_undone_reaches(v, r->in->unit->clause, k))
		return false;
	pv_reading_words(r, pv_version_text(v, v->sentences[k].at), w);
	*s = (struct pv_scope){ .w = w, .last = w->n, .to = w->n,
		.rulings = r->s.rulings & ~(unsigned)(PV_RULING_EFFECT |
		    PV_RULING_DECOUPLES) };
	return w->n > 0;
}

/* A condition anywhere, or before the verb a time to come. */
static bool
not_yet(const struct pv_scope *s, uint32_t verb)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "if|unless|once|whenever|?"))
			return true;
		if (i < verb && pv_token_in(s->w, i, "until|upon|when|may|"
		    "shall|will|must|not|where|no|nothing|cannot|while|can"))
			return true;
	}
	return false;
}

/* "Clause 5 obliged the Buyer ...", "we used to": no more than what was. */
static bool
told(const struct pv_scope *s)
{
	bool once = false;

	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "shall|will|must|hereby|grants|agrees|"
		    "is|are|agree|grant"))
			return false;
		once |= pv_token_in(s->w, i, ONCE);
	}
	return once || pv_token_in(s->w, s->first, "formerly|previously");
}

/* The clause that it names is not the match's: "Clause 8 is deleted." */
static bool
another_clause(const struct pv_scope *own, const struct pv_scope *s)
{
	for (uint32_t i = 0; i + 1 < s->last; i++) {
		struct pv_span num = pv_token(s->w, i + 1);
		bool same = false;

		if (!pv_token_in(s->w, i, "section|clause|article|paragraph|"
		    "sections|clauses|schedule|annex") ||
		    s->w->t[i + 1].kind != PV_TOK_NUMBER)
			continue;
		for (uint32_t k = own->first; k < own->last; k++)
			same |= pv_span_eq(pv_token(own->w, k), num);
		return !same;
	}
	return false;
}

/* "Schools are left out of this": it goes on for the rest. */
static bool
carves_out(const struct pv_tokens *w, uint32_t verb)
{
	for (uint32_t i = verb; i < verb + 4; i++)
		if (pv_phrase(w, i, "out|away|removed|dropped|excised|omitted|"
		    "struck|freed|lifted of|from|for") > 0 && pv_phrase(w,
		    i + 2, "the|this|our|your? ~1 agreement|contract|terms|"
		    "order|text|document|schedule|deed|licence|license|list|"
		    "settlement|clause|section") == 0)
			return true;
	return false;
}

/*
 * "That is waived", "the right has lapsed", "Removed in May": what ends is
 * what was named before, and no earlier or other thing.
 */
static bool
points_back(const struct pv_tokens *w, uint32_t verb)
{
	bool points = verb == 0 && !pv_token_in(w, 0, "we|parties");

	for (uint32_t i = 0; i < w->n && i < verb + 7; i++) {
		if (pv_token_in(w, i, "prior|earlier|former|old|existing|"
		    "previous|other|any|every"))
			return false;
		/* "agree that the letter is ended": no pointer */
		if (i > 0 && pv_token_is(w, i, "that") &&
		    !pv_removal_part(w, i + 1))
			continue;
		/* "waives its right of set-off": another right */
		points |= (pv_token_in(w, i, BACK) && (i == 0 ||
		    !pv_token_in(w, i - 1, "for|of|to|from"))) ||
		    (i > 0 && pv_removal_part(w, i) && pv_token_in(w, i - 1,
		    "the|our|your|its|their|his|said|such") &&
		    !pv_token_in(w, i + 1, "to|of|against"));
	}
	return points;
}

/* Whether the sentence ends what can be the match. */
static bool
ends_it(const struct pv_reading *r, struct pv_scope *s)
{
	uint32_t verb;

	return pv_removal_find(s, &verb) && verb < UNDONE_WORDS &&
	    !not_yet(s, verb) && !carves_out(s->w, verb) &&
	    (told(&r->s) || (points_back(s->w, verb) &&
	    !another_clause(&r->s, s)));
}

/* "Not used." behind a heading without a verb. */
static bool
left_blank(const struct pv_reading *r, const struct pv_scope *s)
{
	uint32_t n = pv_phrase_any(s->w, 0, blanks);

	for (uint32_t i = r->s.first; i < r->s.last; i++)
		if (pv_token_finite(r->s.w, i))
			return false;
	return n > 0 && n >= s->w->n;
}

/* "[Removed in 2027.] | Formerly this section required ..." */
static bool
ended_before(const struct pv_reading *r, struct pv_scope *s)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t at = r->s.first;

	if (!told(&r->s) && pv_phrase(w, at, "formerly|previously ,|:?") == 0)
		return false;
	return pv_phrase_any(s->w, 0, notes) > 0 ||
	    pv_phrase_any(s->w, 0, blanks) > 0 || ends_it(r, s);
}

bool
pv_reading_undone(const struct pv_reading *r)
{
	const struct pv_stance_in *in = r->in;
	struct pv_tokens w;
	struct pv_scope s;
	size_t k;

	if (in->version == NULL || !r->positive ||
	    in->unit->kind != PV_UNIT_SENTENCE)
		return false;
	k = in->unit->sentence;
	if (k >= in->version->nsentences)
		return false;
	/* an answer in a word: "Is Ash the only host? No. That ended." */
	if (neighbour(r, k + 1, &w, &s) && w.n <= 2 &&
	    pv_token_in(&w, 0, "no|nothing|none"))
		k++;
	if (neighbour(r, k + 1, &w, &s) && (left_blank(r, &s) ||
	    pv_phrase_any(&w, 0, notes) > 0 || ends_it(r, &s)))
		return true;
	k = in->unit->sentence;
	if (told(&r->s) && neighbour(r, k + 2, &w, &s) && ends_it(r, &s))
		return true;
	return k > 0 && neighbour(r, k - 1, &w, &s) && ended_before(r, &s);
}
