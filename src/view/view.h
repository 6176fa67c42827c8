/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_VIEW_H
#define PV_VIEW_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"
#include "model/change.h"
#include "model/finding.h"
#include "model/lint.h"
#include "model/version.h"

/* What a view is told about a document beside the version itself. */
struct pv_view_doc {
	struct pv_span file;        /* name to print */
	struct pv_span agreement;   /* key to print */
	/*
	 * Offsets at which the lines begin of what offsets count in (the file
	 * or the normalized text, by the version's basis).  Without them a
	 * place is the first line of its clause.
	 */
	const uint32_t *lines;
	size_t nlines;
	/*
	 * Of a text that amendments made, by clause: the file that controls
	 * it.  Of one compared with such a text, the file that took the
	 * clause out; empty where none did.  NULL when there is nothing.
	 */
	const struct pv_span *controls, *removers;
	struct pv_span bytes;       /* what offsets count in; for a view that
	                             * counts characters, else empty */
};

struct pv_view_opts {
	bool color;                 /* ANSI colours */
	unsigned width;             /* columns, 0 = do not wrap */
	int32_t min_confidence;     /* thousandths */
	struct pv_view_doc doc;     /* for a diff: the old one */
	struct pv_view_doc newer;   /* for a diff */
	bool side_by_side;          /* HTML: in two columns */
	struct pv_span only;        /* what was to change, as it was asked */
	uint64_t when;              /* tracked changes: seconds since 1970 */
	bool *started;              /* the caller's; false before the first
	                             * call, set when an item was printed */
};

/*
 * A way to print.  A view appends to out; what it cannot show is NULL.  begin
 * and end frame several calls of one kind (JSON brackets, a CSV head); a diff
 * stands alone, without them.
 */
enum pv_view_kind { PV_VIEW_FINDINGS, PV_VIEW_CLAUSES, PV_VIEW_LINTS };

struct pv_view {
	const char *name;           /* "jsonl" */
	void (*begin)(struct pv_buf *out, enum pv_view_kind kind,
	    const struct pv_view_opts *o);
	void (*findings)(struct pv_buf *out, const struct pv_version *v,
	    const struct pv_findings *f, const struct pv_view_opts *o);
	void (*clauses)(struct pv_buf *out, const struct pv_version *v,
	    const struct pv_view_opts *o);
	void (*diff)(struct pv_buf *out, const struct pv_diff *d,
	    const struct pv_view_opts *o);
	void (*end)(struct pv_buf *out, enum pv_view_kind kind,
	    const struct pv_view_opts *o);
	void (*lints)(struct pv_buf *out, const struct pv_version *v,
	    const struct pv_lints *l, const struct pv_view_opts *o);
};

/* NULL when there is no view of that name. */
const struct pv_view *pv_view_find(struct pv_span name);
/* All views, ended by NULL. */
const struct pv_view *const *pv_views(void);

/*
 * Make text safe to show: control characters, DEL, C1, bidirectional and other
 * invisible controls, private-use and non-characters as \ooo or \u{...}.
 * Newlines and tabs are kept only when keep_nl.
 */
void pv_view_escape(struct pv_buf *out, struct pv_span s, bool keep_nl);

/*
 * The whole document as Akoma Ntoso 3.0, which the reader of that format turns
 * into the same clauses and text; out->failed is set when memory is out.
 */
void pv_view_akn(struct pv_buf *out, const struct pv_version *v);

/* One CSV field (RFC 4180), escaped, safe to open in a spreadsheet. */
void pv_view_csv(struct pv_buf *out, struct pv_span s);

#endif
