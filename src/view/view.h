/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_VIEW_H
#define PV_VIEW_VIEW_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/span.h"
#include "model/change.h"
#include "model/finding.h"
#include "model/version.h"

struct pv_view_opts {
	bool color;                 /* ANSI colours */
	unsigned width;             /* columns, 0 = do not wrap */
	int32_t min_confidence;     /* thousandths */
	struct pv_span file;        /* name to print for the version */
	struct pv_span agreement;   /* key to print */
};

/*
 * A way to print.  A view appends to out; what it cannot show is NULL.  begin
 * and end frame several calls of one kind (JSON brackets, a CSV head).
 */
struct pv_view {
	const char *name;           /* "jsonl" */
	void (*begin)(struct pv_buf *out, const struct pv_view_opts *o);
	void (*findings)(struct pv_buf *out, const struct pv_version *v,
	    const struct pv_findings *f, const struct pv_view_opts *o);
	void (*clauses)(struct pv_buf *out, const struct pv_version *v,
	    const struct pv_view_opts *o);
	void (*diff)(struct pv_buf *out, const struct pv_diff *d,
	    const struct pv_view_opts *o);
	void (*end)(struct pv_buf *out, const struct pv_view_opts *o);
};

/* NULL when there is no view of that name. */
const struct pv_view *pv_view_find(struct pv_span name);
/* All views, ended by NULL. */
const struct pv_view *const *pv_views(void);

/*
 * Make text safe to show: control characters, DEL, C1, bidirectional controls
 * and non-characters as \ooo or \u{...}.  Newlines and tabs only when keep_nl.
 */
void pv_view_escape(struct pv_buf *out, struct pv_span s, bool keep_nl);

#endif
