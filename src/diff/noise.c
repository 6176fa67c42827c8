/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/noise.h"

#include "model/redaction.h"

#define NWORDS(a) (sizeof(a) / sizeof((a)[0]))

static bool
is_hex(char c)
{
	return pv_isdigit(c) || (pv_tolower(c) >= 'a' && pv_tolower(c) <= 'f');
}

/* 8-4-4-4-12 hexadecimal digits. */
static bool
is_uuid(struct pv_span s)
{
	if (s.len != 36)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (s.ptr[i] != '-')
				return false;
		} else if (!is_hex(s.ptr[i])) {
			return false;
		}
	}
	return true;
}

/*
 * A value no person chose: a UUID, 16 or more hexadecimal digits with a
 * number among them, or 20 or more characters that change between letters and
 * digits often.
 */
static bool
is_random(struct pv_span s)
{
	size_t hex = 0, digits = 0, turns = 0, i;

	if (is_uuid(s))
		return true;
	for (i = 0; i < s.len; i++) {
		if (!pv_isalnum(s.ptr[i]) && s.ptr[i] != '-' &&
		    s.ptr[i] != '_' && s.ptr[i] != '.' && s.ptr[i] != '%')
			return false;
		hex += is_hex(s.ptr[i]);
		digits += pv_isdigit(s.ptr[i]);
		turns += i > 0 && pv_isdigit(s.ptr[i]) !=
		    pv_isdigit(s.ptr[i - 1]);
	}
	if (s.len >= 16 && hex == s.len && digits > 0)
		return true;
	return s.len >= 20 && digits >= 2 && turns >= 4;
}

static bool
is_tracking_name(struct pv_span name)
{
	static const char *const names[] = {
		"_ga", "_gl", "_hsenc", "_hsmi", "cmpid", "dclid", "did",
		"fbclid", "gbraid", "gclid", "gclsrc", "icid", "igshid",
		"jsessionid", "mc_cid", "mc_eid", "mkt_tok", "msclkid",
		"phpsessid", "ref", "referrer", "s_cid", "session",
		"session_id", "sessionid", "sid", "trk", "ttclid", "twclid",
		"vero_id", "wbraid", "yclid"
	};
	static const char *const tails[] = {
		"-did", "_did", "_referred", "_referrer", "-referrer"
	};

	if (pv_span_istarts(name, PV_SPAN("utm_")) ||
	    pv_span_in_words(name, names, NWORDS(names)))
		return true;
	for (size_t i = 0; i < NWORDS(tails); i++) {
		struct pv_span tail = pv_span_str(tails[i]);

		if (name.len > tail.len && pv_span_ieq(pv_span_sub(name,
		    name.len - tail.len, name.len), tail))
			return true;
	}
	return false;
}

/* Cut s at the first c; *rest is what follows it. */
static struct pv_span
cut(struct pv_span s, char c, struct pv_span *rest)
{
	const char *at = s.len > 0 ? memchr(s.ptr, c, s.len) : NULL;
	size_t n = at != NULL ? (size_t)(at - s.ptr) : s.len;

	*rest = at != NULL ? pv_span_sub(s, n + 1, s.len) : pv_span(NULL, 0);
	return pv_span_sub(s, 0, n);
}

static void
put_query(struct pv_span query, struct pv_buf *out)
{
	struct pv_span item, name, value;
	char sep = '?';

	while (query.len > 0) {
		item = cut(query, '&', &query);
		if (pv_span_istarts(item, PV_SPAN("amp;")))
			item = pv_span_sub(item, 4, item.len);
		name = cut(item, '=', &value);
		if (item.len == 0 || is_tracking_name(name) ||
		    is_random(value.len > 0 ? value : name))
			continue;
		pv_buf_char(out, sep);
		pv_buf_span(out, item);
		sep = '&';
	}
}

void
pv_noise_url(struct pv_span url, struct pv_buf *out)
{
	struct pv_span rest, fragment, query, part;
	size_t i;

	if (pv_span_istarts(url, PV_SPAN("https://")))
		url = pv_span_sub(url, 8, url.len);
	else if (pv_span_istarts(url, PV_SPAN("http://")))
		url = pv_span_sub(url, 7, url.len);
	url = cut(url, '#', &fragment);
	url = cut(url, '?', &query);
	part = cut(url, '/', &rest);
	for (i = 0; i < part.len; i++)
		pv_buf_char(out, pv_tolower(part.ptr[i]));
	while (rest.len > 0) {
		part = cut(rest, '/', &rest);
		if (part.len == 0)
			continue;
		pv_buf_char(out, '/');
		pv_buf_span(out, part);
	}
	put_query(query, out);
	if (fragment.len > 0 &&
	    !pv_span_starts(fragment, PV_SPAN(":~:"))) {
		pv_buf_char(out, '#');
		pv_buf_span(out, fragment);
	}
}

size_t
pv_noise_url_at(struct pv_span s)
{
	char first = s.len > 0 ? pv_tolower(s.ptr[0]) : ' ';
	size_t n;

	if (first != 'h' && first != 'w')
		return 0;
	if (!pv_span_istarts(s, PV_SPAN("http://")) &&
	    !pv_span_istarts(s, PV_SPAN("https://")) &&
	    !pv_span_istarts(s, PV_SPAN("www.")))
		return 0;
	for (n = 0; n < s.len && !pv_isspace(s.ptr[n]); n++)
		if (strchr("<>\"", s.ptr[n]) != NULL)
			break;
	while (n > 0 && strchr(".,;:)]}'*", s.ptr[n - 1]) != NULL)
		n--;
	return n;
}

size_t
pv_noise_redaction_at(struct pv_span s)
{
	return pv_redaction_at(s, PV_SPAN(""));
}

size_t
pv_noise_note_at(struct pv_span s)
{
	size_t n = 2;

	if (!pv_span_starts(s, PV_SPAN("[^")))
		return 0;
	while (n < s.len && n < 64 && (pv_isalnum(s.ptr[n]) ||
	    s.ptr[n] == '-' || s.ptr[n] == '_'))
		n++;
	return n > 2 && n < s.len && s.ptr[n] == ']' ? n + 1 : 0;
}

size_t
pv_noise_copyright_at(struct pv_span text, size_t at)
{
	struct pv_span s = pv_span_sub(text, at, text.len);
	struct pv_span word = PV_SPAN("copyright");
	size_t n = pv_span_istarts(s, PV_SPAN("(c)")) ? 3 :
	    pv_span_starts(s, PV_SPAN("\xc2\xa9")) ? 2 : 0;

	while (n > 0 && at > 0 && pv_isspace(text.ptr[at - 1]))
		at--;
	return n > 0 && at >= word.len && pv_span_ieq(pv_span_sub(text,
	    at - word.len, at), word) ? n : 0;
}

/* Step over blanks, emphasis and, when sep is set, ":" and "-". */
static size_t
skip(struct pv_span s, size_t i, bool sep)
{
	while (i < s.len && (pv_isspace(s.ptr[i]) || s.ptr[i] == '*' ||
	    s.ptr[i] == '_' ||
	    (sep && (s.ptr[i] == ':' || s.ptr[i] == '-'))))
		i++;
	return i;
}

static struct pv_span
word_at(struct pv_span s, size_t i)
{
	size_t n = i;

	while (n < s.len && pv_isalpha(s.ptr[n]))
		n++;
	return pv_span_sub(s, i, n);
}

/* Nothing but a date, and a time of day perhaps. */
static bool
is_date(struct pv_span s)
{
	static const char *const words[] = {
		"am", "apr", "april", "aug", "august", "dec", "december", "feb",
		"february", "friday", "gmt", "jan", "january", "jul", "july",
		"jun", "june", "mar", "march", "may", "monday", "nd", "nov",
		"november", "oct", "october", "of", "pm", "rd", "saturday",
		"sep", "sept", "september", "st", "sunday", "t", "th",
		"thursday", "tuesday", "utc", "wednesday", "z"
	};
	size_t i = 0, digits = 0;
	struct pv_span w;

	while (i < s.len) {
		if (pv_isalpha(s.ptr[i])) {
			w = word_at(s, i);
			if (!pv_span_in_words(w, words, NWORDS(words)))
				return false;
			i += w.len;
			continue;
		}
		digits += pv_isdigit(s.ptr[i]);
		if (!pv_isdigit(s.ptr[i]) && !pv_isspace(s.ptr[i]) &&
		    strchr(".,:/-+*_()", s.ptr[i]) == NULL)
			return false;
		i++;
	}
	return digits > 0;
}

size_t
pv_noise_dated(struct pv_span line)
{
	static const char *const verbs[] = {
		"changed", "modification", "modified", "posted", "published",
		"reviewed", "revised", "revision", "update", "updated"
	};
	size_t i = skip(line, 0, false), after;
	struct pv_span w = word_at(line, i);

	if (line.len > 96)
		return line.len;
	if (pv_span_ieq(w, PV_SPAN("last")) ||
	    pv_span_ieq(w, PV_SPAN("date"))) {
		/* "date of last revision" */
		do {
			i = skip(line, i + w.len, false);
			w = word_at(line, i);
		} while (pv_span_ieq(w, PV_SPAN("of")) ||
		    pv_span_ieq(w, PV_SPAN("last")));
	}
	if (!pv_span_in_words(w, verbs, NWORDS(verbs)))
		return line.len;
	i = skip(line, i + w.len, true);
	w = word_at(line, i);
	after = skip(line, i + w.len, true);
	if (pv_span_ieq(w, PV_SPAN("on")) || pv_span_ieq(w, PV_SPAN("at")) ||
	    pv_span_ieq(w, PV_SPAN("date")))
		i = after;
	return is_date(pv_span_sub(line, i, line.len)) ? i : line.len;
}
