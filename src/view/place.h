/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_PLACE_H
#define PV_VIEW_PLACE_H

#include "model/finding.h"
#include "model/version.h"
#include "view/view.h"

/* Helpers that several views share. */

struct pv_view_place { uint32_t start, end, line, column; };

/* Where a range of a clause stands, as it is printed. */
struct pv_view_place pv_view_place(const struct pv_version *v,
    const struct pv_view_doc *doc, uint32_t clause, struct pv_range norm);

/* Label of clause i, empty for PV_NONE. */
struct pv_span pv_clause_label(const struct pv_version *v, uint32_t i);

/* Heading of clause i, or of the nearest clause above that has one. */
struct pv_span pv_clause_heading(const struct pv_version *v, uint32_t i);

/* The name of a clause for people: its label or, without one, its kind. */
struct pv_span pv_clause_title(const struct pv_version *v, uint32_t i);

/* Is finding i to be printed? */
static inline bool
pv_view_shows(const struct pv_view_opts *o, const struct pv_finding *f)
{
	return f->confidence >= o->min_confidence;
}

/*
 * The file by which a clause of a diff is what it is, where amendments made
 * one side: that which controls it, or took it out.  Empty = none.
 */
struct pv_span pv_view_control(const struct pv_view_opts *o,
    uint32_t old_clause, uint32_t new_clause);

#endif
