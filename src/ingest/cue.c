/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/cue.h"

#include "base/num.h"
#include "ingest/marker.h"

/* Order of a word, ASCII letters folded, and a word in lower case. */
static int
order(struct pv_span word, const char *s)
{
	size_t i;
	int diff;

	for (i = 0; i < word.len && s[i] != '\0'; i++) {
		diff = pv_tolower(word.ptr[i]) - s[i];
		if (diff != 0)
			return diff;
	}
	return (i < word.len) - (s[i] != '\0');
}

/* Is the word in a sorted list? */
static bool
among(struct pv_span word, const char *const *list, size_t n)
{
	size_t lo = 0, mid;
	int diff;

	while (lo < n) {
		mid = lo + (n - lo) / 2;
		diff = order(word, list[mid]);
		if (diff == 0)
			return true;
		if (diff < 0)
			n = mid;
		else
			lo = mid + 1;
	}
	return false;
}
#define AMONG(word, list) among(word, list, sizeof(list) / sizeof(*(list)))

/* Words that no sentence ends with. */
static const char *const wanting[] = {
	"a", "all", "among", "an", "annex", "any", "appendix", "are", "article",
	"articles", "as", "at", "be", "because", "been", "between", "both",
	"but", "by", "clause", "clauses", "during", "each", "either", "every",
	"exhibit", "exhibits", "for", "from", "had", "has", "have", "her",
	"his", "if", "in", "including", "into", "is", "its", "may", "must",
	"no", "nor", "not", "of", "on", "other", "our", "paragraph",
	"paragraphs", "per", "pursuant", "schedule", "schedules", "section",
	"sections", "shall", "such", "than", "that", "the", "their", "these",
	"this", "those", "through", "to", "under", "unless", "until", "upon",
	"was", "were", "when", "where", "whether", "which", "while", "who",
	"whose", "will", "with", "within", "your"
};

/* A full stop behind these may not end a sentence. */
static const char *const abbreviated[] = {
	"art", "attn", "bros", "co", "corp", "dept", "dr", "e.g", "i.e", "inc",
	"jr", "l.p", "llc", "ltd", "mr", "mrs", "ms", "n.a", "no", "nos", "p.c",
	"sec", "sr", "st", "u.k", "u.s", "v", "vs"
};

/* Parts of an agreement that a name of one word follows. */
static const char *const divisions[] = {
	"addendum", "annex", "annexure", "appendix", "article", "attachment",
	"chapter", "clause", "exhibit", "part", "schedule", "section"
};

static const char *const joining[] = { "and", "and/or", "or" };

size_t
pv_cue_word(struct pv_span s)
{
	size_t n = 0;

	while (n < s.len && !pv_isspace(s.ptr[n]))
		n++;
	return n;
}

size_t
pv_cue_blank_tail(struct pv_span s)
{
	struct pv_span tail;

	if (s.len == 0)
		return 0;
	if (pv_isspace(s.ptr[s.len - 1]))
		return 1;
	if ((unsigned char)s.ptr[s.len - 1] < 0x80 || s.len < 2)
		return 0;
	tail = pv_span_sub(s, s.len - 2, s.len);
	if ((unsigned char)tail.ptr[0] == 0xC2 && pv_marker_blank(tail) == 2)
		return 2;
	if (s.len < 3)
		return 0;
	tail = pv_span_sub(s, s.len - 3, s.len);
	return (unsigned char)tail.ptr[0] >= 0xE0 &&
	    pv_marker_blank(tail) == 3 ? 3 : 0;
}

struct pv_span
pv_cue_trim(struct pv_span s)
{
	size_t n;

	s = pv_span_sub(s, pv_marker_blank(s), s.len);
	while ((n = pv_cue_blank_tail(s)) > 0)
		s.len -= n;
	return s;
}

/* Closing quotes and brackets at the end of s, and blanks, in bytes. */
static size_t
closer(struct pv_span s)
{
	static const char *const marks[] = { "\"", "'", ")", "]",
		"\342\200\235", "\342\200\231" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (pv_span_ends(s, pv_span_str(marks[i])))
			return strlen(marks[i]);
	return pv_cue_blank_tail(s);
}

static struct pv_span
last_word(struct pv_span s)
{
	size_t from = s.len;

	while (from > 0 && s.len - from < 16 &&
	    (pv_isalpha(s.ptr[from - 1]) || s.ptr[from - 1] == '.'))
		from--;
	if (from > 0 && !pv_isspace(s.ptr[from - 1]) &&
	    s.ptr[from - 1] != '(' && s.ptr[from - 1] != ',')
		return pv_span("", 0);
	return pv_span_sub(s, from, s.len);
}

#define ASIDE_MAX 60            /* bytes; longer asides are clauses */

/* "Section 11.2 (Termination for": an aside that the next line closes. */
static bool
is_aside_open(struct pv_span s)
{
	size_t at = s.len;

	while (at > 0 && s.len - at < ASIDE_MAX && s.ptr[at - 1] != '(' &&
	    s.ptr[at - 1] != ')')
		at--;
	return at > 1 && s.ptr[at - 1] == '(' && pv_isspace(s.ptr[at - 2]);
}

enum pv_cue_end
pv_cue_end(struct pv_span s)
{
	size_t n;
	bool closed;
	char c;

	s = pv_cue_trim(s);
	if (s.len >= 2 && s.ptr[s.len - 1] == '-' &&
	    pv_isalpha(s.ptr[s.len - 2]))
		return PV_CUE_HYPHEN;
	closed = s.len > 0 && closer(s) > 0;
	while ((n = closer(s)) > 0)
		s.len -= n;
	if (s.len == 0)
		return PV_CUE_OPEN;
	c = s.ptr[s.len - 1];
	if (c == ';' || c == ':' || c == '?' || c == '!')
		return PV_CUE_CLOSED;
	if (c == '.') {
		s.len--;
		return !closed && AMONG(last_word(s), abbreviated) ?
		    PV_CUE_ABBREV : PV_CUE_CLOSED;
	}
	if (closed)
		return PV_CUE_OPEN;
	if (c == ',')
		return PV_CUE_WANTS;
	if (AMONG(last_word(s), joining))
		return PV_CUE_LIST;
	return AMONG(last_word(s), wanting) || is_aside_open(s) ?
	    PV_CUE_WANTS : PV_CUE_OPEN;
}

/* "Exhibit B", "SCHEDULE 2", "Part IV": the bytes, or 0. */
static size_t
division(struct pv_span s)
{
	size_t word = pv_cue_word(s), n, i;

	if (word == s.len || !pv_isupper(s.ptr[0]) ||
	    !AMONG(pv_span_sub(s, 0, word), divisions))
		return 0;
	i = word + pv_marker_blank(pv_span_sub(s, word, s.len));
	n = pv_cue_word(pv_span_sub(s, i, s.len));
	if (n == 0 || n > 8)
		return 0;
	for (size_t k = i; k < i + n; k++)
		if (pv_islower(s.ptr[k]))
			return 0;
	return i + n;
}

bool
pv_cue_cites(struct pv_span s)
{
	size_t at = division(s), close;

	if (at == 0 || pv_isupper(s.ptr[1]))
		return false;
	if (strchr(",;.)", s.ptr[at - 1]) != NULL)
		return s.ptr[at - 1] != '.' || at == s.len;
	s = pv_cue_trim(pv_span_sub(s, at, s.len));
	close = s.len > 0 && s.ptr[0] == '(' ? pv_span_find(s, PV_SPAN(")")) :
	    s.len;
	if (close < s.len) {
		s = pv_cue_trim(pv_span_sub(s, close + 1, s.len));
		if (s.len > 0 && strchr(".,;)", s.ptr[0]) != NULL)
			return true;
	}
	return s.len > 0 && pv_islower(s.ptr[0]);
}

bool
pv_cue_repeats(struct pv_span a, struct pv_span b)
{
	static const char *const more[] = { "thirty", "forty", "fifty",
		"sixty", "seventy", "eighty", "ninety", "hundred", "thousand",
		"million", "billion" };
	size_t at = 1, from;

	while (at < b.len && (pv_isdigit(b.ptr[at]) || b.ptr[at] == ','))
		at++;
	if (at < 2 || at >= b.len || b.ptr[0] != '(' || b.ptr[at] != ')')
		return false;
	a = pv_cue_trim(a);
	for (from = a.len; from > 0 && pv_isalpha(a.ptr[from - 1]); from--)
		;
	a = pv_span_sub(a, from, a.len);
	for (size_t i = 0; i < sizeof(more) / sizeof(more[0]); i++)
		if (pv_span_ieq(a, pv_span_str(more[i])))
			return true;
	return pv_num_word(a) > 0;
}

size_t
pv_cue_label(struct pv_span s)
{
	size_t n = pv_cue_word(s), digits = 0;

	if (n == 0)
		return 0;
	if (n < s.len && pv_marker_bullet(pv_span_sub(s, 0, n)))
		return n;
	while (digits < n && pv_isdigit(s.ptr[digits]))
		digits++;
	if (digits > 3)
		return 0;
	n = pv_marker_label(s);
	return n > 0 ? n : division(s);
}

bool
pv_cue_lower(struct pv_span s)
{
	size_t i = 0;

	while (i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'' ||
	    s.ptr[i] == '(' || s.ptr[i] == '['))
		i++;
	return i < s.len && pv_islower(s.ptr[i]);
}

bool
pv_cue_caps(struct pv_span s)
{
	size_t upper = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (pv_islower(s.ptr[i]))
			return false;
		upper += pv_isupper(s.ptr[i]);
	}
	return upper >= 2;
}

bool
pv_cue_defines(struct pv_span s)
{
	static const char *const words[] = { "means", "mean ", "shall mean",
		"has the meaning", "have the meaning", "shall have the",
		"includes", "refers to", "is defined" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_istarts(s, pv_span_str(words[i])))
			return true;
	return s.len > 0 && (s.ptr[0] == ':' || s.ptr[0] == ',' ||
	    s.ptr[0] == ';' || s.ptr[0] == '.');
}
