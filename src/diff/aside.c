/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/history.h"

/*
 * "This Statement restates certain terms.  It does not amend the Agreement."
 * "Nothing in this Memorandum amends it."  "This letter is not binding."
 * A sentence whose subject is a paper of that kind (or "it", after one) and
 * that denies to change or to bind.
 */

/* Most words of a sentence that are looked at. */
#define WORDS_MAX 64

struct words {
	struct pv_span of[WORDS_MAX];
	size_t n;
};

static bool
is_word(char c)
{
	return pv_isalnum(c) || c == '-' || c == '\'' ||
	    (unsigned char)c >= 0x80;
}

static struct words
split(struct pv_span s)
{
	struct words w = { .n = 0 };
	size_t i = 0, from;

	while (w.n < WORDS_MAX) {
		while (i < s.len && !is_word(s.ptr[i]))
			i++;
		for (from = i; i < s.len && is_word(s.ptr[i]);)
			i++;
		if (i == from)
			break;
		w.of[w.n++] = pv_span_sub(s, from, i);
	}
	return w;
}

/* The first of words[i..end) that is in the list, or end. */
static size_t
find(const struct words *w, size_t i, size_t end, const char *const *list)
{
	for (; i < end; i++)
		for (size_t k = 0; list[k] != NULL; k++)
			if (pv_span_ieq(w->of[i], pv_span_str(list[k])))
				return i;
	return end;
}

/* Likewise, by the beginning of a word. */
static size_t
find_stem(const struct words *w, size_t i, size_t end,
    const char *const *list)
{
	for (; i < end; i++)
		for (size_t k = 0; list[k] != NULL; k++)
			if (pv_span_istarts(w->of[i], pv_span_str(list[k])))
				return i;
	return end;
}

/* "this Statement", "this joint press release"; the index after it, or 0. */
static size_t
subject(const struct words *w)
{
	static const char *const these[] = { "this", "the", "these", NULL };
	static const char *const kinds[] = { "memorandum", "mou", "statement",
		"announcement", "letter", "communication", "communique",
		"notice", "release", "paper", "note", "summary", "outline",
		"heads", "sheet", "faq", "post", "update", "briefing",
		"explanation", NULL };
	size_t i, end, k;

	for (i = 0; i < w->n; i++) {
		i = find(w, i, w->n, these);
		if (i == w->n)
			return 0;
		end = i + 4 < w->n ? i + 4 : w->n;
		k = find(w, i + 1, end, kinds);
		/* "the" alone names any paper, "this" the one at hand */
		if (k < end && !pv_span_ieq(w->of[i], PV_SPAN("the")))
			return k + 1;
	}
	return 0;
}

static bool
denies(const struct words *w)
{
	static const char *const no[] = { "not", "nothing", "no", "neither",
		"never", "without", "none", NULL };
	static const char *const change[] = { "amend", "modif", "chang",
		"alter", "vary", "varies", "supersed", "replac", "waive",
		"binding", "legally", NULL };
	size_t i = find(w, 0, w->n, no), end = i + 12;

	if (find_stem(w, 0, w->n, (const char *const[]){ "non-binding",
	    NULL }) < w->n)
		return true;
	return i < w->n &&
	    find_stem(w, i + 1, end < w->n ? end : w->n, change) <
	    (end < w->n ? end : w->n);
}

static bool
starts_with_it(const struct words *w)
{
	return w->n > 0 && pv_span_ieq(w->of[0], PV_SPAN("it"));
}

bool
pv_denies_itself(const struct pv_version *v)
{
	const struct pv_sentence *s;
	uint32_t clause = PV_NONE;
	bool named = false, here;
	struct words w;

	for (size_t i = 0; i < v->nsentences; i++) {
		s = &v->sentences[i];
		w = split(pv_version_text(v, s->at));
		here = subject(&w) > 0;
		/* the sentence before had it as its subject */
		if ((here || (named && s->clause == clause &&
		    starts_with_it(&w))) && denies(&w))
			return true;
		named = here || (named && s->clause == clause &&
		    starts_with_it(&w));
		clause = s->clause;
	}
	return false;
}
