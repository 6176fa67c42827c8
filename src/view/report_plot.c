/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/num.h"
#include "view/report_page.h"

/* A column a version, a lane a provision; all lengths are pixels. */
#define LEFT 170        /* names of the lanes */
#define ROOM 560        /* all columns */
#define TOP 20          /* names of the versions */
#define LANE 15
#define BAR 9
#define NAMED 8         /* versions that all have their names */
#define LABEL_MAX 12    /* characters of a name */

struct plot {
	struct pv_report_page *p;
	const struct pv_report_part *a;
	size_t y;           /* of the lane */
};

static size_t
column(const struct plot *t, size_t version)
{
	return LEFT + version * ROOM / t->a->nversions;
}

/* The version of a row, from 0 on. */
static size_t
version_of(const struct plot *t, const struct pv_report_stand *s)
{
	uint64_t n;

	return pv_num_parse(s->nth, t->a->nversions, &n) && n > 0 ?
	    (size_t)n - 1 : 0;
}

static void
put_names(struct plot *t)
{
	size_t i, n = t->a->nversions;

	for (i = 0; i < n; i++) {
		if (n > NAMED && i != 0 && i != n - 1)
			continue;
		pv_buf_printf(t->p->m.out, "<text x=\"%zu\" y=\"12\"%s>",
		    n > NAMED && i > 0 ? (size_t)LEFT + ROOM : column(t, i),
		    n > NAMED && i > 0 ? " class=\"e\"" : "");
		pv_markup_head(&t->p->m, t->a->versions[i].label, LABEL_MAX);
		pv_report_str(t->p, "</text>");
	}
}

/* The bars of a lane whose rows are conditional, or are not. */
static void
put_bars(struct plot *t, const struct pv_report_stand *s, size_t n,
    bool conditional)
{
	struct pv_span want = conditional ? PV_SPAN("1") : PV_SPAN("0");
	size_t i, run, from, to;
	bool begun = false;

	for (i = 0; i < n; i += run) {
		for (run = 1; i + run < n &&
		    pv_span_eq(s[i + run].conditional, s[i].conditional) &&
		    version_of(t, &s[i + run]) ==
		    version_of(t, &s[i + run - 1]) + 1;)
			run++;
		if (!pv_span_eq(s[i].conditional, want))
			continue;
		from = column(t, version_of(t, &s[i]));
		to = column(t, version_of(t, &s[i + run - 1]) + 1) - 3;
		pv_buf_printf(t->p->m.out, "%sM%zu %zuH%zuv%dH%zuz",
		    begun ? "" : conditional ? "<path class=\"c\" d=\"" :
		    "<path d=\"", from, t->y + 3, to > from ? to : from + 1,
		    BAR, from);
		begun = true;
	}
	if (begun)
		pv_report_str(t->p, "\"/>");
}

static size_t
lane_rows(const struct pv_report_stand *s, size_t n)
{
	size_t i = 1;

	while (i < n && pv_span_eq(s[i].provision, s[0].provision))
		i++;
	return i;
}

static size_t
count_lanes(const struct pv_report_part *a)
{
	size_t i, lanes = 0;

	for (i = 0; i < a->nstands; lanes++)
		i += lane_rows(a->stands + i, a->nstands - i);
	return lanes;
}

void
pv_report_plot(struct pv_report_page *p, const struct pv_report_part *a)
{
	struct plot t = { p, a, TOP };
	size_t i, n;

	if (a->nversions < 2 || a->nstands == 0)
		return;
	pv_buf_printf(p->m.out, "<figure class=\"scroll\" tabindex=\"0\" "
	    "aria-label=\"Timeline of agreement %zu\">"
	    "<svg viewBox=\"0 0 %d %zu\" width=\"%d\" role=\"img\" "
	    "aria-label=\"Which of %zu versions creates which provision\">",
	    a->index + 1, LEFT + ROOM, TOP + LANE * count_lanes(a) + 2,
	    LEFT + ROOM, a->nversions);
	put_names(&t);
	for (i = 0; i < a->nstands; i += n, t.y += LANE) {
		n = lane_rows(a->stands + i, a->nstands - i);
		pv_buf_printf(p->m.out, "<text class=\"e\" x=\"%d\" "
		    "y=\"%zu\">", LEFT - 8, t.y + 11);
		pv_markup_text(&p->m, a->stands[i].provision);
		pv_report_str(p, "</text>");
		put_bars(&t, a->stands + i, n, false);
		put_bars(&t, a->stands + i, n, true);
		pv_report_str(p, "\n");
	}
	pv_report_str(p, "</svg><figcaption>Full bars: in force; hollow bars: "
	    "on a condition.</figcaption></figure>\n");
}
