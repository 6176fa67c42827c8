/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "editscript.h"

#include <stdlib.h>

#define TRIES 200
#define SERIES 3                /* numbers that make a series */
#define ROOM 4096               /* items that may be added */
#define MIN_WORDS 10            /* of a clause that is worth an edit */

uint64_t
es_random(uint64_t *seed)
{
	/* splitmix64, Steele and others 2014 */
	uint64_t z = *seed += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

uint32_t
es_pick(struct es *s, size_t n)
{
	return (uint32_t)(es_random(&s->seed) % n);
}

struct pv_span
es_num(const struct es *s, uint32_t clause)
{
	return pv_version_text(s->v, s->v->clauses[clause].num);
}

/* How many children from `c` on count up in this style. */
static size_t
run_length(const struct es *s, uint32_t c, uint32_t end, enum es_style style)
{
	const struct pv_clause *k = s->v->clauses;
	struct pv_span p, t, x, prefix, suffix;
	uint8_t kind = k[c].kind;
	size_t n = 0;
	uint32_t v;

	if (!es_cut_number(es_num(s, c), &prefix, &t, &suffix) ||
	    (v = es_value(t, style)) == 0)
		return 0;
	for (; c < end; c = k[c].next) {
		if (k[c].num.start == k[c].num.end)
			continue;
		if (!es_cut_number(es_num(s, c), &p, &t, &x) ||
		    k[c].kind != kind || !pv_span_eq(p, prefix) ||
		    !pv_span_eq(x, suffix) || es_value(t, style) != v ||
		    !s->items[s->item_of[c]].block ||
		    (k[c].flags & PV_CLAUSE_NUMBERED) == 0)
			break;
		v++;
		n++;
	}
	return n;
}

static void
take_series(struct es *s, uint32_t up, uint32_t c, enum es_style style, size_t n)
{
	struct es_series *q = &s->series[s->item_of[up]];
	const struct pv_clause *k = s->v->clauses;
	struct pv_span t, text;
	size_t e = k[c].num.end;

	q->any = true;
	q->style = style;
	es_cut_number(es_num(s, c), &q->prefix, &t, &q->suffix);
	q->upper = pv_isupper(t.ptr[0]);
	q->first = es_value(t, style);
	text = s->v->text;
	while (e < k[c].stem.end && !pv_isalnum(text.ptr[e]) &&
	    text.ptr[e] != '"' && text.ptr[e] != '\n')
		e++;
	q->gap = e > k[c].num.end && e < k[c].num.end + 4u ?
	    pv_span_sub(text, k[c].num.end, e) : PV_SPAN(" ");
	for (; n > 0; c = k[c].next) {
		if (k[c].num.start == k[c].num.end)
			continue;
		s->items[s->item_of[c]].serial = true;
		n--;
	}
}

static void
find_series(struct es *s, uint32_t up)
{
	const struct pv_clause *k = s->v->clauses;
	size_t n;

	for (uint32_t c = up + 1; c < k[up].next; c = k[c].next) {
		for (int style = ES_DECIMAL; style <= ES_ROMAN; style++) {
			n = run_length(s, c, k[up].next, (enum es_style)style);
			if (n < SERIES)
				continue;
			take_series(s, up, c, (enum es_style)style, n);
			return;
		}
	}
}

static void
add_item(struct es *s, uint32_t clause, bool tail, uint32_t start)
{
	struct es_item *it = &s->items[s->nitems];
	uint32_t up = s->v->clauses[clause].parent;

	if (s->nitems > 0)
		it[-1].at.end = start;
	*it = (struct es_item){ .clause = clause, .tail = tail,
	    .rank = (uint32_t)s->nitems, .into = PV_NONE, .from = PV_NONE,
	    .block = start == 0 || s->v->text.ptr[start - 1] == '\n',
	    .at = { start, (uint32_t)s->v->text.len } };
	it->up = tail ? s->item_of[clause] : up == PV_NONE ? PV_NONE :
	    s->item_of[up];
	if (!tail)
		s->item_of[clause] = (uint32_t)s->nitems;
	s->order[s->norder++] = (uint32_t)s->nitems++;
}

/* Close the clauses that end before clause `next`: their tails. */
static void
add_tails(struct es *s, uint32_t from, uint32_t next)
{
	const struct pv_clause *k = s->v->clauses;
	uint32_t c = from;

	for (; c != PV_NONE && k[c].next <= next; c = k[c].parent)
		if (k[c].tail.end > k[c].tail.start)
			add_item(s, c, true, k[c].tail.start);
}

static void
find_cited(struct es *s)
{
	uint32_t c;

	for (size_t i = 0; i < s->v->nrefs; i++)
		for (c = s->v->refs[i].to; c != PV_NONE && c != 0 &&
		    !s->cited[c]; c = s->v->clauses[c].parent)
			s->cited[c] = true;
}

bool
es_init(struct es *s, const struct pv_version *v, struct pv_arena *arena,
    uint64_t seed)
{
	size_t n = v->nclauses;

	*s = (struct es){ .v = v, .arena = arena, .seed = seed,
	    .cap = 2 * n + ROOM };
	s->items = pv_arena_array(arena, s->cap, sizeof(*s->items));
	s->series = pv_arena_array(arena, s->cap, sizeof(*s->series));
	s->order = pv_arena_array(arena, s->cap, sizeof(*s->order));
	s->item_of = pv_arena_array(arena, n, sizeof(*s->item_of));
	s->cited = pv_arena_array(arena, n, sizeof(*s->cited));
	if (s->items == NULL || s->series == NULL || s->order == NULL ||
	    s->item_of == NULL || s->cited == NULL)
		return false;
	for (uint32_t c = 0; c < n; c++) {
		if (c > 0)
			add_tails(s, c - 1, c);
		add_item(s, c, false, v->clauses[c].all.start);
	}
	add_tails(s, (uint32_t)n - 1, (uint32_t)n);
	for (uint32_t c = 0; c < n; c++)
		find_series(s, c);
	find_cited(s);
	return true;
}

/* Is item i the clause of item `of`, or below it? */
static bool
is_under(const struct es *s, uint32_t i, uint32_t of)
{
	for (; i != PV_NONE; i = s->items[i].up)
		if (i == of)
			return true;
	return false;
}

static size_t
place_of(const struct es *s, uint32_t item)
{
	size_t i = 0;

	while (i < s->norder && s->order[i] != item)
		i++;
	return i;
}

/* One past the items of the clause at place `at`. */
static size_t
end_of(const struct es *s, size_t at)
{
	size_t e = at + 1;

	while (e < s->norder && is_under(s, s->order[e], s->order[at]))
		e++;
	return e;
}

size_t
es_words(struct pv_span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += pv_isalpha(s.ptr[i]) &&
		    (i == 0 || pv_isspace(s.ptr[i - 1]));
	return n;
}

static struct pv_span
body_of(const struct es *s, uint32_t clause)
{
	return pv_span_trim(pv_version_text(s->v,
	    pv_clause_body(s->v, clause)));
}

/* Untouched, numbered in a series, and with words of its own. */
static bool
is_fit(const struct es *s, uint32_t i)
{
	const struct es_item *it = &s->items[i];

	return it->clause != PV_NONE && it->clause != 0 && !it->tail &&
	    it->block && it->serial && !it->gone && !it->moved &&
	    !it->edited && it->more.len == 0 &&
	    es_words(body_of(s, it->clause)) >= MIN_WORDS;
}

/* Any such item; early: of the first third. */
static uint32_t
pick_fit(struct es *s, bool early)
{
	uint32_t i;

	for (int k = 0; k < TRIES; k++) {
		i = s->order[es_pick(s, early ? s->norder / 3 + 1 :
		    s->norder)];
		if (is_fit(s, i))
			return i;
	}
	return PV_NONE;
}

/* Is a clause that ends here followed by a new line? */
static bool
ends_block(const struct es *s, size_t end)
{
	return end == s->norder || s->items[s->order[end]].block;
}

static bool
splice(struct es *s, size_t at, size_t n, size_t to)
{
	uint32_t *tmp = malloc(n * sizeof(*tmp));

	if (tmp == NULL)
		return false;
	memcpy(tmp, s->order + at, n * sizeof(*tmp));
	if (to > at)
		memmove(s->order + at, s->order + at + n,
		    (to - at - n) * sizeof(*tmp));
	else
		memmove(s->order + to + n, s->order + to,
		    (at - to) * sizeof(*tmp));
	memcpy(s->order + (to > at ? to - n : to), tmp, n * sizeof(*tmp));
	free(tmp);
	return true;
}

/* Words of a number's prefix: series of the same rank look alike. */
static bool
same_shape(const struct es *s, uint32_t p, uint32_t q)
{
	const struct es_series *a = &s->series[p], *b = &s->series[q];
	size_t i, dots = 0, other = 0;

	for (i = 0; i < a->prefix.len; i++)
		dots += !pv_isalnum(a->prefix.ptr[i]);
	for (i = 0; i < b->prefix.len; i++)
		other += !pv_isalnum(b->prefix.ptr[i]);
	return a->any && b->any && a->style == b->style &&
	    a->upper == b->upper && dots == other &&
	    pv_span_eq(a->suffix, b->suffix);
}

/* Siblings in a series between two places: how far that is. */
static size_t
distance(const struct es *s, size_t from, size_t to, uint32_t up)
{
	size_t n = 0;

	for (; from < to; from++)
		n += s->items[s->order[from]].up == up &&
		    s->items[s->order[from]].serial;
	return n;
}

/* `run` siblings from item i on, that may leave: where they end, or 0. */
static size_t
run_end(const struct es *s, uint32_t i, size_t run)
{
	size_t e = place_of(s, i), k = 0;
	uint32_t j;

	while (k < run) {
		if (e == s->norder)
			return 0;
		j = s->order[e];
		if (!is_fit(s, j) || s->items[j].up != s->items[i].up)
			return 0;
		e = end_of(s, e);
		k++;
	}
	return ends_block(s, e) ? e : 0;
}

static bool
any_cited(const struct es *s, size_t at, size_t end)
{
	for (; at < end; at++)
		if (s->items[s->order[at]].clause != PV_NONE &&
		    s->cited[s->items[s->order[at]].clause])
			return true;
	return false;
}

static void
mark_moved(struct es *s, size_t at, size_t end, uint32_t up, bool edit)
{
	uint32_t was = s->items[s->order[at]].up;
	struct es_item *it;

	for (; at < end; at++) {
		it = &s->items[s->order[at]];
		if (it->up != was || it->tail)
			continue;
		it->up = up;
		it->moved = true;
		it->edited = edit;
		it->percent = edit ? 10 : 0;
	}
}

/*
 * Would so many of these siblings have moved that the others might as well?
 */
static bool
crowded(const struct es *s, uint32_t up, size_t run)
{
	size_t all = 0, moved = run;

	for (size_t i = 0; i < s->norder; i++) {
		if (s->items[s->order[i]].up != up)
			continue;
		all += s->items[s->order[i]].serial;
		moved += s->items[s->order[i]].moved;
	}
	return 4 * moved > all;
}

bool
es_move(struct es *s, size_t run, bool edit)
{
	uint32_t i, j, up;
	size_t at, end, to, far;

	for (int k = 0; k < TRIES; k++) {
		i = pick_fit(s, false);
		j = pick_fit(s, false);
		if (i == PV_NONE || j == PV_NONE)
			return false;
		at = place_of(s, i);
		end = run_end(s, i, run);
		to = place_of(s, j);
		up = s->items[j].up;
		if (end == 0 || (to >= at && to <= end) ||
		    !same_shape(s, s->items[i].up, up))
			continue;
		far = to > at ? distance(s, end, to, up) :
		    distance(s, to, at, up);
		if (up == s->items[i].up ? far <= run + 2 ||
		    crowded(s, up, run) : any_cited(s, at, end))
			continue;
		mark_moved(s, at, end, up, edit);
		return splice(s, at, end - at, to);
	}
	return false;
}

/* A new item before place `to`, numbered with the children of `up`. */
static bool
put_in(struct es *s, size_t to, uint32_t up, struct es_item it)
{
	if (s->nitems == s->cap)
		return false;
	it.clause = PV_NONE;
	it.into = PV_NONE;
	it.up = up;
	it.serial = it.block = true;
	it.rank = PV_NONE;
	s->items[s->nitems] = it;
	memmove(s->order + to + 1, s->order + to,
	    (s->norder - to) * sizeof(*s->order));
	s->order[to] = (uint32_t)s->nitems++;
	s->norder++;
	return true;
}

/* The own words of a clause without others below it. */
static struct pv_span
donation(struct es *s, const struct pv_version *d)
{
	uint32_t c;
	struct pv_span w;

	for (int k = 0; k < TRIES && d->nclauses > 1; k++) {
		c = 1 + es_pick(s, d->nclauses - 1);
		w = pv_span_trim(pv_version_text(d,
		    pv_clause_body(d, c)));
		if (d->clauses[c].next == c + 1 && es_words(w) >= 12 &&
		    w.len < 2000 && pv_isalpha(w.ptr[0]) &&
		    pv_span_find(w, PV_SPAN("\n")) == w.len)
			return w;
	}
	return PV_SPAN("");
}

bool
es_insert(struct es *s, const struct pv_version *donor, bool early)
{
	struct pv_span w = donation(s, donor);
	uint32_t i = pick_fit(s, early);

	return w.len > 0 && i != PV_NONE && put_in(s, place_of(s, i),
	    s->items[i].up, (struct es_item){ .own = w, .from = PV_NONE });
}

bool
es_delete(struct es *s, bool early)
{
	size_t at, end;
	uint32_t i;

	for (int k = 0; k < TRIES; k++) {
		i = pick_fit(s, early);
		if (i == PV_NONE)
			return false;
		at = place_of(s, i);
		end = end_of(s, at);
		if (s->cited[s->items[i].clause] || end - at > 12 ||
		    !ends_block(s, end) || any_cited(s, at, end))
			continue;
		for (size_t e = at; e < end; e++)
			s->items[s->order[e]].gone = true;
		return true;
	}
	return false;
}

/* A leaf, all of whose text stands on its own lines. */
static bool
is_leaf(const struct es *s, uint32_t i)
{
	return s->v->clauses[s->items[i].clause].next ==
	    s->items[i].clause + 1 && ends_block(s, place_of(s, i) + 1);
}

/* Where a sentence begins in the middle third, or 0. */
static size_t
middle(struct pv_span w)
{
	for (size_t i = w.len / 3; i + 2 < 2 * w.len / 3; i++)
		if ((w.ptr[i] == '.' || w.ptr[i] == ';') &&
		    w.ptr[i + 1] == ' ' && pv_isupper(w.ptr[i + 2]) &&
		    i > 3 && pv_islower(w.ptr[i - 1]) &&
		    pv_islower(w.ptr[i - 2]) && pv_islower(w.ptr[i - 3]))
			return i + 2;
	return 0;
}

bool
es_split(struct es *s)
{
	struct pv_range body;
	struct pv_span w;
	size_t cut, at;
	uint32_t i;

	for (int k = 0; k < TRIES; k++) {
		i = pick_fit(s, false);
		if (i == PV_NONE)
			return false;
		w = body_of(s, s->items[i].clause);
		cut = middle(w);
		if (!is_leaf(s, i) || cut == 0 ||
		    es_words(pv_span_sub(w, 0, cut)) < MIN_WORDS ||
		    es_words(pv_span_sub(w, cut, w.len)) < MIN_WORDS)
			continue;
		body = pv_clause_body(s->v, s->items[i].clause);
		at = place_of(s, i);
		if (!put_in(s, at + 1, s->items[i].up, (struct es_item){
		    .own = pv_span_sub(w, cut, w.len), .from = i }))
			return false;
		s->items[i].at.end = body.start + (uint32_t)cut;
		s->items[i].edited = true;
		return true;
	}
	return false;
}

bool
es_merge(struct es *s)
{
	size_t at;
	uint32_t i, j;

	for (int k = 0; k < TRIES; k++) {
		i = pick_fit(s, false);
		if (i == PV_NONE)
			return false;
		at = place_of(s, i);
		if (!is_leaf(s, i) || at + 1 == s->norder)
			continue;
		j = s->order[at + 1];
		if (!is_fit(s, j) || s->items[j].up != s->items[i].up ||
		    !is_leaf(s, j) || s->cited[s->items[j].clause])
			continue;
		s->items[j].gone = true;
		s->items[j].into = i;
		s->items[i].more = body_of(s, s->items[j].clause);
		s->items[i].edited = true;
		return true;
	}
	return false;
}

bool
es_reword(struct es *s, int32_t percent)
{
	uint32_t i = pick_fit(s, false);

	if (i == PV_NONE)
		return false;
	s->items[i].edited = true;
	s->items[i].percent = percent;
	return true;
}

bool
es_rename(struct es *s)
{
	struct pv_span t;

	for (int k = 0; k < TRIES && s->v->ndefs > 0; k++) {
		t = pv_version_str(s->v,
		    s->v->defs[es_pick(s, s->v->ndefs)].term);
		if (t.len < 5 || !pv_isupper(t.ptr[0]))
			continue;
		s->term = t;
		s->name = PV_SPAN("Quillon Undertaking");
		return true;
	}
	return false;
}
