/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/ground.h"

#include <stdlib.h>

#include "diff/diff.h"
#include "diff/noise.h"

/* Longest meaning that can say that a term means nothing any more. */
#define EMPTY_WORDS 10

static struct pv_range
meaning_of(const struct pv_def *d)
{
	return d->meaning.end > d->meaning.start ? d->meaning : d->at;
}

/* A definition that leaves nothing of its term. */
static bool
is_empty(const struct pv_form *f, uint32_t def)
{
	static const char *const words[] = { "zero", "nil", "none", "nothing",
		"reserved", "omitted", "deleted", "0" };
	const struct pv_def *d = &f->v->defs[def];
	uint32_t first, end, i;
	struct pv_span s;

	pv_form_slice(f, d->clause, meaning_of(d), &first, &end);
	if (end - first > EMPTY_WORDS)
		return false;
	for (i = first; i < end; i++) {
		s = pv_lexicon_bytes(f->lex, f->tokens[i].id);
		for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); k++)
			if (pv_span_ieq(s, pv_span_str(words[k])))
				return true;
	}
	return false;
}

/*
 * What an agreement calls itself: no provision turns on that, for all that
 * nearly every clause has it.
 */
static bool
is_own_name(struct pv_span term)
{
	static const char *const names[] = { "agreement", "contract", "terms",
		"addendum", "amendment", "memorandum", "statement", "order",
		"license", "licence", "terms and conditions", "parties",
		"party" };

	if (pv_span_istarts(term, PV_SPAN("this ")))
		term = pv_span_sub(term, 5, term.len);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (pv_span_ieq(term, pv_span_str(names[i])))
			return true;
	return false;
}

/* A number, or the version of something: "2", "1.1", "v3". */
static bool
is_figure(struct pv_span s)
{
	if (s.len > 1 && pv_tolower(s.ptr[0]) == 'v')
		s = pv_span_sub(s, 1, s.len);
	return s.len > 0 && pv_isdigit(s.ptr[0]);
}

/* The next token of [*i, end) that counts, or PV_NONE. */
static uint32_t
next_word(const struct pv_form *f, uint32_t *i, uint32_t end, bool figures)
{
	struct pv_span s;

	for (; *i < end; ++*i) {
		s = pv_span_sub(f->v->text, f->tokens[*i].start,
		    f->tokens[*i].end);
		if (pv_noise_url_at(s) == 0 && (figures || !is_figure(s)))
			return f->tokens[(*i)++].id;
	}
	return PV_NONE;
}

/*
 * Do two definitions differ in nothing but where something is found, or in
 * that and in figures?
 */
static bool
says_as_much(const struct pv_compare *c, const struct pv_def_change *ch,
    bool figures)
{
	const struct pv_def *a, *b;
	uint32_t i, j, ie, je, wa, wb;

	if (ch->kind != PV_DEF_MODIFIED)
		return false;
	a = &c->x.v->defs[ch->old_def];
	b = &c->y.v->defs[ch->new_def];
	/* one with items has more words than its clause */
	if (c->x.v->clauses[a->clause].next > a->clause + 1 ||
	    c->y.v->clauses[b->clause].next > b->clause + 1)
		return false;
	pv_form_slice(&c->x, a->clause, meaning_of(a), &i, &ie);
	pv_form_slice(&c->y, b->clause, meaning_of(b), &j, &je);
	do {
		wa = next_word(&c->x, &i, ie, figures);
		wb = next_word(&c->y, &j, je, figures);
	} while (wa == wb && wa != PV_NONE);
	return wa == wb;
}

static bool
is_news(const struct pv_compare *c, const struct pv_def_change *ch)
{
	return ch->kind != PV_DEF_RENAMED && !is_own_name(ch->term) &&
	    !says_as_much(c, ch, true);
}

static int
by_term(const void *x, const void *y)
{
	const struct pv_ground_term *a = x, *b = y;
	int c = pv_span_cmp(a->term, b->term);

	return c != 0 ? c : (int)b->changed - (int)a->changed;
}

/*
 * The terms of a side.  `shifts`: which changes can make a provision, or take
 * it away; figures say how much of it there is.
 */
static bool
index_terms(struct pv_grounds *g, struct pv_compare *c, bool old,
    const bool *shifts)
{
	const struct pv_version *v = old ? c->x.v : c->y.v;
	const uint32_t *of = old ? g->of_old : g->of_new;
	struct pv_ground_term *t = pv_arena_array(c->work, v->ndefs,
	    sizeof(*t));
	uint32_t i, k;

	g->terms[old] = t;
	g->nterms[old] = v->ndefs;
	if (t == NULL)
		return false;
	for (i = 0; i < v->ndefs; i++) {
		t[i].term = pv_version_str(v, v->defs[i].term);
		k = v->defs[i].clause < v->nclauses ?
		    of[v->defs[i].clause] : PV_NONE;
		t[i].changed = k != PV_NONE && shifts[k];
	}
	for (k = 0; k < c->d->ndefs; k++) {
		i = old ? c->d->defs[k].old_def : c->d->defs[k].new_def;
		if (i != PV_NONE)
			t[i].changed |= shifts[k];
	}
	if (v->ndefs > 0)
		qsort(t, v->ndefs, sizeof(*t), by_term);
	return true;
}

static uint32_t *
no_change(struct pv_compare *c, size_t n)
{
	uint32_t *of = pv_arena_array(c->work, n, sizeof(*of));

	if (of != NULL && n > 0)
		memset(of, 0xff, n * sizeof(*of));
	return of;
}

bool
pv_grounds_init(struct pv_grounds *g, struct pv_compare *c)
{
	const struct pv_diff *d = c->d;
	bool *shifts = pv_arena_array(c->work, d->ndefs, sizeof(bool));
	uint32_t i, k, *of;

	g->of_new = no_change(c, c->y.v->nclauses);
	g->of_old = no_change(c, c->x.v->nclauses);
	g->emptied = pv_arena_array(c->work, d->ndefs, sizeof(bool));
	if (shifts == NULL || g->of_new == NULL || g->of_old == NULL ||
	    g->emptied == NULL)
		return false;
	for (i = 0; i < d->ndefs; i++) {
		const struct pv_def_change *ch = &d->defs[i];

		if (!is_news(c, ch))
			continue;
		g->emptied[i] = ch->kind == PV_DEF_MODIFIED &&
		    is_empty(&c->y, ch->new_def) &&
		    !is_empty(&c->x, ch->old_def);
		shifts[i] = g->emptied[i] || !says_as_much(c, ch, false);
		of = ch->kind == PV_DEF_DELETED ? g->of_old : g->of_new;
		for (k = 0; k < ch->nused; k++)
			if (of[ch->used_in[k]] == PV_NONE || g->emptied[i])
				of[ch->used_in[k]] = i;
	}
	return index_terms(g, c, true, shifts) &&
	    index_terms(g, c, false, shifts);
}

/* Did what the term means change? */
static bool
has_changed(const struct pv_grounds *g, struct pv_span term, bool old)
{
	const struct pv_ground_term *t = g->terms[old];
	size_t lo = 0, hi = g->nterms[old], mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (pv_span_cmp(t[mid].term, term) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	/* a term that no side defines is none of ours */
	return lo == g->nterms[old] || !pv_span_eq(t[lo].term, term) ||
	    t[lo].changed;
}

bool
pv_grounds_shifted(const struct pv_grounds *g, const struct pv_findings *f,
    uint32_t i, bool old)
{
	static const struct pv_span mark = { "definition:", 11 };
	const struct pv_finding *it = &f->items[i];
	const struct pv_evidence *e = &f->evidence[it->evidence];
	struct pv_span rule;

	for (uint32_t k = 0; k < it->nevidence; k++) {
		rule = pv_findings_str(f, e[k].rule);
		if (pv_span_starts(rule, mark) && has_changed(g,
		    pv_span_sub(rule, mark.len, rule.len), old))
			return true;
	}
	return it->nevidence == 0;
}
