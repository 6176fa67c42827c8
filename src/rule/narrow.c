/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/reading.h"

#include "rule/when.h"

/* What becomes of a right that the match names: it ends, rests or shrinks. */
static const char *const ends[] = {
	"shall|will|may|must automatically|thereupon|forthwith|then|"
	"immediately|also|not? cease|terminate|expire|lapse|end|fall|revert|"
	"step|drop|reduce",
	"shall|will|may|must|to|is|are ~3 come|comes to an end",
	"comes|come to an end", "is|are at an end",
	"shall|will|may|must|to ~2 be ~2 suspended|extinguished|reduced|"
	"excluded|halved|lifted|terminated|revoked|cancelled|lost|ended|"
	"withdrawn|converted|forfeited",
	"is|are suspended|excluded|excepted|reduced|halved|lost|forfeited|"
	"outside",
	"ceases|lapses|ends|expires|terminates|ceases|lapse|stops|stop",
	"fall|falls away|in|to|back|off|silent", "runs|run to|until", NULL
};
static const char *const shrinks[] = {
	"shall|does|do|will|may|can|is|are not ~1 apply|extend|reach|cover|"
	"bind|restrain|include|run|catch",
	"is|are not ~1 offered|available|included under|in|within",
	"doesn't|don't|won't apply|extend|reach|cover|bind|include|run",
	"shall|will be of no effect|force with|in|as", "stops at|short|"
	"covering", "applies|apply|extends|extend ~2 only|to|up", NULL
};
/* "Liability stops at the price": how far it goes is what a limit says */
static const char *const measures[] = {
	"stops|stop|ends|end|falls|fall|is|are reduced|limited? at|to",
	"applies|apply|extends|extend ~2 to", NULL
};
/* "from the date hereof" is now; any other time is yet to come. */
static const char *const at_once[] = {
	"as|from|with|effective|on|upon ~3 the|this ~3 date|time hereof|of ~3 "
	"amendment|deed|letter|signature|signing",
	"as|from|on|upon|with effect? of|from? the|this|such? ~3 amendment|"
	"closing|signing|restatement|signature date?",
	"upon|on the? execution|signature|signing|delivery hereof|of",
	"with|by this letter|amendment|deed|notice|email|protocol",
	"with immediate effect", NULL
};

static bool
now(const struct pv_scope *s)
{
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_phrase_any(s->w, i, at_once) > 0)
			return true;
	}
	return false;
}

/* An event, a time or a class that the end hangs on. */
static bool
hangs_on(const struct pv_scope *s, const struct pv_limit *l, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!l[i].holds_match)
			return true;
	}
	for (uint32_t i = s->to; i < s->last; i++) {
		if (s->w->t[i].kind == PV_TOK_NUMBER)
			return true;
	}
	for (uint32_t i = s->first; i < s->last; i++) {
		if (pv_token_in(s->w, i, "upon|when|once|after|if|where|"
		    "failing|following|during|whenever|until|should|unless|"
		    "whose|to|with|on|at|in|by") &&
		    !pv_token_in(s->w, i + 1, "an|effect|no|its"))
			return true;
	}
	return false;
}

/* Whether the match begins its clause: no verb stands before it there. */
static bool
subject(const struct pv_scope *s)
{
	for (uint32_t i = s->from; i > s->first; i--) {
		if (pv_token_in(s->w, i - 1, ",|;|.|:|that|(|and"))
			return true;
		if (pv_token_finite(s->w, i - 1))
			return false;
	}
	return true;
}

/* The predicate of a match that is its subject, or 0. */
static uint32_t
predicate(const struct pv_scope *s, bool *shrunk)
{
	const struct pv_tokens *w = s->w;

	if (!subject(s))
		return 0;
	for (uint32_t i = s->from; i < s->last && i < s->to + 24; i++) {
		if (i > s->from && (s->rulings & PV_RULING_MEASURE) &&
		    pv_phrase_any(w, i, measures) > 0)
			return 0;
		*shrunk = pv_phrase_any(w, i, shrinks) > 0;
		if (i > s->from && (*shrunk || pv_phrase_any(w, i, ends) > 0))
			return i;
		if (pv_token_in(w, i, ";|.|if|when|unless|until|provided") ||
		    (i >= s->from && pv_token_finite(w, i)))
			return 0;
	}
	return 0;
}

/* "This clause shall not apply to a Change of Control of a listed company" */
static bool
spared(const struct pv_scope *s)
{
	uint32_t i = s->from > s->first + 8 ? s->from - 8 : s->first;

	for (; i < s->to; i++) {
		if (pv_phrase(s->w, i, "this|the clause|section|paragraph|"
		    "article|foregoing shall|does|will not apply|extend to a|"
		    "an|any") > 0)
			return true;
	}
	return false;
}

bool
pv_reading_narrowed(struct pv_reading *r)
{
	struct pv_limit l[PV_LIMITS];
	const struct pv_scope *s = &r->s;
	bool shrunk;
	size_t n;

	if (r->positive && (s->rulings & PV_RULING_DECOUPLES) &&
	    spared(s)) {
		pv_reading_settle(r, PV_STANCE_CONDITIONAL);
		return true;
	}
	if ((s->rulings & (PV_RULING_EFFECT | PV_RULING_EXCEPTS)) ||
	    !r->positive || predicate(s, &shrunk) == 0)
		return false;
	n = pv_limits(s, l);
	if (!shrunk && (now(s) || !hangs_on(s, l, n)))
		pv_reading_settle(r, PV_STANCE_REMOVED);
	else
		pv_reading_settle(r, PV_STANCE_CONDITIONAL);
	pv_reading_add_limits(&r->out->now, s, l, n);
	if (r->out->now.stance == PV_STANCE_REMOVED)
		pv_attribute_target(s, &r->out->now);
	return true;
}
