/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/sequel.h"

#include "rule/reading.h"
#include "rule/when.h"

/*
 * A grant and what limits it often stand in two sentences: "Basalt may resell
 * the Service.  This permission ends on 31 May 2030."  The second one points
 * back, or says outright that something is not covered.
 */

#define SEQUEL_WORDS 40u        /* words of a sentence that count */
#define SUBJECT_WORDS 14u       /* before the verb of what is told back */
#define PRONOUN_WORDS 2u        /* when the subject is no more than "this" */

/* What a sentence that points back calls the provision. */
#define PAPER "section|clause|paragraph|article|subsection|sub-clause|" \
    "subclause|provision|rule|condition|sentence|line|row"
#define GRANTS "right|rights|entitlement|entitlements|permission|" \
    "permissions|licence|license|licences|licenses|grant|privilege|" \
    "privileges|option|authority|authorization|authorisation|appointment|" \
    "power|powers|listing|seat|perk|benefit|protection|guarantee|priority|" \
    "preference|status|arrangement|position|discount|price|share|royalty|" \
    "royalties|veto|suspension|hold|release|access|consent|waiver|promise"
#define BURDENS "covenant|covenants|undertaking|undertakings|restriction|" \
    "restrictions|restraint|exclusivity|commitment|commitments|obligation|" \
    "obligations|duty|ban|bar|prohibition|limit|limits|limitation|cap|" \
    "ceiling|minimum|floor|threshold|requirement|preclusion|" \
    "pledge|engagement|lock-up|standstill"

static const char *const pointers[] = {
	"the? foregoing|above|same",
	"this|that|such|these|those|said|the|your|its|their|our|his|her|either|"
	"each ~2 " PAPER "|" GRANTS "|" BURDENS,
	"@ 's? ~1 " GRANTS "|" BURDENS, PAPER " (? # )?",
	"the ~2 of these|this|those|such ~1 " GRANTS "|" BURDENS "|" PAPER,
	NULL
};
static const char pronouns[] = "it|they|this|that|these|those";
/* What a right named so is bound by belongs to the trigger, not its end. */
static const char *const own_pointers[] = {
	"the? foregoing|above|same",
	"this|that|such|these|the ~1 " PAPER "|" BURDENS "|right|power", NULL
};

/* It ends, rests or is taken away. */
static const char *const lapses[] = {
	"ends|end|expires|expire|lapses|lapse|ceases|cease|terminates|"
	"terminate|sleeps|sleep|rests|stops|stop|dies|disappears|vanishes|"
	"reverts|revert",
	"falls|fall|goes|go|drops|drop away|off|out|back",
	"comes|come to an end", "runs|run out|off",
	"is|are|be|being then? automatically? suspended|paused|lost|spent|"
	"ended|withdrawn|revoked|forfeited|extinguished|terminated|cancelled|"
	"canceled|lifted|waived|forfeit|dormant|void",
	"is|are switched|turned off|over", "is|are at an end",
	"has|have no effect|force|bearing|application", NULL
};
/* It lasts, but only so long, or under a condition. */
static const char *const lasts[] = {
	"runs|run|lasts|last|continues|continue|remains|remain|stays|stay|"
	"holds|hold|subsists|subsist|applies|apply|endures|endure|persists|"
	"binds|bind|stands|stand|survives|survive|extends|extend|operates|"
	"operate|goes|go|works|work|counts|count|is|are|be", NULL
};
/* It depends on something. */
static const char *const depends[] = {
	"depends|depend|hinges|turns|rests on|upon",
	"is|are|be|remains|made strictly? expressly? conditional|conditioned|"
	"contingent|dependent|conditional on|upon",
	"supposes|presupposes|suppose|presuppose",
	"may|shall|can|must not be ~2 used|exercised|invoked|relied|applied|"
	"enforced|claimed ~2 unless|until|before|after|where|if|in|while",
	"may|can|shall only? be ~2 used|exercised|invoked|claimed|enforced "
	"only|solely", "takes|take effect only? if|when|once|upon|on|after",
	"starts|begins|arises|accrues|commences only? if|when|once|upon|after",
	"is|are authorized|authorised|granted|given|allowed|decided ~2 "
	"case-by-case",
	"presumes|assumes that", NULL
};
/* It does not reach something. */
static const char *const shrinks[] = {
	"shall|does|do|will|is|are|may|can not|never ~2 apply|extend|restrict|"
	"prevent|prohibit|limit|cover|include|affect|applicable|reach|bind|"
	"restrain|catch|touch|run|concern|preclude|govern|operate|count",
	"is|are no ~1 help|use|shelter|bar|answer|defence|defense|protection "
	"to|for|in|where|when|if|against",
	"ignores|ignore|leaves|leave ~6 out of account|aside",
	"doesn't|don't|won't|isn't|can't ~1 apply|extend|cover|include|stop|"
	"prevent|bind|reach|touch|affect|run|limit",
	"never applies|covers|extends|includes|reaches|binds",
	"stops|stop short|at", "leaves|leave ~4 out|untouched|unaffected",
	"is|are of no ~1 application|effect|avail|force to|in|for|as|where|"
	"when|on", "is|are without effect|force|bearing for|in|on|as",
	"shall|does|do|will|can not|never help|protect|shield|save|avail|"
	"hold", "doesn't|don't|won't|can't help|protect|shield|save|hold|stop|"
	"count",
	"has|have no bearing|application|effect|force on|to|in|as|where|when|"
	"for|during", "is|are without effect|force|application",
	"does|do|shall|will not hold|keep ~3 back|from", NULL
};
/* Something is not covered. */
static const char *const excludes[] = {
	"is|are|be|remain|remains|stand|stands|fall|falls|lie|lies|sit|sits "
	"~1 exempt|exempted|excepted|excluded|outside",
	"is|are|be not ~1 covered|included|caught|affected|bound|"
	"restricted|counted|prohibited|barred",
	"isn't|aren't covered|included|caught|affected|bound|counted",
	"is|are left out|outside|aside", "do|does|shall not count",
	"don't|doesn't count", "need|needs|require|requires no ~1 approval|consent|licence|license|"
	"permission|offer|notice|vetting|clearance",
	"is|are unrestricted", "stay|stays outside|out", NULL
};
static const char *const exceptions[] = {
	"~12 is|are|makes|make the one|only|sole exception",
	"the? only|sole|one|single|following|two|three|same? exception|"
	"exceptions ~4 is|are|applies|apply|:|to|-", "the exception|exceptions "
	":|is|are",
	"exceptions|exception|excepted|excluded|exempt|exempted|exclusions|"
	"carve-outs|carve-out|excludes :|-|||are|is *",
	"not included|covered|applicable :|-|| *",
	"one|two|three|some|certain|a|an exceptions|exception ~2 :|.|is|are|"
	"applies|apply",
	"neither|none ~4 applies|apply|extends|covers|reaches|governs|"
	"restricts|prevents|binds", "no ~1 consent|approval|leave|permission "
	"is|shall|will|need be? ~1 needed|required|necessary|sought|obtained",
	"consent|approval|leave|permission|assent ~4 not ~1 needed|required|"
	"necessary|sought", NULL
};
/* Somebody who was held back is free: "However, Northlake may". */
static const char *const frees[] = {
	"however|but|nevertheless ,? ~8 may|can|remains|is free|nevertheless",
	"however|but|nevertheless ,? ~8 may",
	"~12 may|can nevertheless|nonetheless|still", NULL
};
static const char *const overriding[] = {
	"notwithstanding the|this foregoing|above|preceding|section|clause|"
	"paragraph|sentence ~24 may|not|no|free", NULL
};
/* Who had it has it no more, or may lose it. */
static const char *const forfeits[] = {
	"may|can withdraw|suspend|revoke|end|cancel this|that|such|its|the|"
	"your|their|these ~1 " GRANTS "|" BURDENS " ~2 if|when|where|for|in|"
	"after|once|on|upon",
	"loses|lose|forfeits|forfeit this|that|such|its|the|their|his|your|"
	"these ~1 " GRANTS "|" BURDENS, NULL
};
/* How long the agreement itself lasts is no limit. */
static const char *const whole_term[] = {
	"until|till|for|throughout|during|while|so|as long? as? the|this|our|"
	"its ~3 agreement|contract|term|terms|memorandum|deed|letter|licence|"
	"license|order|arrangement|engagement", NULL
};
static const char *const conditions[] = {
	"if|unless|when|where|while|whilst|once|provided|whenever|until|"
	"should|failing|during", "only? for? so|as long as", "on condition",
	"so far as", "only in|to|with|on|by|for|at|after|before", "in any|a|the|"
	"such|each ~2 month|months|year|years|quarter|quarters|period|case|"
	"cases|week|weeks", NULL
};
/* A clause of its own may go on so: "4.2 The existence of this right". */
static const char *const goes_on[] = {
	"the? ~2 of? this|that|such|these|said ~2 " GRANTS "|" BURDENS,
	"paragraph|subparagraph|subsection|sentence (? # )?",
	"the limit|limitation|cap|ceiling|minimum|floor|ban|bar|prohibition|"
	"restriction|exclusivity does|do|shall|will|is|are|falls|ends|lapses|"
	"ceases|stops", NULL
};
/* Rows of a form. */
static const char *const rows[] = {
	"~3 ends|expires|ceases|lapses|until on|at? :|||-",
	"applies|valid|holds|continues|available ~1 for? so|as long as",
	"applies|valid|holds|continues|available|good until|till|only|through",
	NULL
};

struct sequel {
	const struct pv_reading *r;
	struct pv_tokens w;
	struct pv_span text;
	struct pv_state *st;
};

/* A day, or the end of a period that is counted: "two years from delivery". */
static bool
add_day(struct sequel *q, uint32_t from)
{
	static const char *const ways[] = {
		"until|till|through|to the? close|end|midnight? of|on?",
		"on|at|by|after|from|with|before|:||| the? close|end|midnight? "
		"of|on?" };

	for (uint32_t i = from; i < 2 * SEQUEL_WORDS; i++) {
		/* "from 1 May 2026 until 3 May 2028": first what says an end */
		uint32_t at = i % SEQUEL_WORDS;
		uint32_t n = at < from ? 0 :
		    pv_phrase(&q->w, at, ways[i / SEQUEL_WORDS]);
		uint32_t d = pv_when_at(&q->w, at + n, NULL);

		if (n == 0 || d == 0)
			continue;
		pv_state_until(q->st, &q->w, at + n, at + n + d);
		return true;
	}
	return false;
}

/* Tell the limit: a condition, or what is said as a carve-out. */
static void
add_words(struct sequel *q, uint32_t verb, uint32_t behind)
{
	uint32_t end = q->w.n;

	while (end > behind && pv_token_in(&q->w, end - 1, ".|;|,"))
		end--;
	for (uint32_t i = verb; i < end; i++) {
		if (pv_phrase_any(&q->w, i, conditions) == 0)
			continue;
		pv_state_add(q->st, PV_ATTR_CONDITION,
		    pv_tokens_text(&q->w, i, end));
		return;
	}
	if (behind < end && pv_token_in(&q->w, behind, "to|for|in"))
		behind++;
	pv_state_add(q->st, PV_ATTR_CARVE_OUT, behind < end ?
	    pv_tokens_text(&q->w, behind, end) : q->text);
}

/* The same, but first of all the day of its end. */
static void
add_limit(struct sequel *q, uint32_t verb, uint32_t behind)
{
	if (!add_day(q, verb))
		add_words(q, verb, behind);
}

static bool
bounded(const struct pv_tokens *w, uint32_t from)
{
	for (uint32_t i = from; i < w->n && i < SEQUEL_WORDS; i++) {
		if (pv_phrase_any(w, i, whole_term) > 0)
			return false;
		if (pv_phrase(w, i, "until|till|unless|while|provided|whilst|"
		    "only") > 0 || pv_phrase(w, i, "so|as long as") > 0 ||
		    pv_phrase(w, i, "for ~3 # ~4 year|years|month|months|day|"
		    "days|week|weeks|quarters") > 0 ||
		    (pv_phrase(w, i, "to|through the? end? of?") > 0 &&
		    pv_when_at(w, i + pv_phrase(w, i, "to|through the? end? "
		    "of?"), NULL) > 0))
			return true;
	}
	return false;
}

/* The end that a later sentence denies or grants by choice: "may end it". */
static bool
denied(const struct pv_tokens *w, uint32_t i)
{
	return i > 0 && pv_token_in(w, i - 1, "not|never|cannot|no");
}

/* Whether the match's sentence has a word like token i: "export", "exports". */
static bool
shared(const struct sequel *q, uint32_t i)
{
	const struct pv_scope *s = &q->r->s;
	struct pv_span t = pv_token(&q->w, i);

	if (t.len < 5 || pv_token_in(&q->w, i, "agreement|contract|party|parties|"
	    "company|customer|licensee|licensor|supplier|term"))
		return false;
	t.len = t.len > 8 ? 7 : 5;
	for (uint32_t k = s->first; k < s->last; k++)
		if (pv_span_istarts(pv_token(s->w, k), t))
			return true;
	return false;
}

/* "this furnishing": a noun of the sentence that is pointed back at. */
static uint32_t
echo(const struct sequel *q, uint32_t i)
{
	return pv_token_in(&q->w, i, "this|that|such|these|those|the") &&
	    !pv_token_capital(&q->w, i + 1) && shared(q, i + 1) ? 2 : 0;
}

/* The subject at token i points back, its verb takes something back. */
static bool
told_back(struct sequel *q, uint32_t i, bool effect)
{
	const struct pv_tokens *w = &q->w;
	uint32_t n = pv_phrase_any(w, i, effect ? own_pointers : pointers);
	uint32_t start = i, end = SUBJECT_WORDS;

	if (n == 0)
		n = effect ? 0 : echo(q, i);
	/* "this ends", but not "this Agreement ends" */
	if (n == 0 && pv_token_in(w, i, pronouns)) {
		n = 1;
		end = PRONOUN_WORDS;
	}
	if (n == 0)
		return false;
	end += i + n;
	for (i += n; i < w->n && i < end; i++) {
		if ((n = pv_phrase_any(w, i, shrinks)) > 0) {
			add_limit(q, i, i + n);
			return true;
		}
		if ((n = pv_phrase_any(w, i, depends)) > 0) {
			add_words(q, i, i + n);
			return true;
		}
		if ((n = pv_phrase_any(w, i, lapses)) > 0 && !denied(w, i) &&
		    pv_phrase_any(w, i + n, whole_term) == 0) {
			add_limit(q, start, i + n);
			return true;
		}
		if ((n = pv_phrase_any(w, i, lasts)) > 0 && !effect &&
		    bounded(w, i + n)) {
			add_limit(q, i, i + n);
			return true;
		}
		if (pv_token_in(w, i, ";|.|that|which|agreement|contract") ||
		    pv_phrase_any(w, i, whole_term) > 0)
			return false;
	}
	return false;
}

/* "If its score drops below 70, | this permission is paused" */
static bool
clause_told_back(struct sequel *q, bool effect)
{
	const struct pv_tokens *w = &q->w;
	uint32_t i = pv_phrase(w, 0, "however|but|and|nevertheless|provided ,?");

	if (told_back(q, i, effect))
		return true;
	for (; i + 1 < w->n && i < SEQUEL_WORDS; i++) {
		uint32_t n = pv_phrase(w, i, ", and|but|that? however? ,?");

		if (n > 0 && pv_token_in(w, i + n, "this|that|such|these|the|"
		    "those") && told_back(q, i + n, effect))
			return true;
	}
	return false;
}

/*
 * "Schools are exempt", "Charities are not covered by this paragraph"; of a
 * sum that is measured much is left out, so there it must be said outright.
 */
static bool
excluded(struct sequel *q, bool outright)
{
	for (uint32_t i = 1; i < q->w.n && i < SEQUEL_WORDS; i++) {
		uint32_t n = pv_phrase_any(&q->w, i, excludes);

		if (pv_token_in(&q->w, i, ";|:"))
			return false;
		if (n == 0 || (outright &&
		    pv_phrase(&q->w, i, "* ~1 exempt|exempted|excepted") == 0 &&
		    pv_phrase(&q->w, i + n, "~2 this|that|the|by|from|under ~3 "
		    PAPER "|" GRANTS "|" BURDENS) == 0))
			continue;
		pv_state_add(q->st, PV_ATTR_CARVE_OUT,
		    pv_tokens_text(&q->w, 0, i));
		return true;
	}
	return false;
}

static bool
forfeited(struct sequel *q)
{
	for (uint32_t i = 1; i < q->w.n && i < SEQUEL_WORDS; i++) {
		if (pv_phrase_any(&q->w, i, forfeits) == 0)
			continue;
		add_limit(q, i, i);
		return true;
	}
	return false;
}

/* "No export is owed for an account in arrears" */
static bool
nothing_owed(struct sequel *q)
{
	const struct pv_tokens *w = &q->w;

	if (!pv_token_is(w, 0, "no"))
		return false;
	for (uint32_t i = 1; i < w->n && i < 8; i++) {
		uint32_t n = pv_phrase(w, i, "is|are|shall|will ~1 owed|due|"
		    "payable|required|needed|accrue|apply|arise|made|run");

		if (n == 0)
			continue;
		for (uint32_t k = 1; k < i; k++) {
			if (!shared(q, k))
				continue;
			if (q->r->s.rulings & PV_RULING_TIERS)
				return add_day(q, i);
			add_limit(q, i, i + n);
			return i + n + 1 < w->n;
		}
	}
	return false;
}

/* "None may be made before 1 July 2031", "It closes on 31 December 2030" */
static bool
dated_out(struct sequel *q)
{
	const struct pv_tokens *w = &q->w;
	bool only = false, the = pv_token_is(w, 0, "the");

	/* "Basalt shall not ... before May 2031": an undertaking of its own */
	if (!the && !pv_token_in(w, 0, "no|none|nobody|nothing|never|not|it|"
	    "this|that|they|such|these|those"))
		return false;
	for (uint32_t i = 0; i < w->n && i < SEQUEL_WORDS; i++) {
		uint32_t n = pv_phrase(w, i, "before|after|until|till|from|on|"
		    "beyond|past|at midnight? on?");

		if (pv_token_in(w, i, ";|:|if"))
			return false;
		only |= (!the && pv_token_in(w, i, "no|none|not|never|nothing|"
		    "only|nobody")) || pv_token_in(w, i, "closes|close|ends|"
		    "end|lapses|lapse|expires|stops|stop|goes|ceases");
		if (n == 0 || !only || pv_when_at(w, i + n, NULL) == 0)
			continue;
		pv_state_until(q->st, w, i + n, i + n + pv_when_at(w, i + n,
		    NULL));
		return true;
	}
	return false;
}

/*
 * "In case of dispute the notice sleeps until the experts have ruled": what
 * is said when a trigger is pulled does not hold yet.  "No effect unless
 * confirmed", without a dispute, is how it is pulled.
 */
static bool
contested(struct sequel *q, const struct pv_tokens *w, uint32_t first,
    uint32_t last)
{
	static const char *const rests[] = {
		"suspended|stayed|sleeps|sleep|rests|dormant|frozen|deferred|"
		"postponed|abeyance|suspense|hold|continues|continue|"
		"unaffected|stands|remains|remain|waits|wait",
		"without|no ~1 effect|force", "not ~2 effect|effective|count",
		"counts|count for nothing", NULL
	};
	bool dispute = false, rest = false;
	uint32_t until = 0;

	for (uint32_t i = first; i < last; i++) {
		dispute |= pv_token_in(w, i, "contest|contested|contests|"
		    "dispute|disputed|disputes|challenge|challenged|"
		    "challenges|doubt|doubts|object|objects|objection|appeal|"
		    "appeals|appealed|submit|refer|referred|referral|"
		    "ruled|upheld|arbiters|arbitrators|tribunal|referees");
		rest |= pv_phrase_any(w, i, rests) > 0;
		if (until == 0 && pv_token_in(w, i, "until|till|pending|while"))
			until = i;
	}
	if (!dispute || !rest || until == 0)
		return false;
	pv_state_add(q->st, PV_ATTR_CONDITION, pv_tokens_text(w, until, last));
	return true;
}

/* "a break fee of" behind "without any": what is not to be paid */
static bool
without(const struct pv_tokens *w, uint32_t i)
{
	uint32_t lo = i > 5 ? i - 5 : 0;

	for (; i > lo; i--) {
		if (pv_token_in(w, i - 1, "no|without|nor|not|free"))
			return true;
	}
	return false;
}

/*
 * What a way out costs, or how long one waits for it: "may end it, but must
 * then pay a quarter of the charges"; of such a right alone it is a limit.
 */
static bool
costs(struct sequel *q, const struct pv_tokens *w, uint32_t first,
    uint32_t last)
{
	static const char *const prices[] = {
		"break|breakage|exit|early-exit|termination|cancellation|"
		"cancelation|buy-out|kill|unwind|break-up ~1 fee|fees|charge|"
		"charges|premium|payment|penalty|indemnity|compensation|sum|"
		"price|costs", "but|if|provided|and ~8 pay|pays|paid|paying|"
		"reimburses|reimburse|refunds|refund ~6 fee|premium|quarter|"
		"third|half|tenth|percent|%|months|month's|remaining|"
		"unamortized|unamortised|compensation|indemnity|investment",
		"accompanied|against|upon|by by? payment|certified|funds|"
		"paying", "forfeits|forfeit|loses|lose the|its|their deposit|"
		"prepayment|advance", "none before|during|until",
		"at|on each|the # anniversary", "at each anniversary",
		"not ~4 before|during|within|in the ~1 first|initial|"
		"second|third|# ~2 year|years|months|anniversary|period|term",
		"no ~2 sooner|earlier than", NULL
	};

	for (uint32_t i = first; i < last; i++) {
		uint32_t n = pv_phrase_any(w, i, prices);

		if (n == 0 || without(w, i))
			continue;
		pv_state_add(q->st, PV_ATTR_CONDITION,
		    pv_tokens_text(w, i, last));
		return true;
	}
	return false;
}

/* What only a trigger or a way out is limited by. */
static bool
limits_effect(struct sequel *q, const struct pv_tokens *w, uint32_t first,
    uint32_t last)
{
	const unsigned rulings = q->r->s.rulings;

	if (rulings & PV_RULING_DECOUPLES)
		return contested(q, w, first, last);
	return (rulings & PV_RULING_RIGHT) && costs(q, w, first, last);
}

/* Whether this sentence limits the one that the match stands in. */
static bool
limits(struct sequel *q)
{
	const unsigned rulings = q->r->s.rulings;
	const bool effect = rulings & PV_RULING_EFFECT;
	const bool counts = rulings & (PV_RULING_TIERS | PV_RULING_MEASURE);

	if (pv_phrase_any(&q->w, 0, exceptions) > 0 ||
	    pv_phrase_any(&q->w, 0, overriding) > 0 ||
	    ((rulings & PV_RULING_RESTRAINS) &&
	    pv_phrase_any(&q->w, 0, frees) > 0)) {
		pv_state_add(q->st, PV_ATTR_CARVE_OUT, q->text);
		return true;
	}
	if (!effect && pv_phrase_any(&q->w, 0, rows) > 0 &&
	    (add_day(q, 0) || bounded(&q->w, 0)))
		return true;
	if (effect && limits_effect(q, &q->w, 0, q->w.n))
		return true;
	return clause_told_back(q, effect) || excluded(q, counts) ||
	    (!effect && (forfeited(q) || nothing_owed(q))) ||
	    (!counts && dated_out(q));
}

static bool
limits_text(struct sequel *q, struct pv_span text, bool own)
{
	q->text = text;
	pv_reading_words(q->r, text, &q->w);
	return (own || pv_phrase_any(&q->w, 0, goes_on) > 0) && limits(q);
}

/* Behind the match's own clause: "...; this right ends in May 2030" */
static bool
rest_limits(struct sequel *q)
{
	const struct pv_scope *s = &q->r->s;
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->to; i < s->last; i++) {
		uint32_t n = pv_phrase(w, i, ";|, and? however? ,?");

		if (n > 0 && (pv_token_is(w, i, ";") || n > 1 ||
		    pv_token_is(w, i + n, "but")) &&
		    pv_token_in(w, i + n, "this|that|such|these|the|but|leave|"
		    "consent|approval|neither") &&
		    limits_text(q, pv_tokens_text(w, i + n, s->last), true))
			return true;
	}
	return false;
}

/* The match's own sentence says it: "The ceiling does not apply to fraud" */
static bool
tells_back(struct sequel *q, struct pv_span text)
{
	const struct pv_tokens *w = &q->w;
	uint32_t i, end;

	q->text = text;
	pv_reading_words(q->r, text, &q->w);
	i = pv_phrase_any(w, 0, pointers);
	end = i + SUBJECT_WORDS;
	if (i == 0 && pv_token_in(w, 0, pronouns)) {
		i = 1;
		end = i + PRONOUN_WORDS;
	}
	for (; i > 0 && i < w->n && i < end; i++) {
		uint32_t n = pv_phrase_any(w, i, shrinks);

		if (pv_token_in(w, i, ",|;|:|.|that|which"))
			break;
		if (n == 0)
			continue;
		add_limit(q, i, i + n);
		return true;
	}
	return false;
}

bool
pv_reading_sequel(const struct pv_reading *r, struct pv_state *st)
{
	const struct pv_version *v = r->in->version;
	size_t at = r->in->unit->sentence;
	struct sequel q = { .r = r, .st = st };

	if ((r->s.rulings & PV_RULING_EFFECT) ?
	    limits_effect(&q, r->s.w, r->s.first, r->s.last) :
	    rest_limits(&q))
		return true;
	if (r->s.loose && !(r->s.rulings & PV_RULING_EFFECT) &&
	    tells_back(&q, pv_version_text(v, v->sentences[at].at)))
		return true;
	for (size_t i = at + 1; i < v->nsentences && i <= at + PV_SEQUELS; i++) {
		const bool own =
		    v->sentences[i].clause == v->sentences[at].clause;

		if (limits_text(&q, pv_version_text(v, v->sentences[i].at), own))
			return true;
		if (!own)
			break;
	}
	return false;
}
