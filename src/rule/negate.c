/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

static const char *const construal[] = {
	"nothing|neither|none|no ~14 obliges|oblige|obligates|entitles|"
	"entitle|confers|confer|binds|commits|makes|requires|imports|assigns|"
	"transfers|implies",
	"in|under no event|case|way|circumstances|circumstance shall|will|may|"
	"is|does ~6 be|have|constitute|create|confer|acquire|obtain|receive|"
	"sublicense|distribute|resell|require|oblige|entitle",
	"in|under no event|case|way|circumstances|circumstance are|is|may|can|"
	"does|do", "shall|will|may|must|can on no account",
	"nothing ~12 lets|allows|permits|authorizes|authorises|licenses",
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
	"not|isn't|aren't be? required|obliged|obligated|bound|committed|"
	"under|compelled",
	"do|does not ask|mean|seek|expect|promise|undertake",
	"don't|doesn't|can't|won't ask|mean|seek|expect|promise|undertake|"
	"have|owe|need",
	"nor ~3 create|creates|grant|grants|confer|confers|constitute|imply|"
	"establish|give|entitle",
	"no obligation|duty|commitment|requirement|undertaking|promise",
	"owes|owe|holds|hold ~2 no right|rights|notice|claim|option|duty",
	"no ~3 is|are|shall ~14 subject to any|a",
	"without making|granting|creating|conferring|giving|being ~8 the|any|a|"
	"an|exclusive|sole", NULL
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
	"is|are|remains|remain|be|being entirely|always|at|all|times|equally|"
	"thereafter|then? free to", "at liberty to",
	"not|doesn't restrict|prevent|prohibit|preclude|limit|bar|hinder|"
	"restrain|stop ~6 from",
	"nothing ~12 stops|stop", "nothing ~8 takes|take away|from",
	"no restriction|restrictions|restraint", NULL
};
static const char *const affects[] = {
	"nothing ~12 affect|affects|limit|limits|impair|impairs|diminish|"
	"reduce|reduces|prejudice|derogate|derogates|abridge ~4 exclusive|"
	"exclusivity|sole|right|rights|fact", NULL
};
static const char *const refuses[] = {
	"not|never unreasonably|arbitrarily|wrongfully|without|reasonable|"
	"or|wrongly? cause|reasonable? refuse|decline|deny|withhold|reject|"
	"object|resist|oppose", NULL
};
#define HINDER "impose|charge|levy|hinder|impede|obstruct|block|delay|" \
    "interfere|revoke|recall|rescind|end|withdraw|curtail|suspend|" \
    "disturb|lag|withhold|diminish|degrade|cut|remove|assert|sue"
/* a right that nobody may take away or burden: "shall not delay access" */
static const char *const hinders[] = {
	"not|never ~3 " HINDER, "neither|no ~12 shall|will|may|must ~3 " HINDER,
	NULL
};
/* no permission, and so a ban: "has no right to assign" */
static const char *const unfree[] = {
	"no right|rights|power|authority|liberty|freedom|option to|of",
	"not ~2 free|entitled|permitted|allowed|authorized|authorised|"
	"empowered to", "not ~2 at liberty to",
	"not|nor ~1 have|has the|any right|power|authority|liberty|freedom "
	"to|of", NULL
};
#define LEAVE "~40 without|unless|until|except|before ~12 consent|" \
    "consents|consented|approval|approved|approves|vote|agreed|agrees|" \
    "consulting|consulted|consultation|cleared|clearance|signed|satisfied|" \
    "certified|confirmed|pronounced|assent|assented|permission"
/* "shall not issue shares without Cirrus's consent": a veto */
static const char *const only_with_leave[] = {
	"shall|will|may|must|can|to not " LEAVE, "cannot " LEAVE,
	"no|neither ~20 shall|will|may|be|is " LEAVE,
	"in|under no event|case|way|circumstances " LEAVE, NULL
};
#define OFFER "~40 without|unless|until|till|before ~16 first|offer|" \
    "offered|offering|offers|declines|declined|rejects|rejected|refuses|" \
    "refused|match|matched|opportunity|notice|notified|period|lapsed|" \
    "expired|run|bid|waived"
/* "shall not sell without offering it first": a first refusal */
static const char *const only_after_offer[] = {
	"shall|will|may|must|can|to|and not " OFFER, "cannot " OFFER,
	"no|neither ~20 shall|will|may|be|is " OFFER,
	"in|under no event|case|way|circumstances " OFFER, NULL
};
static const char *const ceases[] = {
	"not|never ~8 cease|stop to? ~2 treat|treating|regard|use|have|be",
	NULL
};

/* said of the match right behind it: "reselling is not permitted" */
static const char *const withheld_after[] = {
	"is|are|be|was not|never|nowhere ~2 permitted|allowed|authorized|"
	"authorised|granted|included|provided|available|offered|given|"
	"conferred|intended|implied|created|licensed|excused",
	"isn't|aren't ~2 permitted|allowed|included|available|offered",
	"is|are|remains|be hereby|entirely|strictly? prohibited|forbidden|"
	"barred|interdicted|excluded|disallowed|withheld",
	"is|are off|out limits|of|.|,", "is|are ruled out", NULL
};
/* "It is forbidden to the Licensee to cede the program" */
static const char *const forbidden[] = {
	"it is|shall|remains be? strictly? forbidden|prohibited|interdicted|"
	"unlawful", "is|are forbidden|prohibited|interdicted|barred to|from",
	"is|are withheld from", "not|never for resale|retail|sale|"
	"redistribution|distribution|onward", "no ~1 passing|selling|reselling|"
	"resale|redistribution|redistributing|sublicensing|renting|lending|"
	"resharing|onward", "never|not become|becomes|act|acts as? ~2 "
	"reseller|distributor|dealer", NULL
};
/* the noun that is denied: "no minimum purchase obligation" */
static const char *const none_of[] = {
	"no ~5 right|rights|option|obligation|obligations|duty|commitment|"
	"commitments|exclusivity|promise|claim|entitlement|license|licence|"
	"royalty|royalties|share|minimum|access|veto|seat|consultation|part|"
	"say|influence|priority|preference|call|look|opportunity|director|"
	"copy|copies|title", NULL
};
/* "Upon AGI Cirrus has no duty to": that is what the trigger does */
static const char *const upon[] = {
	"if|upon|following|after|once|when|whenever|should|where|on|from",
	"as soon as", "in the event", NULL
};
/* "nothing entitles Cirrus to AGI": withheld is a trigger's effect */
static const char *const withheld[] = {
	"nothing|no|none ~8 entitles|entitle|grants|grant|gives|give|confers|"
	"confer|licenses", NULL
};
/* "Nothing in Section 9.1 prevents": an exception from a named restraint */
static const char *const excepted[] = {
	"nothing in section|clause|paragraph|article|subsection # ~8 "
	"restrict|restricts|prevent|prevents|prohibit|prohibits|preclude|"
	"hinder|restrain|stop|stops",
	"the? foregoing|section|clause|paragraph|article|restriction|"
	"exclusivity|covenant|undertaking ~8 not|never restrict|prevent|"
	"prohibit|preclude|hinder|restrain|stop", NULL
};
/* The same for what forbids, whose own article speaks. */
static const char *const excepted_here[] = {
	"nothing contained? in this section|clause|paragraph|article|"
	"subsection|covenant ~8 restrict|restricts|prevent|prevents|prohibit|"
	"prohibits|preclude|hinder|restrain|stop|stops", NULL
};
/* said and denied within the match: "the licence is not exclusive" */
static const char *const denied[] = {
	"is|are|be|shall|does|do|has|have not|never ~3 exclusive|sole|"
	"exclusively|exclusivity",
	"has|have|enjoys|enjoy|obtains|obtain|acquires|acquire|receives|"
	"receive|grants|grant|gives|give|confers|confer|carries|creates no "
	"~3 exclusive|sole|exclusivity", NULL
};
/* "no declaration is effective unless confirmed": it is, once confirmed */
static const char *const only_once[] = {
	"no|neither|not|nor ~12 effective|effect|valid|binding|operative|"
	"final|made|conclusive|taken|force ~4 unless|until|without|before|"
	"except|prior",
	"no|without|not|any effect|force|effective|count|counts ~3 if|unless|"
	"until|before|where|when|pending", NULL
};

#define BEING "be|being|have|ask|promise|undertake|hold|claim|need|" \
    "become|constitute|create|confer|grant|granted|" \
    "give|given|establish|imply|impose|entitle|entitled|deemed|construed|" \
    "obtain|acquire|acquired|appoint|appointed|receive|enjoy|mean|include|" \
    "provide|provided|serve|act|operate|require|required|remain|a|an|the|" \
    "any|exclusive|exclusively|sole|solely|only|license|licensed|resell|" \
    "sublicense|distribute|host|offer|embed|market|sell|redistribute|" \
    "necessarily|intended|itself|in|on|obligated|obliged|authorized|" \
    "permitted|allowed|owe|make|provide|use|disclose|assign|afford|agree|get"

#define MORE "greater|more|larger|higher|excess|beyond|less|fewer|lower"
static const char *const none_but[] = {
	"no less|more|later|earlier|fewer|other|person|party|one|event|case|"
	"circumstances|circumstance|account|"
	"longer|failure|delay|waiver|breach|way|amendment|greater|better|"
	"lower|worse|higher|further",
	/* a bound is none: "in no event more than the fees paid" */
	"in|under no event|case|circumstances|circumstance ~12 exceed|"
	"exceeding|" MORE, "not|never ~2 exceed|exceeding|later|earlier|" MORE,
	"not|nor|never|neither ~16 in? excess of", "not|nor|never|neither ~16 "
	MORE " than",
	/* who comes behind nobody is ahead, or level */
	"not|never ~4 worse|inferior|disadvantaged|trail|lag|behind|"
	"oftener|sooner",
	"nothing ~10 liable|responsible ~4 " MORE, NULL
};

uint32_t
pv_reading_negation_start(const struct pv_scope *s)
{
	uint32_t head = pv_limit_head(s), i;

	/* "If it is not hers, she assigns it": the "not" is of a case */
	if (pv_limit_spans(s))
		return s->from;
	for (i = s->from; i > head; i--) {
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
		if (pv_phrase(s->w, i - 1, ", all|each|any|both|every of "
		    "whom|which") > 0)
			break;
	}
	return i;
}

bool
pv_reading_none_but(const struct pv_scope *s, uint32_t i)
{
	return pv_phrase_any(s->w, i, none_but) > 0;
}

static bool
phrase_before(const struct pv_scope *s, uint32_t lo, uint32_t hi,
    const char *const *phrases)
{
	for (uint32_t i = lo; i < hi; i++) {
		if (pv_phrase_any(s->w, i, phrases) > 0 &&
		    pv_phrase_any(s->w, i, none_but) == 0)
			return true;
	}
	return false;
}

/*
 * A right whose match says no: its first verb is denied, or its subject is
 * nobody.
 */
static bool
denies(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t i = s->from;

	if (pv_token_in(w, i, "if|when|where|upon|unless|should|once")) {
		while (i < s->to && !pv_token_is(w, i, ","))
			i++;
		if (++i >= s->to)
			return false;
	}
	if (pv_token_in(w, i, "neither|nobody|none|nothing|nor|not|never|no"))
		return pv_phrase_any(w, i, none_but) == 0;
	for (uint32_t k = i; k > s->first && k + 6 > i; k--) {
		if (pv_token_in(w, k - 1, "neither|nobody|none") ||
		    (pv_token_is(w, k - 1, "no") &&
		    pv_phrase_any(w, k - 1, none_but) == 0))
			return pv_token_finite(w, i);
		if (pv_token_in(w, k - 1, ",|;|.|:|and|or"))
			break;
	}
	while (i < s->to && !pv_token_finite(w, i) && !pv_token_in(w, i,
	    ",|;|takes|holds|owes|carries|enjoys|gets|obtains|receives|"
	    "acquires"))
		i++;
	if (i >= s->to || pv_token_in(w, i, ",|;"))
		return false;
	if (pv_token_in(w, i, "cannot|can't|won't|don't|doesn't"))
		return true;
	i++;
	while (pv_token_in(w, i, "hereby|also|thereby|however|at|all|times|be|"
	    "owed|given"))
		i++;
	return i < s->to && (pv_token_in(w, i, "not|never|neither") ||
	    (pv_token_is(w, i, "no") && pv_phrase_any(w, i, none_but) == 0));
}

/* "to any person other than Cirrus": what all others are denied. */
static bool
to_others(const struct pv_scope *s, uint32_t i)
{
	for (; i < s->last; i++) {
		if (pv_phrase(s->w, i, "person|persons|party|parties|provider|"
		    "anyone|anybody|one|entity|entities|platform|cloud|host "
		    "other|except|but|save") > 0)
			return true;
	}
	return false;
}

/* "no exclusivity", within the match or ending in it. */
static bool
noun_denied(const struct pv_scope *s)
{
	static const char *const bond[] = {
		"no ~5 right|rights|obligation|obligations|duty|commitment|"
		"exclusivity|promise|minimum|restriction|requirement", NULL
	};
	const char *const *nouns = s->rulings & PV_RULING_RESTRAINS ? bond :
	    none_of;
	uint32_t i = s->from > s->first + 3 ? s->from - 3 : s->first;

	for (; i < s->to; i++) {
		uint32_t n = pv_phrase_any(s->w, i, nouns);

		for (uint32_t k = i; k < i + n; k++) {
			if (pv_token_finite(s->w, k) ||
			    pv_token_is(s->w, k, "of"))
				n = 0;
		}
		/* "at no charge", "with no duty to account": by the way */
		if (i > 0 && pv_token_in(s->w, i - 1, "at|with|for|by|in|on"))
			continue;
		if (n > 0 && i + n > s->from && i + n <= s->to + 3 &&
		    pv_phrase_any(s->w, i, none_but) == 0)
			return !(s->rulings & PV_RULING_RESTRAINS) ||
			    !to_others(s, i + n);
	}
	return false;
}

static bool
denied_after(const struct pv_scope *s)
{
	for (uint32_t i = s->to; i < s->last && i < s->to + 8; i++) {
		if (pv_phrase_any(s->w, i, withheld_after) > 0)
			return true;
		if (pv_token_in(s->w, i, ",|;|.|that|which|if") ||
		    pv_token_finite(s->w, i))
			return false;
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

/* "shall not, by reason of its investment, be entitled": past the aside. */
static uint32_t
past_aside(const struct pv_scope *s, uint32_t k)
{
	if (!(s->rulings & PV_RULING_RIGHT) || !pv_token_is(s->w, k, ","))
		return k;
	for (uint32_t i = k + 1; i < s->from; i++) {
		if (pv_token_is(s->w, i, ","))
			return i + 1;
	}
	return k;
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
	/* a match that begins with its verb is governed by that one */
	if (verb < s->from && pv_token_finite(w, verb) &&
	    !pv_token_finite(w, s->from)) {
		uint32_t k = verb + 1;

		if (verb > lo && pv_token_in(w, verb - 1, "not|never"))
			return true;
		if (pv_token_in(w, verb, "cannot|can't|won't|don't|doesn't"))
			return pv_token_in(w, k, BEING);
		if (pv_token_in(w, k, "hereby|also|thereby|however|,"))
			k++;
		/* a "not" of the match itself is what its rule looks for */
		if (k < s->from && (pv_token_in(w, k, "not|never") ||
		    pv_phrase(w, k, "no longer") > 0)) {
			k += pv_token_is(w, k, "no") ? 2 : 1;
			k = past_aside(s, k);
			if (pv_token_in(w, k, "hereby|thereby|itself|,|in"))
				k++;
			return k >= s->from || pv_token_in(w, k, BEING);
		}
		if (k < s->from && pv_token_is(w, k, "no") &&
		    k + 6 >= s->from &&
		    pv_phrase_any(w, k, none_but) == 0)
			return true;
	}
	/* a negative subject: "no party shall have", "neither ... nor" */
	for (i = verb; i > lo && i + 12 > verb; i--) {
		if (pv_token_in(w, i - 1, "neither|nobody|none") ||
		    (pv_token_is(w, i - 1, "no") &&
		    pv_phrase_any(w, i - 1, none_but) == 0))
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
			return pv_phrase_any(w, i - 1, none_but) == 0;
		if (pv_token_finite(w, i - 1) || pv_token_in(w, i - 1, ",|:"))
			break;
	}
	return false;
}

enum polarity { POLARITY_KEEP, POLARITY_FLIP, POLARITY_VOID, POLARITY_MENTION };

/* What a trigger's words say of themselves is its effect, or its lack. */
static bool
of_trigger(const struct pv_scope *s, uint32_t lo, enum polarity *out)
{
	*out = POLARITY_KEEP;
	if (phrase_before(s, lo, s->to, only_once))
		return true;
	if (pv_reading_decoupled(s)) {
		*out = POLARITY_FLIP;
		return true;
	}
	return phrase_before(s, lo, s->from, withheld);
}

/* "may assign freely": what a ban would forbid. */
static bool
permitted(const struct pv_scope *s)
{
	bool may = false;

	for (uint32_t i = s->first; i < s->to; i++) {
		if (pv_token_in(s->w, i, "not|only|no|neither|nobody|none|"
		    "never|without|cannot|can't|except|unless|prohibited|if|"
		    "provided|alone|solely"))
			return false;
		may |= i >= s->from && pv_token_in(s->w, i, "may|can") &&
		    pv_token_finite(s->w, i);
	}
	return may;
}

static bool
of_right(const struct pv_scope *s)
{
	return (s->rulings & PV_RULING_RIGHT) &&
	    (denies(s) || denied_after(s) ||
	    (!(s->rulings & PV_RULING_RESTRAINS) &&
	    phrase_before(s, s->first, s->to, forbidden)));
}

/* An act that needs leave, and no right that is denied. */
static bool
veto(const struct pv_scope *s, uint32_t lo)
{
	for (uint32_t i = lo; i < s->to; i++) {
		if (pv_phrase_any(s->w, i, only_with_leave) > 0 &&
		    pv_phrase(s->w, i, "~2 have|hold|receive|obtain|acquire|"
		    "enjoy|entitled|right|rights|seat|observer") == 0)
			return true;
	}
	return false;
}

/* A denial that protects a right, makes a ban or gives a veto. */
static bool
upheld(const struct pv_scope *s, uint32_t lo, uint32_t near)
{
	if (s->rulings & PV_RULING_VETO)
		return veto(s, lo);
	if (s->rulings & PV_RULING_PROCEDURE)
		return phrase_before(s, lo, s->to, only_after_offer);
	if (s->rulings & PV_RULING_BANS)
		return phrase_before(s, lo, s->to, unfree);
	return (s->rulings & PV_RULING_RIGHT) &&
	    !(s->rulings & PV_RULING_EFFECT) &&
	    phrase_before(s, near, s->to, hinders);
}

/*
 * Whether a "not" that governs the match denies the provision: what holds
 * back, or comes before others, is mostly said with one, and a loose match may
 * be any of its words ("no Manager may appoint a substitute").
 */
static bool
tells_grammar(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;

	if (!r->in->loose)
		return true;
	if ((s->rulings & PV_RULING_RIGHT) && !pv_reading_given(r))
		return true;
	for (uint32_t i = s->from > 3 ? s->from - 3 : 0; i < s->from; i++) {
		if ((s->rulings & PV_RULING_RIGHT) &&
		    pv_phrase(s->w, i, "without|no any|the? right|power") > 0)
			return true;
	}
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, "exclusive|exclusively|exclusivity|"
		    "minimum|preferred|primary"))
			return true;
	}
	return false;
}

/* "It may not be ceded": what forbids denies its own verb. */
static bool
is_ban(const struct pv_scope *s)
{
	for (uint32_t i = s->first; i < s->to; i++) {
		if ((s->rulings & PV_RULING_BANS) && (pv_phrase(s->w, i,
		    "may|shall|can|will|must not") > 0 ||
		    pv_token_in(s->w, i, "cannot|can't")))
			return true;
	}
	return false;
}

static enum polarity
polarity_near(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	bool restrains = s->rulings & PV_RULING_RESTRAINS;
	uint32_t lo = pv_reading_negation_start(s), low4;
	bool prohibition = false;
	enum polarity out;

	low4 = s->from > lo + 4 ? s->from - 4 : lo;
	for (uint32_t i = low4; i < s->to; i++)
		prohibition |= pv_token_in(s->w, i, "not|no|neither|nor|"
		    "prohibited|refrain");
	if (phrase_before(s, low4, s->to, refuses))
		return restrains && prohibition ? POLARITY_VOID :
		    POLARITY_KEEP;
	if (phrase_before(s, lo, s->from, ceases) || upheld(s, lo, low4))
		return POLARITY_KEEP;
	if (phrase_before(s, lo, s->from, affects))
		return restrains ? POLARITY_KEEP : POLARITY_MENTION;
	if (pv_reading_left_free(s))
		return POLARITY_FLIP;
	if (phrase_before(s, lo, s->to, freedom))
		return restrains ? POLARITY_FLIP : POLARITY_KEEP;
	if ((s->rulings & PV_RULING_EVENT) && of_trigger(s, lo, &out))
		return out;
	if (s->rulings & PV_RULING_DECOUPLES)
		return !pv_phrase_any(s->w, s->first, upon) &&
		    phrase_before(s, lo, s->to, construal) ?
		    POLARITY_FLIP : POLARITY_KEEP;
	if ((s->rulings & PV_RULING_BANS) && permitted(s))
		return POLARITY_FLIP;
	if (restrains && (phrase_before(s, s->from, s->to, denied) ||
	    (tells_grammar(r) && denied_after(s))))
		return POLARITY_FLIP;
	if (!tells_grammar(r))
		return POLARITY_KEEP;
	if (phrase_before(s, lo, (s->rulings & PV_RULING_RIGHT) ?
	    s->from + 1 : s->from, construal) || of_right(s) ||
	    (!is_ban(s) && negator(s, lo)))
		return POLARITY_FLIP;
	return !(s->rulings & PV_RULING_EFFECT) && noun_denied(s) ?
	    POLARITY_FLIP : POLARITY_KEEP;
}

/*
 * Whose rules look for its name, more than for the words that make it; the
 * long sentences of agreements deny much besides.
 */
static const char named_only[] = "minimum-commitment|primary-partner|"
    "most-favored|audit|data-residency|governance-rights|portability|"
    "open-weight|weights-access|scale-threshold|first-refusal|"
    "ip-ownership";

static enum polarity
polarity(const struct pv_reading *r)
{
	enum polarity out = polarity_near(r);

	if (out == POLARITY_KEEP && (r->in->excerpt || r->in->loose) &&
	    pv_reading_shared(r))
		return POLARITY_FLIP;
	return out == POLARITY_KEEP && (r->in->loose || (r->in->excerpt &&
	    pv_reading_provision(r->in, named_only))) &&
	    pv_reading_denied(r) ? POLARITY_FLIP : out;
}

/*
 * "does not have the exclusive right, except API Products": what is left
 * standing is a second state.
 */
static void
left_standing(struct pv_reading *r, const struct pv_limit *l, size_t n)
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

/* What the exception lets pass: "from holding shares", behind "prevent". */
static bool
exception(struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	uint32_t n = 0, i = s->first;

	if (!(s->rulings & PV_RULING_RESTRAINS) || (!r->positive &&
	    r->in->stance != PV_STANCE_NEGATED))
		return false;
	for (; i < s->to && n == 0; i += n == 0) {
		n = pv_phrase_any(s->w, i, excepted);
		if (n == 0 && (s->rulings & PV_RULING_BANS))
			n = pv_phrase_any(s->w, i, excepted_here);
	}
	if (n == 0)
		return false;
	pv_reading_settle(r, PV_STANCE_CONDITIONAL);
	pv_state_add(&r->out->now, PV_ATTR_CARVE_OUT,
	    pv_tokens_text(s->w, i + n, s->last));
	return true;
}

/* "The licence survives any attainment of AGI", where a rule but mentions. */
static bool
mentions_decoupled(const struct pv_reading *r)
{
	return r->in->has_stance && r->in->stance == PV_STANCE_REFERENCE &&
	    (r->s.rulings & PV_RULING_DECOUPLES) &&
	    (r->s.rulings & PV_RULING_EVENT) && pv_reading_no_effect(&r->s);
}

bool
pv_reading_negation(struct pv_reading *r)
{
	struct pv_limit l[PV_LIMITS];
	size_t n;

	if (exception(r))
		return true;
	if (mentions_decoupled(r)) {
		pv_reading_settle(r, PV_STANCE_NEGATED);
		return true;
	}
	if (((r->positive || (r->in->has_stance &&
	    r->in->stance == PV_STANCE_REFERENCE)) &&
	    pv_reading_answered_no(r)) ||
	    (r->in->loose && (r->s.rulings & PV_RULING_DENIES) &&
	    pv_reading_unbinding_denied(r))) {
		pv_reading_settle(r, PV_STANCE_NEGATED);
		return true;
	}
	if (!r->positive || (r->s.rulings & PV_RULING_DENIES))
		return false;
	switch (polarity(r)) {
	case POLARITY_KEEP:
		return false;
	case POLARITY_VOID:
		r->out->keep = false;
		return true;
	case POLARITY_MENTION:
		pv_reading_settle(r, PV_STANCE_REFERENCE);
		return true;
	case POLARITY_FLIP:
		break;
	}
	pv_reading_settle(r, PV_STANCE_NEGATED);
	n = pv_limits(&r->s, l);
	pv_reading_add_limits(&r->out->now, &r->s, l, n);
	for (size_t i = 0; i < n; i++) {
		if ((r->s.rulings & PV_RULING_RIGHT) && !l[i].holds_match &&
		    (l[i].kind == PV_LIMIT_CONDITION ||
		    ((r->s.rulings & PV_RULING_CLASSES) &&
		    l[i].kind == PV_LIMIT_CARVE_OUT)))
			r->out->now.stance = PV_STANCE_CONDITIONAL;
	}
	if (r->in->strength != PV_STRENGTH_NONE)
		left_standing(r, l, n);
	return true;
}

