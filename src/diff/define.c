/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/compare.h"

#include <stdlib.h>

#include "diff/phrase.h"

/* A definition by its term. */
struct entry { struct pv_span term; uint32_t def; };

static int
by_term(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int c = pv_span_cmp(a->term, b->term);

	return c != 0 ? c : (a->def > b->def) - (a->def < b->def);
}

/* Definitions that were not renamed, by term. */
static struct entry *
entries(struct pv_compare *c, const struct pv_version *v, bool old, size_t *n)
{
	struct entry *e = pv_arena_array(c->work, v->ndefs, sizeof(*e));
	bool *renamed = pv_arena_array(c->work, v->ndefs, sizeof(*renamed));
	const struct pv_rename *r;
	uint32_t i, def;

	*n = 0;
	if (e == NULL || renamed == NULL)
		return NULL;
	for (i = 0; i < c->renames.len; i++) {
		r = PV_VEC_AT(&c->renames, const struct pv_rename, i);
		def = old ? r->old_def : r->new_def;
		if (def != PV_NONE)
			renamed[def] = true;
	}
	for (i = 0; i < v->ndefs; i++)
		if (!renamed[i])
			e[(*n)++] = (struct entry){ pv_version_str(v,
			    v->defs[i].term), i };
	qsort(e, *n, sizeof(*e), by_term);
	return e;
}

static bool
put(struct pv_vec *out, enum pv_def_change_kind kind, struct pv_span term,
    uint32_t o, uint32_t n)
{
	struct pv_def_change ch = { .kind = kind, .term = term, .old_def = o,
	    .new_def = n };

	return pv_vec_add(out, &ch);
}

static bool
put_both(struct pv_compare *c, struct pv_vec *out, const struct entry *a,
    const struct entry *b)
{
	uint32_t na, nb;
	uint64_t ha = pv_meaning(&c->x, &c->x.v->defs[a->def], &na);
	uint64_t hb = pv_meaning(&c->y, &c->y.v->defs[b->def], &nb);

	if (ha == hb && na == nb)
		return true;
	return put(out, PV_DEF_MODIFIED, b->term, a->def, b->def);
}

static bool
put_renames(struct pv_compare *c, struct pv_vec *out)
{
	const struct pv_rename *r;
	struct pv_def_change ch;

	for (size_t i = 0; i < c->renames.len; i++) {
		r = PV_VEC_AT(&c->renames, const struct pv_rename, i);
		ch = (struct pv_def_change){ .kind = PV_DEF_RENAMED,
		    .term = r->new_name, .old_term = r->old_name,
		    .old_def = r->old_def, .new_def = r->new_def };
		if (!pv_vec_add(out, &ch))
			return false;
	}
	return true;
}

/* What was renamed and has another meaning, too. */
static bool
put_restated(struct pv_compare *c, struct pv_vec *out)
{
	const struct pv_rename *r;
	size_t before;

	for (size_t i = 0; i < c->renames.len; i++) {
		r = PV_VEC_AT(&c->renames, const struct pv_rename, i);
		before = out->len;
		if (r->old_def == PV_NONE || r->new_def == PV_NONE)
			continue;
		if (!put_both(c, out, &(struct entry){ r->old_name,
		    r->old_def }, &(struct entry){ r->new_name, r->new_def }))
			return false;
		if (out->len > before)
			PV_VEC_AT(out, struct pv_def_change, before)->old_term =
			    r->old_name;
	}
	return true;
}

static bool
put_changes(struct pv_compare *c, struct pv_vec *out)
{
	size_t na, nb, i = 0, j = 0;
	struct entry *a = entries(c, c->x.v, true, &na);
	struct entry *b = entries(c, c->y.v, false, &nb);
	bool ok = a != NULL && b != NULL && put_renames(c, out) &&
	    put_restated(c, out);
	int order;

	while (ok && (i < na || j < nb)) {
		order = i == na ? 1 : j == nb ? -1 :
		    pv_span_cmp(a[i].term, b[j].term);
		if (order == 0) {
			ok = put_both(c, out, &a[i], &b[j]);
			i++;
			j++;
		} else if (order < 0) {
			ok = put(out, PV_DEF_DELETED, a[i].term, a[i].def,
			    PV_NONE);
			i++;
		} else {
			ok = put(out, PV_DEF_ADDED, b[j].term, PV_NONE,
			    b[j].def);
			j++;
		}
	}
	return ok;
}

/* Change `change` is used in clause `clause`. */
struct use { uint32_t change, clause; };

static int
by_use(const void *x, const void *y)
{
	const struct use *a = x, *b = y;

	if (a->change != b->change)
		return a->change < b->change ? -1 : 1;
	return (a->clause > b->clause) - (a->clause < b->clause);
}

/* Which changes' terms to look for on a side. */
struct search {
	const struct pv_form *f;
	const struct pv_def_change *changes;
	const struct pv_phrases *table;
	bool old;
	struct pv_vec *uses;
};

/*
 * Does a definition hold where the token stands, is it not the place that
 * defines it, and does the place say anything?
 */
static bool
counts(const struct search *s, uint32_t change, uint32_t clause, uint32_t at)
{
	const struct pv_def_change *ch = &s->changes[change];
	uint32_t i = s->old ? ch->old_def : ch->new_def;
	const struct pv_version *v = s->f->v;
	const struct pv_def *d;

	if (v->clauses[clause].kind == PV_CLAUSE_CONTENTS ||
	    v->clauses[clause].kind == PV_CLAUSE_TITLE ||
	    v->clauses[clause].kind == PV_CLAUSE_SIGNATURE)
		return false;
	if (i == PV_NONE)
		return true;
	d = &v->defs[i];
	if (at >= d->at.start && at < d->at.end)
		return false;
	return d->scope == 0 || d->scope >= v->nclauses ||
	    (clause >= d->scope && clause < v->clauses[d->scope].next);
}

static bool
search_clause(const struct search *s, uint32_t clause)
{
	const struct pv_form_clause *c = &s->f->clauses[clause];
	uint32_t at = c->first, end = at + c->count, len, change;
	struct use u, *last;

	while (at < end) {
		len = 1;
		change = pv_phrases_at(s->table, &s->f->tokens[at], end - at,
		    &len);
		if (change != PV_NONE && counts(s, change, clause,
		    s->f->tokens[at].start)) {
			u = (struct use){ change, clause };
			last = s->uses->len == 0 ? NULL : PV_VEC_AT(s->uses,
			    struct use, s->uses->len - 1);
			if ((last == NULL || by_use(last, &u) != 0) &&
			    !pv_vec_add(s->uses, &u))
				return false;
		}
		at += change != PV_NONE ? len : 1;
	}
	return true;
}

/* Look for the terms of the changes that a side knows. */
static bool
search(struct pv_compare *c, struct search *s, size_t n)
{
	struct pv_phrases *table = pv_phrases_new(c->work, s->f->lex, n);
	const struct pv_rename *r;
	bool ok = table != NULL;

	for (uint32_t i = 0; ok && i < n; i++) {
		if ((s->changes[i].kind == PV_DEF_DELETED) != s->old)
			continue;
		if (i < c->renames.len) {
			/* one word in both forms by now */
			r = PV_VEC_AT(&c->renames, const struct pv_rename, i);
			ok = pv_phrases_id(table, r->id, i);
		} else {
			ok = pv_phrases_add(table, s->changes[i].term, i);
		}
	}
	s->table = table;
	for (uint32_t i = 0; ok && i < s->f->v->nclauses; i++)
		ok = search_clause(s, i);
	return ok;
}

static bool
put_uses(struct pv_compare *c, struct pv_vec *uses)
{
	struct use *u = uses->ptr;
	struct pv_def_change *ch;
	uint32_t *clauses = pv_arena_array(c->d->arena, uses->len,
	    sizeof(*clauses));
	size_t i, n = 0;

	if (clauses == NULL)
		return false;
	if (uses->len > 0)
		qsort(u, uses->len, sizeof(*u), by_use);
	for (i = 0; i < uses->len; i++) {
		if (i > 0 && by_use(&u[i - 1], &u[i]) == 0)
			continue;
		ch = &c->d->defs[u[i].change];
		if (ch->nused++ == 0)
			ch->used_in = &clauses[n];
		clauses[n++] = u[i].clause;
	}
	return true;
}

/* A term that was renamed and modified is used where its new name stands. */
static void
share_uses(struct pv_compare *c)
{
	struct pv_def_change *d = c->d->defs;
	size_t n = c->renames.len, i, k;

	for (i = n; i < c->d->ndefs && i < 2 * n; i++)
		for (k = 0; d[i].old_term.len > 0 && k < n; k++)
			if (d[k].new_def == d[i].new_def) {
				d[i].used_in = d[k].used_in;
				d[i].nused = d[k].nused;
			}
}

bool
pv_compare_defs(struct pv_compare *c)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_def_change);
	struct pv_vec uses = PV_VEC_INIT(struct use);
	struct search s = { .uses = &uses };
	bool ok;

	out.mem = uses.mem = pv_arena_mem(c->work);
	ok = put_changes(c, &out);
	c->d->defs = pv_vec_freeze(&out, c->d->arena, &c->d->ndefs);
	ok = ok && c->d->defs != NULL;
	s.changes = c->d->defs;
	s.f = &c->y;
	ok = ok && search(c, &s, c->d->ndefs);
	s.f = &c->x;
	s.old = true;
	ok = ok && search(c, &s, c->d->ndefs) && put_uses(c, &uses);
	if (ok)
		share_uses(c);
	pv_vec_release(&uses);
	return ok;
}
