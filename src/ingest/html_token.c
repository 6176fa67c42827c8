/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html_token.h"

#include "base/num.h"
#include "base/utf8.h"

void
pv_tokens_init(struct pv_tokens *t, struct pv_span text)
{
	memset(t, 0, sizeof(*t));
	t->text = text;
	t->line = 1;
}

void
pv_tokens_init_xml(struct pv_tokens *t, struct pv_span text)
{
	pv_tokens_init(t, text);
	t->xml = true;
}

static size_t
find_byte(struct pv_span s, size_t from, char c)
{
	const char *p = NULL;

	if (from < s.len)
		p = memchr(s.ptr + from, c, s.len - from);
	return p == NULL ? s.len : (size_t)(p - s.ptr);
}

static size_t
find_from(struct pv_span s, size_t from, struct pv_span needle)
{
	return from + pv_span_find(pv_span_sub(s, from, s.len), needle);
}

/*
 * The ">" that ends a tag, quoted values skipped; s.len when there is none.
 * A quote opens a value only after "=".
 */
static size_t
tag_end(struct pv_span s, size_t at, bool quotes)
{
	bool value = false;
	char c;

	while (at < s.len) {
		c = s.ptr[at];
		if (c == '>')
			return at;
		if (quotes && value && (c == '"' || c == '\'')) {
			at = find_byte(s, at + 1, c);
			if (at == s.len)
				return at;
		}
		if (c == '=')
			value = true;
		else if (!pv_isspace(c))
			value = false;
		at++;
	}
	return at;
}

/* One past the ">" of the tag at `from`, or 0 when it never ends. */
static size_t
close_tag(struct pv_tokens *t, size_t from)
{
	size_t end;

	if (t->nogt)
		return 0;
	end = tag_end(t->text, from, !t->noquote);
	if (end < t->text.len)
		return end + 1;
	t->noquote = true;
	end = find_byte(t->text, from, '>');
	if (end < t->text.len)
		return end + 1;
	t->nogt = true;
	return 0;
}

static bool
is_name(char c)
{
	return pv_isalnum(c) || c == ':' || c == '-' || c == '_' || c == '.' ||
	    (unsigned char)c >= 0x80;
}

static bool
read_tag(struct pv_tokens *t, struct pv_tok *tok, size_t name)
{
	size_t at = name, end;
	struct pv_span s = t->text;

	end = close_tag(t, name);
	if (end == 0)
		return false;
	while (at < end - 1 && is_name(s.ptr[at]))
		at++;
	tok->name = pv_span_sub(s, name, at);
	tok->attrs = pv_span_sub(s, at, end - 1);
	if (tok->attrs.len > 0 && s.ptr[end - 2] == '/') {
		tok->empty = true;
		tok->attrs.len--;
	}
	at = find_byte(tok->name, 0, ':');
	if (at < tok->name.len) {
		tok->prefix = pv_span_sub(tok->name, 0, at);
		tok->name = pv_span_sub(tok->name, at + 1, tok->name.len);
	}
	tok->len = end - tok->src;
	return true;
}

/*
 * One past the comment at `at`, or 0 when it never ends.  In HTML "<!-->" is
 * one, too, and "--!>" ends one.
 */
static size_t
comment_end(const struct pv_tokens *t, size_t at)
{
	struct pv_span s = t->text;

	if (t->xml) {
		at = find_from(s, at + 4, PV_SPAN("-->"));
		return at < s.len ? at + 3 : 0;
	}
	for (at += 2; (at = find_from(s, at, PV_SPAN("--"))) < s.len; at++) {
		if (at + 2 < s.len && s.ptr[at + 2] == '>')
			return at + 3;
		if (at + 3 < s.len && s.ptr[at + 2] == '!' &&
		    s.ptr[at + 3] == '>')
			return at + 4;
	}
	return 0;
}

static bool
read_comment(struct pv_tokens *t, struct pv_tok *tok)
{
	size_t end;

	if (t->nocomment)
		return false;
	end = comment_end(t, tok->src);
	if (end == 0) {
		t->nocomment = true;
		return false;
	}
	tok->kind = PV_TOK_COMMENT;
	tok->len = end - tok->src;
	return true;
}

static bool
read_cdata(struct pv_tokens *t, struct pv_tok *tok)
{
	size_t end;

	if (t->nocdata)
		return false;
	end = find_from(t->text, tok->src + 9, PV_SPAN("]]>"));
	if (end == t->text.len) {
		t->nocdata = true;
		return false;
	}
	tok->kind = PV_TOK_CDATA;
	tok->len = end + 3 - tok->src;
	tok->body = pv_span_sub(t->text, tok->src + 9, end);
	return true;
}

/*
 * Where the document type declaration of XML at `at` ends: quoted strings,
 * comments and instructions in it may hold any mark.
 */
static size_t
doctype_end(const struct pv_tokens *t, size_t at)
{
	struct pv_span s = t->text, rest;
	bool inside = false;

	while (at < s.len) {
		rest = pv_span_sub(s, at, s.len);
		if (s.ptr[at] == '"' || s.ptr[at] == '\'')
			at = find_byte(s, at + 1, s.ptr[at]);
		else if (inside && pv_span_starts(rest, PV_SPAN("<!--")))
			at = find_from(s, at + 4, PV_SPAN("-->"));
		else if (inside && pv_span_starts(rest, PV_SPAN("<?")))
			at = find_from(s, at + 2, PV_SPAN("?>"));
		else if (s.ptr[at] == '[' || s.ptr[at] == ']')
			inside = s.ptr[at] == '[';
		else if (s.ptr[at] == '>' && !inside)
			return at;
		at++;
	}
	return s.len;
}

/* The ">" of a declaration or instruction, or t->text.len. */
static size_t
decl_end(const struct pv_tokens *t, size_t at)
{
	struct pv_span s = t->text;
	struct pv_span rest = pv_span_sub(s, at, s.len);

	if (t->xml && pv_span_starts(rest, PV_SPAN("<?"))) {
		at = find_from(s, at + 2, PV_SPAN("?>"));
		return at < s.len ? at + 1 : s.len;
	}
	if (t->xml && pv_span_starts(rest, PV_SPAN("<!DOCTYPE")))
		return doctype_end(t, at);
	return find_byte(s, at, '>');
}

/* <!doctype [...]>, <?pi?>, and whatever else begins like one. */
static bool
read_decl(struct pv_tokens *t, struct pv_tok *tok)
{
	struct pv_span rest = pv_span_sub(t->text, tok->src, t->text.len);
	size_t end;

	if (pv_span_starts(rest, PV_SPAN("<!--")) && read_comment(t, tok))
		return true;
	if (pv_span_starts(rest, PV_SPAN("<![CDATA[")) && read_cdata(t, tok))
		return true;
	if (t->nogt)
		return false;
	end = decl_end(t, tok->src);
	if (end >= t->text.len) {
		t->nogt = true;
		return false;
	}
	tok->kind = PV_TOK_DECL;
	tok->len = end + 1 - tok->src;
	return true;
}

/* Try to read markup at `at`; false when the "<" is text. */
static bool
read_markup(struct pv_tokens *t, struct pv_tok *tok, size_t at)
{
	struct pv_span s = t->text;
	char c = at + 1 < s.len ? s.ptr[at + 1] : '\0';

	memset(tok, 0, sizeof(*tok));
	tok->src = at;
	if (c == '!' || c == '?')
		return read_decl(t, tok);
	if (c == '/' && at + 2 < s.len && pv_isalpha(s.ptr[at + 2])) {
		tok->kind = PV_TOK_CLOSE;
		return read_tag(t, tok, at + 2);
	}
	tok->kind = PV_TOK_OPEN;
	if (pv_isalpha(c) || c == '_' || (unsigned char)c >= 0xC3)
		return read_tag(t, tok, at + 1);
	return false;
}

uint32_t
pv_tokens_line(struct pv_tokens *t)
{
	struct pv_span s = pv_span_sub(t->text, 0, t->at);
	size_t at = t->counted;

	if (at > s.len) {
		at = 0;
		t->line = 1;
	}
	while ((at = find_byte(s, at, '\n')) < s.len) {
		t->line++;
		at++;
	}
	t->counted = s.len;
	return t->line;
}

bool
pv_tokens_next(struct pv_tokens *t, struct pv_tok *tok)
{
	size_t at = t->at;

	if (at >= t->text.len)
		return false;
	if (t->text.ptr[at] != '<' || !read_markup(t, tok, at)) {
		at++;
		while ((at = find_byte(t->text, at, '<')) < t->text.len) {
			struct pv_tok probe;

			if (read_markup(t, &probe, at))
				break;
			at++;
		}
		memset(tok, 0, sizeof(*tok));
		tok->kind = PV_TOK_TEXT;
		tok->src = t->at;
		tok->len = at - t->at;
	}
	if (tok->kind != PV_TOK_CDATA)
		tok->body = pv_span_sub(t->text, tok->src,
		    tok->src + tok->len);
	t->at = tok->src + tok->len;
	return true;
}

struct pv_span
pv_tokens_raw(struct pv_tokens *t, struct pv_span name, bool *ended)
{
	size_t from = t->at, at = from, end;
	struct pv_span rest;

	*ended = false;
	for (end = t->text.len; at < t->text.len; at++) {
		at = find_from(t->text, at, PV_SPAN("</"));
		rest = pv_span_sub(t->text, at + 2, t->text.len);
		if (rest.len <= name.len || !pv_span_istarts(rest, name) ||
		    is_name(rest.ptr[name.len]))
			continue;
		*ended = true;
		end = at;
		break;
	}
	t->at = end;
	return pv_span_sub(t->text, from, end);
}

static size_t
skip_space(struct pv_span s, size_t at)
{
	while (at < s.len && (pv_isspace(s.ptr[at]) || s.ptr[at] == '/'))
		at++;
	return at;
}

bool
pv_tag_attr(struct pv_span *attrs, struct pv_attr_text *out)
{
	struct pv_span s = *attrs;
	size_t at = skip_space(s, 0), from = at;
	char quote;

	if (at >= s.len)
		return false;
	while (at < s.len && !pv_isspace(s.ptr[at]) && s.ptr[at] != '/' &&
	    (s.ptr[at] != '=' || at == from))
		at++;
	out->name = pv_span_sub(s, from, at);
	out->value = pv_span_sub(s, at, at);
	while (at < s.len && pv_isspace(s.ptr[at]))
		at++;
	if (at < s.len && s.ptr[at] == '=') {
		at++;
		while (at < s.len && pv_isspace(s.ptr[at]))
			at++;
		from = at;
		quote = at < s.len ? s.ptr[at] : '\0';
		if (quote == '"' || quote == '\'') {
			at = find_byte(s, ++from, quote);
		} else {
			while (at < s.len && !pv_isspace(s.ptr[at]))
				at++;
		}
		out->value = pv_span_sub(s, from, at);
		if ((quote == '"' || quote == '\'') && at < s.len)
			at++;
	}
	*attrs = pv_span_sub(s, at, s.len);
	return true;
}

bool
pv_tag_find(struct pv_span attrs, const char *name, struct pv_span *value)
{
	struct pv_attr_text a;

	while (pv_tag_attr(&attrs, &a)) {
		if (pv_span_ieq(a.name, pv_span_str(name))) {
			*value = a.value;
			return true;
		}
	}
	return false;
}

/* windows-1252 for 0x80-0x9F (WHATWG Encoding, index-windows-1252). */
static uint32_t
cp1252(uint32_t c)
{
	static const uint16_t table[32] = { 0x20AC, 0xFFFD, 0x201A, 0x0192,
		0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
		0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018,
		0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
		0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178 };

	return c >= 0x80 && c < 0xA0 ? table[c - 0x80] : c;
}

static int
digit_value(char c)
{
	if (pv_isdigit(c))
		return c - '0';
	c = pv_tolower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* "#147" or "#x93" at s: code point and bytes used, 0 when it is none. */
static size_t
numeric(struct pv_span s, uint32_t *cp)
{
	size_t at = 1, from;
	int base = 10, d;

	if (at < s.len && pv_tolower(s.ptr[at]) == 'x') {
		base = 16;
		at++;
	}
	*cp = 0;
	for (from = at; at < s.len; at++) {
		d = digit_value(s.ptr[at]);
		if (d >= base)
			break;
		if (*cp < 0x110000)
			*cp = *cp * (uint32_t)base + (uint32_t)d;
	}
	return at == from ? 0 : at;
}

size_t
pv_charref(struct pv_span s, char out[4], size_t *n)
{
	uint32_t cp = 0;
	size_t at;

	if (s.len < 3 || s.ptr[0] != '&')
		return 0;
	if (s.ptr[1] == '#') {
		at = numeric(pv_span_sub(s, 1, s.len), &cp);
		if (at == 0)
			return 0;
		at++;
		cp = cp1252(cp);
		if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
			cp = 0xFFFD;
	} else {
		for (at = 1; at < s.len && at < 32; at++)
			if (!pv_isalnum(s.ptr[at]))
				break;
		/* Without ";" only what no word can go on from. */
		if (at == 1 || at >= s.len || s.ptr[at] != ';')
			return 0;
		cp = pv_html_entity(pv_span_sub(s, 1, at));
		if (cp == 0)
			return 0;
	}
	*n = pv_utf8_encode(cp, out);
	return at < s.len && s.ptr[at] == ';' ? at + 1 : at;
}

struct pv_span
pv_charrefs(struct pv_span s, struct pv_arena *arena)
{
	size_t at = 0, len = 0, used, n;
	char *p, c[4];

	if (find_byte(s, 0, '&') == s.len)
		return s;
	p = pv_arena_alloc(arena, s.len + 1);
	if (p == NULL)
		return pv_span(NULL, 0);
	/* A reference is never shorter than what it stands for. */
	while (at < s.len) {
		used = pv_charref(pv_span_sub(s, at, s.len), c, &n);
		if (used > 0) {
			memcpy(p + len, c, n);
			len += n;
			at += used;
		} else {
			p[len++] = s.ptr[at++];
		}
	}
	return pv_span(p, len);
}
