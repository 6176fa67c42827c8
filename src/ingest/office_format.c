/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#define ROMAN_MAX 32767         /* Word writes no larger one */
#define LETTERS_MAX 780         /* thirty letters, as in Word */
#define WORDS_MAX 999999        /* numbers that are spelt out */

/* Text that grows in a buffer of PV_OFFICE_FORMAT_MAX bytes. */
struct out {
	char *ptr;
	size_t len;
};

static void
put(struct out *o, struct pv_span s)
{
	if (s.len > PV_OFFICE_FORMAT_MAX - o->len)
		s.len = PV_OFFICE_FORMAT_MAX - o->len;
	if (s.len > 0)
		memcpy(o->ptr + o->len, s.ptr, s.len);
	o->len += s.len;
}

static void
put_str(struct out *o, const char *s)
{
	put(o, pv_span_str(s));
}

static void
put_digits(struct out *o, uint32_t n, unsigned base, unsigned width)
{
	char tmp[16];
	size_t at = sizeof(tmp);

	do {
		tmp[--at] = "0123456789ABCDEF"[n % base];
		n /= base;
	} while (n > 0);
	while (at > 0 && sizeof(tmp) - at < width)
		tmp[--at] = '0';
	put(o, pv_span(tmp + at, sizeof(tmp) - at));
}

static void
put_roman(struct out *o, uint32_t n)
{
	static const struct { const char *digits; uint16_t value; } steps[] = {
		{ "m", 1000 }, { "cm", 900 }, { "d", 500 }, { "cd", 400 },
		{ "c", 100 }, { "xc", 90 }, { "l", 50 }, { "xl", 40 },
		{ "x", 10 }, { "ix", 9 }, { "v", 5 }, { "iv", 4 }, { "i", 1 },
	};

	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		for (; n >= steps[i].value; n -= steps[i].value)
			put_str(o, steps[i].digits);
}

/* a ... z, aa, ab, ... */
static void
put_digit_letters(struct out *o, uint32_t n)
{
	char tmp[8];
	size_t at = sizeof(tmp);

	for (; n > 0 && at > 0; n = (n - 1) / 26)
		tmp[--at] = (char)('a' + (n - 1) % 26);
	put(o, pv_span(tmp + at, sizeof(tmp) - at));
}

/* a ... z, aa, bb, ...: the letter doubled, not a second digit. */
static void
put_letters(struct out *o, uint32_t n)
{
	char c = (char)('a' + (n - 1) % 26);

	for (uint32_t k = (n - 1) / 26 + 1; k > 0; k--)
		put(o, pv_span(&c, 1));
}

static const char *const below_twenty[20] = { "zero", "one", "two", "three",
	"four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
	"twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
	"eighteen", "nineteen" };
static const char *const tens[10] = { "", "", "twenty", "thirty", "forty",
	"fifty", "sixty", "seventy", "eighty", "ninety" };

static void
put_below_thousand(struct out *o, uint32_t n)
{
	if (n >= 100) {
		put_str(o, below_twenty[n / 100]);
		put_str(o, n % 100 > 0 ? " hundred " : " hundred");
		n %= 100;
		if (n == 0)
			return;
	}
	if (n < 20) {
		put_str(o, below_twenty[n]);
		return;
	}
	put_str(o, tens[n / 10]);
	if (n % 10 > 0) {
		put_str(o, "-");
		put_str(o, below_twenty[n % 10]);
	}
}

static void
put_cardinal(struct out *o, uint32_t n)
{
	if (n >= 1000) {
		put_below_thousand(o, n / 1000);
		put_str(o, n % 1000 > 0 ? " thousand " : " thousand");
		n %= 1000;
		if (n == 0)
			return;
	}
	put_below_thousand(o, n);
}

static void
put_ordinal(struct out *o, uint32_t n)
{
	static const struct { const char *cardinal, *ordinal; } odd[] = {
		{ "one", "first" }, { "two", "second" }, { "three", "third" },
		{ "five", "fifth" }, { "eight", "eighth" },
		{ "nine", "ninth" }, { "twelve", "twelfth" },
	};
	struct pv_span s;

	put_cardinal(o, n);
	s = pv_span(o->ptr, o->len);
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		if (pv_span_ends(s, pv_span_str(odd[i].cardinal))) {
			o->len -= strlen(odd[i].cardinal);
			put_str(o, odd[i].ordinal);
			return;
		}
	if (o->len > 0 && o->ptr[o->len - 1] == 'y') {
		o->len--;
		put_str(o, "ie");
	}
	put_str(o, "th");
}

/* "st", "nd", "rd" or "th" */
static const char *
ending(uint32_t n)
{
	static const char *const endings[4] = { "th", "st", "nd", "rd" };

	return n % 10 > 3 || (n / 10) % 10 == 1 ? "th" : endings[n % 10];
}

/* Asterisk, dagger, double dagger, section sign; then doubled, and so on. */
static void
put_chicago(struct out *o, uint32_t n)
{
	static const char *const signs[4] = { "*", "\342\200\240",
		"\342\200\241", "\302\247" };

	for (uint32_t k = (n - 1) / 4 + 1; k > 0; k--)
		put_str(o, signs[(n - 1) % 4]);
}

static void
to_upper(struct out *o, size_t count)
{
	for (size_t i = 0; i < o->len && i < count; i++)
		if (pv_islower(o->ptr[i]))
			o->ptr[i] = (char)(o->ptr[i] - 'a' + 'A');
}

/* The largest number that a format can say; the least is 1. */
static uint32_t
format_max(enum pv_office_format format)
{
	switch (format) {
	case PV_OFFICE_UPPER_ROMAN:
	case PV_OFFICE_LOWER_ROMAN:
		return ROMAN_MAX;
	case PV_OFFICE_UPPER_LETTER:
	case PV_OFFICE_LOWER_LETTER:
		return LETTERS_MAX;
	case PV_OFFICE_UPPER_DIGITS:
	case PV_OFFICE_LOWER_DIGITS:
	case PV_OFFICE_CARDINAL_TEXT:
	case PV_OFFICE_ORDINAL_TEXT:
		return WORDS_MAX;
	case PV_OFFICE_CHICAGO:
		return 4 * 9;
	case PV_OFFICE_DECIMAL:
	case PV_OFFICE_ZERO:
	case PV_OFFICE_ORDINAL:
	case PV_OFFICE_HEX:
	case PV_OFFICE_IN_PAREN:
	case PV_OFFICE_IN_FULLSTOP:
	case PV_OFFICE_IN_DASH:
	case PV_OFFICE_BULLET:
	case PV_OFFICE_NO_NUMBER:
	case PV_OFFICE_SCRIPT:
		break;
	}
	return UINT32_MAX;
}

/* Formats of letters and words; n is within their bounds. */
static void
put_lettered(struct out *o, enum pv_office_format format, uint32_t n)
{
	if (format == PV_OFFICE_UPPER_ROMAN || format == PV_OFFICE_LOWER_ROMAN)
		put_roman(o, n);
	else if (format == PV_OFFICE_CARDINAL_TEXT)
		put_cardinal(o, n);
	else if (format == PV_OFFICE_ORDINAL_TEXT)
		put_ordinal(o, n);
	else if (format == PV_OFFICE_UPPER_DIGITS ||
	    format == PV_OFFICE_LOWER_DIGITS)
		put_digit_letters(o, n);
	else
		put_letters(o, n);
	if (format == PV_OFFICE_UPPER_ROMAN ||
	    format == PV_OFFICE_UPPER_LETTER ||
	    format == PV_OFFICE_UPPER_DIGITS)
		to_upper(o, o->len);
	else if (format == PV_OFFICE_CARDINAL_TEXT ||
	    format == PV_OFFICE_ORDINAL_TEXT)
		to_upper(o, 1);
}

size_t
pv_office_format(enum pv_office_format format, unsigned width, uint32_t n,
    char out[PV_OFFICE_FORMAT_MAX])
{
	struct out o = { out, 0 };

	if (n > format_max(format) ||
	    (n == 0 && format_max(format) < UINT32_MAX &&
	    format != PV_OFFICE_CARDINAL_TEXT &&
	    format != PV_OFFICE_ORDINAL_TEXT))
		format = PV_OFFICE_DECIMAL;
	switch (format) {
	case PV_OFFICE_BULLET:
	case PV_OFFICE_NO_NUMBER:
		break;
	case PV_OFFICE_UPPER_ROMAN:
	case PV_OFFICE_LOWER_ROMAN:
	case PV_OFFICE_UPPER_LETTER:
	case PV_OFFICE_LOWER_LETTER:
	case PV_OFFICE_UPPER_DIGITS:
	case PV_OFFICE_LOWER_DIGITS:
	case PV_OFFICE_CARDINAL_TEXT:
	case PV_OFFICE_ORDINAL_TEXT:
		put_lettered(&o, format, n);
		break;
	case PV_OFFICE_CHICAGO:
		put_chicago(&o, n);
		break;
	case PV_OFFICE_HEX:
		put_digits(&o, n, 16, 1);
		break;
	case PV_OFFICE_SCRIPT:
		o.len = pv_office_script(width, n, out);
		if (o.len == 0)
			put_digits(&o, n, 10, 1);
		break;
	case PV_OFFICE_DECIMAL:
	case PV_OFFICE_ZERO:
	case PV_OFFICE_ORDINAL:
	case PV_OFFICE_IN_PAREN:
	case PV_OFFICE_IN_FULLSTOP:
	case PV_OFFICE_IN_DASH:
		if (format == PV_OFFICE_IN_PAREN || format == PV_OFFICE_IN_DASH)
			put_str(&o, format == PV_OFFICE_IN_PAREN ? "(" : "- ");
		put_digits(&o, n, 10, format == PV_OFFICE_ZERO ? width : 1);
		if (format == PV_OFFICE_IN_PAREN)
			put_str(&o, ")");
		else if (format == PV_OFFICE_IN_FULLSTOP)
			put_str(&o, ".");
		else if (format == PV_OFFICE_IN_DASH)
			put_str(&o, " -");
		else if (format == PV_OFFICE_ORDINAL)
			put_str(&o, ending(n));
		break;
	}
	return o.len;
}

enum pv_numeral
pv_office_numeral(enum pv_office_format format)
{
	switch (format) {
	case PV_OFFICE_UPPER_ROMAN:
		return PV_NUMERAL_UROMAN;
	case PV_OFFICE_LOWER_ROMAN:
		return PV_NUMERAL_LROMAN;
	case PV_OFFICE_UPPER_LETTER:
	case PV_OFFICE_UPPER_DIGITS:
		return PV_NUMERAL_UPPER;
	case PV_OFFICE_LOWER_LETTER:
	case PV_OFFICE_LOWER_DIGITS:
		return PV_NUMERAL_LOWER;
	case PV_OFFICE_DECIMAL:
	case PV_OFFICE_ZERO:
	case PV_OFFICE_ORDINAL:
	case PV_OFFICE_CARDINAL_TEXT:
	case PV_OFFICE_ORDINAL_TEXT:
	case PV_OFFICE_HEX:
	case PV_OFFICE_CHICAGO:
	case PV_OFFICE_IN_PAREN:
	case PV_OFFICE_IN_FULLSTOP:
	case PV_OFFICE_IN_DASH:
	case PV_OFFICE_BULLET:
	case PV_OFFICE_NO_NUMBER:
	case PV_OFFICE_SCRIPT:
		break;
	}
	return PV_NUMERAL_ARABIC;
}
