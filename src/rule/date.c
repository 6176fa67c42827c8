/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/date.h"

#include "base/num.h"

static unsigned
month_of(struct pv_span s)
{
	static const char names[12][10] = {
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november",
		"december"
	};

	for (unsigned m = 0; m < 12; m++) {
		struct pv_span name = pv_span_str(names[m]);

		if (pv_span_ieq(s, name) ||
		    (s.len == 3 && pv_span_istarts(name, s)))
			return m + 1;
	}
	return 0;
}

static unsigned
days_in(unsigned year, unsigned month)
{
	static const unsigned char days[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static unsigned
year_of(struct pv_span s)
{
	uint64_t n;

	return s.len == 4 && pv_num_parse(s, 2199, &n) && n >= 1900 ?
	    (unsigned)n : 0;
}

/* "31", "31st" */
static unsigned
day_of(struct pv_span s)
{
	uint64_t n;

	if (s.len >= 3 && pv_isalpha(s.ptr[s.len - 1]))
		s.len -= 2;
	return s.len <= 2 && pv_num_parse(s, 31, &n) ? (unsigned)n : 0;
}

static void
put(char *iso, unsigned year, unsigned month, unsigned day)
{
	const unsigned digits[8] = {
		year / 1000, year / 100 % 10, year / 10 % 10, year % 10,
		month / 10, month % 10, day / 10, day % 10
	};
	size_t n = 0;

	if (iso == NULL)
		return;
	for (size_t i = 0; i < 8; i++) {
		if (i == 4 || i == 6)
			iso[n++] = '-';
		iso[n++] = (char)('0' + digits[i]);
	}
	iso[n] = '\0';
}

/* "2030-12-31" in one token */
static uint32_t
iso_token(struct pv_span s, char *iso)
{
	unsigned y, m, d;

	if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-')
		return 0;
	y = year_of(pv_span(s.ptr, 4));
	m = day_of(pv_span(s.ptr + 5, 2));
	d = day_of(pv_span(s.ptr + 8, 2));
	if (y == 0 || m == 0 || m > 12 || d == 0 || d > days_in(y, m))
		return 0;
	put(iso, y, m, d);
	return 1;
}

/* A month at token i, with the day before or after it, and the year. */
static uint32_t
worded(const struct pv_tokens *w, uint32_t i, char *iso)
{
	uint32_t k = i;
	unsigned day = 0, month, year;

	if (pv_phrase(w, k, "the? *") > 0 && pv_token_is(w, k, "the"))
		k++;
	if (month_of(pv_token(w, k)) == 0) {
		day = day_of(pv_token(w, k));
		if (day == 0)
			return 0;
		k++;
		if (pv_token_is(w, k, "day"))
			k++;
		if (pv_token_is(w, k, "of"))
			k++;
	}
	month = month_of(pv_token(w, k));
	if (month == 0)
		return 0;
	k++;
	if (day == 0 && (day = day_of(pv_token(w, k))) != 0)
		k++;
	if (pv_token_in(w, k, ",|of"))
		k++;
	if (k < w->n && w->t[k].kind == PV_TOK_REDACTED)
		return k + 1 - i;
	year = year_of(pv_token(w, k));
	if (year == 0)
		return 0;
	if (day == 0)
		day = days_in(year, month);
	if (day > days_in(year, month))
		return 0;
	put(iso, year, month, day);
	return k + 1 - i;
}

uint32_t
pv_date_at(const struct pv_tokens *w, uint32_t i, char *iso)
{
	uint32_t n, year;

	if (iso != NULL)
		iso[0] = '\0';
	if (i >= w->n)
		return 0;
	n = iso_token(pv_token(w, i), iso);
	if (n > 0)
		return n;
	n = worded(w, i, iso);
	if (n > 0)
		return n;
	n = pv_phrase(w, i, "the? end of? the? calendar? year? *");
	if (n > 0 && pv_token_in(w, i, "the|end")) {
		year = year_of(pv_token(w, i + n - 1));
		if (year != 0) {
			put(iso, year, 12, 31);
			return n;
		}
		return 0;
	}
	n = pv_phrase(w, i, "the? calendar? year? #");
	year = n > 0 ? year_of(pv_token(w, i + n - 1)) : 0;
	if (year == 0)
		return 0;
	put(iso, year, 12, 31);
	return n;
}
