/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/admit.h"

#include "rule/ruling.h"
#include "rule/when.h"

#define CLASS_WORDS "products|product|models|model|services|service|" \
    "customers|customer|capacity|workloads|workload|agencies|agency|" \
    "government|research|internal|endpoints|users|territory|field|" \
    "applications|application|systems|devices|uses|use|purposes|region|" \
    "regions|country|countries|sales|orders|licenses|rights|versions|" \
    "api|apis|entities|accounts|channels|sites"

bool
pv_tokens_redacted(const struct pv_tokens *w, uint32_t from, uint32_t to)
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

/* "any programme other than the Service": what the bargain is about. */
static bool
own_thing(const struct pv_tokens *w, uint32_t k)
{
	return pv_phrase(w, k, "the|its|our licensed|contract? service|"
	    "services|program|programme|product|products|system|software|"
	    "goods|venture|brand|business .|,|;|)") > 0 ||
	    pv_phrase(w, k, "those|that|ones made|produced|manufactured|sold|"
	    "supplied|marketed|distributed|licensed|furnished by") > 0;
}

/* Whether a word is all capitals, as the whole of its sentence then is. */
static bool
shouts(const struct pv_tokens *w, uint32_t i)
{
	struct pv_span t = pv_token(w, i);

	for (size_t k = 0; k < t.len; k++)
		if (!pv_isupper(t.ptr[k]))
			return false;
	return t.len > 0;
}

/* "other than Cirrus", "except through the Distributor": no carve-out. */
static bool
beneficiary(const struct pv_tokens *w, uint32_t at, uint32_t i, uint32_t to)
{
	bool loud = shouts(w, at);
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
	if (own_thing(w, k))
		return pv_token_capital(w, k + 1) ||
		    pv_token_in(w, k, "those|that|ones");
	if (pv_phrase(w, k, "or through|via|from|by|with|on|to") > 0)
		k += 2;
	k += pv_phrase_any(w, k, standing_for);
	if (pv_token_in(w, k, "it|itself|them|themselves|us|you|him|me|"
	    "those|yours|ours"))
		return !pv_token_in(w, k, "those");
	if (pv_token_in(w, k, "the|such|said|our|your|its|a"))
		k++;
	if ((loud || !pv_token_capital(w, k)) && !pv_token_in(w, k, "distributor|"
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
	return pv_when_at(w, i, NULL) > 0 || pv_token_period(w, i) ||
	    pv_phrase(w, i, "the? earlier|earliest|later|latest|first|last|"
	    "sooner|longer|shorter of|to") > 0 ||
	    pv_phrase(w, i, "the? end|close|conclusion of ~3 #") > 0 ||
	    pv_phrase(w, i, "the? @? # anniversary") > 0 ||
	    pv_phrase(w, i, "the? # year|month|quarter of|from|after|.|,|;") >
	    0 || pv_phrase(w, i, "year|month after|of|from|following") > 0 ||
	    pv_phrase(w, i, "the? next|following # ~2 year|years|month|months|"
	    "week|weeks|day|days|seasons|quarters") > 0 ||
	    pv_phrase(w, i, "approximately|at|up|not|no? least|to|less|more|"
	    "exceeding|longer? than? # #? and? #? (? #? )? consecutive|full|calendar|"
	    "contract? "
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
		"the? # year|month|quarter|term",
		"# year|years|month|months from|after|of", NULL
	};

	/* "begun on or after 4 May": what went before the whole of it */
	while (at > 1 && pv_token_in(w, at - 1, "on|or|at|from"))
		at--;
	if (at > 0 && pv_token_in(w, at - 1, "days|day|months|month|weeks|"
	    "date|commencing|beginning|starting|period|effect|years|year|"
	    "began|begun|dated|released|made|commenced|entered|placed|signed|"
	    "filed|issued|created|sold|shipped|delivered|bought"))
		return false;
	/* "from the first quarter of 2028": a date, when it begins */
	if (pv_token_is(w, at, "from") &&
	    pv_phrase(w, from, "the? # quarter|half|month|week of #") > 0)
		return false;
	return pv_phrase_any(w, from, later) > 0 ||
	    (!pv_token_is(w, at, "following") &&
	    (future || !pv_token_is(w, at, "from")) &&
	    pv_when_at(w, from, NULL) > 0);
}

/* "shall have no effect hereunder | until": said of how a trigger is pulled. */
static bool
of_force(const struct pv_tokens *w, uint32_t at)
{
	if (at > 0 && pv_token_in(w, at - 1, "hereunder|herein|whatever|"
	    "whatsoever|thereby|hereby"))
		at--;
	return at > 0 && pv_token_in(w, at - 1, "effective|effect|valid|"
	    "binding|operative|final|force|made|conclusive");
}

/* Words of a trigger that name its event or effect, and limit nothing. */
static bool
of_event(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t from)
{
	const struct pv_tokens *w = s->w;

	if (!(s->rulings & PV_RULING_EVENT))
		return false;
	/* "if made after 2029": what the act that pulls it must be */
	if (at > s->first && (s->rulings & PV_RULING_THRESHOLD) &&
	    pv_phrase(w, at, "if ~1 made|"
	    "given|confirmed|issued|signed|upheld|delivered|ratified|"
	    "certified|accompanied|adopted|announced") > 0)
		return false;
	/* "if it pays half of the rest": the price of a way out */
	if ((s->rulings & PV_RULING_EFFECT) && (s->rulings & PV_RULING_RIGHT) &&
	    pv_phrase(w, at, "if ~2 has|have? first? pays|pay|paid") > 0)
		return false;
	/* "ends the licence only if a court has said so": a trigger that hangs
	 * on more than its event, a ban that leaves something open */
	if ((s->rulings & (PV_RULING_THRESHOLD | PV_RULING_BANS)) &&
	    (at >= s->to || (s->rulings & PV_RULING_BANS)) &&
	    pv_token_is(w, at, "only") && !of_force(w, at))
		return false;
	if (o->flags & PV_OPENER_EVENT)
		return true;
	/* "not effective unless confirmed" tells how the trigger is pulled */
	if (pv_token_in(w, at, "unless|until") && of_force(w, at))
		return true;
	/* the words of a trigger's rule are its own: "shall not apply to" */
	if (o->kind == PV_LIMIT_CARVE_OUT && at >= s->from && at < s->to &&
	    pv_token_in(w, at, "shall|does|do|will|this|that|such|the|it|"
	    "foregoing|not|but|and|with"))
		return true;
	if (at > 0 && pv_token_is(w, at, "subject") &&
	    pv_token_in(w, at - 1, "be|is|are|remain|made|become"))
		return true;
	/* "shall cease with the first of them": what the trigger does */
	if ((s->rulings & PV_RULING_EFFECT) && o->kind == PV_LIMIT_SUNSET &&
	    pv_phrase(w, from, "the? first|last of them|these|those|such|any") > 0)
		return true;
	/* "until", at the head, is an event of triggers alone */
	return o->kind == PV_LIMIT_SUNSET && (at > s->first || (s->rulings &
	    (PV_RULING_EFFECT | PV_RULING_DECOUPLES | PV_RULING_PROCEDURE |
	    PV_RULING_PARTS | PV_RULING_VETO))) && !dated(w, from) &&
	    !pv_tokens_redacted(w, from, from + 3) &&
	    !(o->flags & PV_OPENER_WITH);
}

/*
 * A period that counts what an amount is made of: "the fees paid in the
 * twelve months before", "billed to that customer during its first year".
 */
static bool
counts_money(const struct pv_scope *s, uint32_t at)
{
	uint32_t lo = at > s->first + 7 ? at - 7 : s->first;

	for (uint32_t i = at; i > lo; i--) {
		if (pv_token_in(s->w, i - 1, ",|;") ||
		    pv_token_finite(s->w, i - 1))
			return false;
		if (pv_token_in(s->w, i - 1, "received|billed|paid|invoiced|"
		    "earned|collected|incurred|accrued|generated|recognized|"
		    "recognised|charged|realized|realised|spent|shipped|"
		    "payable|purchased"))
			return i < s->first + 2 ||
			    !pv_token_in(s->w, i - 2, "be|been|is|are");
	}
	return false;
}

/* "within three years of the Closing": from when to when a trigger counts. */
static bool
window(const struct pv_tokens *w, uint32_t from)
{
	static const char *const windows[] = {
		"the? first|initial # (? #? )? year|years|months|month",
		"~5 year|years|months|month of|after|from|following the|its? "
		"~2 effective|commencement|closing|launch|signing|date|"
		"execution|completion|start", NULL
	};

	return pv_phrase_any(w, from, windows) > 0;
}

/* "No member shall within three years": what is denied is the act. */
static bool
nobody_shall(const struct pv_scope *s, uint32_t at)
{
	if (at < s->first + 2 || !pv_token_finite(s->w, at - 1))
		return false;
	for (uint32_t i = at - 1; i > s->first && i + 14 > at; i--) {
		if (pv_token_in(s->w, i - 1, "no|neither|none|nobody"))
			return true;
		if (pv_token_in(s->w, i - 1, ";") ||
		    pv_token_finite(s->w, i - 1))
			break;
	}
	return false;
}

/* "shall keep for five years the books": how long something is kept. */
static bool
keeps_records(const struct pv_scope *s, uint32_t at)
{
	uint32_t i = at, lo = at > s->first + 12 ? at - 12 : s->first;

	while (i > lo && !pv_token_in(s->w, i - 1, "keep|keeps|kept|retain|"
	    "retains|retained|preserve|preserves|preserved|maintain|"
	    "maintains|maintained|store|stored|archive|archived"))
		i--;
	for (; i > lo && i < s->last && i < at + 14; i++) {
		if (pv_token_in(s->w, i, "record|records|book|books|log|logs|"
		    "account|accounts|ledger|ledgers|document|documents|"
		    "documentation|papers|files|data|evidence"))
			return true;
	}
	return false;
}

/* "within" limits a ban and a trigger; of any duty it is the deadline. */
static bool
passes(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	if (pv_when_at(s->w, from, NULL) > 0)
		return true;
	if (counts_money(s, at) || keeps_records(s, at))
		return false;
	/* "a test run for thirty days": a part of the event */
	if ((s->rulings & PV_RULING_DECOUPLES) && at > s->first &&
	    !window(s->w, from) && pv_phrase(s->w, from, "a|an|the? # (? #? )? "
	    "day|days|week|weeks|month|months|hours") > 0)
		return false;
	if ((s->rulings & (PV_RULING_DECOUPLES | PV_RULING_PROCEDURE)) &&
	    !pv_token_in(s->w, at, "for|over") && window(s->w, from))
		return true;
	if (pv_token_is(s->w, at, "within") && pv_phrase(s->w, at, "within "
	    "a|an|the|its? first|initial? period|time|term|window") == 0)
		return (s->rulings & PV_RULING_BANS) && (at == s->first ||
		    pv_token_in(s->w, at - (pv_token_is(s->w, at - 1, ",") &&
		    at > 1 ? 2 : 1), "not|never|neither|nor") ||
		    nobody_shall(s, at));
	return !(s->rulings & PV_RULING_MEASURE);
}

/*
 * "unless it has first offered them to Basalt", "until the Board approved it":
 * the right itself.
 */
static bool
procedure(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	bool offers = s->rulings & PV_RULING_PROCEDURE;

	if (!(s->rulings & (PV_RULING_PROCEDURE | PV_RULING_VETO)) ||
	    !pv_token_in(s->w, at, "unless|until|till|provided|prior|before|"
	    "only") || pv_when_at(s->w, from, NULL) > 0)
		return false;
	for (uint32_t i = from; i < s->last && i < from + 20; i++) {
		/* "Provided it pays, it has the first opportunity" */
		if (at == s->first && pv_token_is(s->w, at, "provided") &&
		    pv_token_is(s->w, i, "notice"))
			break;
		if (at == s->first && pv_token_is(s->w, i, ","))
			break;
		if (offers ? pv_token_in(s->w, i, "offer|offered|offering|"
		    "offers|notice|notified|notify|declined|refused|rejected|"
		    "waived|opportunity|match|cannot|unable|passed|decided") :
		    pv_token_in(s->w, i, "consent|consents|consented|"
		    "approval|approved|approves|vote|voted|cleared|signed"))
			return true;
	}
	return false;
}

/* "Should Basalt sublicense, the parties share the income": what earns it. */
static bool
earns(const struct pv_scope *s, const struct pv_opener *o, uint32_t at,
    uint32_t from)
{
	const struct pv_tokens *w = s->w;

	if (pv_phrase(w, at, "if|where|when|once|to") > 0 &&
	    pv_phrase(w, from, "~8 exceed|exceeds|above|over|excess|between|"
	    "below ~4 #") > 0)
		return true;
	/* "after deduction of costs": of what the share is taken */
	if (pv_phrase(w, at, "after|following ~8 paid|payment|deduction|"
	    "deducting|recouped|recoupment|repayment|repaid|costs|expenses") >
	    0)
		return true;
	if (at != s->first || o->kind != PV_LIMIT_CONDITION ||
	    !pv_token_in(w, at, "if|should|in|where|when|upon|once|on"))
		return false;
	for (uint32_t i = from; i < s->from && !pv_token_is(w, i, ","); i++) {
		if (pv_token_in(w, i, "not|no|fails|fail|ceases|cease|breach|"
		    "terminated|terminates|expired|default|must"))
			return false;
	}
	return true;
}

/* "at its own cost unless an error is found": who pays, and no right. */
static bool
of_cost(const struct pv_scope *s, const struct pv_opening *p)
{
	uint32_t lo = p->at > p->lo + 6 ? p->at - 6 : p->lo;

	if (!(s->rulings & PV_RULING_RIGHT) ||
	    p->o->kind != PV_LIMIT_CONDITION)
		return false;
	for (uint32_t i = p->at; i > lo && !pv_token_in(s->w, i - 1, ",|;");
	    i--) {
		if (pv_token_in(s->w, i - 1, "cost|costs|expense|expenses"))
			return true;
	}
	return false;
}

/* Whether token i is a noun that an indefinite brings in: "an app", "ideas". */
static bool
brought_in(const struct pv_tokens *w, uint32_t i)
{
	struct pv_span t = pv_token(w, i);

	if (t.len < 3 || pv_token_capital(w, i) || pv_token_finite(w, i))
		return false;
	if (pv_token_in(w, i - 1, "a|an|any") ||
	    (pv_token_in(w, i - 2, "a|an|any") && !pv_token_in(w, i, "to|of|for|"
	    "with|and|or|in|on|that|who|which")))
		return true;
	return pv_span_ends(t, PV_SPAN("s")) && !pv_token_in(w, i - 1, "the|its|"
	    "his|her|their|our|your|this|that|such|all|each|no|'");
}

/* "If your crew has an idea, it is ours": what is owned is made just then. */
static bool
is_made(const struct pv_scope *s, const struct pv_opening *p)
{
	if (p->at != s->first || !(s->rulings & PV_RULING_SPRINGS) ||
	    (s->rulings & PV_RULING_RIGHT) ||
	    pv_phrase(s->w, p->at, "if|where|when|whenever|should|once") == 0)
		return false;
	for (uint32_t i = p->from; i < s->from && i < p->from + 10; i++) {
		if (pv_token_in(s->w, i, ",|;|not|no|fails|fail"))
			return false;
		if (pv_token_in(s->w, i, "tells|tell|suggests|suggest|makes|"
		    "make|creates|create|invents|invent|conceives|conceive|"
		    "develops|develop|sends|send|submits|submit|gives|give|"
		    "writes|write|discovers|discover|contributes|contribute|"
		    "posts|post|proposes|propose|devises|devise|produces"))
			return true;
	}
	return false;
}

/*
 * "If you build an app, people may use your app": what the right is about
 * comes into the world with the case, and so there is no other case.
 */
static bool
of_occasion(const struct pv_scope *s, const struct pv_opening *p)
{
	const struct pv_tokens *w = s->w;
	uint32_t comma = p->from;

	if (p->at != s->first || !(s->rulings & (PV_RULING_RIGHT |
	    PV_RULING_SPRINGS)) || !pv_token_in(w, p->at, "if|where|when|"
	    "whenever|in"))
		return false;
	while (comma < s->from && !pv_token_is(w, comma, ","))
		comma++;
	for (uint32_t i = p->from + 1; comma < s->from && i < comma; i++) {
		if (pv_token_in(w, i, "approved|accepted|certified|signed|paid|"
		    "cleared|admitted|registered|passed|agreed|consented"))
			return false;
		if (!brought_in(w, i))
			continue;
		for (uint32_t k = comma + 2; k < s->last; k++) {
			if (pv_span_eq(pv_token(w, i), pv_token(w, k)) &&
			    pv_token_in(w, k - 1, "that|those|these|such|your|"
			    "its|their|the|our"))
				return true;
		}
	}
	return false;
}

/* "No copy leaves until the Trust has said so": a ban that consent lifts. */
static bool
lifted(const struct pv_scope *s, const struct pv_opening *p)
{
	static const char *const agreed[] = {
		"~6 has|have ~2 consented|agreed|approved|permitted|allowed|"
		"authorized|authorised|assented",
		"~6 has|have said|stated|confirmed ~3 writing|so|yes", NULL
	};

	return (s->rulings & (PV_RULING_RESTRAINS | PV_RULING_VETO)) &&
	    pv_phrase(s->w, p->at, "and? unless|until|till") > 0 &&
	    pv_phrase_any(s->w, p->from, agreed) > 0;
}

/* Whether it can limit this provision at all; see rule/ruling.h. */
static bool
of_provision(const struct pv_scope *s, const struct pv_opening *p)
{
	const struct pv_opener *o = p->o;

	if (of_event(s, o, p->at, p->from) ||
	    ((o->flags & PV_OPENER_RESTRAINT) &&
	    !(s->rulings & PV_RULING_RESTRAINS)) ||
	    ((o->flags & PV_OPENER_PERMIT) &&
	    (s->rulings & (PV_RULING_RIGHT | PV_RULING_EVENT)) !=
	    PV_RULING_RIGHT) || lifted(s, p))
		return false;
	if (o->kind == PV_LIMIT_CARVE_OUT && !exempts(s, p->at, p->from))
		return false;
	/* "provided that this does not apply to them": the exception itself */
	if ((s->rulings & PV_RULING_EXCEPTS) && p->at < s->to &&
	    pv_phrase(s->w, p->at, "provided|providing ~8 not|never|nothing") >
	    0)
		return false;
	/* "not binding until a contract is signed": what the word means */
	if ((s->rulings & PV_RULING_PARTS) && pv_phrase(s->w, p->at,
	    "unless|until and? until? ~12 signed|executed|definitive|entered|"
	    "approved|approval") > 0)
		return false;
	if ((o->flags & PV_OPENER_APPROVAL) && !permits(s, p->at))
		return false;
	if ((s->rulings & PV_RULING_TIERS) && o->kind == PV_LIMIT_CONDITION &&
	    earns(s, o, p->at, p->from))
		return false;
	if (procedure(s, p->at, p->from) || of_cost(s, p) || of_occasion(s, p) ||
	    is_made(s, p))
		return false;
	/* "before the budget is adopted": of a duty to consult it is the step */
	if (o->kind == PV_LIMIT_SUNSET && (o->flags & PV_OPENER_FIRST) &&
	    (!(s->rulings & (PV_RULING_RESTRAINS | PV_RULING_CONSENT)) ||
	    ((s->rulings & PV_RULING_MEASURE) &&
	    pv_token_in(s->w, p->at, "in|during|for|within|over|throughout"))))
		return false;
	return o->kind != PV_LIMIT_SUNSET || !(o->flags & PV_OPENER_DATED) ||
	    !pv_token_in(s->w, p->at, "for|within|during|over|in") ||
	    passes(s, p->at, p->from);
}

/* Whether it stands where such words open a limit. */
static bool
well_placed(const struct pv_scope *s, const struct pv_opening *p)
{
	bool springs = s->rulings & PV_RULING_SPRINGS;

	if ((p->o->flags & PV_OPENER_SPRING) && !s->becomes &&
	    !(springs && (initial(s, p->at, p->lo) ||
	    pv_phrase(s->w, p->at, "# year|years|month|months") > 0)))
		return false;
	if ((p->o->flags & PV_OPENER_FIRST) && p->at != s->first)
		return false;
	return !(p->o->flags & PV_OPENER_INITIAL) ||
	    initial(s, p->at, p->lo) ||
	    (p->at > s->from && pv_token_in(s->w, p->at, "while|whilst")) ||
	    ((springs || (s->rulings & PV_RULING_CONSENT)) &&
	    pv_token_is(s->w, p->at, "once"));
}

/* Words that look like an opener and are none. */
static const char *const other_senses[] = {
	/* how often */
	"once a|an|in|per|every|each|only|more|.|,",
	/* bound by it */
	"subject to any|a|an|no|such duty|obligation|restriction|requirement|"
	"undertaking",
	/* the greater of two sums, the later of two days */
	"if|where higher|greater|later|lower|less|earlier|more|longer|any",
	/* the whole term */
	"while|whilst this|the ~1 agreement|contract|term|arrangement is|"
	"remains|continues|lasts|runs",
	/* before each of many: a step to take; upon each: how often */
	"prior|before to? each|every|any",
	"upon|on|after|following|when|whenever|once each|every", NULL
};

/* "Prior to appointing another host": a step, and no time. */
static bool
gerund(const struct pv_tokens *w, uint32_t from)
{
	struct pv_span t = pv_token(w, from);

	return pv_span_ends(t, PV_SPAN("ing")) &&
	    !pv_token_in(w, from, "closing|signing") &&
	    !pv_token_capital(w, from);
}

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
	if (pv_phrase_any(w, at, other_senses) > 0)
		return true;
	/* "when commissioning work": in doing what the rule is about */
	if (pv_token_in(w, at, "when|while|whilst") && gerund(w, from) &&
	    !pv_token_in(w, from, "being|having|holding|owning|remaining"))
		return true;
	if (at == 0)
		return false;
	/* "the Board, and not its chair, decides": who does it */
	if (at < s->from && pv_token_is(w, at - 1, ",") &&
	    pv_phrase(w, at, "but|and not the|its|their|his|her|a|an|by "
	    "~6 ,") > 0)
		return true;
	/* "as they would have if it ran the system itself": no case at all */
	if (pv_token_is(w, at, "if") && at > 4 &&
	    pv_phrase(w, at - 4, "~3 would have|be|do ~1 if") > 0)
		return true;
	return (pv_token_in(w, at, "before|prior") &&
	    pv_token_in(w, at - 1, "or|on|not|date|year") &&
	    !((s->rulings & PV_RULING_DECOUPLES) && at > 1 &&
	    pv_phrase(w, at - 2, "on or") > 0)) ||
	    (pv_token_in(w, at - 1, "as|even|whether|not|valid") &&
	    pv_token_in(w, at, "if|until|through|except|subject")) ||
	    (pv_token_in(w, at - 1, "as|even|valid") &&
	    pv_token_is(w, at, "for"));
}

/* "within ten days after notice": a date that limits an act, no right */
static bool
of_notice(const struct pv_tokens *w, uint32_t from)
{
	return pv_phrase(w, from, "~6 days|day|months|month|hours '? prior|"
	    "written|advance|of? prior|written? notice|receipt|request") > 0;
}

uint32_t
pv_limit_count_before(const struct pv_scope *s, uint32_t at)
{
	for (uint32_t i = s->first; i + 1 < at; i++) {
		if (pv_token_period(s->w, i) || pv_phrase(s->w, i, "# ~4 year|"
		    "years|month|months|week|weeks|day|days") > 0)
			return i;
	}
	return at;
}

/* What a restraint or a right lasts, where its length has been told. */
static bool
echoes(const struct pv_scope *s, uint32_t at)
{
	return (s->rulings & (PV_RULING_RESTRAINS | PV_RULING_RIGHT)) &&
	    !(s->rulings & PV_RULING_MEASURE) &&
	    pv_limit_count_before(s, at) < at;
}

bool
pv_limit_admits(const struct pv_scope *s, const struct pv_opening *p)
{
	const struct pv_tokens *w = s->w;
	unsigned flags = p->o->flags;

	/* "anywhere in [***]" */
	if ((flags & PV_OPENER_DATED) && pv_token_is(w, p->at, "in") &&
	    pv_tokens_redacted(w, p->from, p->from + 1))
		return false;
	/* "up to 180 days" is how many, unless it is "up to and including" */
	if ((flags & PV_OPENER_DATED) && pv_token_is(w, p->at, "up") &&
	    pv_when_at(w, p->from, NULL) == 0)
		return false;
	if ((flags & PV_OPENER_DATED) && (!dated(w, p->from) ||
	    (p->o->kind == PV_LIMIT_SUNSET && of_notice(w, p->from))))
		return false;
	if ((flags & PV_OPENER_LATER) && !to_come(w, p->at, p->from,
	    s->rulings & (PV_RULING_SPRINGS | PV_RULING_EFFECT)))
		return false;
	if ((flags & PV_OPENER_ECHO) && !echoes(s, p->at))
		return false;
	if ((flags & PV_OPENER_FIRST) && gerund(w, p->from))
		return false;
	return well_placed(s, p) && of_provision(s, p) &&
	    !other_sense(s, p->at, p->from);
}

/* "other than Cirrus" names who profits only behind "nobody" and the like. */
static bool
may_name(const struct pv_scope *s, uint32_t at)
{
	unsigned event = PV_RULING_EVENT;

	return ((s->rulings & PV_RULING_RESTRAINS) &&
	    !(s->rulings & event)) || !(s->rulings & ~event) ||
	    (at > 0 && pv_token_in(s->w, at - 1, "person|party|anyone|nobody|"
	    "one|entity|provider|persons|parties|customer|customers|none|"
	    "host"));
}

bool
pv_limit_names_holder(const struct pv_scope *s, uint32_t at, uint32_t from,
    uint32_t to)
{
	return may_name(s, at) && beneficiary(s->w, at, from, to);
}
