/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_MKVERSION_H
#define PV_TESTS_UNIT_MKVERSION_H

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "model/finding.h"
#include "model/version.h"

/*
 * Small versions and findings made by hand.  A clause is a line of the text:
 * its number (the last part of the label, or num), its heading, its words.
 * Parents are given by label and come before their children.
 */
struct mk_clause {
	const char *label;      /* "4.2"; "" = none */
	const char *heading;    /* "" = none */
	const char *text;
	const char *parent;     /* label, or "" for the root */
};

#define MK_MAX 256

static void
mk_die(const char *what)
{
	printf("not ok: %s\n", what);
	exit(1);
}

static uint32_t
mk_find(const struct pv_version *v, const char *label)
{
	return pv_version_find(v, pv_span_str(label));
}

static struct pv_range
mk_put(struct pv_buf *b, const char *s, const char *after)
{
	struct pv_range r;

	r.start = (uint32_t)b->len;
	pv_buf_str(b, s);
	r.end = (uint32_t)b->len;
	if (r.end > r.start)
		pv_buf_str(b, after);
	return r;
}

static void
mk_close(struct pv_version *v, uint32_t textlen)
{
	struct pv_clause *c = v->clauses;
	uint32_t i, p;

	for (i = (uint32_t)v->nclauses; i-- > 0;) {
		if (c[i].next == 0)
			c[i].next = i + 1;
		if (c[i].all.end < c[i].stem.end)
			c[i].all.end = c[i].stem.end;
		p = c[i].parent;
		if (p == PV_NONE)
			continue;
		if (c[p].next < c[i].next)
			c[p].next = c[i].next;
		if (c[p].all.end < c[i].all.end)
			c[p].all.end = c[i].all.end;
	}
	c[0].all.end = textlen;
}

static inline struct pv_version *
mk_version(const struct mk_clause *in, size_t n)
{
	struct pv_version *v = pv_version_new(NULL);
	struct pv_buf b = PV_BUF_INIT;
	struct pv_clause *c;
	uint32_t line = 1;
	size_t i;

	if (v == NULL)
		mk_die("memory");
	v->clauses = pv_arena_array(v->arena, n + 1, sizeof(*c));
	v->nclauses = n + 1;
	v->clauses[0].parent = PV_NONE;
	for (i = 0; i < n; i++) {
		c = &v->clauses[i + 1];
		c->label = pv_version_add(v, pv_span_str(in[i].label));
		c->parent = in[i].parent[0] == '\0' ? 0 :
		    mk_find(v, in[i].parent);
		if (c->parent == PV_NONE)
			mk_die("no such parent");
		c->depth = (uint16_t)(v->clauses[c->parent].depth + 1);
		c->kind = PV_CLAUSE_SECTION;
		c->line = line;
		line += 2;
		c->stem.start = c->all.start = (uint32_t)b.len;
		c->num = mk_put(&b, in[i].label, " ");
		c->heading = mk_put(&b, in[i].heading, ". ");
		pv_buf_str(&b, in[i].text);
		c->stem.end = (uint32_t)b.len;
		c->tail.start = c->tail.end = c->stem.end;
		pv_buf_str(&b, i + 1 < n ? "\n\n" : "\n");
	}
	mk_close(v, (uint32_t)b.len);
	v->text = pv_arena_dup(v->arena, pv_buf_view(&b));
	pv_buf_release(&b);
	if (v->text.ptr == NULL || v->failed)
		mk_die("memory");
	return v;
}

#define MK_VERSION(a) mk_version((a), sizeof(a) / sizeof((a)[0]))

/* The place of words in the text of a clause; the first one in order. */
static inline struct pv_range
mk_at(const struct pv_version *v, const char *label, const char *words)
{
	struct pv_range r = v->clauses[mk_find(v, label)].all;
	size_t at = pv_span_find(pv_version_text(v, r), pv_span_str(words));

	if (at == r.end - r.start)
		mk_die(words);
	r.start += (uint32_t)at;
	r.end = r.start + (uint32_t)strlen(words);
	return r;
}

/* Add a cross-reference: words in clause `from`, pointing at `to` or "". */
static inline void
mk_ref(struct pv_version *v, const char *from, const char *words,
    const char *to)
{
	struct pv_ref *r;

	if (v->refs == NULL)
		v->refs = pv_arena_array(v->arena, MK_MAX, sizeof(*r));
	r = &v->refs[v->nrefs++];
	r->at = mk_at(v, from, words);
	r->clause = mk_find(v, from);
	r->to = to[0] == '\0' ? PV_NONE : mk_find(v, to);
	r->target = pv_version_add(v, pv_span_str(strrchr(words, ' ') + 1));
}

/* Add a definition in clause `from`: "TERM" means WORDS. */
static inline void
mk_def(struct pv_version *v, const char *from, const char *term,
    const char *words)
{
	struct pv_def *d;

	if (v->defs == NULL)
		v->defs = pv_arena_array(v->arena, MK_MAX, sizeof(*d));
	d = &v->defs[v->ndefs++];
	d->term = pv_version_add(v, pv_span_str(term));
	d->clause = mk_find(v, from);
	d->at = v->clauses[d->clause].stem;
	d->meaning = mk_at(v, from, words);
}

static inline void
mk_party(struct pv_version *v, const char *name, const char *alias)
{
	struct pv_party *p;

	if (v->parties == NULL)
		v->parties = pv_arena_array(v->arena, 8, sizeof(*p));
	p = &v->parties[v->nparties++];
	p->name = pv_version_add(v, pv_span_str(name));
	p->alias = pv_version_add(v, pv_span_str(alias));
}

static inline void
mk_link(struct pv_version *v, const char *at, const char *words,
    const char *url)
{
	struct pv_link *l;

	if (v->links == NULL)
		v->links = pv_arena_array(v->arena, MK_MAX, sizeof(*l));
	l = &v->links[v->nlinks++];
	l->at = mk_at(v, at, words).start;
	l->url = pv_version_add(v, pv_span_str(url));
}

/* What a finding says; the words are its place in the clause. */
struct mk_finding {
	const char *clause, *words, *provision, *subtype;
	enum pv_stance stance;
	enum pv_strength strength;
};

static inline uint32_t
mk_find_add(struct pv_findings *f, const struct pv_version *v,
    const struct mk_finding *in)
{
	struct pv_finding *it;

	if (f->items == NULL) {
		f->items = pv_arena_array(f->arena, MK_MAX, sizeof(*it));
		f->attrs = pv_arena_array(f->arena, MK_MAX,
		    sizeof(*f->attrs));
	}
	it = &f->items[f->nitems];
	it->clause = mk_find(v, in->clause);
	it->at = mk_at(v, in->clause, in->words);
	it->provision = pv_findings_add(f, pv_span_str(in->provision));
	it->subtype = pv_findings_add(f, pv_span_str(in->subtype));
	it->stance = (uint16_t)in->stance;
	it->strength = (uint16_t)in->strength;
	it->confidence = 900;
	it->attrs = (uint32_t)f->nattrs;
	return (uint32_t)f->nitems++;
}

/* An attribute of the finding that was added last. */
static inline void
mk_attr(struct pv_findings *f, enum pv_attr_key key, const char *value)
{
	f->attrs[f->nattrs].key = (uint32_t)key;
	f->attrs[f->nattrs++].value = pv_findings_add(f, pv_span_str(value));
	f->items[f->nitems - 1].nattrs++;
}

#endif
