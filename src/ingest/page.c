/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/page.h"

#include "base/num.h"
#include "base/utf8.h"
#include "ingest/cue.h"
#include "ingest/fold.h"

#define SOURCE_NAME 120     /* bytes of a company's name, at most */
#define SOURCE_FORM 20      /* bytes of a form's name, at most */
#define HEAD 160            /* bytes of a running head that is no legend */

enum { SERIES_ARABIC = 1, SERIES_ROMAN = 2, SERIES_LETTER = 16 };

static size_t
digits(struct pv_span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && pv_isdigit(s.ptr[at + n]))
		n++;
	return n;
}

static size_t
blanks(struct pv_span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && pv_isspace(s.ptr[at + n]))
		n++;
	return n;
}

static uint32_t
value(struct pv_span s)
{
	uint64_t n = 0;

	return pv_num_parse(s, 9999, &n) ? (uint32_t)n : 0;
}

/* "8/1/2019" at `at`: the bytes, or 0. */
static size_t
date(struct pv_span s, size_t at)
{
	static const size_t most[] = { 2, 2, 4 };
	size_t from = at, n;

	for (size_t i = 0; i < 3; i++) {
		if (i > 0 && (at >= s.len || s.ptr[at++] != '/'))
			return 0;
		n = digits(s, at);
		if (n == 0 || n > most[i])
			return 0;
		at += n;
	}
	return at - from;
}

size_t
pv_page_source(struct pv_span s)
{
	size_t end = s.len, form = 0, at, n;

	if (!pv_span_starts(s, PV_SPAN("Source: ")))
		return 0;
	if (end > 8 + SOURCE_NAME + SOURCE_FORM)
		end = 8 + SOURCE_NAME + SOURCE_FORM;
	/* the first ", FORM, DATE" */
	for (at = 8; at < end; at++) {
		if (s.ptr[at] == '\n')
			return 0;
		if (s.ptr[at] != ',')
			continue;
		n = date(s, at + 1 + blanks(s, at + 1));
		if (n > 0 && form > 8 && at - form <= SOURCE_FORM)
			return at + 1 + blanks(s, at + 1) + n;
		form = at;
	}
	return 0;
}

bool
pv_page_exhibit(struct pv_span s)
{
	size_t at, n;

	if (pv_span_istarts(s, PV_SPAN("exhibit")))
		at = 7;
	else if (pv_span_starts(s, PV_SPAN("EX")))
		at = 2;
	else
		return false;
	while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '-'))
		at++;
	n = digits(s, at);
	at += n;
	if (n == 0 || n > 2 || at >= s.len || s.ptr[at++] != '.')
		return false;
	n = digits(s, at);
	at += n;
	while (at < s.len && (pv_isalpha(s.ptr[at]) || s.ptr[at] == '(' ||
	    s.ptr[at] == ')') && at < 20)
		at++;
	return n > 0 && at == s.len;
}

/* "3 of 9", "3/9" or "3": sets *n; true when that is all of s. */
static bool
number_of(struct pv_span s, uint32_t *number, bool *total)
{
	size_t n = digits(s, 0), at = n;

	*total = false;
	if (n == 0 || n > 4)
		return false;
	*number = value(pv_span_sub(s, 0, n));
	at += blanks(s, at);
	if (at == s.len)
		return true;
	if (pv_span_istarts(pv_span_sub(s, at, s.len), PV_SPAN("of ")))
		at += 3;
	else if (s.ptr[at] == '/')
		at += 1;
	else
		return false;
	at += blanks(s, at);
	*total = true;
	n = digits(s, at);
	return n > 0 && at + n == s.len;
}

/* Between dashes, brackets or behind the word: a page and nothing else. */
static bool
is_mark(struct pv_span s, struct pv_page *p)
{
	static const char *const words[] = { "page ", "pg. ", "pg ",
		"page no. ", "page: " };
	size_t word = 0, i;
	bool total;

	if (s.len > 2 && ((s.ptr[0] == '[' && s.ptr[s.len - 1] == ']') ||
	    (s.ptr[0] == '-' && s.ptr[s.len - 1] == '-') ||
	    (s.ptr[0] == '~' && s.ptr[s.len - 1] == '~'))) {
		bool dashes = s.ptr[0] != '[';

		for (i = 1; i < s.len && s.ptr[i] == s.ptr[0]; i++)
			;
		if (i * 2 >= s.len)
			return false;
		s = pv_span_trim(pv_span_sub(s, i, s.len - i));
		if (dashes && number_of(s, &p->number, &total))
			return true;
		p->number = dashes ? pv_num_roman(s) : 0;
		if (p->number > 0)
			return true;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_istarts(s, pv_span_str(words[i])))
			word = strlen(words[i]);
	s = pv_span_sub(s, word, s.len);
	if (!number_of(s, &p->number, &total)) {
		p->number = word > 0 ? pv_num_roman(s) : 0;
		return p->number > 0;
	}
	return word > 0 || (total &&
	    pv_span_ifind(s, PV_SPAN(" of ")) < s.len);
}

/* A lone number: "12", "iv", "F-3", or "3 4" around a page's edge. */
static bool
is_number(struct pv_span s, struct pv_page *p)
{
	size_t n = digits(s, 0), at, m;

	if (n > 0 && n <= 3) {
		p->number = value(pv_span_sub(s, 0, n));
		p->series = SERIES_ARABIC;
		if (n == s.len)
			return p->number > 0;
		at = n + blanks(s, n);
		m = digits(s, at);
		return at > n && m > 0 && m <= 3 && at + m == s.len &&
		    value(pv_span_sub(s, at, s.len)) == p->number + 1;
	}
	if (s.len <= 7 && s.len > 0 && pv_islower(s.ptr[0])) {
		p->number = pv_num_roman(s);
		p->series = SERIES_ROMAN;
		return p->number > 0;
	}
	p->series = SERIES_LETTER;
	for (n = 0; n < s.len && n < 3 && pv_isupper(s.ptr[n]); n++)
		p->series = p->series * 31 + (unsigned char)s.ptr[n];
	if (n == 0 || n >= s.len || s.ptr[n] != '-')
		return false;
	m = digits(s, n + 1);
	p->number = value(pv_span_sub(s, n + 1, s.len));
	return m > 0 && m <= 3 && n + 1 + m == s.len && p->number > 0;
}

/* A page's mark and the number of the next: "-2- 3", "Page 2 3". */
static bool
is_mark_and_next(struct pv_span s, struct pv_page *p)
{
	size_t from = s.len;
	uint32_t next;

	while (from > 0 && pv_isdigit(s.ptr[from - 1]))
		from--;
	if (from == s.len || from < 3 || s.ptr[from - 1] != ' ')
		return false;
	next = value(pv_span_sub(s, from, s.len));
	return is_mark(pv_span_sub(s, 0, from - 1), p) &&
	    p->number + 1 == next;
}

static bool
is_rule(struct pv_span s)
{
	size_t ink = 0, stars = 0, low = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == ' ')
			continue;
		if (strchr("-_=~*", s.ptr[i]) == NULL)
			return false;
		ink++;
		stars += s.ptr[i] == '*';
		low += s.ptr[i] == '_';
	}
	if (stars > 0) /* a few stars are a redaction */
		return stars == ink && stars >= 20;
	return ink >= (low > 0 ? 8u : 4u);
}

struct pv_page
pv_page_read(struct pv_span s)
{
	struct pv_page p = { PV_PAGE_NONE, 0, 0 };

	if (s.len == 0)
		return p;
	if (pv_page_source(s) == s.len)
		p.kind = PV_PAGE_SOURCE;
	else if (is_rule(s))
		p.kind = PV_PAGE_RULE;
	else if (is_mark(s, &p) || is_mark_and_next(s, &p))
		p.kind = PV_PAGE_MARK;
	else if (is_number(s, &p))
		p.kind = PV_PAGE_NUMBER;
	return p;
}

bool
pv_page_fold(struct pv_span s, char out[PV_PAGE_MAX], size_t *len)
{
	struct pv_fold f;
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < s.len; i += n) {
		n = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		if (n == 0)
			return false;
		f = (struct pv_fold){ .kind = PV_FOLD_KEEP };
		if (cp >= 0x80)
			pv_fold(cp, &f);
		if ((cp < 0x80 && pv_isspace((char)cp)) ||
		    f.kind == PV_FOLD_SPACE || f.kind == PV_FOLD_LINE) {
			if (*len == 0 || out[*len - 1] == ' ')
				continue;
			f.kind = PV_FOLD_TEXT;
			f.text[0] = ' ';
			f.len = 1;
		}
		if (f.kind != PV_FOLD_TEXT) {
			f.len = (uint8_t)n;
			memcpy(f.text, s.ptr + i, n);
		}
		if (*len + f.len > PV_PAGE_MAX)
			return false;
		memcpy(out + *len, f.text, f.len);
		*len += f.len;
	}
	return true;
}

static bool
mentions(struct pv_span s, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_ifind(s, pv_span_str(words[i])) < s.len)
			return true;
	return false;
}

bool
pv_page_head(struct pv_span s)
{
	static const char *const not[] = { "/s/", "by:", "name:", "title:",
		"date:", "__", "witness" };
	static const char *const legend[] = { "confidential", "omitted",
		"redacted" };
	size_t letters = 0;

	for (size_t i = 0; i < s.len && letters < 3; i++)
		letters += pv_isalpha(s.ptr[i]);
	if (s.len > HEAD && !mentions(s, legend, 3))
		return false;
	if (letters < 3 || pv_cue_lower(s) || s.ptr[s.len - 1] == ',')
		return false;
	if (pv_cue_end(s) == PV_CUE_CLOSED && !mentions(s, legend, 3))
		return false;
	return !mentions(s, not, sizeof(not) / sizeof(not[0]));
}
