/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/draft.h"

#include <string.h>

#include "model/cite.h"

uint32_t
pv_draft_link(struct pv_draft *t, uint32_t after, const struct pv_piece *p)
{
	uint32_t i = (uint32_t)t->pieces.len, next = PV_NONE;
	struct pv_piece *x;

	if (t->failed || !pv_vec_add(&t->pieces, p)) {
		t->failed = true;
		return PV_NONE;
	}
	if (after != PV_NONE) {
		next = pv_piece(t, after)->next;
		pv_piece(t, after)->next = i;
	}
	x = pv_piece(t, i);
	x->prev = after;
	x->next = next;
	if (next != PV_NONE)
		pv_piece(t, next)->prev = i;
	return i;
}

static void
set_label(struct pv_draft *t, struct pv_node *n, struct pv_span label)
{
	struct pv_cite key;

	pv_cite_key(label, &key);
	n->label = label;
	n->key = pv_arena_dup(t->arena, pv_cite_span(&key));
	t->failed = t->failed || n->key.ptr == NULL;
}

uint32_t
pv_draft_node(struct pv_draft *t, const struct pv_node *n)
{
	struct pv_node *x = pv_vec_push(&t->nodes);

	if (x == NULL) {
		t->failed = true;
		return 0;
	}
	*x = *n;
	set_label(t, x, n->label);
	return (uint32_t)t->nodes.len - 1;
}

/* State while a version is taken apart. */
struct taking {
	struct pv_draft *t;
	const struct pv_version *v;
	uint32_t last;              /* piece */
	uint32_t at;                /* bytes that are in pieces */
	uint32_t node;              /* innermost */
};

static void
take_part(struct taking *k, uint32_t end, enum pv_piece_role role)
{
	struct pv_piece p = { .node = k->node, .kind = PV_PIECE_TEXT,
		.role = (uint8_t)role,
		.text = pv_span_sub(k->v->text, k->at, end) };

	if (end <= k->at)
		return;
	k->last = pv_draft_link(k->t, k->last, &p);
	k->at = end;
}

/* Text up to `end`, white space at its end as a gap. */
static void
take_text(struct taking *k, uint32_t end)
{
	uint32_t cut = end;

	while (cut > k->at && pv_isspace(k->v->text.ptr[cut - 1]))
		cut--;
	take_part(k, cut, PV_ROLE_BODY);
	take_part(k, end, PV_ROLE_GAP);
}

static void
take_mark(struct taking *k, enum pv_piece_kind kind)
{
	struct pv_piece p = { .node = k->node, .kind = (uint8_t)kind };

	k->last = pv_draft_link(k->t, k->last, &p);
	if (kind == PV_PIECE_OPEN)
		pv_node(k->t, k->node)->open = k->last;
	else
		pv_node(k->t, k->node)->close = k->last;
}

/* A clause's number and heading, with what follows them. */
static void
take_head(struct taking *k, const struct pv_clause *c, uint32_t i)
{
	struct pv_range body = pv_clause_body(k->v, i);
	uint32_t start = body.start, end = c->all.end;

	while (end > c->all.start && pv_isspace(k->v->text.ptr[end - 1]))
		end--;
	if (start < c->all.start || start > end)
		start = end;
	if (c->num.end > c->num.start)
		take_part(k, c->heading.end > c->heading.start ?
		    c->heading.start : start, PV_ROLE_NUMBER);
	if (c->heading.end > c->heading.start)
		take_part(k, start, PV_ROLE_HEADING);
}

static void
close_down_to(struct taking *k, uint32_t parent)
{
	uint32_t end;

	while (!k->t->failed && k->node != parent && k->node != 0) {
		/* the space behind it is of the clause around it */
		end = k->v->clauses[k->node].all.end;
		while (end > k->at && pv_isspace(k->v->text.ptr[end - 1]))
			end--;
		take_part(k, end, PV_ROLE_BODY);
		take_mark(k, PV_PIECE_CLOSE);
		k->node = pv_node(k->t, k->node)->parent;
	}
}

void
pv_draft_init(struct pv_draft *t, struct pv_arena *arena,
    const struct pv_version *v)
{
	struct taking k = { t, v, PV_NONE, 0, 0 };
	const struct pv_clause *c;
	struct pv_node n;
	uint32_t i;

	*t = (struct pv_draft){ arena, PV_VEC_INIT(struct pv_piece),
		PV_VEC_INIT(struct pv_node), false };
	for (i = 0; i < v->nclauses && !t->failed; i++) {
		c = &v->clauses[i];
		if (i > 0) {
			close_down_to(&k, c->parent);
			take_text(&k, c->all.start);
		}
		n = (struct pv_node){
			.label = pv_version_str(v, c->label),
			.parent = c->parent, .kind = c->kind };
		k.node = pv_draft_node(t, &n);
		if (t->failed)
			return;
		take_mark(&k, PV_PIECE_OPEN);
		if (i > 0)
			take_head(&k, c, i);
	}
	if (v->nclauses == 0)
		return;
	close_down_to(&k, 0);
	take_text(&k, (uint32_t)v->text.len);
	take_mark(&k, PV_PIECE_CLOSE);
}

void
pv_draft_release(struct pv_draft *t)
{
	pv_vec_release(&t->pieces);
	pv_vec_release(&t->nodes);
}

bool
pv_node_in(const struct pv_draft *t, uint32_t i, uint32_t of)
{
	while (i != of && i != 0 && i != PV_NONE)
		i = pv_node(t, i)->parent;
	return i == of;
}

void
pv_draft_text(const struct pv_draft *t, uint32_t node, struct pv_buf *out)
{
	const struct pv_node *n = pv_node(t, node);
	uint32_t i;

	for (i = n->open; i != n->close && i != PV_NONE;
	    i = pv_piece(t, i)->next)
		pv_buf_span(out, pv_piece(t, i)->text);
}

uint32_t
pv_draft_skip(const struct pv_draft *t, uint32_t node,
    enum pv_piece_role role)
{
	const struct pv_node *n = pv_node(t, node);
	uint32_t i = pv_piece(t, n->open)->next, len = 0;

	for (; i != n->close && pv_piece(t, i)->kind == PV_PIECE_TEXT &&
	    pv_piece(t, i)->role != PV_ROLE_GAP &&
	    pv_piece(t, i)->role < role; i = pv_piece(t, i)->next)
		len += (uint32_t)pv_piece(t, i)->text.len;
	return len;
}

uint32_t
pv_draft_stem(const struct pv_draft *t, uint32_t node)
{
	const struct pv_node *n = pv_node(t, node);
	uint32_t i = pv_piece(t, n->open)->next, len = 0;

	for (; i != n->close && pv_piece(t, i)->kind == PV_PIECE_TEXT;
	    i = pv_piece(t, i)->next)
		len += (uint32_t)pv_piece(t, i)->text.len;
	return len;
}

static void
touch(struct pv_draft *t, uint32_t piece, uint32_t source)
{
	struct pv_node *n = pv_node(t, pv_piece(t, piece)->node);

	if (source > n->source)
		n->source = source;
}

/* A place in a node's text as it was, whatever was put in behind it. */
struct cursor {
	struct pv_draft *t;
	uint32_t i, at;             /* a piece, and where it begins */
	uint32_t last;              /* the last piece with text before it */
	uint32_t close;
};

/* Cut the piece at the cursor in two, k bytes on. */
static void
cut_piece(const struct cursor *c, uint32_t k)
{
	struct pv_piece p = *pv_piece(c->t, c->i);

	p.text = pv_span_sub(p.text, k, p.text.len);
	if (pv_draft_link(c->t, c->i, &p) != PV_NONE)
		pv_piece(c->t, c->i)->text.len = k;
}

static void
step(struct cursor *c)
{
	const struct pv_piece *p = pv_piece(c->t, c->i);

	if (p->text.len > 0)
		c->last = c->i;
	c->at += (uint32_t)p->text.len;
	c->i = p->next;
}

/* Go to byte `to`, and have a piece begin there. */
static void
go(struct cursor *c, uint32_t to)
{
	while (c->i != c->close && !c->t->failed) {
		uint32_t len = (uint32_t)pv_piece(c->t, c->i)->text.len;

		if (c->at + len > to) {
			if (c->at < to) {
				cut_piece(c, to - c->at);
				step(c);
			}
			return;
		}
		step(c);
	}
}

static void
replace(struct cursor *c, uint32_t source, const struct pv_splice *s)
{
	uint32_t behind = c->last, model, new_piece;
	bool cut = s->at.end > s->at.start && c->i != c->close;
	struct pv_piece p;

	if (cut)
		behind = pv_piece(c->t, c->i)->prev;
	model = cut ? c->i : behind;
	p = *pv_piece(c->t, model);
	if (p.kind != PV_PIECE_TEXT || p.role == PV_ROLE_GAP)
		p.role = PV_ROLE_BODY;
	p.kind = PV_PIECE_TEXT;
	p.source = source;
	p.text = s->text;
	touch(c->t, model, source);
	if (s->text.len > 0) {
		new_piece = pv_draft_link(c->t, behind, &p);
		if (!cut && new_piece != PV_NONE)
			c->last = new_piece;
	}
	if (!cut)
		return;
	while (c->at < s->at.end && c->i != c->close && !c->t->failed) {
		uint32_t len = (uint32_t)pv_piece(c->t, c->i)->text.len;

		if (c->at + len > s->at.end)
			cut_piece(c, len = s->at.end - c->at);
		touch(c->t, c->i, source);
		pv_piece(c->t, c->i)->text.len = 0;
		c->at += len;
		c->i = pv_piece(c->t, c->i)->next;
	}
}

void
pv_draft_splice(struct pv_draft *t, uint32_t node, uint32_t source,
    const struct pv_splice *s, size_t n)
{
	struct cursor c = { t, pv_node(t, node)->open, 0,
		pv_node(t, node)->open, pv_node(t, node)->close };

	c.i = pv_piece(t, c.i)->next;
	for (size_t k = 0; k < n && !t->failed; k++) {
		go(&c, s[k].at.start);
		replace(&c, source, &s[k]);
	}
}
