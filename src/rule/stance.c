/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/stance.h"

#include "rule/attribute.h"
#include "rule/date.h"
#include "rule/limit.h"
#include "rule/token.h"
#include "rule/unit.h"

/* Everything one call works with. */
struct reading {
	const struct pv_stance_in *in;
	struct pv_stance_out *out;
	struct pv_scope s;
	bool restrictive;           /* the provision restrains somebody */
	bool grants;                /* the provision gives somebody a right */
	bool positive;              /* the rule's own words create it */
};

static bool
provision_in(const struct pv_stance_in *in, const char *names)
{
	size_t from = 0, len = strlen(names);

	for (size_t i = 0; i <= len; i++) {
		if (i < len && names[i] != '|')
			continue;
		if (pv_span_eq(in->provision, pv_span(names + from, i - from)))
			return true;
		from = i + 1;
	}
	return false;
}

static void
settle(struct reading *r, enum pv_stance stance)
{
	struct pv_state *st = &r->out->now;

	st->stance = stance;
	if (stance == PV_STANCE_NEGATED && r->in->strength != PV_STRENGTH_NONE)
		st->strength = PV_STRENGTH_NON_EXCLUSIVE;
}

/* Sentence */

static bool
sentence_break(const struct pv_tokens *w, uint32_t i)
{
	const struct pv_token *t = &w->t[i], *next = t + 1;
	bool spaced;

	if (i + 1 >= w->n)
		return false;
	for (uint32_t b = t->at + t->len; b < next->at; b++) {
		if (w->text.ptr[b] == '\n')
			return true;
	}
	spaced = next->at > t->at + t->len;
	return spaced && i > 0 && pv_token_in(w, i, ".|!|?") &&
	    (pv_isupper(w->text.ptr[next->at]) ||
	    pv_token_in(w, i + 1, "\"|(")) && w->t[i - 1].len > 1 &&
	    !pv_token_in(w, i - 1, "inc|ltd|corp|co|llc|no|nos|sec|art|vs|"
	    "dr|mr|ms|mrs|st|approx|cf|al|ph");
}

/* The sentence of the match: units of one sentence are it, whole. */
static void
find_sentence(struct reading *r)
{
	struct pv_scope *s = &r->s;

	s->first = 0;
	s->last = s->w->n;
	for (uint32_t i = 0; i + 1 < s->w->n; i++) {
		if (!sentence_break(s->w, i))
			continue;
		if (i + 1 <= s->from)
			s->first = i + 1;
		else if (i + 1 >= s->to) {
			s->last = i + 1;
			break;
		}
	}
}

/* Place */

static bool
recital(const struct reading *r)
{
	return pv_phrase(r->s.w, r->s.first, "( * ) whereas") > 0 ||
	    pv_token_is(r->s.w, r->s.first, "whereas");
}

/*
 * A definition alone: "X" means ..., and no new main clause with a duty of
 * its own before the match.
 */
static bool
definition(const struct reading *r)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t i = r->s.first, n;
	bool quoted = pv_token_in(w, i, "\"|'");

	n = pv_phrase(w, i, "\"|'? ~8 \"|'? shall|will? means|mean");
	if (n == 0)
		n = pv_phrase(w, i, "\"|' ~8 \"|' has|have|refers|includes "
		    "the|to meaning?");
	if (n == 0)
		return false;
	if (!quoted && pv_token_in(w, i, "this|that|which|it|nothing|no"))
		return false;
	if (i + n > r->s.from && r->s.from > i + n)
		return false;
	for (i += n; i < r->s.from; i++) {
		if (pv_token_is(w, i, ";") ||
		    pv_phrase(w, i, ", and|but ~6 shall|may|will") > 0)
			return false;
	}
	return true;
}

/* True when where the unit stands says it all. */
static bool
by_place(struct reading *r)
{
	const struct pv_unit *u = r->in->unit;
	bool reference = false;

	if (u->reserved) {
		settle(r, PV_STANCE_REMOVED);
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
	case PV_PLACE_RECITAL:
	case PV_PLACE_CONTENTS:
	case PV_PLACE_SIGNATURE:
		reference = true;
		break;
	case PV_PLACE_BODY:
	case PV_PLACE_PREAMBLE:
	case PV_PLACE_DEFINITION:
	case PV_PLACE_SCHEDULE:
		break;
	}
	if (!reference && !recital(r) && !definition(r))
		return false;
	settle(r, PV_STANCE_REFERENCE);
	return true;
}

/* Amendments */

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
quotation(const struct reading *r, uint32_t *from, uint32_t *to)
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
quote_role(const struct reading *r, uint32_t open)
{
	const struct pv_tokens *w = r->s.w;
	uint32_t low = open > r->s.first + 20 ? open - 20 : r->s.first;

	for (uint32_t i = open; i > low; i--) {
		uint32_t k = i - 1;

		if (pv_phrase(w, k, "to read|state|provide") > 0 ||
		    pv_phrase(w, k, "as follows") > 0 ||
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
amends(const struct reading *r)
{
	const struct pv_tokens *w = r->s.w;

	for (uint32_t i = r->s.first; i < r->s.last; i++) {
		if (pv_token_in(w, i, "replaced|replacing|replace|deleted|"
		    "deleting|delete|amended|amending|amend|inserted|"
		    "inserting|insert|substituted|substituting|struck|"
		    "striking|restated|added|adding|stricken"))
			return true;
	}
	return false;
}

/* What is plainly gone; the rest only where nothing is a trigger's effect. */
static const char *const gone[] = {
	"is|are|was|were|be|been hereby? hereby|now|irrevocably? deleted|"
	"removed|stricken|struck|omitted|rescinded|repealed|annulled|"
	"eliminated",
	"hereby ~2 deletes?|delete|deletes|strike|removes|remove|rescind|"
	"rescinds|eliminate|repeal",
	"by deleting|striking|removing|omitting", "intentionally omitted|"
	"deleted|left|removed", "[ reserved", "( reserved",
	"of? no|without further|longer|continuing force|effect|validity",
	"no longer ~2 force|effect|applies|apply|applicable",
	"hereby ~2 deleted|removed|terminated|waived|released|cancelled|"
	"canceled|revoked|superseded|extinguished|withdrawn|discharged",
	"hereby ~2 terminate|terminates|waive|waives|release|releases|"
	"cancel|cancels|revoke|revokes|relinquish|relinquishes|surrender|"
	"surrenders|discharge|discharges|forgo|forgoes",
	"has|have been ~2 deleted|removed|repealed", NULL
};
static const char *const ended[] = {
	"is|are terminated|waived|released|cancelled|canceled|revoked|"
	"superseded|extinguished|withdrawn|discharged",
	"waive|waives|relinquish|relinquishes and ~2 release|releases|"
	"surrender|surrenders|waive|waives|relinquish|relinquishes",
	"release|releases ~4 from ~4 exclusivity|exclusive|restriction",
	"waives|relinquishes|surrenders|renounces", NULL
};

/* A verb in a condition ("if the licence is terminated") removes nothing. */
static bool
conditional_verb(const struct reading *r, uint32_t verb)
{
	const struct pv_tokens *w = r->s.w;

	for (uint32_t i = verb; i > r->s.first; i--) {
		if (pv_token_in(w, i - 1, ",|;|."))
			return false;
		if (pv_token_in(w, i - 1, "if|unless|until|upon|when|once|"
		    "where|event|case|that|which|not|may"))
			return true;
	}
	return false;
}

static bool
removes(const struct reading *r, uint32_t *verb)
{
	const struct pv_scope *s = &r->s;
	bool all = !s->own_event && !provision_in(r->in, "termination|"
	    "change-of-control|liability-cap|ip-ownership");

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = pv_phrase_any(s->w, i, gone);

		if (n == 0 && all)
			n = pv_phrase_any(s->w, i, ended);
		if (n > 0 && !conditional_verb(r, i)) {
			*verb = i;
			return true;
		}
	}
	return false;
}

static void
add_limits(struct pv_state *st, const struct pv_scope *s,
    const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct pv_span v = pv_tokens_text(s->w, l[i].from, l[i].to);

		if (l[i].holds_match)
			continue;
		if (l[i].redacted)
			st->flags |= PV_FINDING_REDACTED;
		switch (l[i].kind) {
		case PV_LIMIT_CONDITION:
			pv_state_add(st, s->becomes &&
			    pv_token_in(s->w, l[i].at, "if|in|when|once|"
			    "where") ? PV_ATTR_TRIGGER : PV_ATTR_CONDITION, v);
			break;
		case PV_LIMIT_CARVE_OUT:
			pv_state_add(st, PV_ATTR_CARVE_OUT, v);
			break;
		case PV_LIMIT_SUNSET:
			pv_state_until(st, s->w, l[i].from, l[i].to);
			break;
		case PV_LIMIT_TRIGGER:
			pv_state_add(st, PV_ATTR_TRIGGER, v);
			break;
		}
	}
}

/* How many limits hold for the match itself. */
static size_t
count_limits(const struct pv_limit *l, size_t n, bool carve_outs)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !l[i].holds_match &&
		    (carve_outs || l[i].kind != PV_LIMIT_CARVE_OUT);
	return count;
}

static void
remove_it(struct reading *r)
{
	const struct pv_scope *s = &r->s;
	struct pv_limit l[PV_LIMITS];
	struct pv_state *st = &r->out->now;
	size_t n = pv_limits(s, l);
	bool only = false;

	settle(r, PV_STANCE_REMOVED);
	for (uint32_t i = s->first; i < s->last && !only; i++)
		only = pv_phrase(s->w, i, "for the? calendar|fiscal|contract "
		    "year ~3 only") > 0;
	if (count_limits(l, n, false) > 0 || only) {
		st->stance = PV_STANCE_CONDITIONAL;
		add_limits(st, s, l, n);
	}
	pv_attribute_target(s, st);
}

/*
 * Amending sentences.  True when that settles it; new text narrows the
 * sentence to the quotation.
 */
static bool
by_amendment(struct reading *r)
{
	struct pv_scope *s = &r->s;
	bool own = r->in->has_stance && r->in->stance == PV_STANCE_REMOVED;
	uint32_t from, to, verb;

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
			remove_it(r);
			return true;
		case QUOTE_PLAIN:
			break;
		}
	}
	if (own || removes(r, &verb)) {
		remove_it(r);
		return true;
	}
	return false;
}

/* Negation */

static const char *const construal[] = {
	"nothing ~16 shall|will|is|may|be|does|in ~6 construed|deemed|"
	"interpreted|read|taken|understood|create|creates|grant|grants|confer|"
	"confers|constitute|give|gives|establish|imply|implies|make|makes|"
	"require|requires|oblige|obliges|obligate|impose|imposes|commit|"
	"commits|entitle|entitles|amount|amounts|intended|bind|binds",
	"not be construed|deemed|interpreted|read|taken|understood|"
	"considered|implied",
	"not intend|intended|create|confer|constitute|imply|amount|mean|"
	"establish|entitle|grant|give|impose|contain",
	"no|none ~4 provision|provisions|term|part|statement ~8 shall|is|"
	"will|be|creates|grants|confers|makes|are",
	"not be? required|obliged|obligated|bound|committed|under|compelled",
	"no obligation|duty|commitment|requirement|undertaking", NULL
};
static const char *const freedom[] = {
	"nothing ~20 restrict|restricts|restricting|prevent|prevents|"
	"preventing|prohibit|prohibits|preclude|precludes|limit|limits|"
	"prohibiting|precluding|limiting|restrain|restrains|hinder|hinders|"
	"bar|bars|prevented|restricted",
	"no|neither ~16 restrict|restricts|prevent|prevents|prohibit|"
	"prohibits|preclude|precludes ~6 from",
	"not ~2 be ~2 restricted|prevented|precluded|prohibited|limited|"
	"barred|restrained|foreclosed|constrained|enjoined",
	"is|are|remains|remain|be|being ~2 free to", "at liberty to",
	"not restrict|prevent|prohibit|preclude|limit|bar|hinder|restrain ~6 "
	"from", NULL
};
static const char *const affects[] = {
	"nothing ~12 affect|affects|limit|limits|impair|impairs|diminish|"
	"reduce|reduces|prejudice|derogate|derogates|abridge ~4 exclusive|"
	"exclusivity|sole|right|rights", NULL
};
static const char *const refuses[] = {
	"not|never unreasonably|arbitrarily|wrongfully|without|reasonable|"
	"or|wrongly? cause|reasonable? refuse|decline|deny|withhold|reject|"
	"object|resist|oppose", NULL
};

static const char *const forbids[] = {
	"shall|will|may|must|can not|never", "cannot",
	"agrees|agree|covenants|undertakes not to", NULL
};

#define BEING "be|being|have|become|constitute|create|confer|grant|granted|" \
    "give|given|establish|imply|impose|entitle|entitled|deemed|construed|" \
    "obtain|acquire|acquired|appoint|appointed|receive|enjoy|mean|include|" \
    "provide|provided|serve|act|operate|require|required|remain|a|an|the|" \
    "any|exclusive|exclusively|sole|solely|only|license|licensed|resell|" \
    "sublicense|distribute|host|offer|embed|market|sell|redistribute|" \
    "necessarily|intended|itself|in|on|obligated|obliged|authorized|" \
    "permitted|allowed|owe|make|provide|use|disclose|assign|afford|agree"

/* Where the words that may negate the match begin. */
static uint32_t
negation_start(const struct pv_scope *s)
{
	uint32_t i;

	for (i = s->from; i > s->first; i--) {
		if (pv_token_in(s->w, i - 1, ";|.|but|provided|except|unless|"
		    "whereas|however|because|although"))
			break;
		if (pv_token_in(s->w, i - 1, "and|or") &&
		    pv_token_in(s->w, i, "shall|will|may|hereby|is|are|"
		    "agrees|grants|appoints|has"))
			break;
		if (pv_token_is(s->w, i - 1, ",") &&
		    pv_token_new_clause(s->w, i - 1, s->from) &&
		    pv_token_in(s->w, i, "and|but"))
			break;
	}
	return i;
}

static bool
phrase_before(const struct pv_scope *s, uint32_t lo, uint32_t hi,
    const char *const *phrases)
{
	for (uint32_t i = lo; i < hi; i++) {
		if (pv_phrase_any(s->w, i, phrases) > 0)
			return true;
	}
	return false;
}

/* The nearest verb before the match, or lo. */
static uint32_t
nearest_verb(const struct pv_scope *s, uint32_t lo)
{
	uint32_t i = s->from;

	while (i > lo && !pv_token_finite(s->w, i - 1))
		i--;
	return i > lo ? i - 1 : lo;
}

/* "not", "no" or "neither" that reaches the match by its grammar. */
static bool
negator(const struct pv_scope *s, uint32_t lo)
{
	const struct pv_tokens *w = s->w;
	uint32_t verb = nearest_verb(s, lo), i;

	/* right before it: "but not the exclusive", "without exclusivity" */
	for (i = s->from; i > lo && i + 3 > s->from; i--) {
		if (pv_token_in(w, i - 1, "not|without|never") ||
		    (pv_token_in(w, i - 1, "no|nor") && i == s->from))
			return true;
		if (!pv_token_in(w, i - 1, "an|a|the|any|be|being|granting|"
		    "grant|as|on|such|of"))
			break;
	}
	if (verb < s->from && pv_token_finite(w, verb)) {
		uint32_t k = verb + 1;

		if (verb > lo && pv_token_in(w, verb - 1, "not|never"))
			return true;
		if (pv_token_in(w, verb, "cannot"))
			return pv_token_in(w, k, BEING);
		if (pv_token_in(w, k, "hereby|also|thereby|however|,"))
			k++;
		if (pv_token_in(w, k, "not|never") ||
		    pv_phrase(w, k, "no longer") > 0) {
			k += pv_token_is(w, k, "no") ? 2 : 1;
			if (pv_token_in(w, k, "hereby|thereby|itself|,|in"))
				k++;
			return k >= s->from || pv_token_in(w, k, BEING);
		}
		if (pv_token_is(w, k, "no") && k + 6 >= s->from)
			return true;
	}
	/* a negative subject: "no party shall have", "neither ... nor" */
	for (i = verb; i > lo && i + 12 > verb; i--) {
		if (pv_token_in(w, i - 1, "neither|nobody|none") ||
		    (pv_token_is(w, i - 1, "no") &&
		    !pv_token_in(w, i, "event|case|later|less|more|fewer")))
			return pv_token_finite(w, verb) &&
			    (verb + 1 >= s->from ||
			    pv_token_in(w, verb + 1, BEING));
		if (pv_token_in(w, i - 1, ",|:") && i < verb &&
		    !pv_token_is(w, i, "nor"))
			break;
	}
	/* "no exclusive right", "no right to distribute": the noun itself */
	for (i = s->from; i > lo && i + 6 > s->from; i--) {
		if (pv_token_is(w, i - 1, "no"))
			return true;
		if (pv_token_finite(w, i - 1) || pv_token_in(w, i - 1, ",|:"))
			break;
	}
	return false;
}

enum polarity { POLARITY_KEEP, POLARITY_FLIP, POLARITY_VOID, POLARITY_MENTION };

static enum polarity
polarity(const struct reading *r)
{
	const struct pv_scope *s = &r->s;
	uint32_t lo = negation_start(s), low4;
	bool prohibition = false;

	for (uint32_t i = s->from; i < s->to; i++)
		prohibition |= pv_token_in(s->w, i, "not|no|neither|nor|"
		    "prohibited|refrain");
	low4 = s->from > lo + 4 ? s->from - 4 : lo;
	if (phrase_before(s, low4, s->to, refuses))
		return r->restrictive && prohibition ? POLARITY_VOID :
		    POLARITY_KEEP;
	if (phrase_before(s, lo, s->from, affects))
		return POLARITY_MENTION;
	if (phrase_before(s, lo, s->to, freedom))
		return r->restrictive ? POLARITY_FLIP : POLARITY_KEEP;
	if (phrase_before(s, lo, s->from, construal) || negator(s, lo))
		return POLARITY_FLIP;
	/* "shall not resell": a right whose match begins with its ban */
	if (r->grants && phrase_before(s, s->from, s->to, forbids))
		return POLARITY_FLIP;
	return POLARITY_KEEP;
}

/*
 * "does not have the exclusive right, except API Products": what is left
 * standing is a second state.
 */
static void
left_standing(struct reading *r, const struct pv_limit *l, size_t n)
{
	const struct pv_tokens *w = r->s.w;
	struct pv_state *later = &r->out->later;

	for (size_t i = 0; i < n; i++) {
		if (l[i].kind != PV_LIMIT_CARVE_OUT || l[i].holds_match ||
		    l[i].at < r->s.from)
			continue;
		if (pv_token_in(w, l[i].from, "as|to|in|under|pursuant|by|"
		    "section|exhibit|schedule|if|where|when|the|that|with"))
			continue;
		later->stance = PV_STANCE_CONDITIONAL;
		later->strength = r->in->strength;
		pv_state_add(later, PV_ATTR_OBJECT,
		    pv_tokens_text(w, l[i].from, l[i].to));
		r->out->has_later = true;
		return;
	}
}

static bool
by_negation(struct reading *r)
{
	struct pv_limit l[PV_LIMITS];
	size_t n;

	if (!r->positive)
		return false;
	switch (polarity(r)) {
	case POLARITY_KEEP:
		return false;
	case POLARITY_VOID:
		r->out->keep = false;
		return true;
	case POLARITY_MENTION:
		settle(r, PV_STANCE_REFERENCE);
		return true;
	case POLARITY_FLIP:
		break;
	}
	settle(r, PV_STANCE_NEGATED);
	n = pv_limits(&r->s, l);
	add_limits(&r->out->now, &r->s, l, n);
	if (r->in->strength != PV_STRENGTH_NONE)
		left_standing(r, l, n);
	return true;
}

/* Mentions */

static const char *const mentions[] = {
	"compliance|comply|complies|complied|conformity|adherence with|to",
	"breach|breaches|breached|breaching|violation|violations|violate|"
	"infringement of?",
	"dispute|disputes|disagreement|controversy|claim|claims|question "
	"about|concerning|regarding|relating|arising|as|over|for|under",
	"audit|audits|verify|verifies|monitor|inspect|certify ~8 with?",
	"liable|liability|damages|losses|indemnify|remedy|remedies|penalty "
	"~4 for|from|of|under",
	"in|as consideration|exchange|return for|of ~3 exclusive|exclusivity|"
	"appointment|grant|rights|license",
	"defined|described|referred ~2 in|to|as", "notwithstanding",
	"without prejudice to", "pursuant to", "in accordance with",
	"survive|survives|survival", "value|fee|payment|price for|of",
	"non-binding|nonbinding", "not legally? binding",
	"without legally? being? legally? bound",
	"no|not ~4 legally? binding", "negotiate|discuss|explore|consider "
	"in? good? faith? ~3 whether|possible|potential|possibility",
	"desires|desire|wishes|wish|intends|intend|intention|anticipate|"
	"contemplate to|that|of", NULL
};
/* words that give rather than mention, between mention and match */
#define GIVING "shall|will|must|may|grants|grant|granted|appoints|appoint|" \
    "agrees|hereby|has|have|is|are"

static bool
mentioned(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t lo = s->from > s->first + 12 ? s->from - 12 : s->first;

	for (uint32_t i = s->from; i > lo; i--) {
		uint32_t n = pv_phrase_any(w, i - 1, mentions);

		if (n > 0 && i - 1 + n <= s->from + 2)
			return true;
		if (pv_token_in(w, i - 1, ";|.|,") ||
		    pv_token_in(w, i - 1, GIVING))
			return false;
	}
	return false;
}

/* "the exclusive rights granted in Section 2 ..." with no verb before it */
static bool
pointed_at(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t lo = negation_start(s), i;

	for (i = lo; i < s->to; i++) {
		if (pv_token_finite(w, i))
			return false;
	}
	for (i = s->from; i < s->to + 4; i++) {
		if (pv_phrase(w, i, "granted|set|described|contained|provided|"
		    "specified|referred|conferred|given ~6 in|under|by|to|"
		    "pursuant to? this|the|section|article|clause|schedule|"
		    "exhibit|paragraph|hereunder") > 0)
			return true;
		if (pv_phrase(w, i, "hereunder|herein|hereof") > 0 &&
		    i >= s->to)
			return true;
	}
	return false;
}

/* The match stands in a condition of something else. */
static bool
inside_condition(const struct pv_scope *s, const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (l[i].holds_match && l[i].kind == PV_LIMIT_CONDITION &&
		    pv_token_in(s->w, l[i].at, "if|unless|so|where|when|as|"
		    "in|only"))
			return true;
	}
	return false;
}

/* Later states */

struct status {
	const char *words;
	enum pv_stance stance;
	enum pv_strength strength;
};

static const struct status statuses[] = {
	{ "non-exclusive|nonexclusive|non-exclusively",
	    PV_STANCE_NEGATED, PV_STRENGTH_NON_EXCLUSIVE },
	{ "co-exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_CO_EXCLUSIVE },
	{ "semi-exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_CO_EXCLUSIVE },
	{ "primary|preferred", PV_STANCE_IN_FORCE, PV_STRENGTH_PRIMARY },
	{ "sole", PV_STANCE_IN_FORCE, PV_STRENGTH_SOLE },
	{ "exclusive", PV_STANCE_IN_FORCE, PV_STRENGTH_EXCLUSIVE },
};

static const struct status *
status_at(const struct pv_tokens *w, uint32_t i)
{
	for (size_t k = 0; k < sizeof(statuses) / sizeof(*statuses); k++) {
		if (pv_token_in(w, i, statuses[k].words))
			return &statuses[k];
	}
	return NULL;
}

/* The status that is nearest to "thereafter" at token i. */
static const struct status *
status_near(const struct pv_scope *s, uint32_t i)
{
	uint32_t lo = i > s->from + 3 ? i - 3 : s->from + 1;

	for (uint32_t k = i; k < s->last && k < i + 14; k++) {
		const struct status *st = status_at(s->w, k);

		if (st != NULL)
			return st;
	}
	for (uint32_t k = i; k > lo; k--) {
		const struct status *st = status_at(s->w, k - 1);

		if (st != NULL)
			return st;
	}
	return NULL;
}

static void
find_later(struct reading *r)
{
	const struct pv_scope *s = &r->s;
	const struct status *st;

	for (uint32_t i = s->from + 1; i < s->last; i++) {
		if (!pv_token_in(s->w, i, "thereafter|afterwards|afterward|"
		    "subsequently") && pv_phrase(s->w, i, "after|following|"
		    "upon which|that|expiry|such") == 0 &&
		    pv_phrase(s->w, i, "and|, then ~4 non-exclusive") == 0)
			continue;
		st = status_near(s, i);
		if (st == NULL)
			continue;
		r->out->has_later = true;
		r->out->later.stance = st->stance;
		r->out->later.strength = st->strength;
		if (r->out->now.stance == PV_STANCE_IN_FORCE)
			r->out->now.stance = PV_STANCE_CONDITIONAL;
		return;
	}
}

/* Strength */

static void
find_strength(struct reading *r)
{
	const struct pv_scope *s = &r->s;
	enum pv_strength *strength = &r->out->now.strength;
	bool sole = false, exclusive = false;

	if (*strength != PV_STRENGTH_EXCLUSIVE)
		return;
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "co-exclusive|co-exclusively|"
		    "semi-exclusive"))
			*strength = PV_STRENGTH_CO_EXCLUSIVE;
		sole |= pv_token_in(s->w, i, "sole");
		exclusive |= pv_token_in(s->w, i, "exclusive|exclusively|"
		    "exclusivity");
	}
	if (sole && !exclusive && *strength == PV_STRENGTH_EXCLUSIVE)
		*strength = PV_STRENGTH_SOLE;
}

/* "A.G.I.", "AG1": what a scan or a pen made of the letters. */
static void
find_near_form(struct reading *r)
{
	const struct pv_scope *s = &r->s;

	if (!pv_span_eq(r->in->provision, PV_SPAN("agi-trigger")))
		return;
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "ag1|ag1s") ||
		    pv_phrase(s->w, i, "a .? g .? i") > 0)
			r->out->now.flags |= PV_FINDING_REVIEW;
	}
}

/* Limits */

static bool
becoming(const struct pv_scope *s)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "become|becomes|convert|converts|"
		    "converted|revert|reverts|lose|loses|lapse|lapses|"
		    "springs"))
			return true;
		if (pv_phrase(s->w, i, "shall|will automatically? cease|"
		    "terminate|expire") > 0)
			return true;
	}
	return false;
}

/* "shall become non-exclusive": the verb stands right before the match. */
static bool
converts(const struct pv_scope *s)
{
	uint32_t lo = s->from > s->first + 5 ? s->from - 5 : s->first;

	for (uint32_t i = lo; i < s->to; i++) {
		if (pv_token_in(s->w, i, "become|becomes|convert|converts|"
		    "converted|revert|reverts|rendered|made|lose|loses"))
			return true;
	}
	return false;
}

/* "non-exclusive from 1 January 2027": the provision holds until then. */
static bool
steps_down(const struct reading *r, struct pv_state *st)
{
	const struct pv_scope *s = &r->s;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = pv_phrase(s->w, i, "with? effect|effective? and? "
		    "from|after|commencing|beginning|on and? after|on|and?"),
		    d;

		if (n == 0)
			continue;
		d = pv_date_at(s->w, i + n, NULL);
		if (d == 0)
			continue;
		pv_state_until(st, s->w, i + n, i + n + d);
		return true;
	}
	return false;
}

static void
by_limits(struct reading *r)
{
	struct pv_limit l[PV_LIMITS];
	struct pv_state *st = &r->out->now;
	const struct pv_stance_in *in = r->in;
	size_t n = pv_limits(&r->s, l), count;
	bool negated = in->has_stance && in->stance == PV_STANCE_NEGATED;

	if (!negated && inside_condition(&r->s, l, n) && !r->s.own_event) {
		settle(r, PV_STANCE_REFERENCE);
		return;
	}
	count = count_limits(l, n, !negated);
	add_limits(st, &r->s, l, n);
	if (negated) {
		settle(r, PV_STANCE_NEGATED);
		if (in->strength != PV_STRENGTH_NONE &&
		    ((converts(&r->s) && count > 0) || steps_down(r, st)))
			st->stance = PV_STANCE_CONDITIONAL;
		return;
	}
	if (in->has_stance)
		settle(r, in->stance);
	if (count > 0 && st->stance == PV_STANCE_IN_FORCE)
		settle(r, PV_STANCE_CONDITIONAL);
	find_later(r);
}

static bool
by_mention(struct reading *r)
{
	if (r->in->has_stance && r->in->stance == PV_STANCE_REFERENCE) {
		settle(r, PV_STANCE_REFERENCE);
		return true;
	}
	if (!r->positive || (!mentioned(&r->s) && !pointed_at(&r->s)))
		return false;
	settle(r, PV_STANCE_REFERENCE);
	return true;
}

/* A match wholly in a definition read in place: not said here. */
static bool
borrowed(const struct pv_stance_in *in)
{
	for (size_t i = 0; i < in->unit->nsegs; i++) {
		const struct pv_seg *seg = &in->unit->segs[i];

		if (seg->part == PV_PART_MEANING &&
		    seg->at <= in->match.start &&
		    seg->at + seg->len >= in->match.end)
			return true;
	}
	return false;
}

void
pv_stance(const struct pv_stance_in *in, struct pv_stance_out *out)
{
	struct pv_tokens w;
	struct reading r = { .in = in, .out = out, .s = { .w = &w } };

	*out = (struct pv_stance_out){ .keep = true,
		.now = { .strength = in->strength } };
	if (borrowed(in)) {
		out->keep = false;
		return;
	}
	pv_tokens_read(&w, in->unit->text, in->match.start);
	r.s.from = pv_tokens_at(&w, in->match.start);
	r.s.to = in->match.end > 0 ? pv_tokens_at(&w, in->match.end - 1) + 1 :
	    r.s.from;
	if (r.s.to > w.n)
		r.s.to = w.n;
	if (r.s.from >= r.s.to)
		return;
	find_sentence(&r);
	r.restrictive = provision_in(in, "exclusivity|non-compete|"
	    "anti-assignment|minimum-commitment|data-residency");
	r.grants = provision_in(in, "distribution-license|license-grant");
	r.positive = !in->has_stance || in->stance == PV_STANCE_IN_FORCE ||
	    in->stance == PV_STANCE_CONDITIONAL;
	r.s.own_event = provision_in(in, "agi-trigger|change-of-control|"
	    "anti-assignment|first-refusal|termination|scale-threshold|"
	    "safety-veto|most-favored|audit|portability|ip-ownership|"
	    "minimum-commitment|governance-rights|non-binding|"
	    "liability-cap");
	if (by_place(&r) || by_amendment(&r))
		return;
	r.s.becomes = becoming(&r.s);
	find_strength(&r);
	find_near_form(&r);
	if (!by_negation(&r) && !by_mention(&r))
		by_limits(&r);
	pv_attributes(in, &r.s, &out->now);
}
