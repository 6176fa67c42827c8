/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/trim.h"

#include <stdlib.h>
#include <string.h>

#define LITERAL_LEN 12 /* bytes that tell enough */

/* A string without its edges, and what was taken off its ends. */
struct piece {
	struct pv_span s;
	bool edge_before, edge_after;
	size_t front, back;
};

static struct piece
trim(struct pv_span s)
{
	struct piece p = { .s = s };

	p.edge_before = s.len > 0 && s.ptr[0] == PV_LITERAL_EDGE;
	p.s = pv_span_sub(p.s, p.edge_before, p.s.len);
	p.edge_after = p.s.len > 0 && p.s.ptr[p.s.len - 1] == PV_LITERAL_EDGE;
	p.s = pv_span_sub(p.s, 0, p.s.len - p.edge_after);
	if (p.s.len > 1 && p.s.ptr[0] == ' ') {
		p.s = pv_span_sub(p.s, 1, p.s.len);
		p.front = 1;
		p.edge_before = pv_isword(p.s.ptr[0]);
	}
	if (p.s.len > LITERAL_LEN) {
		p.back = p.s.len - LITERAL_LEN;
		p.s = pv_span_sub(p.s, 0, LITERAL_LEN);
		p.edge_after = false;
	}
	if (p.s.len > 1 && p.s.ptr[p.s.len - 1] == ' ') {
		p.s = pv_span_sub(p.s, 0, p.s.len - 1);
		p.back++;
		p.edge_after = pv_isword(p.s.ptr[p.s.len - 1]);
	}
	return p;
}

/* By text, those without an edge behind before those with one. */
static int
by_text(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	int order = pv_span_cmp(x->s, y->s);

	if (order == 0)
		order = x->edge_before - y->edge_before;
	return order != 0 ? order : x->edge_after - y->edge_after;
}

/* Whether where y is, x is too, and begins with it. */
static bool
covers(const struct piece *x, const struct piece *y)
{
	if ((x->edge_before && !y->edge_before) || !pv_span_starts(y->s, x->s))
		return false;
	return !x->edge_after || (x->s.len == y->s.len && y->edge_after);
}

static struct pv_span
write(struct pv_item_mem *m, const struct piece *p)
{
	size_t len = p->s.len + p->edge_before + p->edge_after;
	char *text = pv_arena_alloc(m->arena, len + 1);

	if (text == NULL) {
		m->nomem = true;
		return pv_span("", 0);
	}
	if (p->edge_before)
		text[0] = PV_LITERAL_EDGE;
	memcpy(text + p->edge_before, p->s.ptr, p->s.len);
	if (p->edge_after)
		text[len - 1] = PV_LITERAL_EDGE;
	return pv_span(text, len);
}

/* So many bytes; a blank in front may be that of what stands before. */
static struct pv_reach
reach_of(size_t n, bool front)
{
	return (struct pv_reach){ front ? 0 : (int32_t)n, (int32_t)n, 0 };
}

/*
 * Keep the pieces that no other one covers.  A piece that begins with another
 * comes after it, but others may come between: the last few are looked at.
 */
static size_t
prune(struct piece *list, size_t n, struct pv_trimmed *out)
{
	size_t i, k, kept = 0;

	for (i = 0; i < n; i++) {
		size_t back = list[i].back;

		for (k = kept; k > 0 && k + 4 > kept; k--)
			if (covers(&list[k - 1], &list[i]))
				break;
		if (k > 0 && k + 4 > kept)
			back += list[i].s.len - list[k - 1].s.len;
		else
			list[kept++] = list[i];
		out->front = i == 0 ? reach_of(list[i].front, true) :
		    pv_reach_hull(out->front, reach_of(list[i].front, true));
		out->back = i == 0 ? reach_of(back, false) :
		    pv_reach_hull(out->back, reach_of(back, false));
	}
	return kept;
}

struct pv_trimmed
pv_trim_set(struct pv_item_mem *m, struct pv_strings s)
{
	struct pv_trimmed out = { .strings = s };
	struct piece *list = pv_arena_array(m->arena, s.n + 1, sizeof(*list));
	struct pv_span *texts =
	    pv_arena_array(m->arena, s.n + 1, sizeof(*texts));
	size_t i, n;

	if (list == NULL || texts == NULL) {
		m->nomem = true;
		return out;
	}
	for (i = 0; i < s.n; i++)
		list[i] = trim(s.ptr[i]);
	if (s.n > 1)
		qsort(list, s.n, sizeof(*list), by_text);
	n = prune(list, s.n, &out);
	for (i = 0; i < n; i++)
		texts[i] = write(m, &list[i]);
	out.strings = (struct pv_strings){ texts, n, NULL };
	return out;
}
