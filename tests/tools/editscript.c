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
#define ROMANS 400              /* numerals that can be read and written */

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

enum style { DECIMAL, LETTER, ROMAN };

/* Numbers below ROMANS. */
static void
put_roman(struct pv_buf *b, uint32_t v)
{
	static const char *const tens[] = { "", "x", "xx", "xxx", "xl", "l",
		"lx", "lxx", "lxxx", "xc" };
	static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v",
		"vi", "vii", "viii", "ix" };

	for (; v >= 100; v -= 100)
		pv_buf_char(b, 'c');
	pv_buf_str(b, tens[v / 10]);
	pv_buf_str(b, ones[v % 10]);
}

static uint32_t
roman_value(struct pv_span s)
{
	struct pv_buf out = PV_BUF_INIT;
	uint32_t v, found = 0;

	for (v = 1; v < ROMANS && found == 0 && s.len < 16; v++) {
		pv_buf_clear(&out);
		put_roman(&out, v);
		if (pv_span_ieq(s, pv_buf_view(&out)))
			found = v;
	}
	pv_buf_release(&out);
	return found;
}

/* 0 when the token is no number of that style. */
static uint32_t
value_of(struct pv_span s, enum style style)
{
	uint32_t v = 0;

	if (style == ROMAN)
		return roman_value(s);
	if (style == LETTER)
		return s.len == 1 && pv_isalpha(s.ptr[0]) ?
		    (uint32_t)(pv_tolower(s.ptr[0]) - 'a' + 1) : 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!pv_isdigit(s.ptr[i]) || v > 9999)
			return 0;
		v = v * 10 + (uint32_t)(s.ptr[i] - '0');
	}
	return v;
}

static struct pv_span
dup_buf(struct es *s, struct pv_buf *b)
{
	struct pv_span r = pv_arena_dup(s->arena, pv_buf_view(b));

	pv_buf_release(b);
	return r;
}

static void
put_value(struct pv_buf *b, const struct es_series *q, uint32_t v)
{
	size_t at = b->len;

	if (q->style == DECIMAL) {
		pv_buf_u64(b, v);
	} else if (q->style == LETTER) {
		for (uint32_t k = 0; k <= (v - 1) / 26 && k < 3; k++)
			pv_buf_char(b, (char)('a' + (v - 1) % 26));
	} else {
		put_roman(b, v);
	}
	for (; q->upper && at < b->len; at++)
		if (pv_islower(b->ptr[at]))
			b->ptr[at] = (char)(b->ptr[at] - 'a' + 'A');
}

/* The last token of a number, with what stands around it. */
static bool
cut_number(struct pv_span num, struct pv_span *prefix, struct pv_span *token,
    struct pv_span *suffix)
{
	size_t end = num.len, at;

	while (end > 0 && !pv_isalnum(num.ptr[end - 1]))
		end--;
	for (at = end; at > 0 && pv_isalnum(num.ptr[at - 1]); at--)
		;
	*prefix = pv_span_sub(num, 0, at);
	*token = pv_span_sub(num, at, end);
	*suffix = pv_span_sub(num, end, num.len);
	return at < end;
}

/* Without a word such as "Section" and a full stop. */
static struct pv_span
path_of(struct pv_span num)
{
	size_t at = num.len;

	while (at > 0 && !pv_isspace(num.ptr[at - 1]))
		at--;
	num = pv_span_sub(num, at, num.len);
	while (num.len > 0 && (num.ptr[num.len - 1] == '.' ||
	    num.ptr[num.len - 1] == ':'))
		num.len--;
	return num;
}

static struct pv_span
num_of(const struct es *s, uint32_t clause)
{
	return pv_version_text(s->v, s->v->clauses[clause].num);
}

/* How many children from `c` on count up in this style. */
static size_t
run_length(const struct es *s, uint32_t c, uint32_t end, enum style style)
{
	const struct pv_clause *k = s->v->clauses;
	struct pv_span p, t, x, prefix, suffix;
	uint8_t kind = k[c].kind;
	size_t n = 0;
	uint32_t v;

	if (!cut_number(num_of(s, c), &prefix, &t, &suffix) ||
	    (v = value_of(t, style)) == 0)
		return 0;
	for (; c < end; c = k[c].next) {
		if (k[c].num.start == k[c].num.end)
			continue;
		if (!cut_number(num_of(s, c), &p, &t, &x) ||
		    k[c].kind != kind || !pv_span_eq(p, prefix) ||
		    !pv_span_eq(x, suffix) || value_of(t, style) != v ||
		    !s->items[s->item_of[c]].block ||
		    (k[c].flags & PV_CLAUSE_NUMBERED) == 0)
			break;
		v++;
		n++;
	}
	return n;
}

static void
take_series(struct es *s, uint32_t up, uint32_t c, enum style style, size_t n)
{
	struct es_series *q = &s->series[s->item_of[up]];
	const struct pv_clause *k = s->v->clauses;
	struct pv_span t, text;
	size_t e = k[c].num.end;

	q->any = true;
	q->style = (int)style;
	cut_number(num_of(s, c), &q->prefix, &t, &q->suffix);
	q->upper = pv_isupper(t.ptr[0]);
	q->first = value_of(t, style);
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
		for (int style = DECIMAL; style <= ROMAN; style++) {
			n = run_length(s, c, k[up].next, (enum style)style);
			if (n < SERIES)
				continue;
			take_series(s, up, c, (enum style)style, n);
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

static size_t
words_in(struct pv_span s)
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
	    words_in(body_of(s, it->clause)) >= MIN_WORDS;
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
		if (d->clauses[c].next == c + 1 && words_in(w) >= 12 &&
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
		    words_in(pv_span_sub(w, 0, cut)) < MIN_WORDS ||
		    words_in(pv_span_sub(w, cut, w.len)) < MIN_WORDS)
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

/* s with the number of the item above, as it is now, in front. */
static struct pv_span
follow(struct es *s, uint32_t up, struct pv_span num)
{
	struct pv_buf b = PV_BUF_INIT, dec = PV_BUF_INIT;
	struct pv_span was, is, path = path_of(num), p, t, x;
	struct es_series q = { .style = DECIMAL };
	uint32_t v;

	if (up == PV_NONE || s->items[up].clause == PV_NONE ||
	    s->items[up].num.len == 0)
		return num;
	was = path_of(num_of(s, s->items[up].clause));
	is = path_of(s->items[up].num);
	if (cut_number(was, &p, &t, &x) && p.len == 0 &&
	    !pv_span_starts(path, was) && (v = roman_value(t)) > 0) {
		put_value(&dec, &q, v);
		was = dup_buf(s, &dec);
		if (!cut_number(is, &p, &t, &x))
			return num;
		put_value(&dec, &q, roman_value(t));
		is = dup_buf(s, &dec);
	}
	if (was.len == 0 || path.len < was.len ||
	    !pv_span_starts(path, was) || pv_span_eq(was, is) ||
	    (path.len > was.len && pv_isalnum(path.ptr[was.len])))
		return num;
	pv_buf_add(&b, num.ptr, (size_t)(path.ptr - num.ptr));
	pv_buf_span(&b, is);
	pv_buf_add(&b, path.ptr + was.len,
	    (size_t)(num.ptr + num.len - path.ptr) - was.len);
	return dup_buf(s, &b);
}

/*
 * A label as it is now: the one above, and the last part counted anew, which
 * is the n-th; "IV" of an article is 4 in labels.
 */
static struct pv_span
relabel(struct es *s, const struct es_item *it, struct pv_span value,
    uint32_t n)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_span l, above, p, t, x;
	const struct es_item *up = &s->items[it->up];
	size_t at = 0;

	l = pv_version_str(s->v, s->v->clauses[it->clause].label);
	if (up->clause != PV_NONE) {
		above = pv_version_str(s->v,
		    s->v->clauses[up->clause].label);
		if (above.len > 0 && pv_span_starts(l, above)) {
			pv_buf_span(&b, up->label);
			at = above.len;
		}
	}
	l = pv_span_sub(l, at, l.len);
	if (value.len > 0 && cut_number(l, &p, &t, &x)) {
		pv_buf_span(&b, p);
		if (value_of(t, DECIMAL) > 0)
			pv_buf_u64(&b, n);
		else
			pv_buf_span(&b, value);
		pv_buf_span(&b, x);
	} else {
		pv_buf_span(&b, l);
	}
	return dup_buf(s, &b);
}

/* Give every item its number and label, parents first. */
static bool
number(struct es *s)
{
	uint32_t *count = pv_arena_array(s->arena, s->nitems, sizeof(*count));
	struct pv_span value, p, t, x;
	const struct es_series *q;
	struct es_item *it;
	struct pv_buf b = PV_BUF_INIT;
	uint32_t n = 0;

	for (size_t i = 0; count != NULL && i < s->norder; i++) {
		it = &s->items[s->order[i]];
		if (it->gone || it->tail || it->up == PV_NONE)
			continue;
		value = PV_SPAN("");
		if (it->clause != PV_NONE)
			it->num = num_of(s, it->clause);
		if (it->serial) {
			q = &s->series[it->up];
			n = q->first + count[it->up];
			if (count[it->up]++ > 0 &&
			    s->items[it->up].up == PV_NONE)
				n += s->shift;
			put_value(&b, q, n);
			value = dup_buf(s, &b);
			pv_buf_span(&b, q->prefix);
			pv_buf_span(&b, value);
			pv_buf_span(&b, q->suffix);
			it->num = dup_buf(s, &b);
			if (it->clause != PV_NONE &&
			    cut_number(num_of(s, it->clause), &p, &t, &x) &&
			    pv_span_eq(t, value))
				value = PV_SPAN("");
		}
		it->num = follow(s, it->up, it->num);
		if (it->clause != PV_NONE)
			it->label = relabel(s, it, value, n);
	}
	return count != NULL;
}

struct sub { struct pv_range at; struct pv_span with; };

static int
by_start(const void *x, const void *y)
{
	const struct sub *a = x, *b = y;

	return (a->at.start > b->at.start) - (a->at.start < b->at.start);
}

/* The item that holds byte `at` of clause c's own text. */
static struct es_item *
holder(struct es *s, uint32_t c, uint32_t at)
{
	uint32_t i = s->item_of[c];

	if (at >= s->items[i].at.start && at < s->items[i].at.end)
		return &s->items[i];
	for (; i < s->nitems; i++)
		if (s->items[i].clause == c && s->items[i].tail)
			return &s->items[i];
	return &s->items[s->item_of[c]];
}

/* A reference that points at what has another number now. */
static bool
follow_ref(struct es *s, const struct pv_ref *r, struct sub *out)
{
	struct pv_span text = pv_version_text(s->v, r->at), was, is, target;
	size_t at;

	if (r->to == PV_NONE || r->to == 0)
		return false;
	was = pv_version_str(s->v, s->v->clauses[r->to].label);
	is = s->items[s->item_of[r->to]].label;
	if (pv_span_eq(was, is) || s->items[s->item_of[r->to]].gone)
		return false;
	target = pv_version_str(s->v, r->target);
	at = pv_span_find(text, target);
	if (at == text.len || was.len == 0 || !pv_span_starts(target, was)) {
		holder(s, r->clause, r->at.start)->vague = true;
		return false;
	}
	at += r->at.start;
	*out = (struct sub){ { (uint32_t)at, (uint32_t)(at + was.len) }, is };
	return true;
}

/* All that is replaced in the base, in its order. */
static struct sub *
replacements(struct es *s, size_t *n)
{
	struct sub *subs = pv_arena_array(s->arena, s->v->nrefs + s->nitems,
	    sizeof(*subs));
	const struct es_item *it;

	*n = 0;
	for (size_t i = 0; subs != NULL && i < s->v->nrefs; i++)
		*n += follow_ref(s, &s->v->refs[i], &subs[*n]);
	for (size_t i = 0; subs != NULL && i < s->nitems; i++) {
		it = &s->items[i];
		if (it->clause != PV_NONE && !it->tail && it->num.len > 0 &&
		    it->block)
			subs[(*n)++] = (struct sub){
			    s->v->clauses[it->clause].num, it->num };
	}
	if (subs != NULL)
		qsort(subs, *n, sizeof(*subs), by_start);
	return subs;
}

/* Base text [from, to) with what is replaced in it. */
static void
put_base(const struct es *s, struct pv_range r, const struct sub *subs,
    size_t n, struct pv_buf *b)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (subs[mid].at.start < r.start)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < n && subs[lo].at.end <= r.end; lo++) {
		if (subs[lo].at.start < r.start)
			continue;
		pv_buf_span(b, pv_span_sub(s->v->text, r.start,
		    subs[lo].at.start));
		pv_buf_span(b, subs[lo].with);
		r.start = subs[lo].at.end;
	}
	pv_buf_span(b, pv_span_sub(s->v->text, r.start, r.end));
}

/* Change words of b from byte `from` on: at least one. */
static void
reword(struct es *s, struct pv_buf *b, size_t from, int32_t percent)
{
	static const char *const words[] = { "reasonable", "promptly",
		"written", "material", "ordinary", "jointly", "diligent",
		"annual", "separate", "regional", "documented", "limited",
		"quarterly", "agreed", "interim", "customary" };
	struct pv_buf out = PV_BUF_INIT;
	bool plain, put;
	size_t i = from, e, n = words_in(pv_span_sub(pv_buf_view(b), from,
	    b->len)), sure, k = 0;

	sure = n > 2 ? 1 + es_pick(s, n - 2) : 0;
	pv_buf_add(&out, b->ptr, from);
	for (; i < b->len; i = e) {
		for (e = i; e < b->len && !pv_isspace(b->ptr[e]); e++)
			;
		for (; e < b->len && pv_isspace(b->ptr[e]); e++)
			;
		plain = pv_isalpha(b->ptr[i]);
		k += plain;
		for (size_t j = i; j < e && plain; j++)
			plain = pv_isalpha(b->ptr[j]) || b->ptr[j] == ' ';
		if (k > 1 && ((k - 1 == sure) || (plain &&
		    es_pick(s, 100) < (uint32_t)percent))) {
			sure = k - 1 == sure ? 0 : sure;
			put = es_pick(s, 3) > 0 || !plain;
			if (put) {
				pv_buf_str(&out, words[es_pick(s,
				    sizeof(words) / sizeof(words[0]))]);
				pv_buf_char(&out, ' ');
			}
			if (plain && (!put || es_pick(s, 3) > 0))
				continue;
		}
		pv_buf_add(&out, b->ptr + i, e - i);
	}
	pv_buf_release(b);
	*b = out;
}

static bool
rename_in(const struct es *s, struct pv_buf *b)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_span t = pv_buf_view(b);
	bool any = false;
	size_t at = 0, k;

	while (at < t.len) {
		k = at + pv_span_find(pv_span_sub(t, at, t.len), s->term);
		pv_buf_span(&out, pv_span_sub(t, at, k));
		at = k;
		if (k == t.len)
			break;
		if ((k == 0 || !pv_isalnum(t.ptr[k - 1])) &&
		    (k + s->term.len == t.len ||
		    !pv_isalnum(t.ptr[k + s->term.len]))) {
			pv_buf_span(&out, s->name);
			any = true;
		} else {
			pv_buf_span(&out, s->term);
		}
		at = k + s->term.len;
	}
	pv_buf_release(b);
	*b = out;
	return any;
}

/* Lines of a page, and pages. */
struct paper { size_t column, line, page; };

static void
put_curly(struct pv_buf *out, char c, char before)
{
	bool opens = pv_isspace(before) || before == '(' || before == '[' ||
	    before == '\0';

	if (c == '"')
		pv_buf_str(out, opens ? "\xe2\x80\x9c" : "\xe2\x80\x9d");
	else
		pv_buf_str(out, "\xe2\x80\x99");
}

/* A text's lines broken at 72 columns, and pages at 50 lines. */
static void
put_wrapped(struct pv_span t, struct paper *p, struct pv_buf *out)
{
	size_t i, e;
	char c;

	for (i = 0; i < t.len; i++) {
		c = t.ptr[i];
		for (e = i + 1; c == ' ' && e < t.len &&
		    !pv_isspace(t.ptr[e]); e++)
			;
		if (c == ' ' && p->column + (e - i) > 72)
			c = '\n';
		if (c == '"' || c == '\'')
			put_curly(out, c, i == 0 ? '\0' : t.ptr[i - 1]);
		else
			pv_buf_char(out, c);
		p->column = c == '\n' ? 0 : p->column + 1;
		if (c == '\n' && ++p->line % 50 == 0)
			pv_buf_printf(out, "\n%36zu\n\f\n", ++p->page);
	}
}

static void
put_item(struct es *s, struct es_item *it, const struct sub *subs, size_t n,
    struct pv_buf *b)
{
	struct pv_range body;
	size_t from = 0;

	if (it->clause == PV_NONE) {
		pv_buf_span(b, it->num);
		pv_buf_span(b, s->series[it->up].gap);
		from = b->len;
		pv_buf_span(b, it->own);
	} else {
		body = pv_clause_body(s->v, it->clause);
		if (!it->tail && body.start >= it->at.start &&
		    body.start < it->at.end) {
			put_base(s, (struct pv_range){ it->at.start,
			    body.start }, subs, n, b);
			from = b->len;
			body.end = it->at.end;
			put_base(s, body, subs, n, b);
		} else {
			put_base(s, it->at, subs, n, b);
		}
	}
	while (it->more.len > 0 && b->len > 0 && pv_isspace(b->ptr[b->len - 1]))
		b->len--;
	if (it->more.len > 0) {
		pv_buf_char(b, ' ');
		pv_buf_span(b, it->more);
	}
	if (it->percent > 0)
		reword(s, b, from, it->percent);
}

/* An item that another line follows ends its own. */
static void
end_line(struct pv_buf *b)
{
	while (b->len > 0 && pv_isspace(b->ptr[b->len - 1]))
		b->len--;
	pv_buf_str(b, "\n\n");
}

/* Clauses of this label, as they were or as they are now. */
static size_t
count_label(const struct es *s, struct pv_span label, bool now)
{
	const struct es_item *it;
	size_t n = 0;

	for (size_t i = 0; i < s->nitems; i++) {
		it = &s->items[i];
		if (it->clause == PV_NONE || it->clause == 0 || it->tail)
			continue;
		n += now ? !it->gone && pv_span_eq(it->label, label) :
		    pv_span_eq(pv_version_str(s->v,
		    s->v->clauses[it->clause].label), label);
	}
	return n;
}

/*
 * A number that more clauses have now than had it, because the series that was
 * counted anew was not all that bears numbers: a reference to it means, or may
 * mean, another clause.
 */
static bool
is_crowded(const struct es *s, const struct pv_ref *r)
{
	struct pv_span is, was = pv_version_str(s->v, r->target);

	if (r->relation == PV_REF_EXTERNAL)
		return false;
	if (r->to == PV_NONE || r->to == 0)
		return count_label(s, was, true) > count_label(s, was, false);
	if (count_label(s, was, true) > count_label(s, was, false))
		return true;
	was = pv_version_str(s->v, s->v->clauses[r->to].label);
	is = s->items[s->item_of[r->to]].label;
	return count_label(s, is, true) > count_label(s, was, false);
}

bool
es_is_vague(const struct es *s)
{
	for (size_t i = 0; i < s->nitems; i++)
		if (s->items[i].vague)
			return true;
	for (size_t i = 0; i < s->v->nrefs; i++)
		if (is_crowded(s, &s->v->refs[i]))
			return true;
	return false;
}

bool
es_write(struct es *s, struct pv_buf *out)
{
	struct pv_buf b = PV_BUF_INIT;
	struct paper paper = { 0, 0, 0 };
	struct es_item *it, *next;
	struct sub *subs;
	size_t n = 0, i, k;

	subs = number(s) ? replacements(s, &n) : NULL;
	for (i = 0; subs != NULL && i < s->norder; i++) {
		it = &s->items[s->order[i]];
		it->out.start = it->out.end = (uint32_t)out->len;
		if (it->gone)
			continue;
		pv_buf_clear(&b);
		put_item(s, it, subs, n, &b);
		for (k = i + 1; k < s->norder &&
		    s->items[s->order[k]].gone; k++)
			;
		next = k < s->norder ? &s->items[s->order[k]] : NULL;
		if (s->term.len > 0)
			it->renamed = rename_in(s, &b);
		if (b.len > 0 && (next == NULL || next->block))
			end_line(&b);
		if (s->wrap)
			put_wrapped(pv_buf_view(&b), &paper, out);
		else
			pv_buf_span(out, pv_buf_view(&b));
		it->out.end = (uint32_t)out->len;
	}
	pv_buf_release(&b);
	return subs != NULL && !out->failed;
}
