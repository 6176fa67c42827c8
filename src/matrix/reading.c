/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/reading.h"

#include "base/date.h"
#include "matrix/word.h"

#define TEXT_MAX 4000

/* Words that set a flag.  A phrase may be followed by more when it ends in *. */
struct sign { uint32_t flag; const char *phrase; };
static const struct sign signs[] = {
	{ PV_READ_FORBIDS, "shall not" },
	{ PV_READ_FORBIDS, "may not" },
	{ PV_READ_FORBIDS, "must not" },
	{ PV_READ_FORBIDS, "will not" },
	{ PV_READ_FORBIDS, "cannot" },
	{ PV_READ_FORBIDS, "agrees not to" },
	{ PV_READ_FORBIDS, "prohibited from" },
	{ PV_READ_FORBIDS, "refrain from" },
	{ PV_READ_FORBIDS, "no person" },
	{ PV_READ_FORBIDS, "no one" },
	{ PV_READ_FORBIDS, "nobody" },
	{ PV_READ_FORBIDS, "no other" },
	{ PV_READ_FORBIDS, "no right" },
	{ PV_READ_FORBIDS, "neither party" },
	{ PV_READ_PERMITS, "may" },
	{ PV_READ_PERMITS, "can" },
	{ PV_READ_PERMITS, "free to" },
	{ PV_READ_PERMITS, "freedom to" },
	{ PV_READ_PERMITS, "at liberty to" },
	{ PV_READ_PERMITS, "is entitled to" },
	{ PV_READ_PERMITS, "has the right to" },
	{ PV_READ_PERMITS, "the right to" },
	{ PV_READ_PERMITS, "keeps the right" },
	{ PV_READ_PERMITS, "authorizes" },
	{ PV_READ_PERMITS, "authorises" },
	{ PV_READ_PERMITS, "is permitted to" },
	{ PV_READ_PERMITS, "not be restricted" },
	{ PV_READ_PERMITS, "not restricted" },
	{ PV_READ_PERMITS, "not unreasonably" },
	{ PV_READ_PERMITS, "nothing in" },
	{ PV_READ_PERMITS, "does not prevent" },
	{ PV_READ_PERMITS, "does not restrict" },
	{ PV_READ_PERMITS, "does not prohibit" },
	{ PV_READ_PERMITS, "wherever" },
	{ PV_READ_OTHERS, "other cloud*" },
	{ PV_READ_OTHERS, "another cloud*" },
	{ PV_READ_OTHERS, "other host*" },
	{ PV_READ_OTHERS, "another host" },
	{ PV_READ_OTHERS, "other hyperscale*" },
	{ PV_READ_OTHERS, "other marketplace*" },
	{ PV_READ_OTHERS, "other platform*" },
	{ PV_READ_OTHERS, "another platform" },
	{ PV_READ_OTHERS, "other public cloud*" },
	{ PV_READ_OTHERS, "other infrastructure" },
	{ PV_READ_OTHERS, "other provider*" },
	{ PV_READ_OTHERS, "another provider" },
	{ PV_READ_OTHERS, "third-party cloud*" },
	{ PV_READ_OTHERS, "third party cloud*" },
	{ PV_READ_OTHERS, "third-party platform*" },
	{ PV_READ_OTHERS, "third-party host*" },
	{ PV_READ_OTHERS, "rival cloud*" },
	{ PV_READ_OTHERS, "competing cloud*" },
	{ PV_READ_OTHERS, "competing provider*" },
	{ PV_READ_OTHERS, "other person" },
	{ PV_READ_OTHERS, "anyone else" },
	{ PV_READ_OTHERS, "other reseller*" },
	{ PV_READ_OTHERS, "other distributor*" },
	{ PV_READ_ANY, "any cloud*" },
	{ PV_READ_ANY, "all clouds" },
	{ PV_READ_ANY, "every cloud" },
	{ PV_READ_ANY, "multiple clouds" },
	{ PV_READ_ANY, "more than one cloud" },
	{ PV_READ_ANY, "any hosting" },
	{ PV_READ_ANY, "any public cloud" },
	{ PV_READ_ANY, "any hyperscale*" },
	{ PV_READ_ANY, "any platform" },
	{ PV_READ_ANY, "any provider" },
	{ PV_READ_ANY, "any third party" },
	{ PV_READ_ANY, "any person" },
	{ PV_READ_ANY, "anyone" },
	{ PV_READ_ANY, "whichever provider" },
	{ PV_READ_ANY, "whichever cloud" },
	{ PV_READ_ANY, "wherever" },
	{ PV_READ_ANY, "cloud of its choice" },
	{ PV_READ_ANY, "clouds of its choice" },
	{ PV_READ_ANY, "cloud of their choice" },
	{ PV_READ_ANY, "provider of its choice" },
	{ PV_READ_OWN, "infrastructure of its choice" },
	{ PV_READ_OWN, "infrastructure of your choice" },
	{ PV_READ_OWN, "any infrastructure" },
	{ PV_READ_OWN, "its own infrastructure" },
	{ PV_READ_OWN, "environment of its choice" },
	{ PV_READ_OWN, "self-host*" },
	{ PV_READ_API, "API" },
	{ PV_READ_API, "APIs" },
	{ PV_READ_API, "programmatic interface*" },
	{ PV_READ_NOT_API, "other than API" },
	{ PV_READ_NOT_API, "other than the API" },
	{ PV_READ_NOT_API, "other than APIs" },
	{ PV_READ_NOT_API, "non-API" },
	{ PV_READ_ALL, "all of its products" },
	{ PV_READ_ALL, "all its products" },
	{ PV_READ_ALL, "all products" },
	{ PV_READ_ALL, "any product" },
	{ PV_READ_ALL, "any of its products" },
	{ PV_READ_ALL, "every product" },
	{ PV_READ_MANAGED, "managed service*" },
	{ PV_READ_MANAGED, "hosted service*" },
	{ PV_READ_MANAGED, "as a service" },
	{ PV_READ_MANAGED, "resell*" },
	{ PV_READ_MANAGED, "resale" },
	{ PV_READ_MANAGED, "marketplace*" },
	{ PV_READ_WEIGHTS, "weights" },
	{ PV_READ_WEIGHTS, "model parameters" },
	{ PV_READ_WEIGHTS, "checkpoint*" },
	{ PV_READ_MODELS, "model" },
	{ PV_READ_MODELS, "models" },
	{ PV_READ_COMPUTE, "capacity" },
	{ PV_READ_COMPUTE, "compute" },
	{ PV_READ_COMPUTE, "computing" },
	{ PV_READ_COMPUTE, "accelerator*" },
	{ PV_READ_COMPUTE, "gpu*" },
	{ PV_READ_PART, "fine-tuned" },
	{ PV_READ_PART, "has been tuned" },
	{ PV_READ_PART, "tuned with" },
	{ PV_READ_PART, "custom model*" },
	{ PV_READ_PART, "national security" },
	{ PV_READ_PART, "federal" },
	{ PV_READ_PART, "government" },
	{ PV_READ_PART, "governmental" },
	{ PV_READ_PART, "public sector" },
	{ PV_READ_PART, "customers at" },
	{ PV_READ_PART, "customers that are" },
	{ PV_READ_PART, "customers who are" },
	{ PV_READ_PART, "customers located" },
	{ PV_READ_PART, "customers established" },
	{ PV_READ_PART, "users that are" },
	{ PV_READ_PART, "that are located" },
	{ PV_READ_PART, "who is not a" },
	{ PV_READ_PART, "that is not a" },
	{ PV_READ_RESERVE, "no right" },
	{ PV_READ_RESERVE, "no rights" },
	{ PV_READ_RESERVE, "no license" },
	{ PV_READ_RESERVE, "no licence" },
	{ PV_READ_OPEN, "open-weight*" },
	{ PV_READ_OPEN, "open weight*" },
	{ PV_READ_OPEN, "open-source*" },
	{ PV_READ_OPEN, "to the public for download" },
	{ PV_READ_OPEN, "publicly available" },
	{ PV_READ_LICENSEE, "licensee" },
	{ PV_READ_LICENSEE, "you" },
	{ PV_READ_LICENSEE, "each recipient" },
	{ PV_READ_CUT, "not extend" },
	{ PV_READ_CUT, "cease to" },
	{ PV_READ_CUT, "ceases to" },
	{ PV_READ_CUT, "ceases" },
	{ PV_READ_CUT, "terminate*" },
	{ PV_READ_CUT, "suspend*" },
	{ PV_READ_CUT, "not cover" },
	{ PV_READ_CUT, "not apply" },
	{ PV_READ_CUT, "not include" },
	{ PV_READ_CUT, "excluded from" },
	{ PV_READ_CUT, "no longer" },
	{ PV_READ_CUT, "withdraw*" },
	{ PV_READ_CUT, "revoke*" },
	{ PV_READ_CUT, "switch the model off" },
	{ PV_READ_CUT, "switch off" },
	{ PV_READ_CUT, "has no rights" },
	{ PV_READ_CUT, "must request a license" },
	{ PV_READ_CUT, "must ask" },
	{ PV_READ_CUT, "not authorized to exercise" },
	{ PV_READ_APPOINT, "appoint other" },
	{ PV_READ_APPOINT, "appoint additional" },
	{ PV_READ_APPOINT, "appoint others" },
	{ PV_READ_APPOINT, "other marketplace*" },
	{ PV_READ_APPOINT, "license to others" },
	{ PV_READ_ADDS, "includes the right" },
	{ PV_READ_ADDS, "includes the rights" },
	{ PV_READ_SUPPLY, "serve" },
	{ PV_READ_SUPPLY, "served" },
	{ PV_READ_SUPPLY, "offer*" },
	{ PV_READ_SUPPLY, "provide" },
	{ PV_READ_SUPPLY, "supply" },
	{ PV_READ_SUPPLY, "sell" },
	{ PV_READ_SUPPLY, "distribute" },
	{ PV_READ_SUPPLY, "available" },
	{ PV_READ_SUPPLY, "license" },
	{ PV_READ_SUPPLY, "use" },
	{ PV_READ_TRAINS, "training" },
	{ PV_READ_TRAINS, "train" },
	{ PV_READ_TRAINS, "research" },
};

/* "models of any other provider" are no place. */
static bool
is_place(struct pv_span s, size_t at)
{
	static const char *const skip[] = { "any", "the", "a", NULL };
	struct pv_span word = pv_words_before(s, at);

	if (pv_words_in(word, skip))
		word = pv_words_before(s, (size_t)(word.ptr - s.ptr));
	return !pv_span_ieq(word, PV_SPAN("of"));
}

static uint32_t
signs_of(struct pv_span s)
{
	static const char *const serves[] = {
		"inference", "serve", "serving", "host", "hosting", "product*",
		"deploy*", NULL
	};
	uint32_t flags = 0;
	size_t i, at;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if ((flags & signs[i].flag) != 0)
			continue;
		at = pv_words_find(s, pv_span_str(signs[i].phrase), 0);
		if (at < s.len && (signs[i].flag != PV_READ_OTHERS ||
		    is_place(s, at)))
			flags |= signs[i].flag;
	}
	if ((flags & PV_READ_TRAINS) != 0 && pv_words_any(s, serves))
		flags &= ~(uint32_t)PV_READ_TRAINS;
	return flags;
}

/* The word before a name, without an article or a "both" between. */
static struct pv_span
word_to(struct pv_span s, size_t at)
{
	static const char *const skip[] = { "the", "a", "an", "its", NULL };
	struct pv_span word = pv_words_before(s, at);

	if (pv_words_in(word, skip))
		word = pv_words_before(s, (size_t)(word.ptr - s.ptr));
	return word;
}

static void
add_place(struct pv_reading *r, struct pv_span key)
{
	unsigned i;

	for (i = 0; i < r->nplaces; i++) {
		if (pv_span_eq(r->places[i], key))
			return;
	}
	if (r->nplaces < PV_READ_PLACES)
		r->places[r->nplaces++] = key;
}

/* The part that a name plays, by the words on both sides of it. */
static void
place_name(struct pv_reading *r, struct pv_span s, const struct pv_name *x,
    size_t at)
{
	static const char *const ways[] = {
		"on", "from", "through", "via", "by", "within", "inside",
		"in", "with", "than", "into", "using", NULL
	};
	static const char *const gives[] = {
		"to", "appoints", "appoint", "authorizes", "authorises",
		"grants", "grant", "entitles", "permits", "licenses", "gives",
		"give", "engages", NULL
	};
	static const char *const acts[] = {
		"may", "shall", "will", "must", "is", "remains", "continues",
		"becomes", "keeps", "has", "holds", "can", "itself", "cannot",
		"receives", "alone", "acts", "sells", "offers", "supplies",
		"collects", NULL
	};
	static const char *const nots[] = { "not", "refrain", "cannot", NULL };
	struct pv_span before = word_to(s, at), after, next;

	after = pv_words_after(s, at + x->text.len);
	next = after.ptr == NULL ? after : pv_words_after(s,
	    (size_t)(after.ptr - s.ptr) + after.len);
	if (x->kind == PV_NAME_OTHERS) {
		r->others = x;
		r->flags |= PV_READ_OTHERS;
	} else if (pv_words_in(after, acts) &&
	    (pv_words_in(next, nots) || pv_span_ieq(after, PV_SPAN("cannot")))) {
		if (r->obligor == NULL)
			r->obligor = x;
	} else if (pv_words_in(after, acts)) {
		if (r->subject == NULL)
			r->subject = x;
	} else if (x->kind == PV_NAME_CLOUD && pv_words_in(before, ways)) {
		add_place(r, x->key);
	} else if (pv_words_in(before, gives) && r->recipient == NULL) {
		r->recipient = x;
	}
}

/* "may host the Assistant on Alder": a name that the text does not define. */
static void
find_stranger(struct pv_reading *r, struct pv_span s)
{
	static const char *const verbs[] = {
		"host", "hosted", "run", "deploy", "deployed", "serve",
		"served", "available", NULL
	};
	static const char *const skip[] = {
		"Section", "Sections", "Article", "Schedule", "Exhibit",
		"Annex", "Appendix", "Clause", "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December", "API", "APIs", "Third",
		NULL
	};
	struct pv_span word;
	size_t at;

	at = pv_words_find(s, PV_SPAN("on"), 0);
	for (; at < s.len && r->stranger.len == 0;
	    at = pv_words_find(s, PV_SPAN("on"), at + 1)) {
		word = pv_words_after(s, at + 2);
		if (word.len < 3 || !pv_isupper(word.ptr[0]) ||
		    (size_t)(word.ptr - s.ptr) != at + 3 ||
		    pv_words_in(word, skip))
			continue;
		if (pv_words_any(pv_span_sub(s, at > 60 ? at - 60 : 0, at),
		    verbs))
			r->stranger = word;
	}
}

/* "From January 1, 2027 ...", "beginning on", "after". */
static void
find_start(struct pv_reading *r, struct pv_span s)
{
	static const char *const openers[] = {
		"from", "from and after", "beginning on", "beginning",
		"starting on", "starting", "commencing on", "with effect from",
		"effective", "effective as of", "on and after", "after",
		"as of", "as from", NULL
	};
	struct pv_span p;
	size_t i, at, end;

	for (i = 0; openers[i] != NULL; i++) {
		p = pv_span_str(openers[i]);
		for (at = pv_words_find(s, p, 0); at < s.len;
		    at = pv_words_find(s, p, end)) {
			end = at + p.len;
			if (end + 1 < s.len && pv_date_read(pv_span_sub(s,
			    end + 1, end + 40), r->from) > 0)
				return;
		}
	}
	r->from[0] = '\0';
}

/* "before January 1, 2031" says when it is over, not the last day. */
static bool
ends_before(struct pv_span s)
{
	static const char *const words[] = { "before", "prior to", NULL };
	char iso[PV_DATE_LEN + 1];
	struct pv_span p;
	size_t i, at;

	for (i = 0; words[i] != NULL; i++) {
		p = pv_span_str(words[i]);
		for (at = pv_words_find(s, p, 0); at < s.len;
		    at = pv_words_find(s, p, at + 1)) {
			if (at + p.len + 1 < s.len && pv_date_read(pv_span_sub(
			    s, at + p.len + 1, at + p.len + 40), iso) > 0)
				return true;
		}
	}
	return false;
}

static void
read_names(struct pv_reading *r, const struct pv_names *names,
    struct pv_span s)
{
	const struct pv_name *x;
	size_t from = 0, at = 0;

	while ((x = pv_names_next(names, s, &from, &at)) != NULL)
		place_name(r, s, x, at);
}

void
pv_reading_of(struct pv_reading *r, const struct pv_names *names,
    struct pv_span text, struct pv_span lead)
{
	memset(r, 0, sizeof(*r));
	r->text = pv_span_sub(text, 0, TEXT_MAX);
	r->lead = pv_span_sub(lead, 0, TEXT_MAX);
	r->flags = signs_of(r->text) | (signs_of(r->lead) & (PV_READ_FORBIDS |
	    PV_READ_PERMITS | PV_READ_RESERVE | PV_READ_PART | PV_READ_ADDS));
	read_names(r, names, r->lead);
	read_names(r, names, r->text);
	find_stranger(r, r->text);
	find_start(r, r->text);
	if (ends_before(r->text))
		r->flags |= PV_READ_BEFORE;
}
