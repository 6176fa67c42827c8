/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/markdown.h"

#include "base/num.h"

bool
pv_md_next_line(struct pv_span s, struct pv_md_line *l)
{
	const char *p;
	uint32_t end;

	if (l->next >= s.len)
		return false;
	l->start = l->next;
	l->no++;
	p = memchr(s.ptr + l->start, '\n', s.len - l->start);
	end = p == NULL ? (uint32_t)s.len : (uint32_t)(p - s.ptr);
	l->next = end + (p != NULL);
	if (end > l->start && s.ptr[end - 1] == '\r')
		end--;
	l->end = end;
	l->at = l->start;
	l->col = 0;
	return true;
}

void
pv_md_indent(struct pv_span s, struct pv_md_line *l)
{
	while (l->at < l->end) {
		if (s.ptr[l->at] == '\t') {
			l->col += 4 - l->col % 4;
			l->at++;
		} else if (pv_isspace(s.ptr[l->at])) {
			l->col++;
			l->at++;
		} else {
			return;
		}
	}
}

size_t
pv_md_run(struct pv_span s, char c)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] == c)
		n++;
	return n;
}

size_t
pv_md_only(struct pv_span s, char c, bool blanks)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == c)
			n++;
		else if (!pv_isspace(s.ptr[i]))
			return 0;
		else if (!blanks && pv_marker_blank(pv_span_sub(s, i,
		    s.len)) != s.len - i)
			return 0;
	}
	return n;
}

static size_t
letter_mark(struct pv_span s, struct pv_md_mark *k)
{
	size_t n = 0, open = s.len > 0 && s.ptr[0] == '(';
	struct pv_span word;

	while (open + n < s.len && n < 6 && pv_isalnum(s.ptr[open + n]))
		n++;
	word = pv_span_sub(s, open, open + n);
	k->number = pv_num_letter(word);
	if (k->number == 0)
		k->number = pv_num_roman(word);
	if (k->number == 0 || open + n >= s.len ||
	    (s.ptr[open + n] != ')' && (open || s.ptr[open + n] != '.')))
		return 0;
	k->type = 'a';
	return open + n + 1;
}

bool
pv_md_mark(struct pv_span s, struct pv_md_mark *k)
{
	uint64_t n;
	size_t i = 0;

	if (s.len == 0)
		return false;
	memset(k, 0, sizeof(*k));
	if (s.ptr[0] == '-' || s.ptr[0] == '*' || s.ptr[0] == '+') {
		k->type = '-';
		k->len = 1;
	} else if (pv_isdigit(s.ptr[0])) {
		while (i < s.len && i < 9 && pv_isdigit(s.ptr[i]))
			i++;
		if (i == s.len || (s.ptr[i] != '.' && s.ptr[i] != ')') ||
		    !pv_num_parse(pv_span_sub(s, 0, i), 999999999, &n))
			return false;
		k->type = '1';
		k->number = (uint32_t)n;
		k->len = i + 1;
	} else {
		k->len = letter_mark(s, k);
	}
	return k->len > 0 && (k->len == s.len || pv_isspace(s.ptr[k->len]));
}

bool
pv_md_numbered(struct pv_span s)
{
	size_t i, n = 0;
	char buf[48];

	s = pv_span_sub(s, pv_marker_blank(s), s.len);
	for (i = 0; i < s.len && n < sizeof(buf); i++)
		if (s.ptr[i] != '*' && s.ptr[i] != '\\' &&
		    (s.ptr[i] != '_' || n > 0))
			buf[n++] = s.ptr[i];
	return pv_marker_label(pv_span(buf, n)) > 0;
}

bool
pv_md_definition(struct pv_span s, struct pv_span *label, struct pv_span *url)
{
	size_t i = 1, from;

	if (s.len < 5 || s.ptr[0] != '[' || s.ptr[1] == '^')
		return false;
	while (i < s.len && s.ptr[i] != ']' && s.ptr[i] != '[')
		i++;
	if (i < 2 || i + 2 >= s.len || s.ptr[i] != ']' || s.ptr[i + 1] != ':')
		return false;
	*label = pv_span_sub(s, 1, i);
	i += 2 + pv_marker_blank(pv_span_sub(s, i + 2, s.len));
	for (from = i; i < s.len && !pv_isspace(s.ptr[i]); i++)
		;
	*url = pv_span_sub(s, from, i);
	if (url->len > 1 && url->ptr[0] == '<')
		*url = pv_span_sub(*url, 1, url->len - 1);
	/* An address, and nothing after it but a title. */
	s = pv_span_trim(pv_span_sub(s, i, s.len));
	return (pv_span_find(*url, PV_SPAN("/")) < url->len ||
	    (url->len > 0 && (url->ptr[0] == '#' ||
	    pv_span_istarts(*url, PV_SPAN("mailto:"))))) &&
	    (s.len == 0 || s.ptr[0] == '"' || s.ptr[0] == '\'' ||
	    s.ptr[0] == '(');
}

bool
pv_md_delimiter_row(struct pv_span s)
{
	size_t i, bars = 0, dashes = 0;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '|')
			bars++;
		else if (s.ptr[i] == '-')
			dashes++;
		else if (s.ptr[i] != ':' && !pv_isspace(s.ptr[i]))
			return false;
	}
	return bars > 0 && dashes >= 2;
}

uint32_t
pv_md_front_matter(struct pv_span text, struct pv_md_line *l)
{
	struct pv_md_line peek = { 0 };
	struct pv_span s;

	if (!pv_md_next_line(text, &peek) ||
	    !pv_span_eq(pv_span_sub(text, peek.start, peek.end),
	    PV_SPAN("---")))
		return 0;
	while (peek.no < 200 && pv_md_next_line(text, &peek)) {
		s = pv_span_sub(text, peek.start, peek.end);
		if (pv_span_eq(s, PV_SPAN("---")) ||
		    pv_span_eq(s, PV_SPAN("..."))) {
			*l = peek;
			return peek.end;
		}
		/* "key: value", a list under a key, or a comment */
		if (s.len > 0 && pv_isalpha(s.ptr[0]) &&
		    memchr(s.ptr, ':', s.len) == NULL)
			return 0;
		if (s.len == 0)
			return 0;
	}
	return 0;
}
