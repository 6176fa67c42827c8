/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/hedge.h"

#include "rule/when.h"

static const struct pv_words none = { 0, 0 };

/* A main clause begins behind the comma at k. */
static bool
new_clause(const struct pv_scene *s, uint32_t k, uint32_t from)
{
	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (a->verb > k && a->open <= k + 1 && a->open > from &&
		    a->subject.to > a->subject.from &&
		    a->subject.from >= a->open && !a->under)
			return true;
	}
	return false;
}

uint32_t
pv_hedge_end(const struct pv_scene *s, uint32_t from)
{
	const struct pv_sense *x = &s->x;
	uint32_t depth = 0;
	bool several = pv_phrase(x->w, from, "the? earlier|earliest|later|"
	    "latest|first|last|sooner to? occur? of") > 0;

	for (uint32_t k = from; k < x->last; k++) {
		if (pv_token_is(x->w, k, "("))
			depth++;
		if (pv_token_is(x->w, k, ")")) {
			if (depth == 0)
				return k;
			depth--;
		}
		if (depth > 0 || k == from)
			continue;
		if (pv_token_in(x->w, k, ";|:") || (pv_token_is(x->w, k,
		    ".") && (k + 1 >= x->last ||
		    pv_token_capital(x->w, k + 1))))
			return k;
		if (pv_token_is(x->w, k, ",") && !several &&
		    new_clause(s, k, from))
			return k;
		if (pv_token_is(x->w, k, ",") && pv_token_in(x->w, k + 1,
		    "unless|provided|except|save|but|so|which|it|whereupon|"
		    "being|after|thereafter|at"))
			return k;
		if (pv_phrase(x->w, k, ", as to|for|regards") > 0)
			return k;
		if (pv_token_in(x->w, k, "unless|provided|thereafter"))
			return k;
		if (pv_phrase(x->w, k, "and not|only|then|thereafter|no|is|"
		    "shall|will|may|non-exclusive") > 0 && !several)
			return k;
	}
	return x->last;
}

/* "which may be placed anywhere", "as to whom ...": told of it besides. */
static const char *const asides[] = {
	", which|who|whom|whose", ", as to|for|in|defined|confirmed|described|"
	"set|provided", ", in respect of|to which|whom", ", each|any|all|some|"
	"one of whom|which", ", for|by|under|with|from which|whom", ", it being",
	", such", ", so that", ", and? with|without the exception",
	", and? provided|subject|except", ", then", "( as|see",
	", in which event|case|circumstance", ", whereupon", NULL
};

/*
 * Where the main clause begins that runs on without a comma: "until the end
 * of Year 4 | is sold", "other than A | shall"; or `to`.
 */
static uint32_t
runs_on(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	const struct pv_sense *x = &s->x;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];
		uint32_t at = a->subject.from > from ? a->subject.from :
		    a->verb;

		if (a->verb <= from || a->verb >= to || a->under ||
		    a->open > from || at <= from ||
		    a->subject.to <= a->subject.from ||
		    pv_word_is(x, at - 1, PV_WORD_CONJ | PV_WORD_MARK))
			continue;
		return at;
	}
	return to;
}

uint32_t
pv_hedge_trim(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	for (uint32_t k = from + 1; k < to; k++) {
		if (pv_phrase_any(s->x.w, k, asides) > 0)
			return k;
	}
	return to;
}

#define UNITS "year|years|month|months|week|weeks|day|days|quarter|" \
    "quarters|hours"

static const char *const counts[] = {
	"a|one ( # )", "# # # ( # )", "# # ( # )", "# ( # )", "# # #", "# #",
	"#", "a|an|one", NULL
};

/* "for two years from selling": what is not done, and no day. */
static bool
gerund(const struct pv_sense *x, uint32_t k)
{
	struct pv_span s = pv_token(x->w, k + 1);

	return pv_token_is(x->w, k, "from") && pv_span_ends(s, PV_SPAN("ing")) &&
	    !pv_token_capital(x->w, k + 1);
}

/* "two (2) years [from ...]" at i: its end, or i. */
static uint32_t
period_at(const struct pv_scene *s, uint32_t i)
{
	const struct pv_sense *x = &s->x;
	uint32_t k = i, n, end;

	k += pv_phrase(x->w, k, "a|an|the further|additional|initial? "
	    "period|term of|not|up to? exceed|exceeding?");
	k += pv_phrase(x->w, k, "the|its? first|initial|next|following");
	k += pv_phrase(x->w, k, "the|its");
	n = pv_phrase_any(x->w, k, counts);
	if (n == 0)
		return i;
	k += n;
	k += pv_phrase(x->w, k, "consecutive|full|calendar|contract|business");
	if (!pv_token_in(x->w, k, UNITS))
		return i;
	k++;
	if (pv_phrase(x->w, k, "from|after|following|commencing|beginning|"
	    "starting|of|as|immediately|which|that|thereafter") == 0 ||
	    gerund(x, k))
		return k;
	if (pv_token_is(x->w, k, "thereafter"))
		return k + 1;
	end = pv_hedge_end(s, k);
	/* no comma: up to the subject of what is done */
	for (size_t a = 0; a < s->nacts; a++) {
		uint32_t from = s->acts[a].subject.from;

		bool main = !s->acts[a].under || (from > k + 1 &&
		    pv_word_is(x, s->acts[a].verb, PV_WORD_MODAL));

		if (from > k && from < end && main &&
		    s->acts[a].subject.to > from)
			return from;
	}
	return end;
}

/*
 * Where a counted period ends that begins at `from` and was cut at `to`:
 * "the twelve months | which follow Launch", "two years | after X has paid".
 */
static uint32_t
period_whole(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	uint32_t end;

	if (!pv_token_in(s->x.w, to - 1, UNITS) || gerund(&s->x, to))
		return to;
	from += pv_phrase(s->x.w, from, "for|during|over|within");
	end = period_at(s, from);
	return end > to ? end : to;
}

uint32_t
pv_hedge_noun(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	to = pv_hedge_trim(s, from, runs_on(s, from, to));
	return period_whole(s, from, to);
}

/* Not "for thirty days" of a failure, a notice or a cure. */
static bool
of_something_else(const struct pv_scene *s, const struct pv_event *e,
    uint32_t i, uint32_t to)
{
	return (i >= e->opener.from && i < e->what.to) ||
	    pv_token_in(s->x.w, to, "notice|notices|prior|written|period|"
	    "'|advance") ||
	    pv_phrase(s->x.w, i, "~6 prior|written|notice") > 0;
}

static const char *const ends[] = {
	"cease|ceases|lapse|lapses|terminate|terminates|expire|expires|end|"
	"ends|ending|expiring|fall|falls ~4 on|upon|at|when|with",
	NULL
};

/* Words behind which a date is the last day. */
static const char *const lasts[] = {
	"ends|end|through|until|till|before", "runs|run|ran out on",
	"not|no beyond|later|longer than?", "not after", NULL
};

static struct pv_words
find_until(const struct pv_scene *s, const struct pv_event *e)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n, to;

		if (pv_token_in(x->w, i, "until|till") &&
		    !pv_token_in(x->w, i - 1, "not|and|effective"))
			return (struct pv_words){ i + 1,
			    pv_hedge_end(s, i + 1) };
		n = pv_phrase_any(x->w, i, ends);
		if (n > 0 && !pv_scene_is(s, "agi-trigger|termination|"
		    "change-of-control|scale-threshold|audit"))
			return (struct pv_words){ i + n,
			    pv_hedge_end(s, i + n) };
		if (pv_token_in(x->w, i, "for|during|over|within|throughout") &&
		    (to = period_at(s, i + 1)) > i + 1 &&
		    !of_something_else(s, e, i + 1, to) &&
		    (!pv_token_is(x->w, i, "within") ||
		    pv_scene_is(s, "non-compete")))
			return (struct pv_words){ i + 1, to };
		n = pv_phrase(x->w, i, "for|in|of|during the? calendar|"
		    "contract|fiscal? year|years # and? #?");
		if (n > 0)
			return (struct pv_words){ i + 1 + pv_phrase(x->w,
			    i + 1, "the"), i + n };
		n = pv_phrase(x->w, i, "to|through the end of");
		if (n > 0)
			return (struct pv_words){ i + 1,
			    pv_hedge_end(s, i + 1) };
		if (pv_token_in(x->w, i, "during|within|throughout") &&
		    (to = pv_noun_end(x, i + 1)) > i + 1 &&
		    pv_token_in(x->w, to - 1, "period|window") &&
		    pv_word_is(x, to - 1, PV_WORD_CAP))
			return (struct pv_words){ i + 1, to };
		n = pv_phrase(x->w, i, "expires|expiry|expiration|ends|end ~2 "
		    ":|(");
		if (n > 0 && pv_when_at(x->w, i + n, NULL) > 0)
			return (struct pv_words){ i + n, i + n +
			    pv_when_at(x->w, i + n, NULL) };
		n = pv_phrase_any(x->w, i, lasts);
		if (n > 0 && pv_when_at(x->w, i + n, NULL) > 0)
			return (struct pv_words){ i + n, i + n +
			    pv_when_at(x->w, i + n, NULL) };
		n = pv_phrase(x->w, i, "for|in|during|over the ~5 quarter|"
		    "quarters|months|half of #");
		if (n > 0)
			return (struct pv_words){ i + 1, i + n };
		/* "expires eighteen (18) months after delivery" */
		n = pv_phrase(x->w, i, "expires|expire|lapses|lapse|ends|end|"
		    "ceases|cease");
		if (n > 0 && period_at(s, i + 1) > i + 1 &&
		    !pv_scene_is(s, "agi-trigger|termination"))
			return (struct pv_words){ i + 1, period_at(s, i + 1) };
	}
	return none;
}

struct pv_words
pv_hedge_until(const struct pv_scene *s, const struct pv_event *e)
{
	struct pv_words v = find_until(s, e);

	if (v.to > v.from)
		v.to = pv_hedge_noun(s, v.from, v.to);
	return v;
}

/* Condition */

struct opening {
	bool keep;                  /* the opening words belong to it */
	const char *phrase;
};

static const struct opening conditions[] = {
	{ true, "provided|providing ,? however|always|further? ,? that" },
	{ true, "for? so|as long as" }, { true, "for no longer than" },
	{ true, "only while|if|when|where|after|upon|with" },
	{ true, "on condition that" }, { true, "only in|within|under|if" },
	{ true, "but|and? not before|earlier|while|when|if" },
	{ true, "under the reserve|condition that" }, { true, "unless" },
	{ false, "during any|each? period|time in|for|when which?" },
	{ true, "subject to @" }, { true, "subject to ~5 outcome|approval|"
	    "receipt|satisfaction|completion|availability|payment" },
	{ true, "while|whilst" }, { true, "by paying" },
	{ true, "conditional|conditioned|contingent|depending on|upon" },
	{ true, "if" }, { true, "on|upon payment|receipt|completion|delivery|"
	    "acceptance|approval of" },
	{ true, "when|where|once" }, { true, "on the date on which" },
	{ true, "on or after" }, { true, "upon the? ~4 of" },
	{ true, "on the making|entry|giving|happening|occurrence|passing|"
	    "coming|commencement|opening" },
	{ true, "on giving|paying|receiving|signing" },
	{ true, "only? with the|its|their ~3 approval|consent|permission|"
	    "leave|authorisation|authorization|agreement of" },
};

static const char *const boilerplate[] = {
	"subject to ~3 terms|provisions|section|article|clause|agreement|"
	"law|laws|confidentiality|conditions", "unless otherwise|earlier|"
	"sooner", "unless ~4 terminated|agree|agreed|extended|renewed",
	"if any", "if applicable|necessary|required|requested|available",
	"provided in|by|for|under|to|herein|hereunder|further? ( ",
	"where applicable|required|appropriate", "when due|made|used|and",
	"upon ~3 notice|request|expiry|expiration|termination",
	"if and only? to the extent", NULL
};

#define PROVISOS 9                      /* of them */

static struct pv_words
find_condition(const struct pv_scene *s, const struct pv_event *e,
    size_t nopenings)
{
	const struct pv_sense *x = &s->x;

	for (size_t k = 0; k < nopenings; k++) {
		for (uint32_t i = x->first; i < x->last; i++) {
			uint32_t n = pv_word_grammar(x, i) ?
			    pv_phrase(x->w, i, conditions[k].phrase) : 0;
			uint32_t from, to;

			if (n == 0 || pv_phrase_any(x->w, i, boilerplate) > 0)
				continue;
			if (i > x->first && pv_token_in(x->w, i - 1,
			    "as|even|whether|not|than|except|save"))
				continue;
			from = conditions[k].keep ? i : i + n;
			to = pv_hedge_end(s, i + n);
			if (i == e->opener.from && e->what.to > e->what.from)
				to = e->what.to;
			to = pv_word_is(x, i, PV_WORD_PREP) ?
			    pv_hedge_noun(s, i + n, to) :
			    pv_hedge_trim(s, i + n, to);
			if (to > i + n)
				return (struct pv_words){ from, to };
		}
	}
	return none;
}

struct pv_words
pv_hedge_condition(const struct pv_scene *s, const struct pv_event *e)
{
	return find_condition(s, e, sizeof(conditions) / sizeof(*conditions));
}

struct pv_words
pv_hedge_proviso(const struct pv_scene *s, const struct pv_event *e)
{
	return find_condition(s, e, PROVISOS);
}

/* Carve-out */

static const char *const carvings[] = {
	"not ~2 apply|extend|applicable ~3 to", "does|shall not ~2 apply|"
	"extend|restrain|restrict|cover|include|limit|affect|bind|reach|touch|"
	"catch|concern|govern|pertain to?",
	"with the exception of", "except|save|excepting ~3 for|that|to|in|"
	"case|of? the? case? of?", "excluding", "except|save", "other than",
	"but not? where|for|to", "never covers|cover|reaches|extends|extend|"
	"includes|applies to?", "no ~3 consent|approval ~3 needed|required|"
	"necessary for|to", "outside|outwith the scope of?", NULL
};

/* "X is exempt from it", "X falls outside it": the subject is carved out. */
static const char *const leavings[] = {
	"are|is|be|remain ~1 excluded|exempt|exempted|excepted|free from",
	"are|is|be|falls|fall|remain|remains|stay|stays outside|outwith",
	"are|is|be not ~1 subject to", "are|is|be not ~1 covered by|affected",
	"do|does|shall not ~1 count", NULL
};

static struct pv_words
carved_subject(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];
		uint32_t v = a->verb;

		if (pv_word_is(x, v, PV_WORD_MODAL))
			v++;
		if (pv_phrase_any(x->w, v, leavings) == 0 || a->under ||
		    a->subject.to <= a->subject.from)
			continue;
		return (struct pv_words){ a->subject.from, a->verb };
	}
	return none;
}

/* Save where it stands first, a carve-out ends at the main clause's comma. */
static uint32_t
carving_end(const struct pv_scene *s, uint32_t i, uint32_t from)
{
	const struct pv_sense *x = &s->x;
	uint32_t end = pv_hedge_end(s, from);

	for (uint32_t k = from; i == x->first && k < end; k++) {
		if (pv_token_is(x->w, k, ",") && pv_word_is(x, k + 1,
		    PV_WORD_DET | PV_WORD_PRON | PV_WORD_CAP) &&
		    !pv_token_in(x->w, k + 1, "other|another"))
			end = k;
	}
	return end;
}

/* "Batch jobs excepted, the Carrier shall": what stands before it. */
static struct pv_words
excepted(const struct pv_sense *x)
{
	for (uint32_t i = x->first + 1; i < x->last && i < x->first + 16;
	    i++) {
		if (pv_token_in(x->w, i, ",|;|."))
			break;
		if (pv_phrase(x->w, i, "excepted|aside|apart ,") > 0 &&
		    !pv_token_in(x->w, x->first, "that|this|these|such"))
			return (struct pv_words){ x->first, i };
	}
	return none;
}

/* "no seat shall be resold to X", "liability of Y for X": X of it. */
static uint32_t
past_lead(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	const struct pv_tokens *w = s->x.w;
	uint32_t n = pv_phrase(w, from, "the? ~5 liability ~6 for");

	if (n > 0 && pv_scene_is(s, "liability-cap") && from + n < to)
		return from + n;
	n = pv_phrase(w, from, "no ~5 shall|may|will be * to|by|for|in");
	return n > 0 && from + n < to ? from + n : from;
}

struct pv_words
pv_hedge_carve_out(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	if (excepted(x).to > 0)
		return excepted(x);
	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = pv_word_grammar(x, i) ?
		    pv_phrase_any(x->w, i, carvings) : 0, to;

		if (n == 0)
			continue;
		if (pv_token_in(x->w, i, "other|except|save|excluding") &&
		    !pv_token_is(x->w, i + n - 1, "that") &&
		    (pv_scene_actor_at(s, i + n) < s->nactors ||
		    pv_phrase(x->w, i, "except|save ~2 as|with|upon ~6 "
		    "provided|set|permitted|consent|otherwise") > 0))
			continue;
		to = pv_hedge_trim(s, i + n, carving_end(s, i, i + n));
		if (to > i + n)
			return (struct pv_words){ past_lead(s, i + n, to),
			    to };
	}
	return carved_subject(s);
}
