/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include "ingest/heading.h"

#define HEADING_MAX 160         /* bytes; what is longer is a clause's text */

/* What stands of the paragraph, as far as it fits. */
static struct pv_span
standing_text(const struct pv_office *o, char out[HEADING_MAX + 1])
{
	const struct pv_office_piece *p = o->pieces.ptr;
	size_t len = 0, n;

	for (size_t i = 0; i < o->pieces.len && len <= HEADING_MAX; i++) {
		if (!pv_office_is_text(&p[i]) || p[i].run.hidden ||
		    !pv_office_stands(o, p[i].run.state))
			continue;
		n = p[i].len < HEADING_MAX + 1 - len ? p[i].len :
		    HEADING_MAX + 1 - len;
		memcpy(out + len, o->text.ptr + p[i].off, n);
		len += n;
	}
	return pv_span_trim(pv_span(out, len));
}

/* A word that only sentences have, or punctuation in the middle. */
static bool
is_sentence(struct pv_span s)
{
	static const char *const words[] = { " shall ", " may ", " will ",
		" must ", " is ", " are ", " means ", " has ", " have ",
		" agrees ", " agree ", " grants ", " does ", "; ", ". " };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_find(s, pv_span_str(words[i])) < s.len)
			return true;
	return false;
}

bool
pv_office_is_heading(const struct pv_office *o)
{
	char text[HEADING_MAX + 1], last;
	struct pv_span s;

	if (o->text.failed)
		return false;
	s = standing_text(o, text);
	if (s.len == 0 || s.len >= HEADING_MAX)
		return false;
	if (pv_titled(s))
		return true;
	last = s.ptr[s.len - 1];
	return last != '.' && last != ';' && last != ',' && last != ':' &&
	    !is_sentence(s);
}

/* Is the paragraph's text other than its mark, where both sides are shown? */
static bool
mark_differs(const struct pv_office *o, unsigned state)
{
	const struct pv_office_piece *p = o->pieces.ptr;

	for (size_t i = 0; i < o->pieces.len; i++)
		if (pv_office_is_text(&p[i]) && p[i].run.state != state)
			return true;
	return o->pieces.len == 0;
}

bool
pv_office_mark(struct pv_office *o, unsigned state)
{
	struct pv_office_run run = { .emphasis = PV_EMPH_NONE,
		.state = (uint8_t)state };

	if (state == 0) {
		o->last = 0;
		return false;
	}
	if (o->mode == PV_CHANGES_ALL) {
		if (mark_differs(o, state))
			pv_office_text(o, PV_SPAN("\302\266"), &run);
		return false;
	}
	if (pv_office_stands(o, state))
		return false;
	pv_office_text(o, PV_SPAN(" "), &run);
	return true;
}
