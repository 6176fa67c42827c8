/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_VERSION_BUILD_H
#define PV_TESTS_UNIT_VERSION_BUILD_H

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "model/sentence.h"
#include "model/version.h"

/*
 * A version from lines, without any reader.  Lines come in document order;
 * depth 1 is the top.  A line with tail set is the tail of the clause of its
 * depth that is open.
 */
struct build_line {
	int depth;
	enum pv_clause_kind kind;
	const char *num, *heading, *text;
	uint8_t flags;          /* enum pv_clause_flags; INLINE: same line */
	bool tail;
};

static inline struct pv_range
build_add(struct pv_buf *b, const char *s, const char *before)
{
	struct pv_range r;

	if (s == NULL || *s == '\0')
		return (struct pv_range){ (uint32_t)b->len, (uint32_t)b->len };
	pv_buf_str(b, before);
	r.start = (uint32_t)b->len;
	pv_buf_str(b, s);
	r.end = (uint32_t)b->len;
	return r;
}

static inline void
build_clause(struct pv_version *v, struct pv_buf *b, uint32_t parent,
    const struct build_line *l)
{
	struct pv_clause *c = &v->clauses[v->nclauses++];
	bool in = (l->flags & PV_CLAUSE_INLINE) != 0;
	const char *gap = b->len == 0 ? "" : in ? " " : "\n\n";
	bool num = l->num != NULL && *l->num != '\0';
	bool heading = l->heading != NULL && *l->heading != '\0';
	uint32_t start = (uint32_t)(b->len + strlen(gap));

	*c = (struct pv_clause){ .parent = parent, .line = 1,
		.depth = (uint16_t)l->depth, .kind = (uint8_t)l->kind,
		.flags = l->flags };
	c->num = build_add(b, l->num, gap);
	c->heading = build_add(b, l->heading, num ? " " : gap);
	if (heading)
		pv_buf_char(b, '.');
	(void)build_add(b, l->text, num || heading ? " " : gap);
	if (start > b->len)
		start = (uint32_t)b->len;
	if (!num)
		c->num.start = c->num.end = start;
	c->stem = c->all = (struct pv_range){ start, (uint32_t)b->len };
	c->tail = (struct pv_range){ (uint32_t)b->len, (uint32_t)b->len };
}

/* End clauses: next, and `all` over the descendants and the tail. */
static inline void
build_close(struct pv_version *v)
{
	uint32_t i, p;

	for (i = 0; i < v->nclauses; i++)
		v->clauses[i].next = i + 1;
	for (i = (uint32_t)v->nclauses; i-- > 1;) {
		struct pv_clause *c = &v->clauses[i];

		p = c->parent;
		if (c->tail.end > c->all.end)
			c->all.end = c->tail.end;
		if (v->clauses[p].next < c->next)
			v->clauses[p].next = c->next;
		if (v->clauses[p].all.end < c->all.end)
			v->clauses[p].all.end = c->all.end;
	}
	for (i = 0; i < v->nclauses; i++)
		if (v->clauses[i].tail.start == v->clauses[i].tail.end)
			v->clauses[i].tail.start = v->clauses[i].tail.end =
			    v->clauses[i].all.end;
}

static inline struct pv_version *
build_version(const struct build_line *lines, size_t n)
{
	struct pv_version *v = pv_version_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	uint32_t open[16] = { 0 };
	size_t i;

	if (v == NULL)
		abort();
	v->clauses = pv_arena_array(v->arena, n + 1, sizeof(*v->clauses));
	if (v->clauses == NULL)
		abort();
	v->clauses[v->nclauses++] = (struct pv_clause){ .parent = PV_NONE };
	for (i = 0; i < n; i++) {
		const struct build_line *l = &lines[i];

		if (l->tail) {
			v->clauses[open[l->depth]].tail = build_add(&b,
			    l->text, (l->flags & PV_CLAUSE_INLINE) ? " " :
			    "\n\n");
			continue;
		}
		open[l->depth] = (uint32_t)v->nclauses;
		build_clause(v, &b, open[l->depth - 1], l);
	}
	v->text = pv_arena_dup(v->arena, pv_buf_view(&b));
	pv_buf_release(&b);
	build_close(v);
	if (pv_sentences(v, NULL) != PV_OK)
		abort();
	return v;
}

/* Define a term by two pieces of the text: its sentence and its meaning. */
static inline void
build_define(struct pv_version *v, const char *term, const char *at,
    const char *meaning, enum pv_def_kind kind)
{
	struct pv_def *d = pv_arena_array(v->arena, v->ndefs + 1, sizeof(*d));
	size_t a = pv_span_find(v->text, pv_span_str(at));
	size_t m = pv_span_find(v->text, pv_span_str(meaning));

	if (d == NULL || a == v->text.len || m == v->text.len)
		abort();
	if (v->ndefs > 0)
		memcpy(d, v->defs, v->ndefs * sizeof(*d));
	v->defs = d;
	d[v->ndefs++] = (struct pv_def){
		.term = pv_version_add(v, pv_span_str(term)),
		.at = { (uint32_t)a, (uint32_t)(a + strlen(at)) },
		.meaning = { (uint32_t)m, (uint32_t)(m + strlen(meaning)) },
		.clause = pv_version_clause_at(v, (uint32_t)a),
		.kind = kind };
}

#endif
