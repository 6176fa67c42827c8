/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/pair.h"

#include <stdlib.h>

#include "model/wire.h"
#include "rule/some.h"

#define ROUNDS 16   /* in which wants spread; then all are wanted */

struct side {
	const struct pv_version *v;
	struct pv_scanner *scanner;
	struct pv_some *some;
	bool *wanted;               /* by clause */
	const struct pv_findings *findings;
};

struct tagger {
	struct side sides[2];       /* old, new */
	const struct pv_diffing *diffing;
	uint32_t *twin;             /* by old clause: settled, of one key */
	struct pv_buf answers;      /* a byte each */
	struct pv_err *err;
	enum pv_rc rc;              /* of asking */
};

static void
end(struct tagger *t)
{
	for (int i = 0; i < 2; i++) {
		pv_some_close(t->sides[i].some);
		pv_scanner_free(t->sides[i].scanner);
		free(t->sides[i].wanted);
	}
	free(t->twin);
	pv_buf_release(&t->answers);
}

static enum pv_rc
begin(struct tagger *t, const struct pv_rules *rules)
{
	enum pv_rc rc = PV_OK;

	for (int i = 0; i < 2 && rc == PV_OK; i++) {
		struct side *s = &t->sides[i];

		s->wanted = malloc(s->v->nclauses * sizeof(*s->wanted));
		rc = s->wanted == NULL ? pv_fail_nomem(t->err) :
		    pv_scanner_new(rules, &s->scanner, t->err);
		if (rc == PV_OK)
			rc = pv_some_open(s->scanner, s->v, &s->some, t->err);
	}
	t->twin = malloc(t->sides[0].v->nclauses * sizeof(*t->twin));
	return rc == PV_OK && t->twin == NULL ? pv_fail_nomem(t->err) : rc;
}

/* ------------------------------------------------------------ what to tag */

/* Everything is wanted but what is settled and reads the same to the rules. */
static void
find_twins(struct tagger *t)
{
	struct side *x = &t->sides[0], *y = &t->sides[1];
	struct pv_digest a, b;
	uint32_t n;

	for (uint32_t i = 0; i < y->v->nclauses; i++)
		y->wanted[i] = true;
	for (uint32_t o = 0; o < x->v->nclauses; o++) {
		bool same = pv_diff_settled(t->diffing, o, &n) &&
		    ((x->v->clauses[o].flags ^ y->v->clauses[n].flags) &
		    PV_CLAUSE_INLINE) == 0 &&
		    pv_some_key(x->some, o, &a) &&
		    pv_some_key(y->some, n, &b) && pv_digest_eq(&a, &b);

		t->twin[o] = same ? n : PV_NONE;
		x->wanted[o] = !same;
		if (same)
			y->wanted[n] = false;
	}
}

static bool
want(bool *wanted, bool yes)
{
	bool news = yes && !*wanted;

	*wanted = *wanted || yes;
	return news;
}

/* An inline item goes with what stands before it in its sentence. */
static bool
spread_inline(struct side *s)
{
	const struct pv_clause *all = s->v->clauses;
	bool any = false;
	uint32_t i, n = (uint32_t)s->v->nclauses;

	for (i = 1; i < n; i++)
		if ((all[i].flags & PV_CLAUSE_INLINE) != 0)
			any |= want(&s->wanted[i], s->wanted[i - 1] ||
			    s->wanted[all[i].parent]);
	for (i = n; i-- > 1;)
		if ((all[i].flags & PV_CLAUSE_INLINE) != 0 && s->wanted[i]) {
			any |= want(&s->wanted[i - 1], true);
			any |= want(&s->wanted[all[i].parent], true);
		}
	return any;
}

/* What speaks where nothing below it does goes with what is below it. */
static bool
spread_up(struct side *s)
{
	const struct pv_clause *all = s->v->clauses;
	uint32_t i, below = PV_NONE;
	bool any = false;

	/* from the end: the next wanted one is below i or there is none */
	for (i = (uint32_t)s->v->nclauses; i-- > 0;) {
		if (!s->wanted[i] && below < all[i].next)
			any |= want(&s->wanted[i], pv_some_spans(s->some, i));
		if (s->wanted[i])
			below = i;
	}
	return any;
}

static bool
spread_over(struct tagger *t)
{
	struct side *x = &t->sides[0], *y = &t->sides[1];
	bool any = false;

	for (uint32_t o = 0; o < x->v->nclauses; o++) {
		uint32_t n = t->twin[o];

		if (n == PV_NONE)
			continue;
		any |= want(&x->wanted[o], y->wanted[n]);
		any |= want(&y->wanted[n], x->wanted[o]);
	}
	return any;
}

static void
find_wanted(struct tagger *t)
{
	bool any = true;

	find_twins(t);
	for (int round = 0; any && round < ROUNDS; round++) {
		any = false;
		for (int i = 0; i < 2; i++) {
			any |= spread_inline(&t->sides[i]);
			any |= spread_up(&t->sides[i]);
		}
		any |= spread_over(t);
	}
	for (int i = 0; any && i < 2; i++)
		for (uint32_t k = 0; k < t->sides[i].v->nclauses; k++)
			t->sides[i].wanted[k] = true;
}

/* ---------------------------------------------------------------- tagging */

/* The diff asks: find out, and keep the answer. */
static bool
ask(void *ctx, const struct pv_diff_asked *q)
{
	struct tagger *t = ctx;
	struct side *s = &t->sides[q->old_side ? 0 : 1];
	struct pv_some_sought sought = { q->provision, q->subtype, q->first,
		q->next };
	bool any = false;

	if (t->rc == PV_OK)
		t->rc = pv_some_any(s->some, &sought, &any, t->err);
	pv_buf_char(&t->answers, any ? 1 : 0);
	return any;
}

static enum pv_rc
read_sides(struct tagger *t)
{
	struct side *x = &t->sides[0], *y = &t->sides[1];
	enum pv_rc rc = pv_some_read(x->some, x->wanted, &x->findings, t->err);

	if (rc != PV_OK)
		return rc;
	/* what moved was read there */
	pv_scanner_swap_memo(x->scanner, y->scanner);
	return pv_some_read(y->some, y->wanted, &y->findings, t->err);
}

enum pv_rc
pair_tag(const struct pv_rules *rules, const struct pv_version *old_version,
    const struct pv_version *new_version, struct pv_buf *out,
    struct pv_err *err)
{
	struct tagger t = { .sides = { { .v = old_version },
	    { .v = new_version } }, .answers = PV_BUF_INIT, .err = err };
	struct pv_diff_input in = { { old_version, NULL },
	    { new_version, NULL } };
	struct pv_diff_rest rest = { ask, &t };
	struct pv_diffing *diffing = NULL;
	struct pv_diff *d = NULL;
	enum pv_rc rc = pv_diff_begin(&in, &diffing, err);

	t.diffing = diffing;
	if (rc == PV_OK)
		rc = begin(&t, rules);
	if (rc == PV_OK) {
		find_wanted(&t);
		rc = read_sides(&t);
	}
	if (rc == PV_OK) {
		rc = pv_diff_end(diffing, t.sides[0].findings,
		    t.sides[1].findings, &rest, &d, err);
		diffing = NULL;
	}
	if (rc == PV_OK)
		rc = t.rc;
	if (rc == PV_OK) {
		pv_wire_findings(t.sides[0].findings, out);
		pv_wire_findings(t.sides[1].findings, out);
		pv_buf_span(out, pv_buf_view(&t.answers));
		out->failed |= t.answers.failed;
	}
	pv_diff_free(d);
	pv_diffing_free(diffing);
	end(&t);
	return rc;
}

/* ----------------------------------------------------------------- the wire */

void
pair_put(const struct pv_version *old_version,
    const struct pv_version *new_version, struct pv_buf *out)
{
	pv_wire_version(old_version, out);
	pv_wire_version(new_version, out);
}

enum pv_rc
pair_answer(const struct pv_rules *rules, struct pv_span in,
    struct pv_buf *out, struct pv_err *err)
{
	struct pv_version *x = NULL, *y = NULL;
	enum pv_rc rc = pv_unwire_version(&in, &x, err);

	if (rc == PV_OK)
		rc = pv_unwire_version(&in, &y, err);
	if (rc == PV_OK)
		rc = pair_tag(rules, x, y, out, err);
	pv_version_free(x);
	pv_version_free(y);
	return rc;
}

enum pv_rc
pair_parse(struct pv_span in, const struct pv_version *old_version,
    const struct pv_version *new_version, struct pair_found *out,
    struct pv_err *err)
{
	enum pv_rc rc;

	out->findings[0] = out->findings[1] = NULL;
	out->taken = 0;
	out->short_of = false;
	rc = pv_unwire_findings(&in, old_version, &out->findings[0], err);
	if (rc == PV_OK)
		rc = pv_unwire_findings(&in, new_version, &out->findings[1],
		    err);
	out->answers = in;
	return rc;
}

bool
pair_next(void *ctx, const struct pv_diff_asked *asked)
{
	struct pair_found *f = ctx;

	(void)asked;
	if (f->taken < f->answers.len)
		return f->answers.ptr[f->taken++] != 0;
	f->short_of = true;
	return false;
}
