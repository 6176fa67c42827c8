/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_CONFORM_H
#define PV_VIEW_CONFORM_H

#include "base/buf.h"
#include "model/conform.h"

/* What a conformed agreement is printed from; `files` by source, base first. */
struct pv_conform_doc {
	const struct pv_conformed *c;
	const struct pv_span *files;
};

/* The operations, what controls each clause; one JSON document. */
void pv_view_conform_json(struct pv_buf *out, const struct pv_conform_doc *d);

/* The text, then a table of the operations. */
void pv_view_conform_markdown(struct pv_buf *out,
    const struct pv_conform_doc *d);

/* One page by itself: what an amendment wrote is marked with its name. */
void pv_view_conform_html(struct pv_buf *out, const struct pv_conform_doc *d);

#endif
