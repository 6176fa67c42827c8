/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "lint/word.h"

static bool
is_letter(char c)
{
	return pv_isalnum(c) || (unsigned char)c > 127;
}

/* "model's" is "model", "models'" is "models". */
static size_t
strip_possessive(const char *s, size_t n)
{
	if (n > 2 && s[n - 1] == 's' && s[n - 2] == '\'')
		return n - 2;
	return n > 1 && s[n - 1] == '\'' ? n - 1 : n;
}

/* The singular of the word, in place. */
static size_t
singular(char *s, size_t n)
{
	if (n < 4 || s[n - 1] != 's' || s[n - 2] == 's' || s[n - 2] == 'u' ||
	    s[n - 2] == 'i')
		return n;
	if (n > 4 && s[n - 2] == 'e' && s[n - 3] == 'i') {
		s[n - 3] = 'y';
		return n - 2;
	}
	if (n > 4 && s[n - 2] == 'e' && (memchr("sxz", s[n - 3], 3) != NULL ||
	    (s[n - 3] == 'h' && memchr("cs", s[n - 4], 2) != NULL)))
		return n - 2;
	return n - 1;
}

bool
pv_word_next(struct pv_span text, uint32_t *at, uint32_t end,
    struct pv_word *w)
{
	uint32_t i = *at;
	size_t n = 0;

	if (end > text.len)
		end = (uint32_t)text.len;
	while (i < end && !is_letter(text.ptr[i]))
		i++;
	w->start = i;
	while (i < end && (is_letter(text.ptr[i]) || (text.ptr[i] == '\'' &&
	    i > w->start && i + 1 < end && is_letter(text.ptr[i + 1])))) {
		if (n < PV_STEM_MAX)
			w->stem[n++] = pv_tolower(text.ptr[i]);
		i++;
	}
	w->end = *at = i;
	if (pv_span_starts(pv_span_sub(text, i, end), PV_SPAN("(s)")))
		*at += 3;
	n = strip_possessive(w->stem, n);
	if (n > 2 && w->stem[n - 1] == 's' && i - w->start == n &&
	    pv_isupper(text.ptr[i - 2]) && text.ptr[i - 1] == 's')
		n--;    /* "APIs" */
	else
		n = singular(w->stem, n);
	w->len = (uint8_t)n;
	return i > w->start;
}

bool
pv_word_is_small(const struct pv_word *w)
{
	static const char small[][8] = { "a", "an", "and", "any", "as", "at",
		"by", "certain", "for", "from", "general", "in", "it", "no",
		"of", "on", "or", "other", "our", "the", "thi", "this", "to",
		"upon", "with", "your" };
	size_t i;

	for (i = 0; i < sizeof(small) / sizeof(small[0]); i++)
		if (pv_span_eq(pv_word_stem(w), pv_span_str(small[i])))
			return true;
	return false;
}
