/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/marker.h"

#include "base/num.h"
#include "base/utf8.h"
#include "ingest/cue.h"

static bool
is_blank_cp(uint32_t cp)
{
	return cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F ||
	    cp == 0x205F || cp == 0x3000 || cp == 0x2028 || cp == 0x2029;
}

size_t
pv_marker_blank(struct pv_span s)
{
	size_t at = 0, n;
	uint32_t cp;

	while (at < s.len) {
		if (pv_isspace(s.ptr[at])) {
			at++;
			continue;
		}
		if ((unsigned char)s.ptr[at] < 0xC0)
			break;
		n = pv_utf8_decode(pv_span_sub(s, at, s.len), &cp);
		if (n == 0 || !is_blank_cp(cp))
			break;
		at += n;
	}
	return at;
}

static size_t
digits(struct pv_span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && pv_isdigit(s.ptr[at + n]))
		n++;
	return n;
}

static size_t
letters(struct pv_span s, size_t at)
{
	size_t n = 0;

	while (at + n < s.len && n < 8 && pv_isalpha(s.ptr[at + n]))
		n++;
	return n;
}

/* Roman numeral or list letter. */
static bool
is_alpha_number(struct pv_span s)
{
	return s.len > 0 && (pv_num_roman(s) != 0 || pv_num_letter(s) != 0);
}

/* "4.2", "4.2.1(a)", "A.4": the bytes, and how many parts there are. */
static size_t
decimal(struct pv_span s, size_t *parts)
{
	size_t at, n;

	*parts = 0;
	at = digits(s, 0);
	if (at == 0 && s.len > 2 && pv_isupper(s.ptr[0]) && s.ptr[1] == '.' &&
	    pv_isdigit(s.ptr[2]))
		at = 1;
	if (at == 0 || at > 4)
		return 0;
	*parts = 1;
	while (at < s.len && s.ptr[at] == '.') {
		n = digits(s, at + 1);
		if (n == 0 || n > 4)
			break;
		at += n + 1;
		++*parts;
	}
	return at;
}

/* "(a)", "(iv)", "(12)" at the start of s, or 0. */
static size_t
parenthesized(struct pv_span s)
{
	size_t n;

	if (s.len < 3 || s.ptr[0] != '(')
		return 0;
	n = digits(s, 1);
	if (n == 0 || n > 3) {
		n = letters(s, 1);
		if (!is_alpha_number(pv_span_sub(s, 1, 1 + n)))
			return 0;
	}
	return n + 1 < s.len && s.ptr[n + 1] == ')' ? n + 2 : 0;
}

/* "Section", "Article", "Clause" or a section sign, and white space. */
static size_t
designator(struct pv_span s)
{
	static const char *const words[] = { "section", "article", "clause",
		"paragraph", "\302\247\302\247", "\302\247" };
	size_t i, at;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!pv_span_istarts(s, pv_span_str(words[i])))
			continue;
		at = strlen(words[i]);
		at += pv_marker_blank(pv_span_sub(s, at, s.len));
		return at;
	}
	return 0;
}

/* The number proper: s has no designator. */
static size_t
number(struct pv_span s, bool designated)
{
	size_t at, n, parts;
	bool closed = designated;

	at = parenthesized(s);
	if (at > 0)
		return at;
	at = decimal(s, &parts);
	if (at == 0) {
		at = letters(s, 0);
		if (!is_alpha_number(pv_span_sub(s, 0, at)))
			return 0;
	} else if (parts > 1) {
		closed = true;
	}
	while ((n = parenthesized(pv_span_sub(s, at, s.len))) > 0) {
		at += n;
		closed = true;
	}
	if (at < s.len && (s.ptr[at] == '.' || s.ptr[at] == ')' ||
	    (designated && s.ptr[at] == ':'))) {
		at++;
		closed = true;
	}
	return closed ? at : 0;
}

size_t
pv_marker_label(struct pv_span s)
{
	size_t skip, n;

	skip = designator(s);
	n = number(pv_span_sub(s, skip, s.len), skip > 0);
	if (n == 0)
		return 0;
	n += skip;
	if (n < s.len && pv_marker_blank(pv_span_sub(s, n, s.len)) == 0)
		return 0;
	return n;
}

bool
pv_marker_opens(struct pv_span s)
{
	size_t n = pv_marker_label(s);
	bool item = s.len > 0 && (s.ptr[0] == '(' || pv_islower(s.ptr[0]));

	if (n == 0)
		return false;
	if (item)
		return true;
	s = pv_span_sub(s, n, s.len);
	s = pv_span_sub(s, pv_marker_blank(s), s.len);
	return s.len == 0 || !pv_islower(s.ptr[0]);
}

bool
pv_marker_bullet(struct pv_span s)
{
	static const char *const bullets[] = { "-", "*", "\302\267",
		"\342\200\242", "\342\200\243", "\342\200\223",
		"\342\200\224", "\342\227\217", "\342\227\213",
		"\342\226\252", "\342\226\240", "\342\226\241",
		"\342\227\246", "\342\226\272", "\342\227\276",
		"\342\236\242", "\303\230", "\357\202\267", "\357\202\247",
		"+", "o" };
	size_t i;

	for (i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++)
		if (pv_span_eq(s, pv_span_str(bullets[i])))
			return true;
	return false;
}

size_t
pv_marker_item(struct pv_span s)
{
	size_t n = pv_cue_word(s), at;

	if (n == s.len || !pv_marker_bullet(pv_span_sub(s, 0, n)))
		return 0;
	at = n + pv_marker_blank(pv_span_sub(s, n, s.len));
	for (size_t i = at; i < s.len && i < at + 4; i++)
		if (pv_isalpha(s.ptr[i]))
			return n;
	return 0;
}

static size_t
write_decimal(uint32_t n, char *out)
{
	char tmp[12];
	size_t len = 0, i;

	do {
		tmp[len++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	for (i = 0; i < len; i++)
		out[i] = tmp[len - 1 - i];
	return len;
}

static size_t
write_roman(uint32_t n, char *out)
{
	static const struct {
		uint32_t value;
		const char *digits;
	} table[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" },
		{ 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
		{ 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" },
		{ 4, "iv" }, { 1, "i" } };
	size_t i, len = 0;
	const char *p;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		for (; n >= table[i].value; n -= table[i].value)
			for (p = table[i].digits; *p != '\0'; p++)
				out[len++] = *p;
	return len;
}

/* Browsers count a ... z, aa, ab ...; so does this. */
static size_t
write_letters(uint32_t n, char *out)
{
	char tmp[8];
	size_t len = 0, i;

	for (; n > 0; n = (n - 1) / 26)
		tmp[len++] = (char)('a' + (n - 1) % 26);
	for (i = 0; i < len; i++)
		out[i] = tmp[len - 1 - i];
	return len;
}

size_t
pv_marker_write(char style, uint32_t n, char out[PV_MARKER_MAX])
{
	size_t len, i;
	char low = pv_tolower(style);

	if (low == 'i' && n > 0 && n < 4000)
		len = write_roman(n, out);
	else if (low == 'a' && n > 0)
		len = write_letters(n, out);
	else
		len = write_decimal(n, out);
	if (pv_isupper(style))
		for (i = 0; i < len; i++)
			if (pv_islower(out[i]))
				out[i] = (char)(out[i] - 'a' + 'A');
	out[len++] = '.';
	return len;
}

/* Only punctuation that stands between a number and its heading. */
static bool
is_glue(struct pv_span s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!pv_isspace(s.ptr[i]) && s.ptr[i] != '.' &&
		    s.ptr[i] != ':' && s.ptr[i] != '-' && s.ptr[i] != ')')
			return pv_marker_blank(pv_span_sub(s, i, s.len)) ==
			    s.len - i;
	return true;
}

/* Plain text came in front of any emphasis: keep it if it may be a number. */
static void
lead_head(struct pv_lead *l, struct pv_span s)
{
	if (l->nhead + s.len > sizeof(l->head)) {
		l->state = 2;
		return;
	}
	memcpy(l->head + l->nhead, s.ptr, s.len);
	l->nhead = (uint8_t)(l->nhead + s.len);
}

static bool
head_is_number(const struct pv_lead *l)
{
	struct pv_span s = pv_span(l->head, l->nhead);
	size_t n;

	s = pv_span_sub(s, pv_marker_blank(s), s.len);
	n = pv_marker_label(s);
	if (n == 0)
		n = digits(s, 0);
	return n + pv_marker_blank(pv_span_sub(s, n, s.len)) == s.len;
}

void
pv_lead_text(struct pv_lead *l, struct pv_span s, enum pv_emphasis e)
{
	uint32_t at = l->len;
	size_t n = s.len;

	if (s.len == 0)
		return;
	l->len += (uint32_t)s.len;
	if (pv_marker_blank(s) == s.len) {
		if (l->state == 0)
			lead_head(l, s);
		return;
	}
	while (n > 0 && pv_isspace(s.ptr[n - 1]))
		n--;
	l->ink = at + (uint32_t)n;
	if (e != PV_EMPH_STRONG)
		l->plain = true;
	if (e == PV_EMPH_NONE) {
		if (l->state == 0)
			lead_head(l, s);
		else if (l->state == 1 && !is_glue(s))
			l->state = 2;
		return;
	}
	if (l->state == 0)
		l->state = head_is_number(l) ? 1 : 2;
	if (l->state == 1)
		l->lead = l->ink;
}

void
pv_lead_apply(const struct pv_lead *l, struct pv_block *b)
{
	if (l->ink == 0)
		return;
	if (!l->plain) {
		b->flags |= PV_BLOCK_BOLD;
	} else if (l->lead > 0 && l->lead < l->ink) {
		b->flags |= PV_BLOCK_LEAD_BOLD;
		b->lead = l->lead;
	}
}
