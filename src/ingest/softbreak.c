/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/softbreak.h"

#include "ingest/marker.h"
#include "ingest/wrap.h"

#define SENTENCE 50             /* bytes of a line that ends a sentence */
#define LINE 30                 /* and of any other, unless it is full */

/* A word in front of a number that does not begin a clause. */
static bool
refers(struct pv_span t)
{
	static const char *const words[] = { "section", "sections", "article",
		"clause", "and", "or", "to", "through", "of", "exhibit",
		"schedule", "paragraph", "than" };
	struct pv_span w;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		w = pv_span_str(words[i]);
		if (t.len >= w.len && pv_span_ieq(pv_span_sub(t,
		    t.len - w.len, t.len), w))
			return true;
	}
	return false;
}

static bool
is_bullet(struct pv_span s)
{
	size_t i = 0;

	while (i < s.len && !pv_isspace(s.ptr[i]) && i < 8)
		i++;
	return i < s.len && pv_marker_bullet(pv_span_sub(s, 0, i));
}

bool
pv_soft_ends(const struct pv_soft *l, unsigned breaks, bool centered,
    struct pv_span next)
{
	struct pv_span tail = pv_span(l->tail, l->ntail);
	char last = l->ntail > 0 ? l->tail[l->ntail - 1] : '\0';

	if (breaks > 1 || centered)
		return true;
	if (is_bullet(next) || pv_wrap_entry(tail))
		return true;
	if (pv_marker_opens(next) && !(pv_isdigit(next.ptr[0]) &&
	    refers(tail)))
		return true;
	if (last == '.' || last == ':' || last == ';')
		return l->len < SENTENCE;
	return l->len < LINE;
}

void
pv_soft_text(struct pv_soft *l, struct pv_span s)
{
	size_t n = s.len, i;

	l->len += (uint32_t)s.len;
	while (n > 0 && pv_isspace(s.ptr[n - 1]))
		n--;
	s = pv_span_sub(s, n > sizeof(l->tail) ? n - sizeof(l->tail) : 0, n);
	if (s.len == 0)
		return;
	if (l->ntail + s.len > sizeof(l->tail)) {
		i = l->ntail + s.len - sizeof(l->tail);
		memmove(l->tail, l->tail + i, l->ntail - i);
		l->ntail = (uint8_t)(l->ntail - i);
	}
	memcpy(l->tail + l->ntail, s.ptr, s.len);
	l->ntail = (uint8_t)(l->ntail + s.len);
}
