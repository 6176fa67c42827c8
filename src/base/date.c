/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "base/date.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/num.h"

/* A reading position in the date. */
struct at {
	struct pv_span s;
	size_t i;
};

static void
skip_spaces(struct at *at)
{
	while (at->i < at->s.len && pv_isspace(at->s.ptr[at->i]))
		at->i++;
}

/* A number of at most `digits` digits; 0 when there is none. */
static uint32_t
number(struct at *at, size_t digits)
{
	size_t start = at->i;
	uint64_t n = 0;

	while (at->i < at->s.len && at->i - start < digits &&
	    pv_isdigit(at->s.ptr[at->i]))
		at->i++;
	if (at->i < at->s.len && pv_isdigit(at->s.ptr[at->i]))
		return 0;
	return pv_num_parse(pv_span_sub(at->s, start, at->i), 9999, &n) ?
	    (uint32_t)n : 0;
}

/* One of the words, case folded; true when it was there. */
static bool
word(struct at *at, struct pv_span w)
{
	struct pv_span rest = pv_span_sub(at->s, at->i, at->s.len);

	if (!pv_span_istarts(rest, w) ||
	    (rest.len > w.len && pv_isalpha(rest.ptr[w.len])))
		return false;
	at->i += w.len;
	return true;
}

/* 1-12 by full name or three letters with an optional full stop; else 0. */
static uint32_t
month(struct at *at)
{
	static const char *const names[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };
	uint32_t m;

	for (m = 0; m < 12; m++) {
		if (word(at, pv_span_str(names[m])))
			return m + 1;
		if (word(at, pv_span(names[m], 3))) {
			if (at->i < at->s.len && at->s.ptr[at->i] == '.')
				at->i++;
			return m + 1;
		}
	}
	return 0;
}

static void
ordinal(struct at *at)
{
	static const char *const ends[] = { "st", "nd", "rd", "th" };
	size_t i;

	for (i = 0; i < 4; i++)
		if (word(at, pv_span_str(ends[i])))
			return;
}

static bool
byte(struct at *at, char c)
{
	if (at->i >= at->s.len || at->s.ptr[at->i] != c)
		return false;
	at->i++;
	return true;
}

/* Parts of a date as far as they were found. */
struct date {
	uint32_t year, month, day;
};

static void
day_first(struct at *at, struct date *d)
{
	d->day = number(at, 2);
	ordinal(at);
	skip_spaces(at);
	if (word(at, PV_SPAN("day"))) {
		skip_spaces(at);
		if (!word(at, PV_SPAN("of")))
			return;
		skip_spaces(at);
	}
	d->month = month(at);
	byte(at, ',');
	skip_spaces(at);
	d->year = number(at, 4);
}

static void
month_first(struct at *at, struct date *d)
{
	d->month = month(at);
	skip_spaces(at);
	d->day = number(at, 2);
	ordinal(at);
	byte(at, ',');
	skip_spaces(at);
	d->year = number(at, 4);
}

/* Numbers with `sep` between: year first with '-', month first with '/'. */
static bool
numeric(struct at *at, struct date *d, char sep)
{
	uint32_t a = number(at, 4), b, c;

	if (a == 0 || !byte(at, sep))
		return false;
	b = number(at, 2);
	if (b == 0 || !byte(at, sep))
		return false;
	c = number(at, 4);
	*d = sep == '-' ? (struct date){ a, b, c } : (struct date){ c, a, b };
	/* "30/06/2029": no month is the thirtieth */
	if (sep == '/' && a > 12 && b <= 12)
		*d = (struct date){ c, b, a };
	return true;
}

/* A day of the Gregorian calendar. */
static bool
exists(const struct date *d)
{
	static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = d->year % 4 == 0 && (d->year % 100 != 0 ||
	    d->year % 400 == 0);

	return d->year >= 1900 && d->year <= 2999 && d->month >= 1 &&
	    d->month <= 12 && d->day >= 1 &&
	    d->day <= days[d->month - 1] + (leap && d->month == 2 ? 1U : 0U);
}

static void
put(char *out, uint32_t n, size_t digits)
{
	while (digits-- > 0) {
		out[digits] = (char)('0' + n % 10);
		n /= 10;
	}
}

size_t
pv_date_read(struct pv_span s, char iso[PV_DATE_LEN + 1])
{
	struct at at = { s, 0 };
	struct date d = { 0, 0, 0 };

	if (s.len == 0)
		return 0;
	if (!pv_isdigit(s.ptr[0])) {
		month_first(&at, &d);
	} else if (!numeric(&at, &d, '-')) {
		at.i = 0;
		if (!numeric(&at, &d, '/')) {
			at.i = 0;
			day_first(&at, &d);
		}
	}
	if (!exists(&d))
		return 0;
	put(iso, d.year, 4);
	put(iso + 5, d.month, 2);
	put(iso + 8, d.day, 2);
	iso[4] = iso[7] = '-';
	iso[PV_DATE_LEN] = '\0';
	return at.i;
}

bool
pv_date_is_iso(struct pv_span s)
{
	char iso[PV_DATE_LEN + 1];

	return s.len == PV_DATE_LEN && pv_date_read(s, iso) == PV_DATE_LEN &&
	    pv_span_eq(s, pv_span(iso, PV_DATE_LEN));
}
