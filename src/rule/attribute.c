/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/attribute.h"

#include "rule/when.h"

#define NOT_NAMES "the|during|if|upon|when|where|subject|notwithstanding|" \
    "except|unless|for|in|to|so|as|on|at|any|all|each|such|this|that|no|" \
    "nothing|until|after|following|provided|section|article|clause|" \
    "agreement|term|schedule|exhibit|effective|date|by|with|both|"\
    "without|once|thereafter|from|in|neither|either"

void
pv_state_add(struct pv_state *st, enum pv_attr_key key, struct pv_span value)
{
	if (value.len == 0 || st->nattrs == PV_STANCE_ATTRS)
		return;
	for (size_t i = 0; i < st->nattrs; i++) {
		if (st->attrs[i].key == key)
			return;
	}
	st->attrs[st->nattrs++] = (struct pv_stance_attr){
		.key = key, .value = value
	};
}

void
pv_state_until(struct pv_state *st, const struct pv_tokens *w, uint32_t from,
    uint32_t to)
{
	char iso[PV_DATE_LEN + 1];
	size_t n = st->nattrs;
	uint32_t len;

	pv_state_add(st, PV_ATTR_UNTIL, pv_tokens_text(w, from, to));
	if (st->nattrs == n)
		return;
	while (from < to && pv_token_in(w, from, "including|on|and|midnight|"
	    "the"))
		from++;
	len = pv_when_at(w, from, iso);
	if (len == 0 || iso[0] == '\0' ||
	    pv_tokens_text(w, from + len, to).len > 0)
		return;
	st->attrs[n].value = pv_span(NULL, 0);
	memcpy(st->attrs[n].date, iso, sizeof(iso));
}

/* Obligor: the subject of the match's verb */

/* A party whose name or alias ends right before token `end`, from lo on. */
static struct pv_span
party_before(const struct pv_stance_in *in, const struct pv_tokens *w,
    uint32_t lo, uint32_t end)
{
	const struct pv_version *v = in->version;
	struct pv_span best = { "", 0 }, words = pv_tokens_text(w, lo, end);
	size_t at = 0;

	if (v == NULL)
		return best;
	for (size_t i = 0; i < v->nparties; i++) {
		struct pv_span names[2] = {
			pv_version_str(v, v->parties[i].alias),
			pv_version_str(v, v->parties[i].name)
		};

		for (size_t k = 0; k < 2; k++) {
			size_t f;

			if (names[k].len == 0)
				continue;
			f = pv_span_find(words, names[k]);
			if (f < words.len && (best.len == 0 || f > at)) {
				best = names[0].len > 0 ? names[0] : names[1];
				at = f;
			}
		}
	}
	return best;
}

/* The capitalized words nearest before `end`, or nothing. */
static struct pv_span
name_before(const struct pv_tokens *w, uint32_t lo, uint32_t end)
{
	uint32_t to = end, from;

	while (to > lo && !(pv_token_capital(w, to - 1) &&
	    !pv_token_in(w, to - 1, NOT_NAMES)))
		to--;
	for (from = to; from > lo && pv_token_capital(w, from - 1) &&
	    !pv_token_in(w, from - 1, NOT_NAMES); from--)
		;
	return pv_tokens_text(w, from, to);
}

/* The verb that binds: the first "shall" and the like in or near the match. */
static uint32_t
binding_verb(const struct pv_scope *s)
{
	static const char verbs[] = "shall|will|agrees|agree|must|may|grants|"
	    "appoints|undertakes|covenants|hereby|has|is|commits";

	for (uint32_t i = s->from; i < s->to; i++) {
		if (pv_token_in(s->w, i, verbs))
			return i;
	}
	for (uint32_t i = s->from; i > s->first; i--) {
		if (pv_token_in(s->w, i - 1, verbs))
			return i - 1;
		if (pv_token_is(s->w, i - 1, ";"))
			break;
	}
	return UINT32_MAX;
}

/*
 * Does the verb bind its subject?  "API Products shall be served" and "Cirrus
 * shall be the host" do not; "shall be prohibited from" does.
 */
static bool
binds_subject(const struct pv_scope *s, uint32_t verb)
{
	uint32_t i = verb + 1;

	if (!pv_token_in(s->w, verb, "shall|will|must"))
		return true;
	while (pv_token_in(s->w, i, "not|at|all|times|only|also|always|,"))
		i++;
	return !pv_token_is(s->w, i, "be") || pv_token_in(s->w, i + 1,
	    "prohibited|obliged|obligated|required|restricted|bound|precluded|"
	    "barred|forbidden|under|liable|committed");
}

static void
find_obligor(const struct pv_stance_in *in, const struct pv_scope *s,
    struct pv_state *st)
{
	uint32_t verb = binding_verb(s), lo, n = 0;
	struct pv_span name;

	if (verb == UINT32_MAX || !pv_token_in(s->w, verb, "shall|will|agrees|"
	    "agree|must|undertakes|covenants|commits|grants|appoints|hereby") ||
	    !binds_subject(s, verb))
		return;
	for (lo = verb; lo > s->first && n < 16; lo--, n++) {
		if (pv_token_in(s->w, lo - 1, ";|:|.") ||
		    (pv_token_is(s->w, lo - 1, ",") && lo != verb))
			break;
	}
	name = party_before(in, s->w, lo, verb);
	if (name.len == 0 && (in->version == NULL ||
	    in->version->nparties == 0))
		name = name_before(s->w, lo, verb);
	pv_state_add(st, PV_ATTR_OBLIGOR, name);
}

/* Values that one phrase opens: the rest of the noun phrase after it. */

struct opening {
	enum pv_attr_key key;
	const char *phrase;
	uint32_t keep;          /* tokens of the phrase that are value */
};

static const struct opening openings[] = {
	{ PV_ATTR_TERRITORY, "in|within|throughout|for the @? territory", 2 },
	{ PV_ATTR_TERRITORY, "in|within|throughout|across the? united", 2 },
	{ PV_ATTR_TERRITORY, "throughout the? world|@", 2 },
	{ PV_ATTR_TERRITORY, "worldwide|world-wide", 1 },
	{ PV_ATTR_TERRITORY, "in|within|throughout the? europe|european|"
	    "north|south|latin|asia|asia-pacific|canada|japan|china|india|"
	    "germany|france|australia|mexico|africa|eea|emea", 2 },
	{ PV_ATTR_FIELD, "in|within|for the @? field", 2 },
	{ PV_ATTR_FIELD, "field of use?", 2 },
};

static bool
word_of_name(const struct pv_tokens *w, uint32_t i)
{
	return pv_token_capital(w, i) || (pv_token_in(w, i, "of|and|the") &&
	    pv_token_capital(w, i + 1));
}

static void
find_openings(const struct pv_scope *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->first; i < s->last; i++) {
		for (size_t k = 0; k < sizeof(openings) / sizeof(*openings);
		    k++) {
			uint32_t n = pv_phrase(w, i, openings[k].phrase), to,
			    from;

			if (n == 0)
				continue;
			from = n > 1 ? i + 1 : i;
			if (pv_token_is(w, from, "the"))
				from++;
			to = i + n;
			while (to < s->last && word_of_name(w, to))
				to++;
			pv_state_add(st, openings[k].key,
			    pv_tokens_text(w, from, to));
		}
	}
}

/* "$[***]", "USD 5 million", "ten percent", "10^26 FLOP" */
static void
find_amount(const struct pv_scope *s, struct pv_state *st)
{
	static const char *const amounts[] = {
		"$|usd|eur|gbp # hundred|thousand|million|billion|trillion|"
		"bn|m|b?", "# hundred? million|billion|trillion dollars|euros|"
		"pounds", "# hundred? million|billion us|united states? "
		"dollars", "# ( # %|percent? ) percent|%",
		"# percent|%", "# per cent", "# percentage points",
		"# ^ # integer? floating-point? flop|flops|operations",
		"# ( #? ) gigawatts|gigawatt|megawatts",
		"# gigawatt|gigawatts|gw|mw|megawatts|gpus", NULL
	};

	for (uint32_t i = s->from > s->first + 20 ? s->from - 20 : s->first;
	    i < s->last && i < s->to + 30; i++) {
		uint32_t n = pv_phrase_any(s->w, i, amounts);

		if (n > 0) {
			pv_state_add(st, PV_ATTR_AMOUNT,
			    pv_tokens_text(s->w, i, i + n));
			return;
		}
	}
}

/* Who decides, and what follows: of triggers */

static const char *const deciders[] = {
	"board", "expert panel", "panel", "court", "arbitrator",
	"independent auditor|expert|experts", "auditor", "committee",
	"parties", "either party", "regulator", NULL
};

static uint32_t
decider_at(const struct pv_tokens *w, uint32_t i, uint32_t last)
{
	uint32_t k = i;

	if (pv_token_in(w, k, "the|a|an|its|their"))
		k++;
	while (k < last && (pv_token_capital(w, k) ||
	    pv_token_in(w, k, "independent|expert|five-member|three-member|"
	    "panel|board|court|majority|of|a|the|directors|auditor|competent|"
	    "jurisdiction|experts|committee|arbitrator|tribunal|s")))
		k++;
	while (k > i && pv_token_in(w, k - 1, "of|a|the|an"))
		k--;
	return k;
}

static void
find_decider(const struct pv_scope *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = pv_phrase(w, i, "determined|declared|confirmed|"
		    "verified|certified|decided|approved|determination|"
		    "declaration|confirmation|verification|finding ~3 by|of");
		uint32_t to;

		if (n == 0)
			continue;
		to = decider_at(w, i + n, s->last);
		if (to > i + n) {
			pv_state_add(st, PV_ATTR_DETERMINED_BY,
			    pv_tokens_text(w, i + n, to));
			return;
		}
	}
	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t n = pv_phrase_any(w, i, deciders);

		if (n > 0 && pv_token_capital(w, i)) {
			uint32_t from = i;

			while (from > s->first &&
			    pv_token_capital(w, from - 1) &&
			    !pv_token_in(w, from - 1, NOT_NAMES))
				from--;
			pv_state_add(st, PV_ATTR_DETERMINED_BY,
			    pv_tokens_text(w, from, i + n));
			return;
		}
	}
}

/* "Upon X, Y": the event and what follows it. */
static void
find_event(const struct pv_scope *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->w;
	uint32_t comma = s->first;

	if (!pv_token_in(w, s->first, "upon|if|when|once|following|after|"
	    "where|from") && pv_phrase(w, s->first, "in the event") == 0)
		return;
	while (comma < s->last && !(pv_token_is(w, comma, ",") &&
	    !pv_token_in(w, comma + 1, "and|or|which|as")))
		comma++;
	if (comma >= s->last)
		return;
	pv_state_add(st, PV_ATTR_TRIGGER,
	    pv_tokens_text(w, s->first, comma));
	pv_state_add(st, PV_ATTR_CONSEQUENCE,
	    pv_tokens_text(w, comma + 1, s->last));
}

void
pv_attribute_target(const struct pv_scope *s, struct pv_state *st)
{
	const struct pv_tokens *w = s->w;

	for (uint32_t i = s->first; i < s->last; i++) {
		uint32_t to = i + 2;

		if (!pv_token_in(w, i, "section|sections|article|clause|"
		    "paragraph|exhibit|schedule|annex|appendix") ||
		    !(pv_token_capital(w, i + 1) || (i + 1 < s->last &&
		    w->t[i + 1].kind == PV_TOK_NUMBER)))
			continue;
		while (to < s->last && (pv_phrase(w, to, "( * )") == 3) &&
		    w->t[to].at == w->t[to - 1].at + w->t[to - 1].len)
			to += 3;
		if (pv_token_in(w, i, "section|sections|article|clause"))
			i++;
		pv_state_add(st, PV_ATTR_TARGET, pv_tokens_text(w, i, to));
		return;
	}
	for (uint32_t i = s->first; i + 1 < s->last; i++) {
		uint32_t to = i + 1;

		if (!pv_token_in(w, i, "\"|'"))
			continue;
		while (to < s->last && !pv_token_in(w, to, "\"|'"))
			to++;
		pv_state_add(st, PV_ATTR_TARGET,
		    pv_tokens_text(w, i + 1, to));
		return;
	}
}

void
pv_attributes(const struct pv_stance_in *in, const struct pv_scope *s,
    struct pv_state *st)
{
	find_obligor(in, s, st);
	find_openings(s, st);
	find_amount(s, st);
	if (pv_span_eq(in->provision, PV_SPAN("agi-trigger"))) {
		find_decider(s, st);
		find_event(s, st);
	}
}
