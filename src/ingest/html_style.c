/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html.h"

#include <stdlib.h>

#include "base/digest.h"

/*
 * The small part of CSS that decides how an agreement reads: what is hidden,
 * emphasized, centred, indented, or begins a page.
 */

#define LISTS_NESTED 9          /* lists in lists that rules tell apart */

static size_t
find_byte(struct pv_span s, size_t from, char c)
{
	const char *p = NULL;

	if (from < s.len)
		p = memchr(s.ptr + from, c, s.len - from);
	return p == NULL ? s.len : (size_t)(p - s.ptr);
}

/* A length: thousandths of its unit; the unit follows. */
static struct pv_span
length(struct pv_span s, long *milli)
{
	size_t at = 0;
	long scale = 1000, sign = 1;

	*milli = 0;
	if (s.len > 0 && s.ptr[0] == '-') {
		sign = -1;
		at++;
	}
	for (; at < s.len; at++) {
		if (s.ptr[at] == '.' && scale == 1000) {
			scale = 100;
			continue;
		}
		if (!pv_isdigit(s.ptr[at]))
			break;
		if (*milli > 100000000)
			continue;
		if (scale == 1000 && s.ptr[at] != '.')
			*milli = *milli * 10 + (s.ptr[at] - '0') * 1000;
		else {
			*milli += (s.ptr[at] - '0') * scale;
			scale /= 10;
		}
	}
	*milli *= sign;
	return pv_span_sub(s, at, s.len);
}

/* Columns of a 10-point typewriter, 12 an inch. */
static unsigned
columns(struct pv_span s)
{
	static const struct {
		const char *unit;
		long per_inch;
	} units[] = { { "pt", 72 }, { "px", 96 }, { "in", 1 }, { "em", 6 },
		{ "rem", 6 }, { "pc", 6 }, { "cm", 3 }, { "mm", 25 },
		{ "%", 15 }, { "ex", 12 } };
	struct pv_span unit;
	long milli;
	size_t i;

	unit = pv_span_trim(length(s, &milli));
	if (milli <= 0)
		return 0;
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (pv_span_istarts(unit, pv_span_str(units[i].unit)))
			break;
	if (i == sizeof(units) / sizeof(units[0]))
		return 0;
	milli = milli / units[i].per_inch * 12 / 1000;
	return milli > 400 ? 400 : (unsigned)milli;
}

/* font-size that nobody can read: at most one point or pixel. */
static bool
tiny(struct pv_span s)
{
	struct pv_span unit;
	long milli;

	if (s.len == 0 || (!pv_isdigit(s.ptr[0]) && s.ptr[0] != '.'))
		return false;
	unit = length(s, &milli);
	return milli == 0 || (milli <= 1000 &&
	    (pv_span_istarts(unit, PV_SPAN("pt")) ||
		pv_span_istarts(unit, PV_SPAN("px")))) ||
	    (milli <= 50 && pv_span_istarts(unit, PV_SPAN("em")));
}

static bool
zero(struct pv_span s)
{
	long milli;

	if (s.len == 0 || (!pv_isdigit(s.ptr[0]) && s.ptr[0] != '.'))
		return false;
	(void)length(s, &milli);
	return milli == 0;
}

static bool
is(struct pv_span s, const char *word)
{
	return pv_span_ieq(s, pv_span_str(word));
}

static char
list_style(struct pv_span v)
{
	static const struct {
		const char *word;
		char style;
	} words[] = { { "decimal", '1' }, { "lower-alpha", 'a' },
		{ "lower-latin", 'a' }, { "upper-alpha", 'A' },
		{ "upper-latin", 'A' }, { "lower-roman", 'i' },
		{ "upper-roman", 'I' }, { "none", '-' }, { "disc", '*' },
		{ "circle", '*' }, { "square", '*' } };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_istarts(v, pv_span_str(words[i].word)))
			return words[i].style;
	return '\0';
}

static unsigned
weight(struct pv_span v)
{
	if (is(v, "bold") || is(v, "bolder") || (v.len == 3 &&
	    v.ptr[0] >= '6' && v.ptr[0] <= '9'))
		return PV_STYLE_STRONG;
	if (is(v, "normal") || is(v, "lighter") || v.len == 3)
		return PV_STYLE_NORMAL;
	return 0;
}

static unsigned
display(struct pv_span v)
{
	if (is(v, "none"))
		return PV_STYLE_HIDDEN;
	if (is(v, "inline") || is(v, "inline-block"))
		return PV_STYLE_INLINE;
	return is(v, "block") ? PV_STYLE_BLOCK : 0;
}

static bool
page(struct pv_span v)
{
	return is(v, "always") || is(v, "page") || is(v, "left") ||
	    is(v, "right");
}

/* Properties whose value decides alone. */
static unsigned
property_bits(struct pv_span p, struct pv_span v)
{
	if (is(p, "display"))
		return display(v);
	if (is(p, "visibility"))
		return is(v, "hidden") || is(v, "collapse") ?
		    PV_STYLE_HIDDEN : 0;
	if (is(p, "mso-hide"))
		return is(v, "all") ? PV_STYLE_HIDDEN : 0;
	if (is(p, "font-size"))
		return tiny(v) ? PV_STYLE_HIDDEN : 0;
	if (is(p, "opacity"))
		return zero(v) ? PV_STYLE_HIDDEN : 0;
	if (is(p, "font-weight"))
		return weight(v);
	if (is(p, "font-style"))
		return is(v, "italic") ? PV_STYLE_WEAK : 0;
	if (is(p, "text-decoration") || is(p, "text-decoration-line"))
		return pv_span_istarts(v, PV_SPAN("underline")) ?
		    PV_STYLE_STRONG : 0;
	if (is(p, "text-align"))
		return is(v, "center") ? PV_STYLE_CENTER : PV_STYLE_ALIGN;
	if (is(p, "page-break-before") || is(p, "break-before"))
		return page(v) ? PV_STYLE_BREAK_BEFORE : 0;
	if (is(p, "page-break-after") || is(p, "break-after"))
		return page(v) ? PV_STYLE_BREAK_AFTER : 0;
	if (is(p, "white-space"))
		return pv_span_istarts(v, PV_SPAN("pre")) ? PV_STYLE_PRE : 0;
	if (is(p, "content"))
		return v.len > 2 ? PV_STYLE_CONTENT : 0;
	return 0;
}

/* "prop: value; prop: value": adds to *out. */
static void
declarations(struct pv_span s, struct pv_html_style *out)
{
	struct pv_span d, p, v;
	size_t at = 0, end, colon;

	for (; at < s.len; at = end + 1) {
		end = find_byte(s, at, ';');
		d = pv_span_sub(s, at, end);
		colon = find_byte(d, 0, ':');
		if (colon == d.len)
			continue;
		p = pv_span_trim(pv_span_sub(d, 0, colon));
		v = pv_span_sub(d, colon + 1, d.len);
		v = pv_span_trim(pv_span_sub(v, 0, find_byte(v, 0, '!')));
		out->bits |= property_bits(p, v);
		if (is(p, "margin-left") || is(p, "padding-left") ||
		    is(p, "text-indent"))
			out->indent += columns(v);
		else if (is(p, "list-style-type") || is(p, "list-style"))
			out->list = list_style(v);
	}
}

static uint64_t
key_of(char sigil, struct pv_span name)
{
	char buf[64];
	size_t i, n = 0;

	buf[n++] = sigil;
	for (i = 0; i < name.len && n < sizeof(buf); i++)
		buf[n++] = pv_tolower(name.ptr[i]);
	return pv_hash64(pv_span(buf, n));
}

/* How many there are when s is "ol", "ol ol", "ol > ol" ..., else 0. */
static size_t
count_lists(struct pv_span s)
{
	size_t at = 0, n = 0;

	for (;;) {
		while (at < s.len && (pv_isspace(s.ptr[at]) ||
		    s.ptr[at] == '>'))
			at++;
		if (at == s.len)
			return n;
		if (is(pv_span_sub(s, at, at + 2), "li")) {
			at += 2;
			continue;
		}
		if (!is(pv_span_sub(s, at, at + 2), "ol") || (at + 2 < s.len &&
		    !pv_isspace(s.ptr[at + 2]) && s.ptr[at + 2] != '>'))
			return 0;
		at += 2;
		n++;
	}
}

static uint64_t
key_of_nested(size_t n)
{
	char c = (char)('0' + (n < LISTS_NESTED ? n : LISTS_NESTED));

	return key_of('>', pv_span(&c, 1));
}

/*
 * One selector without combinators ("tag", ".class", "tag.class", "#id"), or
 * one of numbered lists in numbered lists.
 */
static void
add_selector(struct pv_css *css, struct pv_span s, struct pv_css_rule r)
{
	size_t i, at = 0, nested;
	char sigil = '<';

	s = pv_span_trim(s);
	r.order = (uint32_t)css->rules.len;
	nested = r.list != '\0' ? count_lists(s) : 0;
	if (nested > 1) {
		r.key = key_of_nested(nested);
		pv_vec_add(&css->rules, &r);
		css->sorted = false;
		return;
	}
	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] == '.' || s.ptr[i] == '#') {
			sigil = s.ptr[i];
			at = i + 1;
		} else if (!pv_isalnum(s.ptr[i]) && s.ptr[i] != '-' &&
		    s.ptr[i] != '_') {
			return;
		}
	}
	if (at >= s.len)
		return;
	r.key = key_of(sigil, pv_span_sub(s, at, s.len));
	pv_vec_add(&css->rules, &r);
	css->sorted = false;
}

static void
add_rule(struct pv_css *css, struct pv_span selectors, struct pv_span body)
{
	struct pv_html_style style = { 0, 0, '\0' };
	struct pv_css_rule r = { 0, 0, 0, '\0' };
	size_t at, end;

	declarations(body, &style);
	r.list = style.list;
	r.bits = style.bits & (PV_STYLE_HIDDEN | PV_STYLE_STRONG |
	    PV_STYLE_CENTER | PV_STYLE_WEAK | PV_STYLE_BREAK_BEFORE |
	    PV_STYLE_BREAK_AFTER | PV_STYLE_PRE);
	if (r.bits == 0 && r.list == '\0')
		return;
	for (at = 0; at < selectors.len; at = end + 1) {
		end = find_byte(selectors, at, ',');
		add_selector(css, pv_span_sub(selectors, at, end), r);
	}
}

/* One past the "}" that closes the "{" at `at`. */
static size_t
skip_braces(struct pv_span s, size_t at)
{
	size_t depth = 0;

	for (; at < s.len; at++) {
		if (s.ptr[at] == '{')
			depth++;
		else if (s.ptr[at] == '}' && --depth == 0)
			return at + 1;
	}
	return at;
}

/*
 * Rules for other media are left out; those in "@media screen" and the like
 * are read as if they stood outside.
 */
void
pv_css_sheet(struct pv_css *css, struct pv_span s)
{
	struct pv_span head;
	size_t at = 0, open, close;

	while (at < s.len) {
		if (pv_isspace(s.ptr[at]) || s.ptr[at] == '}') {
			at++;
			continue;
		}
		if (pv_span_starts(pv_span_sub(s, at, s.len), PV_SPAN("/*"))) {
			at += 2 + pv_span_find(pv_span_sub(s, at + 2, s.len),
			    PV_SPAN("*/"));
			at += at < s.len ? 2 : 0;
			continue;
		}
		open = find_byte(s, at, '{');
		head = pv_span_sub(s, at, open);
		if (s.ptr[at] == '@') {
			bool screen = pv_span_ifind(head, PV_SPAN("screen")) <
			    head.len;

			at = screen ? open + 1 : skip_braces(s, open);
			continue;
		}
		close = find_byte(s, open, '}');
		add_rule(css, head, pv_span_sub(s, open + 1, close));
		at = close + 1;
	}
}

static int
by_key(const void *a, const void *b)
{
	uint64_t x = ((const struct pv_css_rule *)a)->key;
	uint64_t y = ((const struct pv_css_rule *)b)->key;

	return x < y ? -1 : x > y;
}

static int
by_order(const void *a, const void *b)
{
	const struct pv_css_rule *x = a, *y = b;
	int diff = by_key(a, b);

	return diff != 0 ? diff : x->order < y->order ? -1 : 1;
}

/* Sort, and fold rules of one key, so that a look-up meets one. */
static void
sort_rules(struct pv_css *css)
{
	struct pv_css_rule *r = css->rules.ptr;
	size_t i, n = 0;

	css->sorted = true;
	if (css->rules.len < 2)
		return;
	qsort(r, css->rules.len, sizeof(*r), by_order);
	for (i = 1; i < css->rules.len; i++) {
		if (r[i].key != r[n].key) {
			r[++n] = r[i];
			continue;
		}
		r[n].bits |= r[i].bits;
		if (r[i].list != '\0')
			r[n].list = r[i].list;
	}
	css->rules.len = n + 1;
}

static const struct pv_css_rule *
find_rule(const struct pv_css *css, uint64_t key)
{
	struct pv_css_rule want = { .key = key };

	if (css->rules.len == 0)
		return NULL;
	return bsearch(&want, css->rules.ptr, css->rules.len, sizeof(want),
	    by_key);
}

/* Add what the sheet says of a tag, class or id. */
static void
look_up(const struct pv_css *css, char sigil, struct pv_span name,
    struct pv_html_style *out)
{
	const struct pv_css_rule *r = find_rule(css, key_of(sigil, name));

	if (r == NULL)
		return;
	out->bits |= r->bits;
	if (r->list != '\0')
		out->list = r->list;
}

static void
look_up_classes(const struct pv_css *css, struct pv_span s,
    struct pv_html_style *out)
{
	size_t at = 0, from;

	while (at < s.len) {
		while (at < s.len && pv_isspace(s.ptr[at]))
			at++;
		from = at;
		while (at < s.len && !pv_isspace(s.ptr[at]))
			at++;
		if (at > from)
			look_up(css, '.', pv_span_sub(s, from, at), out);
	}
}

char
pv_css_nested(struct pv_css *css, unsigned depth, char otherwise)
{
	const struct pv_css_rule *r;

	if (!css->sorted)
		sort_rules(css);
	if (depth > LISTS_NESTED)
		depth = LISTS_NESTED;
	for (; depth > 1; depth--) {
		r = find_rule(css, key_of_nested(depth));
		if (r != NULL)
			return r->list;
	}
	return otherwise;
}

/* What the element says itself goes to `own`, what the sheets say to `out`. */
static void
attribute(const struct pv_css *css, const struct pv_attr_text *a,
    struct pv_html_style *out, struct pv_html_style *own)
{
	bool sheet = css->rules.len > 0;

	if (is(a->name, "style"))
		declarations(a->value, own);
	else if (is(a->name, "hidden"))
		out->bits |= is(a->value, "until-found") ? 0 : PV_STYLE_HIDDEN;
	else if (is(a->name, "align"))
		out->bits |= is(a->value, "center") ? PV_STYLE_CENTER :
		    PV_STYLE_ALIGN;
	else if (sheet && is(a->name, "class"))
		look_up_classes(css, a->value, out);
	else if (sheet && is(a->name, "id"))
		look_up(css, '#', a->value, out);
}

static void
read_style(struct pv_css *css, const struct pv_tok *tok,
    struct pv_html_style *out)
{
	struct pv_html_style own = { 0, 0, '\0' };
	struct pv_span attrs = tok->attrs;
	struct pv_attr_text a;

	memset(out, 0, sizeof(*out));
	if (!css->sorted)
		sort_rules(css);
	if (css->rules.len > 0)
		look_up(css, '<', tok->name, out);
	while (pv_tag_attr(&attrs, &a))
		attribute(css, &a, out, &own);
	out->bits |= own.bits;
	out->indent = own.indent;
	if (own.list != '\0')
		out->list = own.list;
	if (out->bits & PV_STYLE_NORMAL)
		out->bits &= ~(unsigned)PV_STYLE_STRONG;
}

void
pv_html_style(struct pv_css *css, const struct pv_tok *tok,
    struct pv_html_style *out)
{
	unsigned char first = tok->name.len > 0 ?
	    (unsigned char)tok->name.ptr[0] : 0;
	struct pv_css_memo *m = &css->memos[(tok->len + first) % 8];

	if (m->tag.len == 0 || m->rules != css->rules.len ||
	    !pv_span_eq(m->tag, tok->body)) {
		read_style(css, tok, &m->style);
		m->tag = tok->body;
		m->rules = css->rules.len;
	}
	*out = m->style;
}
