/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/num.h"

bool
pv_num_parse(struct pv_span s, uint64_t max, uint64_t *out)
{
	uint64_t n = 0, digit;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!pv_isdigit(s.ptr[i]))
			return false;
		digit = (uint64_t)(s.ptr[i] - '0');
		if (digit > max || n > (max - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	*out = n;
	return true;
}

/* All letters, and all of one case. */
static bool
one_case(struct pv_span s)
{
	size_t upper = 0, lower = 0;

	for (size_t i = 0; i < s.len; i++) {
		upper += pv_isupper(s.ptr[i]);
		lower += pv_islower(s.ptr[i]);
	}
	return s.len > 0 && (upper == s.len || lower == s.len);
}

/* Longest numeral: mmmdccclxxxviii. */
#define ROMAN_LEN 15

static const struct {
	char digits[3];
	uint16_t value;
} roman_steps[] = {
	{ "m", 1000 }, { "cm", 900 }, { "d", 500 }, { "cd", 400 },
	{ "c", 100 }, { "xc", 90 }, { "l", 50 }, { "xl", 40 }, { "x", 10 },
	{ "ix", 9 }, { "v", 5 }, { "iv", 4 }, { "i", 1 },
};

#define ROMAN_STEPS (sizeof(roman_steps) / sizeof(roman_steps[0]))

/* The canonical numeral of n, 1-3999, in lower case. */
static struct pv_span
roman_write(uint32_t n, char out[ROMAN_LEN])
{
	size_t len = 0;

	for (size_t i = 0; i < ROMAN_STEPS; i++) {
		for (; n >= roman_steps[i].value; n -= roman_steps[i].value) {
			for (const char *d = roman_steps[i].digits; *d; d++)
				out[len++] = *d;
		}
	}
	return pv_span(out, len);
}

/* Read greedily, then only accept what one would have written. */
uint32_t
pv_num_roman(struct pv_span s)
{
	char canon[ROMAN_LEN];
	struct pv_span rest = s, step;
	uint32_t n = 0;

	if (s.len > ROMAN_LEN || !one_case(s))
		return 0;
	for (size_t i = 0; i < ROMAN_STEPS; i++) {
		step = pv_span_str(roman_steps[i].digits);
		while (pv_span_istarts(rest, step)) {
			n += roman_steps[i].value;
			rest = pv_span_sub(rest, step.len, rest.len);
		}
	}
	if (n == 0 || n > 3999)
		return 0;
	return pv_span_ieq(roman_write(n, canon), s) ? n : 0;
}

uint32_t
pv_num_letter(struct pv_span s)
{
	if (s.len > UINT32_MAX / 26 || !one_case(s))
		return 0;
	for (size_t i = 1; i < s.len; i++) {
		if (s.ptr[i] != s.ptr[0])
			return 0;
	}
	return (uint32_t)(pv_tolower(s.ptr[0]) - 'a' + 1) +
	    26 * (uint32_t)(s.len - 1);
}

uint32_t
pv_num_word(struct pv_span s)
{
	static const char words[20][2][12] = {
		{ "one", "first" }, { "two", "second" }, { "three", "third" },
		{ "four", "fourth" }, { "five", "fifth" }, { "six", "sixth" },
		{ "seven", "seventh" }, { "eight", "eighth" },
		{ "nine", "ninth" }, { "ten", "tenth" },
		{ "eleven", "eleventh" }, { "twelve", "twelfth" },
		{ "thirteen", "thirteenth" }, { "fourteen", "fourteenth" },
		{ "fifteen", "fifteenth" }, { "sixteen", "sixteenth" },
		{ "seventeen", "seventeenth" }, { "eighteen", "eighteenth" },
		{ "nineteen", "nineteenth" }, { "twenty", "twentieth" },
	};

	for (uint32_t i = 0; i < 20 && s.len > 0; i++) {
		if (pv_tolower(s.ptr[0]) != words[i][0][0] &&
		    pv_tolower(s.ptr[0]) != words[i][1][0])
			continue;
		if (pv_span_ieq(s, pv_span_str(words[i][0])) ||
		    pv_span_ieq(s, pv_span_str(words[i][1])))
			return i + 1;
	}
	return 0;
}
