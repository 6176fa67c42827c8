/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/event.h"

#include "rule/when.h"

/* Behind these stands what happens. */
static const char *const openers[] = {
	"in the event that?", "in case that|of?", "if and when|only? if?",
	"if ,? but|and only if ,?", "if", "upon", "when", "whenever", "once",
	"as soon as", "following", "after", "where", "in the event of",
	"by reason of|that", "from and? after?", "to the extent that?",
	"at any time following|"
	"after|when", "at such time as",
	"on|from|with the ~2 day|date|occasion on|from? which|when|that",
	"on ~3 verification|attainment|achievement|certification|declaration",
	"on a|an|the|any @", "on a|an|the|any ~3 being|of", "should",
	"before any", NULL
};

/* What a right to leave waits for. */
static const char *const partings[] = {
	"on|upon|after|following|at exit|termination|expiry|expiration",
	"on|upon|after|following|at the? end|termination|expiry|expiration|"
	"close of", "after|following|from the @ date", NULL
};

#define DECIDES "determines|determine|determined|declares|declare|declared|" \
    "certifies|certify|certified|verifies|verify|verified|concludes|" \
    "conclude|concluded|resolves|resolve|resolved|confirms|confirm|" \
    "confirmed|decides|decide|decided|finds|found|believes|believe|" \
    "confirm|certify|" \
    "classified|classifies|classify|announces|announce|announced|" \
    "acknowledges|agrees|agree|notifies|considers|consider|approved|" \
    "approves|approve"

/* "Were either institute to attain AGI": the verb comes first. */
static bool
inverted_at(const struct pv_scene *s, uint32_t i)
{
	for (size_t k = 0; k < s->nacts; k++) {
		if (s->acts[k].verb == i && s->acts[k].subject.from > i)
			return pv_token_in(s->x.w, i, "were|had");
	}
	return false;
}

static uint32_t
opener_at(const struct pv_scene *s, uint32_t i)
{
	const struct pv_tokens *w = s->x.w;
	uint32_t n = pv_word_grammar(&s->x, i) ?
	    pv_phrase_any(w, i, openers) : 0;

	if (n == 0 && inverted_at(s, i))
		return 1;
	if (n == 0 && i == s->x.first)
		n = pv_phrase(w, i, "the day|moment|minute when|that?");
	if (n == 0 && !(pv_scene_is(s, "portability") &&
	    pv_token_in(w, i, "on|at")))
		return 0;
	if (pv_token_is(w, i, "on") && pv_when_at(w, i + 1, NULL) > 0)
		return 0;
	if (pv_scene_is(s, "portability") &&
	    pv_phrase_any(w, i, partings) > 0)
		return 1;
	if (pv_phrase(w, i, "upon|on|following|after ~4 request|demand|"
	    "notice|days|expiry|receipt|months|terms") > 0)
		return 0;
	if (n == 0)
		return 0;
	if (pv_phrase(w, i, "from and? after? the? @? date|time|"
	    "closing") > 0 && !pv_token_is(w, i + 2, "after"))
		return 0;
	if (i > s->x.first && pv_token_in(w, i - 1, "as|even|whether|not|"
	    "from|based|rely|relies|relying|depends|valid|called|imposed"))
		return 0;
	if (pv_token_is(w, i, "from") && n == 1)
		return 0;
	/* "on the Launch Date": the article is the event's own */
	if (pv_token_is(w, i, "on") && !pv_token_in(w, i + n - 1,
	    "which|when|that"))
		return 1;
	return n;
}

/* The clause ends at k: a comma or conjunction before a new main clause. */
static bool
clause_ends(const struct pv_scene *s, uint32_t k, uint32_t from)
{
	const struct pv_sense *x = &s->x;

	if (pv_token_in(x->w, k, ";|."))
		return !pv_token_is(x->w, k, ".") || k + 1 >= x->last ||
		    pv_token_capital(x->w, k + 1);
	if (!pv_token_is(x->w, k, ",") || pv_word_date_comma(x, k))
		return false;
	if (pv_token_is(x->w, k + 1, "then"))
		return true;
	/* "the Panel, consisting of ..., finds" */
	if (pv_word_is(x, k + 1, PV_WORD_PART) &&
	    !pv_word_is(x, k + 1, PV_WORD_CAP | PV_WORD_ADV))
		return false;
	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (a->verb > k && a->open <= k + 1 && a->open > from &&
		    !pv_word_is(x, a->open, PV_WORD_PART) &&
		    !pv_word_is(x, k + 1, PV_WORD_REL) &&
		    !pv_token_in(x->w, k + 1, "which|who|or"))
			return true;
		/* "that model is not": this one */
		if (a->verb > k + 2 && a->open == k + 2 &&
		    pv_token_is(x->w, k + 1, "that"))
			return true;
	}
	return pv_token_in(x->w, k + 1, "unless|provided|but|except|subject|"
	    "in|whereupon|thereupon|other|namely|save");
}

/* No verb told where the main clause begins: behind the first comma. */
static uint32_t
first_comma(const struct pv_scene *s, uint32_t from)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t k = from + 1; k < x->last; k++) {
		if (pv_token_is(x->w, k, ",") && !pv_token_in(x->w, k + 1,
		    "and|or|which|as|including") && !pv_word_date_comma(x, k))
			return k;
	}
	return x->last;
}

/* Where the event that begins at `from` ends. */
static uint32_t
verbal_end(const struct pv_scene *s, uint32_t from, bool initial)
{
	const struct pv_sense *x = &s->x;
	uint32_t verbs = 0, depth = 0, past = 0;

	for (uint32_t k = from; k < x->last; k++) {
		if (pv_token_is(x->w, k, "("))
			depth++;
		if (pv_token_is(x->w, k, ")")) {
			if (depth == 0)
				return k;
			depth--;
		}
		if (depth > 0 || k < past)
			continue;
		/* "AGI, as defined in Annex C, has been attained" */
		if (pv_phrase(x->w, k, ", as ~4 defined|described|set|"
		    "provided|amended") > 0) {
			past = pv_word_aside(x, k);
			continue;
		}
		if (clause_ends(s, k, from))
			return k;
		if (k > from + 1 && pv_token_in(x->w, k, "unless|provided"))
			return k;
		/* no comma: the subject of the next clause with a modal */
		for (size_t i = 0; initial && i < s->nacts; i++) {
			const struct pv_act *a = &s->acts[i];

			if (a->subject.from == k && k > from &&
			    a->subject.to > k && !pv_word_is(x, k - 1,
			    PV_WORD_PREP | PV_WORD_REL | PV_WORD_SUB |
			    PV_WORD_CONJ | PV_WORD_DET | PV_WORD_PART) &&
			    pv_word_is(x, a->verb, PV_WORD_MODAL) &&
			    (verbs > 0 || pv_word_is(x, from,
			    PV_WORD_DET | PV_WORD_CAP) ||
			    pv_scene_actor_at(s, k) < s->nactors))
				return k;
		}
		verbs += pv_word_finite(x, k);
	}
	return x->last;
}

static uint32_t
event_end(const struct pv_scene *s, uint32_t from, bool initial)
{
	uint32_t end = verbal_end(s, from, initial);

	if (initial && (end >= s->x.last || pv_token_in(s->x.w, end, ";|."))) {
		uint32_t comma = first_comma(s, from);

		return comma < end ? comma : end;
	}
	return end;
}

static bool
starts_clause(const struct pv_scene *s, uint32_t i)
{
	return i == s->x.first || pv_token_in(s->x.w, i - 1, ",|;|:|.|)|and|"
	    "or|but|that") ||
	    pv_phrase(s->x.w, i > 1 ? i - 2 : 0, ". ( * )") > 0;
}

/* The main clause behind an event that stands first. */
static struct pv_words
clause_after(const struct pv_scene *s, uint32_t k)
{
	const struct pv_sense *x = &s->x;
	uint32_t i;

	while (k < x->last && (pv_token_in(x->w, k, ",|then|and")))
		k++;
	/* "provided that ..., Y shall": a second limit first */
	if (pv_token_in(x->w, k, "provided|subject|unless|at|in|but|only|if")) {
		for (i = k; i < x->last; i++)
			if (pv_token_is(x->w, i, ",") && pv_word_is(x, i + 1,
			    PV_WORD_CAP | PV_WORD_DET | PV_WORD_PRON))
				break;
		if (i < x->last)
			k = i + 1;
	}
	for (i = k; i < x->last; i++) {
		if (pv_token_is(x->w, i, ";") ||
		    (i > k + 3 && clause_ends(s, i, k)))
			break;
	}
	return (struct pv_words){ k, i };
}

/* The main clause before an event that stands last. */
static struct pv_words
clause_before(const struct pv_scene *s, uint32_t end)
{
	uint32_t from = s->x.first;

	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (a->verb < end && a->subject.to > a->subject.from &&
		    a->subject.from >= a->open) {
			from = a->subject.from;
			break;
		}
	}
	while (end > from && pv_word_is(&s->x, end - 1, PV_WORD_MARK |
	    PV_WORD_CONJ))
		end--;
	return (struct pv_words){ from, end };
}

#define JUDGEMENTS "opinion|judgment|judgement|view|determination|finding|" \
    "discretion|assessment|certificate|declaration|estimation"

/* Behind '"X" means', where the sentence defines a term; or 0. */
static uint32_t
meaning_at(const struct pv_sense *x)
{
	for (uint32_t i = x->first; i + 1 < x->last && i < x->first + 24;
	    i++) {
		uint32_t n = pv_phrase(x->w, i, "\"|' shall|will? mean|means "
		    "that|,?");

		if (n > 0)
			return i + n;
	}
	return 0;
}

/* What is determined: "certifies to both parties that X". */
static void
find_certified(const struct pv_scene *s, struct pv_event *e)
{
	const struct pv_sense *x = &s->x;
	uint32_t k = meaning_at(x);

	/* "Whether X shall be determined by": up to the second verb */
	if (k == 0 && pv_token_is(x->w, x->first, "whether") && s->nacts > 1) {
		e->certified = (struct pv_words){ x->first + 1,
		    s->acts[1].verb };
		return;
	}
	if (k > 0) {
		e->certified = (struct pv_words){ k, k };
		while (e->certified.to < x->last &&
		    !pv_token_is(x->w, e->certified.to, ";"))
			e->certified.to++;
		return;
	}

	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = pv_phrase(x->w, i, DECIDES "|suspect|finding|"
		    "certificate|find|think|say|holds|view|opinion|"
		    "announcement|certification|shows ~10 that|whether");

		/* "so decides, and the licence ends at that time" */
		if (n < 2 || pv_token_in(x->w, i + n - 2, "at|by|on|to|of|for|"
		    "from|in|with"))
			continue;
		e->certified = (struct pv_words){ i + n,
		    event_end(s, i + n, false) };
		return;
	}
}

/* "it is for the Trustees to say": those whom a decision is left to. */
static void
find_entrusted(const struct pv_scene *s, struct pv_event *e)
{
	static const char *const ways[] = {
		"it is for", "question|matter|decision for",
		"referred|submitted|put ~3 to", NULL
	};
	const struct pv_sense *x = &s->x;

	for (uint32_t i = x->first; e->by.to == 0 && i < x->last; i++) {
		uint32_t n = pv_phrase_any(x->w, i, ways), to;

		if (n == 0)
			continue;
		to = pv_noun_whole(x, i + n);
		if (to > i + n && !pv_word_is(x, i + n, PV_WORD_PRON))
			e->by = (struct pv_words){ i + n, to };
	}
}

/* "in the Developer's opinion", and organs that a veto gives the say. */
static void
find_judge(const struct pv_scene *s, struct pv_event *e)
{
	for (size_t k = 0; k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		if (a->possessive && (pv_token_in(s->x.w, a->to, JUDGEMENTS) ||
		    pv_token_in(s->x.w, a->to + 1, JUDGEMENTS))) {
			e->by = (struct pv_words){ a->from, a->to };
			return;
		}
		if (a->kind == PV_ACTOR_ORGAN &&
		    pv_scene_is(s, "safety-veto")) {
			e->by = (struct pv_words){ a->from, a->to };
			return;
		}
	}
}

/* Who decides: the subject of such a verb, or its agent. */
static void
find_decider(const struct pv_scene *s, struct pv_event *e)
{
	const struct pv_sense *x = &s->x;

	find_certified(s, e);
	find_judge(s, e);
	if (pv_scene_is(s, "agi-trigger"))
		find_entrusted(s, e);
	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (!pv_token_in(x->w, a->head, DECIDES "|says|say|holds") &&
		    pv_phrase(x->w, a->head, "forms|form|reaches|reach ~2 "
		    "view|opinion|conclusion") == 0)
			continue;
		if (!a->passive && a->subject.to > a->subject.from &&
		    e->by.to == 0 && !pv_token_in(x->w, a->subject.to - 1,
		    "model|models|system|systems|version|it|they|evaluation"))
			e->by = (struct pv_words){ a->subject.from,
			    pv_noun_whole(x, a->subject.from) };
	}
	for (size_t k = 0; e->by.to == 0 && k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		if (pv_token_in(x->w, a->to, DECIDES "|find|think"))
			e->by = (struct pv_words){ a->from, a->to };
	}
	for (uint32_t i = x->first; e->by.to == 0 && i < x->last; i++) {
		uint32_t n = pv_phrase(x->w, i, DECIDES "|determination|"
		    "declaration|confirmation|verification|finding|notified|"
		    "opinion|judgment|certificate|certification|satisfaction "
		    "~2 by|of");
		uint32_t to;

		/* "by at least four votes" tells how */
		if (n == 0 || pv_phrase(x->w, i + n, "at least|most") > 0 ||
		    pv_phrase(x->w, i + n, "a|an|the? ~2 vote|votes|"
		    "notice|writing|reason|means|virtue") > 0)
			continue;
		to = pv_noun_whole(x, i + n);
		if (to > i + n)
			e->by = (struct pv_words){ i + n, to };
	}
	for (size_t k = 0; e->by.to == 0 && k < s->nactors; k++) {
		const struct pv_actor *a = &s->actors[k];

		if (a->kind == PV_ACTOR_ORGAN)
			e->by = (struct pv_words){ a->from, a->to };
	}
}

#define HAPPENINGS "declaration|finding|certificate|determination|" \
    "verification|announcement|certification"
#define UPHEAVALS "merger|consolidation|sale|acquisition|takeover|control|" \
    "reorganization|reorganisation|ipo|listing|amalgamation"

/* What the verb at v says, without what it hangs on. */
static struct pv_words
predicate(const struct pv_scene *s, uint32_t v)
{
	uint32_t end = event_end(s, v, false);

	for (uint32_t i = v + 2; i < end; i++) {
		if (pv_token_in(s->x.w, i, "if|unless|provided|until"))
			end = i;
	}
	return (struct pv_words){ v, end };
}

/*
 * No "if" and no "upon": the event is the subject of the main verb ("An AGI
 * Declaration shall release ..."), and that verb tells what follows.
 */
static void
find_nominal(const struct pv_scene *s, struct pv_event *out)
{
	const struct pv_sense *x = &s->x;
	const char *heads = pv_scene_is(s, "agi-trigger") ? HAPPENINGS :
	    pv_scene_is(s, "change-of-control") ? UPHEAVALS : NULL;

	for (size_t i = 0; heads != NULL && i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (a->under || a->subject.to <= a->subject.from)
			continue;
		for (uint32_t k = a->subject.from; k < a->subject.to; k++) {
			if (!pv_token_in(x->w, k, heads) ||
			    a->subject.from > x->first + 1)
				continue;
			out->what = (struct pv_words){ a->subject.from,
			    a->verb };
			out->follows = predicate(s, a->verb);
			return;
		}
	}
}

/* "A Step Change having been recorded, ...": a clause with no finite verb. */
static bool
find_absolute(const struct pv_scene *s, struct pv_event *out)
{
	const struct pv_sense *x = &s->x;
	uint32_t k = pv_noun_whole(x, x->first), end;

	if (k <= x->first || !pv_token_in(x->w, k, "having|being"))
		return false;
	end = first_comma(s, k);
	if (end >= x->last)
		return false;
	out->what = (struct pv_words){ x->first, end };
	out->opener = (struct pv_words){ x->first, x->first };
	out->follows = clause_after(s, end);
	return true;
}

/* "found by the Council to", "certified to be capable of": then what. */
static uint32_t
found_to(const struct pv_sense *x, uint32_t i)
{
	uint32_t n = pv_phrase(x->w, i, "found|certified|determined|"
	    "adjudged|held|declared|confirmed|shown|judged|proven ~8 to");

	return n > 0 && pv_word_infinitive(x, i + n) ? i + n : 0;
}

#define SYSTEMS "model|models|system|systems|machine|machines|version|" \
    "versions|technology|technologies|software|program|intelligence"

/*
 * "does not extend to any Model found to surpass humans", "to a system that
 * has attained AGI": the class that the predicate sets apart is the event,
 * and what is said of it follows.
 */
static bool
find_apart(const struct pv_scene *s, const struct pv_act *a,
    struct pv_event *out)
{
	const struct pv_sense *x = &s->x;

	for (uint32_t i = a->head + 1; i < x->last; i++) {
		uint32_t from = 0, to = i;

		if (pv_token_in(x->w, i, ";|."))
			break;
		if (found_to(x, i) > 0)
			from = found_to(x, i);
		else if (pv_token_in(x->w, i, "that|which") &&
		    pv_token_in(x->w, i - 1, SYSTEMS))
			from = i - 1;
		if (from == 0)
			continue;
		if (pv_word_is(x, to - 1, PV_WORD_AUX | PV_WORD_REL |
		    PV_WORD_ADV))
			to--;
		while (from > a->head + 1 && from < i && (pv_word_is(x,
		    from - 1, PV_WORD_DET | PV_WORD_CAP) || x->kind[from - 1]
		    == 0))
			from--;
		out->what = (struct pv_words){ from,
		    event_end(s, from, false) };
		out->follows = (struct pv_words){ a->subject.from, to };
		return true;
	}
	return false;
}

/* "Models trained with more than X may not be released": a class barred. */
static void
find_class(const struct pv_scene *s, struct pv_event *out)
{
	for (size_t i = 0; i < s->nacts; i++) {
		const struct pv_act *a = &s->acts[i];

		if (a->under || a->subject.to <= a->subject.from ||
		    a->subject.from > s->x.first + 2)
			continue;
		if (pv_scene_is(s, "agi-trigger") && find_apart(s, a, out))
			return;
		out->follows = predicate(s, a->verb);
		return;
	}
}

/* "may upon the Event end it": an event inside a verb ends before its head. */
static uint32_t
before_verb(const struct pv_scene *s, uint32_t i, uint32_t end)
{
	for (size_t k = 0; k < s->nacts; k++) {
		const struct pv_act *a = &s->acts[k];

		if (a->verb < i && i < a->head && a->head < end)
			return a->head;
	}
	return end;
}

void
pv_scene_event(const struct pv_scene *s, struct pv_event *out)
{
	const struct pv_sense *x = &s->x;

	*out = (struct pv_event){ .opener = { 0, 0 } };
	find_decider(s, out);
	find_nominal(s, out);
	if (out->what.to > out->what.from || find_absolute(s, out))
		return;
	for (uint32_t i = x->first; i < x->last; i++) {
		uint32_t n = opener_at(s, i), end;
		bool initial;

		if (n == 0)
			continue;
		initial = starts_clause(s, i) || s->nacts == 0 ||
		    s->acts[0].verb > i;
		end = pv_token_is(x->w, i + 1, "reason") &&
		    !pv_token_is(x->w, i + n - 1, "that") ?
		    pv_noun_whole(x, i + n) : event_end(s, i + n, initial);
		end = before_verb(s, i, end);
		if (end <= i + n)
			continue;
		out->opener = (struct pv_words){ i, i + n };
		out->what = (struct pv_words){ i + n, end };
		out->follows = initial && end + 2 < x->last ?
		    clause_after(s, end) : clause_before(s, i);
		return;
	}
	if (pv_scene_is(s, "agi-trigger|scale-threshold") &&
	    meaning_at(x) == 0)
		find_class(s, out);
}
