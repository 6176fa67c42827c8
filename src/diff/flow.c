/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/flow.h"

#include <stdlib.h>

#include "diff/stretch.h"

/* A piece of a side's text in its order; all but numbers are own text. */
static int
by_start(const void *x, const void *y)
{
	const struct pv_piece *a = x, *b = y;

	if (a->at.start != b->at.start)
		return a->at.start < b->at.start ? -1 : 1;
	return (a->at.end > b->at.end) - (a->at.end < b->at.end);
}

static bool
read_pieces(struct pv_flow_side *s, const struct pv_form *f,
    const uint32_t *to, struct pv_arena *arena)
{
	const struct pv_version *v = f->v;
	const struct pv_range *own;
	struct pv_range num;
	uint32_t i;

	*s = (struct pv_flow_side){ .form = f, .to = to,
	    .pieces = pv_arena_array(arena, 3 * v->nclauses,
	    sizeof(*s->pieces)),
	    .items = PV_VEC_INIT(struct pv_flow_item),
	    .words = PV_VEC_INIT(struct pv_token) };
	s->items.mem = s->words.mem = pv_arena_mem(arena);
	if (s->pieces == NULL)
		return false;
	for (i = 0; i < v->nclauses; i++) {
		num = v->clauses[i].num;
		own = f->clauses[i].own;
		if (num.end > num.start && num.end <= v->text.len &&
		    (own[0].end <= own[0].start || num.end <= own[0].start))
			s->pieces[s->n++] = (struct pv_piece){ num, i, true };
		for (int k = 0; k < 2; k++)
			if (own[k].end > own[k].start)
				s->pieces[s->n++] = (struct pv_piece){ own[k],
				    i, false };
	}
	qsort(s->pieces, s->n, sizeof(*s->pieces), by_start);
	return true;
}

static uint32_t
count_in(const struct pv_form *f, uint32_t clause, int part)
{
	uint32_t first, end;

	pv_form_slice(f, clause, f->clauses[clause].own[part], &first, &end);
	return end - first;
}

/* Where the texts of a pair that says the same stand on both sides. */
struct anchor { struct pv_range old, new; };

static bool
add_anchors(const struct pv_compare *c, uint32_t o, uint32_t n,
    struct pv_vec *out)
{
	const struct pv_range *p = c->x.clauses[o].own;
	const struct pv_range *q = c->y.clauses[n].own;
	struct anchor a;

	if (count_in(&c->x, o, 0) != count_in(&c->y, n, 0))
		return true;
	for (int i = 0; i < 2; i++) {
		a = (struct anchor){ p[i], q[i] };
		if (a.old.end > a.old.start && a.new.end > a.new.start &&
		    !pv_vec_add(out, &a))
			return false;
	}
	return true;
}

static int
by_old(const void *x, const void *y)
{
	const struct anchor *a = x, *b = y;

	return (a->old.start > b->old.start) - (a->old.start < b->old.start);
}

/* What both sides have in one order; a stretch ends where the next begins. */
static bool
find_anchors(const struct pv_compare *c, struct pv_vec *out)
{
	const struct pv_version *x = c->x.v, *y = c->y.v;
	struct anchor *a, end = { { (uint32_t)x->text.len,
	    (uint32_t)x->text.len }, { (uint32_t)y->text.len,
	    (uint32_t)y->text.len } };
	uint32_t o, n, at = 0;
	size_t i, kept = 0;

	for (o = 0; o < x->nclauses; o++) {
		n = c->al.to_new[o];
		if (n != PV_NONE && (o == 0 || c->al.in_order[o]) &&
		    pv_form_same(&c->x, o, &c->y, n) &&
		    !add_anchors(c, o, n, out))
			return false;
	}
	a = out->ptr;
	if (out->len > 0)
		qsort(a, out->len, sizeof(*a), by_old);
	for (i = 0; i < out->len; i++) {
		if (a[i].new.start < at)
			continue;
		at = a[i].new.end;
		a[kept++] = a[i];
	}
	out->len = kept;
	return pv_vec_add(out, &end);
}

/* The pieces of a side that begin before byte `end`, from s->at on. */
static size_t
pieces_before(const struct pv_flow_side *s, uint32_t end)
{
	size_t i = s->at;

	while (i < s->n && s->pieces[i].at.start < end)
		i++;
	return i;
}

/* Is there own text in pieces [from, to)? */
static bool
has_text(const struct pv_flow_side *s, size_t to)
{
	for (size_t i = s->at; i < to; i++)
		if (!s->pieces[i].number)
			return true;
	return false;
}

/* The clauses of pieces [from, to) do not flow. */
static void
mark(const struct pv_flow_side *s, size_t from, size_t to, bool *flows)
{
	for (size_t i = from; i < to && i < s->n; i++)
		if (!s->pieces[i].number)
			flows[s->pieces[i].clause] = false;
}

/* Judge the stretches before anchor a, and step over it. */
static bool
judge(struct pv_compare *c, struct pv_flow_side *x, struct pv_flow_side *y,
    const struct anchor *a)
{
	size_t p = pieces_before(x, a->old.start);
	size_t q = pieces_before(y, a->new.start);
	bool same = true;

	if (has_text(x, p) || has_text(y, q)) {
		x->upto = a->old.start;
		y->upto = a->new.start;
		if (!pv_stretch_read(x, p) || !pv_stretch_read(y, q))
			return false;
		same = pv_stretch_same(x, y);
	}
	/* an anchor is no stretch */
	mark(x, same ? p : x->at, p + 1, c->old_flows);
	mark(y, same ? q : y->at, q + 1, c->new_flows);
	x->at = p + 1;
	y->at = q + 1;
	x->from = a->old.end;
	y->from = a->new.end;
	return true;
}

/* Until a stretch says otherwise; a clause without text proves nothing. */
static void
set_all(const struct pv_form *f, bool *flows)
{
	for (size_t i = 0; i < f->v->nclauses; i++)
		flows[i] = f->clauses[i].own[0].end >
		    f->clauses[i].own[0].start || f->clauses[i].own[1].end >
		    f->clauses[i].own[1].start;
}

/* Judge all stretches by what is known of the clauses that they point at. */
static bool
find(struct pv_compare *c, struct pv_flow_side *x, struct pv_flow_side *y,
    const struct pv_vec *anchors)
{
	bool ok = true;

	set_all(&c->x, c->old_flows);
	set_all(&c->y, c->new_flows);
	x->at = y->at = x->from = y->from = 0;
	for (size_t i = 0; ok && i < anchors->len; i++)
		ok = judge(c, x, y, PV_VEC_AT(anchors, const struct anchor,
		    i));
	return ok;
}

/* Judge again without what was assumed, if anything was. */
static bool
find_sure(struct pv_compare *c, struct pv_flow_side *x, struct pv_flow_side *y,
    const struct pv_vec *anchors)
{
	size_t n = c->x.v->nclauses, m = c->y.v->nclauses;
	bool *old, *new;

	if (!find(c, x, y, anchors))
		return false;
	if (!x->assumed)
		return true;
	old = pv_arena_array(c->work, n, sizeof(*old));
	new = pv_arena_array(c->work, m, sizeof(*new));
	if (old == NULL || new == NULL)
		return false;
	memcpy(old, c->old_flows, n * sizeof(*old));
	memcpy(new, c->new_flows, m * sizeof(*new));
	x->flows = old;
	y->flows = new;
	return find(c, x, y, anchors);
}

bool
pv_flow_find(struct pv_compare *c)
{
	struct pv_vec anchors = PV_VEC_INIT(struct anchor);
	struct pv_flow_side x = { 0 }, y = { 0 };
	bool ok;

	c->old_flows = pv_arena_array(c->work, c->x.v->nclauses, sizeof(bool));
	c->new_flows = pv_arena_array(c->work, c->y.v->nclauses, sizeof(bool));
	if (c->old_flows == NULL || c->new_flows == NULL)
		return false;
	anchors.mem = pv_arena_mem(c->work);
	ok = read_pieces(&x, &c->x, c->al.to_new, c->work) &&
	    read_pieces(&y, &c->y, c->al.to_old, c->work) &&
	    find_anchors(c, &anchors) && find_sure(c, &x, &y, &anchors);
	pv_vec_release(&anchors);
	pv_vec_release(&x.items);
	pv_vec_release(&x.words);
	pv_vec_release(&y.items);
	pv_vec_release(&y.words);
	return ok && !pv_lexicon_failed(c->x.lex);
}
