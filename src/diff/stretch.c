/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/stretch.h"

#define GLUED 64            /* words that one broken word may be cut into */
#define FURNITURE 64        /* words of page furniture */

/* Words of text bytes r, the first of which gets these flags. */
static bool
add_words(struct pv_flow_side *s, struct pv_range r, uint32_t ref,
    unsigned flags)
{
	size_t first = s->items.len, n;
	const struct pv_token *t;
	struct pv_flow_item it;

	pv_vec_clear(&s->words);
	if (!pv_form_words(s->form->lex, pv_version_text(s->form->v, r),
	    &s->words))
		return false;
	t = s->words.ptr;
	n = s->words.len;
	for (size_t i = 0; i < n; i++) {
		it = (struct pv_flow_item){ t[i].id, r.start + t[i].start,
		    r.start + t[i].end, 0, 0, 0 };
		if (!pv_vec_add(&s->items, &it))
			return false;
	}
	if (n > 0 && n <= UINT16_MAX && (ref != 0 || flags != 0)) {
		PV_VEC_AT(&s->items, struct pv_flow_item, first)->ref = ref;
		PV_VEC_AT(&s->items, struct pv_flow_item, first)->flags |=
		    (uint16_t)flags;
		PV_VEC_AT(&s->items, struct pv_flow_item, first)->group =
		    (uint16_t)n;
	}
	return true;
}

/* A word that the form has read, and what it left out in front of it. */
static bool
add_token(struct pv_flow_side *s, const struct pv_token *t, uint32_t *at)
{
	struct pv_flow_item it = { t->id, t->start, t->end, 0, 0, 0 };

	if (t->start > *at && !add_words(s, (struct pv_range){ *at, t->start },
	    0, 0))
		return false;
	*at = t->end;
	if (pv_lexicon_kind(s->form->lex, t->id) == PV_LEX_REF)
		return add_words(s, (struct pv_range){ t->start, t->end },
		    t->id, 0);
	return pv_vec_add(&s->items, &it);
}

static bool
add_piece(struct pv_flow_side *s, const struct pv_piece *p, uint32_t *at)
{
	uint32_t first, end;
	size_t begin;

	if (p->at.start > *at && !add_words(s, (struct pv_range){ *at,
	    p->at.start }, 0, 0))
		return false;
	begin = s->items.len;
	*at = p->at.start > *at ? p->at.start : *at;
	if (p->number) {
		if (!add_words(s, (struct pv_range){ *at, p->at.end }, 0,
		    PV_FLOW_NUMBER))
			return false;
		*at = p->at.end;
	} else {
		pv_form_slice(s->form, p->clause, p->at, &first, &end);
		for (; first < end; first++)
			if (!add_token(s, &s->form->tokens[first], at))
				return false;
		if (p->at.end > *at && !add_words(s, (struct pv_range){ *at,
		    p->at.end }, 0, 0))
			return false;
		*at = p->at.end > *at ? p->at.end : *at;
	}
	if (begin < s->items.len)
		PV_VEC_AT(&s->items, struct pv_flow_item, begin)->flags |=
		    PV_FLOW_BEGINS;
	return true;
}

bool
pv_stretch_read(struct pv_flow_side *s, size_t end)
{
	uint32_t at = s->from;

	pv_vec_clear(&s->items);
	for (size_t i = s->at; i < end; i++)
		if (!add_piece(s, &s->pieces[i], &at))
			return false;
	return s->upto <= at || add_words(s, (struct pv_range){ at, s->upto },
	    0, 0);
}

/* How far a side has been read. */
struct cursor {
	const struct pv_flow_side *s;
	const struct pv_flow_item *it;
	size_t n, i;
};

static struct pv_span
text_at(const struct cursor *c, size_t i)
{
	return pv_version_text(c->s->form->v,
	    (struct pv_range){ c->it[i].start, c->it[i].end });
}

static bool
is_done(const struct cursor *c)
{
	return c->i == c->n;
}

/* Does a piece begin, or the stretch end, at word i? */
static bool
is_cut(const struct cursor *c, size_t i)
{
	return i == c->n || (c->it[i].flags & PV_FLOW_BEGINS);
}

static bool
one_of(struct pv_span s, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (pv_span_eq(s, pv_span_str(marks[i])))
			return true;
	return false;
}

/* Quotes and bullets; at a cut also what closes a clause or a number. */
static bool
step_mark(struct cursor *a, const struct cursor *b)
{
	static const char *const marks[] = { "\"", "'", "*", "_", "`", "|",
		"\xe2\x80\xa2", "\xc2\xb7" };
	static const char *const closing[] = { ".", ",", ";", ":", "-" };
	struct pv_span s;

	if (is_done(a))
		return false;
	s = text_at(a, a->i);
	if (!one_of(s, marks, sizeof(marks) / sizeof(marks[0])) &&
	    !((is_cut(a, a->i) || is_cut(a, a->i + 1) || is_cut(b, b->i)) &&
	    one_of(s, closing, sizeof(closing) / sizeof(closing[0]))))
		return false;
	a->i++;
	return true;
}

/* Two numbers of clauses, or two references to the same. */
static bool
step_group(struct cursor *a, struct cursor *b)
{
	const struct pv_flow_item *x, *y;

	if (is_done(a) || is_done(b))
		return false;
	x = &a->it[a->i];
	y = &b->it[b->i];
	if (!(x->flags & y->flags & PV_FLOW_NUMBER) &&
	    (x->ref == 0 || x->ref != y->ref))
		return false;
	a->i += x->group;
	b->i += y->group;
	return true;
}

static bool
step_word(struct cursor *a, struct cursor *b)
{
	if (is_done(a) || is_done(b) || (a->it[a->i].id != b->it[b->i].id &&
	    !pv_span_eq(text_at(a, a->i), text_at(b, b->i))))
		return false;
	a->i++;
	b->i++;
	return true;
}

/* Bytes of s that are matched with w from byte `at` on, hyphens aside. */
static bool
spell(struct pv_span w, size_t *at, struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '-')
			continue;
		while (*at < w.len && w.ptr[*at] == '-')
			++*at;
		if (*at == w.len || w.ptr[*at] != s.ptr[i])
			return false;
		++*at;
	}
	while (*at < w.len && w.ptr[*at] == '-')
		++*at;
	return true;
}

/* Did the reader join what this word was broken into? */
static bool
was_joined(const struct cursor *c, size_t i)
{
	struct pv_range r = { c->it[i].start, c->it[i].end };
	struct pv_range src = pv_version_source(c->s->form->v, r);

	return src.end - src.start > r.end - r.start;
}

/* "world- wide" of a, in several words, for "world-wide" or "worldwide". */
static bool
step_broken(struct cursor *a, struct cursor *b)
{
	struct pv_span w, s;
	size_t at = 0, i = a->i;

	if (is_done(a) || is_done(b))
		return false;
	w = text_at(b, b->i);
	for (; i < a->n && i - a->i < GLUED; i++) {
		s = text_at(a, i);
		if (i > a->i && text_at(a, i - 1).ptr[text_at(a, i - 1).len -
		    1] != '-' && !(s.ptr[0] == '-' &&
		    a->it[i].start == a->it[i - 1].end))
			return false;
		if (!spell(w, &at, s))
			return false;
		if (at == w.len && s.ptr[s.len - 1] != '-')
			break;
	}
	if (at < w.len || i == a->n || i - a->i == GLUED ||
	    (i == a->i && !was_joined(a, i) && !was_joined(b, b->i)))
		return false;
	a->i = i + 1;
	b->i++;
	return true;
}

/* The first skip of v at or behind source byte `src`. */
static size_t
first_skip(const struct pv_version *v, uint32_t src)
{
	size_t lo = 0, hi = v->nskips, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (v->skips[mid].src < src)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static uint32_t
source_of(const struct cursor *c, struct pv_range r, bool end)
{
	struct pv_range src = pv_version_source(c->s->form->v, r);

	return end ? src.end : src.start;
}

/* The source bytes of c's side between its last word and its next. */
static struct pv_range
gap_of(const struct cursor *c)
{
	uint32_t a = c->i > 0 ? c->it[c->i - 1].end : c->s->from;
	uint32_t b = c->i < c->n ? c->it[c->i].start : c->s->upto;
	struct pv_range r = { 0, c->s->form->v->source_len };

	if (a > 0)
		r.start = source_of(c, (struct pv_range){ a - 1, a }, true);
	if (b < c->s->form->v->text.len)
		r.end = source_of(c, (struct pv_range){ b, b + 1 }, false);
	return r;
}

/* Words of a, as long as what b's reader took for furniture of bytes `len`. */
static bool
take_furniture(struct cursor *a, uint32_t len)
{
	struct pv_range r = { a->it[a->i].start, 0 }, src;

	for (size_t i = a->i; i < a->n && i - a->i < FURNITURE; i++) {
		r.end = a->it[i].end;
		src = pv_version_source(a->s->form->v, r);
		if (src.end - src.start > len)
			break;
		if (src.end - src.start == len) {
			a->i = i + 1;
			return true;
		}
	}
	return false;
}

/* What b's reader left out here as furniture is text of a. */
static bool
step_furniture(struct cursor *a, const struct cursor *b)
{
	const struct pv_version *v = b->s->form->v;
	struct pv_range gap;

	if (is_done(a))
		return false;
	gap = gap_of(b);
	for (size_t i = first_skip(v, gap.start); i < v->nskips &&
	    v->skips[i].src < gap.end; i++)
		if (v->skips[i].reason == PV_SKIP_FURNITURE &&
		    take_furniture(a, v->skips[i].len))
			return true;
	return false;
}

bool
pv_stretch_same(const struct pv_flow_side *x, const struct pv_flow_side *y)
{
	struct cursor a = { x, x->items.ptr, x->items.len, 0 };
	struct cursor b = { y, y->items.ptr, y->items.len, 0 };

	while (!is_done(&a) || !is_done(&b))
		if (!step_group(&a, &b) && !step_word(&a, &b) &&
		    !step_broken(&a, &b) && !step_broken(&b, &a) &&
		    !step_furniture(&a, &b) && !step_furniture(&b, &a) &&
		    !step_mark(&a, &b) && !step_mark(&b, &a))
			return false;
	return true;
}
