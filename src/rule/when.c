/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "rule/when.h"

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
	if (pv_span_ieq(s, PV_SPAN("sept")))
		return 9;
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

static void
put(char *iso, unsigned year, unsigned month)
{
	unsigned day = days_in(year, month);
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

/* A whole date in the text from token i on, counted in tokens. */
static uint32_t
whole(const struct pv_tokens *w, uint32_t i, char iso[PV_DATE_LEN + 1])
{
	uint32_t k = i, at = w->t[i].at;
	size_t len = pv_date_read(pv_span_sub(w->text, at, w->text.len), iso);

	while (len > 0 && k < w->n && w->t[k].at < at + len)
		k++;
	return k - i;
}

/* "March 15", "15th March": a day of any year */
static uint32_t
month_day(const struct pv_tokens *w, uint32_t i)
{
	static const char *const forms[] = {
		"* #", "# of? *", NULL
	};
	uint32_t n;

	for (size_t k = 0; forms[k] != NULL; k++) {
		n = pv_phrase(w, i, forms[k]);
		if (n > 0 && w->t[i + (k == 0 ? 1 : 0)].len <= 4 &&
		    month_of(pv_token(w, k == 0 ? i : i + n - 1)) > 0 &&
		    pv_token_capital(w, k == 0 ? i : i + n - 1))
			return n;
	}
	return 0;
}

/* "December 2030", "December [***]" */
static uint32_t
month_year(const struct pv_tokens *w, uint32_t i, char *iso)
{
	uint32_t k = i + 1;
	unsigned month = month_of(pv_token(w, i)), year;

	if (month == 0)
		return 0;
	if (pv_token_in(w, k, ",|of"))
		k++;
	if (k < w->n && (w->t[k].kind == PV_TOK_REDACTED ||
	    w->t[k].kind == PV_TOK_BLANK))
		return k + 1 - i;
	year = year_of(pv_token(w, k));
	if (year == 0)
		return 0;
	put(iso, year, month);
	return k + 1 - i;
}

uint32_t
pv_when_at(const struct pv_tokens *w, uint32_t i, char *iso)
{
	char full[PV_DATE_LEN + 1];
	uint32_t n, skip = pv_token_is(w, i, "the") ? 1 : 0;
	unsigned year;

	if (iso != NULL)
		iso[0] = '\0';
	if (i + skip >= w->n)
		return 0;
	n = whole(w, i + skip, full);
	if (n > 0) {
		if (iso != NULL)
			memcpy(iso, full, sizeof(full));
		return n + skip;
	}
	n = month_year(w, i, iso);
	if (n == 0)
		n = month_day(w, i + skip);
	if (n > 0)
		return n;
	n = pv_phrase(w, i, "the? end of? the? calendar|fiscal|contract|"
	    "financial? year? #");
	if (n == 0)
		n = pv_phrase(w, i, "the? calendar|fiscal|contract|financial? "
		    "year? #");
	year = n > 0 ? year_of(pv_token(w, i + n - 1)) : 0;
	if (year == 0)
		return 0;
	put(iso, year, 12);
	return n;
}

bool
pv_token_period(const struct pv_tokens *w, uint32_t i)
{
	static const char *const units[] = {
		"-year", "-month", "-week", "-day", "-quarter"
	};
	struct pv_span t = pv_token(w, i);

	if (pv_phrase(w, i, "* ~2 term") > 0 || pv_phrase(w, i, "* ~1 "
	    "commitment|contract period|term|year") > 0)
		return false;
	for (size_t k = 0; k < sizeof(units) / sizeof(*units); k++) {
		if (pv_span_ends(t, pv_span_str(units[k])))
			return true;
	}
	return false;
}
