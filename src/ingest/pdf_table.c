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

/* Does piece i of a line begin a cell? */
static bool
is_cell(const struct pv_pdf *d, const struct pv_pdf_line *l, uint32_t i)
{
	const struct pv_pdf_piece *p = pv_pdf_piece(d, l->piece + i);

	if (i == 0 || p->box.x0 - p[-1].box.x1 < d->size)
		return i == 0;
	return !(i == 1 && is_label(d, p - 1)) && !in_sentence(d, p);
}

static bool
near(const struct pv_pdf *d, int32_t a, int32_t b)
{
	return (a > b ? a - b : b - a) <= d->size / 2;
}

static bool
has_cells(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	for (uint32_t i = 1; i < l->npieces; i++)
		if (is_cell(d, l, i))
			return true;
	return false;
}

/* Does a cell of a, behind the first, begin or end where one of b does? */
static bool
lined_up(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b)
{
	const struct pv_pdf_piece *p, *q;
	uint32_t k = 1;

	for (uint32_t i = 1; i < a->npieces; i++) {
		if (!is_cell(d, a, i))
			continue;
		p = pv_pdf_piece(d, a->piece + i);
		/* Both are sorted: what ends left of p is passed for good. */
		while (k < b->npieces && pv_pdf_piece(d, b->piece + k)->box.x1 <
		    p->box.x0 - d->size)
			k++;
		if (k == b->npieces)
			return false;
		q = pv_pdf_piece(d, b->piece + k);
		if (is_cell(d, b, k) && (near(d, p->box.x0, q->box.x0) ||
		    near(d, p->box.x1, q->box.x1)))
			return true;
	}
	return false;
}

static bool
follows(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b, int64_t pitches)
{
	int32_t dy = b->core.y1 - a->core.y1;

	return a->page == b->page && dy > 0 && dy <= d->pitch * pitches &&
	    !((a->flags | b->flags) & PV_PDF_FURNITURE);
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

static void
flag_rows(struct pv_pdf *d)
{
	struct pv_pdf_line *l, *row = NULL;
	size_t since = 0;

	for (size_t i = 0; i < d->lines.len; i++) {
		l = pv_pdf_line(d, i);
		if (l->flags & PV_PDF_FURNITURE)
			continue;
		since++;
		if (!has_cells(d, l))
			continue;
		if (row != NULL && (follows(d, row, l, 2 * NEAR) ||
		    l->page == row->page + 1) && since <= NEAR &&
		    lined_up(d, l, row)) {
			row->flags |= PV_PDF_ROW;
			l->flags |= PV_PDF_ROW;
		}
		row = l;
		since = 0;
	}
	for (size_t i = 0; i < d->lines.len; i++) {
		l = pv_pdf_line(d, i);
		if (is_rule(pv_pdf_said(d, l)))
			l->flags &= (uint16_t)~PV_PDF_ROW;
	}
}

/* Does a word of the line begin at x, to half a point? */
static bool
begins_at(const struct pv_pdf *d, const struct pv_pdf_line *l, int32_t x)
{
	const struct pv_pdf_piece *p = pv_pdf_piece(d, l->piece);
	int32_t at;

	for (uint32_t i = 0; i < l->npieces; i++)
		for (uint32_t k = p[i].word; k < p[i].word + p[i].nwords; k++) {
			at = pv_pdf_word(d, k)->box.x0;
			if (at <= x + 50 && at >= x - 50)
				return true;
		}
	return false;
}

/*
 * Where the cells of row l begin.  A cell that is filled to its end leaves no
 * gap in front of the next one: then the row above tells where that begins.
 */
static void
find_cells(const struct pv_pdf *d, struct pv_pdf_line *l,
    const struct pv_pdf_line *above)
{
	int32_t *cells = pv_arena_array(d->arena, PV_PDF_CELLS,
	    sizeof(*cells));
	uint16_t k = 1, n = 0;
	uint32_t i = 0;

	l->cells = cells;
	if (cells == NULL)
		return;
	while (n < PV_PDF_CELLS) {
		int32_t own = INT32_MAX, other = INT32_MAX;

		while (i < l->npieces && !is_cell(d, l, i))
			i++;
		if (i < l->npieces)
			own = pv_pdf_piece(d, l->piece + i)->box.x0;
		if (above != NULL && k < above->ncells)
			other = above->cells[k];
		if (own == INT32_MAX && other == INT32_MAX)
			break;
		if (other < own && n > 0) {
			k++;
			if (!near(d, other, cells[n - 1]) &&
			    !near(d, other, own) && begins_at(d, l, other))
				cells[n++] = other;
			continue;
		}
		if (own == INT32_MAX)
			break;
		cells[n++] = own;
		i++;
	}
	l->ncells = n;
}

/* Text of line l in the first cell of the row: where it ends. */
static int32_t
first_end(const struct pv_pdf *d, const struct pv_pdf_line *l, int32_t second)
{
	const struct pv_pdf_piece *p = pv_pdf_piece(d, l->piece);
	int32_t end = l->box.x0;

	for (uint32_t k = p->word; k < p->word + p->nwords; k++)
		if (pv_pdf_word(d, k)->box.x0 < second - d->size / 2)
			end = pv_pdf_word(d, k)->box.x1;
	return end;
}

/*
 * Does line b fill cells of the row whose last line is a?  Not its first cell,
 * or that one because it is wrapped.
 */
static bool
fills(const struct pv_pdf *d, const struct pv_pdf_line *row,
    const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	int32_t second = row->ncells > 1 ? row->cells[1] : 0, word;
	bool lower = pv_cue_lower(pv_pdf_said(d, b));

	if (second == 0 || !follows(d, a, b, 2) ||
	    (b->core.y1 - a->core.y1) * INT64_C(10) > d->pitch * INT64_C(14) ||
	    pv_cue_label(pv_pdf_said(d, b)) > 0)
		return false;
	if (b->box.x0 >= second - d->size / 2)
		return b->box.x0 < row->box.x1;
	if (!near(d, b->box.x0, row->box.x0) ||
	    (b->npieces == 1 && b->box.x1 > second))
		return false;
	word = pv_pdf_word(d, pv_pdf_piece(d, b->piece)->word)->box.x1 -
	    b->box.x0;
	return lower || (b->npieces == 1 &&
	    first_end(d, a, second) + word + d->size / 2 > second);
}

enum pv_rc
pv_pdf_rows(struct pv_pdf *d, struct pv_err *err)
{
	struct pv_pdf_line *l, *row = NULL, *last = NULL;

	flag_rows(d);
	for (size_t i = 0; i < d->lines.len; i++) {
		l = pv_pdf_line(d, i);
		if (row != NULL && fills(d, row, l - 1, l)) {
			l->flags |= PV_PDF_ROW | PV_PDF_MORE;
			continue;
		}
		row = l->flags & PV_PDF_ROW ? l : NULL;
		if (row == NULL)
			continue;
		find_cells(d, l, last != NULL && lined_up(d, l, last) &&
		    l->page <= last->page + 1 ? last : NULL);
		if (l->cells == NULL)
			return pv_fail_nomem(err);
		last = l;
	}
	return PV_OK;
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

/* The note that line l begins is one of its page's. */
static void
count_note(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	struct pv_pdf_page *page = PV_VEC_AT(&d->pages, struct pv_pdf_page,
	    l->page);
	struct pv_span s = pv_pdf_said(d, l);
	uint32_t n;

	if ((pv_pdf_number(s, true, &n) == 0 &&
	    pv_pdf_number(s, false, &n) == 0) || n == 0)
		return;
	if (page->note == 0 || n < page->note)
		page->note = n;
	if (n > page->last_note)
		page->last_note = n;
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
		else
			count_note(d, l);
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
