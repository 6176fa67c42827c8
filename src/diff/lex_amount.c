/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lex.h"

#include <string.h>

#include "base/num.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* The end of the first of these that s goes on with at i, or i. */
static uint32_t
any_of(struct pv_span s, uint32_t i, const char *const *words, size_t n)
{
	uint32_t len;

	for (size_t k = 0; k < n; k++) {
		len = pv_lex_words(s, i, words[k]);
		if (len > 0)
			return i + len;
	}
	return i;
}

/* "1,250.5" at i; its end, or i. */
static uint32_t
figures(struct pv_span s, uint32_t i)
{
	uint32_t k = i;

	while (k < s.len && (pv_isdigit(s.ptr[k]) || (k > i &&
	    (s.ptr[k] == ',' || s.ptr[k] == '.') && k + 1 < s.len &&
	    pv_isdigit(s.ptr[k + 1]))))
		k++;
	return k > i && k < s.len && pv_isalpha(s.ptr[k]) ? i : k;
}

/* "US$" or the like at i; its end, or i. */
static uint32_t
currency(struct pv_span s, uint32_t i)
{
	static const char *const signs[] = { "US$", "U.S.$", "$", "\xC2\xA3",
		"\xE2\x82\xAC", "USD ", "EUR ", "GBP " };
	struct pv_span rest = pv_span_sub(s, i, s.len);

	for (size_t k = 0; k < COUNT(signs); k++)
		if (pv_span_starts(rest, pv_span_str(signs[k])))
			return i + (uint32_t)strlen(signs[k]);
	return i;
}

/* "one hundred and twenty-five" at i; its end, or i. */
static uint32_t
spelled(struct pv_span s, uint32_t i)
{
	static const char *const scales[] = { "hundred", "thousand",
		"million", "billion", "and" };
	static const char *const tens[] = { "eighty", "fifty", "forty",
		"ninety", "seventy", "sixty", "thirty", "twenty" };
	uint32_t end = i, k = i, n, tie;
	int32_t nth;

	for (unsigned words = 0; words < 12; words++) {
		n = k;
		while (n < s.len && (pv_isalpha(s.ptr[n]) || s.ptr[n] == '-'))
			n++;
		tie = k + (uint32_t)pv_span_find(pv_span_sub(s, k, n),
		    PV_SPAN("-"));
		if (!pv_span_in_words(pv_span_sub(s, k, tie), tens,
		    COUNT(tens)) && (tie < n || pv_lex_ordinal(s, k, &nth) > 0
		    || pv_num_word(pv_span_sub(s, k, n)) == 0) &&
		    (words == 0 || any_of(s, k, scales, COUNT(scales)) == k))
			break;
		if (pv_lex_words(s, k, "and") == 0)
			end = n;
		if (n >= s.len || s.ptr[n] != ' ')
			break;
		k = n + 1;
	}
	return end;
}

/* " (30)", " ($5,000)", " (2%)" at i; its end, or i. */
static uint32_t
in_figures(struct pv_span s, uint32_t i)
{
	uint32_t k;

	if (i + 2 >= s.len || s.ptr[i] != ' ' || s.ptr[i + 1] != '(')
		return i;
	k = currency(s, i + 2);
	if (figures(s, k) == k)
		return i;
	k = figures(s, k);
	k += k < s.len && s.ptr[k] == '%';
	return k < s.len && s.ptr[k] == ')' ? k + 1 : i;
}

/* " business days" at i; its end, or i. */
static uint32_t
unit(struct pv_span s, uint32_t i)
{
	static const char *const which[] = { "business", "calendar",
		"working", "consecutive" };
	static const char *const units[] = { "percent", "per cent", "days",
		"day", "weeks", "week", "months", "month", "years", "year",
		"hours", "hour", "minutes", "quarters", "dollars", "euros",
		"basis points", "million", "billion" };
	uint32_t k, end;

	if (i >= s.len || s.ptr[i] != ' ')
		return i;
	k = any_of(s, i + 1, which, COUNT(which));
	k += k > i + 1 && k < s.len && s.ptr[k] == ' ';
	end = any_of(s, k, units, COUNT(units));
	return end > k ? end : i;
}

uint32_t
pv_lex_amount(struct pv_span s, uint32_t i, uint32_t end)
{
	uint32_t start = i, k;
	bool sure;

	s = pv_span_sub(s, 0, end);
	k = currency(s, i);
	sure = k > i;
	i = figures(s, k);
	if (i == k && !sure)
		i = spelled(s, k);
	if (i == k)
		return 0;
	if (i < s.len && s.ptr[i] == '%') {
		i++;
		sure = true;
	}
	for (unsigned turn = 0; turn < 3; turn++) {
		k = unit(s, i);
		k = in_figures(s, k);
		if (k == i)
			break;
		sure = true;
		i = k;
	}
	return sure ? i - start : 0;
}

uint32_t
pv_lex_alphabet(struct pv_span s, uint32_t i, uint32_t end)
{
	static const char *const fore[] = { "at", "in", "its", "their", "the",
		"proper", "appropriate", "correct", "applicable", "place",
		"position", "location", "sequence", "order", "of" };
	static const char *const core[] = { "alphabetical", "alphabetic" };
	static const char *const aft[] = { "order", "place", "position",
		"sequence", "location", "listing" };
	uint32_t k = i, n;

	s = pv_span_sub(s, 0, end);
	for (unsigned words = 0; words < 8; words++) {
		n = any_of(s, k, core, COUNT(core));
		if (n > k) {
			k = n + (n < s.len && s.ptr[n] == ' ');
			n = any_of(s, k, aft, COUNT(aft));
			return n > k ? n - i : 0;
		}
		n = any_of(s, k, fore, COUNT(fore));
		if (n == k || n >= s.len || s.ptr[n] != ' ')
			return 0;
		k = n + 1;
	}
	return 0;
}
