/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/stretch.h"

#define GLUED 64            /* words that one broken word may be cut into */
#define FURNITURE 64        /* words of page furniture */
#define SKIPS 32            /* skips of one place that are looked at */

/*
 * Words of text bytes r; `group` says what they are together, if it says
 * anything.
 */
static bool
add_words(struct pv_flow_side *s, struct pv_range r,
    const struct pv_flow_item *group)
{
	size_t first = s->items.len, n;
	const struct pv_token *t;
	struct pv_flow_item it, *head;

	pv_vec_clear(&s->words);
	if (!pv_form_words(s->form->lex, pv_version_text(s->form->v, r),
	    &s->words))
		return false;
	t = s->words.ptr;
	n = s->words.len;
	for (size_t i = 0; i < n; i++) {
		it = (struct pv_flow_item){ t[i].id, r.start + t[i].start,
		    r.start + t[i].end, 0, PV_NONE, 0, 0 };
		if (!pv_vec_add(&s->items, &it))
			return false;
	}
	if (group != NULL && n > 0 && n <= UINT16_MAX) {
		head = PV_VEC_AT(&s->items, struct pv_flow_item, first);
		head->ref = group->ref;
		head->target = group->target;
		head->flags |= group->flags;
		head->group = (uint16_t)n;
	}
	return true;
}

/* The clause that the reference at token i points at. */
static uint32_t
target_of(const struct pv_form *f, uint32_t clause, uint32_t i)
{
	const struct pv_form_clause *c = &f->clauses[clause];
	const struct pv_form_ref *r = f->refs + c->ref;
	uint32_t lo = 0, hi = c->nrefs, mid, to;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (r[mid].token < i)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == c->nrefs || r[lo].token != i)
		return PV_NONE;
	to = f->v->refs[r[lo].ref].to;
	return to < f->v->nclauses ? to : PV_NONE;
}

/* Word i that the form has read, and what it left out in front of it. */
static bool
add_token(struct pv_flow_side *s, uint32_t clause, uint32_t i, uint32_t *at)
{
	const struct pv_token *t = &s->form->tokens[i];
	struct pv_flow_item it = { t->id, t->start, t->end, 0, PV_NONE, 0,
	    0 };

	if (t->start > *at && !add_words(s, (struct pv_range){ *at, t->start },
	    NULL))
		return false;
	*at = t->end;
	if (pv_lexicon_kind(s->form->lex, t->id) != PV_LEX_REF)
		return pv_vec_add(&s->items, &it);
	it.ref = t->id;
	it.target = target_of(s->form, clause, i);
	return add_words(s, (struct pv_range){ t->start, t->end }, &it);
}

/* The words of a clause's own text. */
static bool
add_own(struct pv_flow_side *s, const struct pv_piece *p, uint32_t *at)
{
	uint32_t first, end;

	pv_form_slice(s->form, p->clause, p->at, &first, &end);
	for (; first < end; first++)
		if (!add_token(s, p->clause, first, at))
			return false;
	if (p->at.end > *at && !add_words(s, (struct pv_range){ *at,
	    p->at.end }, NULL))
		return false;
	*at = p->at.end > *at ? p->at.end : *at;
	return true;
}

static bool
add_piece(struct pv_flow_side *s, const struct pv_piece *p, uint32_t *at)
{
	static const struct pv_flow_item number = { .target = PV_NONE,
	    .flags = PV_FLOW_NUMBER };
	size_t begin;

	if (p->at.start > *at && !add_words(s, (struct pv_range){ *at,
	    p->at.start }, NULL))
		return false;
	begin = s->items.len;
	*at = p->at.start > *at ? p->at.start : *at;
	if (!p->number) {
		if (!add_own(s, p, at))
			return false;
	} else if (p->at.end > *at) {
		if (!add_words(s, (struct pv_range){ *at, p->at.end },
		    &number))
			return false;
		*at = p->at.end;
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
	    NULL);
}

/* How far a side has been read. */
struct cursor {
	struct pv_flow_side *s;
	const struct pv_flow_item *it;
	size_t n, i;
	uint32_t seen;          /* source bytes whose furniture is used up */
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

static struct pv_span
label_of(const struct cursor *c, uint32_t clause)
{
	const struct pv_version *v = c->s->form->v;

	return pv_version_str(v, v->clauses[clause].label);
}

/*
 * Do two references to clauses of one name each, that are no pair, still mean
 * the same?  They do when a clause that keeps its name has it with another
 * one, and when both clauses flow.
 */
static bool
is_same_target(const struct cursor *a, const struct cursor *b)
{
	uint32_t p = a->it[a->i].target, q = b->it[b->i].target, to;

	if (p == PV_NONE || q == PV_NONE)
		return false;
	to = a->s->to[p];
	if (to != PV_NONE && pv_span_eq(label_of(a, p), label_of(b, to)) &&
	    pv_span_eq(label_of(a, p), label_of(b, q)))
		return true;
	if (a->s->flows == NULL) {
		a->s->assumed = true;
		return true;
	}
	return a->s->flows[p] && b->s->flows[q];
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
	    (x->ref == 0 || x->ref != y->ref) && !is_same_target(a, b))
		return false;
	a->i += x->group;
	b->i += y->group;
	return true;
}

/* Do references begin here that point at two clauses? */
static bool
is_repointed(const struct cursor *a, const struct cursor *b)
{
	return a->it[a->i].target != PV_NONE &&
	    b->it[b->i].target != PV_NONE;
}

static bool
step_word(struct cursor *a, struct cursor *b)
{
	if (is_done(a) || is_done(b) || is_repointed(a, b) || (a->it[a->i].id != b->it[b->i].id &&
	    !pv_span_eq(text_at(a, a->i), text_at(b, b->i))))
		return false;
	a->i++;
	b->i++;
	return true;
}

/* Bytes of the word, number or mark at s.ptr[at]. */
static struct pv_span
label_word(struct pv_span s, size_t at)
{
	size_t n = at;

	while (n < s.len && (pv_isalnum(s.ptr[n]) || s.ptr[n] == '.'))
		n++;
	return pv_span_sub(s, at, n > at ? n : at + 1);
}

/* Is w of label `was` what x is at the same place of label `is`? */
static bool
is_renumbered(struct pv_span was, struct pv_span is, struct pv_span w,
    struct pv_span x)
{
	struct pv_span p, q;
	size_t i = 0, j = 0;

	while (i < was.len && j < is.len) {
		p = label_word(was, i);
		q = label_word(is, j);
		if (pv_span_eq(p, w) && pv_span_eq(q, x))
			return true;
		i += p.len;
		j += q.len;
	}
	return false;
}

/*
 * A reference of a that b's reader did not take for one: its words, with the
 * number that its target has on b's side.
 */
static bool
step_followed(struct cursor *a, struct cursor *b)
{
	struct pv_span was, is, w, x;
	size_t n, k;
	uint32_t to;

	if (is_done(a) || is_done(b) || a->it[a->i].target == PV_NONE ||
	    b->it[b->i].target != PV_NONE)
		return false;
	to = a->s->to[a->it[a->i].target];
	n = a->it[a->i].group;
	if (to == PV_NONE || n > a->n - a->i || n > b->n - b->i)
		return false;
	was = label_of(a, a->it[a->i].target);
	is = label_of(b, to);
	for (k = 0; k < n; k++) {
		w = text_at(a, a->i + k);
		x = text_at(b, b->i + k);
		if (!pv_span_eq(w, x) && !is_renumbered(was, is, w, x))
			return false;
	}
	a->i += n;
	b->i += n;
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

/* Does word i go on where the one before it ended, or behind its hyphen? */
static bool
goes_on(const struct cursor *c, size_t i)
{
	const char *text = c->s->form->v->text.ptr;

	return c->it[i].start == c->it[i - 1].end ||
	    text[c->it[i - 1].end - 1] == '-';
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
		if ((i > a->i && !goes_on(a, i)) || !spell(w, &at, s))
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

/*
 * How many words of a, from its next on, are `len` bytes of text as the other
 * side's file may have them, whose quotes may be of three bytes; or 0.
 */
static size_t
words_of(const struct cursor *a, uint32_t len)
{
	const char *text = a->s->form->v->text.ptr;
	struct pv_range r = { a->it[a->i].start, 0 };
	uint32_t at = r.start, quotes = 0;

	for (size_t i = a->i; i < a->n && i - a->i < FURNITURE; i++) {
		r.end = a->it[i].end;
		if (r.end - r.start > len)
			break;
		for (; at < r.end; at++)
			quotes += text[at] == '"' || text[at] == '\'';
		if (r.end - r.start + 2 * quotes >= len)
			return i - a->i + 1;
	}
	return 0;
}

/*
 * What b's reader left out here as furniture is text of a; the most of it that
 * one piece of furniture explains.
 */
static bool
step_furniture(struct cursor *a, struct cursor *b)
{
	const struct pv_version *v = b->s->form->v;
	const struct pv_skip *skip;
	struct pv_range gap;
	size_t most = 0, n, i, first;

	if (is_done(a))
		return false;
	gap = gap_of(b);
	if (gap.start < b->seen)
		gap.start = b->seen;
	first = first_skip(v, gap.start);
	for (i = first; i < v->nskips && i - first < SKIPS &&
	    v->skips[i].src < gap.end; i++) {
		skip = &v->skips[i];
		n = skip->reason == PV_SKIP_FURNITURE ? words_of(a, skip->len) :
		    0;
		if (n > most) {
			most = n;
			b->seen = skip->src + skip->len;
		}
	}
	a->i += most;
	return most > 0;
}

bool
pv_stretch_same(struct pv_flow_side *x, struct pv_flow_side *y)
{
	struct cursor a = { x, x->items.ptr, x->items.len, 0, 0 };
	struct cursor b = { y, y->items.ptr, y->items.len, 0, 0 };

	while (!is_done(&a) || !is_done(&b))
		if (!step_group(&a, &b) && !step_followed(&a, &b) &&
		    !step_followed(&b, &a) && !step_word(&a, &b) &&
		    !step_broken(&a, &b) && !step_broken(&b, &a) &&
		    !step_furniture(&a, &b) && !step_furniture(&b, &a) &&
		    !step_mark(&a, &b) && !step_mark(&b, &a))
			return false;
	return true;
}
