/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/actor.h"

#include "rule/region.h"
#include "rule/row.h"

/* The part that somebody plays in an agreement. */
#define ROLES "customer|supplier|licensee|licensor|developer|host|partner|" \
    "company|provider|distributor|reseller|purchaser|buyer|seller|vendor|" \
    "investor|lender|borrower|client|contractor|subcontractor|consultant|" \
    "owner|operator|manufacturer|subscriber|employer|employee|agent|" \
    "assignor|assignee|grantor|grantee|transferor|transferee|recipient|" \
    "discloser|publisher|franchisor|franchisee|landlord|tenant|lessor|" \
    "lessee|sponsor|merchant|affiliate|member|shareholder|holder|insurer|" \
    "guarantor|custodian|trustee|observer|auditor|user|depositor|estate|" \
    "beneficiary|university|bank|fund|corporation|corp|institute|party|" \
    "author|authors|artist|retailer|wholesaler|dealer|broker|carrier|" \
    "advertiser|processor|controller|hyperscaler|founder|executive|" \
    "indemnitor|indemnitee|sublicensee|sublicensor|servicer|underwriter|" \
    "collaborator|participant|principal|representative|sub-distributor|" \
    "authority|ministry|department|agency|government|kingdom|outfitter|" \
    "sublicensor|grantor|consortium|society|foundation|trust|bureau|" \
    "operator|builder|maker|integrator|dealer|director|officer|manager|" \
    "laboratory|lab|hospital|clinic|station|school|college|" \
    "broadcaster|chipmaker|proprietor|studio|utility|steward|airline|" \
    "charity|grower|creator|performer|producer|exporter|importer|" \
    "minister|municipality|county|crown|firm|partnership|subsidiary|" \
    "issuer|debtor|creditor|payer|payee|offeror|offeree|surety|" \
    "arranger|administrator|marketer|promoter|organizer|organiser|" \
    "evaluator|contributor|registrant|academy|shipper|" \
    "landowner|tester|nonprofit|hirer|concessionaire|concession-holder|" \
    "insured|federation|association|cooperative|council|syndicate|" \
    "venture|trainer|holding|oem|implementer|maintainer|appointee|" \
    "comptroller|reinsurer|reinsured|cedant|conductor|stockist|charterer|" \
    "introducer|originator|label|collective|museum|diocese|observatory|" \
    "theatre|orchestra|surveyor|architect|brewery|" \
    "guild|depositary|curator|patron|mandatary|donor|donee|obligor|" \
    "obligee|promisor|promisee|covenantor|covenantee|" \
    "bidder|tenderer|offtaker|settlor|pledgor|pledgee|deployer|adopter|" \
    "aggregator|annotator|sublessee|subtenant|trader|bottler|brewer|" \
    "baker|refiner|farmer|shipowner|shipbuilder|shipyard|forwarder|" \
    "haulier|courier|telco|notary|inventor|writer|illustrator|" \
    "photographer|musician|athlete|newspaper|gallery|collector|" \
    "auctioneer|bailee|bailor|caterer|hotelier|occupier|wholesaler|" \
    "vendee|cessionary|concessionary|mandator|inspectorate|" \
    "platform-owner|modeller|breeder|nursery|cinema|choir|" \
    "abbey|monastery|seminary|conservatory"
#define ORGANS "board|panel|committee|council|court|tribunal|arbitrator|" \
    "expert|experts|assessor|regulator|commission|trustees|directors|" \
    "umpire|secretary|commissioner|jury|assembly"

/* What has a capital and is nobody. */
#define THINGS "section|article|clause|schedule|exhibit|annex|appendix|" \
    "paragraph|part|attachment|recital|page|agreement|agreements|contract|" \
    "order|form|addendum|amendment|deed|lease|plan|policy|terms|" \
    "conditions|term|date|fee|price|rate|amount|period|year|quarter|month|" \
    "day|days|week|january|february|march|april|may|june|july|august|" \
    "september|october|november|december|monday|friday|agi|ip|api|apis|" \
    "model|data|content|information|software|technology|platform|cloud|" \
    "system|property|territory|region|field|event|notice|revenue|share|" \
    "commitment|capacity|compute|code|output|feedback|material|" \
    "deliverable|work|program|project|documentation|threshold|trigger|" \
    "cap|grant|license|licence|change|control|patent|law|act|know-how|" \
    "service|product|endpoint|telemetry|imagery|console|foundry|" \
    "marketplace|catalogue|catalog|store|network|infrastructure|garden|" \
    "royalty|sale|invention|group|title|name|mark|interest|" \
    "right|option|closing|launch|acceptance|tranche|weights|token|" \
    "artificial|general|intelligence|standard|suite|level|budget|report|" \
    "record|notes|stock|equity|unit|facility|site|center|centre|campus|" \
    "hall|cluster|workload|traffic|profit|income|spend|purchase|payment|" \
    "forecast|use|access|support|response|request|result|none|yes|item|" \
    "superintelligence|line|licensed|intellectual|confidential|effective|" \
    "net|exclusive|" \
    "north|south|east|west|europe|european|american|us|usa|uk|eu|eea|" \
    "usd|eur|gbp|soc|type|ai|ml|llm|gpu|gpus|hourly|cost|costs|force|majeure|" \
    "initial|renewal|release|upgrade|update|version|expiration|failure|" \
    "anniversary|good|business|third|first|second|final|mou|sow|nda"

static bool
ends_in(struct pv_span s, const char *tail)
{
	size_t n = strlen(tail);

	return s.len > n + 1 &&
	    pv_span_ieq(pv_span_sub(s, s.len - n, s.len), pv_span_str(tail));
}

static bool
owns(struct pv_span s)
{
	return ends_in(s, "'s") || (s.len > 2 && s.ptr[s.len - 1] == '\'') ||
	    ends_in(s, "s'");
}

/* Without "'s" and "'". */
static struct pv_span
bare(struct pv_span s)
{
	while (s.len > 1 && (s.ptr[s.len - 1] == ',' ||
	    s.ptr[s.len - 1] == ' '))
		s.len--;
	if (ends_in(s, "'s"))
		s.len -= 2;
	else if (s.len > 2 && s.ptr[s.len - 1] == '\'')
		s.len--;
	return s;
}

static bool
among(struct pv_span s, const char *words)
{
	return pv_span_among(s, words, strlen(words));
}

/* A part, or several who play it: "the Vendors". */
bool
pv_actor_part(struct pv_span s)
{
	s = bare(s);
	return among(s, ROLES) || (s.len > 4 && s.ptr[s.len - 1] == 's' &&
	    among(pv_span(s.ptr, s.len - 1), ROLES));
}

static bool
is_organ(struct pv_span s)
{
	return among(bare(s), ORGANS);
}

/* A capitalized noun that names a thing, by its ending or because it is one. */
static bool
is_thing(struct pv_span s)
{
	static const char *const tails[] = { "ion", "ions", "ity", "ment",
		"ance", "ence", "ness", "ware", "ship", "ing", "ism", "age",
		"acy", "ments", "ities" };

	s = bare(s);
	if (among(s, THINGS))
		return true;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		if (s.len > strlen(tails[i]) + 2 && ends_in(s, tails[i]))
			return true;
	}
	if (s.len > 3 && ends_in(s, "s") && !ends_in(s, "us") &&
	    !ends_in(s, "ss") && !ends_in(s, "is") && !ends_in(s, "as") &&
	    !ends_in(s, "os"))
		return among(pv_span(s.ptr, s.len - 1), THINGS) ||
		    !pv_actor_part(pv_span(s.ptr, s.len - 1));
	return false;
}

/* "Article II" */
static bool
is_numeral(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (memchr("IVXLC", s.ptr[i], 5) == NULL)
			return false;
	}
	return true;
}

static bool
name_word(const struct pv_sense *x, uint32_t i)
{
	return i < x->last && x->kind[i] == PV_WORD_CAP &&
	    x->w->t[i].len > 1;
}

/* "we", "our", "you'll" and the like: one word. */
static uint32_t
speaker(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	static const char we[] = "we|us|our|ours|we'll|we're|we've|ourselves";
	static const char you[] = "you|your|yours|you'll|you're|you've|"
	    "yourself";

	if (!pv_token_in(x->w, i, we) && !pv_token_in(x->w, i, you))
		return 0;
	if (pv_token_is(x->w, i, "us") && pv_word_is(x, i, PV_WORD_CAP) &&
	    pv_span_eq(pv_token(x->w, i), PV_SPAN("US")))
		return 0;
	a->kind = PV_ACTOR_SPEAKER;
	a->possessive = pv_token_in(x->w, i, "our|your|ours|yours");
	/* "our company", "your affiliates": the company */
	if (pv_token_in(x->w, i, "our|your") &&
	    pv_token_in(x->w, i + 1, "company|organisation|organization"))
		return 2;
	return 1;
}

static uint32_t
either(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t n = pv_phrase(x->w, i, "either|neither|each|both|any|no|the|"
	    "such of? the? other? party|parties|us");

	if (n == 0)
		n = pv_phrase(x->w, i, "either|neither|each|both side|sides");
	if (n == 0)
		n = pv_phrase(x->w, i, "either|neither|each|both of us|them");
	if (n == 0)
		n = pv_phrase(x->w, i, "either|neither|each party's|parties'");
	if (n == 0)
		return 0;
	a->kind = PV_ACTOR_EITHER;
	a->possessive = owns(pv_token(x->w, i + n - 1));
	return n;
}

/* "the Licensee", "Customer", "the Kingdom Fund", "Safety Committee". */
static uint32_t
role(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t k = i, end = 0;
	bool det = pv_token_in(x->w, i, "the|such|said|our|your|any|"
	    "each|an|a|its|their|every|no") || (pv_token_is(x->w, i, "that") &&
	    !pv_word_is(x, i + 1, PV_WORD_CAP));
	bool loose = pv_token_in(x->w, i, "any|each|an|a|its|their|every|no");

	k += det;
	if (!det && !x->caps && (!pv_word_is(x, i, PV_WORD_CAP) ||
	    is_thing(pv_token(x->w, i))))
		return 0;
	for (uint32_t n = 0; n < 6 && k < x->last; n++, k++) {
		struct pv_span s = pv_token(x->w, k);
		bool cap = x->caps || pv_word_is(x, k, PV_WORD_CAP);

		if (x->w->t[k].kind != PV_TOK_WORD || (x->kind[k] &
		    (PV_WORD_DET | PV_WORD_PREP | PV_WORD_MODAL | PV_WORD_AUX |
		    PV_WORD_CONJ | PV_WORD_SUB | PV_WORD_REL)))
			break;
		if (pv_actor_part(s) || is_organ(s)) {
			if ((cap && !(loose && x->caps)) ||
			    (det && !loose && n < 3)) {
				a->kind = pv_actor_part(s) ? PV_ACTOR_ROLE :
				    PV_ACTOR_ORGAN;
				a->possessive = owns(s);
				end = k + 1;
			}
			if (owns(s))
				break;
		} else if (owns(s) || !cap || among(s, "year|month|quarter|"
		    "week|day|date|term|period|release|event|region")) {
			break;
		}
	}
	if (end == 0)
		return 0;
	if (pv_token_is(x->w, end - 1, "party") && !x->caps) {
		/* "Party A" is one, "Party" by itself nobody */
		if (end >= x->last || x->w->t[end].len != 1 ||
		    !pv_token_capital(x->w, end))
			return 0;
		return end + 1 - i;
	}
	/* "the Licensed Agents": software */
	if (pv_token_is(x->w, end - 1, "agents") && end > i + 1 &&
	    pv_word_is(x, end - 2, PV_WORD_PART))
		return 0;
	/* "Customer Data", "Partner Portal": a thing, named after somebody */
	if (!a->possessive && !x->caps && end < x->last &&
	    pv_word_is(x, end, PV_WORD_CAP) && !pv_word_is(x, end,
	    PV_WORD_MODAL | PV_WORD_AUX | PV_WORD_PREP | PV_WORD_CONJ) &&
	    pv_word_is(x, end - 1, PV_WORD_CAP))
		return 0;
	if (pv_token_is(x->w, end, "of") && a->kind == PV_ACTOR_ORGAN) {
		uint32_t to = pv_noun_end(x, end + 1);

		end = to > end + 1 ? to : end;
	}
	return end - i;
}

/* What persons do and things do not. */
#define PERSONAL "pay|purchase|buy|notify|inform|procure|ensure|appoint|" \
    "engage|elect|request|consult|negotiate|agree|undertake|refrain|sell|" \
    "resell|distribute|hire|indemnify|disclose|use|deploy|embed|install|" \
    "publish|offer|inspect|audit|assign|market|solicit|grant|license|call|" \
    "lend|deposit|remit|conclude|introduce|refer|admit|permit|allow|" \
    "exercise|withdraw|give|return|repay|refund|accept|obtain|seek|submit|" \
    "consent|approve|decline|refuse|instruct|nominate|designate|invoice|" \
    "keep|establish|employ|recall|order|forbid|prohibit|let|sublicense|" \
    "modify|copy|reproduce|transfer|pledge|novate|source|spend|cause|" \
    "postpone|examine|enter|have|make|treat|hold|take|determine|certify|" \
    "declare|confirm|decide|verify|approve"
/* What only somebody has. */
#define BELONGINGS "appointment|authority|consent|approval|discretion|" \
    "covenant|undertaking|business|customers|employees|affiliates|" \
    "premises|records|books|obligation|obligations|liability|personnel|" \
    "staff|behalf|name|expense|cost|responsibility|right|rights|licence|" \
    "license|permission|exclusivity|option|entitlement|duty|duties|" \
    "privilege|sole|exclusive|opinion|judgment|judgement|request|demand"
/* What is done to somebody alone, and who has it or is asked for it. */
#define ADDRESSED "notify|inform|pay|release|releases|permit|permits|allow|" \
    "allows|indemnify|consult|oblige|obliges|bind|binds|furnish|appoint|" \
    "appoints|authorises|authorizes|entitles|entitle"
#define TREATED "informed|notified|told|entitled|consulted|authorised|" \
    "authorized|obliged|invited|reimbursed|indemnified"
#define HAD "behalf|consent|assent|approval|permission|liability|" \
    "obligation|obligations|undertaking|duty|premises|discretion|" \
    "favour|favor|benefit|request|expense|partner|provider|supplier"

/* What only somebody does, of all that "Triage Models shall" may go on with. */
#define DEALINGS "pay|purchase|buy|notify|inform|procure|ensure|appoint|" \
    "engage|elect|request|consult|negotiate|agree|undertake|refrain|sell|" \
    "resell|distribute|hire|indemnify|disclose|inspect|assign|market|" \
    "solicit|grant|lend|deposit|remit|withdraw|repay|refund|accept|obtain|" \
    "submit|consent|decline|refuse|instruct|nominate|designate|invoice|" \
    "employ|recall|sublicense|source|spend"

/* What the last word of a firm's name often is, though it names a thing. */
#define FIRMS "analytics|robotics|ai|works|games|maps|systems|labs|research|" \
    "software|technologies|technology|holdings|industries|enterprises|" \
    "networks|electronics|dynamics|semiconductors|therapeutics|" \
    "pharmaceuticals|diagnostics|logistics|motors|instruments|publishing|" \
    "learning|compute|computing|hosting|trading|shipping|engineering|" \
    "consulting|ventures|energy|media|studios|brothers|associates|" \
    "solutions|biosciences|foods|airlines|freight|optics|imaging|hotels|" \
    "mills|partners|laboratories|resale|banking|insurance"
/* "Frontier AI", "Legacy Systems": what kind it is, and nobody's name. */
#define GENERIC "frontier|generative|base|core|beta|legacy|agentic|" \
    "advanced|trusted|responsible|safe|operating|production|target|" \
    "source|object|client|server|enterprise|premium|new|later|successor|" \
    "future|own|public|private|other|primary|open|edge|agent|third-party|" \
    "critical|back-office|internal|external|key|joint|secure|such|voice|" \
    "applied|embedded|hosted|managed|security|safety|open-source|all|our"

/*
 * "each partner", "no recipient of the Recipes": anybody who plays a part,
 * where what follows says what is done or to whom it happens.
 */
static uint32_t
anyone(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t to, head, verb;

	if (x->caps || !pv_token_in(x->w, i, "a|an|any|each|every|no") ||
	    pv_word_is(x, i - 1, PV_WORD_CAP | PV_WORD_VERB | PV_WORD_ACT |
	    PV_WORD_PREP) || (i > x->first && pv_word_finite(x, i - 1)))
		return 0;
	to = pv_noun_end(x, i);
	head = to > i + 1 ? to - 1 : i;
	verb = pv_token_is(x->w, to, "of") ? pv_noun_end(x, to + 1) : to;
	if (head == i || head > i + 3 || pv_token_is(x->w, i + 1, "of") ||
	    !(pv_word_finite(x, verb) || pv_token_in(x->w, to,
	    "that|which|who|whose")) ||
	    pv_word_is(x, head, PV_WORD_CAP) ||
	    !(pv_actor_part(pv_token(x->w, head)) || pv_token_in(x->w, head,
	    "recipient|customer|regulator|startup")) ||
	    pv_token_is(x->w, head, "party"))
		return 0;
	a->kind = PV_ACTOR_ANYONE;
	return to - i;
}

/* "by the Grower", "obligation of the Carrier": somebody stands there. */
static bool
addressed(const struct pv_sense *x, uint32_t i)
{
	if (i < x->first + 1)
		return false;
	if (pv_token_is(x->w, i - 1, "of"))
		return pv_token_in(x->w, i - 2, HAD);
	if (pv_token_in(x->w, i - 1, "by|to|upon|on|towards"))
		return pv_token_in(x->w, i - 2, "granted|conferred|assumed|"
		    "undertaken|given|owed|due|payable|surrendered|waived|"
		    "reserved");
	return pv_token_in(x->w, i - 1, ADDRESSED);
}

/* "the Hospital may use": a part of its own, told by what it does. */
static uint32_t
doer(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t k = i + 1, v;

	if (!pv_token_in(x->w, i, "the|each|every|no|such"))
		return 0;
	/* "the Certifying Body" */
	k += pv_word_is(x, k, PV_WORD_CAP) && pv_word_is(x, k, PV_WORD_PART) &&
	    name_word(x, k + 1);
	for (; name_word(x, k) && k < i + 4; k++) {
		if (is_thing(pv_token(x->w, k)))
			return 0;
	}
	if (k == i + 1)
		return 0;
	a->kind = PV_ACTOR_ROLE;
	if (owns(pv_token(x->w, k - 1))) {
		a->possessive = true;
		return pv_token_in(x->w, k, BELONGINGS) ? k - i : 0;
	}
	if (pv_token_is(x->w, i, "the") && addressed(x, i) &&
	    !pv_token_in(x->w, k, "of"))
		return k - i;
	v = pv_word_small(x, k);
	if (pv_token_in(x->w, v, "agrees|undertakes|grants|accepts|waives|"
	    "acknowledges|consents|covenants|warrants|surrenders|releases|"
	    "appoints|promises|declares|confers"))
		return k - i;
	if (!pv_word_is(x, v, PV_WORD_MODAL))
		return 0;
	v = pv_word_small(x, v + 1);
	v = pv_word_small(x, pv_word_aside(x, v));
	if (pv_token_is(x->w, v, "be"))
		return pv_token_in(x->w, pv_word_small(x, v + 1), TREATED) ?
		    k - i : 0;
	return pv_token_in(x->w, v, PERSONAL) || pv_token_in(x->w,
	    pv_word_phrase(x, v), PERSONAL) ? k - i : 0;
}

/* "Third-party", "Go-to-market": no name goes on like that. */
static bool
hyphened(struct pv_span s)
{
	size_t at = pv_span_find(s, PV_SPAN("-"));

	return at + 1 < s.len && pv_islower(s.ptr[at + 1]);
}

/* "Harrow Maps grants": the verb says that the plural is one. */
static bool
acts_alone(const struct pv_sense *x, uint32_t k)
{
	return pv_word_is(x, k, PV_WORD_VERB) ||
	    pv_token_in(x->w, k, "is|has|was|hereby") ||
	    (pv_word_is(x, k, PV_WORD_MODAL) && pv_token_in(x->w,
	    pv_word_small(x, k + 1), DEALINGS));
}

/* "Petrel Robotics", "Solstice AI": the last word of it is a firm's. */
static bool
firm(const struct pv_sense *x, uint32_t i, uint32_t k)
{
	struct pv_span s = pv_token(x->w, i);

	return k > i + 1 && among(bare(pv_token(x->w, k - 1)), FIRMS) &&
	    !among(s, GENERIC) && !is_thing(s) && !pv_actor_part(s) &&
	    !hyphened(s) && !ends_in(s, "ed") && !ends_in(s, "ive");
}

/* "Cirrus", "Harrow Maps", "Amberley Grain Industries, Inc." */
static uint32_t
name(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t k = i, n;
	struct pv_span s;

	if (i > x->first && pv_word_is(x, i - 1, PV_WORD_DET) &&
	    !pv_token_in(x->w, i - 1, "neither|either|both"))
		return 0;
	/* the rest of "the Mapping Engine" */
	if (i > x->first && x->kind[i - 1] == (PV_WORD_CAP | PV_WORD_PART))
		return 0;
	while (name_word(x, k)) {
		k++;
		if (owns(pv_token(x->w, k - 1)))
			break;
	}
	if (k == i || (k == i + 1 && hyphened(pv_token(x->w, i))))
		return 0;
	s = pv_token(x->w, k - 1);
	a->kind = PV_ACTOR_NAME;
	a->possessive = owns(s);
	n = pv_phrase(x->w, k, ",? inc|ltd|llc|corp|plc|gmbh|l.l.c|co .?");
	if (n > 0)
		return k + n - i;
	if ((is_thing(s) && !firm(x, i, k) &&
	    !(k > i + 1 && !among(s, THINGS) &&
	    !is_thing(pv_token(x->w, i)) && acts_alone(x, k))) ||
	    (k < x->last && x->w->t[k].kind == PV_TOK_NUMBER))
		return 0;
	/* "Alternate host": an adjective at the start of a sentence */
	if (i == x->first && k == i + 1 && !a->possessive && k < x->last &&
	    x->kind[k] == 0 && !pv_word_finite(x, k))
		return 0;
	/* "Standstill. From today", "Loss of Exclusivity" */
	if ((i == x->first && pv_token_in(x->w, k, ".|:") && !a->possessive) ||
	    (k == i + 1 && pv_token_is(x->w, k, "of")) ||
	    (k == i + 1 && s.len < 3))
		return 0;
	/* "the Commitment Period Northlake shall": what is named comes last */
	for (uint32_t j = i; j + 1 < k; j++) {
		if (among(pv_token(x->w, j), THINGS) && pv_word_is(x, k,
		    PV_WORD_MODAL | PV_WORD_VERB))
			return 0;
	}
	/* "after Launch Alder shall": the first is a thing's */
	if (k > i + 1 && i > x->first && pv_word_is(x, i - 1, PV_WORD_PREP) &&
	    is_thing(pv_token(x->w, i)) && pv_word_finite(x, k))
		return 0;
	if (pv_region_at(x->w, i) > 0 || (k == i + 1 && is_numeral(s)))
		return 0;
	for (uint32_t j = i; j + 1 < k; j++) {
		if (among(pv_token(x->w, j), "section|exhibit|schedule|"
		    "annex|permitted|approved|licensed|net|each"))
			return 0;
	}
	return k - i;
}

/* "the Cirrus Cloud": whose cloud it is. */
static uint32_t
brand(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t k = i;

	while (name_word(x, k) && !owns(pv_token(x->w, k)) && k < i + 4)
		k++;
	/* "the Case Data", "Tidewell's Ridge Cloud": its own name */
	if (i > x->first && (owns(pv_token(x->w, i - 1)) ||
	    (pv_token_in(x->w, i - 1, "the|all|such") &&
	    pv_token_in(x->w, k - 1,
	    "data|content|model|prompts|records|information|interactions"))))
		return 0;
	if (k < i + 2 || !pv_token_in(x->w, k - 1, "cloud|platform|foundry|"
	    "console|marketplace|catalogue|catalog|data|store|content|"
	    "cluster|network|infrastructure|platforms|clouds|website|model|"
	    "services|service|api|apis|systems|hosting|"
	    "interactions|information|prompts|records|enclave|vault|hub") ||
	    pv_span_find(pv_token(x->w, i), PV_SPAN("-")) <
	    pv_token(x->w, i).len ||
	    is_thing(pv_token(x->w, i)) || pv_actor_part(pv_token(x->w, i)))
		return 0;
	if (ends_in(pv_token(x->w, i), "ed") ||
	    ends_in(pv_token(x->w, i), "al") ||
	    ends_in(pv_token(x->w, i), "ic") ||
	    pv_token_in(x->w, i, "public|private|partner|end|other|primary|"
	    "personal|prompt|usage|voice|edge|agent|core|web|cyber|key|joint|"
	    "new|open|secure|sensitive|government|sovereign|vector|user"))
		return 0;
	a->kind = PV_ACTOR_BRAND;
	return 1;
}

/* In capitals names look like any word; after these they stand alone. */
static uint32_t
shouted(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	struct pv_span s = pv_token(x->w, i);

	if (!x->caps || x->kind[i] != 0 || is_thing(s) || s.len < 3)
		return 0;
	if (!(pv_word_is(x, i + 1, PV_WORD_MODAL) && (i == x->first ||
	    !pv_word_is(x, i - 1, PV_WORD_PREP | PV_WORD_DET))) &&
	    !(i > x->first && pv_token_in(x->w, i - 1, "by|to|restricts|"
	    "prevents|gives|give|from") && !pv_word_infinitive(x, i)) &&
	    !(i > x->first && pv_token_in(x->w, i - 1, "by|restricts|"
	    "give|gives")) &&
	    !owns(s))
		return 0;
	a->kind = PV_ACTOR_NAME;
	a->possessive = owns(s);
	return 1;
}

static uint32_t
known(const struct pv_sense *x, const struct pv_term_use *u, uint32_t i,
    struct pv_actor *a)
{
	uint32_t k = i;

	while (k < x->last && x->w->t[k].at < u->at.end)
		k++;
	a->kind = PV_ACTOR_PARTY;
	a->possessive = k > i && owns(pv_token(x->w, k - 1));
	return k - i;
}

struct pv_span
pv_actor_name(const struct pv_sense *x, const struct pv_actor *a)
{
	struct pv_span s = bare(pv_tokens_text(x->w, a->from, a->to));
	size_t cut = pv_span_find(s, PV_SPAN("'"));

	return a->kind == PV_ACTOR_SPEAKER ? pv_span_sub(s, 0, cut) : s;
}

struct pv_span
pv_actor_identity(const struct pv_sense *x, const struct pv_actor *a)
{
	uint32_t from = a->from;

	if (a->kind == PV_ACTOR_SPEAKER && a->to == a->from + 1)
		return pv_token_in(x->w, from, "we|us|our|ours|we'll|we're|"
		    "we've|ourselves") ? PV_SPAN("we") : PV_SPAN("you");
	if (a->kind == PV_ACTOR_EITHER)
		return PV_SPAN("party");
	while (from + 1 < a->to && pv_word_is(x, from, PV_WORD_DET))
		from++;
	return bare(pv_tokens_text(x->w, from, a->to));
}

static void
identify(const struct pv_sense *x, struct pv_actor *all, size_t n)
{
	struct pv_span mine = pv_actor_identity(x, &all[n]);

	all[n].id = (uint32_t)n;
	for (size_t i = 0; i < n; i++) {
		if (pv_span_ieq(pv_actor_identity(x, &all[i]), mine)) {
			all[n].id = all[i].id;
			return;
		}
	}
}

/* The first use that ends after byte `at`. */
static size_t
use_at(const struct pv_term_use *uses, size_t n, uint32_t at)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (uses[mid].at.end > at)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

static uint32_t
mention(const struct pv_sense *x, uint32_t i, struct pv_actor *a)
{
	uint32_t n = speaker(x, i, a);

	if (n == 0)
		n = either(x, i, a);
	if (n == 0)
		n = role(x, i, a);
	if (n == 0)
		n = doer(x, i, a);
	if (n == 0)
		n = anyone(x, i, a);
	if (n == 0 && name_word(x, i))
		n = name(x, i, a);
	if (n == 0 && name_word(x, i))
		n = brand(x, i, a);
	return n > 0 ? n : shouted(x, i, a);
}

/* "After the Capability Event Cirrus shall": a name behind a thing's. */
static bool
begins_clause(const struct pv_sense *x, uint32_t i)
{
	return is_thing(pv_token(x->w, i - 1)) &&
	    !is_thing(pv_token(x->w, i)) &&
	    pv_word_is(x, i + 1, PV_WORD_MODAL | PV_WORD_VERB | PV_WORD_AUX);
}

/* "Alder, its Affiliates or its agents": they stand with the one they have. */
static void
join_kin(const struct pv_sense *x, struct pv_actor *all, size_t n)
{
	for (size_t k = 1; k < n; k++) {
		struct pv_words row;

		if (!pv_token_in(x->w, all[k].from, "its|their"))
			continue;
		row = pv_actor_row(x, all, n, k);
		for (size_t j = 0; j < k; j++)
			if (all[j].from == row.from)
				all[k].id = all[j].id;
	}
}

size_t
pv_actors(const struct pv_sense *x, const struct pv_term_use *uses,
    size_t nuses, struct pv_actor out[PV_ACTORS])
{
	size_t n = 0;

	for (uint32_t i = x->first; i < x->last && n < PV_ACTORS;) {
		struct pv_actor a = { .from = i };
		uint32_t at = x->w->t[i].at, len;
		size_t u = use_at(uses, nuses, at);
		bool used = u < nuses && uses[u].at.start <= at;

		if (used && uses[u].party && uses[u].at.start == at) {
			len = known(x, &uses[u], i, &a);
		} else {
			len = mention(x, i, &a);
		}
		if (len == 0) {
			/* a run of capitals that is no name has none inside */
			while (name_word(x, i) && name_word(x, i + 1) &&
			    !(u < nuses && uses[u].party) &&
			    !begins_clause(x, i + 1))
				i++;
			i++;
			continue;
		}
		a.to = i + len;
		if (n > 0 && a.kind == PV_ACTOR_PARTY && i > x->first &&
		    pv_token_is(x->w, i - 1, "the"))
			a.from--;
		out[n] = a;
		identify(x, out, n);
		n++;
		i = a.to;
	}
	join_kin(x, out, n);
	return n;
}
