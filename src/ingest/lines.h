/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_LINES_H
#define PV_INGEST_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "base/vec.h"
#include "ingest/block.h"

/*
 * The lines of a plain text, and how the text as a whole is laid out.
 */

enum pv_line_flags {
	PV_LINE_BREAK = 1 << 0,     /* a page ended in front of it */
	PV_LINE_TABLE = 1 << 1,     /* between <TABLE> and </TABLE> */
	PV_LINE_ROW = 1 << 2,       /* cells with wide gaps between them */
	PV_LINE_TAGGED = 1 << 3     /* tags were skipped in front of it */
};

/* Only lines with text are kept. */
struct pv_line {
	uint32_t start, end;        /* bytes, without white space at the ends */
	uint32_t line;              /* 1-based line of the source */
	uint16_t indent;            /* columns in front of it */
	uint16_t width;             /* columns up to its end, at most 65535 */
	uint16_t gap;               /* empty lines in front of it */
	uint16_t flags;             /* enum pv_line_flags */
};

/*
 * Split at LF, CR, CRLF, VT, FF, NEL, U+2028 and U+2029.  Lines are numbered
 * by LF, or by CR in a text without any LF.  The page and table tags of old
 * EDGAR filings are skipped in `out` as markup.
 */
void pv_lines_split(struct pv_span text, struct pv_vec *lines,
    struct pv_blocks *out);

/* Set PV_LINE_ROW where the columns of neighbours line up. */
void pv_lines_rows(struct pv_span text, struct pv_line *lines, size_t n);

/*
 * End of the cell that begins at s.ptr[from]: the next gap of three columns
 * or a tab outside a sentence; *next is where the cell after it begins, s.len when none does.
 */
size_t pv_lines_cell(struct pv_span s, size_t from, size_t *next);

struct pv_layout {
	uint16_t width;             /* of a full line, 0 = never wrapped */
	uint16_t gap;               /* empty lines between lines of a paragraph:
	                             * 1 in a double-spaced text, else 0 */
	uint16_t page_gap;          /* so many empty lines are a page's end */
};
struct pv_layout pv_lines_layout(struct pv_span text,
    const struct pv_line *lines, size_t n);

/* Would the first word of b have fitted behind a?  Then a is not full. */
bool pv_lines_full(const struct pv_layout *l, struct pv_span text,
    const struct pv_line *a, const struct pv_line *b);

#endif
