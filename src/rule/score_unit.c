/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score_unit.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

/*
 * The text, a byte a character: ASCII stands for itself, other characters for
 * what they are here.
 */
enum {
	C_LOWER = 1, C_WORD, C_OTHER, C_OPEN, C_CLOSE, C_OPEN1, C_CLOSE1,
	C_SPACE = '\v'
};

#define JOINED_MAX 6000         /* characters of a paragraph put together */
#define LONG_LINE 80            /* that a footer may cut */

struct text {
	struct pv_buf c;
	struct pv_vec at;       /* uint32_t: byte of each character */
};

/* A paragraph, or several; then a unit. */
struct para {
	size_t start, end;
	bool over;              /* a footer stands behind it */
};

static char
class_of(uint32_t cp)
{
	if (cp < 0x80)
		return cp < ' ' && !pv_isspace((char)cp) ? C_OTHER : (char)cp;
	if (cp == 0x85 || cp == 0xa0 || (cp >= 0x2000 && cp <= 0x200a) ||
	    cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f ||
	    cp == 0x3000)
		return C_SPACE;
	switch (cp) {
	case 0x201c: return C_OPEN;
	case 0x201d: return C_CLOSE;
	case 0x2018: return C_OPEN1;
	case 0x2019: return C_CLOSE1;
	}
	if (cp >= 0xdf && cp <= 0xff && cp != 0xf7)
		return C_LOWER;
	if (cp < 0xc0 || cp == 0xd7 || cp == 0xf7 ||
	    (cp >= 0x2000 && cp <= 0x2bff))
		return C_OTHER;
	return C_WORD;
}

static bool
read_text(struct text *t, struct pv_span s)
{
	uint32_t cp, at;
	size_t i = 0, n;

	while (i < s.len) {
		n = pv_utf8_decode(pv_span_sub(s, i, s.len), &cp);
		at = (uint32_t)i;
		pv_buf_char(&t->c, n == 0 ? C_OTHER : class_of(cp));
		(void)pv_vec_add(&t->at, &at);
		i += n == 0 ? 1 : n;
	}
	at = (uint32_t)s.len;
	(void)pv_vec_add(&t->at, &at);
	return !t->c.failed && !t->at.failed;
}

static size_t
blanks(struct pv_span s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && (s.ptr[i + n] == ' ' || s.ptr[i + n] == '\t'))
		n++;
	return n;
}

static bool
is_at(struct pv_span s, size_t i, char c)
{
	return i < s.len && s.ptr[i] == c;
}

/* Length of a gap between paragraphs at i, or 0. */
static size_t
gap(struct pv_span s, size_t i)
{
	size_t b = blanks(s, i), k = i + b + 1, lines = 0;

	if (b >= 3)
		return b;
	if (is_at(s, i + b, '\n')) {
		while (is_at(s, k + blanks(s, k), '\n')) {
			k += blanks(s, k) + 1;
			lines++;
		}
		if (lines > 0)
			return k + blanks(s, k) - i;
	}
	b = is_at(s, i, '\n') ? blanks(s, i + 1) : 0;
	return b >= 2 ? b + 1 : 0;
}

static struct pv_span
digits(struct pv_span s, size_t most)
{
	size_t n = 0;

	while (n < s.len && n < most && pv_isdigit(s.ptr[n]))
		n++;
	return pv_span_sub(s, 0, n);
}

/* "6/30/1999" at the start. */
static bool
is_date(struct pv_span s)
{
	size_t n, i;

	for (i = 0; i < 3; i++) {
		n = digits(s, i < 2 ? 2 : 4).len;
		if (n < (i < 2 ? 1u : 2u))
			return false;
		s = pv_span_sub(s, n, s.len);
		if (i < 2 && !is_at(s, 0, '/'))
			return false;
		s = pv_span_sub(s, 1, s.len);
	}
	return true;
}

/* "Source: COMPANY, FORM, DATE", "Page 3", "- 3 -", or no words. */
static bool
is_footer(struct pv_span s)
{
	size_t i, n;

	s = pv_span_trim(s);
	for (i = 10; pv_span_starts(s, PV_SPAN("Source:")) && i <= 127; i++) {
		if (is_at(s, i - 1, '\n'))
			break;
		if (i < s.len && is_date(pv_span_sub(s, i, s.len)))
			return true;
	}
	for (i = 0; i < s.len && i < 9; i++) {
		if (pv_isalpha(s.ptr[i]) || s.ptr[i] == '_' ||
		    s.ptr[i] == C_LOWER || s.ptr[i] == C_WORD)
			break;
	}
	if (i == s.len && i <= 8)
		return true;
	if (pv_span_istarts(s, PV_SPAN("page"))) {
		s = pv_span_trim(pv_span_sub(s, 4, s.len));
		return s.len > 0 && digits(s, s.len).len == s.len;
	}
	n = s.len;
	if (n < 3 || s.ptr[0] != '-' || s.ptr[n - 1] != '-')
		return false;
	s = pv_span_trim(pv_span_sub(s, 1, n - 1));
	return s.len > 0 && digits(s, s.len).len == s.len;
}

static struct pv_span
part(struct pv_span s, const struct para *p)
{
	return pv_span_sub(s, p->start, p->end);
}

static bool
is_lower(char c)
{
	return pv_islower(c) || c == C_LOWER;
}

/* Does the paragraph that begins with c go on where the one before ended? */
static bool
goes_on(struct pv_span s, const struct para *before, char c)
{
	struct pv_span prev = part(s, before);
	char last;

	while (prev.len > 0 && pv_isspace(prev.ptr[prev.len - 1]))
		prev.len--;
	if (prev.len == 0 || before->end - before->start >= JOINED_MAX)
		return false;
	last = prev.ptr[prev.len - 1];
	if (is_lower(c) && last != C_CLOSE &&
	    memchr(".;:?!\")]", last, 8) == NULL)
		return true;
	if (last == ',' && !pv_isdigit(c))
		return true;
	return before->over && memchr(".:;", last, 3) == NULL &&
	    (is_lower(c) || prev.len > LONG_LINE);
}

static void
add_para(struct pv_vec *paras, struct pv_span s, size_t start, size_t end)
{
	struct para p = { start, end, false }, *last;
	struct pv_span text = pv_span_trim(part(s, &p));

	if (text.len == 0)
		return;
	last = paras->len == 0 ? NULL :
	    PV_VEC_AT(paras, struct para, paras->len - 1);
	if (is_footer(text)) {
		if (last != NULL)
			last->over = true;
	} else if (last != NULL && goes_on(s, last, text.ptr[0])) {
		last->end = end;
		last->over = false;
	} else {
		(void)pv_vec_add(paras, &p);
	}
}

static void
split_paras(struct pv_vec *paras, struct pv_span s)
{
	size_t start = 0, i = 0, n;

	while (i < s.len) {
		n = gap(s, i);
		if (n > 0) {
			add_para(paras, s, start, i);
			start = i + n;
		}
		i += n > 0 ? n : 1;
	}
	add_para(paras, s, start, s.len);
}

/* ----------------------------------------------------------- sentence ends */

static bool
is_one_of(struct pv_span w, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (pv_span_ieq(w, pv_span_str(*names)))
			return true;
	}
	return false;
}

static bool
ends_in(struct pv_span s, const char *const *names)
{
	struct pv_span name;

	for (; *names != NULL; names++) {
		name = pv_span_str(*names);
		if (s.len >= name.len && pv_span_ieq(pv_span_sub(s,
		    s.len - name.len, s.len), name))
			return true;
	}
	return false;
}

static const char *const abbreviations[] = {
	"inc", "corp", "ltd", "co", "llc", "lp", "no", "nos", "sec", "secs",
	"art", "arts", "para", "st", "mr", "mrs", "ms", "dr", "jr", "sr",
	"vs", "v", "etc", "et", "al", "approx", "dept", "ex", "exh", "fig",
	"vol", "ed", "rev", "cf", "p", "pp", "s.p.a", "gmbh", "plc", "jan",
	"feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov",
	"dec", "ph.d", "esq", "hon", "gen", "gov", "attn", "tel", NULL
};

static const char *const holders[] = {
	"exhibit", "schedule", "annex", "appendix", "attachment", "part",
	"class", "series", "phase", "tier", NULL
};

static const char *const citers[] = {
	"section", "article", "clause", "paragraph", "exhibit", NULL
};

/* "u.s", "a": letters between full stops. */
static bool
is_initials(struct pv_span w)
{
	size_t i;

	for (i = 0; i < w.len; i++) {
		if (i % 2 == 0 ? !pv_isalpha(w.ptr[i]) : w.ptr[i] != '.')
			return false;
	}
	return w.len % 2 == 1;
}

/* "2.3.1" */
static bool
is_decimal(struct pv_span w)
{
	size_t n, dots = 0;

	for (;; dots++) {
		n = digits(w, w.len).len;
		if (n == 0 || n == w.len)
			return n > 0 && dots > 0;
		if (w.ptr[n] != '.')
			return false;
		w = pv_span_sub(w, n + 1, w.len);
	}
}

/* "12", "iv", "2.3", "(a)", "b)" */
static bool
is_label(struct pv_span w)
{
	size_t i;

	for (i = 0; i < w.len && (pv_isdigit(w.ptr[i]) ||
	    memchr("ivxlc", pv_tolower(w.ptr[i]), 5) != NULL); i++)
		;
	if ((i == w.len && i >= 1 && i <= 4) || is_decimal(w))
		return true;
	if (is_at(w, 0, '('))
		w = pv_span_sub(w, 1, w.len);
	for (i = 0; i < w.len && pv_isalnum(w.ptr[i]); i++)
		;
	return i >= 1 && i <= 3 && i + 1 == w.len && w.ptr[i] == ')';
}

/* Does what stands before a label say that it is one? */
static bool
is_led_in(struct pv_span before)
{
	struct pv_span s = pv_span_sub(before, before.len > 40 ?
	    before.len - 40 : 0, before.len), e = s;

	while (e.len > 0 && pv_isspace(e.ptr[e.len - 1]))
		e.len--;
	if (e.len == 0 || s.len - e.len >= 2 ||
	    memchr(".;:", e.ptr[e.len - 1], 3) != NULL ||
	    memchr(e.ptr + e.len, '\n', s.len - e.len) != NULL)
		return true;
	return ends_in(e, citers);
}

/* "Exhibit B" before the full stop, within sixteen characters. */
static bool
is_held(struct pv_span before)
{
	struct pv_span s = pv_span_sub(before, before.len > 16 ?
	    before.len - 16 : 0, before.len > 0 ? before.len - 1 : 0);
	size_t n = s.len;

	while (s.len > 0 && pv_isspace(s.ptr[s.len - 1]))
		s.len--;
	return s.len < n && ends_in(s, holders);
}

/* White space, at most `marks` of these, and a capital or digit. */
static bool
begins(struct pv_span next, const char *set, size_t marks, bool digit)
{
	size_t i = 0, n = 0;

	while (i < next.len && pv_isspace(next.ptr[i]))
		i++;
	if (i == 0)
		return false;
	while (n < marks && i < next.len && strchr(set, next.ptr[i]) != NULL) {
		i++;
		n++;
	}
	return i < next.len && (pv_isupper(next.ptr[i]) ||
	    (digit && pv_isdigit(next.ptr[i])));
}

/* "(a)" after white space. */
static bool
begins_item(struct pv_span next)
{
	size_t i = 0, n = 0;

	while (i < next.len && pv_isspace(next.ptr[i]))
		i++;
	if (i == 0 || !is_at(next, i, '('))
		return false;
	while (i + 1 + n < next.len && (pv_isdigit(next.ptr[i + 1 + n]) ||
	    pv_islower(next.ptr[i + 1 + n])))
		n++;
	return n >= 1 && n <= 4 && is_at(next, i + 1 + n, ')');
}

#define OPEN_MARKS "\"\x04"             /* and a curly one, C_OPEN */
#define OPENERS "\"\x04\x06?(["         /* and C_OPEN1 */

/* The word before a full stop, of at most 25 characters. */
static struct pv_span
word_before(struct pv_span before)
{
	size_t n = 0;

	while (n < before.len && n < 25) {
		char c = before.ptr[before.len - n - 1];

		if (pv_isspace(c) || c == '(' || c == '[' || c == '"' ||
		    c == C_OPEN)
			break;
		n++;
	}
	return pv_span_sub(before, before.len - n, before.len);
}

/* Is the mark at the end of `before` the end of a sentence? */
static bool
is_end(char mark, struct pv_span before, struct pv_span next)
{
	struct pv_span w = word_before(before);

	if (mark != '.')
		return mark == '!' && begins(next, OPEN_MARKS "(", 1, false);
	if (w.len == 1 && pv_isalpha(w.ptr[0]) && is_held(before))
		return begins(next, OPEN_MARKS, 1, false);
	if (is_one_of(w, abbreviations) || is_initials(w))
		return false;
	if (is_label(w) &&
	    is_led_in(pv_span_sub(before, 0, before.len - w.len)))
		return false;
	return begins(next, OPENERS, 2, true) || begins_item(next);
}

static bool
is_closer(char c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']' || c == '?' ||
	    c == C_CLOSE || c == C_CLOSE1;
}

static void
add_unit(struct pv_vec *units, const struct text *t, size_t start, size_t end)
{
	struct pv_range r;

	while (start < end && pv_isspace(t->c.ptr[start]))
		start++;
	while (end > start && pv_isspace(t->c.ptr[end - 1]))
		end--;
	r.start = *PV_VEC_AT(&t->at, uint32_t, start);
	r.end = *PV_VEC_AT(&t->at, uint32_t, end);
	if (end > start)
		(void)pv_vec_add(units, &r);
}

static void
split_units(struct pv_vec *units, const struct text *t, const struct para *p)
{
	struct pv_span s = part(pv_buf_view(&t->c), p);
	size_t i, end, start = 0;

	for (i = 0; i < s.len; i++) {
		if (s.ptr[i] != '.' && s.ptr[i] != '?' && s.ptr[i] != '!')
			continue;
		end = i + 1;
		while (end < s.len && end < i + 3 && is_closer(s.ptr[end]))
			end++;
		if (end >= s.len || !pv_isspace(s.ptr[end]))
			continue;
		if (is_end(s.ptr[i], pv_span_sub(s, 0, i),
		    pv_span_sub(s, end, end + 12))) {
			add_unit(units, t, p->start + start, p->start + end);
			start = end;
		}
		i = end - 1;
	}
	add_unit(units, t, p->start + start, p->end);
}

enum pv_rc
pv_score_units(struct pv_span text, struct pv_vec *units, struct pv_err *err)
{
	struct text t = { PV_BUF_INIT, PV_VEC_INIT(uint32_t) };
	struct pv_vec paras = PV_VEC_INIT(struct para);
	bool ok = read_text(&t, text);
	size_t i;

	if (ok && t.c.len > 0)
		split_paras(&paras, pv_buf_view(&t.c));
	for (i = 0; i < paras.len && ok; i++)
		split_units(units, &t, PV_VEC_AT(&paras, struct para, i));
	ok = ok && !paras.failed && !units->failed;
	pv_vec_release(&paras);
	pv_buf_release(&t.c);
	pv_vec_release(&t.at);
	return ok ? PV_OK : pv_fail_nomem(err);
}
