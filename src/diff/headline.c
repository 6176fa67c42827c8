/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include <stdlib.h>

#include "diff/diff.h"
#include "diff/echo.h"

static bool
any_operative(const struct pv_findings *f, struct pv_span provision)
{
	for (size_t i = 0; i < f->nitems; i++)
		if (pv_operative(&f->items[i]) && pv_span_eq(
		    pv_findings_str(f, f->items[i].provision), provision))
			return true;
	return false;
}

/* What is said of the loss of the last ones of a provision. */
struct last {
	struct pv_provisions *p;
	uint32_t off;           /* the finding that denies it, or PV_NONE */
	bool first;             /* of the losses of this provision */
};

/* "clause 2.3 deleted; decoupled by 7.2; no agi-trigger remains" */
static bool
add_why(const struct last *l, struct pv_provision_change *ch)
{
	const struct pv_finding *f;
	struct pv_why w = { .c = l->p->c, .fx = l->p->fx, .fy = l->p->fy,
	    .text = PV_BUF_INIT };

	w.text.mem = pv_arena_mem(l->p->c->work);
	pv_buf_span(&w.text, ch->why);
	if (l->off != PV_NONE && ch->new_finding != l->off) {
		f = &l->p->fy->items[l->off];
		pv_why_next(&w);
		pv_buf_str(&w.text, pv_span_eq(pv_findings_str(l->p->fy,
		    f->subtype), PV_SPAN("decoupling")) ? "decoupled by " :
		    "denied by ");
		pv_why_label(&w, l->p->c->y.v, f->clause);
	}
	if (l->first) {
		pv_why_next(&w);
		pv_buf_str(&w.text, "no ");
		pv_buf_span(&w.text, ch->provision);
		pv_buf_str(&w.text, " remains");
	}
	ch->why = w.text.failed ? pv_span(NULL, 0) :
	    pv_arena_dup(l->p->c->d->arena, pv_buf_view(&w.text));
	pv_buf_release(&w.text);
	return ch->why.ptr != NULL;
}

/*
 * Where nothing is left of a provision its losses say so, and where a trigger
 * is decoupled each loss names the clause that does it.  Sorted changes have
 * the losses of a provision side by side.
 */
static bool
tell_last(struct pv_provisions *p, const struct pv_echoes *news,
    struct pv_vec *changes)
{
	struct pv_provision_change *ch = changes->ptr;
	struct pv_span of = PV_SPAN("");
	struct last l = { .p = p };
	bool none = false;

	for (size_t i = 0; i < changes->len &&
	    ch[i].kind == PV_CHANGE_LOST; i++) {
		l.first = !pv_span_eq(of, ch[i].provision);
		if (l.first) {
			of = ch[i].provision;
			none = !any_operative(p->fy, of) &&
			    !pv_compare_asks(p->c, &(struct pv_diff_asked){
			    .provision = of, .next = PV_NONE });
			l.off = pv_span_eq(of, PV_SPAN("agi-trigger")) ?
			    pv_echo_denial(news, of) : PV_NONE;
		}
		ch[i].last = none;
		if (none && (l.first || l.off != PV_NONE) &&
		    !add_why(&l, &ch[i]))
			return false;
	}
	return true;
}

/* Place in the list: the kind, the core provisions, the place in the text. */
struct order { uint32_t kind, core, side, clause, index; };

static uint32_t
core_rank(struct pv_span provision)
{
	static const char *const core[] = { "exclusivity", "agi-trigger",
		"distribution-license" };

	for (uint32_t i = 0; i < 3; i++)
		if (pv_span_eq(provision, pv_span_str(core[i])))
			return i;
	return 3;
}

static uint32_t
kind_rank(enum pv_change_kind kind)
{
	switch (kind) {
	case PV_CHANGE_LOST:
		return 0;
	case PV_CHANGE_WEAKENED:
		return 1;
	case PV_CHANGE_GAINED:
		return 2;
	case PV_CHANGE_STRENGTHENED:
		return 3;
	case PV_CHANGE_CHANGED:
		return 4;
	case PV_CHANGE_MOVED:
		return 5;
	case PV_CHANGE_UNCHANGED:
		break;
	}
	return 6;
}

static int
by_order(const void *x, const void *y)
{
	const uint32_t *a = x, *b = y;

	for (size_t i = 0; i < sizeof(struct order) / sizeof(*a); i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

static bool
sort_changes(struct pv_provisions *p, struct pv_vec *changes)
{
	size_t n = changes->len, i;
	struct pv_provision_change *ch = changes->ptr, *copy;
	struct order *o = pv_arena_array(p->c->work, n, sizeof(*o));

	copy = pv_arena_array(p->c->work, n, sizeof(*copy));
	if (o == NULL || copy == NULL)
		return false;
	if (n == 0)
		return true;
	for (i = 0; i < n; i++) {
		bool old = ch[i].old_finding != PV_NONE &&
		    ch[i].kind != PV_CHANGE_GAINED;

		o[i] = (struct order){ kind_rank(ch[i].kind),
		    core_rank(ch[i].provision), old ? 0 : 1,
		    old ? p->fx->items[ch[i].old_finding].clause :
		    p->fy->items[ch[i].new_finding].clause, (uint32_t)i };
	}
	memcpy(copy, ch, n * sizeof(*copy));
	qsort(o, n, sizeof(*o), by_order);
	for (i = 0; i < n; i++)
		ch[i] = copy[o[i].index];
	return true;
}

bool
pv_provisions_headline(struct pv_provisions *p, const struct pv_echoes *news,
    struct pv_vec *changes)
{
	return sort_changes(p, changes) && tell_last(p, news, changes);
}
