/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include "ingest/cue.h"
#include "ingest/marker.h"

/*
 * Rows of tables and notes.  As in a plain text, a line with wide gaps is a
 * row when cells line up with those of a neighbour; lines that fill cells of
 * the row above, but not its first one, go on with that row.
 */

#define NEAR 3                  /* lines between rows that are compared */

static struct pv_span
first_word(const struct pv_pdf *d, const struct pv_pdf_piece *p)
{
	return pv_pdf_word(d, p->word)->text;
}

/* A clause's number or a bullet, and nothing else. */
static bool
is_label(const struct pv_pdf *d, const struct pv_pdf_piece *p)
{
	struct pv_span s = first_word(d, p);

	return p->nwords == 1 && (pv_marker_bullet(s) ||
	    pv_cue_label(s) == s.len);
}

/* Does a sentence go on across the gap in front of p? */
static bool
in_sentence(const struct pv_pdf *d, const struct pv_pdf_piece *p)
{
	struct pv_span a = pv_pdf_word(d, p[-1].word + p[-1].nwords - 1)->text;
	struct pv_span b = first_word(d, p);

	return pv_islower(b.ptr[0]) && (pv_islower(a.ptr[a.len - 1]) ||
	    a.ptr[a.len - 1] == ',');
}

bool
pv_pdf_cell(const struct pv_pdf *d, const struct pv_pdf_line *l, uint32_t i)
{
	const struct pv_pdf_piece *p = pv_pdf_piece(d, l->piece + i);

	if (i == 0 || i >= l->npieces || p->box.x0 - p[-1].box.x1 < d->size)
		return i == 0;
	return !(i == 1 && is_label(d, p - 1)) && !in_sentence(d, p);
}

static bool
near(const struct pv_pdf *d, int32_t a, int32_t b)
{
	return (a > b ? a - b : b - a) <= d->size / 2;
}

/* Does a cell of a, behind the first, begin or end where one of b does? */
static bool
lined_up(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b)
{
	const struct pv_pdf_piece *p, *q;
	uint32_t k = 1;

	for (uint32_t i = 1; i < a->npieces; i++) {
		if (!pv_pdf_cell(d, a, i))
			continue;
		p = pv_pdf_piece(d, a->piece + i);
		/* Both are sorted: what ends left of p is passed for good. */
		while (k < b->npieces && pv_pdf_piece(d, b->piece + k)->box.x1 <
		    p->box.x0 - d->size)
			k++;
		if (k == b->npieces)
			return false;
		q = pv_pdf_piece(d, b->piece + k);
		if (pv_pdf_cell(d, b, k) && (near(d, p->box.x0, q->box.x0) ||
		    near(d, p->box.x1, q->box.x1)))
			return true;
	}
	return false;
}

static bool
follows(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b, int pitches)
{
	int32_t dy = b->core.y1 - a->core.y1;

	return a->page == b->page && dy > 0 && dy <= d->pitch * pitches &&
	    !((a->flags | b->flags) & PV_PDF_FURNITURE);
}

/* The second cell of the row, where its first one ends; 0 when it has one. */
static int32_t
second_cell(const struct pv_pdf *d, const struct pv_pdf_line *row)
{
	for (uint32_t i = 1; i < row->npieces; i++)
		if (pv_pdf_cell(d, row, i))
			return pv_pdf_piece(d, row->piece + i)->box.x0;
	return 0;
}

/* Does line b fill cells of the row that the line a is the last of? */
static bool
fills(const struct pv_pdf *d, const struct pv_pdf_line *row,
    const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	int32_t second = second_cell(d, row);

	if (!follows(d, a, b, 2) || second == 0 ||
	    b->core.y1 - a->core.y1 > d->pitch * 3 / 2)
		return false;
	if (b->box.x0 >= second - d->size / 2)
		return pv_pdf_piece(d, b->piece)->box.x0 < b->right &&
		    pv_cue_label(pv_pdf_said(d, b)) == 0;
	/* The first cell is wrapped, too. */
	return b->box.x1 < second && pv_cue_lower(pv_pdf_said(d, b)) &&
	    b->npieces == 1 && near(d, b->box.x0, row->box.x0);
}

/* Dashes under the heads of columns. */
static bool
is_rule(struct pv_span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '-' && s.ptr[i] != '=' &&
		    s.ptr[i] != '_')
			return false;
	return true;
}

static bool
has_cells(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	return second_cell(d, l) != 0;
}

void
pv_pdf_rows(struct pv_pdf *d)
{
	struct pv_pdf_line *b, *row = NULL;

	for (size_t i = 0; i < d->lines.len; i++) {
		b = pv_pdf_line(d, i);
		if (!has_cells(d, b))
			continue;
		if (row != NULL && b - row <= NEAR && follows(d, row, b,
		    2 * NEAR) && lined_up(d, b, row)) {
			row->flags |= PV_PDF_ROW;
			b->flags |= PV_PDF_ROW;
		}
		row = b;
	}
	row = NULL;
	for (size_t i = 0; i < d->lines.len; i++) {
		b = pv_pdf_line(d, i);
		if (is_rule(pv_pdf_said(d, b)))
			b->flags &= (uint16_t)~PV_PDF_ROW;
		if (row != NULL && fills(d, row, b - 1, b))
			b->flags |= PV_PDF_ROW | PV_PDF_MORE;
		else
			row = b->flags & PV_PDF_ROW ? b : NULL;
	}
}

/* "1 See ...", "* As defined ...", or a raised mark in front. */
static bool
is_mark(struct pv_span s)
{
	static const char *const marks[] = { "*", "\342\200\240",
		"\342\200\241", "\302\271", "\302\262", "\302\263",
		"\342\201", "\302\247" };

	if (s.len > 0 && pv_isdigit(s.ptr[0]))
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (pv_span_starts(s, pv_span_str(marks[i])))
			return true;
	return false;
}

static bool
is_small(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	return (l->core.y1 - l->core.y0) * 100 <= d->size * 93;
}

/* Small lines at the end of a page's text, from the first one with a mark. */
static void
find_note(struct pv_pdf *d, size_t from, size_t to)
{
	struct pv_pdf_line *l;
	size_t end, first;

	while (to > from && (pv_pdf_line(d, to - 1)->flags & PV_PDF_FURNITURE))
		to--;
	end = first = to;
	while (to > from && is_small(d, pv_pdf_line(d, to - 1)) &&
	    !(pv_pdf_line(d, to - 1)->flags & PV_PDF_FURNITURE)) {
		to--;
		if (is_mark(pv_pdf_said(d, pv_pdf_line(d, to))))
			first = to;
	}
	if (to == from) /* a page in small print */
		return;
	for (size_t i = first; i < end; i++) {
		l = pv_pdf_line(d, i);
		l->flags |= PV_PDF_NOTE;
		if (i > first && !is_mark(pv_pdf_said(d, l)))
			l->flags |= PV_PDF_MORE;
	}
}

void
pv_pdf_notes(struct pv_pdf *d)
{
	size_t from = 0;

	for (size_t i = 1; i <= d->lines.len; i++) {
		if (i < d->lines.len && pv_pdf_line(d, i)->page ==
		    pv_pdf_line(d, from)->page)
			continue;
		find_note(d, from, i);
		from = i;
	}
}
