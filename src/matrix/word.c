/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "matrix/word.h"

static bool
in_word(char c)
{
	return pv_isalnum(c) || (unsigned char)c >= 0x80;
}

size_t
pv_words_find(struct pv_span s, struct pv_span phrase, size_t from)
{
	bool open = phrase.len > 0 && phrase.ptr[phrase.len - 1] == '*';
	size_t at = from, end;

	if (open)
		phrase.len--;
	while (at < s.len) {
		at += pv_span_ifind(pv_span_sub(s, at, s.len), phrase);
		if (at >= s.len)
			break;
		end = at + phrase.len;
		if ((at == 0 || !in_word(s.ptr[at - 1])) &&
		    (open || end == s.len || !in_word(s.ptr[end])))
			return at;
		at++;
	}
	return s.len;
}

bool
pv_words_any(struct pv_span s, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++) {
		if (pv_words_find(s, pv_span_str(*phrases), 0) < s.len)
			return true;
	}
	return false;
}

struct pv_span
pv_words_before(struct pv_span s, size_t at)
{
	size_t end = at < s.len ? at : s.len, start;

	while (end > 0 && !in_word(s.ptr[end - 1]))
		end--;
	start = end;
	while (start > 0 && in_word(s.ptr[start - 1]))
		start--;
	return pv_span_sub(s, start, end);
}

struct pv_span
pv_words_after(struct pv_span s, size_t at)
{
	size_t start = at, end;

	while (start < s.len && !in_word(s.ptr[start]))
		start++;
	end = start;
	while (end < s.len && (in_word(s.ptr[end]) || s.ptr[end] == '\''))
		end++;
	return pv_span_sub(s, start, end);
}

bool
pv_words_in(struct pv_span s, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (pv_span_ieq(s, pv_span_str(*words)))
			return true;
	}
	return false;
}
