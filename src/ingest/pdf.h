/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_PDF_H
#define PV_INGEST_PDF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "ingest/block.h"

/*
 * A PDF's pages as pdftotext -bbox-layout gives them, and the way from there
 * to blocks: pieces (pdf_parse.c), pages that are turned or numbered by lines
 * (pdf_page.c), page furniture (pdf_edge.c), columns and
 * lines in reading order (pdf_column.c), rows of tables (pdf_table.c),
 * paragraphs (pdf_para.c).  Lengths are hundredths of a point; y grows down
 * the page.
 */

#define PV_PDF_PAGES 20000
#define PV_PDF_WORDS 4000000
#define PV_PDF_CELLS 64         /* of a row; what is beyond is in the last */
#define PV_PDF_FAR 10000000     /* farther out than any page reaches */

struct pv_pdf_box { int32_t x0, y0, x1, y1; };

struct pv_pdf_word {
	struct pv_pdf_box box;
	struct pv_span text;        /* UTF-8 */
};

enum pv_pdf_flags {
	PV_PDF_FURNITURE = 1 << 0,
	PV_PDF_NOTE = 1 << 1,       /* of a note at the foot of the page */
	PV_PDF_ROW = 1 << 2,        /* a row of cells: its pieces */
	PV_PDF_MORE = 1 << 3        /* a row that goes on with the one before */
};

/* Words next to each other on one baseline: a <line> of the layout. */
struct pv_pdf_piece {
	struct pv_pdf_box box;
	struct pv_pdf_box core;     /* of its largest word: no raised marks */
	uint32_t word, nwords;      /* slice of the words */
	uint32_t page;              /* 0-based */
	uint8_t flags;              /* enum pv_pdf_flags */
};

struct pv_pdf_page {
	int32_t width, height;
	uint32_t piece, npieces;    /* slice of the pieces */
	uint32_t numbers;           /* of lines: pieces in front of these */
	uint32_t nwords;
	uint32_t letters, strange;  /* code points, and those of no meaning */
	uint32_t note, last_note;   /* numbers of its notes; 0 = none */
};

/* A line of text in reading order: one piece or several on one baseline. */
struct pv_pdf_line {
	struct pv_pdf_box box, core;
	uint32_t page;              /* 0-based */
	uint32_t piece, npieces;    /* slice of the pieces, left to right */
	int32_t left, right;        /* the margins of its column */
	uint32_t text, len;         /* bytes of the document's text */
	uint16_t flags;             /* enum pv_pdf_flags */
	uint16_t ncells;            /* of a row */
	const int32_t *cells;       /* where they begin */
};

struct pv_pdf {
	struct pv_arena *arena;
	struct pv_vec pages;        /* struct pv_pdf_page */
	struct pv_vec words;        /* struct pv_pdf_word */
	struct pv_vec pieces;       /* struct pv_pdf_piece */
	struct pv_vec lines;        /* struct pv_pdf_line */
	struct pv_buf text;         /* of the lines */
	int32_t size;               /* height of most letters */
	int32_t pitch;              /* from line to line within paragraphs */
	int32_t right;              /* margin of most lines */
};

void pv_pdf_init(struct pv_pdf *d, struct pv_arena *arena);
void pv_pdf_release(struct pv_pdf *d);

/*
 * Read the layout.  E-FORMAT when it is none or broken off, E-SIZE beyond the
 * limits.
 */
PV_NODISCARD enum pv_rc pv_pdf_parse(struct pv_pdf *d, struct pv_span layout,
    struct pv_err *err);

/* Turn the pages whose text runs up or down. */
void pv_pdf_turn(struct pv_pdf *d);

/*
 * Cut the lines of the last page that raised marks stand in as pieces of their
 * own; these get the core of the line.  False when memory is out.
 */
bool pv_pdf_part(struct pv_pdf *d, struct pv_pdf_page *page);

/* Set the numbers of lines in the margin aside: pages' `numbers`. */
PV_NODISCARD enum pv_rc pv_pdf_numbers(struct pv_pdf *d, struct pv_err *err);

/* Flag the pieces of running heads and feet, page numbers, legends. */
PV_NODISCARD enum pv_rc pv_pdf_edges(struct pv_pdf *d, struct pv_err *err);

/*
 * Put the pieces in reading order and make d->lines of them; on each page
 * furniture at the top comes first, furniture at the foot last.
 */
PV_NODISCARD enum pv_rc pv_pdf_columns(struct pv_pdf *d, struct pv_err *err);

/* Flag lines that are rows of tables and find their cells. */
PV_NODISCARD enum pv_rc pv_pdf_rows(struct pv_pdf *d, struct pv_err *err);

/* Flag the notes at the feet of pages. */
void pv_pdf_notes(struct pv_pdf *d);

/* Write the lines as blocks; out->text is theirs. */
PV_NODISCARD enum pv_rc pv_pdf_write(struct pv_pdf *d, struct pv_blocks *out,
    struct pv_err *err);

/* Are two pieces or lines with these cores on one baseline? */
bool pv_pdf_level(const struct pv_pdf_box *a, const struct pv_pdf_box *b);

/*
 * Sort n pieces from the top down and those of one baseline from left to
 * right.
 */
void pv_pdf_sort(struct pv_pdf_piece *p, size_t n);

/* Pieces on the baseline of the first of n sorted ones. */
size_t pv_pdf_row(const struct pv_pdf_piece *p, size_t n);

/*
 * Append words [from, to) of a piece to out, as they are read: raised digits
 * as such, words without a gap between them as one.
 */
void pv_pdf_text(const struct pv_pdf *d, const struct pv_pdf_piece *p,
    uint32_t from, uint32_t to, struct pv_buf *out);

/*
 * Bytes of the digits that s begins with, raised ones or plain ones, or 0;
 * their number.
 */
size_t pv_pdf_number(struct pv_span s, bool raised, uint32_t *n);

/* Is the first the mark of a note that the second begins: "1" of "1See"? */
bool pv_pdf_mark(const struct pv_pdf_word *mark, const struct pv_pdf_word *w);

static inline struct pv_span
pv_pdf_said(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	return pv_span_sub(pv_buf_view(&d->text), l->text,
	    (size_t)l->text + l->len);
}

static inline struct pv_pdf_word *
pv_pdf_word(const struct pv_pdf *d, size_t i)
{
	return PV_VEC_AT(&d->words, struct pv_pdf_word, i);
}

static inline struct pv_pdf_piece *
pv_pdf_piece(const struct pv_pdf *d, size_t i)
{
	return PV_VEC_AT(&d->pieces, struct pv_pdf_piece, i);
}

static inline struct pv_pdf_line *
pv_pdf_line(const struct pv_pdf *d, size_t i)
{
	return PV_VEC_AT(&d->lines, struct pv_pdf_line, i);
}

#endif
