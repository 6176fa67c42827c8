/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_TIMELINE_H
#define PV_VIEW_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "view/history.h"
#include "view/markup.h"

/*
 * The picture of a history: a column a version (those in which nothing
 * happened share one), the steps of the lattice on top, a lane a provision
 * below.  All lengths are pixels.
 */
struct pv_column {
	uint32_t first, n;          /* states */
	unsigned x, width;
};

struct pv_timeline {
	struct pv_markup m;
	const struct pv_history *h;
	const struct pv_history_opts *o;
	struct pv_column *columns;  size_t ncolumns;
	uint32_t *column_of;        /* by state */
	unsigned left;              /* width of the names of the lanes */
	unsigned y;                 /* how far it is drawn */
	unsigned width, height;
};

/* Columns and sizes; false when memory is out. */
bool pv_timeline_plan(struct pv_timeline *t);
void pv_timeline_release(struct pv_timeline *t);
/*
 * The <svg> element; `style` and the title stand in it unless that is empty,
 * as in a page that has both.
 */
void pv_timeline_draw(struct pv_timeline *t, struct pv_span style);

/* timeline_lane.c: the steps of the lattice, and the lanes below. */
unsigned pv_timeline_steps_height(const struct pv_timeline *t);
void pv_timeline_steps(struct pv_timeline *t);
unsigned pv_timeline_lanes_height(const struct pv_timeline *t);
void pv_timeline_lanes(struct pv_timeline *t);

/* "<text class=... x= y=>", whose words and </text> follow. */
void pv_timeline_text(struct pv_timeline *t, const char *class, unsigned x,
    unsigned y);

/* Did anything happen to it? */
static inline bool
pv_life_is_quiet(const struct pv_life *l)
{
	return l->nevents == 0;
}

/* The sign and the class of a change: never colour alone. */
const char *pv_change_sign(enum pv_change_kind k);
const char *pv_change_class(enum pv_change_kind k);
#define PV_SIGN_LESS "\xe2\x88\x92"     /* lost in one clause of several */

#endif
