/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "model/redaction.h"

#define BRACKET_MAX 120     /* bytes in brackets that may be a mark */
#define MARK_MAX 20         /* bytes of a mark that a legend names */
#define NEAR 500            /* bytes of a legend around its mark */

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_star(struct pv_span s)
{
	return s.len > 0 && s.ptr[0] == '*';
}

/* "***" or "* * *": its bytes, and how many asterisks. */
static size_t
stars_at(struct pv_span s, size_t *count)
{
	size_t end = 0, i = 0;

	for (*count = 0; i < s.len; i++) {
		if (s.ptr[i] == '*') {
			(*count)++;
			end = i + 1;
		} else if (s.ptr[i] != ' ' || i > end) {
			break;
		}
	}
	return end;
}

static size_t
run_of(struct pv_span s, char c)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] == c)
		n++;
	return n;
}

/* Black boxes and blocks, U+2580 to U+25A0: their bytes. */
static size_t
black_at(struct pv_span s)
{
	size_t n = 0;

	while (n + 2 < s.len && s.ptr[n] == '\xe2' &&
	    s.ptr[n + 1] == '\x96' && (unsigned char)s.ptr[n + 2] <= 0xa0)
		n += 3;
	return n;
}

/* Bullets and circles alone. */
static bool
all_bullets(struct pv_span s)
{
	size_t i;

	for (i = 0; i + 2 < s.len; i += 3)
		if (memcmp(s.ptr + i, "\xe2\x97\x8f", 3) != 0 &&
		    memcmp(s.ptr + i, "\xe2\x80\xa2", 3) != 0)
			return false;
	return i > 0 && i == s.len;
}

/* What stands in brackets says that words were taken out. */
static bool
says_so(struct pv_span s)
{
	static const char *const whole[] = { "redacted", "omitted",
		"confidential", "text redacted", "text omitted",
		"information redacted", "information omitted",
		"confidential information", "confidential material",
		"proprietary information" };
	static const char *const begins[] = { "redacted ", "redacted:",
		"redacted-", "redacted,", "confidential treatment",
		"confidential information omitted",
		"confidential information redacted",
		"confidential information has been",
		"confidential portion", "confidential material redacted",
		"confidential material omitted", "commercial terms redacted",
		"commercially sensitive", "portions redacted",
		"portion redacted" };
	size_t i;

	for (i = 0; i < COUNT(whole); i++)
		if (pv_span_ieq(s, pv_span_str(whole[i])))
			return true;
	for (i = 0; i < COUNT(begins); i++)
		if (pv_span_istarts(s, pv_span_str(begins[i])))
			return true;
	return false;
}

static bool
only_stars(struct pv_span s, size_t least)
{
	size_t stars = 0;

	for (size_t i = 0; i < s.len; i++) {
		stars += s.ptr[i] == '*';
		if (s.ptr[i] != '*' && s.ptr[i] != ' ' && s.ptr[i] != '.')
			return false;
	}
	return stars >= least;
}

static size_t
bracket_at(struct pv_span s)
{
	static const char open[] = "[{(<", close[] = "]})>";
	const char *kind = memchr(open, s.ptr[0], 4);
	bool square = s.ptr[0] == '[', weak = kind != NULL && kind - open > 1;
	struct pv_span in;
	size_t n;

	if (kind == NULL)
		return 0;
	for (n = 1; n < s.len && n < BRACKET_MAX; n++)
		if (s.ptr[n] == close[kind - open] || s.ptr[n] == '\n' ||
		    s.ptr[n] == s.ptr[0])
			break;
	if (n >= s.len || s.ptr[n] != close[kind - open])
		return 0;
	in = pv_span_trim(pv_span_sub(s, 1, n));
	if (only_stars(in, weak ? 3 : 1) || (square && (says_so(in) ||
	    all_bullets(in) || (in.len > 0 && black_at(in) == in.len) ||
	    (in.len > 1 && run_of(in, 'X') == in.len))))
		return n + 1;
	return 0;
}

size_t
pv_redaction_at(struct pv_span s, struct pv_span mark)
{
	size_t n, stars;

	if (s.len == 0)
		return 0;
	if (mark.len > 0 && pv_span_starts(s, mark))
		return mark.len;
	if (is_star(s)) {
		n = stars_at(s, &stars);
		return stars >= 3 ? n : 0;
	}
	if (s.ptr[0] == 'X') {
		n = run_of(s, 'X');
		return n >= 4 && (n == s.len || !pv_isalnum(s.ptr[n])) ? n : 0;
	}
	n = bracket_at(s);
	return n > 0 ? n : black_at(s);
}

static bool
has_any(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ifind(s, pv_span_str(words[i])) < s.len)
			return true;
	return false;
}

/* The sentence around byte `at`, on its line. */
static struct pv_span
sentence_at(struct pv_span text, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && at - from < NEAR && text.ptr[from - 1] != '\n' &&
	    !(text.ptr[from - 1] == ' ' && from > 1 &&
	    text.ptr[from - 2] == '.'))
		from--;
	while (to < text.len && to - at < NEAR && text.ptr[to] != '\n' &&
	    !(text.ptr[to] == '.' && to + 1 < text.len &&
	    pv_isspace(text.ptr[to + 1])))
		to++;
	return pv_span_sub(text, from, to);
}

static bool
is_legend(struct pv_span s)
{
	static const char *const gone[] = { "omitted", "omission", "excluded",
		"redacted", "withheld", "confidential treatment",
		"confidential portion" };
	static const char *const what[] = { "information", "portion",
		"omission", "material", "text", "provision", "terms" };

	return has_any(s, gone, COUNT(gone)) && has_any(s, what, COUNT(what));
}

/* Ends what stands in front of the mark that a legend names. */
static const char *const intro[] = { "marked with", "marked by", "marked as",
	"marked", "denoted by", "denoted with", "denoted as", "denoted",
	"indicated by", "indicated with", "indicated as", "identified by",
	"identified with", "identified as", "designated by", "designated with",
	"designated as", "designated", "replaced with", "replaced by",
	"represented by", "represented as", "shown as", "symbol", "mark",
	"notation", "asterisks", "brackets" };

/* Between those and the mark. */
static const char *const filler[] = { "the", "a", "an", "this", "following",
	"mark", "marks", "symbol", "symbols", "sign", "letters", "notation",
	"placeholder", "bracketed", "asterisks", "brackets", "by", "with",
	"as", "in", "double", "triple" };

static bool
is_one(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ieq(s, pv_span_str(words[i])))
			return true;
	return false;
}

/* Does `before` end with words that announce a mark? */
static bool
announced(struct pv_span before)
{
	size_t i, hops;

	for (hops = 0; hops < 5; hops++) {
		while (before.len > 0 && strchr(" \"'(:,",
		    before.ptr[before.len - 1]) != NULL)
			before.len--;
		for (i = 0; i < COUNT(intro); i++) {
			struct pv_span w = pv_span_str(intro[i]);

			if (before.len >= w.len && pv_span_ieq(pv_span_sub(
			    before, before.len - w.len, before.len), w))
				return true;
		}
		for (i = before.len; i > 0 && pv_isalpha(before.ptr[i - 1]);
		    i--)
			;
		if (!is_one(pv_span_sub(before, i, before.len), filler,
		    COUNT(filler)))
			return false;
		before.len = i;
	}
	return false;
}

/* The mark at `at` is what a legend talks about. */
static bool
in_legend(struct pv_span text, size_t at, size_t len)
{
	static const char *const next[] = { "certain", "indicates", "denotes",
		"portions", "confidential", "represents", "information",
		"omitted", "redacted", "designates", "text", "the " };
	struct pv_span rest = pv_span_sub(text, at + len, at + len + 24);
	bool first = at == 0 || text.ptr[at - 1] == '\n';
	size_t from = at > 60 ? at - 60 : 0;

	rest = pv_span_trim(rest);
	if (!announced(pv_span_sub(text, from, at))) {
		if (!first)
			return false;
		for (size_t i = 0; i <= COUNT(next); i++) {
			if (i == COUNT(next))
				return false;
			if (pv_span_istarts(rest, pv_span_str(next[i])))
				break;
		}
	}
	return is_legend(sentence_at(text, first ? at + len + 1 : at));
}

/* "XYZ" or <XYZ> in quotes or brackets at s, without the quotes. */
static struct pv_span
named(struct pv_span s)
{
	static const char open[] = "\"'[{<(", close[] = "\"']}>)";
	const char *kind;
	size_t n;

	if (s.len == 0 || (kind = memchr(open, s.ptr[0], 6)) == NULL)
		return pv_span("", 0);
	for (n = 1; n < s.len && n <= MARK_MAX; n++)
		if (s.ptr[n] == close[kind - open] || s.ptr[n] == '\n')
			break;
	if (n >= s.len || s.ptr[n] != close[kind - open])
		return pv_span("", 0);
	return kind - open < 2 ? pv_span_trim(pv_span_sub(s, 1, n)) :
	    pv_span_sub(s, 0, n + 1);
}

/* Nothing that stands in a text for itself. */
static bool
fit_for_mark(struct pv_span s)
{
	bool sign = false;

	if (s.len < 2)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (pv_islower(s.ptr[i]) || pv_isdigit(s.ptr[i]))
			return false;
		sign = sign || strchr("*#_X-.[{<~^=", s.ptr[i]) != NULL ||
		    (unsigned char)s.ptr[i] >= 0x80;
	}
	return sign && pv_redaction_at(s, pv_span("", 0)) != s.len;
}

struct pv_span
pv_redaction_mark(struct pv_span text)
{
	struct pv_span mark;
	size_t from;

	for (size_t i = 0; i < text.len; i++) {
		if (strchr("\"'[{<", text.ptr[i]) == NULL ||
		    text.ptr[i] == '\0')
			continue;
		from = i > 60 ? i - 60 : 0;
		if (i == 0 || text.ptr[i - 1] != ' ' ||
		    !announced(pv_span_sub(text, from, i)))
			continue;
		mark = named(pv_span_sub(text, i, text.len));
		if (fit_for_mark(mark) && is_legend(sentence_at(text, i)))
			return mark;
	}
	return pv_span("", 0);
}

/* A line of asterisks alone separates what stands around it. */
static bool
alone(struct pv_span text, size_t at, size_t len)
{
	return text.ptr[at] == '*' && (at == 0 || text.ptr[at - 1] == '\n') &&
	    (at + len == text.len || text.ptr[at + len] == '\n');
}

size_t
pv_redaction_count(struct pv_span text)
{
	struct pv_span mark = pv_redaction_mark(text);
	size_t n = 0, len, i;

	for (i = 0; i < text.len; i += len) {
		len = 1;
		if (pv_isalnum(text.ptr[i]) && (text.ptr[i] != 'X' ||
		    (i > 0 && pv_isalnum(text.ptr[i - 1]))) && mark.len == 0)
			continue;
		len = pv_redaction_at(pv_span_sub(text, i, text.len), mark);
		if (len > 0 && (pv_isalpha(text.ptr[i]) && i > 0 &&
		    pv_isalnum(text.ptr[i - 1])))
			len = 0;
		n += len > 0 && !alone(text, i, len) &&
		    !in_legend(text, i, len);
		len = len > 0 ? len : 1;
	}
	return n;
}
