/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

static const char *const mentions[] = {
	"compliance|comply|complies|complied|conformity|adherence with|to",
	"breach|breaches|violation|violations|infringement of",
	"breached|breaching|violate|violates|violated",
	"claim|claims|allegation|allegations that|alleging",
	"suit|action|proceeding|demand alleging",
	"dispute|disputes|disagreement|controversy|claim|claims|question "
	"about|concerning|regarding|relating|arising|as|over|for|under",
	"audit|audits|verify|verifies|monitor|inspect|certify ~8 with?",
	"liable|liability|damages|losses|indemnify|remedy|remedies|penalty "
	"~4 for|from|of|under",
	"in|as consideration|exchange|return for|of ~3 exclusive|exclusivity|"
	"appointment|grant|rights|license",
	"defined|described|referred ~2 in|to|as", "notwithstanding",
	"without prejudice to", "pursuant to", "in accordance with",
	"survive|survives|survival", "value|fee|price for|of", "payment for",
	"reflects|reflect|reflecting", "in recognition|reliance|view of|"
	"on", "costs|cost|expenses|confidentiality|taxes|withholding|records|"
	"calculation|scope|wording|meaning|title|titles of|on|for any|an|each?",
	"concerning|regarding|about", "relating|related|relate|relates to",
	"audit|audits|report|reports|statement|statements ~2 cover|covers|"
	"list|lists|describe|describes|state|states ~4",
	"heading|headings|caption|captions ~2 as|like|of",
	"non-binding|nonbinding", "not legally? binding",
	"without legally? being? legally? bound",
	"no|not ~4 legally? binding", "negotiate|discuss|explore|consider "
	"in? good? faith? ~3 whether|possible|potential|possibility",
	"has|have|are|is|been discussed|discussing|considering|exploring|"
	"proposed|proposing", "propose|proposes|discussed",
	"desires|desire|wishes|wish to|that|of",
	"kept|honoured|honored|performed|broken|keeps its|their|the|his ~2 "
	"promise|covenant|undertaking|obligation|commitment|duty",
	"satisfy|satisfied|verify|ascertain ~2 that|whether",
	"claim|claims|allegation|suit|complaint of|by ~4 that",
	"copy|list|register|summary|description of ~2 section|clause|"
	"agreement|agreements|licence|licences|license|licenses|terms|"
	"undertaking|undertakings|holders",
	"refers|refer|referring|alludes|alluding to", "deals with", NULL
};
/* words that give rather than mention, between mention and match */
#define GIVING "shall|will|must|may|grants|grant|granted|appoints|appoint|" \
    "agrees|hereby|has|have|is|are"

/* "in consideration of the exclusivity fee, Basalt shall": more than it. */
static bool
goes_on(const struct pv_scope *s)
{
	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_is(s->w, i, ",") &&
		    pv_token_resumes(s->w, i, s->to))
			return true;
	}
	return false;
}

/*
 * "Notwithstanding its exclusivity, Northlake may serve its own staff from any
 * cloud": what the restraint does not reach.
 */
static bool
set_aside(const struct pv_scope *s, struct pv_range *what)
{
	const struct pv_tokens *w = s->w;
	uint32_t lo = s->from > s->first + 6 ? s->from - 6 : s->first, i;
	bool despite = false;

	if (!(s->rulings & PV_RULING_RESTRAINS))
		return false;
	for (i = lo; i <= s->from; i++)
		despite |= pv_token_in(w, i, "notwithstanding|despite");
	for (i = s->to; despite && i < s->last; i++) {
		if (!pv_token_is(w, i, ",") || !pv_token_resumes(w, i, s->last))
			continue;
		*what = (struct pv_range){ i + 1, s->last };
		return pv_phrase(w, i + 1, "~8 may|can|reserves|retains|"
		    "remains|free|entitled") > 0 &&
		    pv_phrase(w, i + 1, "~9 not|only") == 0;
	}
	return false;
}

static bool
mentioned(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t lo = s->from > s->first + 12 ? s->from - 12 : s->first;

	for (uint32_t i = s->from; i > lo; i--) {
		uint32_t n = pv_phrase_any(w, i - 1, mentions);

		if (n > 0 && i - 1 + n <= s->from + 2)
			return !goes_on(s);
		if (pv_token_in(w, i - 1, ";|.|,") ||
		    (pv_token_in(w, i - 1, GIVING) &&
		    !(pv_token_in(w, i - 1, "appoint|grant") &&
		    i > 1 && pv_token_is(w, i - 2, "to"))))
			return false;
	}
	return false;
}

/* "the exclusive rights granted in Section 2 ..." with no verb before it */
static bool
pointed_at(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t lo = pv_reading_negation_start(s), i;

	for (i = lo; i < s->to; i++) {
		if (pv_token_finite(w, i) || pv_phrase(w, i, "with|including "
		    "the right|power|authority to") > 0)
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

/* "the area in which it is exclusive distributor" */
static bool
in_passing(const struct pv_scope *s)
{
	uint32_t lo = s->from > s->first + 9 ? s->from - 9 : s->first;

	if (s->to - s->from <= 2 && pv_token_in(s->w, s->to, "fee|fees|"
	    "payment|payments|premium|deposit|bonus"))
		return true;
	for (uint32_t i = lo; i < s->from; i++) {
		uint32_t n = pv_phrase(s->w, i, "in|for|under|of|during|where "
		    "which ~3 is|are|was|were|has|have|holds the|a|an|its?");

		if (n > 0 && i + n >= s->from)
			return true;
	}
	return false;
}

/*
 * A rule that sees but a mention of a trigger: "if AGI arrives, the parties
 * will sit down" makes it one, with its consequence in the same sentence.
 */
static bool
has_consequence(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t at = UINT32_MAX;

	if (!(s->rulings & PV_RULING_DECOUPLES))
		return false;
	for (uint32_t i = s->first; i < s->to; i++) {
		if ((i == s->first || pv_token_in(w, i - 1, ",|;|:|and|that|"
		    ")|but|.")) && pv_token_in(w, i, "if|upon|when|once|on|"
		    "should|after|where|whenever|until|from"))
			at = i;
	}
	if (at == UINT32_MAX)
		return false;
	for (uint32_t i = s->to; i < s->last; i++) {
		if (pv_token_in(w, i, "shall|will|must|may|ceases|ends|lapses|"
		    "terminates|expires|stops|cannot|gets|goes") ||
		    pv_phrase(w, i, "has|have to") > 0 || pv_phrase(w, i,
		    "is|are ~1 cut|limited|confined|reduced|suspended|lost|"
		    "ended|released|freed") > 0)
			return true;
	}
	return false;
}

/* Told of others or of before, where nothing is undertaken. */
static const char *const told[] = {
	"parties|party recall|recalls|note|notes that",
	"reported|noted|observed|stated|recalled|mentioned|remarked|disclosed|"
	"announced ~5 that|how|whether", "told|informed|advised ~4 that",
	"is|are aware that|of", "asked|asks|ask|wonder|wondered ~4 whether|if|"
	"how", "took|take|takes note that|of", "been told|shown|informed",
	"expected|intended|likely to ~2 deal|address|cover|contain|treat", NULL
};
#define UNDERTAKES "shall|will|must|agree|agrees|hereby|undertakes|" \
    "undertake|covenants|grants|resolves|resolved|promises|may|" \
    "acknowledges|confirms|represents|warrants"

/* "Dr Weil reported that the exclusive period had run out" */
static bool
reported(const struct pv_scope *s)
{
	bool found = false;

	for (uint32_t i = s->first; i < s->from; i++) {
		if (pv_token_in(s->w, i, "if|unless|when|once|until|upon|"
		    "where|after"))
			return false;
		if (pv_phrase_any(s->w, i, told) > 0)
			found = true;
		else if (pv_token_in(s->w, i, UNDERTAKES))
			found = false;
	}
	for (uint32_t i = s->from; i < s->last && found; i++) {
		if (pv_token_in(s->w, i, "hereby|undertakes"))
			found = false;
	}
	return found;
}

/* "Title VII (Artificial General Intelligence)": a clause by its name. */
static bool
named(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t i = s->from, end = s->to, k;
	bool found = false;

	while (i > s->first && i + 8 > s->from && !pv_token_in(w, i, "(|)"))
		i--;
	/* as a subject it does something: "Schedule 6 (Options) applies" */
	if (!pv_token_is(w, i, "(") || i < s->first + 4)
		return false;
	for (k = i - 2; k + 6 > i && k > s->first && !found; k--)
		found = pv_token_in(w, k, "section|sections|clause|clauses|"
		    "article|articles|title|part|schedule|paragraph|annex|"
		    "appendix|exhibit|chapter|condition");
	/* "is free of Clause 6 (Sole Host)" takes something from it */
	while (found && k > s->first && k + 12 > i) {
		if (pv_token_in(w, k--, "free|released|relieved|exempt|"
		    "excused|bind|binds|bound|notwithstanding|despite|subject|"
		    "apply|applies|except"))
			return false;
	}
	if (!found)
		return false;
	while (end < s->last && end < s->to + 8 && !pv_token_in(w, end, ")"))
		end++;
	return pv_token_is(w, end, ")") && pv_token_capital(w, i + 1);
}

#define ABOUT "of|for|in|on|under|as|about|arising|that|by|from|concerning|" \
    "relating|out|regarding|which|brought|made|between|to|with|whether"
/* What other clauses are about, and who pays for it. */
static const char *const quarrels[] = {
	"any|each|a|an|the|all|every? ~2 dispute|disputes|difference|"
	"differences|disagreement|claim|claims|proceedings|award|breach|"
	"breaches|violation|violations|damages|interest|remedies|lawsuit "
	ABOUT, "in|if the? event of? any|a dispute|disagreement", NULL
};
static const char *const costs[] = {
	"any|each|a|an|the|all|every? ~2 tax|taxes|vat|fine|fines|premium|"
	"fee|fees|cost|costs|expense|expenses|charge|charges|insurance|stamp|"
	"information|communication|communications|heading|headings|caption|"
	"captions|minutes|loss|losses|correspondence|publicity|"
	"statistics|summary|guide " ABOUT, NULL
};

/* "The fees of the AGI Verifier stand as a line of their own" */
static bool
administered(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	uint32_t i = s->first, n;

	/* past a number and a title: "14.2 Claims of Earlier Grantees." */
	n = pv_phrase_any(s->w, i, quarrels);
	/* "Claims arising under it may not be assigned", "interest in" */
	if (n > 0 && pv_reading_provision(r->in, "liability-cap|termination|"
	    "anti-assignment|ip-ownership"))
		return false;
	if (n == 0 && !pv_reading_provision(r->in, "revenue-share|audit|"
	    "liability-cap|minimum-commitment|most-favored|termination|"
	    "training-data|data-residency|ip-ownership"))
		n = pv_phrase_any(s->w, i, costs);
	if (n == 0)
		return false;
	for (; i < s->from; i++) {
		if (pv_token_finite(s->w, i) || pv_token_in(s->w, i, ";|."))
			return false;
	}
	return true;
}

/* What was agreed elsewhere: "Under a deed of 4 May 2024 Alder allowed ..." */
static const char *const elsewhere[] = {
	"under|by|in|pursuant to? a|an|that|the certain|earlier|prior|previous|"
	"former? ~3 agreement|contract|deed|licence|license|letter|"
	"memorandum|lease ,? dated|of|made|signed|entered|concluded",
	"under|by|in|pursuant to? the|that ~1 earlier|prior|previous|former|"
	"original|old|existing ~2 agreement|contract|deed|licence|license|"
	"letter|lease",
	"there used to be", "in the past", NULL
};
#define PAST "was|were|had"
#define BINDS "shall|will|must|may|is|are|has|have|does|do|can|cannot|" \
    "agrees|agree|hereby|grants|grant|appoints|undertakes|covenants|commits|" \
    "becomes|remains|remain|retains|reserves|owns|holds|being|would|should|" \
    "could|won't|can't|isn't|aren't|it's|we're|we'll|to"

/*
 * A sentence of the past alone undertakes nothing: "The sales of last year
 * were not less than ...", "By an agreement of 4 May Northlake granted ...".
 */
static bool
told_of_past(const struct pv_scope *s)
{
	const struct pv_tokens *w = s->w;
	uint32_t n = pv_phrase_any(w, s->first, elsewhere), i;
	bool past = n > 0 && !pv_token_in(w, s->first + n, "this|even");

	/* the match's own clause, where it does not say so at its head */
	for (i = n > 0 ? s->first : s->from; n == 0 && i > s->first &&
	    !pv_token_in(w, i - 1, ",|;"); i--)
		;
	for (; i < s->last; i++) {
		/* the month, and "to" of what was agreed elsewhere */
		if (pv_token_in(w, i, BINDS) &&
		    !(pv_token_is(w, i, "may") && pv_token_capital(w, i)) &&
		    !(n > 0 && pv_token_in(w, i, "to|has|have|is|are")))
			return false;
		past |= pv_token_in(w, i, PAST);
	}
	return past;
}

/* Who makes good, looks into or settles what was done under a provision. */
static const char *const other_business[] = {
	"shall|will|must|agrees|undertakes ~2 indemnify|indemnifies",
	"shall|will|must|agrees ~3 hold|save|keep ~5 harmless|indemnified",
	"shall|will|must ~3 defend ~8 claim|claims|action|suit|demand|demands|"
	"against|from", "shall|will|must ~2 make good|whole any|each|every|all|"
	"the ~2 loss|losses|damage|harm",
	"shall|will|must ~2 compensate|reimburse ~6 loss|losses|damage|cost|"
	"costs|expense|expenses|claim|claims",
	"answers|answer|liable for ~6 defects|acts|loss|losses|damage|"
	"injury|breach", "have|has|bears|bear no responsibility|liability for",
	"shall|will|may|must ~12 certify|certifies|confirm ~2 that ~4 has|have "
	"honored|honoured|kept|performed|observed|complied|abided|fulfilled|"
	"respected|broken|breached",
	"shall|will|must ~6 keep|retain|maintain|preserve ~6 copies|copy|"
	"register|list of ~2 notice|notices|order|orders|invoice|invoices|"
	"sale|sales|customers|persons",
	"shall|will|must|agrees ~3 insure|carry|maintain|take|keep|procure ~6 "
	"insurance|policy|coverage",
	"shall|will|must ~4 report|list|name|state|tell ~8 each|every|the|all|"
	"how|which|any ~4 to|through|by whom|which|it|that ~2 has|have", NULL
};
/* Who settles what is in dispute. */
static const char *const settles[] = {
	"tribunal|arbitrator|arbitrators|adjudicator|court|courts|judge|"
	"mediator|ombudsman|umpire ~3 shall|may|will ~6 decide|determine|rule|"
	"settle|consider|hear ~4 whether|which|if|how|question|claim", NULL
};
/* "may go through the gateway logs in order to see whether ..." */
static const char *const looks_into[] = {
	"shall|will|may|can|must|entitled ~14 examine|inspect|go|look|review|"
	"check|enter|visit|sample|interview|search|read|count ~22 to see|"
	"establish|learn|satisfy|verify|ascertain|confirm|determine|test|know|"
	"make|find ~3 that|whether|if|sure|out", NULL
};
/* What is put to somebody: "The question which party owns it may be ..." */
static const char *const questions[] = {
	"any|each|a|an|the|all|every? ~1 question|questions|quarrel|quarrels|"
	"complaint|complaints|controversy|doubt ~2 whether|which|who|over|that|"
	"about|as|how", NULL
};

/* Who settles it: "Whether the Parity Credit is right is a question for" */
static const char *const at_issue[] = {
	"is|are|be|remains ~1 a|an|the? ~1 question|matter|point|issue for|of|"
	"to|on", "is|are|be|shall|will be? decided|settled|determined|resolved "
	"by|in|under|as", NULL
};

static bool
put_to_somebody(const struct pv_scope *s)
{
	uint32_t i = s->first;

	while (i < s->first + 4 && i < s->from &&
	    !pv_token_in(s->w, i, "whether|how"))
		i++;
	if (!pv_token_in(s->w, i, "whether|how"))
		return false;
	for (i = s->to; i < s->last; i++)
		if (pv_phrase_any(s->w, i, at_issue) > 0)
			return true;
	return false;
}

/* A duty of its own behind the first: ", and shall sell to nobody else". */
static bool
undertakes_more(const struct pv_scope *s, uint32_t i)
{
	for (; i < s->last; i++) {
		if (pv_phrase(s->w, i, ",|;? and|but|nor ~6 shall|will|"
		    "may|must|agrees|grants") > 0)
			return true;
	}
	return false;
}

/*
 * The sentence does other business with what a provision is about, as an
 * indemnity, an inspection or a court does: "Alder shall hold Birch harmless
 * from claims by those to whom it has resold the Scheduler".
 */
static bool
handled(const struct pv_reading *r)
{
	const struct pv_scope *s = &r->s;
	uint32_t n = pv_phrase_any(s->w, s->first, questions);

	if (pv_reading_provision(r->in, "agi-trigger|audit|safety-veto|"
	    "governance-rights"))
		return false;
	if (n > 0 && s->first + n <= s->to)
		return !undertakes_more(s, s->first + n);
	if (put_to_somebody(s))
		return true;
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_phrase_any(s->w, i, settles) > 0)
			return true;
		n = pv_phrase_any(s->w, i, looks_into);
		if (n == 0 && !pv_reading_provision(r->in, "liability-cap"))
			n = pv_phrase_any(s->w, i, other_business);
		if (n > 0)
			return s->from < i + n + 40 &&
			    !undertakes_more(s, i + n);
		if (pv_token_in(s->w, i, ";|.|shall|will|may|grants|"
		    "appoints|must") || pv_phrase(s->w, i,
		    ", and|but|nor") > 0)
			break;
	}
	return false;
}

#define POINTER "under|by|in|to|with section|sections|clause|clauses|" \
    "article|part|schedule|paragraph|annex|exhibit"
/*
 * "Alder keeps a list of the clinics to which it has supplied it under Part 2":
 * what was done under another clause, told of something else.
 */
static bool
done_elsewhere(const struct pv_reading *r)
{
	static const char *const done[] = {
		"whom|which|who|that|whose ~5 has|have|had|was|were ~14 "
		POINTER, "when|in|by exercising|selling|reselling|supplying|"
		"distributing|sublicensing|using|appointing|offering|placing|"
		"buying|licensing ~12 " POINTER, NULL
	};
	const struct pv_scope *s = &r->s;
	bool duty = false;

	if (!(s->rulings & PV_RULING_RIGHT) ||
	    (s->rulings & PV_RULING_EFFECT) ||
	    pv_reading_provision(r->in, "audit"))
		return false;
	for (uint32_t i = s->first; i < s->to; i++) {
		uint32_t n = pv_phrase_any(s->w, i, done);

		duty |= pv_token_in(s->w, i, "shall|will|must|may");
		if (n > 0 && i + n > s->from)
			return duty && !undertakes_more(s, i + n);
	}
	return false;
}

/*
 * What the words right before the match make of it; of a loose match they tell
 * nothing where the provision itself speaks of liability or of fees.
 */
static bool
near_mention(const struct pv_reading *r)
{
	if (!r->in->loose)
		return mentioned(&r->s) || pointed_at(&r->s) ||
		    in_passing(&r->s);
	return !pv_reading_provision(r->in, "liability-cap|revenue-share|"
	    "audit") && mentioned(&r->s);
}

bool
pv_reading_mention(struct pv_reading *r)
{
	struct pv_range what;

	bool review = r->out->now.flags & PV_FINDING_REVIEW;

	/* what a scan made of the letters is told, and undertakes nothing */
	if (review || (r->in->has_stance &&
	    r->in->stance == PV_STANCE_REFERENCE)) {
		if (!review && has_consequence(&r->s))
			return false;
		pv_reading_settle(r, PV_STANCE_REFERENCE);
		return true;
	}
	if (r->positive && set_aside(&r->s, &what)) {
		pv_reading_settle(r, PV_STANCE_CONDITIONAL);
		pv_state_add(&r->out->now, PV_ATTR_CARVE_OUT,
		    pv_tokens_text(r->s.w, what.start, what.end));
		return true;
	}
	if (!r->positive || (!near_mention(r) && !told_of_past(&r->s) &&
	    !reported(&r->s) && !named(&r->s) && !administered(r) &&
	    !handled(r) && !done_elsewhere(r)))
		return false;
	pv_reading_settle(r, PV_STANCE_REFERENCE);
	return true;
}
