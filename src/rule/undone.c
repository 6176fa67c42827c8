/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

#include "rule/removal.h"

#define UNDONE_WORDS 14u        /* words before the verb that ends it */

/* What points back: "That right has been waived." */
static const char *const back[] = {
	"it|this|that|these|those|both|such|same|they|all|neither",
	"the said|same|above|foregoing|exclusivity|right|rights|obligation|"
	"covenant|undertaking|undertakings|licence|license|clause|section|"
	"commitment|requirement|restriction|promise|article|paragraph|"
	"provision|arrangement|appointment|ban|rule|duty|privilege", NULL
};
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
    "tied|promised|permitted|prohibited|conferred|appointed|capped|restricted"

/* The words of one sentence of the unit's clause as a scope of their own. */
static bool
neighbour(const struct pv_reading *r, size_t k, struct pv_tokens *w,
    struct pv_scope *s)
{
	const struct pv_version *v = r->in->version;

	if (k >= v->nsentences ||
	    v->sentences[k].clause != r->in->unit->clause)
		return false;
	pv_tokens_read(w, pv_version_text(v, v->sentences[k].at), 0);
	w->glances = r->in->glances;
	*s = (struct pv_scope){ .w = w, .last = w->n,
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

/* "It lapsed on 3 May.", "Holder has waived it.", "(Struck out.)" */
static bool
ended_after(const struct pv_reading *r, struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	bool points = pv_phrase_any(w, 0, back) > 0;

	if (pv_phrase_any(w, 0, notes) > 0)
		return true;
	for (uint32_t i = 0; i < w->n && i < UNDONE_WORDS; i++) {
		uint32_t n;

		/* what is pointed at stands before the verb or behind it */
		s->from = points ? 0 : i + 1;
		s->to = s->from + 1;
		n = pv_removal_at(s, i);
		if (n > 0 && !not_yet(s, i) && (points || pv_phrase(w, i + n,
		    "it|that|them|this|those|these|such|both") > 0 ||
		    pv_phrase(w, i + n - 1, "the|that|this clause|section|"
		    "paragraph|article|right|rule|letter") > 0))
			return r->positive;
	}
	return false;
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

/* "Clause 5 is cancelled. | It obliged Brook to buy from Ash alone." */
static bool
ended_before(const struct pv_reading *r, struct pv_scope *s)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t at = r->s.first, n = pv_phrase_any(w, at, back);
	bool once = pv_phrase(w, at, "formerly|previously ,|:?") > 0 ||
	    pv_phrase(w, at, "in|under|by earlier|previous|former|prior|that|"
	    "the|it") > 0;

	if (n == 0 && !once)
		return false;
	for (uint32_t i = at; i < at + 12 && !once; i++)
		once = pv_token_in(w, i, ONCE);
	for (uint32_t i = at; i < r->s.last; i++)
		if (!once || pv_token_in(w, i, "shall|will|must|hereby|may"))
			return false;
	if (pv_phrase_any(s->w, 0, notes) > 0 ||
	    pv_phrase_any(s->w, 0, blanks) > 0)
		return true;
	s->from = 0;
	s->to = 1;
	for (uint32_t i = 0; i < s->w->n && i < UNDONE_WORDS; i++)
		if (pv_removal_at(s, i) > 0 && !not_yet(s, i))
			return true;
	return false;
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
	    ended_after(r, &s)))
		return true;
	k = in->unit->sentence;
	return k > 0 && neighbour(r, k - 1, &w, &s) && ended_before(r, &s);
}
