/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/item.h"

#include <string.h>

#define EXACT_LEN 40    /* bytes of one of them */
#define ALTERNATE_MAX 3 /* groups kept of alternatives */
#define UNION_MAX 256   /* literals of a group */
#define USEFUL_LEN 2    /* shorter literals stand everywhere */

struct pv_strings
pv_item_string(struct pv_item_mem *m, const char *s, size_t len)
{
	struct pv_strings out = { pv_arena_array(m->arena, 1, sizeof(*out.ptr)),
		1 };

	if (out.ptr == NULL)
		m->nomem = true;
	else
		out.ptr[0] = pv_arena_dup(m->arena, pv_span(s, len));
	if (out.ptr == NULL || out.ptr[0].ptr == NULL) {
		m->nomem = true;
		out.n = 0;
	}
	return out;
}

struct pv_item
pv_item_exact(struct pv_strings s)
{
	return (struct pv_item){ .exact = true, .strings = s };
}

static size_t
shortest(struct pv_strings s)
{
	size_t i, len = s.n > 0 ? s.ptr[0].len : 0;

	for (i = 1; i < s.n; i++)
		if (s.ptr[i].len < len)
			len = s.ptr[i].len;
	return len;
}

static bool
contains(struct pv_strings s, struct pv_span x)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (pv_span_eq(s.ptr[i], x))
			return true;
	return false;
}

struct pv_strings
pv_item_unite(
    struct pv_item_mem *m, struct pv_strings a, struct pv_strings b, size_t max)
{
	struct pv_strings out = { NULL, 0 };
	size_t i;

	out.ptr = pv_arena_array(m->arena, a.n + b.n + 1, sizeof(*out.ptr));
	if (out.ptr == NULL) {
		m->nomem = true;
		return out;
	}
	for (i = 0; i < a.n; i++)
		out.ptr[out.n++] = a.ptr[i];
	for (i = 0; i < b.n; i++)
		if (!contains(a, b.ptr[i]))
			out.ptr[out.n++] = b.ptr[i];
	if (out.n > max)
		out.n = 0;
	return out;
}

/* a then b, with the white space between them folded. */
static struct pv_span
join(struct pv_item_mem *m, struct pv_span a, struct pv_span b)
{
	char s[2 * EXACT_LEN];
	struct pv_span out;

	if (a.len > 0 && b.len > 0 && a.ptr[a.len - 1] == ' ' &&
	    b.ptr[0] == ' ')
		b = pv_span_sub(b, 1, b.len);
	memcpy(s, a.ptr, a.len);
	memcpy(s + a.len, b.ptr, b.len);
	out = pv_arena_dup(m->arena, pv_span(s, a.len + b.len));
	if (out.ptr == NULL)
		m->nomem = true;
	return out;
}

static size_t
longest(struct pv_strings s)
{
	size_t i, len = 0;

	for (i = 0; i < s.n; i++)
		if (s.ptr[i].len > len)
			len = s.ptr[i].len;
	return len;
}

struct pv_strings
pv_item_cross(struct pv_item_mem *m, struct pv_strings a, struct pv_strings b)
{
	struct pv_strings out = { NULL, 0 };
	size_t i, j;

	if (a.n * b.n > PV_ITEM_STRINGS || longest(a) + longest(b) > EXACT_LEN)
		return out;
	out.ptr = pv_arena_array(m->arena, a.n * b.n + 1, sizeof(*out.ptr));
	if (out.ptr == NULL) {
		m->nomem = true;
		return out;
	}
	for (i = 0; i < a.n; i++) {
		for (j = 0; j < b.n; j++) {
			struct pv_span s = join(m, a.ptr[i], b.ptr[j]);

			if (!contains(out, s))
				out.ptr[out.n++] = s;
		}
	}
	return out;
}

/*
 * How much a literal says: words that stand in every other sentence of a
 * contract say little, however long.  It decides what is kept, never what
 * is right.
 */
static size_t
worth(struct pv_span s)
{
	static const char *const common[] = { "agreement", "all", "an", "and",
		"any", "are", "as", "at", "be", "by", "each", "for", "from",
		"has", "if", "in", "is", "it", "its", "may", "not", "of", "on",
		"or", "other", "party", "shall", "such", "that", "the", "this",
		"to", "under", "upon", "will", "with" };
	size_t i;

	s = pv_span_trim(s);
	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (pv_span_eq(s, pv_span_str(common[i])))
			return 1;
	return s.len;
}

static size_t
group_worth(struct pv_strings s)
{
	size_t i, w, least = s.n > 0 ? worth(s.ptr[0]) : 0;

	for (i = 1; i < s.n; i++) {
		w = worth(s.ptr[i]);
		if (w < least)
			least = w;
	}
	return least;
}

void
pv_item_add(struct pv_item *it, struct pv_strings s, uint32_t rank)
{
	size_t i, weakest = 0;

	if (rank >= it->ranks)
		it->ranks = rank + 1;
	if (s.n == 0 || shortest(s) < USEFUL_LEN)
		return;
	if (it->ngroups < PV_LITERAL_GROUPS) {
		it->groups[it->ngroups++] = (struct pv_item_group){ s, rank };
		return;
	}
	for (i = 1; i < it->ngroups; i++)
		if (group_worth(it->groups[i].set) <
		    group_worth(it->groups[weakest].set))
			weakest = i;
	if (group_worth(s) > group_worth(it->groups[weakest].set))
		it->groups[weakest] = (struct pv_item_group){ s, rank };
}

/* The groups of an item that say most, best first; at most max. */
static size_t
best_groups(const struct pv_item *it, struct pv_strings *out, size_t max)
{
	bool taken[PV_LITERAL_GROUPS] = { false };
	size_t i, n, best;

	if (it->exact) {
		out[0] = it->strings;
		return shortest(it->strings) < USEFUL_LEN ? 0 : 1;
	}
	for (n = 0; n < max; n++) {
		best = it->ngroups;
		for (i = 0; i < it->ngroups; i++)
			if (!taken[i] &&
			    (best == it->ngroups ||
				group_worth(it->groups[i].set) >
				    group_worth(it->groups[best].set)))
				best = i;
		if (best == it->ngroups)
			break;
		taken[best] = true;
		out[n] = it->groups[best].set;
	}
	return n;
}

struct pv_item
pv_item_either(
    struct pv_item_mem *m, const struct pv_item *x, const struct pv_item *y)
{
	struct pv_strings a[ALTERNATE_MAX], b[ALTERNATE_MAX];
	size_t na = best_groups(x, a, ALTERNATE_MAX);
	size_t nb = best_groups(y, b, ALTERNATE_MAX);
	size_t i, n = na > nb ? na : nb;
	struct pv_item out = { 0 };

	if (na == 0 || nb == 0)
		return out;
	for (i = 0; i < n; i++)
		pv_item_add(&out,
		    pv_item_unite(m, a[i < na ? i : na - 1],
			b[i < nb ? i : nb - 1], UNION_MAX),
		    0);
	return out;
}
