/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "rule/score.h"

#include <stdlib.h>

/* An expected finding, and one that was made, of the item at hand. */
struct want {
	const struct pv_gold_expect *e;
	struct pv_score_row *row;
	struct pv_range at;
	bool lost;              /* its words are not in what was read */
	bool paired, met;       /* met: by a finding of the other kind */
};

struct got {
	const struct pv_finding *f;
	struct pv_score_row *row;
	bool paired, over;      /* over: overlaps an expected one of its kind */
};

/* A pair that could be made. */
struct pairing {
	uint32_t want, got, alike, overlap;
};

struct scoring {
	struct pv_score *s;
	const struct pv_gold_item *item;
	const struct pv_version *v;
	const struct pv_findings *f;
	struct pv_arena *arena;         /* of the item */
	struct want *wants;             size_t nwants;
	struct got *gots;               size_t ngots;
	struct pv_vec pairings;
	struct pv_err *err;
};

/* --------------------------------------------------------------- the score */

enum pv_rc
pv_score_new(struct pv_score **out, struct pv_err *err)
{
	struct pv_score *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return pv_fail_nomem(err);
	s->arena = pv_arena_new(NULL);
	s->rows = (struct pv_vec)PV_VEC_INIT(struct pv_score_row *);
	s->rules = (struct pv_vec)PV_VEC_INIT(struct pv_score_rule);
	*out = s;
	if (s->arena != NULL)
		return PV_OK;
	pv_score_free(s);
	*out = NULL;
	return pv_fail_nomem(err);
}

void
pv_score_free(struct pv_score *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->rows.len; i++)
		pv_vec_release(&(*PV_VEC_AT(&s->rows, struct pv_score_row *,
		    i))->by_item);
	pv_vec_release(&s->rows);
	pv_vec_release(&s->rules);
	pv_arena_free(s->arena);
	free(s);
}

enum pv_rc
pv_score_row(struct pv_score *s, struct pv_span name,
    struct pv_score_row **out, struct pv_err *err)
{
	struct pv_score_row *row;
	size_t i;

	for (i = 0; i < s->rows.len; i++) {
		*out = *PV_VEC_AT(&s->rows, struct pv_score_row *, i);
		if (pv_span_eq((*out)->provision, name))
			return PV_OK;
	}
	if (s->rows.len >= PV_SCORE_PROVISIONS)
		return pv_fail(err, PV_ERULE, "E-GOLD",
		    "more than %u provisions", PV_SCORE_PROVISIONS);
	row = pv_arena_alloc(s->arena, sizeof(*row));
	if (row == NULL || !pv_vec_add(&s->rows, &row))
		return pv_fail_nomem(err);
	row->by_item = (struct pv_vec)PV_VEC_INIT(struct pv_score_count);
	row->provision = pv_arena_dup(s->arena, name);
	*out = row;
	return row->provision.ptr == NULL ? pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
pv_score_rows(struct pv_score *s, const struct pv_rules *r,
    struct pv_err *err)
{
	struct pv_score_row *row;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < pv_rules_nprovisions(r) && rc == PV_OK; i++) {
		rc = pv_score_row(s, pv_rules_provision(r, i).provision, &row,
		    err);
		if (rc == PV_OK)
			row->known = true;
	}
	return rc;
}

/* ------------------------------------------------------------- the places */

static enum pv_rc
place_wants(struct scoring *c, const struct pv_text **at)
{
	struct pv_gold_places places;
	enum pv_rc rc = pv_gold_places_open(&places, c->item, c->v, c->err);
	size_t i;

	for (i = 0; i < c->nwants && rc == PV_OK; i++) {
		struct want *w = &c->wants[i];

		*at = &w->e->text;
		rc = pv_gold_place(&places, w->e, &w->at, &w->lost, c->err);
	}
	pv_gold_places_release(&places);
	return rc;
}

/* -------------------------------------------------------------- the pairs */

static bool
is_reference(uint32_t stance)
{
	return stance == PV_STANCE_REFERENCE;
}

static bool
same_text(const struct scoring *c, struct pv_sref a, struct pv_span b)
{
	return pv_span_eq(pv_findings_str(c->f, a), b);
}

static uint32_t
overlap(const struct want *w, const struct got *g)
{
	uint32_t start = w->at.start, end = w->at.end;

	if (start < g->f->at.start)
		start = g->f->at.start;
	if (end > g->f->at.end)
		end = g->f->at.end;
	return !w->lost && w->row == g->row && end > start ? end - start : 0;
}

/* In how much do they agree? */
static uint32_t
alike(const struct scoring *c, const struct want *w, const struct got *g)
{
	const struct pv_clause *clause = &c->v->clauses[g->f->clause];
	uint32_t n = w->e->stance == (enum pv_stance)g->f->stance ? 2 : 0;

	if (w->e->subtype.s.len > 0 &&
	    same_text(c, g->f->subtype, w->e->subtype.s))
		n += 2;
	if (w->e->clause.s.len > 0 &&
	    pv_span_eq(pv_version_str(c->v, clause->label), w->e->clause.s))
		n++;
	return n;
}

static void
meet(struct scoring *c, uint32_t i, uint32_t j)
{
	struct want *w = &c->wants[i];
	struct got *g = &c->gots[j];
	struct pairing p = { i, j, 0, overlap(w, g) };

	if (p.overlap == 0)
		return;
	if (is_reference(w->e->stance) != is_reference(g->f->stance)) {
		w->met = true;
		return;
	}
	g->over = true;
	p.alike = alike(c, w, g);
	(void)pv_vec_add(&c->pairings, &p);
}

static int
by_promise(const void *a, const void *b)
{
	const struct pairing *x = a, *y = b;

	if (x->alike != y->alike)
		return x->alike > y->alike ? -1 : 1;
	if (x->overlap != y->overlap)
		return x->overlap > y->overlap ? -1 : 1;
	if (x->want != y->want)
		return x->want < y->want ? -1 : 1;
	return x->got < y->got ? -1 : x->got > y->got;
}

static void
count_right(struct pv_right *r, bool right)
{
	r->of++;
	r->right += right;
}

/* Values agree when half of their words do, without capitals. */
static enum pv_rc
count_attributes(struct scoring *c, const struct want *w, const struct got *g)
{
	size_t finding = (size_t)(g->f - c->f->items), i;
	struct pv_wordset a, b;
	enum pv_attr_key key;
	enum pv_rc rc = PV_OK;
	bool redacted;

	for (i = 0; i < w->e->attributes.len && rc == PV_OK; i++) {
		const struct pv_pair *p = &w->e->attributes.ptr[i];

		if (!pv_attr_key_parse(p->name.s, &key)) {
			redacted = (g->f->flags & PV_FINDING_REDACTED) != 0;
			count_right(&w->row->attrs[PV_ATTR_COUNT], redacted ==
			    pv_span_eq(p->value.s, PV_SPAN("true")));
			continue;
		}
		rc = pv_valueset_make(p->value.s, c->arena, &a, c->err);
		if (rc == PV_OK)
			rc = pv_valueset_make(pv_finding_attr(c->f, finding,
			    key), c->arena, &b, c->err);
		if (rc == PV_OK)
			count_right(&w->row->attrs[key],
			    b.n > 0 && pv_wordset_alike(&a, &b));
	}
	return rc;
}

static enum pv_rc
pair(struct scoring *c, struct want *w, struct got *g)
{
	struct pv_score_row *row = w->row;

	w->paired = g->paired = true;
	if (is_reference(w->e->stance)) {
		row->ref_tp++;
		return PV_OK;
	}
	row->tp++;
	count_right(&row->stance, w->e->stance ==
	    (enum pv_stance)g->f->stance);
	if (w->e->subtype.s.len > 0)
		count_right(&row->subtype,
		    same_text(c, g->f->subtype, w->e->subtype.s));
	if (w->e->strength_text.s.len > 0)
		count_right(&row->strength, w->e->strength ==
		    (enum pv_strength)g->f->strength);
	return count_attributes(c, w, g);
}

static enum pv_rc
make_pairs(struct scoring *c)
{
	struct pairing *p;
	enum pv_rc rc = PV_OK;
	size_t i, j;

	for (i = 0; i < c->nwants; i++) {
		for (j = 0; j < c->ngots; j++)
			meet(c, (uint32_t)i, (uint32_t)j);
	}
	if (c->pairings.failed)
		return pv_fail_nomem(c->err);
	if (c->pairings.len > 0)
		qsort(c->pairings.ptr, c->pairings.len, sizeof(*p),
		    by_promise);
	for (i = 0; i < c->pairings.len && rc == PV_OK; i++) {
		p = PV_VEC_AT(&c->pairings, struct pairing, i);
		if (!c->wants[p->want].paired && !c->gots[p->got].paired)
			rc = pair(c, &c->wants[p->want], &c->gots[p->got]);
	}
	return rc;
}

/* -------------------------------------------------------------- the counts */

/* What the item adds to a row. */
static struct pv_score_count *
count_of(struct scoring *c, struct pv_score_row *row)
{
	struct pv_vec *v = &row->by_item;
	struct pv_score_count *n;

	n = v->len == 0 ? NULL : PV_VEC_AT(v, struct pv_score_count,
	    v->len - 1);
	if (n == NULL || n->item != c->s->nitems)
		n = pv_vec_push(v);
	if (n != NULL)
		n->item = c->s->nitems;
	return n;
}

static enum pv_rc
count_wants(struct scoring *c)
{
	struct pv_score_count *n;
	struct want *w;

	for (w = c->wants; w < c->wants + c->nwants; w++) {
		n = count_of(c, w->row);
		if (n == NULL)
			return pv_fail_nomem(c->err);
		w->row->confused += !w->paired && w->met;
		if (is_reference(w->e->stance)) {
			w->row->ref_fn += !w->paired;
			continue;
		}
		n->tp += w->paired;
		n->fn += !w->paired;
		w->row->fn += !w->paired;
	}
	return PV_OK;
}

/* The rule that decided a finding was right or wrong. */
static enum pv_rc
count_rule(struct scoring *c, const struct got *g)
{
	struct pv_score_rule r = {
		pv_arena_dup(c->s->arena, pv_findings_str(c->f, g->f->rule)),
		g->row->provision, g->paired, !g->paired
	};

	return r.rule.ptr != NULL && pv_vec_add(&c->s->rules, &r) ? PV_OK :
	    pv_fail_nomem(c->err);
}

/* A finding is of a clause: saying it in two sentences is saying it again. */
static bool
restates(const struct scoring *c, const struct got *g)
{
	const struct got *x;

	for (x = c->gots; x < c->gots + c->ngots; x++)
		if (x->paired && x->row == g->row &&
		    x->f->clause == g->f->clause &&
		    x->f->stance == g->f->stance)
			return true;
	return false;
}

static enum pv_rc
count_gots(struct scoring *c)
{
	struct pv_score_count *n;
	struct got *g;
	enum pv_rc rc = PV_OK;

	for (g = c->gots; g < c->gots + c->ngots && rc == PV_OK; g++) {
		if (is_reference(g->f->stance)) {
			g->row->ref_fp += !g->over;
			continue;
		}
		if (!g->paired && (g->over || restates(c, g))) {
			g->row->again++;
			continue;
		}
		n = count_of(c, g->row);
		if (n == NULL)
			return pv_fail_nomem(c->err);
		n->fp += !g->over;
		g->row->fp += !g->over;
		rc = count_rule(c, g);
	}
	return rc;
}

/* A finding that says of what is near that it is there. */
static bool
is_taken_in(const struct scoring *c, const struct pv_score_row *row)
{
	const struct got *g;

	for (g = c->gots; g < c->gots + c->ngots; g++) {
		if (g->row == row && !g->over &&
		    (g->f->stance == PV_STANCE_IN_FORCE ||
		    g->f->stance == PV_STANCE_CONDITIONAL))
			return true;
	}
	return false;
}

static enum pv_rc
count_near(struct scoring *c)
{
	struct pv_score_row *row;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < c->item->near.len && rc == PV_OK; i++) {
		rc = pv_score_row(c->s, c->item->near.ptr[i].s, &row, c->err);
		if (rc == PV_OK)
			rc = count_of(c, row) == NULL ?
			    pv_fail_nomem(c->err) : PV_OK;
		if (rc == PV_OK)
			count_right(&row->near, c->v != NULL &&
			    !is_taken_in(c, row));
	}
	return rc;
}

/* Rows that the item expects or says are near: they are measured by it. */
static void
count_items(struct scoring *c)
{
	struct pv_score_row *row;
	size_t i, j;
	bool named;

	for (i = 0; i < c->s->rows.len; i++) {
		row = *PV_VEC_AT(&c->s->rows, struct pv_score_row *, i);
		named = false;
		for (j = 0; j < c->nwants; j++)
			named |= c->wants[j].row == row;
		for (j = 0; j < c->item->near.len; j++)
			named |= pv_span_eq(c->item->near.ptr[j].s,
			    row->provision);
		row->items += named;
	}
}

static enum pv_rc
prepare(struct scoring *c)
{
	size_t i, n = c->f == NULL ? 0 : c->f->nitems;
	enum pv_rc rc = PV_OK;

	c->nwants = c->item->nexpect;
	c->wants = pv_arena_array(c->arena, c->nwants + 1,
	    sizeof(*c->wants));
	c->gots = pv_arena_array(c->arena, n + 1, sizeof(*c->gots));
	if (c->wants == NULL || c->gots == NULL)
		return pv_fail_nomem(c->err);
	for (i = 0; i < c->nwants && rc == PV_OK; i++) {
		c->wants[i].e = &c->item->expect[i];
		rc = pv_score_row(c->s, c->wants[i].e->provision.s,
		    &c->wants[i].row, c->err);
	}
	for (; c->ngots < n && rc == PV_OK; c->ngots++) {
		c->gots[c->ngots].f = &c->f->items[c->ngots];
		rc = pv_score_row(c->s, pv_findings_str(c->f,
		    c->f->items[c->ngots].provision), &c->gots[c->ngots].row,
		    c->err);
	}
	return rc;
}

enum pv_rc
pv_score_item(struct pv_score *s, const struct pv_gold_item *item,
    const struct pv_version *v, const struct pv_findings *f,
    const struct pv_text **at, struct pv_err *err)
{
	struct scoring c = { .s = s, .item = item, .v = v, .f = f,
		.arena = pv_arena_new(NULL), .err = err,
		.pairings = PV_VEC_INIT(struct pairing) };
	enum pv_rc rc = c.arena == NULL ? pv_fail_nomem(err) : PV_OK;

	*at = &item->id;
	if (rc == PV_OK)
		rc = prepare(&c);
	if (rc == PV_OK)
		rc = place_wants(&c, at);
	if (rc == PV_OK)
		rc = make_pairs(&c);
	if (rc == PV_OK)
		rc = count_wants(&c);
	if (rc == PV_OK)
		rc = count_gots(&c);
	if (rc == PV_OK)
		rc = count_near(&c);
	if (rc == PV_OK) {
		count_items(&c);
		s->nitems++;
	}
	pv_vec_release(&c.pairings);
	pv_arena_free(c.arena);
	return rc;
}

static int
by_rule(const void *a, const void *b)
{
	const struct pv_score_rule *x = a, *y = b;

	return pv_span_cmp(x->rule, y->rule);
}

enum pv_rc
pv_score_finish(struct pv_score *s, struct pv_err *err)
{
	struct pv_score_rule *r = s->rules.ptr;
	size_t i, n = 0;

	if (s->rules.failed)
		return pv_fail_nomem(err);
	if (s->rules.len > 0)
		qsort(r, s->rules.len, sizeof(*r), by_rule);
	for (i = 0; i < s->rules.len; i++) {
		if (n > 0 && pv_span_eq(r[n - 1].rule, r[i].rule)) {
			r[n - 1].right += r[i].right;
			r[n - 1].wrong += r[i].wrong;
		} else {
			r[n++] = r[i];
		}
	}
	s->rules.len = n;
	return PV_OK;
}
