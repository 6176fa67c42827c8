/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/limit.h"

#include "rule/admit.h"
#include "rule/opener.h"
#include "rule/ruling.h"
#include "rule/when.h"

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
	return !month_of_may(w, i) && pv_token_in(w, i,
	    "shall|will|must|may|is|are|was|were|has|"
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

bool
pv_token_resumes(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	if (pv_token_in(w, i + 1, "and|or|but|which|including|in|whether"))
		return false;
	for (uint32_t n = 1; n <= 10 && i + n < last; n++) {
		if (pv_token_in(w, i + n, "shall|will|may|must|agrees|hereby|"
		    "grants|appoints|has|have|is|are|becomes|can|cannot|"
		    "confirms|acknowledges|retains|reserves|remains|remain|"
		    "licenses|authorizes|authorises|permits|accepts"))
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
	    pv_phrase(w, k, "where ~12 may") > 0 ||
	    pv_phrase(w, k, "~4 is|are not covered|included|caught|bound") >
	    0 ||
	    pv_phrase(w, k, "in each case") > 0 ||
	    pv_phrase(w, k, "this|the|such ~6 not apply|extend") > 0;
}

/* ", and will keep it so until": who does it has been told. */
static bool
same_subject(const struct pv_tokens *w, uint32_t i)
{
	return pv_phrase(w, i, ", and|but|or ~1 shall|will|may|must|is|are") > 0;
}

/* The tokens whose limits are the match's: [*lo, *hi). */
static void
reach(const struct pv_scope *s, uint32_t to, uint32_t *lo, uint32_t *hi)
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
	for (i = to; i < s->last; i++) {
		if (pv_token_is(w, i, ";") && !goes_on(w, i))
			break;
		if (pv_token_is(w, i, ",") &&
		    pv_token_new_clause(w, i, s->last) &&
		    !(same_subject(w, i) && s->loose && (s->rulings &
		    (PV_RULING_RESTRAINS | PV_RULING_RIGHT))) &&
		    pv_phrase(w, i, ", but the|each? @ may|can still|also|"
		    "continue|keep|nevertheless|use|serve|sell|host|buy|deal|"
		    "itself") == 0 &&
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
		    (pv_token_resumes(w, k, last) || pv_token_new_clause(w, k, last)))
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

/* The first comma within the match that neither lists nor adds, or 0. */
static uint32_t
first_comma(const struct pv_scope *s, uint32_t from)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t k = from + 1; k + 3 < s->to; k++) {
		if (pv_token_is(w, k, "("))
			return 0;
		if (pv_token_is(w, k, ","))
			return pv_token_in(w, k + 1, "and|or|but|which|that|"
			    "including|in|whether|as|who|however") ? 0 : k;
	}
	return 0;
}

/* What follows the comma before token `at`, in the same clause; or 0. */
static uint32_t
clause_comma(const struct pv_scope *s, uint32_t at)
{
	for (at--; at > s->first && !pv_token_finite(s->w, at); at--) {
		if (pv_token_is(s->w, at, ","))
			return at + 1;
	}
	return 0;
}

/* ", if accorded sole credit, be": an aside ends with its second comma. */
static uint32_t
aside_end(const struct pv_scope *s, uint32_t at, uint32_t from)
{
	const struct pv_tokens *w = s->w;

	/* it may hold more: "may, at its expense and only if asked, sell" */
	while (at > s->first && pv_token_in(w, at, "if|while|when|where|"
	    "after|once|upon|only|during|until|unless") &&
	    pv_token_in(w, at - 1, "and|but"))
		at = clause_comma(s, at);
	if (at < s->first + 2 || !pv_token_is(w, at - 1, ",") ||
	    !(pv_token_finite(w, at - 2) || pv_token_in(w, at - 2, "and|that|"
	    "but|which|not")))
		return 0;
	for (uint32_t k = from + 1; k + 1 < s->last && k < from + 40; k++) {
		if (pv_token_is(w, k, ","))
			return k;
		if (pv_token_in(w, k, ";|("))
			return 0;
	}
	return 0;
}

/* What a sentence opens with before its main clause. */
static const char *const heads[] = {
	"if|unless|should|where|when|while|whilst|once|until|upon|after|"
	"following|except|save|subject|insofar|failing|before|during|"
	"notwithstanding", "to the extent", "in so far", "in the event",
	"in case", "for? so|as long|far as", "without",
	"in recognition|view|light|reliance|consideration", "prior to",
	"provided|providing", NULL
};

/* Where the main clause begins, by the first comma of [from, to); or 0. */
static uint32_t
main_clause(const struct pv_scope *s, uint32_t from, uint32_t to)
{
	if (pv_phrase_any(s->w, s->first, heads) == 0)
		return 0;
	for (uint32_t k = from; k < to; k++) {
		if (pv_token_is(s->w, k, ",") &&
		    (k + 1 == s->from || pv_token_resumes(s->w, k, s->last)))
			return k + 1;
	}
	return 0;
}

uint32_t
pv_limit_head(const struct pv_scope *s)
{
	uint32_t k = main_clause(s, s->first, s->from);

	return k > 0 ? k : s->first;
}

bool
pv_limit_spans(const struct pv_scope *s)
{
	return main_clause(s, s->first, s->from) == 0 &&
	    main_clause(s, s->from, s->to) > 0;
}

/*
 * Where a value that stands before the match ends: the last comma before the
 * verb of the match's own clause.  0 when the match stands inside it.
 */
static uint32_t
extent_before(const struct pv_scope *s, uint32_t at, uint32_t from)
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
		    (pv_token_resumes(w, k, s->last) || k + 1 == s->from))
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
	if (verbs >= 2 || (starts && s->from > from + 2))
		return s->from;
	return at == s->first ? first_comma(s, from) : 0;
}

/* "from Completion | carry on": a name is behind, and no part of it comes. */
static bool
named_before(const struct pv_tokens *w, uint32_t k)
{
	return pv_token_capital(w, k - 1) && !pv_token_capital(w, k) &&
	    !pv_token_in(w, k, "of|to|under|in|for|by|date|day|hereof|hereto|"
	    "set|is|at|the|'|(|#") && w->t[k].kind == PV_TOK_WORD;
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
	    "starting|of|as|immediately|thereafter|ending") &&
	    !(pv_token_is(w, k, "from") && pv_span_ends(pv_token(w, k + 1),
	    PV_SPAN("ing")))) {
		while (k < last && k < i + n + 14 &&
		    !pv_token_in(w, k, ",|;|)|.|and|or|shall|will|is|unless|"
		    "thereafter") && !named_before(w, k))
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

	if (n == 0 && pv_token_period(w, from))
		least = from + 2;
	else if (n == 0)
		return 0;
	if (least > s->from)
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

	uint32_t end = s->from;

	if (!pv_token_in(w, at, "upon|on|after|following|failing|against|at|"
	    "prior|before|pending"))
		return 0;
	while (k < s->to + 4 && !pv_token_finite(w, k) &&
	    !pv_token_in(w, k, "that|which|who|when|where|if"))
		k++;
	if (!pv_token_finite(w, k))
		return 0;
	while (end > from + 1 && pv_token_capital(w, end - 1))
		end--;
	if (k >= s->from)
		return end;
	for (uint32_t i = k + 1; i < s->from; i++) {
		if (pv_token_finite(w, i) && !pv_token_finite(w, i - 1))
			return 0;
	}
	while (k > from + 1 && !pv_token_in(w, k, "the|its|their|each|any|it|"
	    "they|no"))
		k--;
	return k;
}

/* Fill *l from an opener at i whose words end at `from`. */
static bool
take(const struct pv_scope *s, const struct pv_opener *o, struct pv_limit *l,
    uint32_t i, uint32_t from)
{
	const struct pv_tokens *w = s->w;
	uint32_t to;

	*l = (struct pv_limit){ .kind = o->kind, .at = i };
	if (o->flags & PV_OPENER_ECHO) {
		l->from = pv_limit_count_before(s, i);
		l->to = period_end(w, l->from, i);
		return l->to > l->from;
	}
	/* a lead-in that ends with the opener: its items are the value */
	if (i >= s->to && (from >= s->last ||
	    (from + 1 == s->last && pv_token_is(w, from, ":")))) {
		l->from = l->to = from;
		return true;
	}
	if (o->kind == PV_LIMIT_SUNSET && pv_when_at(w, from, NULL) > 0) {
		to = from + pv_when_at(w, from, NULL);
	} else if (o->kind == PV_LIMIT_SUNSET && blacked_out(w, from) &&
	    pv_token_in(w, i, "until|till")) {
		to = from + 1;
	} else if (i < s->from && o->kind == PV_LIMIT_SUNSET &&
	    ((o->flags & PV_OPENER_DATED) || pv_token_period(w, from) ||
	    pv_phrase(w, from, "# ~4 year|years|month|months|week|weeks|day|"
	    "days after|from|following") > 0) &&
	    (to = period_before(s, from)) > 0) {
		;
	} else if ((to = aside_end(s, i, from)) > 0) {
		;
	} else if (i < s->from) {
		to = extent_before(s, i, from);
		if (to == 0)
			to = adverbial(s, i, from);
		if (to == 0 && (o->flags & PV_OPENER_WITH) &&
		    (o->kind == PV_LIMIT_SUNSET ||
		    pv_token_is(w, from - 1, "then")))
			to = from;
		if (to == 0 && o->kind == PV_LIMIT_SUNSET &&
		    i > s->first && pv_token_finite(w, i - 1) + pv_token_in(w,
		    i - 1, "not|,") > 0)
			to = s->from;
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
	if ((o->flags & PV_OPENER_CONSIDER) &&
	    pv_limit_names_holder(s, i, from, to))
		return false;
	l->from = o->flags & PV_OPENER_WITH ? i : from;
	l->to = to;
	l->redacted = pv_tokens_redacted(w, from, to);
	return to > l->from;
}

/* Where ", in each case until" goes on about all clauses of the sentence. */
static uint32_t
in_each_case(const struct pv_scope *s, uint32_t i)
{
	for (; i < s->last; i++) {
		uint32_t n = pv_phrase(s->w, i, "in each|either|both case|cases|"
		    "instance");

		if (n > 0)
			return i + n;
	}
	return s->last;
}

/*
 * A loose match is a word or three, which may stand anywhere in what makes
 * the provision: the verb of its clause stands for it, behind what opens the
 * clause ("Once the list is | signed, the Dealer | may").
 */
static struct pv_scope
by_verb(const struct pv_scope *s)
{
	struct pv_scope t = *s;
	uint32_t i;

	while (t.first < s->from && pv_token_in(s->w, t.first, "(|-"))
		t.first++;
	for (i = s->from; i > t.first; i--) {
		if (pv_token_is(s->w, i - 1, ";") && !goes_on(s->w, i - 1))
			break;
	}
	t.first = i;
	t.from = s->last;
	i = pv_limit_head(&t);
	while (i < s->last && !pv_token_finite(s->w, i))
		i++;
	t.first = s->first;
	t.from = i < s->last ? i : s->from;
	t.to = t.from + 1;
	return t;
}

/* Length of the first opener at token i that is admitted, and which; or 0. */
static uint32_t
opened(const struct pv_scope *s, uint32_t i, uint32_t lo,
    const struct pv_opener **out)
{
	const struct pv_opener *o = pv_openers();
	const struct pv_phrases phrases = { o, sizeof(*o) };
	uint32_t len;

	for (size_t k = 0; (len = pv_phrase_first(s->w, i, phrases, &k)) > 0;
	     k++) {
		*out = &o[k];
		if (pv_limit_admits(s,
		    &(struct pv_opening){ &o[k], i, i + len, lo }))
			break;
	}
	return len;
}

static size_t
find_limits(const struct pv_scope *s, struct pv_limit out[PV_LIMITS],
    uint32_t to)
{
	uint32_t lo, hi, i;
	size_t n = 0;

	reach(s, to, &lo, &hi);
	i = s->first;
	while (n < PV_LIMITS) {
		const struct pv_opener *o;
		uint32_t len;

		if (i >= hi && hi < s->last) {
			i = in_each_case(s, i);
			hi = s->last;
		}
		if (i >= hi)
			break;

		/* a condition at the head of a sentence governs all of it */
		if (i > s->first && i < lo) {
			i++;
			continue;
		}
		len = opened(s, i, lo, &o);
		if (len == 0) {
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

size_t
pv_limits(const struct pv_scope *s, struct pv_limit out[PV_LIMITS])
{
	size_t n = find_limits(s, out, s->to);
	struct pv_scope verb;

	if (!s->loose || (s->rulings & PV_RULING_EXCEPTS))
		return n;
	for (size_t i = 0; i < n; i++) {
		if (!out[i].holds_match)
			return n;
	}
	verb = by_verb(s);
	n = find_limits(&verb, out, s->to > verb.to ? s->to : verb.to);
	/* "they do not extend to resale": what the verb itself says */
	while (n > 0 && out[n - 1].at <= verb.from &&
	    out[n - 1].from > verb.from)
		n--;
	return n;
}
