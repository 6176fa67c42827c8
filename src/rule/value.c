/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/value.h"

#include "rule/region.h"

static const struct pv_words none = { 0, 0 };

/* Territory */

#define LANDS "territory|territories|region|regions|country|countries|" \
    "jurisdiction|jurisdictions|state|states|area|areas|union|kingdom|" \
    "location|locations|world|zone|zones|continent|province|city|canton|" \
    "cantons|provinces|cities|county|counties|islands|" \
    "peninsula|emirates|prefecture|prefectures|continents|municipality"
/* With a capital these are places too: "the Andean Community". */
#define REALMS "district|districts|theater|theatre|community|gulf|basin|" \
    "coast|federation|" \
    "hemisphere|republic|republics|commonwealth|valley|bay|sea"

/* A noun phrase of places ends at `to`: a name in it, or such a word last. */
static bool
is_land(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = from; i < to; i++) {
		uint32_t n = pv_region_at(x->w, i);

		if (n > 0 && i + n >= to)
			return true;
	}
	return pv_token_in(x->w, pv_noun_head(x, from), LANDS) ||
	    (pv_token_in(x->w, pv_noun_head(x, from), REALMS) &&
	    pv_word_is(x, pv_noun_head(x, from), PV_WORD_CAP));
}

/* "credit unions located west of the Mississippi River" */
static uint32_t
bearing_end(const struct pv_sense *x, uint32_t i)
{
	uint32_t n = pv_phrase(x->w, i, "north|south|east|west of the? @");

	return n > 0 ? pv_noun_end(x, i + 2) : i;
}

/* "the territory of Portugal": what it is the territory of. */
static uint32_t
past_carrier(const struct pv_sense *x, uint32_t from, uint32_t to)
{
	uint32_t n = pv_phrase(x->w, from, "the territory|territories of the?");

	if (n > 0 && from + n < to && pv_region_at(x->w, from + n) > 0)
		return from + n - pv_token_is(x->w, from + n - 1, "the");
	return from;
}

/* "listed in Schedule 9", "named there": short words that point. */
static uint32_t
past_pointer(const struct pv_sense *x, uint32_t k)
{
	uint32_t n = pv_phrase(x->w, k, "listed|named|set|specified|"
	    "identified forth|out? opposite|in|on|there ~3 in? @? #?");

	if (n > 0 && pv_word_is(x, k + n, PV_WORD_CAP))
		n++;
	return k + n;
}

/* A region by itself: "Alder looks after Brazil", "TERRITORY: EEA and UK". */
static struct pv_words
bare_region(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = pv_region_at(x->w, i), to;

		if (n == 0 || pv_token_in(x->w, i + n, "corporation|company|"
		    "law|laws|limited|court|courts|dollars|government") ||
		    pv_word_is(x, i + n, PV_WORD_CAP) ||
		    pv_scene_actor_at(s, i) < s->nactors || (i > x->first &&
		    pv_word_is(x, i - 1, PV_WORD_CAP)) ||
		    pv_token_in(x->w, i - 1, "of"))
			continue;
		to = pv_noun_whole(x, i);
		return (struct pv_words){ i, to > i + n ? to : i + n };
	}
	return none;
}

struct pv_words
pv_value_territory(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;
	struct pv_words out = none;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t to;

		if (pv_token_in(x->w, i, "worldwide|world-wide|anywhere") &&
		    out.to == 0 && !pv_token_is(x->w, i, "anywhere"))
			out = (struct pv_words){ i, i + 1 };
		if (out.to == 0 && bearing_end(x, i) > i)
			return (struct pv_words){ i, bearing_end(x, i) };
		if (!pv_token_in(x->w, i, "in|within|throughout|across|into|"
		    "outside|from|for|to|of|on"))
			continue;
		to = pv_noun_end(x, i + 1);
		if (pv_token_is(x->w, i, "on") &&
		    !pv_token_in(x->w, to - 1, "territory|territories|soil"))
			continue;
		if (to <= i + 1 || !is_land(s, i + 1, to))
			continue;
		/* "of Japan" says more often whose law than where */
		if (pv_token_in(x->w, i, "of|from|for|to|outside|into") &&
		    out.to > 0)
			continue;
		if (pv_token_is(x->w, i, "of") && !pv_token_in(x->w, i - 1,
		    "out|territory|outside"))
			continue;
		/* "in the same zone": as was said */
		if (pv_token_in(x->w, i + 2, "same|said"))
			continue;
		to = past_pointer(x, pv_noun_whole(x, i + 1));
		out = (struct pv_words){ past_carrier(x, i + 1, to), to };
		if (i >= s->match.from || pv_token_in(x->w, i,
		    "in|within|throughout"))
			break;
	}
	if (out.to == 0 && pv_scene_is(s, "exclusivity|distribution-license|"
	    "license-grant|non-compete|data-residency"))
		return bare_region(s);
	return out;
}

/* "for the manufacture of X", "for motor insurance": an activity. */
static bool
activity(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	static const char *const tails[] = { "ing", "ment", "ture", "ance",
		"osis", "ics", "ation", "care", "ography", "ery" };
	const struct pv_sense *x = &s->x;
	uint32_t head = pv_noun_head(x, from);
	struct pv_span h = pv_token(x->w, head);

	if (to <= from || pv_word_is(x, head, PV_WORD_CAP | PV_WORD_PRON |
	    PV_WORD_NUM | PV_WORD_VERB | PV_WORD_ACT) ||
	    pv_token_in(x->w, from, "any|this|that|such|its|their|our|your|"
	    "all|each|a|an|no|which|other") ||
	    pv_token_in(x->w, head, "accordance|connection|relation|"
	    "consideration|addition|agreement|payment|duration|convenience|"
	    "performance|compliance|termination|evaluation|"
	    "writing|advance|instance|notice|avoidance|training|hosting|"
	    "purchase|nothing|anything|everything|remuneration|inspection|"
	    "furtherance|pursuance|reliance|commitment|amendment|breach|"
	    "observance|conformance|cooperation|reference|delivery|document|"
	    "instrument|exploitation|distribution|infringement|circulation|"
	    "compensation|operation|implementation|part|settlement|"
	    "incorporation|pre-training|fine-tuning|building|integration") ||
	    pv_span_istarts(h, PV_SPAN("non-")))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		if (pv_span_ends(h, pv_span_str(tails[i])))
			return true;
	}
	return false;
}

/* What it may be used for, where no field is named. */
static struct pv_words
purpose(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = s->match.from; i < x->last; i++) {
		uint32_t n = pv_phrase(x->w, i, "in|for|within the? business|"
		    "industry|sector|trade of"), to;

		if (n == 0)
			n = pv_phrase(x->w, i, "for use in|for");
		if (n == 0)
			n = pv_phrase(x->w, i, "for the? purposes|purpose of");
		if (n == 0)
			n = pv_token_in(x->w, i, "for|in");
		/* "save for non-payment", "not for reproducing" */
		if (pv_token_in(x->w, i - 1, "not|save|except|but|and|or"))
			n = 0;
		to = n > 0 ? pv_noun_end(x, i + n) : 0;
		/* "dental imaging": no participle */
		if (n == 1 && to > i + n && pv_span_ends(pv_token(x->w, to),
		    PV_SPAN("ing")) && pv_word_is(x, to + 1, PV_WORD_MARK |
		    PV_WORD_PREP) && pv_token_is(x->w, i, "for") &&
		    !pv_word_is(x, i + 1, PV_WORD_DET))
			return (struct pv_words){ i + 1, to + 1 };
		if (n > 0 && pv_word_is(x, to - 1, PV_WORD_CAP))
			continue;
		if (n > 0 && to > i + n && (n > 1 || activity(s, i + 1, to)))
			return (struct pv_words){ i + n,
			    pv_noun_whole(x, i + n) };
	}
	return none;
}

struct pv_words
pv_value_field(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t to;

		if (!pv_token_in(x->w, i, "in|within|for|outside"))
			continue;
		to = pv_noun_end(x, i + 1);
		if (to > i + 1 && pv_token_in(x->w, to - 1, "field|fields"))
			return (struct pv_words){ i + 1,
			    pv_noun_whole(x, i + 1) };
	}
	return pv_scene_is(s, "license-grant") ? purpose(s) : none;
}

/* Amount */

static const char *const bounds[] = {
	"not|no less|more|fewer|greater|lower|higher than",
	"at least|most", "a minimum|maximum|floor|ceiling|total|sum of",
	"more|less|fewer|greater than", "up to", "in excess of", NULL
};
#define SCALE "hundred|thousand|million|billion|trillion|bn|m|k"

static const char *const sums[] = {
	"$|usd|eur|gbp|us$ # " SCALE "?", "us $ # " SCALE "?",
	"# and? # percent|% ( # %|percent? )", "# and? # percent|%",
	"# " SCALE "? " SCALE "? dollars|euros|pounds|yen|cents ( ~2 # " SCALE
	"? )", "# " SCALE "? " SCALE "? us|united? states? dollars|euros|"
	"pounds|yen|cents", "# ( # %|percent? ) percent|%",
	"# percent|% ( # %|percent? )", "# percent|%",
	"# and one-half|one-quarter|one-third percent|% ( # %|percent? )",
	"# and one-half|one-quarter|one-third percent|%",
	"# per cent ( # %|percent? )",
	"# per cent", "# percentage points",
	"one|two|three halves|thirds|quarters|fifths",
	"# times|x that|the|such", "one half|third|quarter|fifth|tenth|"
	"twentieth of",
	"# ^ # integer? floating-point? flop|flops|operations",
	"# x # ^ # integer|or? floating-point|or? floating-point? "
	"flop|flops|operations", "# ^ # integer? or? floating-point? flop|"
	"flops|operations",
	"# ( #? ) gigawatts|gigawatt|megawatts",
	"# gigawatt|gigawatts|gw|mw|megawatts|gpus", "# million|billion|"
	"trillion|thousand", NULL
};

/* A sum with a sign that is no ASCII, one word with its digits: pounds. */
static uint32_t
signed_sum(const struct pv_sense *x, uint32_t i)
{
	struct pv_span t = pv_token(x->w, i);
	size_t k = 0;

	while (k < t.len && (unsigned char)t.ptr[k] >= 0x80)
		k++;
	if (k == 0 || k > 3 || k == t.len || !pv_isdigit(t.ptr[k]))
		return 0;
	return 1 + pv_token_in(x->w, i + 1, SCALE);
}

/* Where a sum that begins at i ends; i when none does. */
static uint32_t
sum_end(const struct pv_scene *s, uint32_t i)
{
	const struct pv_sense *x = &s->x;
	uint32_t n = signed_sum(x, i), to;

	n = n > 0 ? n : pv_phrase_any(x->w, i, sums);
	to = i + n;

	if (n == 0)
		return i;
	while (pv_token_in(x->w, to - 1, "that|the|such|of"))
		to--;
	if (pv_phrase(x->w, to, "( $|usd|eur|gbp? # " SCALE "? )") > 0)
		to += pv_phrase(x->w, to, "( $|usd|eur|gbp? # " SCALE "? )");
	return to;
}

/* "400,000 Accelerator Hours", "twelve thousand (12,000) accelerators". */
static uint32_t
count_end(const struct pv_scene *s, uint32_t i)
{
	const struct pv_sense *x = &s->x;
	uint32_t k = i, n, to;

	if (!pv_word_is(x, i, PV_WORD_NUM) || (i > x->first &&
	    pv_word_is(x, i - 1, PV_WORD_CAP)))
		return i;
	while ((n = pv_phrase(x->w, k, "#")) > 0 ||
	    (n = pv_phrase(x->w, k, "( # )")) > 0)
		k += n;
	to = pv_noun_end(x, k);
	if (to == k || pv_token_in(x->w, to - 1, "business|members|times|"
	    "party|third|hours"))
		return i;
	/* "ten Contract Years Northlake": how long, and no amount */
	for (n = k; n < to; n++) {
		if (pv_token_in(x->w, n, "days|day|months|month|years|year|"
		    "weeks|week|quarters"))
			return i;
	}
	return to;
}

static bool
wants_share(const struct pv_scene *s)
{
	return pv_scene_is(s, "revenue-share|liability-cap|minimum-commitment");
}

static uint32_t
with_bound(const struct pv_scene *s, uint32_t i)
{
	const struct pv_tokens *w = s->x.w;

	/* "one hundred percent" */
	while (i > s->x.first && w->t[i].kind == PV_TOK_WORD &&
	    w->t[i - 1].kind == PV_TOK_WORD && pv_phrase(w, i - 1, "#") == 1)
		i--;
	for (uint32_t k = i > s->x.first + 4 ? i - 4 : s->x.first; k < i;
	    k++) {
		uint32_t n = pv_phrase_any(w, k, bounds);

		if (n > 0 && k + n == i)
			return k;
	}
	return i;
}

/* "no fewer than the number of units set forth in Exhibit B" */
static uint32_t
bounded_end(const struct pv_scene *s, uint32_t i)
{
	uint32_t from = with_bound(s, i);

	/* a number before it is part of a count, and no bound */
	if (from == i || pv_phrase(s->x.w, from, "#") > 0)
		return i;
	return past_pointer(&s->x, pv_noun_whole(&s->x, i));
}

/* What a cap is measured by: "exceed the fees paid in the twelve months". */
static struct pv_words
measure(const struct pv_scene *s)
{
	static const char *const openers[] = {
		"not? ~3 exceed", "limited|capped to|at", "greater than",
		"in excess of", "equal to", "cap ~4 exposure|liability at",
		NULL
	};
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = pv_phrase_any(x->w, i, openers), k;

		if (n == 0)
			continue;
		for (k = i + n; k < x->last; k++) {
			if (pv_token_in(x->w, k, ";|:|.") ||
			    (pv_token_is(x->w, k, ",") && k > i + n + 2))
				break;
		}
		return (struct pv_words){ i + n, k };
	}
	return none;
}

static bool
inside_time(const struct pv_scene *s, uint32_t i)
{
	return i > s->x.first && pv_token_in(s->x.w, i - 1, "section|within|"
	    "article|clause|for|schedule|exhibit");
}

/* "70% of list", "USD 0.40 per unit shipped": what it is measured against. */
static uint32_t
with_measure(const struct pv_scene *s, uint32_t i, uint32_t to)
{
	const struct pv_sense *x = &s->x;
	uint32_t end = to, n;

	if (pv_token_is(x->w, to, "of") && (wants_share(s) ||
	    pv_scene_is(s, "distribution-license")))
		end = pv_noun_whole(x, to + 1);
	else if (i + 2 < to && pv_phrase(x->w, to, "that of") > 0)
		end = pv_noun_end(x, to + 2);
	to = end > to + 1 ? end : to;
	if (pv_token_is(x->w, to, "per") ||
	    pv_phrase(x->w, to, "a|each month|year|quarter|day|unit") > 0) {
		end = pv_noun_end(x, to + 1);
		if (pv_phrase(x->w, to, "a|each") > 0)
			end = to + 2;
		to = end > to + 1 ? end : to;
	}
	/* "for each Survey" */
	n = pv_phrase(x->w, to, "for each|every|any");
	if (n > 0) {
		end = pv_noun_end(x, to + n);
		to = end > to + n ? end : to;
	}
	return to;
}

/* "10% in the first year, 5% in the second and nil thereafter": all of it. */
static uint32_t
with_steps(const struct pv_scene *s, uint32_t to)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = to; i < x->last && i < to + 14; i++) {
		uint32_t end = sum_end(s, i);

		/* "falls from 20% to 5%" is one step, and the sum the first */
		if (pv_token_in(x->w, i, ";|.|(|)") ||
		    (i == to && pv_token_is(x->w, i, "to")))
			break;
		if (end == i && pv_token_in(x->w, i, "nil|nothing|zero"))
			end = i + 1;
		if (end == i)
			continue;
		to = end;
		i = end - 1;
		if (pv_token_in(x->w, to, "thereafter|above"))
			to++;
		else if (pv_token_in(x->w, to, "in|of|above|on|for"))
			to = pv_noun_whole(x, to + 1) > to + 1 ?
			    pv_noun_whole(x, to + 1) : to;
	}
	return to;
}

struct pv_words
pv_value_amount(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;
	struct pv_words out = none;

	if (pv_scene_is(s, "liability-cap")) {
		out = measure(s);
		if (out.to > 0)
			return out;
	}
	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t to = sum_end(s, i);

		if (to == i && pv_scene_is(s, "minimum-commitment|"
		    "exclusivity|scale-threshold|first-refusal|"
		    "distribution-license") &&
		    !inside_time(s, i))
			to = count_end(s, i);
		if (to == i && out.to == 0 &&
		    pv_scene_is(s, "minimum-commitment|agi-trigger|"
		    "scale-threshold"))
			to = bounded_end(s, i);
		if (to == i)
			continue;
		if (out.to > 0 && i >= s->match.to)
			return out;
		out = (struct pv_words){ with_bound(s, i),
		    with_measure(s, i, to) };
		if (pv_scene_is(s, "revenue-share") &&
		    s->stance == PV_STANCE_CONDITIONAL)
			out.to = with_steps(s, out.to);
		if (i >= s->match.from)
			return out;
		i = to;
	}
	return out;
}

/* Cloud and channel */

#define CLOUDS "cloud|clouds|platform|platforms|foundry|console|" \
    "infrastructure|servers|region|datacenters|azure|aws|gcp|hyperscaler|" \
    "environment|environments|datacentres|datacenter|datacentre"

/* "any other cloud": not the one that is meant. */
static bool
of_others(const struct pv_scene *s, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		if (pv_token_in(s->x.w, i, "other|another|rival|competing|"
		    "others|alternate"))
			return true;
	}
	return false;
}

/* A cloud that no preposition leads in: "may use any accredited cloud". */
static struct pv_words
bare_cloud(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last;) {
		uint32_t to = pv_noun_end(x, i);

		if (to > i && pv_token_in(x->w, pv_noun_head(x, i), CLOUDS) &&
		    !of_others(s, i, to))
			return (struct pv_words){ i, to };
		i = to > i ? to : i + 1;
	}
	return none;
}

/* What is first on one cloud is first on that of the one who holds it. */
static struct pv_words
favoured(const struct pv_scene *s)
{
	for (size_t k = 0; pv_scene_is(s, "first-ship") && k < s->nactors;
	    k++) {
		const struct pv_act *a = s->focus < s->nacts ?
		    &s->acts[s->focus] : NULL;

		if (a != NULL && a->force == PV_ACT_GETS &&
		    s->actors[k].from == a->subject.from)
			return (struct pv_words){ s->actors[k].from,
			    s->actors[k].to };
	}
	return none;
}

struct pv_words
pv_value_cloud(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = pv_phrase(x->w, i, "by way of|by means of"), to;
		uint32_t k;

		n = n > 0 ? n : pv_phrase(x->w, i, "by way|means of");
		if (n == 0 && pv_token_in(x->w, i, "on|upon|through|via|from|"
		    "in|within|outside|to|of"))
			n = 1;
		if (n == 0)
			continue;
		to = pv_noun_end(x, i + n);
		if (to <= i + n)
			continue;
		k = pv_scene_actor_at(s, i + n) < s->nactors ?
		    s->actors[pv_scene_actor_at(s, i + n)].to : 0;
		if (of_others(s, i + n, to) || pv_phrase(x->w, to,
		    "of the world") > 0)
			continue;
		if (pv_token_in(x->w, pv_noun_head(x, i + n), CLOUDS))
			return (struct pv_words){ i + n, to };
		if (k == to && pv_scene_is(s, "first-ship") &&
		    pv_token_in(x->w, i, "on|to|through"))
			return (struct pv_words){ i + n, to };
	}
	return favoured(s).to > 0 ? favoured(s) : bare_cloud(s);
}

/* "bundle the Assistant with its handsets" */
static bool
bundled(const struct pv_scene *s, uint32_t i)
{
	return pv_token_is(s->x.w, i, "with") && s->focus < s->nacts &&
	    pv_token_in(s->x.w, s->acts[s->focus].head, "bundle|bundles|"
	    "bundled|package|packaged|combine|combined|ship|shipped|supply|"
	    "preload|preloaded") && s->acts[s->focus].head + 8 > i;
}

struct pv_words
pv_value_channel(const struct pv_scene *s)
{
	const struct pv_sense *x = &s->x;
	uint32_t from = s->match.from;

	if (s->focus < s->nacts && s->acts[s->focus].head < s->match.to)
		from = s->acts[s->focus].head;
	for (uint32_t i = from; i < x->last; i++) {
		uint32_t to = pv_noun_whole(x, i + 1), head;

		if ((!pv_token_in(x->w, i, "through|via|in|into|as|on|over|"
		    "by|inside|aboard") && !bundled(s, i) &&
		    pv_phrase(x->w, i - 1, "means|way of") == 0) ||
		    to <= i + 1)
			continue;
		if (pv_token_is(x->w, i, "by") && !pv_token_in(x->w, to - 1,
		    "download|streaming|subscription|delivery|post|mail|phone"))
			continue;
		head = pv_noun_head(x, i + 1);
		if (is_land(s, i + 1, to) || pv_token_in(x->w, head,
		    "section|article|clause|name|term|terms|part|basis|time|"
		    "exhibit|schedule|agreement|year|accordance|behalf|date|"
		    "connection|writing|form|paragraph|account|respect|whole|"
		    "consideration") ||
		    (pv_scene_actor_at(s, to - 1) < s->nactors &&
		    pv_scene_actor_at(s, i + 1) < s->nactors))
			continue;
		return (struct pv_words){ i + 1, to };
	}
	return none;
}
