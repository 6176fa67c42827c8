/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_REPORT_H
#define PV_VIEW_REPORT_H

#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * A portfolio as one HTML page.  A row has the columns of a query in the order
 * of its members, as text; empty where there is nothing.
 */

/* A version; by agreement, the oldest first. */
struct pv_report_version {
	struct pv_span agreement, title;    /* key; of the agreement */
	struct pv_span label, date;
	struct pv_span format, percent;     /* of the text in clauses */
	struct pv_span redactions, warnings, limits;
};

/* What the newest version says of a provision; by agreement. */
struct pv_report_finding {
	struct pv_span agreement, provision, subtype;
	struct pv_span stance, strength;    /* of the finding that is shown */
	struct pv_span clause, until, text;
	struct pv_span count;               /* findings of it */
};

/* A provision that version `nth` creates; by agreement, provision, nth. */
struct pv_report_stand {
	struct pv_span agreement, provision, nth;
	struct pv_span conditional;         /* "0" or "1" */
};

/*
 * What changed between two versions: the latest first, those of one version
 * together, the gravest of them first.
 */
struct pv_report_change {
	struct pv_span date, agreement, change, provision, subtype;
	struct pv_span old_clause, new_clause;
	struct pv_span was, is;             /* the words; may be empty */
};

/* Where products may run; by agreement, cloud. */
struct pv_report_cell {
	struct pv_span agreement, cloud, mode, answer, until, clause;
};

/* A file that could not be read. */
struct pv_report_refusal {
	struct pv_span path, code, message;
};

struct pv_report {
	const struct pv_report_version *versions;   size_t nversions;
	const struct pv_report_finding *findings;   size_t nfindings;
	const struct pv_report_stand *stands;       size_t nstands;
	const struct pv_report_change *changes;     size_t nchanges;
	const struct pv_report_cell *cells;         size_t ncells;
	const struct pv_report_refusal *refusals;   size_t nrefusals;
};

/* The same bytes for the same rows; out->failed is set when memory is out. */
void pv_report_html(struct pv_buf *out, const struct pv_report *r);

#endif
