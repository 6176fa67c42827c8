/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_MARKUP_H
#define PV_VIEW_MARKUP_H

#include "base/buf.h"
#include "base/span.h"

/*
 * HTML, SVG and XML that hold words of documents: all of them pass here, and
 * are escaped last.
 */
struct pv_markup {
	struct pv_buf *out;
	struct pv_buf scratch;      /* released by the caller */
};

/* Words as text, or as a value in double quotes. */
void pv_markup_text(struct pv_markup *p, struct pv_span s);
/* At most `most` columns of them, on one line. */
void pv_markup_head(struct pv_markup *p, struct pv_span s, size_t most);
/* What the caller put into p->scratch; it is empty then. */
void pv_markup_scratch(struct pv_markup *p);

/*
 * The doctype and the <head> up to the title, whose words and </title> follow;
 * then pv_markup_style().  Nothing is fetched and nothing runs: the one thing
 * that the policy allows is the style that stands in the file.
 */
void pv_markup_open(struct pv_markup *p, struct pv_span style);
void pv_markup_style(struct pv_markup *p, struct pv_span style);

#endif
