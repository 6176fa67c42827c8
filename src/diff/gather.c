/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include <stdlib.h>

#define MAX_WHY 400         /* bytes: a reason that has grown enough */

/* Findings of one provision in one clause, by number. */
struct seat { struct pv_span provision, subtype; uint32_t clause, finding; };

static int
by_seat(const struct seat *a, const struct seat *b)
{
	int c;

	if (a->clause != b->clause)
		return a->clause < b->clause ? -1 : 1;
	c = pv_span_cmp(a->provision, b->provision);
	return c != 0 ? c : pv_span_cmp(a->subtype, b->subtype);
}

static int
by_order(const void *x, const void *y)
{
	const struct seat *a = x, *b = y;
	int c = by_seat(a, b);

	return c != 0 ? c : (a->finding > b->finding) -
	    (a->finding < b->finding);
}

static uint32_t *
keepers(struct pv_provisions *p, const struct pv_findings *f,
    const uint32_t *pair)
{
	struct pv_arena *arena = p->c->work;
	uint32_t *out = pv_arena_array(arena, f->nitems, sizeof(*out));
	struct seat *s = pv_arena_array(arena, f->nitems, sizeof(*s));
	size_t n = 0, i, k, end;
	uint32_t keeper;

	if (out == NULL || s == NULL)
		return NULL;
	for (i = 0; i < f->nitems; i++) {
		out[i] = PV_NONE;
		if (pv_operative(&f->items[i]))
			s[n++] = (struct seat){
			    pv_findings_str(f, f->items[i].provision),
			    pv_findings_str(f, f->items[i].subtype),
			    f->items[i].clause, (uint32_t)i };
	}
	if (n > 0)
		qsort(s, n, sizeof(*s), by_order);
	for (i = 0; i < n; i = end) {
		keeper = PV_NONE;
		for (end = i; end < n && by_seat(&s[i], &s[end]) == 0; end++)
			if (keeper == PV_NONE && pair[s[end].finding] !=
			    PV_NONE)
				keeper = s[end].finding;
		for (k = i; k < end; k++)
			if (pair[s[k].finding] == PV_NONE)
				out[s[k].finding] = keeper;
	}
	return out;
}

bool
pv_keepers_init(struct pv_keepers *k, struct pv_provisions *p)
{
	k->of_old = keepers(p, p->fx, p->to_new);
	k->of_new = keepers(p, p->fy, p->to_old);
	return k->of_old != NULL && k->of_new != NULL;
}

/*
 * What makes two changes one: the same happened to the same provision of the
 * same clauses.  Where only one side has it the other one's clause is an echo.
 */
struct spot {
	struct pv_span provision, subtype;
	uint32_t sort, old_clause, new_clause, index;
};

static int
by_spot(const struct spot *a, const struct spot *b)
{
	const uint32_t x[] = { a->sort, a->old_clause, a->new_clause };
	const uint32_t y[] = { b->sort, b->old_clause, b->new_clause };
	int c = pv_span_cmp(a->provision, b->provision);

	if (c == 0)
		c = pv_span_cmp(a->subtype, b->subtype);
	for (size_t i = 0; c == 0 && i < sizeof(x) / sizeof(*x); i++)
		c = (x[i] > y[i]) - (x[i] < y[i]);
	return c;
}

static int
by_spot_order(const void *x, const void *y)
{
	const struct spot *a = x, *b = y;
	int c = by_spot(a, b);

	return c != 0 ? c : (a->index > b->index) - (a->index < b->index);
}

static struct spot
spot_of(const struct pv_provisions *p, const struct pv_provision_change *ch,
    size_t i)
{
	uint32_t o = ch->old_finding, n = ch->new_finding;
	bool lost = ch->kind == PV_CHANGE_LOST;
	bool gained = ch->kind == PV_CHANGE_GAINED;

	return (struct spot){ ch->provision, ch->subtype,
	    lost ? 1 : gained ? 2 : 0,
	    gained || o == PV_NONE ? PV_NONE : p->fx->items[o].clause,
	    lost || n == PV_NONE ? PV_NONE : p->fy->items[n].clause,
	    (uint32_t)i };
}

static enum pv_change_kind
join_kinds(enum pv_change_kind a, enum pv_change_kind b)
{
	if (a == b || b == PV_CHANGE_MOVED)
		return a;
	if (a == PV_CHANGE_MOVED || a == PV_CHANGE_CHANGED)
		return b;
	return b == PV_CHANGE_CHANGED ? a : PV_CHANGE_CHANGED;
}

static bool
has(struct pv_span s, struct pv_span part)
{
	for (size_t i = 0; i + part.len <= s.len; i++)
		if (pv_span_starts(pv_span_sub(s, i, s.len), part))
			return true;
	return false;
}

/* Tell b's reason with a's, unless it is the same or there are enough. */
static bool
join_whys(struct pv_provisions *p, struct pv_provision_change *a,
    const struct pv_provision_change *b)
{
	struct pv_buf out = PV_BUF_INIT;
	bool ok = true;

	if (a->why.len + b->why.len > MAX_WHY || has(a->why, b->why))
		return true;
	out.mem = pv_arena_mem(p->c->work);
	pv_buf_span(&out, a->why);
	pv_buf_str(&out, "; ");
	pv_buf_span(&out, b->why);
	a->why = out.failed ? pv_span(NULL, 0) :
	    pv_arena_dup(p->c->d->arena, pv_buf_view(&out));
	ok = a->why.ptr != NULL;
	pv_buf_release(&out);
	return ok;
}

/* An end or a beginning that has an echo tells it for those without. */
static bool
join(struct pv_provisions *p, struct pv_provision_change *a,
    const struct pv_provision_change *b)
{
	bool echo = (a->old_finding == PV_NONE || a->new_finding == PV_NONE) &&
	    b->old_finding != PV_NONE && b->new_finding != PV_NONE;

	if (a->kind == PV_CHANGE_LOST || a->kind == PV_CHANGE_GAINED) {
		if (echo)
			*a = *b;
		return true;
	}
	a->kind = join_kinds(a->kind, b->kind);
	a->by_term = a->by_term && b->by_term;
	return join_whys(p, a, b);
}

bool
pv_provisions_gather(struct pv_provisions *p, struct pv_vec *changes)
{
	struct pv_provision_change *ch = changes->ptr;
	size_t n = changes->len, kept = 0, i, first = 0;
	struct spot *s = pv_arena_array(p->c->work, n, sizeof(*s));
	bool *gone = pv_arena_array(p->c->work, n, sizeof(*gone));

	if (s == NULL || gone == NULL)
		return false;
	for (i = 0; i < n; i++)
		s[i] = spot_of(p, &ch[i], i);
	if (n > 0)
		qsort(s, n, sizeof(*s), by_spot_order);
	for (i = 1; i < n; i++) {
		if (by_spot(&s[first], &s[i]) != 0) {
			first = i;
			continue;
		}
		if (!join(p, &ch[s[first].index], &ch[s[i].index]))
			return false;
		gone[s[i].index] = true;
	}
	for (i = 0; i < n; i++)
		if (!gone[i])
			ch[kept++] = ch[i];
	changes->len = kept;
	return true;
}
