/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

/* What kind of text the match stands in: a recital, a title, a definition. */

/* The clause of the unit begins with the phrase: "Recital C. The Buyer ..." */
static bool
clause_begins(const struct pv_reading *r, const char *phrase)
{
	const struct pv_version *v = r->in->version;
	struct pv_span stem;
	struct pv_tokens w;

	if (v == NULL || r->in->unit->clause >= v->nclauses)
		return false;
	stem = pv_version_text(v, v->clauses[r->in->unit->clause].stem);
	pv_tokens_read(&w, pv_span_sub(stem, 0, stem.len < 64 ? stem.len : 64),
	    0);
	return pv_phrase(&w, 0, phrase) > 0;
}

static bool
recital(const struct pv_reading *r)
{
	const struct pv_tokens *w = r->s.w;

	if (pv_phrase(w, r->s.first, "( * ) whereas") == 0 &&
	    pv_phrase(w, r->s.first, "witnesseth|witness :? that? ,? "
	    "whereas|:") == 0 &&
	    !pv_token_is(w, r->s.first, "whereas") &&
	    !clause_begins(r, "recital|considerant (? a|b|c|d|e|f|g|h|"
	    "i|j|#? )? .|:|,|-"))
		return false;
	/* "whereas ..., it is agreed that" */
	for (uint32_t i = r->s.first; i < r->s.from; i++) {
		if (pv_phrase(w, i, "is|be|hereby agreed|agree") > 0 ||
		    pv_phrase(w, i, "now ,? therefore") > 0)
			return false;
	}
	return true;
}

/* "For the purposes of this Schedule the": words before the defined term. */
static uint32_t
said_of_where(const struct pv_tokens *w, uint32_t i)
{
	static const char *const where[] = {
		"( *? * ) \"", "for the? purposes|purpose of ~8 ,? a|an|the? "
		"expression|expressions|term|terms|word|words? \"",
		"in|throughout this|these|the|that|our|parts|clauses|sections "
		"~6 ,? a|an|the? expression|expressions|term|terms|word|words? "
		"\"", "a|an|the expression|expressions|term|terms|word|words? "
		"\"", NULL
	};
	uint32_t n = pv_phrase_any(w, i, where);

	return n > 0 ? n - 1 : 0;
}

/*
 * A definition alone: "X" means ..., and no new main clause with a duty of
 * its own before the match.
 */
static bool
definition(const struct pv_reading *r)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t i = r->s.first, head, n;
	bool quoted;

	i += said_of_where(w, i);
	head = i;
	quoted = pv_token_in(w, i, "\"|'");
	n = pv_phrase(w, i, "\"|'? ~8 \"|'? shall|will? means|mean");
	if (n > 0 && pv_token_in(w, i + n, "none|nothing|nil"))
		return false;
	if (n == 0 && (head == r->s.first ||
	    pv_phrase(w, i, "\"|' ~8 \"|' includes") == 0))
		n = pv_phrase(w, i, "\"|' ~8 \"|' shall|will? has|have|refers|"
		    "includes|bears|bear the|to meaning?");
	if (n == 0)
		n = pv_phrase(w, i, "\"|' ~8 \"|' : a|an|the|any|all");
	if (n == 0)
		n = pv_phrase(w, i, "\"|' ~8 \"|' is|are a|an|the|any|all|"
		    "those|each|every");
	if (n == 0)
		n = pv_phrase(w, i, "\"|' ~8 \"|' is|are * which|that|whose");
	if (n == 0 || pv_phrase(w, i + n - 2, "by|such|any|no|other means") > 0)
		return false;
	if (!quoted && pv_token_in(w, i, "this|that|which|it|nothing|no"))
		return false;
	if (i + n > r->s.from && r->s.from > i + n)
		return false;
	for (i += n; i < r->s.last && (r->s.rulings & PV_RULING_EVENT); i++) {
		if (pv_phrase(w, i, ";|, and? upon|once|on|if|when ~16 shall|"
		    "will|may|ceases|lapses|ends") > 0)
			return false;
	}
	for (i = head + n; i < r->s.last; i++) {
		if (pv_phrase(w, i, "; and? each|every|any|such|no ~4 shall|"
		    "will|may|must|requires|is|are") > 0)
			return false;
	}
	for (i = head + n; i < r->s.from; i++) {
		if (pv_token_is(w, i, ";") ||
		    pv_phrase(w, i, ", and|but ~6 shall|may|will") > 0)
			return false;
	}
	return true;
}

/*
 * A line before the first clause that is more than a title: it has a verb, a
 * value behind a colon or dots, or the cells of a row.
 */
static bool
says_something(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	bool paper = false;

	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_finite(w, i) || pv_token_in(w, i, "||=") ||
		    (pv_token_is(w, i, ":") && i > s->first &&
		    i + 1 < s->last) || pv_phrase(w, i, ". . .") > 0)
			return true;
		paper |= pv_token_in(w, i, "agreement|contract|amendment|"
		    "addendum|deed|memorandum|letter|terms|policy|exhibit|"
		    "schedule|annex|appendix|licence|license|between");
	}
	return !paper && s->last - s->first > 6;
}

/* "Q. May it run elsewhere? | A. No." is lettered like a recital. */
static bool
answers(const struct pv_reading *r)
{
	const struct pv_version *v = r->in->version;
	size_t k = r->in->unit->sentence;
	struct pv_span before;

	if (k >= v->nsentences)
		return false;
	while (k > 0 && v->sentences[k].clause == r->in->unit->clause)
		k--;
	before = pv_span_trim(pv_version_text(v, v->sentences[k].at));
	return before.len > 0 && before.ptr[before.len - 1] == '?';
}

/* "Part 4. Staying with one host", "Exhibit G | ONWARD SALE": a name alone. */
static bool
title_alone(const struct pv_reading *r)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t i = r->s.first, small = 0;

	if (!clause_begins(r, "part|title|exhibit|schedule|annex|appendix|"
	    "chapter|attachment|article|section|clause #|a|b|c|d|e|f|g|h|i|ii|"
	    "iii|iv|v|vi|vii|viii|ix|x") || r->s.last - i > 16 ||
	    pv_token_in(w, r->s.last - 1, ".|?|!|;|:"))
		return false;
	for (; i < r->s.last; i++) {
		struct pv_span t = pv_token(w, i);

		if (w->t[i].kind != PV_TOK_WORD &&
		    !pv_token_in(w, i, ",|-|&|(|)|/|'"))
			return false;
		for (uint32_t b = 0; b < t.len; b++)
			small += t.ptr[b] >= 'a' && t.ptr[b] <= 'z';
	}
	for (i = r->s.first; i < r->s.last && small > 0; i++) {
		if (pv_token_finite(w, i))
			return false;
	}
	return true;
}

/* "(C) The Seller is the proprietor": told, and nothing is undertaken. */
static bool
told(const struct pv_reading *r)
{
	const struct pv_version *v = r->in->version;
	const struct pv_tokens *w = r->s.w;
	const struct pv_clause *c;
	struct pv_span num;

	if (v == NULL || r->in->unit->clause >= v->nclauses)
		return false;
	c = &v->clauses[r->in->unit->clause];
	num = pv_version_text(v, c->num);
	if (pv_phrase(w, r->s.first, "( a|b|c|d|e|f|g|h )") > 0)
		num = pv_token(w, r->s.first + 1);
	else if (c->depth != 1)
		return false;
	if (num.len == 3 && num.ptr[0] == '(')
		num = pv_span_sub(num, 1, 2);
	if (num.len != 1 || !pv_isupper(num.ptr[0]) || answers(r))
		return false;
	for (uint32_t i = r->s.first; i < r->s.last; i++) {
		if (pv_token_in(w, i, "shall|will|may|must|hereby|agree|agrees|"
		    "cannot|entitled"))
			return false;
	}
	return true;
}

/*
 * A line of a form with dots in it, and no page behind them: "Resale ... nil",
 * "What you may sell .... | seats".
 */
static bool
filled_in(const struct pv_reading *r)
{
	const struct pv_version *v = r->in->version;
	const struct pv_tokens *w = r->s.w;
	size_t k = r->in->unit->sentence;
	uint32_t i = r->s.first;
	struct pv_tokens next;

	while (i < r->s.last && pv_phrase(w, i, ". . .") == 0)
		i++;
	if (i >= r->s.last)
		return false;
	while (pv_token_is(w, i, "."))
		i++;
	if (i < r->s.last)
		return w->t[r->s.last - 1].kind == PV_TOK_WORD &&
		    w->t[r->s.last - 1].len > 2;
	if (v == NULL || k + 1 >= v->nsentences)
		return false;
	pv_tokens_read(&next, pv_version_text(v, v->sentences[k + 1].at), 0);
	return next.n > 0 && next.t[0].kind == PV_TOK_WORD &&
	    next.t[0].len > 1;
}

bool
pv_reading_place(struct pv_reading *r)
{
	const struct pv_unit *u = r->in->unit;
	bool reference = false;

	if (u->reserved) {
		pv_reading_settle(r, PV_STANCE_REMOVED);
		return true;
	}
	switch ((enum pv_unit_kind)u->kind) {
	case PV_UNIT_HEADING:
	case PV_UNIT_DEFINITION:
		reference = true;
		break;
	case PV_UNIT_SENTENCE:
	case PV_UNIT_CLAUSE:
	case PV_UNIT_SECTION:
		break;
	}
	switch ((enum pv_unit_place)u->place) {
	case PV_PLACE_TITLE:
		reference |= !says_something(&r->s);
		break;
	case PV_PLACE_CONTENTS:
		reference |= !filled_in(r);
		break;
	case PV_PLACE_RECITAL:
	case PV_PLACE_SIGNATURE:
		reference = true;
		break;
	case PV_PLACE_BODY:
	case PV_PLACE_PREAMBLE:
	case PV_PLACE_DEFINITION:
	case PV_PLACE_SCHEDULE:
		break;
	}
	if (!reference && !recital(r) && !told(r) && !definition(r) &&
	    !title_alone(r))
		return false;
	pv_reading_settle(r, PV_STANCE_REFERENCE);
	return true;
}
