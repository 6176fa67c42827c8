/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ingest/tree.h"

#include "model/sentence.h"

static uint32_t
line_at(const struct pv_tree *t, uint32_t at)
{
	size_t lo = 0, hi = t->m->nparas;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->m->paras[mid].text.start <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo == 0 ? 1 : t->m->paras[lo - 1].line;
}

static uint32_t
push(struct pv_tree *t, uint32_t parent, uint32_t at, enum pv_clause_kind kind)
{
	struct pv_clause *c = pv_vec_push(&t->clauses);
	struct pv_knot *k = pv_vec_push(&t->knots);
	uint32_t i = (uint32_t)t->clauses.len - 1;

	if (c == NULL || k == NULL)
		return PV_NONE;
	c->parent = parent;
	c->kind = (uint8_t)kind;
	c->line = line_at(t, at);
	c->all = c->num = c->heading = (struct pv_range){ at, at };
	c->stem = c->tail = c->all;
	k->choice = PV_NONE;
	k->pars = parent == PV_NONE ? 0 : 1;
	if (parent != PV_NONE) {
		struct pv_clause *up = pv_tree_clause(t, parent);

		c->depth = (uint16_t)(up->depth + 1);
		if (!pv_tree_knot(t, parent)->parent)
			up->stem.end = at;
		pv_tree_knot(t, parent)->parent = true;
	}
	t->current = i;
	return i;
}

void
pv_tree_init(struct pv_tree *t, struct pv_version *v, const struct pv_marks *m)
{
	*t = (struct pv_tree){ .v = v, .m = m,
		.clauses = PV_VEC_INIT(struct pv_clause),
		.knots = PV_VEC_INIT(struct pv_knot), .label = PV_BUF_INIT };
	t->clauses.mem = t->knots.mem = t->label.mem = pv_arena_mem(v->arena);
	(void)push(t, PV_NONE, 0, PV_CLAUSE_ROOT);
}

void
pv_tree_release(struct pv_tree *t)
{
	pv_vec_release(&t->clauses);
	pv_vec_release(&t->knots);
	pv_buf_release(&t->label);
}

bool
pv_tree_is_open(const struct pv_tree *t, uint32_t clause)
{
	uint32_t i = t->current;

	while (i != PV_NONE && i > clause)
		i = pv_tree_clause(t, i)->parent;
	return i == clause;
}

static void
clamp(struct pv_range *r, uint32_t end)
{
	r->end = r->end < end ? r->end : end;
	r->start = r->start < r->end ? r->start : r->end;
}

static void
end_clause(struct pv_tree *t, uint32_t i, uint32_t at)
{
	struct pv_clause *c = pv_tree_clause(t, i);
	const struct pv_knot *k = pv_tree_knot(t, i);

	c->all.end = at;
	c->next = (uint32_t)t->clauses.len;
	if (!k->parent)
		c->stem.end = at;
	clamp(&c->num, c->stem.end);
	clamp(&c->heading, c->stem.end);
	if (k->tailed)
		c->tail.end = at;
	else
		c->tail = (struct pv_range){ at, at };
}

/* Where to cut own text that is too long: after a sentence or a word. */
static uint32_t
cut(const struct pv_tree *t, uint32_t from, uint32_t end)
{
	uint32_t at = from, next, limit = from + PV_CLAUSE_CAP;

	while (at < limit && at < end) {
		next = pv_sentence_end(t->v->text, at, end);
		while (next < end && pv_isspace(t->v->text.ptr[next]))
			next++;
		if (next > limit)
			break;
		at = next;
	}
	if (at > from)
		return at;
	for (at = limit; at > from + PV_CLAUSE_CAP / 2 &&
	    !pv_isspace(t->v->text.ptr[at - 1]); at--)
		;
	while (at < end && ((unsigned char)t->v->text.ptr[at] & 0xc0) == 0x80)
		at++;
	return at;
}

/* The current clause's own text runs to `at`: cut what exceeds the cap. */
static void
end_own(struct pv_tree *t, uint32_t at)
{
	uint32_t from, owner = t->current, i;

	if (pv_tree_knot(t, owner)->parent)
		return;
	from = pv_tree_clause(t, owner)->all.start;
	while (at - from > PV_CLAUSE_CAP) {
		from = cut(t, from, at);
		if (from >= at)
			break;
		if (t->current != owner)
			end_clause(t, t->current, from);
		i = push(t, owner, from, PV_CLAUSE_PARAGRAPH);
		if (i == PV_NONE)
			return;
		pv_label_paragraph(t, i);
		t->oversize = true;
	}
}

static void
close_to(struct pv_tree *t, uint32_t clause, uint32_t at)
{
	end_own(t, at);
	while (t->current != clause && !t->clauses.failed) {
		end_clause(t, t->current, at);
		t->current = pv_tree_clause(t, t->current)->parent;
	}
}

void
pv_tree_settle(struct pv_tree *t, uint32_t clause)
{
	uint32_t from = pv_tree_clause(t, clause)->tail.start, i;
	struct pv_knot *k = pv_tree_knot(t, clause);

	if (!k->tailed || t->current != clause)
		return;
	k->tailed = false;
	i = push(t, clause, from, PV_CLAUSE_PARAGRAPH);
	if (i == PV_NONE)
		return;
	pv_label_paragraph(t, i);
}

uint32_t
pv_tree_open(struct pv_tree *t, uint32_t parent, uint32_t at,
    enum pv_clause_kind kind)
{
	if (t->clauses.failed || t->knots.failed ||
	    pv_tree_clause(t, parent)->depth >= PV_TREE_DEPTH)
		return PV_NONE;
	if (pv_tree_clause(t, parent)->tail.start >= at)
		pv_tree_knot(t, parent)->tailed = false;
	if (pv_tree_knot(t, parent)->tailed) {
		close_to(t, parent, at);
		pv_tree_settle(t, parent);
	}
	close_to(t, parent, at);
	return push(t, parent, at, kind);
}

void
pv_tree_tail(struct pv_tree *t, uint32_t clause, uint32_t at)
{
	struct pv_knot *k = pv_tree_knot(t, clause);

	if (t->current == clause || !k->parent)
		return;
	close_to(t, clause, at);
	if (k->tailed)
		return;
	pv_tree_knot(t, clause)->tailed = true;
	pv_tree_clause(t, clause)->tail.start = at;
}

bool
pv_tree_finish(struct pv_tree *t)
{
	uint32_t end = (uint32_t)t->v->text.len;

	if (t->clauses.failed || t->knots.failed)
		return false;
	close_to(t, 0, end);
	end_clause(t, 0, end);
	if (t->label.failed || t->v->failed)
		return false;
	t->v->clauses = pv_vec_freeze(&t->clauses, t->v->arena,
	    &t->v->nclauses);
	return t->v->clauses != NULL;
}
