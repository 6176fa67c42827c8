/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/docx.h"

#include <stdlib.h>

/*
 * What is kept comes from the diff: the runs of words that it calls equal, and
 * clauses without a change.  Those may differ in form (a number, a quote), so
 * they are compared again, by bytes.  What moved is in another order; the
 * heaviest of the sequences that ascend on both sides is kept.
 */

struct finder {
	const struct pv_diff *d;
	struct pv_arena *work;
	struct pv_vec *out;         /* struct pv_kept */
};

/* ------------------------------------------------------------- comparison */

/* Part of a word: letters, digits, and whatever is not ASCII. */
static bool
is_word(char c)
{
	return pv_isalnum(c) || (unsigned char)c >= 0x80;
}

/* May s be cut before byte i? */
static bool
may_cut(struct pv_span s, size_t i)
{
	return i == 0 || i >= s.len || !is_word(s.ptr[i - 1]) ||
	    !is_word(s.ptr[i]);
}

size_t
pv_kept_head(struct pv_span a, struct pv_span b)
{
	size_t most = a.len < b.len ? a.len : b.len, n = 0;

	while (n < most && a.ptr[n] == b.ptr[n])
		n++;
	while (!may_cut(a, n) || !may_cut(b, n))
		n--;
	return n;
}

size_t
pv_kept_tail(struct pv_span a, struct pv_span b)
{
	size_t most = a.len < b.len ? a.len : b.len, n = 0;

	while (n < most && a.ptr[a.len - n - 1] == b.ptr[b.len - n - 1])
		n++;
	while (!may_cut(a, a.len - n) || !may_cut(b, b.len - n))
		n--;
	return n;
}

/* Length of the word, or of the mark, at byte i. */
static size_t
token(struct pv_span s, size_t i)
{
	size_t n = i + 1;

	while (is_word(s.ptr[i]) && n < s.len && is_word(s.ptr[n]))
		n++;
	return n - i;
}

/* Keep n bytes, which are the same; a line end is none of them. */
static void
keep(struct finder *f, const char *a, const char *b, size_t n)
{
	const char *old_text = f->d->old_side.version->text.ptr;
	const char *new_text = f->d->new_side.version->text.ptr;
	struct pv_kept k, *last;
	size_t i, end;

	for (i = 0; i < n; i = end + 1) {
		for (end = i; end < n && a[end] != '\n'; end++)
			;
		if (end == i)
			continue;
		k.old = (uint32_t)(a + i - old_text);
		k.new = (uint32_t)(b + i - new_text);
		k.len = (uint32_t)(end - i);
		last = f->out->len == 0 ? NULL : PV_VEC_AT(f->out,
		    struct pv_kept, f->out->len - 1);
		if (last != NULL && last->old + last->len == k.old &&
		    last->new + last->len == k.new)
			last->len += k.len;
		else
			pv_vec_add(f->out, &k);
	}
}

/* Word by word, where a word may stand for another one. */
static void
keep_words(struct finder *f, struct pv_span a, struct pv_span b)
{
	size_t i = 0, j = 0, n, m;

	while (i < a.len && j < b.len) {
		if (pv_isspace(a.ptr[i]) != pv_isspace(b.ptr[j])) {
			i += pv_isspace(a.ptr[i]);
			j += pv_isspace(b.ptr[j]);
			continue;
		}
		n = token(a, i);
		m = token(b, j);
		if (n == m && memcmp(a.ptr + i, b.ptr + j, n) == 0)
			keep(f, a.ptr + i, b.ptr + j, n);
		i += n;
		j += m;
	}
}

/* Texts that say the same, if perhaps in another form. */
static void
keep_text(struct finder *f, struct pv_span a, struct pv_span b)
{
	size_t head = pv_kept_head(a, b), tail;

	if (a.len == 0 || b.len == 0)
		return;
	keep(f, a.ptr, b.ptr, head);
	a = pv_span_sub(a, head, a.len);
	b = pv_span_sub(b, head, b.len);
	tail = pv_kept_tail(a, b);
	keep_words(f, pv_span_sub(a, 0, a.len - tail),
	    pv_span_sub(b, 0, b.len - tail));
	keep(f, a.ptr + a.len - tail, b.ptr + b.len - tail, tail);
}

/* ---------------------------------------------------------- what is equal */

static bool
is_moved(const struct pv_clause_change *c)
{
	return c->kind == PV_EDIT_MOVED || c->kind == PV_EDIT_MOVED_MODIFIED;
}

static void
keep_clause(struct finder *f, uint32_t old, uint32_t new)
{
	const struct pv_version *v = f->d->old_side.version;
	const struct pv_version *w = f->d->new_side.version;
	const struct pv_clause *a = &v->clauses[old], *b = &w->clauses[new];

	keep_text(f, pv_version_text(v, a->stem), pv_version_text(w, b->stem));
	keep_text(f, pv_version_text(v, a->tail), pv_version_text(w, b->tail));
}

static void
keep_change(struct finder *f, const struct pv_clause_change *c)
{
	for (size_t i = 0; i < c->nedits; i++)
		if (c->edits[i].op == PV_WORD_EQUAL)
			keep_text(f, c->edits[i].old_text,
			    c->edits[i].new_text);
	if (c->nedits == 0 && c->old_clause != PV_NONE &&
	    c->new_clause != PV_NONE)
		keep_clause(f, c->old_clause, c->new_clause);
}

/* Of an old clause: a change tells of it; it moved, or one above it did. */
enum { TOLD = 1, CARRIED = 2 };

static void
mark_changes(const struct pv_diff *d, uint8_t *marks)
{
	const struct pv_clause *all = d->old_side.version->clauses;
	const struct pv_clause_change *c;
	size_t i, k;

	for (i = 0; i < d->nclauses; i++) {
		c = &d->clauses[i];
		if (c->old_clause == PV_NONE)
			continue;
		marks[c->old_clause] |= is_moved(c) ? TOLD | CARRIED : TOLD;
		for (k = 0; c->kind == PV_EDIT_MERGED && k < c->nothers; k++)
			marks[c->others[k]] |= TOLD;
	}
	for (i = 1; i < d->old_side.version->nclauses; i++)
		if (all[i].parent < i)
			marks[i] |= marks[all[i].parent] & CARRIED;
}

static bool
keep_all(struct finder *f)
{
	const struct pv_diff *d = f->d;
	uint32_t i, n = (uint32_t)d->old_side.version->nclauses;
	uint8_t *marks = pv_arena_array(f->work, n, sizeof(*marks));
	const struct pv_clause_change *c;

	if (marks == NULL)
		return false;
	mark_changes(d, marks);
	for (i = 0; i < n; i++)
		if (marks[i] == 0 && d->to_new[i] != PV_NONE)
			keep_clause(f, i, d->to_new[i]);
	for (i = 0; i < d->nclauses; i++) {
		c = &d->clauses[i];
		if (c->old_clause != PV_NONE &&
		    (marks[c->old_clause] & CARRIED) == 0)
			keep_change(f, c);
	}
	return !f->out->failed;
}

/* ------------------------------------------------------------------ order */

static int
by_old(const void *a, const void *b)
{
	const struct pv_kept *x = a, *y = b;

	if (x->old != y->old)
		return x->old < y->old ? -1 : 1;
	return (x->new > y->new) - (x->new < y->new);
}

struct rank { uint32_t new, item; };

static int
by_new(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;

	if (x->new != y->new)
		return x->new < y->new ? -1 : 1;
	return (x->item < y->item) - (x->item > y->item);
}

/*
 * Fenwick (1994), A new data structure for cumulative frequency tables: by
 * rank on the new side, the heaviest chain that ends at or before it.
 */
struct chains {
	uint64_t *weight;           /* by item: of the chain that ends with it */
	uint32_t *before;           /* by item: the one before, or PV_NONE */
	uint32_t *tree;             /* items, from 1 on */
	uint32_t n;
};

static uint32_t
best_before(const struct chains *c, uint32_t rank)
{
	uint32_t best = PV_NONE;

	for (; rank > 0; rank &= rank - 1) {
		if (c->tree[rank] != PV_NONE && (best == PV_NONE ||
		    c->weight[c->tree[rank]] > c->weight[best]))
			best = c->tree[rank];
	}
	return best;
}

static void
add_chain(struct chains *c, uint32_t rank, uint32_t item)
{
	for (; rank <= c->n; rank += rank & -rank) {
		if (c->tree[rank] == PV_NONE ||
		    c->weight[c->tree[rank]] < c->weight[item])
			c->tree[rank] = item;
	}
}

/* Leave the items of the chain that ends with `last`, in order. */
static void
leave(struct pv_vec *v, const struct chains *c, uint32_t last)
{
	struct pv_kept *k = v->ptr;
	uint32_t end_old = 0, end_new = 0;
	size_t i, n = 0;

	for (; last != PV_NONE; last = c->before[last])
		c->tree[n++] = last;
	for (v->len = 0, i = n; i-- > 0;) {
		struct pv_kept x = k[c->tree[i]];

		if (x.old < end_old || x.new < end_new)
			continue;
		end_old = x.old + x.len;
		end_new = x.new + x.len;
		k[v->len++] = x;
	}
}

static bool
put_in_order(struct finder *f)
{
	struct pv_kept *k = f->out->ptr;
	uint32_t n = (uint32_t)f->out->len, i, *rank_of;
	struct rank *ranks = pv_arena_array(f->work, n, sizeof(*ranks));
	struct chains c = { .n = n };

	c.weight = pv_arena_array(f->work, n, sizeof(*c.weight));
	c.before = pv_arena_array(f->work, n, sizeof(*c.before));
	c.tree = pv_arena_array(f->work, (size_t)n + 1, sizeof(*c.tree));
	rank_of = pv_arena_array(f->work, n, sizeof(*rank_of));
	if (ranks == NULL || c.weight == NULL || c.before == NULL ||
	    c.tree == NULL || rank_of == NULL)
		return false;
	qsort(k, n, sizeof(*k), by_old);
	for (i = 0; i < n; i++) {
		ranks[i] = (struct rank){ k[i].new, i };
		c.tree[i] = PV_NONE;
	}
	c.tree[n] = PV_NONE;
	qsort(ranks, n, sizeof(*ranks), by_new);
	for (i = 0; i < n; i++)
		rank_of[ranks[i].item] = i + 1;
	for (i = 0; i < n; i++) {
		c.before[i] = best_before(&c, rank_of[i] - 1);
		c.weight[i] = k[i].len + (c.before[i] == PV_NONE ? 0 :
		    c.weight[c.before[i]]);
		add_chain(&c, rank_of[i], i);
	}
	leave(f->out, &c, best_before(&c, n));
	return true;
}

bool
pv_kept_find(const struct pv_diff *d, struct pv_vec *out)
{
	struct finder f = { .d = d, .out = out,
		.work = pv_arena_new(pv_arena_mem(d->arena)) };
	bool ok = f.work != NULL && keep_all(&f) &&
	    (out->len == 0 || put_in_order(&f));

	pv_arena_free(f.work);
	return ok;
}
