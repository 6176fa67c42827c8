/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/edits.h"
#include "view/html.h"

/* Where a text of the version begins; PV_NONE for an empty one. */
static uint32_t
offset_of(const struct pv_version *v, struct pv_span s)
{
	return s.len == 0 ? PV_NONE : (uint32_t)(s.ptr - v->text.ptr);
}

/* Does edit e stand behind new byte `end`, or in the tail of both clauses? */
static bool
is_later(const struct pv_redline *h, const struct pv_clause_change *c,
    const struct pv_word_edit *e, uint32_t end)
{
	const struct pv_version *old = h->d->old_side.version;
	const struct pv_clause *x;

	if (e->op != PV_WORD_DELETE)
		return e->new_text.len > 0 &&
		    offset_of(h->d->new_side.version, e->new_text) >= end;
	if (c->old_clause == PV_NONE || c->nothers > 0)
		return false;
	x = &old->clauses[c->old_clause];
	return x->tail.end > x->tail.start &&
	    offset_of(old, e->old_text) >= x->tail.start;
}

/* The last of the new clauses that a change is told at. */
static bool
is_last_part(const struct pv_clause_change *c, uint32_t clause)
{
	for (size_t i = 0; c->kind == PV_EDIT_SPLIT && i < c->nothers; i++)
		if (c->others[i] > clause)
			return false;
	return c->kind != PV_EDIT_SPLIT || c->new_clause <= clause;
}

struct pv_redline_words
pv_redline_take(struct pv_redline *h, const struct pv_redline_entry *e)
{
	const struct pv_clause *x = &h->d->new_side.version->clauses[e->clause];
	const struct pv_clause_change *c = pv_redline_change(h, h->new_change,
	    e->clause);
	struct pv_redline_words w = { .change = c, .new_clause = e->clause };
	bool tail = x->tail.end > x->tail.start;
	uint32_t end = e->kind == PV_REDLINE_TAIL ? x->tail.end : x->stem.end;
	size_t *at;

	if (c == NULL)
		return w;
	w.old_clause = c->old_clause;
	at = &h->cursor[h->new_change[e->clause]];
	w.from = w.to = *at;
	if (is_last_part(c, e->clause) && (!tail || e->kind == PV_REDLINE_TAIL))
		w.to = c->nedits;
	while (w.to < c->nedits && !is_later(h, c, &c->edits[w.to], end))
		w.to++;
	*at = w.to;
	return w;
}

/* Bytes of s that belong to the number and heading of a clause. */
static size_t
head_of(const struct pv_version *v, uint32_t clause, struct pv_span s)
{
	struct pv_range body;
	uint32_t at = offset_of(v, s);

	if (clause == PV_NONE || at == PV_NONE)
		return 0;
	body = pv_clause_body(v, clause);
	if (at < v->clauses[clause].stem.start || at >= body.start)
		return 0;
	return s.len < body.start - at ? s.len : body.start - at;
}

/* Puts runs one after the other, with a blank where there was one. */
struct pen {
	struct pv_redline *h;
	const struct pv_clause_change *change;
	enum pv_redline_side side;
	struct pv_span last;            /* what was put last */
	struct pv_span last_old, last_new;
};

/* Does b follow a without a blank? */
static bool
adjacent(struct pv_span a, struct pv_span b)
{
	return a.len > 0 && b.len > 0 && a.ptr + a.len == b.ptr &&
	    !pv_isspace(b.ptr[0]) && !pv_isspace(b.ptr[-1]);
}

static bool
needs_blank(const struct pen *p, const struct pv_word_edit *e,
    struct pv_span s)
{
	if (p->last.len == 0 || pv_isspace(s.ptr[0]) ||
	    pv_isspace(p->last.ptr[p->last.len - 1]))
		return false;
	return !adjacent(p->last_old, e->old_text) &&
	    !adjacent(p->last_new, e->new_text);
}

/* Remember what was put: s, of edit e. */
static void
remember(struct pen *p, const struct pv_word_edit *e, struct pv_span s)
{
	p->last = s;
	if (e->op != PV_WORD_INSERT)
		p->last_old = e->old_text;
	if (e->op != PV_WORD_DELETE)
		p->last_new = e->new_text;
}

/* The blanks around a run are no part of what was struck or added. */
static void
put_run(struct pen *p, size_t i, struct pv_span s)
{
	static const char *const open[] = { "", "<del>", "<ins>" };
	static const char *const close[] = { "", "</del>", "</ins>" };
	const struct pv_word_edit *e = &p->change->edits[i];
	struct pv_span core = pv_span_trim(s);
	size_t before;

	if (s.len == 0)
		return;
	if (needs_blank(p, e, s))
		pv_redline_str(p->h, " ");
	remember(p, e, s);
	if (core.len == 0) {
		pv_redline_text(p->h, s);
		return;
	}
	before = (size_t)(core.ptr - s.ptr);
	pv_redline_text(p->h, pv_span_sub(s, 0, before));
	pv_redline_str(p->h, open[e->op]);
	pv_redline_text(p->h, core);
	pv_redline_str(p->h, close[e->op]);
	pv_redline_text(p->h, pv_span_sub(s, before + core.len, s.len));
}

static struct pv_span
text_of(const struct pv_word_edit *e, enum pv_redline_side side)
{
	if (side == PV_REDLINE_BOTH)
		return pv_edit_text(e);
	return side == PV_REDLINE_OLD ? e->old_text : e->new_text;
}

/*
 * Bytes of edit e, as it is shown, that belong to a head.  What follows the
 * first word of a side's body is body.
 */
static size_t
head_part(const struct pv_redline *h, const struct pv_redline_words *w,
    const struct pv_word_edit *e, bool in_head[2])
{
	size_t old = 0, new = 0;

	if (in_head[0])
		old = head_of(h->d->old_side.version, w->old_clause,
		    e->old_text);
	if (in_head[1])
		new = head_of(h->d->new_side.version, w->new_clause,
		    e->new_text);
	if (e->op == PV_WORD_EQUAL && (!in_head[0] || !in_head[1]))
		old = new = 0;
	in_head[0] = in_head[0] && old == e->old_text.len;
	in_head[1] = in_head[1] && new == e->new_text.len;
	return e->op == PV_WORD_DELETE ? old : new;
}

void
pv_redline_words(struct pv_redline *h, const struct pv_redline_words *w,
    enum pv_redline_side side)
{
	struct pen p = { .h = h, .change = w->change, .side = side };
	const struct pv_word_edit *e;
	bool in_head[2] = { true, true };
	struct pv_span s;
	size_t i, n;

	for (i = w->from; i < w->to; i++) {
		e = &w->change->edits[i];
		s = text_of(e, side);
		n = head_part(h, w, e, in_head);
		/* in one column an equal run may be cut elsewhere */
		if (side == PV_REDLINE_OLD && e->op == PV_WORD_EQUAL && n > 0)
			n = head_of(h->d->old_side.version, w->old_clause, s);
		put_run(&p, i, w->head ? pv_span_sub(s, 0, n) :
		    pv_span_sub(s, n, s.len));
	}
}
