/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "editscript.h"

#include <stdlib.h>

static struct pv_span
dup_buf(struct es *s, struct pv_buf *b)
{
	struct pv_span r = pv_arena_dup(s->arena, pv_buf_view(b));

	pv_buf_release(b);
	return r;
}

/* s with the number of the item above, as it is now, in front. */
static struct pv_span
follow(struct es *s, uint32_t up, struct pv_span num)
{
	struct pv_buf b = PV_BUF_INIT, dec = PV_BUF_INIT;
	struct pv_span was, is, path = es_path(num), p, t, x;
	uint32_t v;

	if (up == PV_NONE || s->items[up].clause == PV_NONE ||
	    s->items[up].num.len == 0)
		return num;
	was = es_path(es_num(s, s->items[up].clause));
	is = es_path(s->items[up].num);
	if (es_cut_number(was, &p, &t, &x) && p.len == 0 &&
	    !pv_span_starts(path, was) && (v = es_roman(t)) > 0) {
		es_put_value(&dec, ES_DECIMAL, false, v);
		was = dup_buf(s, &dec);
		if (!es_cut_number(is, &p, &t, &x))
			return num;
		es_put_value(&dec, ES_DECIMAL, false, es_roman(t));
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
	if (value.len > 0 && es_cut_number(l, &p, &t, &x)) {
		pv_buf_span(&b, p);
		if (es_value(t, ES_DECIMAL) > 0)
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
			it->num = es_num(s, it->clause);
		if (it->serial) {
			q = &s->series[it->up];
			n = q->first + count[it->up];
			if (count[it->up]++ > 0 &&
			    s->items[it->up].up == PV_NONE)
				n += s->shift;
			es_put_value(&b, q->style, q->upper, n);
			value = dup_buf(s, &b);
			pv_buf_span(&b, q->prefix);
			pv_buf_span(&b, value);
			pv_buf_span(&b, q->suffix);
			it->num = dup_buf(s, &b);
			if (it->clause != PV_NONE &&
			    es_cut_number(es_num(s, it->clause), &p, &t, &x) &&
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
	size_t i = from, e, n = es_words(pv_span_sub(pv_buf_view(b), from,
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
