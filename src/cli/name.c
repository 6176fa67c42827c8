/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/name.h"

#include "base/num.h"
#include "base/utf8.h"
#include "ingest/ingest.h"

#define EXT_MAX 8       /* bytes of a file name extension */
#define ORDINAL_MAX 3   /* digits of a number in front of a date */

struct pv_span
name_base(struct pv_span path)
{
	size_t i = path.len;

	while (i > 0 && path.ptr[i - 1] != '/')
		i--;
	return pv_span_sub(path, i, path.len);
}

bool
name_of_store(struct pv_span name, struct pv_span db)
{
	struct pv_span rest = pv_span_sub(name, db.len, name.len);

	return pv_span_starts(name, db) && (rest.len == 0 ||
	    rest.ptr[0] == '-' || pv_span_starts(rest, PV_SPAN(".partial")));
}

/* An extension begins with a letter, so that the ".0" of "v1.0" is none. */
struct pv_span
name_stem(struct pv_span name)
{
	size_t i, j;

	name = pv_ingest_inner_name(name);
	i = name.len;
	while (i > 1 && name.ptr[i - 1] != '.')
		i--;
	if (i <= 1 || i == name.len || name.len - i > EXT_MAX ||
	    !pv_isalpha(name.ptr[i]))
		return name;
	for (j = i; j < name.len; j++) {
		if (!pv_isalnum(name.ptr[j]))
			return name;
	}
	return pv_span_sub(name, 0, i - 1);
}

void
name_slug(struct pv_buf *out, struct pv_span s)
{
	bool gap = false, any = false;
	uint32_t cp;
	size_t n;

	for (; s.len > 0; s = pv_span_sub(s, n, s.len)) {
		n = pv_utf8_decode(s, &cp);
		if (n == 0 || (n == 1 && !pv_isalnum(s.ptr[0])) ||
		    (n == 2 && cp < 0xc0)) {
			gap = any;
			n = n == 0 ? 1 : n;
			continue;
		}
		if (gap)
			pv_buf_char(out, '-');
		if (n == 1)
			pv_buf_char(out, pv_tolower(s.ptr[0]));
		else
			pv_buf_add(out, s.ptr, n);
		gap = false;
		any = true;
	}
}

bool
name_is_slug(struct pv_span s)
{
	struct pv_buf slug = PV_BUF_INIT;
	bool same;

	name_slug(&slug, s);
	same = slug.len > 0 && !slug.failed &&
	    pv_span_eq(pv_buf_view(&slug), s);
	pv_buf_release(&slug);
	return same;
}

/* Behind the character at i. */
static size_t
next_char(struct pv_span s, size_t i)
{
	do
		i++;
	while (i < s.len && ((unsigned char)s.ptr[i] & 0xc0) == 0x80);
	return i;
}

/* The last * is where matching goes on after a failure; no other need be. */
static bool
is_like(struct pv_span pattern, struct pv_span s)
{
	size_t p = 0, i = 0, star = pattern.len, from = 0;

	while (i < s.len) {
		if (p < pattern.len && pattern.ptr[p] == '*') {
			star = p++;
			from = i;
		} else if (p < pattern.len && pattern.ptr[p] == '?') {
			p++;
			i = next_char(s, i);
		} else if (p < pattern.len && pattern.ptr[p] == s.ptr[i]) {
			p++;
			i++;
		} else if (star < pattern.len) {
			p = star + 1;
			i = from = next_char(s, from);
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.ptr[p] == '*')
		p++;
	return p == pattern.len;
}

bool
name_fits(struct pv_span pattern, struct pv_span path)
{
	while (pattern.len > 0 && pattern.ptr[pattern.len - 1] == '/')
		pattern.len--;
	if (is_like(pattern, path) ||
	    (pv_span_find(pattern, PV_SPAN("/")) == pattern.len &&
	    is_like(pattern, name_base(path))))
		return true;
	return pattern.len > 0 && path.len > pattern.len &&
	    path.ptr[pattern.len] == '/' && pv_span_starts(path, pattern);
}

static bool
is_separator(char c)
{
	return c == '-' || c == '_' || c == '.';
}

/* A number of exactly n digits at s[at], between lo and hi. */
static bool
digits(struct pv_span s, size_t at, size_t n, uint64_t lo, uint64_t hi)
{
	uint64_t value;

	return at + n <= s.len &&
	    pv_num_parse(pv_span_sub(s, at, at + n), hi, &value) &&
	    value >= lo;
}

static bool
digit_at(struct pv_span s, size_t at)
{
	return at < s.len && pv_isdigit(s.ptr[at]);
}

/* Length of the date that begins at s[at], 0 when none does. */
static size_t
date_length(struct pv_span s, size_t at)
{
	char sep;

	if (!digits(s, at, 4, 1900, 2199))
		return 0;
	if (digits(s, at + 4, 2, 1, 12) && digits(s, at + 6, 2, 1, 31))
		return digit_at(s, at + 8) ? 0 : 8;
	if (at + 4 >= s.len || !is_separator(s.ptr[at + 4]) ||
	    !digits(s, at + 5, 2, 1, 12) || digit_at(s, at + 7))
		return 0;
	sep = s.ptr[at + 4];
	if (at + 7 < s.len && s.ptr[at + 7] == sep &&
	    digits(s, at + 8, 2, 1, 31) && !digit_at(s, at + 10))
		return 10;
	return 7;
}

/* Nothing, or a short number with a separator: "02-". */
static bool
is_ordinal(struct pv_span s)
{
	size_t i = 0;

	while (i < s.len && pv_isdigit(s.ptr[i]))
		i++;
	return s.len == 0 || (i > 0 && i <= ORDINAL_MAX && i + 1 == s.len &&
	    (is_separator(s.ptr[i]) || s.ptr[i] == ' '));
}

struct name_part
name_date(struct pv_span stem)
{
	struct name_part p = { PV_SPAN(""), PV_SPAN(""), false, false };
	size_t i, n;

	for (i = 0; i < stem.len; i++) {
		if (i > 0 && pv_isdigit(stem.ptr[i - 1]))
			continue;
		n = date_length(stem, i);
		if (n == 0)
			continue;
		p.before = pv_span_sub(stem, 0, i);
		p.text = pv_span_sub(stem, i, i + n);
		p.first = is_ordinal(p.before);
		return p;
	}
	return p;
}

void
name_iso(struct pv_buf *out, struct pv_span date)
{
	size_t i, n = 0;

	for (i = 0; i < date.len; i++) {
		if (!pv_isdigit(date.ptr[i]))
			continue;
		if (n == 4 || n == 6)
			pv_buf_char(out, '-');
		pv_buf_char(out, date.ptr[i]);
		n++;
	}
}

struct name_part
name_version(struct pv_span stem)
{
	struct name_part p = { PV_SPAN(""), PV_SPAN(""), false, false };
	size_t i = stem.len, dots = 0;
	bool marked;

	while (i > 0 && (pv_isdigit(stem.ptr[i - 1]) ||
	    (is_separator(stem.ptr[i - 1]) && stem.ptr[i - 1] != '-' &&
	    digit_at(stem, i) && i > 1 && pv_isdigit(stem.ptr[i - 2])))) {
		dots += is_separator(stem.ptr[i - 1]);
		i--;
	}
	if (i == stem.len)
		return p;
	/* a "v" of its own: after a separator, a blank or nothing */
	marked = i > 0 && pv_tolower(stem.ptr[i - 1]) == 'v' &&
	    (i == 1 || !pv_isalpha(stem.ptr[i - 2]));
	if (marked)
		i--;
	p.text = pv_span_sub(stem, i, stem.len);
	p.before = pv_span_sub(stem, 0, i);
	p.plain = !marked && dots == 0;
	return p;
}
