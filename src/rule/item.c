/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/item.h"

#include <stdlib.h>
#include <string.h>

#define EXACT_LEN 24    /* bytes of one of them */
#define ALTERNATE_MAX 3 /* groups kept of alternatives */
#define UNION_MAX 2048  /* literals of a group */
#define CROSS_MAX 16    /* strings of a product of words */
#define SUFFIX_LEN 4    /* endings of words are no longer */
#define SUFFIX_MAX 128  /* strings of a product of words and endings */
#define RARE 2          /* so many times less often is a good deal */
#define CERTAIN 65536u  /* a chance */
#define SENTENCE 40u    /* words */

static bool
is_endless(struct pv_reach r)
{
	return r.chars == PV_REACH_ENDLESS;
}

struct pv_reach
pv_reach_sum(struct pv_reach a, struct pv_reach b)
{
	struct pv_reach out = { a.least + b.least, PV_REACH_ENDLESS, 0 };

	if (out.least > PV_REACH_MAX)
		out.least = PV_REACH_MAX;
	if (is_endless(a) || is_endless(b) ||
	    a.chars + b.chars > PV_REACH_MAX ||
	    a.words + b.words > PV_REACH_MAX)
		return out;
	out.chars = a.chars + b.chars;
	out.words = a.words + b.words;
	return out;
}

struct pv_reach
pv_reach_hull(struct pv_reach a, struct pv_reach b)
{
	struct pv_reach out = a;

	if (b.least < out.least)
		out.least = b.least;
	if (b.chars > out.chars)
		out.chars = b.chars;
	if (b.words > out.words)
		out.words = b.words;
	return out;
}

struct pv_reach
pv_reach_times(struct pv_reach a, uint64_t min, uint64_t max)
{
	struct pv_reach out = { 0, PV_REACH_ENDLESS, 0 };
	int64_t least = a.least * (int64_t)min;
	int64_t chars = a.chars * (int64_t)max, words = a.words * (int64_t)max;

	if (least > 0)
		out.least =
		    least < PV_REACH_MAX ? (int32_t)least : PV_REACH_MAX;
	if (is_endless(a) || max >= UINT16_MAX || chars > PV_REACH_MAX ||
	    words > PV_REACH_MAX)
		return out;
	out.chars = (int32_t)chars;
	out.words = (int32_t)words;
	return out;
}

struct pv_reach
pv_item_reach(const struct pv_item *it)
{
	struct pv_reach out = it->tail;
	size_t i;

	for (i = 0; i < it->ngroups; i++) {
		out = pv_reach_sum(out, it->groups[i].gap);
		out = pv_reach_sum(out, it->groups[i].len);
	}
	return out;
}

struct pv_strings
pv_item_string(struct pv_item_mem *m, const char *s, size_t len)
{
	struct pv_span *one = pv_arena_array(m->arena, 1, sizeof(*one));

	if (one != NULL)
		*one = pv_arena_dup(m->arena, pv_span(s, len));
	if (one == NULL || one->ptr == NULL) {
		m->nomem = true;
		return (struct pv_strings){ NULL, 0, NULL };
	}
	return (struct pv_strings){ one, 1, NULL };
}

struct pv_item
pv_item_exact(struct pv_strings s)
{
	return (struct pv_item){ .exact = true, .strings = s };
}

struct pv_item
pv_item_any(struct pv_reach reach)
{
	return (struct pv_item){ .tail = reach };
}

/* The string without the marks of its edges. */
static struct pv_span
bare(struct pv_span s)
{
	if (s.len > 0 && s.ptr[0] == PV_LITERAL_EDGE)
		s = pv_span_sub(s, 1, s.len);
	if (s.len > 0 && s.ptr[s.len - 1] == PV_LITERAL_EDGE)
		s = pv_span_sub(s, 0, s.len - 1);
	return s;
}

/* A blank may be one with the blank before it: it need not take room. */
static struct pv_reach
string_reach(struct pv_span s)
{
	int32_t len;

	s = bare(s);
	len = (int32_t)s.len;
	return (struct pv_reach){ len - (len > 0 && s.ptr[0] == ' '), len, 0 };
}

static struct pv_reach
strings_reach(struct pv_strings s)
{
	struct pv_reach out = { 0, 0, 0 };
	size_t i;

	if (s.n > 0)
		out = string_reach(s.ptr[0]);
	for (i = 1; i < s.n; i++)
		out = pv_reach_hull(out, string_reach(s.ptr[i]));
	return out;
}

struct pv_strings
pv_item_unite(
    struct pv_item_mem *m, struct pv_strings a, struct pv_strings b, size_t max)
{
	struct pv_span *list =
	    pv_arena_array(m->arena, a.n + b.n + 1, sizeof(*list));
	struct pv_strings out = { list, 0, NULL };
	size_t i = 0, j = 0;

	if (list == NULL) {
		m->nomem = true;
		return out;
	}
	while (i < a.n || j < b.n) {
		int order = i == a.n ? 1
		    : j == b.n       ? -1
				     : pv_span_cmp(a.ptr[i], b.ptr[j]);

		list[out.n++] = order <= 0 ? a.ptr[i] : b.ptr[j];
		i += order <= 0;
		j += order >= 0;
	}
	if (out.n > max)
		out.n = 0;
	return out;
}

/*
 * a then b.  Of two blanks one stays; an edge inside of a string is either
 * there by its letters or makes the string impossible, so it goes.
 */
static struct pv_span
join(struct pv_item_mem *m, struct pv_span a, struct pv_span b)
{
	char s[2 * EXACT_LEN];
	struct pv_span out;
	size_t n = a.len;

	if (a.len == 0 || b.len == 0)
		return a.len == 0 ? b : a;
	memcpy(s, a.ptr, a.len);
	if (b.ptr[0] == PV_LITERAL_EDGE &&
	    (b.len > 1 || s[n - 1] == PV_LITERAL_EDGE))
		b = pv_span_sub(b, 1, b.len);
	else if (n > 1 && s[n - 1] == PV_LITERAL_EDGE)
		n--;
	if (n > 1 && s[n - 1] == PV_LITERAL_EDGE && b.len > 0)
		n--;
	if (b.len > 0 && s[n - 1] == ' ' && b.ptr[0] == ' ')
		b = pv_span_sub(b, 1, b.len);
	memcpy(s + n, b.ptr, b.len);
	out = pv_arena_dup(m->arena, pv_span(s, n + b.len));
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

static int
by_text(const void *a, const void *b)
{
	return pv_span_cmp(
	    *(const struct pv_span *)a, *(const struct pv_span *)b);
}

/* Sort n of them; how many differ. */
static size_t
sort(struct pv_span *list, size_t n)
{
	size_t i, kept = 0;

	if (n > 1)
		qsort(list, n, sizeof(*list), by_text);
	for (i = 0; i < n; i++)
		if (kept == 0 || !pv_span_eq(list[kept - 1], list[i]))
			list[kept++] = list[i];
	return kept;
}

bool
pv_item_is_edge(struct pv_strings s)
{
	return s.n == 1 && s.ptr[0].len == 1 &&
	    s.ptr[0].ptr[0] == PV_LITERAL_EDGE;
}

/* How many strings a then b may be: an edge makes them no more than before. */
static size_t
most_of(struct pv_strings a, struct pv_strings b)
{
	if (pv_item_is_edge(a) || pv_item_is_edge(b))
		return PV_ITEM_STRINGS;
	return longest(b) > SUFFIX_LEN ? CROSS_MAX : SUFFIX_MAX;
}

struct pv_strings
pv_item_cross(struct pv_item_mem *m, struct pv_strings a, struct pv_strings b)
{
	struct pv_strings out = { NULL, 0, NULL };
	struct pv_span *list;
	size_t i, j;

	if (a.n * b.n > most_of(a, b) || longest(a) + longest(b) > EXACT_LEN)
		return out;
	list = pv_arena_array(m->arena, a.n * b.n + 1, sizeof(*list));
	if (list == NULL) {
		m->nomem = true;
		return out;
	}
	for (i = 0; i < a.n; i++)
		for (j = 0; j < b.n; j++)
			list[out.n++] = join(m, a.ptr[i], b.ptr[j]);
	out.n = sort(list, out.n);
	out.ptr = list;
	return out;
}

/* A common word and how often it stands. */
struct common {
	struct pv_span word;
	uint32_t often;
};

#define COMMON(s, n) { PV_SPAN_INIT(s), n }

/* By their lengths; most often in the order of how often they stand. */
static const struct common common[] = { COMMON("a", 1500), COMMON("of", 4000),
	COMMON("to", 3000), COMMON("or", 2800), COMMON("in", 1800),
	COMMON("be", 1400), COMMON("by", 1100), COMMON("as", 800),
	COMMON("is", 600), COMMON("on", 500), COMMON("at", 400),
	COMMON("an", 300), COMMON("it", 300), COMMON("if", 250),
	COMMON("no", 250), COMMON("the", 6500), COMMON("and", 3200),
	COMMON("any", 1400), COMMON("for", 1000), COMMON("not", 600),
	COMMON("all", 500), COMMON("its", 500), COMMON("may", 500),
	COMMON("are", 300), COMMON("has", 250), COMMON("this", 900),
	COMMON("such", 900), COMMON("that", 800), COMMON("with", 700),
	COMMON("will", 600), COMMON("from", 400), COMMON("each", 300),
	COMMON("have", 250), COMMON("upon", 250), COMMON("shall", 1300),
	COMMON("party", 800), COMMON("other", 500), COMMON("under", 400),
	COMMON("which", 300), COMMON("agreement", 900) };

/* Of each length, the first one. */
static const uint8_t first_common[] = { 0, 0, 1, 15, 25, 34, 39, 39, 39, 39,
	40 };
#define COMMON_LEN 9

/*
 * How often a literal stands in contracts, in hundredths of a per mille of the
 * words: an estimate from common words and lengths.  It decides what is kept,
 * never what is right.
 */
static uint32_t
frequency(struct pv_span s)
{
	static const uint32_t by_length[] = { 5000, 5000, 1200, 250, 80, 40 };
	struct pv_span t = pv_span_trim(bare(s));
	size_t i;

	if (t.len > COMMON_LEN)
		return 25;
	for (i = first_common[t.len]; i < first_common[t.len + 1]; i++)
		if (memcmp(t.ptr, common[i].word.ptr, t.len) == 0)
			return common[i].often;
	if (t.len >= sizeof(by_length) / sizeof(by_length[0]))
		return 25;
	/* Within other words short ones stand more often. */
	return by_length[t.len] >> (t.len + 1 < s.len ? 2 : 0);
}

/* Of single characters those that stand seldom enough. */
static uint32_t
rare_mark(char c)
{
	static const char marks[] = "%$|[]*<>=?:";
	static const uint8_t often[] = { 10, 15, 10, 15, 15, 15, 5, 5, 5, 5,
		35 };
	const char *at = c != '\0' ? strchr(marks, c) : NULL;

	if (pv_isdigit(c))
		return 250;
	return at != NULL ? often[at - marks] * 10u : PV_ITEM_USELESS;
}

static uint32_t
set_cost(struct pv_strings s)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		struct pv_span t = bare(s.ptr[i]);

		if (t.len == 0)
			return PV_ITEM_USELESS;
		sum += t.len == 1 ? rare_mark(t.ptr[0])
				  : frequency(s.ptr[i]);
	}
	return s.n > 0 && sum < PV_ITEM_USELESS ? (uint32_t)sum
						: PV_ITEM_USELESS;
}

/* Take a group out: what it was becomes part of the gap after it. */
static void
drop_group(struct pv_item *it, size_t at)
{
	const struct pv_item_group *g = &it->groups[at];
	struct pv_reach *after =
	    at + 1 < it->ngroups ? &it->groups[at + 1].gap : &it->tail;

	*after = pv_reach_sum(*after, pv_reach_sum(g->gap, g->len));
	memmove(&it->groups[at], &it->groups[at + 1],
	    (it->ngroups - at - 1) * sizeof(it->groups[0]));
	it->ngroups--;
}

/* Which of the groups [at, end) says least. */
static size_t
weakest(const struct pv_item *it, size_t at, size_t end)
{
	size_t i;

	for (i = at + 1; i < end; i++)
		if (it->groups[i].cost > it->groups[at].cost)
			at = i;
	return at;
}

/* Append a group with the gap that comes before it. */
static void
add_group(struct pv_item *it, const struct pv_item_group *g)
{
	struct pv_item_group last = *g;

	last.gap = pv_reach_sum(it->tail, g->gap);
	it->tail = (struct pv_reach){ 0, 0, 0 };
	if (it->ngroups == PV_LITERAL_GROUPS) {
		size_t at = weakest(it, 0, it->ngroups);

		if (it->groups[at].cost <= last.cost) {
			it->tail = pv_reach_sum(last.gap, last.len);
			return;
		}
		if (at + 1 == it->ngroups)
			last.gap = pv_reach_sum(last.gap,
			    pv_reach_sum(
				it->groups[at].gap, it->groups[at].len));
		drop_group(it, at);
		it->tail = (struct pv_reach){ 0, 0, 0 };
	}
	it->groups[it->ngroups++] = last;
}

struct pv_item_group
pv_item_group(struct pv_strings s)
{
	if (s.set != NULL)
		return (struct pv_item_group){ s, { 0, 0, 0 }, s.set->len,
			s.set->cost };
	return (struct pv_item_group){ s, { 0, 0, 0 }, strings_reach(s),
		set_cost(s) };
}

void
pv_item_add(struct pv_item *it, const struct pv_item_group *g)
{
	if (g->cost == PV_ITEM_USELESS)
		it->tail = pv_reach_sum(it->tail, g->len);
	else
		add_group(it, g);
}

struct pv_item
pv_item_loose(const struct pv_item *it)
{
	struct pv_item out = *it;
	struct pv_item_group g;

	if (it->exact) {
		out = (struct pv_item){ 0 };
		g = pv_item_group(it->strings);
		pv_item_add(&out, &g);
	}
	return out;
}

void
pv_item_append(struct pv_item *it, const struct pv_item *tail)
{
	size_t i;

	for (i = 0; i < tail->ngroups; i++)
		add_group(it, &tail->groups[i]);
	it->tail = pv_reach_sum(it->tail, tail->tail);
}

/* Where the group that says most is. */
static size_t
strongest(const struct pv_item *it)
{
	size_t i, at = 0;

	for (i = 1; i < it->ngroups; i++)
		if (it->groups[i].cost < it->groups[at].cost)
			at = i;
	return at;
}

/* Put a group before `at` again, in the very place where it stands. */
static void
double_group(struct pv_item *it, size_t at)
{
	struct pv_item_group *g = &it->groups[at];

	memmove(g + 1, g, (it->ngroups - at) * sizeof(*g));
	g[1].gap = (struct pv_reach){ -g->len.chars, 0, 0 };
	it->ngroups++;
}

/*
 * Three groups of an item that has any: the one that says most between what
 * comes before it and what comes after it, or it again.  So the best groups
 * of alternatives come together, wherever they stand.
 */
static struct pv_item
around_best(const struct pv_item *it)
{
	struct pv_item out = pv_item_loose(it);
	size_t best, i;

	if (out.ngroups == 0)
		return out;
	for (best = strongest(&out); best > 1; best--)
		drop_group(&out, weakest(&out, 0, best));
	for (i = out.ngroups; i > best + 2; i--)
		drop_group(&out, weakest(&out, best + 1, i));
	if (best == 0)
		double_group(&out, 0);
	if (out.ngroups < ALTERNATE_MAX)
		double_group(&out, 1);
	return out;
}

struct pv_item
pv_item_either(
    struct pv_item_mem *m, const struct pv_item *x, const struct pv_item *y)
{
	struct pv_item a = around_best(x), b = around_best(y), out = { 0 };
	size_t i;

	if (a.ngroups == 0 || b.ngroups == 0)
		return pv_item_any(
		    pv_reach_hull(pv_item_reach(&a), pv_item_reach(&b)));
	out.ngroups = ALTERNATE_MAX;
	out.tail = pv_reach_hull(a.tail, b.tail);
	for (i = 0; i < out.ngroups; i++)
		out.groups[i] = (struct pv_item_group){
			.set = pv_item_unite(
			    m, a.groups[i].set, b.groups[i].set, UNION_MAX),
			.gap = pv_reach_hull(a.groups[i].gap, b.groups[i].gap),
			.len = pv_reach_hull(a.groups[i].len, b.groups[i].len),
			.cost = a.groups[i].cost + b.groups[i].cost
		};
	for (i = out.ngroups; i-- > 0;)
		if (out.groups[i].set.n == 0)
			drop_group(&out, i);
	return out;
}

struct pv_choice
pv_choice_new(struct pv_item_mem *m, size_t n)
{
	struct pv_choice out = {
		pv_arena_array(m->arena, n, sizeof(*out.items)), n, n
	};

	if (out.items == NULL) {
		m->nomem = true;
		out.n = 0;
	}
	return out;
}

struct pv_item
pv_choice_unite(struct pv_item_mem *m, const struct pv_choice *c)
{
	struct pv_item out = c->items[0];
	size_t i;

	for (i = 1; i < c->n; i++)
		out = pv_item_either(m, &out, &c->items[i]);
	return out;
}

/* How likely one of so many literals is among some words, in 1/CERTAIN. */
static uint32_t
chance(uint32_t cost, uint32_t words)
{
	uint64_t p = (uint64_t)cost * words * 2 / 3;

	return p < CERTAIN ? (uint32_t)p : CERTAIN;
}

/* How many words a gap may be, at most those of a sentence. */
static uint32_t
words_of(struct pv_reach gap)
{
	uint64_t n = (uint64_t)gap.chars / 6 + (uint64_t)gap.words + 1;

	return n < SENTENCE ? (uint32_t)n : SENTENCE;
}

/* How often the rarest group of an item stands where the others may be. */
static uint64_t
chance_of(const struct pv_item *it)
{
	struct pv_item loose = pv_item_loose(it);
	const struct pv_item_group *g = loose.groups;
	size_t i, rarest = strongest(&loose);
	uint64_t p;

	if (loose.ngroups == 0)
		return PV_ITEM_USELESS;
	p = (uint64_t)g[rarest].cost * SENTENCE;
	for (i = 0; i < rarest; i++)
		if (g[i + 1].gap.least >= 0)
			p = p * chance(g[i].cost, words_of(g[i + 1].gap)) /
			    CERTAIN;
	for (i = rarest + 1; i < loose.ngroups; i++)
		if (g[i].gap.least >= 0)
			p = p * chance(g[i].cost, words_of(g[i].gap)) / CERTAIN;
	return p;
}

/* How often any of a stands with any of b after it. */
static uint64_t
chance_of_both(const struct pv_choice *a, const struct pv_choice *b)
{
	uint64_t sum = 0;
	size_t i, k;

	for (i = 0; i < a->n; i++) {
		for (k = 0; k < b->n; k++) {
			struct pv_item both = pv_item_loose(&a->items[i]);
			struct pv_item tail = pv_item_loose(&b->items[k]);

			pv_item_append(&both, &tail);
			sum += chance_of(&both);
		}
	}
	return sum;
}

void
pv_choice_yield(struct pv_item_mem *m, struct pv_choice *a,
    const struct pv_choice *b, struct pv_item *united)
{
	struct pv_item one = pv_choice_unite(m, a);
	struct pv_choice left = { &one, 1, 1 }, right = { united, 1, 1 };

	one = pv_item_loose(&one);
	if (chance_of_both(&left, b) >= chance_of_both(a, &right))
		return;
	a->items[0] = one;
	a->n = 1;
}

bool
pv_choice_is_rare(const struct pv_choice *c, const struct pv_item *united)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < c->n; i++)
		sum += chance_of(&c->items[i]);
	return sum < chance_of(united) / RARE;
}

struct pv_choice
pv_choice_narrow(struct pv_item_mem *m, const struct pv_choice *c, size_t max)
{
	struct pv_choice out = pv_choice_new(m, c->n < max ? c->n : max);
	size_t i;

	for (i = 0; i < c->n && out.n > 0; i++)
		if (i < max)
			out.items[i] = c->items[i];
		else
			out.items[max - 1] = pv_item_either(
			    m, &out.items[max - 1], &c->items[i]);
	return out;
}

/* Make room for one more; false when memory ran out. */
static bool
grow(struct pv_item_mem *m, struct pv_choice *c)
{
	struct pv_choice more = pv_choice_new(m, c->cap < 2 ? 2 : 2 * c->cap);

	if (more.items == NULL)
		return false;
	if (c->n > 0)
		memcpy(more.items, c->items, c->n * sizeof(*c->items));
	more.n = c->n;
	*c = more;
	return true;
}

void
pv_choice_add(struct pv_item_mem *m, struct pv_choice *c, size_t max,
    const struct pv_item *it)
{
	struct pv_strings both;
	size_t i;

	for (i = 0; it->exact && i < c->n; i++) {
		if (!c->items[i].exact)
			continue;
		both = pv_item_unite(
		    m, c->items[i].strings, it->strings, PV_ITEM_STRINGS);
		if (both.n == 0)
			continue;
		c->items[i].strings = both;
		return;
	}
	if (c->n < max && (c->n < c->cap || grow(m, c)))
		c->items[c->n++] = *it;
	else if (c->n == max)
		c->items[max - 1] =
		    pv_item_either(m, &c->items[max - 1], it);
}

/* Put the edge of a word before or after the strings, if that can be. */
static void
add_edges(struct pv_item_mem *m, struct pv_strings *s, bool before, bool after)
{
	static const char mark = PV_LITERAL_EDGE;
	struct pv_strings edge = pv_item_string(m, &mark, 1), out = *s;

	if (before && !m->nomem)
		out = pv_item_cross(m, edge, out);
	if (after && !m->nomem && out.n > 0)
		out = pv_item_cross(m, out, edge);
	if (!m->nomem && out.n > 0)
		*s = out;
}

struct pv_choice
pv_choice_edged(struct pv_item_mem *m, const struct pv_choice *c, bool before,
    bool after)
{
	struct pv_choice out = pv_choice_new(m, c->n);
	size_t i;

	for (i = 0; i < out.n && !m->nomem; i++) {
		out.items[i] = c->items[i];
		if (c->items[i].exact)
			add_edges(m, &out.items[i].strings, before, after);
	}
	return out;
}
