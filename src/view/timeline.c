/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "view/timeline.h"

#include "view/put.h"

#define CHAR 7          /* width of a character, about */
#define NAME_MAX 36     /* characters of the name of a lane */
#define LABEL_MAX 16    /* and of a version */
#define TITLE_MAX 80
#define COLUMN_LEAST 76
#define COLUMN_MORE 90  /* what a column gets more where there is room */
#define FOLDED 56       /* width of a column of versions without news */
#define ROOM 1000       /* width of a picture that needs less */
#define LEGEND 800      /* width of the legend */
#define TOP 92          /* height of the title and the names of versions */
#define BOTTOM 44       /* and of the legend */

const char *
pv_change_sign(enum pv_change_kind k)
{
	switch (k) {
	case PV_CHANGE_LOST: return "\xc3\x97";                 /* times */
	case PV_CHANGE_GAINED: return "+";
	case PV_CHANGE_WEAKENED: return "\xe2\x96\xbc";         /* down */
	case PV_CHANGE_STRENGTHENED: return "\xe2\x96\xb2";     /* up */
	case PV_CHANGE_CHANGED: return "~";
	case PV_CHANGE_MOVED:
	case PV_CHANGE_UNCHANGED: break;
	}
	return "";
}

const char *
pv_change_class(enum pv_change_kind k)
{
	switch (k) {
	case PV_CHANGE_LOST: return "gone";
	case PV_CHANGE_GAINED: return "new";
	case PV_CHANGE_WEAKENED:
	case PV_CHANGE_STRENGTHENED:
	case PV_CHANGE_CHANGED: return "mod";
	case PV_CHANGE_MOVED:
	case PV_CHANGE_UNCHANGED: break;
	}
	return "same";
}

static unsigned
at_most(size_t n, unsigned most)
{
	return n < most ? (unsigned)n : most;
}

/* Width of the names of the lanes. */
static unsigned
names_width(const struct pv_history *h)
{
	const struct pv_life *l;
	unsigned most = 18, n;
	size_t i;

	for (i = 0; i < h->nlives; i++) {
		l = &h->lives[i];
		n = at_most(pv_columns(l->provision) + 1 +
		    pv_columns(l->subtype), NAME_MAX);
		most = n > most ? n : most;
	}
	return most * CHAR + 24;
}

static unsigned
column_width(const struct pv_history *h, const struct pv_column *c)
{
	unsigned n;

	if (c->n > 1)
		return FOLDED;
	n = at_most(pv_columns(h->states[c->first].label), LABEL_MAX) * CHAR;
	return n + 20 > COLUMN_LEAST ? n + 20 : COLUMN_LEAST;
}

/* Fold versions without news where there are several. */
static void
plan_columns(struct pv_timeline *t)
{
	struct pv_column *c;
	uint32_t i, n, k;

	for (i = 0; i < t->h->nstates; i += n) {
		for (n = 0; i + n < t->h->nstates &&
		    pv_state_is_quiet(t->h, i + n);)
			n++;
		n = n < 2 ? 1 : n;
		c = &t->columns[t->ncolumns];
		*c = (struct pv_column){ .first = i, .n = n };
		c->width = column_width(t->h, c);
		t->width += c->width;
		for (k = 0; k < n; k++)
			t->column_of[i + k] = (uint32_t)t->ncolumns;
		t->ncolumns++;
	}
}

/* Spread the columns over the room that there is. */
static void
place_columns(struct pv_timeline *t)
{
	unsigned more = 0;

	if (t->ncolumns > 0 && t->width < ROOM)
		more = (ROOM - t->width) / (unsigned)t->ncolumns;
	if (more > COLUMN_MORE)
		more = COLUMN_MORE;
	t->width = t->left;
	for (size_t i = 0; i < t->ncolumns; i++) {
		t->columns[i].x = t->width;
		t->columns[i].width += more;
		t->width += t->columns[i].width;
	}
}

bool
pv_timeline_plan(struct pv_timeline *t)
{
	struct pv_arena *a = t->h->arena;
	unsigned title;

	t->columns = pv_arena_array(a, t->h->nstates, sizeof(*t->columns));
	t->column_of = pv_arena_array(a, t->h->nstates, sizeof(uint32_t));
	if (t->columns == NULL || t->column_of == NULL)
		return false;
	t->left = names_width(t->h);
	t->width = t->left;
	plan_columns(t);
	place_columns(t);
	title = at_most(pv_columns(t->o->title.len > 0 ? t->o->title :
	    t->o->agreement), TITLE_MAX) * 9 + 40;
	t->width += 24;
	if (t->width < title)
		t->width = title;
	if (t->width < LEGEND)
		t->width = LEGEND;
	t->height = TOP + pv_timeline_steps_height(t) +
	    pv_timeline_lanes_height(t) + BOTTOM;
	return true;
}

void
pv_timeline_release(struct pv_timeline *t)
{
	pv_buf_release(&t->m.scratch);
}

void
pv_timeline_text(struct pv_timeline *t, const char *class, unsigned x,
    unsigned y)
{
	pv_buf_printf(t->m.out, "<text class=\"%s\" x=\"%u\" y=\"%u\">",
	    class, x, y);
}

static void
draw_heads(struct pv_timeline *t)
{
	const struct pv_column *c;
	const struct pv_state *s;
	bool aside;

	for (size_t i = 0; i < t->ncolumns; i++) {
		c = &t->columns[i];
		s = &t->h->states[c->first];
		aside = s->aside;
		pv_buf_printf(t->m.out, "<line class=\"%s\" x1=\"%u\" "
		    "y1=\"%u\" x2=\"%u\" y2=\"%u\"/>\n",
		    aside ? "grid aside" : "grid", c->x + c->width / 2,
		    TOP - 12, c->x + c->width / 2, t->height - BOTTOM);
		pv_timeline_text(t, aside ? "v aside" : "v",
		    c->x + c->width / 2, TOP - 34);
		if (c->n > 1) {
			pv_buf_printf(t->m.out, "%u more</text>\n",
			    (unsigned)c->n);
			continue;
		}
		pv_markup_head(&t->m, s->label, LABEL_MAX);
		pv_buf_str(t->m.out, aside ? " *</text>\n" : "</text>\n");
		if (s->date.len == 0 || pv_span_eq(s->date, s->label))
			continue;
		pv_timeline_text(t, "d", c->x + c->width / 2, TOP - 19);
		pv_markup_head(&t->m, s->date, LABEL_MAX);
		pv_buf_str(t->m.out, "</text>\n");
	}
}

static void
draw_legend(struct pv_timeline *t)
{
	bool aside = false;

	for (size_t i = 0; i < t->h->nstates; i++)
		aside |= t->h->states[i].aside;
	pv_timeline_text(t, "legend", 12, t->height - 24);
	pv_buf_printf(t->m.out, "%s gained   %s lost   %s lost in one "
	    "place   %s weakened   %s strengthened   %s changed   solid: in "
	    "force   dashed: with a condition</text>\n",
	    pv_change_sign(PV_CHANGE_GAINED), pv_change_sign(PV_CHANGE_LOST),
	    PV_SIGN_LESS,
	    pv_change_sign(PV_CHANGE_WEAKENED),
	    pv_change_sign(PV_CHANGE_STRENGTHENED),
	    pv_change_sign(PV_CHANGE_CHANGED));
	if (!aside)
		return;
	pv_timeline_text(t, "legend", 12, t->height - 8);
	pv_buf_str(t->m.out, "* a paper beside the agreement, which changes "
	    "nothing by its own words</text>\n");
}

/* For those who cannot see it. */
static void
describe(struct pv_timeline *t)
{
	size_t lost = 0;

	for (size_t i = 0; i < t->h->nlives; i++)
		lost += t->h->lives[i].lost != PV_NONE;
	pv_buf_str(t->m.out, "<title id=\"tl-title\">Provisions of ");
	pv_markup_text(&t->m, t->o->agreement);
	pv_buf_printf(t->m.out, " over time</title>\n<desc id=\"tl-desc\">"
	    "%zu versions, %zu provisions, %zu of them lost, %zu changes."
	    "</desc>\n", t->h->nstates, t->h->nlives, lost, t->h->nevents);
}

void
pv_timeline_draw(struct pv_timeline *t, struct pv_span style)
{
	pv_buf_printf(t->m.out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
	    "class=\"tl\" role=\"img\" "
	    "aria-labelledby=\"tl-title tl-desc\" width=\"%u\" "
	    "height=\"%u\" viewBox=\"0 0 %u %u\">\n", t->width, t->height,
	    t->width, t->height);
	describe(t);
	if (style.len > 0) {
		pv_buf_str(t->m.out, "<style>");
		pv_buf_span(t->m.out, style);
		pv_buf_str(t->m.out, "</style>\n");
	}
	pv_buf_printf(t->m.out, "<rect class=\"page\" width=\"%u\" "
	    "height=\"%u\"/>\n", t->width, t->height);
	if (style.len > 0) {
		pv_timeline_text(t, "title", 12, 28);
		pv_markup_head(&t->m, t->o->title.len > 0 ? t->o->title :
		    t->o->agreement, TITLE_MAX);
		pv_buf_str(t->m.out, "</text>\n");
	}
	draw_heads(t);
	t->y = TOP;
	pv_timeline_steps(t);
	pv_timeline_lanes(t);
	draw_legend(t);
	pv_buf_str(t->m.out, "</svg>\n");
}
