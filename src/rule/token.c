/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* strchrnul */
#endif

#include "rule/token.h"

#include "base/num.h"
#include "model/redaction.h"

#define BLOCK 16        /* bytes of a list that are looked at together */
#define BEFORE 4096     /* bytes read before the place that is asked about */

static bool
inner(const char *p, const char *end)
{
	return (*p == '-' || *p == '\'' || *p == '.' || *p == ',') &&
	    p + 1 < end && pv_isalnum(p[1]);
}

/* Length of the word at p: "9,000" is one, "A,b" and "end.Next" are not. */
static size_t
word_len(const char *p, const char *end)
{
	const char *q = p + 1;

	while (q < end) {
		bool digits = pv_isdigit(q[-1]) && q + 1 < end &&
		    pv_isdigit(q[1]);

		if (pv_isalnum(*q) || (unsigned char)*q >= 0x80)
			q++;
		else if (inner(q, end) && (*q == '-' || *q == '\'' || digits))
			q++;
		else
			break;
	}
	return (size_t)(q - p);
}

/* Words are missing here. */
static bool
hidden(const struct pv_token *t)
{
	return t->kind == PV_TOK_REDACTED || t->kind == PV_TOK_BLANK;
}

/* Length of a blank to fill in, "[____]" or "____", or 0. */
static size_t
blank_len(struct pv_span s)
{
	size_t i = *s.ptr == '[', n = 0;

	for (; i < s.len && (s.ptr[i] == '_' || s.ptr[i] == ' '); i++)
		n += s.ptr[i] == '_';
	if (*s.ptr == '[')
		return n > 0 && i < s.len && s.ptr[i] == ']' ? i + 1 : 0;
	for (n = 0; n < s.len && s.ptr[n] == '_'; n++)
		;
	return n >= 3 ? n : 0;
}

static struct pv_token
next_token(struct pv_span text, size_t at, struct pv_span mark)
{
	const char *p = text.ptr + at, *end = text.ptr + text.len;
	struct pv_token t = { .at = (uint32_t)at, .len = 1,
		.kind = PV_TOK_MARK };
	size_t len = 0;

	len = pv_redaction_at(pv_span_sub(text, at, text.len), mark);
	if (len > 0) {
		t.kind = PV_TOK_REDACTED;
	} else if ((*p == '[' || *p == '_') &&
	    (len = blank_len(pv_span_sub(text, at, text.len))) > 0) {
		t.kind = PV_TOK_BLANK;
	} else if (pv_isalnum(*p) || (unsigned char)*p >= 0x80) {
		t.kind = pv_isdigit(*p) ? PV_TOK_NUMBER : PV_TOK_WORD;
		len = word_len(p, end);
	}
	if (len > 0)
		t.len = (uint32_t)len;
	return t;
}

static bool
is_number(struct pv_span s, const struct pv_token *t)
{
	static const char tens[] =
	    "zero|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|"
	    "thousand|million|billion|trillion|several|half";

	if (t->kind == PV_TOK_NUMBER || hidden(t))
		return true;
	s.len = pv_span_find(s, PV_SPAN("-"));
	return pv_num_word(s) > 0 || pv_span_among(s, tens, sizeof(tens) - 1);
}

/* What there is to see of a token at a glance. */
static struct pv_glance
bits_of(struct pv_span s, const struct pv_token *t)
{
	struct pv_glance bits = pv_glance_word(s);

	if (is_number(s, t))
		bits.outer |= PV_GLANCE_NUMBER;
	if (t->kind == PV_TOK_WORD && pv_isupper(s.ptr[0]))
		bits.outer |= PV_GLANCE_CAPITAL;
	if (hidden(t))
		bits.outer |= PV_GLANCE_HIDDEN;
	return bits;
}

void
pv_tokens_read(struct pv_tokens *w, struct pv_span text, uint32_t around)
{
	pv_tokens_read_marked(w, text, around, PV_SPAN(""));
}

void
pv_tokens_read_marked(struct pv_tokens *w, struct pv_span text,
    uint32_t around, struct pv_span mark)
{
	size_t at = around > BEFORE ? around - BEFORE : 0;

	w->text = text;
	w->glances = NULL;
	w->n = 0;
	while (at > 0 && at < text.len && !pv_isspace(text.ptr[at]))
		at++;
	while (at < text.len && w->n < PV_TOKENS) {
		struct pv_token t;

		if (pv_isspace(text.ptr[at])) {
			at++;
			continue;
		}
		t = next_token(text, at, mark);
		t.bits = bits_of(pv_span_sub(text, at, at + t.len), &t);
		w->t[w->n++] = t;
		at += t.len;
	}
}

uint32_t
pv_tokens_at(const struct pv_tokens *w, uint32_t at)
{
	uint32_t lo = 0, hi = w->n;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (w->t[mid].at + w->t[mid].len > at)
			hi = mid;
		else
			lo = mid + 1;
	}
	return lo;
}

bool
pv_token_is(const struct pv_tokens *w, uint32_t i, const char *word)
{
	return i < w->n && pv_span_ieq(pv_token(w, i), pv_span_str(word));
}

/* Whether the alternative that begins at list[at] is s. */
static bool
is_alternative(struct pv_span s, struct pv_span list, size_t at)
{
	size_t end = at + s.len;

	return end <= list.len && (end == list.len || list.ptr[end] == '|') &&
	    pv_span_ieq(s, pv_span(list.ptr + at, s.len));
}

/*
 * Whether one of the sixteen bytes at list[at] may be the bar before s: a
 * letter like its first one follows, and a bar where it would end.
 */
static bool
may_begin(struct pv_span s, struct pv_span list, size_t at)
{
	typedef unsigned char block __attribute__((vector_size(BLOCK)));
	block bars, letters, ends, hits;
	uint64_t halves[BLOCK / sizeof(uint64_t)];

	memcpy(&bars, list.ptr + at, BLOCK);
	memcpy(&letters, list.ptr + at + 1, BLOCK);
	memcpy(&ends, list.ptr + at + 1 + s.len, BLOCK);
	hits = (block)(bars == '|') & (block)(ends == '|') &
	    (block)((letters | 0x20) == (unsigned char)(s.ptr[0] | 0x20));
	memcpy(halves, &hits, BLOCK);
	return (halves[0] | halves[1]) != 0;
}

/* Most of the work of the stance engine is done here, so it goes by blocks. */
bool
pv_span_among(struct pv_span s, const char *ptr, size_t len)
{
	struct pv_span list = pv_span(ptr, len);
	size_t at = 0, end;

	if (s.len == 0 || s.len > len)
		return false;
	if (is_alternative(s, list, 0))
		return true;
	while (at + s.len < len) {
		end = at + BLOCK;
		if (end + 1 + s.len > len)
			end = len - s.len;
		else if (!may_begin(s, list, at))
			at = end;
		for (; at < end; at++)
			if (ptr[at] == '|' && is_alternative(s, list, at + 1))
				return true;
	}
	return false;
}

bool
pv_token_among(const struct pv_tokens *w, uint32_t i, const char *list,
    size_t len)
{
	if (i >= w->n || (w->glances != NULL && !pv_glance_may(
	    pv_glance_list(w->glances, list, len), w->t[i].bits)))
		return false;
	return pv_span_among(pv_token(w, i), list, len);
}

bool
pv_token_capital(const struct pv_tokens *w, uint32_t i)
{
	return i < w->n && (w->t[i].bits.outer & PV_GLANCE_CAPITAL) != 0;
}

/* Whether token i is what one element of a phrase asks for. */
static bool
element(const struct pv_tokens *w, uint32_t i, struct pv_span e)
{
	if (i >= w->n)
		return false;
	if (e.len == 1) {
		switch (e.ptr[0]) {
		case '*':
			return !pv_token_in(w, i, ";|.");
		case '#':
			return (w->t[i].bits.outer & PV_GLANCE_NUMBER) != 0;
		case '@':
			return pv_token_capital(w, i);
		case '%':
			return hidden(&w->t[i]);
		}
	}
	return pv_token_among(w, i, e.ptr, e.len);
}

static struct pv_span
take_element(const char **phrase)
{
	const char *p = *phrase, *end;

	while (*p == ' ')
		p++;
	/* some elements are hundreds of words */
	end = strchrnul(p, ' ');
	*phrase = end;
	return pv_span(p, (size_t)(end - p));
}

/*
 * Recursion is as deep as the phrase is long, and phrases are constants of
 * this program.  A gap takes as few tokens as it can.
 */
static bool
phrase_at(const struct pv_tokens *w, uint32_t i, const char *phrase,
    uint32_t *end)
{
	struct pv_span e = take_element(&phrase);
	uint32_t most;

	if (e.len == 0) {
		*end = i;
		return true;
	}
	if (e.ptr[0] == '~') {
		most = (uint32_t)(e.ptr[1] - '0');
		if (e.len > 2)
			most = most * 10 + (uint32_t)(e.ptr[2] - '0');
		for (uint32_t k = 0; k <= most; k++) {
			if (phrase_at(w, i + k, phrase, end))
				return true;
			if (i + k >= w->n || pv_token_in(w, i + k, ";|."))
				return false;
		}
		return false;
	}
	if (e.len > 1 && e.ptr[e.len - 1] == '?') {
		e.len--;
		if (element(w, i, e) && phrase_at(w, i + 1, phrase, end))
			return true;
		return phrase_at(w, i, phrase, end);
	}
	return element(w, i, e) && phrase_at(w, i + 1, phrase, end);
}

uint32_t
pv_phrase(const struct pv_tokens *w, uint32_t i, const char *phrase)
{
	uint32_t end;

	if (i >= w->n || (w->glances != NULL && !pv_glance_may(
	    pv_glance_phrase(w->glances, phrase), w->t[i].bits)))
		return 0;
	return phrase_at(w, i, phrase, &end) ? end - i : 0;
}

uint32_t
pv_phrase_first(const struct pv_tokens *w, uint32_t i,
    struct pv_phrases phrases, size_t *which)
{
	struct pv_glance_many bits = { NULL, 0 };
	const char *phrase;
	uint32_t end;

	if (i >= w->n)
		return 0;
	if (w->glances != NULL)
		bits = pv_glance_phrases(w->glances, phrases);
	if (bits.each != NULL &&
	    !pv_glance_may(bits.each[bits.n], w->t[i].bits))
		return 0;
	for (;; ++*which) {
		while (*which < bits.n && bits.each != NULL &&
		    !pv_glance_may(bits.each[*which], w->t[i].bits))
			++*which;
		phrase = pv_phrases_at(phrases, *which);
		if (phrase == NULL)
			return 0;
		if (phrase_at(w, i, phrase, &end) && end > i)
			return end - i;
	}
}

uint32_t
pv_phrase_any(const struct pv_tokens *w, uint32_t i,
    const char *const *phrases)
{
	size_t which = 0;

	return pv_phrase_first(w, i,
	    (struct pv_phrases){ phrases, sizeof(*phrases) }, &which);
}

static bool
edge_mark(const struct pv_tokens *w, uint32_t i)
{
	return w->t[i].kind == PV_TOK_MARK &&
	    !pv_token_in(w, i, "(|)|[|]|$|%");
}

struct pv_span
pv_tokens_text(const struct pv_tokens *w, uint32_t from, uint32_t to)
{
	if (to > w->n)
		to = w->n;
	while (from < to && edge_mark(w, from))
		from++;
	while (from < to && edge_mark(w, to - 1))
		to--;
	/* a parenthesis that is closed but not opened here */
	if (from < to && pv_token_is(w, to - 1, ")")) {
		uint32_t k = from;

		while (k < to && !pv_token_is(w, k, "("))
			k++;
		if (k == to)
			to--;
	}
	if (from >= to)
		return pv_span("", 0);
	return pv_span(w->text.ptr + w->t[from].at, (size_t)w->t[to - 1].at +
	    w->t[to - 1].len - w->t[from].at);
}
