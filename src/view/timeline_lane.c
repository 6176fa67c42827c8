/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/timeline.h"

#include "view/put.h"

#define STEP 24         /* height of a step of the lattice */
#define LANE 26
#define BAR 16
#define GAP 20          /* between groups of lanes */
#define SIGN 20         /* what a sign takes on either side */
#define NAME_MAX 36
#define CHAR 7

static unsigned
middle(const struct pv_timeline *t, uint32_t state)
{
	const struct pv_column *c = &t->columns[t->column_of[state]];

	return c->x + c->width / 2;
}

static unsigned
right(const struct pv_timeline *t, uint32_t state)
{
	const struct pv_column *c = &t->columns[t->column_of[state]];

	return c->x + c->width;
}

/* ------------------------------------------------- the steps on the top */

/* Which steps are there, as bits; 0 when the lattice says nothing. */
static unsigned
steps_of(const struct pv_history *h)
{
	unsigned bits = 0;
	bool any = false;
	uint32_t life;

	for (uint32_t i = 0; i < h->nstates; i++) {
		bits |= 1u << pv_history_step(h, i, &life);
		any |= life != PV_NONE;
	}
	return any ? bits : 0;
}

/* How many of the steps are above one. */
static unsigned
rank(unsigned bits, enum pv_strength step)
{
	unsigned n = 0;

	for (unsigned i = 0; i < (unsigned)step; i++)
		n += bits >> i & 1;
	return n;
}

unsigned
pv_timeline_steps_height(const struct pv_timeline *t)
{
	unsigned bits = steps_of(t->h);

	return bits == 0 ? 0 : rank(bits, PV_STRENGTH_SILENT + 1) * STEP + GAP;
}

static void
name_steps(struct pv_timeline *t, unsigned bits)
{
	unsigned y;

	for (unsigned s = 0; s <= PV_STRENGTH_SILENT; s++) {
		if ((bits >> s & 1) == 0)
			continue;
		y = t->y + rank(bits, (enum pv_strength)s) * STEP + STEP / 2;
		pv_timeline_text(t, "lane step", t->left - 12, y + 4);
		pv_buf_printf(t->m.out, "%s</text>\n",
		    pv_strength_name((enum pv_strength)s));
		pv_buf_printf(t->m.out, "<line class=\"grid\" x1=\"%u\" "
		    "y1=\"%u\" x2=\"%u\" y2=\"%u\"/>\n", t->left, y,
		    t->columns[t->ncolumns - 1].x +
		    t->columns[t->ncolumns - 1].width, y);
	}
}

/* The line from step to step; it turns where a version begins. */
static void
draw_line(struct pv_timeline *t, unsigned bits)
{
	unsigned y;
	uint32_t life, i;

	pv_buf_str(t->m.out, "<path class=\"ladder\" d=\"");
	for (i = 0; i < t->h->nstates; i++) {
		y = t->y + rank(bits, pv_history_step(t->h, i, &life)) * STEP +
		    STEP / 2;
		if (i == 0)
			pv_buf_printf(t->m.out, "M%u %u", middle(t, i), y);
		else
			pv_buf_printf(t->m.out, "H%uV%u", middle(t, i), y);
	}
	pv_buf_printf(t->m.out, "H%u\"/>\n",
	    right(t, (uint32_t)t->h->nstates - 1));
}

static void
mark_steps(struct pv_timeline *t, unsigned bits)
{
	enum pv_strength step, before = PV_STRENGTH_NONE;
	uint32_t life, i;

	for (i = 0; i < t->h->nstates; i++) {
		step = pv_history_step(t->h, i, &life);
		if (step == before)
			continue;
		before = step;
		pv_buf_printf(t->m.out, "<circle class=\"ladder\" cx=\"%u\" "
		    "cy=\"%u\" r=\"5\"><title>", middle(t, i),
		    t->y + rank(bits, step) * STEP + STEP / 2);
		pv_markup_text(&t->m, pv_state_name(&t->h->states[i]));
		pv_buf_printf(t->m.out, ": %s", pv_strength_name(step));
		if (life != PV_NONE) {
			pv_buf_str(t->m.out, ", ");
			pv_markup_text(&t->m, t->h->lives[life].provision);
			pv_buf_char(t->m.out, ' ');
			pv_markup_text(&t->m,
			    t->h->lives[life].stands[i].clause);
		}
		pv_buf_str(t->m.out, "</title></circle>\n");
	}
}

void
pv_timeline_steps(struct pv_timeline *t)
{
	unsigned bits = steps_of(t->h);

	if (bits == 0)
		return;
	pv_timeline_text(t, "group", 12, t->y + STEP / 2 + 4);
	pv_buf_str(t->m.out, "strongest step</text>\n");
	name_steps(t, bits);
	draw_line(t, bits);
	mark_steps(t, bits);
	t->y += pv_timeline_steps_height(t);
}

/* ------------------------------------------------------- a lane a provision */

static const char *
bar_words(const struct pv_stand *s)
{
	return s->strength != PV_STRENGTH_NONE ?
	    pv_strength_name(s->strength) : s->kind == PV_STAND_IN_FORCE ?
	    "in force" : "conditional";
}

static bool
same_stand(const struct pv_stand *a, const struct pv_stand *b)
{
	return a->kind == b->kind && a->strength == b->strength;
}

/* Where the first sign after a state stands, or `end`. */
static unsigned
next_sign(const struct pv_timeline *t, const struct pv_life *l, uint32_t after,
    unsigned end)
{
	const struct pv_event *e;

	for (size_t i = 0; i < l->nevents; i++) {
		e = &t->h->events[l->events[i]];
		if (e->to > after)
			return middle(t, e->to) < end ? middle(t, e->to) : end;
	}
	return end;
}

/* One stretch of states in which a provision stands alike: [from, to]. */
static void
draw_bar(struct pv_timeline *t, const struct pv_life *l, uint32_t from,
    uint32_t to)
{
	const struct pv_stand *s = &l->stands[from];
	unsigned x = middle(t, from), end = right(t, to);
	const char *words = bar_words(s);
	size_t room;

	/* up to the version that changes it, where it is known */
	if (to + 1 < t->h->nstates)
		end = middle(t, to + 1);
	pv_buf_printf(t->m.out, "<rect class=\"bar %s\" x=\"%u\" y=\"%u\" "
	    "width=\"%u\" height=\"%u\" rx=\"3\"><title>",
	    s->kind == PV_STAND_IN_FORCE ? "force" : "cond", x,
	    t->y + (LANE - BAR) / 2, end - x, BAR);
	pv_markup_text(&t->m, pv_state_name(&t->h->states[from]));
	if (to > from) {
		pv_buf_str(t->m.out, " to ");
		pv_markup_text(&t->m, pv_state_name(&t->h->states[to]));
	}
	pv_buf_printf(t->m.out, ": %s, ", pv_stand_kind_name(s->kind));
	if (s->strength != PV_STRENGTH_NONE)
		pv_buf_printf(t->m.out, "%s, ", words);
	pv_markup_text(&t->m, s->clause);
	pv_buf_str(t->m.out, "</title></rect>\n");
	end = next_sign(t, l, from, end);
	room = end - x > 2 * SIGN ? (end - x - 2 * SIGN) / CHAR : 0;
	if (pv_columns(pv_span_str(words)) > room)
		return;
	pv_timeline_text(t, "in", x + SIGN, t->y + LANE / 2 + 4);
	pv_buf_printf(t->m.out, "%s</text>\n", words);
}

static void
draw_bars(struct pv_timeline *t, const struct pv_life *l)
{
	uint32_t i, n;

	for (i = 0; i < t->h->nstates; i += n) {
		n = 1;
		if (!pv_stand_is_operative(&l->stands[i]))
			continue;
		while (i + n < t->h->nstates && same_stand(&l->stands[i],
		    &l->stands[i + n]))
			n++;
		draw_bar(t, l, i, i + n - 1);
	}
}

/* What a sign stands for, told in order. */
static void
tell_events(struct pv_timeline *t, const struct pv_life *l, size_t i,
    size_t n)
{
	const struct pv_event *e;
	struct pv_buf b = PV_BUF_INIT;

	pv_buf_str(t->m.out, "<title>");
	for (; n > 0; n--, i++) {
		e = &t->h->events[l->events[i]];
		pv_markup_text(&t->m, pv_state_name(&t->h->states[e->to]));
		pv_buf_printf(t->m.out, " %s (",
		    pv_change_kind_name(e->kind));
		pv_buf_clear(&b);
		pv_event_clauses(&b, e);
		pv_markup_text(&t->m, pv_buf_view(&b));
		pv_buf_str(t->m.out, "): ");
		pv_markup_head(&t->m, e->why, 200);
		pv_buf_str(t->m.out, n > 1 ? "\n" : "");
	}
	t->m.out->failed |= b.failed;
	pv_buf_release(&b);
	pv_buf_str(t->m.out, "</title>");
}

/* A sign for what one version did to a provision: the gravest, and how many. */
static void
draw_sign(struct pv_timeline *t, const struct pv_life *l, size_t i, size_t n)
{
	enum pv_change_kind kind = t->h->events[l->events[i]].kind, k;
	uint32_t to = t->h->events[l->events[i]].to;
	unsigned x = middle(t, to);
	const char *sign;

	for (size_t a = 1; a < n; a++) {
		k = t->h->events[l->events[i + a]].kind;
		kind = k < kind ? k : kind;
	}
	sign = kind == PV_CHANGE_LOST && pv_stand_is_operative(
	    &l->stands[to]) ? PV_SIGN_LESS : pv_change_sign(kind);
	pv_buf_printf(t->m.out, "<g class=\"sign %s\">",
	    pv_change_class(kind));
	tell_events(t, l, i, n);
	pv_buf_printf(t->m.out, "<circle cx=\"%u\" cy=\"%u\" r=\"9\"/>"
	    "<text x=\"%u\" y=\"%u\">%s</text>", x, t->y + LANE / 2, x,
	    t->y + LANE / 2 + 5, sign);
	if (n > 1)
		pv_buf_printf(t->m.out, "<text class=\"n\" x=\"%u\" y=\"%u\">"
		    "%zu</text>", x + 13, t->y + LANE / 2 - 3, n);
	pv_buf_str(t->m.out, "</g>\n");
}

static void
draw_signs(struct pv_timeline *t, const struct pv_life *l)
{
	size_t i, n;

	for (i = 0; i < l->nevents; i += n) {
		for (n = 1; i + n < l->nevents &&
		    t->h->events[l->events[i + n]].to ==
		    t->h->events[l->events[i]].to;)
			n++;
		draw_sign(t, l, i, n);
	}
}

static void
draw_lane(struct pv_timeline *t, const struct pv_life *l)
{
	struct pv_buf name = PV_BUF_INIT;

	pv_provision_name(&name, l->provision, l->subtype);
	pv_timeline_text(t, l->lost != PV_NONE ? "lane ended" : "lane",
	    t->left - 12, t->y + LANE / 2 + 4);
	pv_markup_head(&t->m, pv_buf_view(&name), NAME_MAX);
	t->m.out->failed |= name.failed;
	pv_buf_release(&name);
	pv_buf_str(t->m.out, "</text>\n");
	draw_bars(t, l);
	draw_signs(t, l);
	t->y += LANE;
}

static size_t
count(const struct pv_timeline *t, bool quiet)
{
	size_t n = 0;

	for (size_t i = 0; i < t->h->nlives; i++)
		n += pv_life_is_quiet(&t->h->lives[i]) == quiet;
	return n;
}

unsigned
pv_timeline_lanes_height(const struct pv_timeline *t)
{
	unsigned groups = (count(t, false) > 0 ? 1u : 0u) +
	    (count(t, true) > 0 ? 1u : 0u);

	return (unsigned)t->h->nlives * LANE + groups * (LANE + GAP);
}

static void
draw_group(struct pv_timeline *t, const char *name, bool quiet)
{
	if (count(t, quiet) == 0)
		return;
	pv_timeline_text(t, "group", 12, t->y + LANE / 2 + 4);
	pv_buf_printf(t->m.out, "%s</text>\n", name);
	t->y += LANE;
	for (size_t i = 0; i < t->h->nlives; i++)
		if (pv_life_is_quiet(&t->h->lives[i]) == quiet)
			draw_lane(t, &t->h->lives[i]);
	t->y += GAP;
}

void
pv_timeline_lanes(struct pv_timeline *t)
{
	draw_group(t, "what changed", false);
	draw_group(t, "what did not", true);
}
