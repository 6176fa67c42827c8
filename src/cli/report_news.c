/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "cli/report_news.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "cli/chain.h"

struct news {
	struct cli *c;
	struct pv_store *s;
	struct pv_arena *arena;
	struct pv_span since;       /* date of the oldest change */
	struct pv_vec out;          /* struct pv_report_change */
};

static int
cmp_keys(const void *a, const void *b)
{
	return pv_span_cmp(*(const struct pv_span *)a,
	    *(const struct pv_span *)b);
}

/* The gravest first. */
static size_t
gravity(struct pv_span change)
{
	static const char *const kinds[] = { "lost", "weakened", "changed",
		"strengthened", "gained" };
	size_t i = 0, n = sizeof(kinds) / sizeof(kinds[0]);

	while (i < n && !pv_span_eq(change, pv_span_str(kinds[i])))
		i++;
	return i;
}

static int
cmp_changes(const void *a, const void *b)
{
	const struct pv_report_change *x = a, *y = b;
	int c = pv_span_cmp(y->date, x->date);

	if (c == 0)
		c = pv_span_cmp(x->agreement, y->agreement);
	if (c == 0)
		c = (int)gravity(x->change) - (int)gravity(y->change);
	if (c == 0)
		c = pv_span_cmp(x->provision, y->provision);
	if (c == 0)
		c = pv_span_cmp(x->subtype, y->subtype);
	if (c == 0)
		c = pv_span_cmp(x->old_clause, y->old_clause);
	return c != 0 ? c : pv_span_cmp(x->new_clause, y->new_clause);
}

static bool
is_late(void *ctx, const struct pv_state *old_state,
    const struct pv_state *new_state)
{
	const struct news *n = ctx;

	(void)old_state;
	return pv_span_cmp(new_state->date, n->since) >= 0;
}

/* A copy that outlives the history; n->out fails when memory is out. */
static struct pv_span
keep(struct news *n, struct pv_span s)
{
	struct pv_span copy = pv_arena_dup(n->arena, s);

	if (copy.ptr == NULL)
		n->out.failed = true;
	return copy;
}

static void
add(struct news *n, struct pv_span key, const struct pv_history *h,
    const struct pv_event *e)
{
	struct pv_report_change *x = pv_vec_push(&n->out);

	if (x == NULL)
		return;
	x->date = keep(n, h->states[e->to].date);
	x->agreement = keep(n, key);
	x->change = pv_span_str(pv_change_kind_name(e->kind));
	x->provision = keep(n, e->provision);
	x->subtype = keep(n, e->subtype);
	x->old_clause = keep(n, e->old_side.clause);
	x->new_clause = keep(n, e->new_side.clause);
	x->was = keep(n, e->old_side.text);
	x->is = keep(n, e->new_side.text);
}

static enum pv_rc
tell_agreement(struct news *n, struct pv_span key, struct pv_err *err)
{
	struct pv_series *series = NULL;
	struct pv_chain *chain = NULL;
	struct pv_history *h = NULL;
	enum pv_rc rc = pv_store_series(n->s, key, &series, err);

	if (rc != PV_OK)
		return rc;
	rc = pv_chain_new(&chain, err);
	if (rc == PV_OK) {
		pv_chain_want(chain, is_late, n);
		rc = chain_load(n->c, n->s, series->items, series->nitems,
		    chain, err);
	}
	if (rc == PV_OK)
		rc = pv_chain_end(chain, false, &h, err);
	for (size_t i = 0; rc == PV_OK && i < h->nevents; i++)
		add(n, key, h, &h->events[i]);
	pv_history_free(h);
	pv_chain_free(chain);
	pv_series_free(series);
	return rc;
}

/* The keys of the changes, each once. */
static size_t
gather_keys(const struct pv_report *r, struct pv_span *keys)
{
	size_t i, n = 0;

	for (i = 0; i < r->nchanges; i++)
		keys[i] = r->changes[i].agreement;
	qsort(keys, r->nchanges, sizeof(*keys), cmp_keys);
	for (i = 0; i < r->nchanges; i++) {
		if (n == 0 || !pv_span_eq(keys[n - 1], keys[i]))
			keys[n++] = keys[i];
	}
	return n;
}

enum pv_rc
report_news(struct cli *c, struct pv_store *s, struct pv_arena *arena,
    struct pv_report *r, struct pv_err *err)
{
	struct news n = { c, s, arena, PV_SPAN(""),
		PV_VEC_INIT(struct pv_report_change) };
	struct pv_span *keys;
	size_t i, nkeys;
	enum pv_rc rc = PV_OK;

	if (r->nchanges == 0)
		return PV_OK;
	n.since = r->changes[r->nchanges - 1].date;
	keys = pv_arena_array(arena, r->nchanges, sizeof(*keys));
	if (keys == NULL)
		return pv_fail_nomem(err);
	nkeys = gather_keys(r, keys);
	for (i = 0; rc == PV_OK && i < nkeys; i++)
		rc = tell_agreement(&n, keys[i], err);
	if (rc == PV_OK && n.out.len > 0)
		qsort(n.out.ptr, n.out.len, sizeof(struct pv_report_change),
		    cmp_changes);
	if (rc == PV_OK) {
		r->changes = pv_vec_freeze(&n.out, arena, &r->nchanges);
		if (r->changes == NULL)
			rc = pv_fail_nomem(err);
	}
	pv_vec_release(&n.out);
	return rc;
}
