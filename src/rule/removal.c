/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/removal.h"

#include "rule/limit.h"
#include "rule/ruling.h"
#include "rule/when.h"

#define AUX "is|are|was|were|be|been|stand|stands"
#define IS "is|are|was|were|been|stand|stands"
#define ADV "hereby|now|irrevocably|each|both|all|also|accordingly|thereby|" \
    "herewith|thus|therefore|forever|finally|wholly|expressly|mutually|duly|" \
    "since|already|likewise|permanently|formally|unconditionally|" \
    "definitively|simply"
/* what is done to words, and never the effect of a trigger */
#define STRUCK "deleted|removed|stricken|struck|omitted|rescinded|repealed|" \
    "annulled|eliminated|relinquished|dropped|abrogated|abolished|expunged|" \
    "excised|scrapped|renounced|retracted|disapplied|nullified|suppressed|" \
    "discontinued|abandoned|erased|shelved|axed|ditched|binned"
#define ENDED "terminated|waived|released|cancelled|canceled|revoked|" \
    "superseded|extinguished|withdrawn|discharged|surrendered|forgone|" \
    "foregone|lifted|ended|voided|vacated"

/* What an instrument is made of. */
#define PARTS "section|sections|clause|clauses|article|articles|paragraph|" \
    "paragraphs|subsection|sub-clause|schedule|annex|exhibit|appendix|" \
    "condition|term|definition|definitions|provision|provisions|covenant|" \
    "undertaking|right|rights|power|trigger|option|mechanism|limb|line|" \
    "promise|entitlement|privilege|prerogative|instruction|item"

/* What they give or forbid. */
#define HELD "exclusivity|exclusive|licence|license|restriction|ban|" \
    "prohibition|commitment|obligation|obligations|requirement|appointment|" \
    "cap|veto|status|duty|tie|arrangement|royalty|share|seat|minimum|" \
    "escrow|deposit|period|programme|program|scheme|covenant|undertaking"

/* What is plainly gone; the rest only where nothing is a trigger's effect. */
static const char *const gone[] = {
	AUX " " ADV "? " ADV "? " STRUCK,
	AUX " " ADV "? " ADV "? taken|struck|crossed|left|cut|bought|edited "
	"out", AUX " " ADV "? crossed|struck|scored through",
	AUX " " ADV "? " ADV "? cancelled|revoked|withdrawn and "
	STRUCK "|" ENDED,
	"by this ~3 " STRUCK "|" ENDED, AUX " done away with",
	"deemed ~2 deleted|omitted|removed", "deemed never to",
	"as if|though ~6 never|omitted|deleted|removed",
	"as if|though ~6 not been? there|written|included|agreed|formed",
	"hereby ~2 deletes?|delete|deletes|strike|removes|remove|rescind|"
	"rescinds|eliminate|repeal",
	"by deleting|striking|removing|omitting", "intentionally omitted|"
	"deleted|left|removed", "left|leave blank",
	"[ reserved", "( reserved )|]|.", "[ ~6 deleted|removed|omitted",
	"[ formerly|previously", "deleted|removed|omitted by ~2 "
	"amendment|letter|waiver|supplement", "( ~4 not used )",
	":|) withdrawn|deleted|removed|dropped|cancelled|waived|struck "
	".|,|;|by|on|from",
	"we've|we|they've dropped|scrapped|removed|deleted|struck|ended|"
	"scrapping|dropping",
	"this ~3 amendment|deed|addendum|protocol|letter|modification|order|"
	"instrument|variation ~2 deletes|removes|cancels|revokes|repeals|"
	"abolishes|strikes|ends|withdraws|extinguishes|terminates",
	"amendment|deed|addendum|protocol|letter|modification|variation ~5 "
	"deleted|removed|cancelled|revoked|repealed|abolished|struck|ended|"
	"withdrew|extinguished|terminated",
	"delete|strike|omit|remove|cancel|repeal|drop|scrap out? ~1 "
	"section|clause|article|paragraph|subsection|sub-clause|item|line|"
	"schedule|annex|condition",
	"consider|regard|treat ~6 as? deleted|cancelled|void|withdrawn|gone|"
	"waived", "ignore|disregard|forget about? section|clause|paragraph|"
	"article",
	"substitute|insert|write|put|reads|read the? word|words? \"|'|[ "
	"reserved|omitted|deleted|nil|none|blank",
	"substitute|insert|write|put|reads|read the? word|words? \"|'|[ not "
	"used",
	"be the? word|words? \"|'|[ reserved|omitted|deleted",
	"is|are|was now history|over ,|.|;",
	"we're|we|are dropping|scrapping|removing|deleting|ending|"
	"withdrawing|cancelling the|our|your|this|that",
	"is|are gone from|.|,|;",
	"come|comes|came|taken|struck off the list|schedule|register",
	"of? no|without further|longer|continuing force|effect|validity",
	"no longer ~2 force|effect|applies|apply|applicable",
	"is|are no more .|,|;", "line|pen ~4 through",
	"no longer is|are|does|do|exists|exist|stands|stand|binds|bind|"
	"binding|insists|insist|forms|form",
	"exists|exist|stands|stand no longer|more",
	"hereby ~2 deleted|removed|terminated|waived|released|cancelled|"
	"canceled|revoked|superseded|extinguished|withdrawn|discharged",
	"hereby ~2 terminate|terminates|waive|waives|release|releases|"
	"cancel|cancels|revoke|revokes|relinquish|relinquishes|surrender|"
	"surrenders|discharge|discharges|forgo|forgoes|renounce|renounces|"
	"abandon|abandons|withdraw|withdraws|extinguish|extinguishes",
	"has|have|had ~1 been ~2 deleted|removed|repealed|dropped",
	"parties|party|we hereby? delete|strike|remove|drop|cancel",
	"took|taken|taking out", "gives|give up", "means none|nothing",
	"to|at zero|nil|nothing from|as|with",
	"from # (? #? )? ~3 to zero|nil|no",
	"replaced|substituted ~5 by|with ~4 reserved|none|nil|omitted|"
	"deleted|blank", "replaced|substituted ~5 by|with ~4 not used",
	NULL
};
/* What may be a trigger's effect as well: see of_the_paper. */
static const char *const ended[] = {
	IS " " ADV "? " ADV "? " ENDED,
	"agree|agreed|resolved|decided that ~9 be " ENDED,
	"cease|ceases to ~2 effect|force", "cease|ceases|ceased to be an|a|the|"
	"our|your|its? exclusive|licensed|preferred|primary|sole|only",
	"lapsed and|on|at",
	"agree|agrees|agreed|resolved|decided|elected to terminate|end|"
	"cancel|revoke|discontinue|waive|abandon|drop|withdraw|lift|rescind|"
	"scrap|strike|delete|remove|unwind|undo|close",
	"agree|agreed|resolved|decided to do|dispense|bring|put away|with|an",
	"agree|agrees|agreed|consent|consents|accept|accepts|accepted|"
	"approve|approves|approved|confirm|confirms|effect|effects ~1 to|on|"
	"upon? the deletion|cancellation|revocation|removal|withdrawal|"
	"surrender|repeal|rescission|abolition|relinquishment|termination|"
	"extinguishment|abandonment|discontinuance|release|waiver ~2 of|from "
	"~5 " PARTS "|" HELD,
	"waive|waives|relinquish|relinquishes and ~2 release|releases|"
	"surrender|surrenders|waive|waives|relinquish|relinquishes",
	IS " " ADV "? brought|come to an end", IS " " ADV "? at an end",
	IS " " ADV "? bought out", IS " " ADV "? wound up",
	IS " " ADV "? released|freed|relieved|absolved|excused|discharged|"
	"exonerated ~1 from|of",
	"no longer ~1 obliged|obligated|required|bound|tied|committed|"
	"restricted|confined|limited|requires|require|has|have|holds|hold|"
	"enjoys|enjoy|owes|owe|entitled|part|the|our|its|your|exclusive|sole|"
	"an|a|need|needs", "need|needs no longer", "has|have ~1 reverted to",
	"have|has|having no further|continuing right|rights|obligation|"
	"obligations|duty|interest|claim|entitlement",
	"no exclusivity|right|rights|obligation remains|survives ,|.|;",
	"nothing remains|is of|left of?", IS " stripped|divested of",
	"was|were|been not ~1 renewed|extended|revived|reinstated",
	"not ~1 been renewed|extended|revived|reinstated",
	"has|have run|had its|their course|day",
	IS " " ADV "? excused from", IS " excused for #|the|this",
	IS " * and " ADV "? " ADV "? " STRUCK "|" ENDED,
	"declared void|null|terminated|cancelled|ended|extinct",
	IS " let off|out",
	"elected|decided|agreed|chosen not to carry|renew|keep|retain|"
	"continue|preserve|enforce", "did not survive",
	"allowed|permitted to lapse|expire|fall", "left|let to? lapse",
	"not ~1 repeated|reproduced|restated|reenacted", NULL
};
/* The past of an end: of what stands before it, in its own clause. */
static const char *const lapsed[] = {
	"has|have|had " ADV "? lapsed|expired|ceased|ended|terminated|"
	"vanished|disappeared", "has|have|had " ADV "? fallen|died away|in",
	"has|have|had " ADV "? run out", "has|have|had " ADV "? come to an end",
	"lapsed|expired|ended|terminated|ceased on|with|upon|in|at|when|by|as|"
	"to", "lapsed|expired #", "lapsed|expired|ended unexercised|unused|"
	"automatically on|with|upon|in|at|when|by",
	"has|have gone ,|.|;", "fell|went away", "came to an end",
	"ran out on|in|at|with", NULL
};
/* Said of a clause or of what it holds; of other things it is no end. */
static const char *const empty[] = {
	"has|have|had|is|are|be " ADV "? become? null|void|inoperative|spent",
	"is|are|be|has|have ~2 of no|without any? ~1 effect|force|validity "
	"whatsoever|whatever|.|;", "have|has no effect|force|application",
	AUX " " ADV "? set aside", AUX " " ADV "? called off",
	AUX " " ADV "? dispensed with",
	AUX " " ADV "? " ADV "? taken|handed|given|bought|signed "
	"away|off|back|from", IS " given up",
	AUX " " ADV "? cut|struck from|.|,|;|by",
	AUX " " ADV "? disregarded|ignored|unwound|undone|reversed|retired|"
	"phased|rolled|laid", "is|are|stands now? blank|empty|gone|out|dead|closed|"
	"over", NULL
};
/* Given up by whom it serves: an act that no trigger's effect looks like. */
static const char *const given_up[] = {
	"release|releases @ from", "release|releases ~4 from ~4 exclusivity|"
	"exclusive|restriction|restrictions|undertaking|covenant",
	"waives|relinquishes|surrenders|renounces|abandons|forgoes|foregoes|"
	"rescinds|retracts|disapplies",
	"release|releases|released|releasing ~6 from ~5 obligation|"
	"obligations|covenant|undertaking|promise|duty|commitment|"
	"requirement|restriction|clause|section|paragraph|article|minimum|"
	"non-compete|restraint|exclusivity",
	"lets|let|letting * ~4 off|out its|the|this|that|"
	"from|of|.|,", "frees|freeing ~4 from",
	"absolves|absolve|relieves|relieve|excuses|excuse ~6 from|of",
	"discharges|discharge ~3 from", "dispenses ~2 with",
	"gives|giving|give|gave up", "has|have|had ~1 given up",
	"hands|hand|handed|gives|gave|given back the|its|their|his|our|all",
	"revokes|cancels|withdraws|drops its|their|his",
	"revokes|cancels|withdraws|ends|lifts with immediate effect",
	"we|parties|they|both|sides " ADV "? waive|surrender|relinquish|"
	"renounce|abandon|forgo|extinguish|revoke|rescind|abolish|withdraw|"
	"terminate|lift|end|discontinue",
	"has|have " ADV "? waived|surrendered|relinquished|renounced|"
	"abandoned|forgone|withdrawn|revoked|rescinded|cancelled|canceled|"
	"dropped|lifted|ended|extinguished|discharged|excused|scrapped|"
	"abolished|retracted|disapplied|deleted",
	"walk|walks|walked away from", "let|lets|letting go of|for",
	"free|frees|release|releases one|each another|other from",
	"take|takes|taking section|clause|paragraph|article|line|item ~2 out",
	"steps|step|stepped|stands down|aside as|from",
	"resigns|resign|resigned as|from",
	"we|i waived|withdrew|revoked|cancelled|dropped|lifted|ended|"
	"struck|deleted|removed|scrapped",
	"call|calls|called|calling off the ~1 exclusivity|exclusive|no-shop|"
	"arrangement|tie|deal", "tear|tears|tearing|tore|torn ~3 up",
	"does|do|did|done away with", "put|puts an end to",
	"agree|agrees|will|shall|undertakes not to? enforce|insist|rely",
	NULL
};
/* What one writes down a row: "Exclusive hosting | withdrawn". */
#define STATUS "deleted|removed|omitted|withdrawn|void|voided|waived|" \
    "discontinued|lapsed|cancelled|canceled|revoked|struck|stricken|" \
    "terminated|ended|repealed|superseded|expired|released|surrendered|" \
    "rescinded|abandoned|gone|dropped|abolished|annulled|extinguished|" \
    "scrapped|renounced|closed|retired"
static const char *const statuses[] = {
	"line|clause|section|term|item|right|provision|now|entirely? " STATUS,
	"not used|carried|renewed|continued|kept|retained", "left blank",
	"no longer applies|applicable|available|offered|in|granted|required",
	"taken out", NULL
};
/* What limits an undertaking: without it, that stands the wider. */
static const char *const limits[] = {
	"exception|exceptions|proviso|provisos|parenthetical|carve-out|"
	"carve-outs|exemption|exemptions|exclusions",
	"sunset|expiry|end date|provision|clause", NULL
};
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

/* "(if fees are due) is": where the parenthesis that ends at i opens. */
static uint32_t
before_parenthesis(const struct pv_tokens *w, uint32_t first, uint32_t i)
{
	uint32_t k = i;

	while (k > first && !pv_token_is(w, k, "("))
		k--;
	return k > first ? k : i;
}

/* A right or a duty is named before k, and no verb of a clause. */
static bool
names_part(const struct pv_tokens *w, uint32_t first, uint32_t k)
{
	bool held = false;

	for (uint32_t i = first; i < k; i++) {
		if (pv_token_finite(w, i))
			return false;
		held |= pv_token_in(w, i, PARTS) || pv_token_in(w, i, HELD);
	}
	return held;
}

/*
 * The word at k may open a condition or a relative clause, but tells of what
 * is ended: "the covenant not | to compete", "the clause which | bound it".
 */
static bool
tells_of_it(const struct pv_tokens *w, uint32_t first, uint32_t k,
    uint32_t verb)
{
	if (pv_token_is(w, k, "not"))
		return pv_token_is(w, k + 1, "to");
	/* "until 30 June | he waives", "the right to end it upon a sale | is" */
	if (pv_token_in(w, k, "until|upon|after|event|case"))
		return (k + 1 < w->n && w->t[k + 1].kind == PV_TOK_NUMBER) ||
		    pv_phrase(w, k + 1, "the? word|words? \"|'") > 0 ||
		    (pv_token_in(w, k, "upon|event|case") &&
		    names_part(w, first, k));
	if (pv_token_in(w, k, "which|that") && verb > k + 3 &&
	    pv_token_in(w, verb, "is|are|was|were|has|have|had") &&
	    !pv_token_finite(w, k + 1) && k > first && !pv_token_in(w, k - 1,
	    "procure|ensure|provide|provided|such|extent|cause|require"))
		return true;
	return pv_token_in(w, k, "which|that|who|where") && verb > k + 2 &&
	    !pv_token_in(w, k + 2, "may|shall|will|can") &&
	    pv_token_in(w, k + 1, "bound|obliged|required|gave|granted|let|"
	    "allowed|permitted|entitled|made|tied|limited|forbade|excepted|"
	    "conferred|kept|provided|prohibited|restricted|exempted|capped");
}

/* "(Sole Host), which is | deleted": what stands behind tells of the match. */
static bool
follows_match(const struct pv_scope *s, uint32_t k)
{
	return k >= s->to && k <= s->to + 3 && pv_token_in(s->w, k,
	    "which|that") && pv_token_in(s->w, k - 1, ",|)");
}

/* A verb in a condition ("if the licence is terminated") removes nothing. */
static bool
conditional_verb(const struct pv_scope *s, uint32_t verb)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = verb; i > s->first; i--) {
		if (pv_token_in(w, i - 1, ",|;|."))
			return aside_after_if(w, s->first, i - 1);
		if (pv_token_is(w, i - 1, ")"))
			i = before_parenthesis(w, s->first, i - 1) + 1;
		if (follows_match(s, i - 1))
			return false;
		if (tells_of_it(w, s->first, i - 1, verb))
			continue;
		if (pv_token_in(w, i - 1, "if|unless|until|upon|when|once|"
		    "where|event|case|which|not|after|whereupon|whose|who|"
		    "never|cannot|neither|nor|nothing|way|following|"
		    "doesn't|don't|didn't|isn't|aren't|hasn't|haven't|won't") ||
		    (pv_token_is(w, i - 1, "may") &&
		    pv_token_finite(w, i - 1)) ||
		    (pv_token_is(w, i - 1, "that") && i > s->first + 1 &&
		    !pv_token_in(w, i - 2, "agree|agrees|agreed|paragraph|"
		    "confirm|confirms|acknowledge|acknowledges|event|noted|"
		    "note|record|records|recorded|resolved|confirmed|declare|"
		    "declares|understood|reported|so")))
			return true;
	}
	return false;
}

/* Data and copies are deleted and software is released: nothing ends. */
static bool
of_things(const struct pv_scope *s, uint32_t verb, uint32_t end)
{
	uint32_t lo = verb > s->first + 9 ? verb - 9 : s->first;
	bool things = false;

	if (!pv_token_in(s->w, end - 1, "deleted|removed|released|dropped|"
	    "retired|discontinued|withdrawn|out|up|back|aside|away|off"))
		return false;
	for (uint32_t i = s->first; i < verb; i++)
		if (pv_token_in(s->w, i, PARTS "|word|words|sentence|phrase"))
			return false;
	for (uint32_t i = lo; i < verb; i++)
		things |= pv_token_in(s->w, i, "data|copies|copy|content|"
		    "records|information|files|backups|materials|logs|product|"
		    "products|version|versions|insurance|policy|sums|funds");
	return things;
}

/* "Section 6 is deleted; Cirrus shall be the sole host": another matter. */
static bool
another_duty(const struct pv_scope *s, uint32_t verb)
{
	const struct pv_tokens *w = s->w;
	uint32_t k = s->from, duty = 0;

	while (k > verb && !pv_token_is(w, k - 1, ";") &&
	    !pv_phrase(w, k - 1, "so|and that"))
		k--;
	if (k == verb)
		return false;
	for (; k < s->to; k++) {
		if (pv_token_in(w, k, "no|not|cease|ceases|longer|never|none|"
		    "neither|is|are|deleted|be|may|free"))
			return false;
		if (duty == 0 && pv_token_in(w, k, "shall|will|must|grants|"
		    "appoints|buys|takes|remains|stays|keeps|uses|sells"))
			duty = k;
	}
	return duty > 0;
}

/*
 * "Cirrus is the exclusive host, and any earlier licence is terminated": the
 * end, at verb, is in another clause than the match and tells of another thing.
 */
static bool
elsewhere(const struct pv_scope *s, uint32_t verb)
{
	const struct pv_tokens *w = s->w;
	bool finite = false;

	if (verb < s->from)
		return another_duty(s, verb);
	if (verb < s->to)
		return false;
	for (uint32_t k = s->from; k < verb; k++) {
		finite |= pv_token_finite(w, k);
		if (!pv_token_new_clause(w, k, s->last))
			continue;
		for (uint32_t i = s->first; i < s->from; i++)
			finite |= pv_token_finite(w, i);
		return finite && pv_phrase(w, k, ",|and ~2 any|all|each|every|"
		    "previous|earlier|prior|the|former|such? ~2 prior|earlier|"
		    "previous|former|other|agreement|agreements|letter|rate|"
		    "supply|contract") > 0;
	}
	return false;
}

/* "The exception in Section 4 is deleted": what it limited is the wider. */
static bool
of_limit(const struct pv_scope *s, uint32_t verb)
{
	if (s->rulings & PV_RULING_EXCEPTS)
		return false;
	for (uint32_t i = s->first; i < verb; i++) {
		if (pv_phrase_any(s->w, i, limits) > 0)
			return true;
		if (pv_token_finite(s->w, i))
			return false;
	}
	return false;
}

/*
 * For a trigger, whose own effect is that something ends: the end is that of
 * a clause or a right, which the sentence names first, and hangs on nothing.
 */
static bool
of_the_paper(const struct pv_scope *s, uint32_t verb, bool active)
{
	const struct pv_tokens *w = s->w;
	uint32_t hi = active ? s->to : verb;
	bool part = false;

	if (active ? s->to <= verb || s->from > verb + 16 : s->from >= verb)
		return false;
	for (uint32_t i = s->first; i < hi; i++) {
		if (!part && pv_token_in(w, i, "if|upon|on|when|once|after|"
		    "where|whenever|should|following|unless|until|any|"
		    "whereupon"))
			return false;
		if (i < s->first + 12 || i > verb)
			part |= pv_token_in(w, i, PARTS) && (i == s->first ||
			    !pv_token_in(w, i - 1, "in|by|to|with|on"));
	}
	return part;
}

/* "The exclusivity is set aside": the sentence is about a right or a duty. */
static bool
of_what_is_held(const struct pv_scope *s, uint32_t verb)
{
	uint32_t lo = verb > s->first + 12 ? verb - 12 : s->first;
	bool held = false;

	for (uint32_t i = lo; i < verb; i++) {
		if (pv_token_in(s->w, i, "any|attempted|purported|;"))
			return false;
		held |= pv_token_in(s->w, i, HELD);
	}
	return held;
}

/* The match stands before the verb, and no other main clause between. */
static bool
subject_of(const struct pv_scope *s, uint32_t verb)
{
	if (s->from >= verb || verb > s->to + 40)
		return false;
	if (verb > s->first && pv_token_in(s->w, verb - 1, "year|quarter|"
	    "period|month|months|years|be|is|are|been|was|were|to|any|shall|"
	    "will|an|a|the|has|have|have|that|which|who"))
		return false;
	for (uint32_t i = s->to; i < verb; i++)
		if (pv_token_in(s->w, i, ";|shall|will|must|may"))
			return false;
	return true;
}

/* "no right is waived", "nor has it lapsed" */
static bool
denied(const struct pv_scope *s, uint32_t verb)
{
	uint32_t i = verb;

	while (i > s->first && !pv_token_in(s->w, i - 1, ",|;|.|:|and|that"))
		i--;
	return i < s->from && pv_token_in(s->w, i, "no|none|nothing|"
	    "neither|nor");
}

/* The match is what is given up, or was named before: "and waives it". */
static bool
object_of(const struct pv_scope *s, uint32_t verb, uint32_t end)
{
	if (verb >= s->to)
		return pv_phrase(s->w, end, "it|them|this|that|these|those|"
		    "such|the same") > 0;
	for (uint32_t k = end; k < s->from; k++)
		if (pv_token_is(s->w, k, ";") ||
		    pv_token_new_clause(s->w, k, s->last))
			return false;
	return true;
}

/* How many tokens at token i end something that can be the match. */
static uint32_t
ends_at(const struct pv_scope *s, uint32_t i)
{
	bool effect = s->rulings & PV_RULING_EFFECT;
	uint32_t n = pv_phrase_any(s->w, i, gone);

	if (n > 0)
		return n;
	n = pv_phrase_any(s->w, i, ended);
	if (n > 0 && (!effect || of_the_paper(s, i, false)))
		return n;
	n = pv_phrase_any(s->w, i, empty);
	if (n > 0 && (of_the_paper(s, i, false) ||
	    (!effect && of_what_is_held(s, i))))
		return n;
	n = pv_phrase_any(s->w, i, lapsed);
	if (n > 0 && subject_of(s, i) &&
	    (!effect || of_the_paper(s, i, false)))
		return n;
	if (i >= s->to + 8 || i + 20 <= s->from)
		return 0;
	n = pv_phrase_any(s->w, i, given_up);
	return n > 0 && object_of(s, i, i + n) &&
	    (!(s->rulings & PV_RULING_DECOUPLES) ||
	    of_the_paper(s, i, true)) ? n : 0;
}

/* Whether a row's cell begins at token i: behind a bar, a colon, a gap. */
static bool
cell(const struct pv_tokens *w, uint32_t i)
{
	uint32_t end;

	if (i == 0)
		return true;
	end = w->t[i - 1].at + w->t[i - 1].len;
	return pv_token_in(w, i - 1, "||=") ||
	    (i > 1 && pv_token_is(w, i - 1, ".") &&
	    pv_token_is(w, i - 2, ".")) ||
	    pv_token_in(w, i - 1, ":|-|>") ||
	    (unsigned char)w->text.ptr[w->t[i - 1].at] >= 0x80 ||
	    w->t[i].at > end + 1;
}

static bool
line_break(const struct pv_tokens *w, uint32_t i)
{
	uint32_t at = i > 0 ? w->t[i - 1].at + w->t[i - 1].len : 0;

	for (; i > 0 && i < w->n && at < w->t[i].at; at++)
		if (w->text.ptr[at] == '\n')
			return true;
	return false;
}

/* "Introducer's revenue share deleted": a line's last word, and no verb. */
static bool
ends_row(const struct pv_scope *s, uint32_t i, uint32_t end)
{
	if (end < s->last && !(end + 1 == s->last &&
	    pv_token_in(s->w, end, ".|;|)|]")))
		return false;
	for (uint32_t k = s->first; k < i; k++)
		if (pv_token_finite(s->w, k) || pv_token_in(s->w, k, "to|be|"
		    "been|being|if|when|until|unless|that|which|,"))
			return false;
	return i > s->to && pv_token_in(s->w, i, STATUS);
}

/* "Exclusive hosting | withdrawn", "Audit right: WAIVED for 2030" */
static bool
row_says(const struct pv_scope *s, uint32_t *verb)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n;

		if (i == s->from && s->to > i + 1)
			continue;
		n = pv_phrase_any(w, i, statuses);
		if (n == 0 || (i > s->first && !cell(w, i) &&
		    !ends_row(s, i, i + n)))
			continue;
		if (i + n < s->last && !line_break(w, i + n) &&
		    !cell(w, i + n) && !pv_token_in(w, i + n, ",|.|;|:|(|[|)|]|"
		    "||from|on|by|as|with|for|in|at|out|without|since|under|"
		    "initialled|effective|-") &&
		    w->t[i + n].kind != PV_TOK_NUMBER)
			continue;
		/* a heading's own word, "Released products:", needs a bar */
		if (i == s->first && pv_phrase(w, i + n,
		    "by|in|on|as|under|from? ~4 :|-||") == 0)
			continue;
		*verb = i;
		return true;
	}
	return false;
}

/* "the parties may at once end it": no more than a power to. */
static bool
may_be(const struct pv_tokens *w, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++)
		if ((pv_token_is(w, from, "by") &&
		    pv_token_in(w, i, "not|shall|will")) ||
		    pv_token_in(w, i, "may|can|could|might|would|cannot|never|"
		    "if|unless|until"))
			return pv_token_in(w, from, "as") == 0;
	return false;
}

/* A day behind token i: "on 1 May 2027". */
static bool
dated(const struct pv_scope *s, uint32_t i)
{
	for (; i + 1 < s->last; i++)
		if (pv_token_in(s->w, i, "on|from|at|after") &&
		    pv_when_at(s->w, i + 1, NULL) > 0)
			return true;
	return false;
}

bool
pv_removal_find(const struct pv_scope *s, uint32_t *verb)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = ends_at(s, i);

		if (n == 0)
			continue;
		/* "and waives any claim to more": another thing */
		if (i >= s->to && pv_token_in(s->w, i + n, "any|every|all"))
			continue;
		if (pv_token_in(s->w, i + n, "nothing|no|none") ||
		    may_be(s->w, i, i + n))
			continue;
		/* "if it is void, the rest holds as if it had been omitted" */
		if (pv_token_is(s->w, i, "as") &&
		    pv_token_in(s->w, s->first, "if|should|where"))
			continue;
		/* "has no application to Releases": it goes on for the rest */
		if (pv_token_is(s->w, i + n - 1, "application") &&
		    pv_token_in(s->w, i + n, "to|in|as|for"))
			continue;
		/* "shall cease to be the only host on 1 May": a sunset */
		if (i > s->first && pv_token_in(s->w, i - 1, "shall|will") &&
		    pv_phrase(s->w, i, "cease to be") > 0 && dated(s, i + n))
			continue;
		/* "released on Cirrus first": let out, and not let off */
		if (pv_token_is(s->w, i + n - 1, "released") &&
		    !pv_token_in(s->w, i + n, "from|of|and|or|,|;|."))
			continue;
		/* "shall have no further right": what will be then */
		if (pv_token_in(s->w, i, "has|have") && i > s->first &&
		    pv_token_in(s->w, i - 1, "shall|will"))
			continue;
		/* "schools are left out of the exclusivity": it goes on */
		if (i + n <= s->from && pv_token_in(s->w, i + n, "of|from") &&
		    pv_token_in(s->w, i + n - 1, "out|away|removed|dropped|"
		    "excised|omitted|eliminated|struck"))
			continue;
		if (conditional_verb(s, i) || of_things(s, i, i + n) ||
		    elsewhere(s, i) || of_limit(s, i) || denied(s, i))
			continue;
		*verb = i;
		return true;
	}
	return false;
}

bool
pv_removal_idle(const struct pv_scope *s)
{
	bool idle = false;

	for (uint32_t i = s->from; i < s->to; i++) {
		if (!pv_token_in(s->w, i, STRUCK "|" ENDED "|waive|waives|"
		    "release|releases|surrender|surrenders"))
			continue;
		if (!conditional_verb(s, i) && !elsewhere(s, i))
			return false;
		idle = true;
	}
	return idle;
}

bool
pv_reading_removes(const struct pv_reading *r, uint32_t *verb)
{
	return pv_removal_find(&r->s, verb) || row_says(&r->s, verb);
}

bool
pv_removal_part(const struct pv_tokens *w, uint32_t i)
{
	return pv_token_in(w, i, PARTS) || pv_token_in(w, i, HELD);
}
