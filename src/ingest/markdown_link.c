/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/markdown.h"

#include <stdlib.h>

#include "base/digest.h"

#define TARGET_MAX 2048         /* longest link target */

static char
byte_at(struct pv_span s, size_t at)
{
	return at < s.len ? s.ptr[at] : ' ';
}

uint64_t
pv_md_label(struct pv_span s)
{
	char buf[128];
	size_t i, n = 0;

	s = pv_span_trim(s);
	for (i = 0; i < s.len && n < sizeof(buf); i++) {
		if (!pv_isspace(s.ptr[i]))
			buf[n++] = pv_tolower(s.ptr[i]);
		else if (n > 0 && buf[n - 1] != ' ')
			buf[n++] = ' ';
	}
	return pv_hash64(pv_span(buf, n));
}

/* "(url "title")" at `at`: one past it and the url, or 0. */
static size_t
inline_target(struct pv_span s, size_t at, struct pv_span *url)
{
	size_t i = at + 1, from, depth = 1, end;

	end = s.len - at > TARGET_MAX ? at + TARGET_MAX : s.len;
	while (i < end && pv_isspace(s.ptr[i]))
		i++;
	for (from = i; i < end && !pv_isspace(s.ptr[i]); i++) {
		if (s.ptr[i] == '\\' && i + 1 < end)
			i++;
		else if (s.ptr[i] == ']' && byte_at(s, i + 1) == '(')
			return 0;
		else if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && --depth == 0)
			break;
	}
	if (i >= end)
		return 0;
	*url = pv_span_sub(s, from, i);
	if (url->len > 1 && url->ptr[0] == '<' &&
	    url->ptr[url->len - 1] == '>')
		*url = pv_span_sub(*url, 1, url->len - 1);
	while (i < end && pv_isspace(s.ptr[i]))
		i++;
	if (i < end && (s.ptr[i] == '"' || s.ptr[i] == '\'')) {
		char quote = s.ptr[i++];

		while (i < end && s.ptr[i] != quote)
			i++;
		i++;
		while (i < end && pv_isspace(s.ptr[i]))
			i++;
	}
	return i < end && s.ptr[i] == ')' ? i + 1 : 0;
}

static int
by_label(const void *a, const void *b)
{
	uint64_t x = ((const struct pv_md_ref *)a)->label;
	uint64_t y = ((const struct pv_md_ref *)b)->label;

	return x < y ? -1 : x > y;
}

static bool
find_ref(const struct pv_md_inline *in, struct pv_span label,
    struct pv_span *url)
{
	struct pv_md_ref want, *hit;

	if (in->nrefs == 0 || label.len > 1000)
		return false;
	want.label = pv_md_label(label);
	hit = bsearch(&want, in->refs, in->nrefs, sizeof(want), by_label);
	if (hit != NULL)
		*url = hit->url;
	return hit != NULL;
}

size_t
pv_md_link_end(const struct pv_md_inline *in, struct pv_span s, size_t at,
    struct pv_span label, struct pv_span *url)
{
	size_t n, i;

	if (byte_at(s, at + 1) == '(') {
		n = inline_target(s, at + 1, url);
		if (n > 0)
			return n;
	}
	if (byte_at(s, at + 1) == '[') {
		for (i = at + 2; i < s.len && i < at + 1000; i++)
			if (s.ptr[i] == ']' || s.ptr[i] == '[')
				break;
		if (byte_at(s, i) == ']') {
			struct pv_span l = pv_span_sub(s, at + 2, i);

			if (find_ref(in, l.len > 0 ? l : label, url))
				return i + 1;
		}
	}
	return find_ref(in, label, url) ? at + 1 : 0;
}
