/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

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
		    "replacing|inserting|adding|substituting")))
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

/* What is plainly gone; the rest only where nothing is a trigger's effect. */
static const char *const gone[] = {
	"is|are|was|were|be|been hereby? hereby|now|irrevocably? deleted|"
	"removed|stricken|struck|omitted|rescinded|repealed|annulled|"
	"eliminated|relinquished|dropped",
	"deemed ~2 deleted|omitted|removed",
	"hereby ~2 deletes?|delete|deletes|strike|removes|remove|rescind|"
	"rescinds|eliminate|repeal",
	"by deleting|striking|removing|omitting", "intentionally omitted|"
	"deleted|left|removed", "[ reserved", "( reserved",
	"[ ~6 deleted|removed|omitted", "[ formerly|previously",
	"deleted|removed|omitted by ~2 "
	"amendment|letter|waiver|supplement", "( ~4 not used )", ":|) withdrawn|"
	"deleted|removed|dropped|cancelled|waived|struck .|,|;|by|on|from",
	"we've|we|they've dropped|scrapped|removed|deleted", "is|are gone from",
	"of? no|without further|longer|continuing force|effect|validity",
	"no longer ~2 force|effect|applies|apply|applicable",
	"hereby ~2 deleted|removed|terminated|waived|released|cancelled|"
	"canceled|revoked|superseded|extinguished|withdrawn|discharged",
	"hereby ~2 terminate|terminates|waive|waives|release|releases|"
	"cancel|cancels|revoke|revokes|relinquish|relinquishes|surrender|"
	"surrenders|discharge|discharges|forgo|forgoes",
	"has|have been ~2 deleted|removed|repealed|dropped",
	"parties|party|we hereby? delete|strike|remove|drop|cancel",
	"took|taken|taking out", "gives|give up", "means none|nothing",
	"to|at zero|nil|nothing from|as|with",
	"from # (? #? )? ~3 to zero|nil|no", NULL
};
static const char *const ended[] = {
	"is|are|was|were|been hereby? terminated|waived|released|cancelled|"
	"canceled|revoked|superseded|extinguished|withdrawn|discharged",
	"cease|ceases to ~2 effect|force", "ceases to be an|a|the exclusive|"
	"licensed|preferred|primary|sole", "lapsed and|on|at",
	"agree|agrees to terminate|end|cancel|revoke",
	"waive|waives|relinquish|relinquishes and ~2 release|releases|"
	"surrender|surrenders|waive|waives|relinquish|relinquishes", NULL
};
/* Given up by whom it serves: an act that no trigger's effect looks like. */
static const char *const given_up[] = {
	"release|releases @ from", "release|releases ~4 from ~4 exclusivity|"
	"exclusive|restriction|restrictions|undertaking|covenant",
	"waives|relinquishes|surrenders|renounces",
	NULL
};

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

/* "if, within a year of it, he is dismissed": the comma i ends an aside. */
static bool
aside_after_if(const struct pv_tokens *w, uint32_t first, uint32_t i)
{
	uint32_t lo = i > first + 16 ? i - 16 : first;

	while (i > lo && !pv_token_in(w, i - 1, ",|;|."))
		i--;
	return i > lo + 1 && pv_token_is(w, i - 1, ",") &&
	    pv_token_in(w, i - 2, "if|unless|when|where|once");
}

/* A verb in a condition ("if the licence is terminated") removes nothing. */
static bool
conditional_verb(const struct pv_reading *r, uint32_t verb)
{
	const struct pv_tokens *w = r->s.w;

	for (uint32_t i = verb; i > r->s.first; i--) {
		if (pv_token_in(w, i - 1, ",|;|."))
			return aside_after_if(w, r->s.first, i - 1);
		if (pv_token_in(w, i - 1, "if|unless|until|upon|when|once|"
		    "where|event|case|which|not|after|whose|who") ||
		    (pv_token_is(w, i - 1, "may") &&
		    pv_token_finite(w, i - 1)) ||
		    (pv_token_is(w, i - 1, "that") && i > r->s.first + 1 &&
		    !pv_token_in(w, i - 2, "agree|agrees|agreed|paragraph|"
		    "confirm|confirms|acknowledge|acknowledges|event")))
			return true;
	}
	return false;
}

static bool
removes(const struct pv_reading *r, uint32_t *verb)
{
	const struct pv_scope *s = &r->s;
	bool all = !(s->rulings & PV_RULING_EFFECT);

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = pv_phrase_any(s->w, i, gone);

		if (n == 0 && all)
			n = pv_phrase_any(s->w, i, ended);
		if (n == 0 && i < s->to + 8 && i + 20 > s->from &&
		    !(s->rulings & PV_RULING_DECOUPLES))
			n = pv_phrase_any(s->w, i, given_up);
		/* "and waives any claim to more": another thing */
		if (i >= s->to && pv_token_in(s->w, i + n, "any|every|all"))
			continue;
		if (pv_token_in(s->w, i + n, "nothing|no|none"))
			continue;
		/* "released on Cirrus first": let out, and not let off */
		if (n > 0 && pv_token_is(s->w, i + n - 1, "released") &&
		    !pv_token_in(s->w, i + n, "from|of|and|or|,|;|."))
			continue;
		if (n > 0 && !conditional_verb(r, i)) {
			*verb = i;
			return true;
		}
	}
	return false;
}

/*
 * "The cap falls away if the breach was deliberate": what lapses of itself in
 * a stated case stands in every other; a deed done under a condition does not.
 */
static bool
lapses(const struct pv_scope *s, const struct pv_limit *l, size_t n)
{
	bool in_case = false;

	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "hereby|deleted|waives|waive|waived|"
		    "releases|released|amendment|agree|agrees|parties|"
		    "reserved|struck|omitted|suspended|amended|replaced|"
		    "replacing|substituting|substituted"))
			return false;
	}
	for (size_t i = 0; i < n; i++)
		in_case |= pv_token_in(s->w, l[i].at, "if|where|when|should|"
		    "unless") && l[i].kind == PV_LIMIT_CONDITION;
	for (uint32_t i = s->from; i < s->last; i++)
		in_case |= pv_token_in(s->w, i, "if|whenever");
	return in_case;
}

static void
remove_it(struct pv_reading *r, uint32_t verb)
{
	const struct pv_scope *s = &r->s;
	struct pv_limit l[PV_LIMITS];
	struct pv_state *st = &r->out->now;
	size_t n = pv_limits(s, l);

	pv_reading_settle(r, upon_event(s, verb) || lapses(s, l, n) ?
	    PV_STANCE_CONDITIONAL : PV_STANCE_REMOVED);
	pv_reading_add_limits(st, s, l, n);
	pv_attribute_target(s, st);
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
	if (own || removes(r, &verb)) {
		remove_it(r, verb);
		return true;
	}
	return false;
}

