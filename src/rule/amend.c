/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

#include "rule/removal.h"

static bool
quote_opens(const struct pv_tokens *w, uint32_t i)
{
	uint32_t at = w->t[i].at;

	if (!pv_token_is(w, i, "'"))
		return false;
	return (at == 0 || pv_isspace(w->text.ptr[at - 1]) ||
	    w->text.ptr[at - 1] == '(' || w->text.ptr[at - 1] == ':') &&
	    at + 1 < w->text.len && !pv_isspace(w->text.ptr[at + 1]);
}

/*
 * The quotation that holds the match, as [*from, *to); false when none does.
 * Double quotes pair off from the sentence's beginning.
 */
static bool
quotation(const struct pv_reading *r, uint32_t *from, uint32_t *to)
{
	const struct pv_scope *s = &r->s;
	const struct pv_tokens *w = s->w;
	uint32_t open = UINT32_MAX;
	bool single = false;

	for (uint32_t i = s->first; i < s->last; i++) {
		bool mark = pv_token_is(w, i, "\"");

		if (open == UINT32_MAX) {
			if (i > s->from)
				return false;
			if (mark || quote_opens(w, i)) {
				open = i;
				single = !mark;
			}
			continue;
		}
		if (single ? !pv_token_is(w, i, "'") || quote_opens(w, i) :
		    !mark)
			continue;
		if (open < s->from && i >= s->to) {
			*from = open + 1;
			*to = i;
			return true;
		}
		open = UINT32_MAX;
	}
	/* quoted text that goes on beyond this sentence */
	if (open != UINT32_MAX && open < s->from && open + 1 < s->last) {
		*from = open + 1;
		*to = s->last;
		return true;
	}
	return false;
}

enum quote_role { QUOTE_PLAIN, QUOTE_NEW, QUOTE_OLD };

/* What an instruction does with the quotation after token `open`. */
static enum quote_role
quote_role(const struct pv_reading *r, uint32_t open)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t low = open > r->s.first + 20 ? open - 20 : r->s.first;

	for (uint32_t i = open; i > low; i--) {
		uint32_t k = i - 1;

		if ((pv_token_in(w, k, "read|state|provide") &&
		    pv_token_in(w, k - 1, "to|shall|will|now")) ||
		    pv_phrase(w, k, "as follows") > 0 ||
		    pv_phrase(w, k, "the following :") > 0 ||
		    pv_token_in(w, k, "inserting|inserted|insert|adding|"
		    "added|add|substituting|substituted") ||
		    (pv_token_in(w, k, "with|by") &&
		    !pv_token_in(w, k + 1, "deleting|striking|removing|"
		    "replacing|inserting|adding|substituting")) ||
		    (pv_token_in(w, k, "reads|read") && pv_phrase(w,
		    k > r->s.first + 2 ? k - 3 : r->s.first,
		    "so|as ~1 amended ,?") > 0))
			return QUOTE_NEW;
		if (pv_token_in(w, k, "for|deleting|deleted|delete|striking|"
		    "strike|struck|removing|replacing|word|words|phrase|"
		    "reads|read|reading|which|currently"))
			return QUOTE_OLD;
	}
	return QUOTE_PLAIN;
}

static bool
amends(const struct pv_reading *r)
{
	const struct pv_tokens *w = r->s.w;

	for (uint32_t i = r->s.first; i < r->s.last; i++) {
		if (pv_token_in(w, i, "replaced|replacing|replace|deleted|"
		    "deleting|delete|amended|amending|amend|inserted|"
		    "inserting|insert|substituted|substituting|struck|"
		    "striking|restated|added|adding|stricken|superseded"))
			return true;
	}
	return false;
}

/* "Once it is met, the covenant is released": an end upon an event. */
static bool
upon_event(const struct pv_scope *s, uint32_t verb)
{
	if (!pv_token_in(s->w, s->first, "if|once|upon|when|after|should|"
	    "where|on|following"))
		return false;
	for (uint32_t i = s->first; i < verb; i++) {
		if (pv_token_is(s->w, i, ",") && !pv_token_in(s->w, i - 1,
		    "date|hereof|amendment|signature|closing|signing"))
			return pv_phrase(s->w, s->first, "on|after|upon|"
			    "following ~2 #|today|the ~2 date") == 0;
	}
	return false;
}

/* A deed, done now: whatever it hangs on, it takes away. */
static bool
deed(const struct pv_scope *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		if (i >= from && i < to)
			continue;
		if (pv_token_in(s->w, i, "hereby|deleted|waives|waive|waived|"
		    "releases|released|amendment|agree|agrees|parties|"
		    "reserved|struck|omitted|suspended|amended|replaced|"
		    "replacing|substituting|substituted|stricken|rescinded|"
		    "repealed|renounced|relinquishes|relinquished|surrenders|"
		    "surrendered|today"))
			return true;
	}
	return false;
}

/*
 * "If the Fee is paid Cirrus is released from it": no deed, but what follows
 * from an event.
 */
static bool
follows(const struct pv_scope *s, uint32_t verb, const struct pv_limit *l,
    size_t n)
{
	if (!pv_token_in(s->w, verb, "is|are|no|need|needs|has|have") ||
	    deed(s, verb, verb + 5))
		return false;
	for (size_t i = 0; i < n; i++)
		if (pv_token_in(s->w, l[i].at, "if|should|once|unless|"
		    "whenever"))
			return true;
	return pv_token_in(s->w, s->first, "once|if|whenever|should");
}

/*
 * "The cap falls away if the breach was deliberate": what lapses of itself in
 * a stated case stands in every other; a deed done under a condition does not.
 */
static bool
lapses(const struct pv_scope *s, uint32_t verb, const struct pv_limit *l,
    size_t n)
{
	bool in_case = false;

	if (deed(s, s->last, s->last) || pv_token_is(s->w, verb, "as"))
		return false;
	for (size_t i = 0; i < n; i++)
		in_case |= pv_token_in(s->w, l[i].at, "if|where|when|should|"
		    "unless") && l[i].kind == PV_LIMIT_CONDITION;
	for (uint32_t i = s->from; i < s->last; i++)
		in_case |= pv_token_in(s->w, i, "if|whenever");
	return in_case;
}

/* "Upon the closing the seat lapsed": it is done, and hangs on nothing. */
static bool
past(const struct pv_scope *s, uint32_t verb)
{
	return pv_token_in(s->w, verb, "was|were|has|have|had|lapsed|expired|"
	    "ended|terminated|ceased|fell|came|ran|gave|took");
}

static void
remove_it(struct pv_reading *r, uint32_t verb)
{
	const struct pv_scope *s = &r->s;
	struct pv_limit l[PV_LIMITS];
	struct pv_state *st = &r->out->now;
	size_t n = pv_limits(s, l);

	if (!past(s, verb) && (upon_event(s, verb) || lapses(s, verb, l, n) ||
	    follows(s, verb, l, n)))
		pv_reading_settle(r, PV_STANCE_CONDITIONAL);
	else
		pv_reading_settle(r, PV_STANCE_REMOVED);
	pv_reading_add_limits(st, s, l, n);
	pv_attribute_target(s, st);
}

/* "'Exclusive Field' means none": new text that leaves nothing. */
static bool
empty_text(const struct pv_scope *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (pv_phrase(s->w, i, "means none|nothing|nil") > 0 ||
		    pv_phrase(s->w, i, "[ ~2 reserved|omitted|deleted ]") > 0)
			return true;
	}
	return false;
}

/* "By taking a late payment Alder does not waive its right." */
static bool
unwaived(const struct pv_scope *s)
{
	for (uint32_t i = s->first; i < s->to; i++)
		if (pv_token_in(s->w, i, "not|no|nothing|neither|nor|never"))
			return true;
	return false;
}

bool
pv_reading_amendment(struct pv_reading *r)
{
	struct pv_scope *s = &r->s;
	bool own = r->in->has_stance && r->in->stance == PV_STANCE_REMOVED;
	uint32_t from, to, verb = s->first;

	if (!own && amends(r) && quotation(r, &from, &to)) {
		switch (quote_role(r, from - 1)) {
		case QUOTE_NEW:
			if (empty_text(s, from, to)) {
				remove_it(r, s->first);
				return true;
			}
			/* words for words: the instruction says it already */
			if (to - from <= 3) {
				r->out->keep = false;
				return true;
			}
			pv_attribute_target(s, &r->out->now);
			s->first = from;
			s->last = to;
			return false;
		case QUOTE_OLD:
			remove_it(r, s->first);
			return true;
		case QUOTE_PLAIN:
			break;
		}
	}
	if (pv_reading_removes(r, &verb) || (own && !pv_removal_idle(s))) {
		remove_it(r, verb);
		return true;
	}
	if (own) {
		pv_reading_settle(r, unwaived(s) ? PV_STANCE_REFERENCE :
		    PV_STANCE_IN_FORCE);
		return true;
	}
	if (pv_reading_undone(r)) {
		pv_reading_settle(r, PV_STANCE_REMOVED);
		pv_attribute_target(s, &r->out->now);
		return true;
	}
	return false;
}

