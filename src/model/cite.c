/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/cite.h"

#include <string.h>

#include "base/num.h"

#define COMPONENT_MAX 6     /* digits and letters of one component */

void
pv_cite_add(struct pv_cite *c, struct pv_span s)
{
	if (s.len > PV_CITE_MAX - c->len)
		s.len = PV_CITE_MAX - c->len;
	if (s.len > 0)
		memcpy(c->ptr + c->len, s.ptr, s.len);
	c->len += s.len;
}

static void
add_number(struct pv_cite *c, uint32_t n)
{
	char digits[12];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	pv_cite_add(c, pv_span(digits + i, sizeof(digits) - i));
}

/* Digits without the zeros in front: "01" of "2.01" is 1. */
static struct pv_span
strip_zeros(struct pv_span s)
{
	while (s.len > 1 && s.ptr[0] == '0' && pv_isdigit(s.ptr[1]))
		s = pv_span_sub(s, 1, s.len);
	return s;
}

/* The roman numeral that s is in capitals and not a list letter, or 0. */
static uint32_t
roman(struct pv_span s)
{
	if (s.len == 0 || !pv_isupper(s.ptr[0]) ||
	    (s.len == 1 && memchr("IVX", s.ptr[0], 3) == NULL))
		return 0;
	return pv_num_roman(s);
}

/* "4", "8A", "B", "AA", "B2": what a label may begin with, but for romans. */
static bool
is_head(struct pv_span s)
{
	size_t n = 0;

	if (pv_isdigit(s.ptr[0]))
		return true;
	while (n < s.len && pv_isupper(s.ptr[n]))
		n++;
	if (pv_num_letter(pv_span_sub(s, 0, n)) == 0)
		return s.len > 1 && memchr("ivx", s.ptr[0], 3) != NULL &&
		    pv_num_roman(s) != 0;
	while (n < s.len && pv_isdigit(s.ptr[n]))
		n++;
	return n == s.len;
}

/* What may follow a full stop: "2", "a", "ii", "B". */
static bool
is_member(struct pv_span s)
{
	return pv_isdigit(s.ptr[0]) || pv_num_letter(s) != 0 ||
	    (s.len <= 4 && pv_num_roman(s) != 0);
}

/*
 * Bytes of the component at i, 0 when it is none.  Of words that lost their
 * space ("3.1of", "4Term") it is the number.
 */
static uint32_t
component(struct pv_span text, uint32_t i)
{
	uint32_t k = i, digits;

	while (k < text.len && pv_isdigit(text.ptr[k]))
		k++;
	digits = k - i;
	while (k < text.len && pv_isalnum(text.ptr[k]))
		k++;
	if (digits > 0 && k - i > digits + 1 &&
	    pv_islower(text.ptr[i + digits + 1]))
		k = i + digits;
	return k - i > COMPONENT_MAX ? 0 : k - i;
}

/* "(b)(ii)" at i; returns where it ends. */
static uint32_t
read_groups(struct pv_span text, uint32_t i, struct pv_cite *c)
{
	while (i + 2 < text.len && text.ptr[i] == '(') {
		uint32_t n = component(text, i + 1);

		if (n == 0 || i + n + 1 >= text.len ||
		    text.ptr[i + n + 1] != ')')
			break;
		pv_cite_add(c, pv_span_sub(text, i, i + n + 2));
		i += n + 2;
	}
	return i;
}

uint32_t
pv_cite_read(struct pv_span text, uint32_t i, struct pv_cite *c)
{
	uint32_t start = i, n = component(text, i), value;
	struct pv_span s = pv_span_sub(text, i, i + n);

	c->len = 0;
	if (n > 0) {
		value = roman(s);
		if (value == 0 && !is_head(s))
			return start;
		if (value > 0)
			add_number(c, value);
		else
			pv_cite_add(c, strip_zeros(s));
	}
	/* A dash joins "B-1"; between numbers it stands for "to". */
	while (n > 0 && (i += n) + 1 < text.len && (text.ptr[i] == '.' ||
	    (text.ptr[i] == '-' && !pv_isdigit(text.ptr[i - 1])))) {
		n = component(text, i + 1);
		s = pv_span_sub(text, i + 1, i + 1 + n);
		if (n == 0 || !is_member(s))
			break;
		pv_cite_add(c, pv_span_sub(text, i, i + 1));
		pv_cite_add(c, strip_zeros(s));
		n++;
	}
	return read_groups(text, i, c);
}

struct pv_span
pv_cite_up(struct pv_span label)
{
	size_t cut = label.len;

	if (cut == 0 || label.ptr[cut - 1] != ')')
		return pv_span("", 0);
	while (cut > 0 && label.ptr[cut - 1] != '(')
		cut--;
	return pv_span_sub(label, 0, cut > 0 ? cut - 1 : 0);
}

/* One run of digits or letters; returns its length. */
static size_t
key_token(struct pv_span s, struct pv_cite *key)
{
	size_t n = 1;
	uint32_t value;

	while (n < s.len && (pv_isdigit(s.ptr[0]) ? pv_isdigit(s.ptr[n]) :
	    pv_isalpha(s.ptr[n])))
		n++;
	s = pv_span_sub(s, 0, n);
	value = key->len == 0 ? roman(s) : 0;
	if (key->len > 0)
		pv_cite_add(key, PV_SPAN("."));
	if (value > 0) {
		add_number(key, value);
		return n;
	}
	s = strip_zeros(s);
	for (size_t i = 0; i < s.len; i++) {
		char low = pv_tolower(s.ptr[i]);

		pv_cite_add(key, pv_span(&low, 1));
	}
	return n;
}

void
pv_cite_key(struct pv_span label, struct pv_cite *key)
{
	key->len = 0;
	for (size_t i = 0; i < label.len; )
		if (pv_isalnum(label.ptr[i]))
			i += key_token(pv_span_sub(label, i, label.len), key);
		else
			i++;
}
