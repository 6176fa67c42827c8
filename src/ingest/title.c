/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/term.h"

#include "base/date.h"

#define TITLE_MAX 160       /* bytes */
#define HEAD_MAX 6000       /* bytes of the text that may state title, date */

/* What agreements call themselves. */
static const char *const kinds[] = { "agreement", "amendment", "license",
	"licence", "terms", "addendum", "memorandum", "contract", "policy",
	"schedule", "order form", "letter", "statement of work", "lease",
	"deed", NULL };

static bool
names_kind(struct pv_span line)
{
	size_t i;

	for (i = 0; kinds[i] != NULL; i++)
		if (pv_span_ifind(line, pv_span_str(kinds[i])) < line.len)
			return true;
	return false;
}

/* A line that reads as a title: short, capitalized, not a sentence. */
static bool
is_title(struct pv_span line)
{
	char last = line.len > 0 ? line.ptr[line.len - 1] : '.';

	return line.len >= 4 && line.len <= TITLE_MAX && last != '.' &&
	    last != ';' && last != ',' && names_kind(line) &&
	    (pv_isupper(line.ptr[0]) || pv_isdigit(line.ptr[0]));
}

/* "THIS MASTER SERVICES AGREEMENT (the ...": the capitals after "this". */
static struct pv_span
title_of_preamble(struct pv_span line)
{
	size_t i = 5, end = 5;

	if (!pv_span_istarts(line, PV_SPAN("this ")))
		return pv_span(NULL, 0);
	while (i < line.len && i < TITLE_MAX && pv_isupper(line.ptr[i])) {
		while (i < line.len && !pv_isspace(line.ptr[i]) &&
		    line.ptr[i] != ',')
			i++;
		end = i;
		if (i >= line.len || line.ptr[i] != ' ')
			break;
		i++;
	}
	return pv_span_sub(line, 5, end);
}

/* Words in front of the date that an agreement bears. */
static const char *const bears[] = { "dated", "effective", "made",
	"entered", "as of", "date", "updated", "amended", NULL };

/* A date is the agreement's when one of these stands shortly before it. */
static bool
is_dated(struct pv_span before)
{
	size_t i;

	for (i = 0; bears[i] != NULL; i++)
		if (pv_span_ifind(before, pv_span_str(bears[i])) < before.len)
			return true;
	return false;
}

static void
find_date(struct pv_version *v, size_t end)
{
	char iso[PV_DATE_LEN + 1];
	struct pv_span before;
	size_t i;

	for (i = 0; i < end; i++) {
		if ((!pv_isdigit(v->text.ptr[i]) &&
		    !pv_isupper(v->text.ptr[i])) ||
		    (i > 0 && (pv_isalnum(v->text.ptr[i - 1]) ||
		    v->text.ptr[i - 1] == '-' || v->text.ptr[i - 1] == '/')))
			continue;
		if (pv_date_read(pv_span_sub(v->text, i, v->text.len), iso) ==
		    0)
			continue;
		before = pv_span_sub(v->text, i > 60 ? i - 60 : 0, i);
		if (!is_dated(before))
			continue;
		v->date = pv_version_add(v, pv_span(iso, PV_DATE_LEN));
		return;
	}
}

void
pv_title(struct pv_version *v)
{
	size_t i = 0, end = v->text.len < HEAD_MAX ? v->text.len : HEAD_MAX;
	size_t eol;
	struct pv_span line, title = pv_span(NULL, 0);

	while (i < end && title.len == 0) {
		for (eol = i; eol < v->text.len && v->text.ptr[eol] != '\n';
		    eol++)
			;
		line = pv_span_trim(pv_span_sub(v->text, i, eol));
		if (is_title(line))
			title = line;
		else
			title = title_of_preamble(line);
		i = eol + 1;
	}
	v->title = pv_version_add(v, title);
	find_date(v, end);
}
