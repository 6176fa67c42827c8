/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include "ingest/cue.h"
#include "ingest/heading.h"
#include "ingest/inner.h"
#include "ingest/marker.h"
#include "ingest/wrap.h"

/*
 * Lines to blocks.  Within a column the gap between two lines tells most; from
 * column to column and from page to page the words must.  Furniture that
 * stands inside a paragraph is skipped there, notes follow it.
 */

#define TINY 100                /* a point: nobody can read such letters */

struct writer {
	struct pv_pdf *d;
	struct pv_inner in;
	struct pv_buf cell, mark;
	uint32_t page;              /* of what was written last */
	bool closed;                /* that ended a sentence */
};

/* The paragraph that is being collected. */
struct para {
	const struct pv_pdf_line *first;
	int32_t x;                  /* where its second line begins */
	int32_t dy;                 /* from its first line to its second */
	bool many;
};

static int32_t
height(const struct pv_pdf_line *l)
{
	return l->core.y1 - l->core.y0;
}

static bool
is_plain(const struct pv_pdf_line *l)
{
	return !(l->flags & (PV_PDF_FURNITURE | PV_PDF_NOTE));
}

/* Columns of half a letter's height from the left margin to x. */
static uint16_t
columns(const struct pv_pdf *d, const struct pv_pdf_line *l, int32_t x)
{
	int32_t n = (x - l->left) / (d->size > 1 ? d->size / 2 : 1);

	return (uint16_t)(n < 0 ? 0 : n < UINT16_MAX ? n : UINT16_MAX);
}

static bool
is_centered(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	int32_t left = l->box.x0 - l->left, right = l->right - l->box.x1;
	int32_t off = left > right ? left - right : right - left;

	return left > 3 * d->size && right > 3 * d->size && off <= d->size;
}

/* Would the first word of b have fitted behind a? */
static bool
is_full(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b)
{
	const struct pv_pdf_box *w = &pv_pdf_word(d,
	    pv_pdf_piece(d, b->piece)->word)->box;

	return a->box.x1 + (w->x1 - w->x0) + d->size / 4 >
	    a->right - d->size / 3;
}

/* A line that surely breaks off, and one that surely goes on. */
static bool
is_cut(const struct pv_pdf *d, const struct pv_pdf_line *a,
    const struct pv_pdf_line *b)
{
	struct pv_span s = pv_pdf_said(d, b);

	return is_full(d, a, b) && pv_cue_lower(s) && pv_cue_label(s) == 0 &&
	    pv_cue_end(pv_pdf_said(d, a)) >= PV_CUE_OPEN;
}

/* Is b next to a in one column, with no more than the usual gap? */
static bool
is_near(const struct pv_pdf *d, const struct para *p,
    const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	int32_t dy = b->core.y1 - a->core.y1;
	int64_t most = p->many ? p->dy : d->pitch;

	if (b->box.x0 > a->right || b->box.x1 < a->left)
		return false;
	if (!p->many && d->size > 0) /* as the letters, so the lines */
		most = most * (height(a) > d->size / 2 ? height(a) :
		    d->size / 2) / d->size;
	return dy * INT64_C(100) <= most * 130 ||
	    (is_cut(d, a, b) && dy * INT64_C(100) <= d->pitch * INT64_C(230));
}

static bool
same_size(const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	int32_t x = height(a), y = height(b);

	return x * INT64_C(100) <= y * INT64_C(122) &&
	    y * INT64_C(100) <= x * INT64_C(122);
}

/* A heading rather than the next sentence. */
static bool
is_head(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	return l->box.x1 - l->left < (l->right - l->left) / 10 * 7 &&
	    pv_titled(pv_pdf_said(d, l));
}

/* A head in the margin, and the text that it heads. */
static bool
is_beside(const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	return a->page == b->page &&
	    (a->right - a->left) * INT64_C(2) < b->right - b->left;
}

/* A quotation mark: behind a sentence, the next term that is defined. */
static bool
starts_term(struct pv_span s)
{
	return pv_span_starts(s, PV_SPAN("\"")) ||
	    pv_span_starts(s, PV_SPAN("\342\200\234"));
}

/*
 * "... OF SUCH DAMAGES. 8.": behind a sentence, the number of a clause whose
 * text the next line has.
 */
static bool
ends_in_label(struct pv_span s)
{
	size_t from;

	s = pv_span_trim(s);
	for (from = s.len; from > 0 && s.ptr[from - 1] != ' '; from--)
		;
	if (from < 2 || pv_cue_label(pv_span_sub(s, from, s.len)) == 0 ||
	    pv_marker_bullet(pv_span_sub(s, from, s.len)))
		return false;
	return pv_cue_end(pv_span_sub(s, 0, from)) == PV_CUE_CLOSED;
}

static bool
goes_on(const struct pv_pdf *d, const struct para *p,
    const struct pv_pdf_line *a, const struct pv_pdf_line *b)
{
	bool jump = a->page != b->page || b->core.y1 <= a->core.y1;
	struct pv_wrap w = { .a = pv_pdf_said(d, a), .b = pv_pdf_said(d, b),
		.width = columns(d, a, a->right),
		.end = columns(d, a, a->box.x1),
		.b_indent = columns(d, b, b->box.x0),
		.b_end = columns(d, b, b->box.x1),
		.first = columns(d, p->first, p->first->box.x0),
		.indent = columns(d, a, p->many ? p->x : a->box.x0),
		.many = p->many, .full = is_full(d, a, b) };
	enum pv_cue_end end = pv_cue_end(w.a);

	if (((a->flags | b->flags) & PV_PDF_ROW) || pv_wrap_entry(w.a) ||
	    !same_size(a, b) || (!jump && !is_near(d, p, a, b)))
		return false;
	if (is_centered(d, a) != is_centered(d, b) && !w.full)
		return false;
	if (jump && is_beside(a, b) && !pv_cue_lower(w.b))
		return false;
	if (end == PV_CUE_CLOSED && ((jump && is_head(d, b)) ||
	    starts_term(w.b)))
		return false;
	if (w.full && pv_cue_label(w.b) == 0 && ends_in_label(w.a))
		return true;
	if (end == PV_CUE_HYPHEN && (pv_isalpha(w.b.ptr[0]) ||
	    (pv_isdigit(w.b.ptr[0]) && pv_cue_label(w.b) == 0)))
		return true;
	return pv_wrap_goes_on(&w);
}

/* One past the last line of the paragraph that begins with line i. */
static size_t
para_end(const struct pv_pdf *d, size_t i)
{
	struct para p = { .first = pv_pdf_line(d, i), .many = false };
	const struct pv_pdf_line *a = p.first, *b;
	size_t end = i + 1;

	for (size_t k = end; k < d->lines.len; k++) {
		b = pv_pdf_line(d, k);
		if (!is_plain(b))
			continue;
		if (!goes_on(d, &p, a, b))
			break;
		p.x = b->box.x0;
		if (!p.many && a->page == b->page)
			p.dy = b->core.y1 - a->core.y1;
		else if (!p.many)
			p.dy = d->pitch;
		if (p.dy <= 0)
			p.dy = d->pitch;
		p.many = true;
		a = b;
		end = k + 1;
	}
	return end;
}

static struct pv_block *
open_block(struct writer *w, enum pv_block_kind kind,
    const struct pv_pdf_line *l)
{
	struct pv_block *b = pv_inner_open(&w->in, kind, l->page + 1);

	w->page = l->page;
	if (b != NULL)
		b->indent = columns(w->d, l, l->box.x0);
	return b;
}

/*
 * The marks of a title: in the middle, or larger than the text; and of what
 * nobody can read, letters of less than a point among others.
 */
static uint8_t
look_of(const struct pv_pdf *d, size_t from, size_t to)
{
	uint8_t flags = PV_BLOCK_CENTERED | PV_BLOCK_BOLD |
	    (d->size > 4 * TINY ? PV_BLOCK_HIDDEN : 0);
	const struct pv_pdf_line *l;

	for (size_t i = from; i < to; i++) {
		l = pv_pdf_line(d, i);
		if (!is_plain(l))
			continue;
		if (!is_centered(d, l))
			flags &= (uint8_t)~PV_BLOCK_CENTERED;
		if (height(l) * INT64_C(100) < d->size * INT64_C(115))
			flags &= (uint8_t)~PV_BLOCK_BOLD;
		if (height(l) >= TINY)
			flags &= (uint8_t)~PV_BLOCK_HIDDEN;
	}
	return flags;
}

static bool
has_note(const struct pv_pdf *d, uint32_t page, uint32_t n)
{
	const struct pv_pdf_page *p = PV_VEC_AT(&d->pages, struct pv_pdf_page,
	    page);

	return n > 0 && n >= p->note && n <= p->last_note;
}

/* Text with the marks of the page's notes as "[^1]". */
static void
put_text(struct writer *w, uint32_t page, struct pv_span s)
{
	size_t from = 0, len;
	uint32_t n = 0;

	for (size_t i = 0; i < s.len; i += len > 0 ? len : 1) {
		len = 0;
		if (s.ptr[i] == '\302' || s.ptr[i] == '\342')
			len = pv_pdf_number(pv_span_sub(s, i, s.len), true, &n);
		if (len == 0 || !has_note(w->d, page, n) ||
		    (i > 0 && pv_isdigit(s.ptr[i - 1])))
			continue;
		pv_inner_text(&w->in, pv_span_sub(s, from, i));
		pv_buf_clear(&w->mark);
		pv_buf_printf(&w->mark, "[^%u]", n);
		pv_inner_text(&w->in, pv_buf_view(&w->mark));
		from = i + len;
	}
	pv_inner_text(&w->in, pv_span_sub(s, from, s.len));
}

static void
put_para(struct writer *w, size_t from, size_t to)
{
	const struct pv_pdf_line *l = pv_pdf_line(w->d, from);
	struct pv_span s = pv_pdf_said(w->d, l);
	size_t mark = pv_marker_item(s);
	struct pv_block *b = open_block(w, mark > 0 ? PV_BLOCK_ITEM :
	    PV_BLOCK_PARA, l);

	if (b != NULL)
		b->flags = look_of(w->d, from, to);
	if (b != NULL && (b->flags & PV_BLOCK_HIDDEN))
		pv_inner_diag(&w->in, PV_SEV_WARNING, "W-HIDDEN",
		    "letters of less than a point");
	if (mark > 0) {
		pv_inner_marker(&w->in, pv_span_sub(s, 0, mark));
		s = pv_span_trim(pv_span_sub(s, mark, s.len));
	}
	put_text(w, l->page, s);
	for (size_t i = from + 1; i < to; i++) {
		l = pv_pdf_line(w->d, i);
		if (l->flags & PV_PDF_NOTE)
			continue;
		if (l->page != w->page)
			pv_inner_line(&w->in, l->page + 1);
		w->page = l->page;
		pv_inner_text(&w->in, PV_SPAN("\n"));
		if (l->flags & PV_PDF_FURNITURE)
			pv_inner_skip(&w->in, pv_pdf_said(w->d, l),
			    PV_SKIP_FURNITURE);
		else
			put_text(w, l->page, pv_pdf_said(w->d, l));
	}
}

/* The line that begins a note: "[^1] As amended." */
static void
put_note(struct writer *w, const struct pv_pdf_line *l)
{
	struct pv_span s = pv_pdf_said(w->d, l);
	uint32_t n;
	size_t len = pv_pdf_number(s, true, &n);

	open_block(w, PV_BLOCK_PARA, l);
	if (len == 0)
		len = pv_pdf_number(s, false, &n);
	if (len > 0 && has_note(w->d, l->page, n)) {
		pv_buf_clear(&w->mark);
		pv_buf_printf(&w->mark, "[^%u] ", n);
		pv_inner_text(&w->in, pv_buf_view(&w->mark));
		s = pv_span_trim(pv_span_sub(s, len, s.len));
	}
	pv_inner_text(&w->in, s);
}

/* Notes among the lines, each a paragraph. */
static void
put_notes(struct writer *w, size_t from, size_t to)
{
	const struct pv_pdf_line *l;
	bool open = false;

	for (size_t i = from; i < to; i++) {
		l = pv_pdf_line(w->d, i);
		if (!(l->flags & PV_PDF_NOTE))
			continue;
		if (!open || !(l->flags & PV_PDF_MORE)) {
			put_note(w, l);
		} else {
			pv_inner_text(&w->in, PV_SPAN("\n"));
			pv_inner_text(&w->in, pv_pdf_said(w->d, l));
		}
		open = true;
	}
}

/* What line l has in cell k of the row. */
static void
add_cell(struct writer *w, const struct pv_pdf_line *l,
    const struct pv_pdf_line *row, size_t k)
{
	int32_t near = w->d->size / 2;
	int32_t from = k > 0 ? row->cells[k] - near : INT32_MIN;
	int32_t end = k + 1 < row->ncells ? row->cells[k + 1] - near :
	    INT32_MAX;
	const struct pv_pdf_piece *p;
	bool first = true;

	for (uint32_t i = l->piece; i < l->piece + l->npieces; i++) {
		uint32_t a, b;

		p = pv_pdf_piece(w->d, i);
		for (a = p->word; a < p->word + p->nwords; a++)
			if (pv_pdf_word(w->d, a)->box.x0 >= from)
				break;
		for (b = a; b < p->word + p->nwords; b++)
			if (pv_pdf_word(w->d, b)->box.x0 >= end)
				break;
		if (a == b)
			continue;
		if (w->cell.len > 0)
			pv_buf_char(&w->cell, first ? '\n' : ' ');
		pv_pdf_text(w->d, p, a, b, &w->cell);
		first = false;
	}
}

/* A term and what it means, in two cells, are a sentence. */
static void
put_row(struct writer *w, size_t from, size_t to)
{
	const struct pv_pdf_line *row = pv_pdf_line(w->d, from);
	struct pv_span s;

	open_block(w, PV_BLOCK_ROW, row);
	for (size_t k = 0; k < row->ncells; k++) {
		pv_buf_clear(&w->cell);
		for (size_t i = from; i < to; i++)
			add_cell(w, pv_pdf_line(w->d, i), row, k);
		s = pv_buf_view(&w->cell);
		if (k > 0)
			pv_inner_text(&w->in, row->ncells == 2 &&
			    pv_cue_defines(s) ? PV_SPAN(" ") :
			    PV_SPAN(" | "));
		put_text(w, row->page, s);
	}
}

/* Does a sentence, or a list of items, end with line l? */
static bool
is_closed(const struct pv_pdf *d, const struct pv_pdf_line *l)
{
	struct pv_span s = pv_pdf_said(d, l);

	return pv_cue_end(s) <= PV_CUE_ABBREV && s.ptr[s.len - 1] != ':' &&
	    s.ptr[s.len - 1] != ';';
}

/* Write the block that line i begins; returns the line behind it. */
static size_t
put_block(struct writer *w, size_t i)
{
	const struct pv_pdf_line *l = pv_pdf_line(w->d, i);
	struct pv_block *b;
	size_t end = i + 1;

	if (l->page != w->page)
		pv_inner_open(&w->in, PV_BLOCK_BREAK, l->page + 1);
	if (l->flags & PV_PDF_FURNITURE) {
		b = open_block(w, PV_BLOCK_PARA, l);
		if (b != NULL)
			b->flags = PV_BLOCK_FURNITURE;
		pv_inner_text(&w->in, pv_pdf_said(w->d, l));
		return end;
	}
	if (l->flags & PV_PDF_ROW) {
		while (end < w->d->lines.len && (pv_pdf_line(w->d,
		    end)->flags & PV_PDF_MORE) &&
		    is_plain(pv_pdf_line(w->d, end)))
			end++;
		put_row(w, i, end);
	} else {
		end = para_end(w->d, i);
		put_para(w, i, end);
	}
	w->closed = is_closed(w->d, pv_pdf_line(w->d, end - 1));
	return end;
}

/* All blocks; notes wait for the end of what they would interrupt. */
static void
put_blocks(struct writer *w)
{
	size_t n = w->d->lines.len, notes = 0;

	for (size_t i = 0; i < n; ) {
		const struct pv_pdf_line *l = pv_pdf_line(w->d, i);

		if (l->flags & PV_PDF_NOTE) {
			i++;
			continue;
		}
		if (w->closed && is_plain(l)) {
			put_notes(w, notes, i);
			notes = i;
		}
		i = put_block(w, i);
	}
	put_notes(w, notes, n);
}

enum pv_rc
pv_pdf_write(struct pv_pdf *d, struct pv_blocks *out, struct pv_err *err)
{
	struct writer w = { .d = d, .cell = PV_BUF_INIT,
		.mark = PV_BUF_INIT };
	enum pv_rc rc;

	w.cell.mem = w.mark.mem = pv_arena_mem(d->arena);
	pv_inner_init(&w.in, out);
	put_blocks(&w);
	w.in.text.failed = w.in.text.failed || w.cell.failed ||
	    w.mark.failed;
	pv_buf_release(&w.cell);
	pv_buf_release(&w.mark);
	rc = pv_inner_finish(&w.in, err);
	return rc;
}
