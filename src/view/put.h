/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_PUT_H
#define PV_VIEW_PUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Text for people: escaped, aligned, wrapped, perhaps coloured. */

enum pv_style {
	PV_STYLE_PLAIN,
	PV_STYLE_BOLD,
	PV_STYLE_DIM,
	PV_STYLE_GOOD,          /* gained, inserted, in force */
	PV_STYLE_BAD,           /* lost, deleted, negated */
	PV_STYLE_WARN           /* weakened, conditional */
};

/* Columns that text takes: its code points. */
size_t pv_columns(struct pv_span s);

/* s escaped, in a style when color is set. */
void pv_put_styled(struct pv_buf *out, struct pv_span s, enum pv_style style,
    bool color);

/* s escaped, in a style, padded with blanks to `width` columns. */
void pv_put_cell(struct pv_buf *out, struct pv_span s, size_t width,
    enum pv_style style, bool color);

/*
 * Words put one after the other, wrapped at `width` columns (0 = never) with
 * `indent` blanks in front of every line.  Start with at = 0 and open = false.
 */
struct pv_flow {
	struct pv_buf *out;
	size_t indent, width;
	size_t at;                  /* columns used in this line */
	bool open;                  /* a line was begun */
	bool color;
};

/*
 * Add the words of s.  The first one is glued to the word before it when
 * `glue` is set; marks go around the whole run, or its style when coloured.
 */
struct pv_run {
	struct pv_span text;
	enum pv_style style;
	const char *before, *after; /* "[-", "-]"; "" for none */
	bool glue;
};
void pv_flow_run(struct pv_flow *f, const struct pv_run *run);
/* Plain text. */
void pv_flow_text(struct pv_flow *f, struct pv_span s);
/* End the line. */
void pv_flow_end(struct pv_flow *f);

/*
 * The head of a text for one line of at most `most` columns, with "..." when
 * something is left out; 0 = all of it.
 */
void pv_put_head(struct pv_buf *out, struct pv_span s, size_t most);

#endif
