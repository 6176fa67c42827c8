/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/provision.h"

#include <stdlib.h>

static bool
is_trigger(struct pv_span provision)
{
	return pv_span_eq(provision, PV_SPAN("agi-trigger"));
}

static bool
any_operative(const struct pv_findings *f, struct pv_span provision)
{
	for (size_t i = 0; i < f->nitems; i++)
		if (pv_operative(&f->items[i]) && pv_span_eq(
		    pv_findings_str(f, f->items[i].provision), provision))
			return true;
	return false;
}

/* The sentence that says that nothing depends on it any more. */
static uint32_t
decoupling(const struct pv_findings *f, struct pv_span provision)
{
	uint32_t best = PV_NONE;

	for (uint32_t i = 0; i < f->nitems; i++) {
		if (f->items[i].stance != PV_STANCE_NEGATED ||
		    !pv_span_eq(pv_findings_str(f, f->items[i].provision),
		    provision))
			continue;
		if (pv_span_eq(pv_findings_str(f, f->items[i].subtype),
		    PV_SPAN("decoupling")))
			return i;
		if (best == PV_NONE)
			best = i;
	}
	return best;
}

/* "no trigger remains; clause 2.3 deleted; decoupled by 7.2: ..." */
static bool
put_why(struct pv_provisions *p, struct pv_provision_change *ch, uint32_t off,
    uint32_t more)
{
	struct pv_why w = { .c = p->c, .fx = p->fx, .fy = p->fy,
	    .text = PV_BUF_INIT };
	const struct pv_finding *f;

	w.text.mem = pv_arena_mem(p->c->work);
	pv_buf_span(&w.text, ch->provision);
	pv_buf_str(&w.text, ": none remains");
	/* what the reason says of a negated finding is said better below */
	if (off == PV_NONE || ch->new_finding != off) {
		pv_why_next(&w);
		pv_buf_span(&w.text, ch->why);
	}
	if (more > 0) {
		pv_why_next(&w);
		pv_buf_printf(&w.text, "and %u more of this subtype",
		    (unsigned)more);
	}
	if (off != PV_NONE) {
		f = &p->fy->items[off];
		pv_why_next(&w);
		pv_buf_str(&w.text, "decoupled by ");
		pv_why_label(&w, p->c->y.v, f->clause);
		pv_buf_str(&w.text, ": ");
		pv_why_quote(&w, pv_version_text(p->c->y.v, f->at));
		ch->new_finding = off;
	}
	ch->why = w.text.failed ? pv_span(NULL, 0) :
	    pv_arena_dup(p->c->d->arena, pv_buf_view(&w.text));
	pv_buf_release(&w.text);
	return ch->why.ptr != NULL;
}

/* Subtypes are few; a pack that has many is not worth a headline each. */
#define MAX_HEADLINES 32

static bool
merge_triggers(struct pv_provisions *p, struct pv_vec *changes)
{
	struct pv_provision_change *ch = changes->ptr, *head[MAX_HEADLINES];
	uint32_t more[MAX_HEADLINES] = { 0 }, off;
	size_t i, n = 0, heads = 0, h;

	off = decoupling(p->fy, PV_SPAN("agi-trigger"));
	for (i = 0; i < changes->len; i++) {
		if (ch[i].kind != PV_CHANGE_LOST ||
		    !is_trigger(ch[i].provision)) {
			ch[n++] = ch[i];
			continue;
		}
		for (h = 0; h < heads; h++)
			if (pv_span_eq(head[h]->subtype, ch[i].subtype))
				break;
		if (h < heads) {
			more[h]++;
			continue;
		}
		ch[n] = ch[i];
		if (heads < MAX_HEADLINES)
			head[heads++] = &ch[n];
		n++;
	}
	changes->len = n;
	for (h = 0; h < heads; h++)
		if (!put_why(p, head[h], off, more[h]))
			return false;
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
pv_provisions_headline(struct pv_provisions *p, struct pv_vec *changes)
{
	struct pv_span trigger = PV_SPAN("agi-trigger");

	if (any_operative(p->fx, trigger) && !any_operative(p->fy, trigger) &&
	    !merge_triggers(p, changes))
		return false;
	return sort_changes(p, changes);
}
