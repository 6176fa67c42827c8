/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "esnumber.h"

#define ROMANS 400              /* numerals that can be read and written */

/* Numbers below ROMANS. */
static void
put_roman(struct pv_buf *b, uint32_t v)
{
	static const char *const tens[] = { "", "x", "xx", "xxx", "xl", "l",
		"lx", "lxx", "lxxx", "xc" };
	static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v",
		"vi", "vii", "viii", "ix" };

	for (; v >= 100; v -= 100)
		pv_buf_char(b, 'c');
	pv_buf_str(b, tens[v / 10]);
	pv_buf_str(b, ones[v % 10]);
}

uint32_t
es_roman(struct pv_span s)
{
	struct pv_buf out = PV_BUF_INIT;
	uint32_t v, found = 0;

	for (v = 1; v < ROMANS && found == 0 && s.len < 16; v++) {
		pv_buf_clear(&out);
		put_roman(&out, v);
		if (pv_span_ieq(s, pv_buf_view(&out)))
			found = v;
	}
	pv_buf_release(&out);
	return found;
}

uint32_t
es_value(struct pv_span s, enum es_style style)
{
	uint32_t v = 0;

	if (style == ES_ROMAN)
		return es_roman(s);
	if (style == ES_LETTER)
		return s.len == 1 && pv_isalpha(s.ptr[0]) ?
		    (uint32_t)(pv_tolower(s.ptr[0]) - 'a' + 1) : 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!pv_isdigit(s.ptr[i]) || v > 9999)
			return 0;
		v = v * 10 + (uint32_t)(s.ptr[i] - '0');
	}
	return v;
}

void
es_put_value(struct pv_buf *b, enum es_style style, bool upper, uint32_t v)
{
	size_t at = b->len;

	if (style == ES_DECIMAL) {
		pv_buf_u64(b, v);
	} else if (style == ES_LETTER) {
		for (uint32_t k = 0; k <= (v - 1) / 26 && k < 3; k++)
			pv_buf_char(b, (char)('a' + (v - 1) % 26));
	} else {
		put_roman(b, v);
	}
	for (; upper && at < b->len; at++)
		if (pv_islower(b->ptr[at]))
			b->ptr[at] = (char)(b->ptr[at] - 'a' + 'A');
}

bool
es_cut_number(struct pv_span num, struct pv_span *prefix, struct pv_span *token,
    struct pv_span *suffix)
{
	size_t end = num.len, at;

	while (end > 0 && !pv_isalnum(num.ptr[end - 1]))
		end--;
	for (at = end; at > 0 && pv_isalnum(num.ptr[at - 1]); at--)
		;
	*prefix = pv_span_sub(num, 0, at);
	*token = pv_span_sub(num, at, end);
	*suffix = pv_span_sub(num, end, num.len);
	return at < end;
}

struct pv_span
es_path(struct pv_span num)
{
	size_t at = num.len;

	while (at > 0 && !pv_isspace(num.ptr[at - 1]))
		at--;
	num = pv_span_sub(num, at, num.len);
	while (num.len > 0 && (num.ptr[num.len - 1] == '.' ||
	    num.ptr[num.len - 1] == ':'))
		num.len--;
	return num;
}
