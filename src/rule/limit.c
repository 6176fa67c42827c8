/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/limit.h"

#include "rule/opener.h"
#include "rule/ruling.h"
#include "rule/when.h"

#define CLASS_WORDS "products|product|models|model|services|service|" \
    "customers|customer|capacity|workloads|workload|agencies|agency|" \
    "government|research|internal|endpoints|users|territory|field|" \
    "applications|application|systems|devices|uses|use|purposes|region|" \
    "regions|country|countries|sales|orders|licenses|rights|versions|" \
    "api|apis|entities|accounts|channels|sites"

/* The month: "4 May 2025". */
static bool
month_of_may(const struct pv_tokens *w, uint32_t i)
{
	return pv_token_is(w, i, "may") && pv_token_capital(w, i) &&
	    (pv_phrase(w, i + 1, "#") > 0 ||
	    (i > 0 && w->t[i - 1].kind == PV_TOK_NUMBER));
}

bool
pv_token_finite(const struct pv_tokens *w, uint32_t i)
{
	return !month_of_may(w, i) && pv_token_in(w, i, "shall|will|must|may|is|are|was|were|has|"
	    "have|had|does|do|can|cannot|should|would|agrees|agree|hereby|"
	    "grants|appoints|undertakes|covenants|commits|becomes");
}

static bool
modal(const struct pv_tokens *w, uint32_t i)
{
	return !month_of_may(w, i) && pv_token_in(w, i, "shall|will|must|"
	    "may|agrees|hereby|grants|appoints|undertakes|covenants|is|are|"
	    "cannot");
}

bool
pv_token_new_clause(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	uint32_t k = i;

	if (pv_token_is(w, k, ","))
		k++;
	if (!pv_token_in(w, k, "and|but|or|nor|however"))
		return false;
	for (uint32_t n = 1; n <= 7 && k + n < last; n++) {
		if (modal(w, k + n))
			return true;
		if (pv_token_in(w, k + n, ",|;|.|if|unless|until|that|which"))
			return false;
	}
	return false;
}

/* A main clause goes on after the comma i: ", Northlake shall". */
static bool
resumes(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	if (pv_token_in(w, i + 1, "and|or|but|which|including|in|whether"))
		return false;
	for (uint32_t n = 1; n <= 10 && i + n < last; n++) {
		if (pv_token_in(w, i + n, "shall|will|may|must|agrees|hereby|"
		    "grants|appoints|has|have|is|are|becomes"))
			return true;
		if (pv_token_in(w, i + n, ",|;|.|if|which|that|who"))
			return false;
	}
	return false;
}

/* After a ';' the sentence goes on about the same thing. */
static bool
goes_on(const struct pv_tokens *w, uint32_t i)
{
	uint32_t k = i + 1;

	if (pv_token_in(w, k, "and|but|or"))
		k++;
	return pv_token_in(w, k, "provided|providing|except|unless|so|until|"
	    "subject|save|excluding|other|if|exceptions|ends|expires|ending|"
	    "expiring") ||
	    pv_phrase(w, k, "this|that|it|such ~3 does|do|shall|doesn't|don't "
	    "not? apply|cover|extend|include") > 0 ||
	    pv_phrase(w, k, "for so|as long") > 0 ||
	    pv_phrase(w, k, "in each case") > 0 ||
	    pv_phrase(w, k, "this|the|such ~6 not apply|extend") > 0;
}

/* The tokens whose limits are the match's: [*lo, *hi). */
static void
reach(const struct pv_scope *s, uint32_t *lo, uint32_t *hi)
{
	const struct pv_tokens *w = s->w;
	uint32_t i;

	for (i = s->from; i > s->first; i--) {
		if (pv_token_in(w, i - 1, ";|.") ||
		    pv_phrase(w, i - 1, ", and|but|or ~6 shall|will|may|"
		    "agrees|hereby|is|are") > 0)
			break;
	}
	*lo = i;
	for (i = s->to; i < s->last; i++) {
		if (pv_token_is(w, i, ";") && !goes_on(w, i))
			break;
		if (pv_token_is(w, i, ",") &&
		    pv_token_new_clause(w, i, s->last) &&
		    pv_phrase(w, i, ", and|but|or this|the|such ~6 not "
		    "apply|extend") == 0)
			break;
	}
	*hi = i;
}

/* Where the value that begins at i ends. */
static uint32_t
extent(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	int open = 0;

	for (uint32_t k = i; k < last; k++) {
		if (pv_token_is(w, k, "("))
			open++;
		if (pv_token_is(w, k, ")") && --open < 0)
			return k;
		if (open > 0)
			continue;
		if (pv_token_in(w, k, ";|thereafter"))
			return k;
		if (k > i && pv_token_is(w, k, ",") &&
		    (resumes(w, k, last) || pv_token_new_clause(w, k, last)))
			return k;
		if (k > i + 1 && (pv_token_in(w, k, "unless|provided|except|"
		    "until") || pv_phrase(w, k, "so long as") > 0 ||
		    pv_phrase(w, k, "and co-exclusive|non-exclusive|sole|"
		    "exclusive|then|after") > 0))
			return k;
	}
	return last;
}

/* The match goes on with a clause of its own behind token k. */
static bool
verb_within(const struct pv_scope *s, uint32_t k)
{
	for (k++; k < s->to; k++) {
		if (modal(s->w, k))
			return true;
		if (pv_token_in(s->w, k, ",|;|."))
			return false;
	}
	return false;
}

/*
 * "While Basalt owns a tenth the Company shall": without a comma, the subject
 * of the last modal verb before the match, well behind the opener, or 0.
 */
static uint32_t
subject_before(const struct pv_scope *s, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t k = s->from;

	while (k > from + 5 && !pv_token_in(w, k - 1, "shall|will|may|must"))
		k--;
	if (k <= from + 5)
		return 0;
	for (k--; k > from + 3; k--) {
		if (pv_token_in(w, k - 1, "the|each|neither|either|no|it|they|"
		    "we|you") || (pv_token_capital(w, k - 1) &&
		    !pv_token_capital(w, k - 2) &&
		    !pv_token_in(w, k - 2, "the|of|this|a|an|any|class")))
			return k - 1;
	}
	return 0;
}

/*
 * Where a value that stands before the match ends: the last comma before the
 * verb of the match's own clause.  0 when the match stands inside it.
 */
static uint32_t
extent_before(const struct pv_scope *s, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t verbs = 0, comma = 0, open = 0;

	bool starts = pv_token_in(w, s->from, "no|neither|nobody|all|every|"
	    "each|only|any|anything|nothing|none|the");

	for (uint32_t k = from; k < s->to; k++) {
		if (pv_token_is(w, k, "("))
			open++;
		if (pv_token_is(w, k, ")")) {
			if (open == 0)
				return k;
			open--;
		}
		/* "only if it pays shall it be": the clause turns round */
		if (open == 0 && k > from && k < s->from &&
		    pv_phrase(w, k, "shall|will|may it|they|the|such") > 0)
			return k;
		if (open == 0 && (k <= s->from || verb_within(s, k)) &&
		    pv_token_is(w, k, ",") && comma == 0 &&
		    (resumes(w, k, s->last) || k + 1 == s->from))
			comma = k;
		if (pv_token_finite(w, k) &&
		    (k == from || !pv_token_finite(w, k - 1)))
			verbs++;
	}
	if (comma > 0)
		return comma;
	for (uint32_t k = s->from; k > from; k--) {
		if (pv_token_is(w, k - 1, ","))
			return k - 1;
	}
	return verbs >= 2 || (starts && s->from > from + 2) ? s->from : 0;
}

static bool
has_redaction(const struct pv_tokens *w, uint32_t from, uint32_t to)
{
	for (; from < to; from++) {
		if (w->t[from].kind == PV_TOK_REDACTED)
			return true;
	}
	return false;
}

/* What stands for the beneficiary's own: "that of Cirrus". */
static const char *const standing_for[] = {
	"that|those|one|ones of|operated|owned|run|controlled|provided by? "
	"or? owned|operated|controlled? by?",
	"a|an|the cloud|clouds|platform|platforms|infrastructure|services "
	"of|operated|owned|run|provided by?", NULL
};

/* "other than Cirrus", "except through the Distributor": no carve-out. */
static bool
beneficiary(const struct pv_tokens *w, uint32_t at, uint32_t i, uint32_t to)
{
	bool comma = at > 0 && pv_token_is(w, at - 1, ",");
	bool way = pv_token_in(w, i, "through|via|from|by|with|on|to|upon|at|"
	    "using|in");
	uint32_t k = i;

	if (pv_token_is(w, at, "except") && comma && !way &&
	    !pv_token_in(w, at - 2, "person|party|one|nobody|anyone|none|"
	    "entity|parties|persons|entities|else"))
		return false;
	if (way)
		k++;
	if (pv_phrase(w, k, "or through|via|from|by|with|on|to") > 0)
		k += 2;
	k += pv_phrase_any(w, k, standing_for);
	if (pv_token_in(w, k, "it|itself|them|themselves|us|you|him|me|"
	    "those|yours|ours"))
		return !pv_token_in(w, k, "those");
	if (pv_token_in(w, k, "the|such|said|our|your|its|a"))
		k++;
	if (!pv_token_capital(w, k) && !pv_token_in(w, k, "distributor|"
	    "licensee|supplier|company|buyer|seller|manufacturer|provider|"
	    "licensor|agent|reseller|customer|vendor|partner"))
		return false;
	for (; k < to && (pv_token_capital(w, k) || pv_token_in(w, k, "of")) ;
	    k++) {
		if (pv_token_in(w, k, CLASS_WORDS) &&
		    !pv_token_is(w, k, "customer"))
			return false;
	}
	return !pv_token_in(w, k, CLASS_WORDS) &&
	    !pv_token_in(w, i, "section|exhibit|schedule|article|clause|"
	    "as|annex|appendix");
}

/* "until the earlier of", a date, or a number of years and the like. */
static bool
dated(const struct pv_tokens *w, uint32_t i)
{
	return pv_when_at(w, i, NULL) > 0 ||
	    pv_phrase(w, i, "the? earlier|earliest|later|latest|first|last|"
	    "sooner|longer|shorter of|to") > 0 ||
	    pv_phrase(w, i, "the? end|close|conclusion of ~3 #") > 0 ||
	    pv_phrase(w, i, "the? @? # anniversary") > 0 ||
	    pv_phrase(w, i, "approximately|at|up|not|no? least|to|less|more|"
	    "exceeding|longer? than? # #? #? (? #? )? consecutive|full|calendar|contract? "
	    "consecutive|full|calendar|contract? year|years|"
	    "month|months|week|weeks|day|days|quarter|quarters|year's|"
	    "calendar|contract") > 0 || pv_phrase(w, i, "a|one year|"
	    "month") > 0 || pv_phrase(w, i, "% .|,|;|)") > 0;
}

static bool
initial(const struct pv_scope *s, uint32_t i, uint32_t lo)
{
	return i == s->first || i == lo ||
	    pv_token_in(s->w, i - 1, ",|;|:|(|and|but|or|.");
}

/*
 * Whether a carve-out may limit this provision: an exception has none but
 * its own words, and of a paper that does not bind only paragraphs bind.
 */
static bool
exempts(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	if (s->rulings & PV_RULING_EXCEPTS)
		return false;
	if (!(s->rulings & PV_RULING_PARTS))
		return true;
	for (uint32_t i = at; i < from + 16 && i < s->last; i++) {
		if (pv_token_in(s->w, i, "paragraph|paragraphs|section|"
		    "sections|clause|clauses|sentence|article|articles|"
		    "confidentiality|exclusivity|costs|provisions|this|"
		    "governing|numbered"))
			return true;
	}
	return false;
}

/* A permission that needs approval, and no ban that approval lifts. */
static bool
permits(const struct pv_scope *s, uint32_t at)
{
	if (!(s->rulings & PV_RULING_CONSENT))
		return false;
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "not|no|neither|nor|without|cannot|"
		    "except|unless|can't|won't|never|prohibited"))
			return false;
	}
	return !pv_token_in(s->w, at - 1, "except|unless");
}

/* "after the second anniversary", "after the first 24 months": not "after
 * the end of each quarter", nor days after a notice. */
static bool
to_come(const struct pv_tokens *w, uint32_t at, uint32_t from, bool future)
{
	static const char *const later[] = {
		"the? # anniversary", "the? end of the? #",
		"the? first # year|years|month|months",
		"the? first # ( # ) year|years|month|months",
		"# year|years|month|months from|after|of", NULL
	};

	if (at > 0 && pv_token_in(w, at - 1, "days|day|months|month|weeks|"
	    "date|commencing|beginning|starting|period|effect|years|year|"
	    "began|begun|dated|released|made|commenced|entered|placed|signed|"
	    "filed|issued|created"))
		return false;
	return pv_phrase_any(w, from, later) > 0 ||
	    (!pv_token_is(w, at, "following") &&
	    (future || !pv_token_is(w, at, "from")) &&
	    pv_when_at(w, from, NULL) > 0);
}

/* "where sales exceed a million": one rate of several. */
static bool
tier(const struct pv_tokens *w, uint32_t at, uint32_t from)
{
	return pv_token_in(w, at, "if|where|when|once|to") &&
	    pv_phrase(w, from, "~8 exceed|exceeds|above|over|excess|between|"
	    "below ~4 #") > 0;
}

/* Words of a trigger that name its event or effect, and limit nothing. */
static bool
of_event(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t from)
{
	const struct pv_tokens *w = s->w;

	if (!(s->rulings & PV_RULING_EVENT))
		return false;
	if (o->flags & PV_OPENER_EVENT)
		return true;
	/* "not effective unless confirmed" tells how the trigger is pulled */
	if (at > 0 && pv_token_in(w, at, "unless|until") &&
	    pv_token_in(w, at - 1, "effective|effect|valid|binding|"
	    "operative|final|force|made|conclusive"))
		return true;
	/* the words of a trigger's rule are its own: "shall not apply to" */
	if (o->kind == PV_LIMIT_CARVE_OUT && at >= s->from && at < s->to &&
	    pv_token_in(w, at, "shall|does|do|will|this|that|such|the|it|"
	    "foregoing|not|but|and|with"))
		return true;
	if (at > 0 && pv_token_is(w, at, "subject") &&
	    pv_token_in(w, at - 1, "be|is|are|remain|made|become"))
		return true;
	return o->kind == PV_LIMIT_SUNSET && !dated(w, from) &&
	    !has_redaction(w, from, from + 3) &&
	    !(o->flags & PV_OPENER_WITH);
}

/* Whether it can limit this provision at all; see rule/ruling.h. */
static bool
of_provision(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t from)
{
	const struct pv_tokens *w = s->w;

	if (of_event(s, o, at, from))
		return false;
	if (o->kind == PV_LIMIT_CARVE_OUT && !exempts(s, at, from))
		return false;
	if ((o->flags & PV_OPENER_APPROVAL) && !permits(s, at))
		return false;
	if ((s->rulings & PV_RULING_TIERS) && o->kind == PV_LIMIT_CONDITION &&
	    tier(w, at, from))
		return false;
	return o->kind != PV_LIMIT_SUNSET ||
	    !(s->rulings & PV_RULING_MEASURE) ||
	    !pv_token_in(w, at, "for|within|during|over") ||
	    pv_when_at(w, from, NULL) > 0;
}

/* Whether it stands where such words open a limit. */
static bool
well_placed(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t lo)
{
	bool springs = s->rulings & PV_RULING_SPRINGS;

	if ((o->flags & PV_OPENER_SPRING) && !s->becomes &&
	    !(springs && (initial(s, at, lo) ||
	    pv_phrase(s->w, at, "# year|years|month|months") > 0)))
		return false;
	if ((o->flags & PV_OPENER_FIRST) && at != s->first)
		return false;
	return !(o->flags & PV_OPENER_INITIAL) || initial(s, at, lo) ||
	    (springs && pv_token_is(s->w, at, "once"));
}

/* Words that look like an opener and are none. */
static bool
other_sense(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	const struct pv_tokens *w = s->w;

	/* ", where any tenant may": a place, and no case */
	if (pv_token_is(w, at, "where") && at > s->first &&
	    pv_token_is(w, at - 1, ",") && pv_phrase(w, from,
	    "any|each|every|all ~3 may|can") > 0)
		return true;
	/* "limited to [***]": an amount, unless a date follows */
	if (pv_token_is(w, at, "to") && pv_when_at(w, from, NULL) == 0 &&
	    pv_phrase(w, at, "to the? extent") == 0)
		return true;
	/* "once a year": how often */
	if (pv_phrase(w, at, "once a|an|in|per|every|each|only|more|.|,") > 0)
		return true;
	/* "subject to any duty": bound by it */
	if (pv_phrase(w, at, "subject to any|a|an|no|such duty|obligation|"
	    "restriction|requirement|undertaking") > 0)
		return true;
	if (at == 0)
		return false;
	return (pv_token_in(w, at, "before|prior") &&
	    pv_token_in(w, at - 1, "or|on|not|date|year")) ||
	    (pv_token_in(w, at - 1, "as|even|whether|not|valid") &&
	    pv_token_in(w, at, "if|until|through|except|subject|for"));
}

/* "within ten days after notice": a date that limits an act, no right */
static bool
of_notice(const struct pv_tokens *w, uint32_t from)
{
	return pv_phrase(w, from, "~6 days|day|months|month|hours '? prior|"
	    "written|advance|of? prior|written? notice|receipt|request") > 0;
}

static bool
wanted(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t from, uint32_t lo)
{
	const struct pv_tokens *w = s->w;

	if ((o->flags & PV_OPENER_DATED) && (!dated(w, from) ||
	    (o->kind == PV_LIMIT_SUNSET && of_notice(w, from))))
		return false;
	if ((o->flags & PV_OPENER_LATER) && !to_come(w, at, from,
	    s->rulings & PV_RULING_SPRINGS))
		return false;
	return well_placed(s, o, at, lo) && of_provision(s, o, at, from) &&
	    !other_sense(s, at, from);
}

/* The extent of "three years" is short: a count, and from when. */
static uint32_t
period_end(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	uint32_t n = pv_phrase(w, i, "~5 year|years|month|months|week|weeks|"
	    "day|days|quarter|quarters|term"), k = i + n;

	if (n == 0)
		return last;
	if (pv_token_in(w, k, "from|after|following|commencing|beginning|"
	    "starting|of|as|immediately|thereafter|ending")) {
		while (k < last && k < i + n + 14 &&
		    !pv_token_in(w, k, ",|;|)|.|and|or|shall|will|is|unless|"
		    "thereafter"))
			k++;
	}
	return k;
}

/*
 * A period that stands before the match: "for two years after termination
 * Basalt shall".  Its end, before the subject of the verb it runs into.
 */
static uint32_t
period_before(const struct pv_scope *s, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t n = pv_phrase(w, from, "~6 year|years|month|months|week|weeks|"
	    "day|days|quarter|quarters"), k, least = from + n;

	if (n == 0 || least > s->from)
		return 0;
	if (pv_token_in(w, least, ")"))
		least++;
	for (k = least; k < s->from && !pv_token_in(w, k, ",|;") &&
	    !pv_token_finite(w, k); k++)
		;
	if (k < s->from && pv_token_in(w, k, ",|;"))
		return k;
	while (k > least && !pv_token_in(w, k, "the|neither|each|either|no|"
	    "we|you|it|they") && !(pv_token_capital(w, k) &&
	    !pv_token_capital(w, k - 1) && !pv_token_in(w, k - 1, "the|of|"
	    "this|any|a|an|each|from|after|following|its")))
		k--;
	return k;
}

/* "until [***] Northlake shall": the date itself, and a subject behind it. */
static bool
blacked_out(const struct pv_tokens *w, uint32_t i)
{
	return pv_phrase(w, i, "% the|it|they|we|you|each|no|neither|all") > 0 ||
	    pv_phrase(w, i, "% @") > 0;
}

/*
 * "Upon payment the licence becomes": no verb but that of the match's own
 * clause.  Where the value ends, or 0.
 */
static uint32_t
adverbial(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t k = from;

	if (!pv_token_in(w, at, "upon|on|after|following|failing|against|at"))
		return 0;
	while (k < s->to + 4 && !pv_token_finite(w, k) &&
	    !pv_token_in(w, k, "that|which|who|when|where|if"))
		k++;
	if (!pv_token_finite(w, k))
		return 0;
	if (k >= s->from)
		return s->from;
	for (uint32_t i = k + 1; i < s->from; i++) {
		if (pv_token_finite(w, i) && !pv_token_finite(w, i - 1))
			return 0;
	}
	while (k > from + 1 && !pv_token_in(w, k, "the|its|their|each|any|it|"
	    "they|no"))
		k--;
	return k;
}

/* "other than Cirrus" names who profits only behind "nobody" and the like. */
static bool
may_name(const struct pv_scope *s, uint32_t at)
{
	return ((s->rulings & PV_RULING_RESTRAINS) &&
	    !(s->rulings & PV_RULING_EVENT)) || !(s->rulings & ~(unsigned)PV_RULING_EVENT) || at == 0 ||
	    pv_token_in(s->w, at - 1, "person|party|anyone|nobody|one|entity|"
	    "provider|persons|parties|customer|customers|none|host");
}

/* Fill *l from an opener at i whose words end at `from`. */
static bool
take(const struct pv_scope *s, const struct pv_opener *o, struct pv_limit *l,
    uint32_t i, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t to;

	*l = (struct pv_limit){ .kind = o->kind, .at = i };
	if (o->kind == PV_LIMIT_SUNSET && pv_when_at(w, from, NULL) > 0) {
		to = from + pv_when_at(w, from, NULL);
	} else if (o->kind == PV_LIMIT_SUNSET && blacked_out(w, from) &&
	    pv_token_in(w, i, "until|till")) {
		to = from + 1;
	} else if (i < s->from && o->kind == PV_LIMIT_SUNSET &&
	    (o->flags & PV_OPENER_DATED) && (to = period_before(s, from)) > 0) {
		;
	} else if (i < s->from) {
		to = extent_before(s, from);
		if (to == 0)
			to = adverbial(s, i, from);
		if (to == 0 && o->kind == PV_LIMIT_SUNSET &&
		    (o->flags & PV_OPENER_WITH))
			to = from;
		if (to == 0)
			to = subject_before(s, from);
		if (to == 0) {
			l->holds_match = !(s->rulings & PV_RULING_EVENT) ||
			    o->kind != PV_LIMIT_SUNSET;
			to = s->last;
		}
		if (to > from && to - from > 2) {
			uint32_t cut = extent(w, from, to);

			to = cut > from ? cut : to;
		}
	} else {
		to = extent(w, from, s->last);
	}
	if (o->kind == PV_LIMIT_SUNSET && (o->flags & PV_OPENER_DATED) &&
	    pv_token_in(w, i, "for|during|over|in|within")) {
		uint32_t end = period_end(w, from, to);

		to = end < to ? end : to;
	}
	if ((o->flags & PV_OPENER_CONSIDER) && may_name(s, i) &&
	    beneficiary(w, i, from, to))
		return false;
	l->from = o->flags & PV_OPENER_WITH ? i : from;
	l->to = to;
	l->redacted = has_redaction(w, from, to);
	return to > l->from;
}

size_t
pv_limits(const struct pv_scope *s, struct pv_limit out[PV_LIMITS])
{
	uint32_t lo, hi, i;
	size_t n = 0;

	reach(s, &lo, &hi);
	i = s->first;
	while (i < hi && n < PV_LIMITS) {
		const struct pv_opener *o = pv_openers();
		uint32_t len = 0;

		/* a condition at the head of a sentence governs all of it */
		if (i > s->first && i < lo) {
			i++;
			continue;
		}
		for (; o->phrase != NULL; o++) {
			len = pv_phrase(s->w, i, o->phrase);
			if (len > 0 && wanted(s, o, i, i + len, lo))
				break;
			len = 0;
		}
		if (o->phrase == NULL) {
			i++;
			continue;
		}
		if ((o->plain == NULL ||
		    pv_phrase_any(s->w, i + len, o->plain) == 0) &&
		    take(s, o, &out[n], i, i + len)) {
			i = out[n].holds_match || out[n].to > s->from + 40 ?
			    i + len : out[n].to > i ? out[n].to : i + len;
			n++;
			continue;
		}
		/* "but not before": the "not" may open one yet */
		i += pv_token_in(s->w, i, "but|and") ? 1 : len;
	}
	return n;
}
