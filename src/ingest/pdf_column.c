/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include <stdlib.h>

#include "ingest/cue.h"
#include "ingest/marker.h"

/*
 * Reading order.  The pieces of a page are cut into columns where, over
 * several rows, nothing crosses a strip that a column begins behind, and where
 * both sides are wide and filled like running text: tables, numbers in a
 * margin and signatures side by side are none, and are read in rows.
 */

#define TRIES 6                 /* places where a column may begin */
#define CUTS 64                 /* columns and what is between, on a page */
#define BINS 512                /* of left edges, see bin_of() */
#define LINES 5                 /* rows of text that make a column */

/* Pieces [from, to) of the document. */
struct range { size_t from, to; };

struct page_cut {
	struct pv_pdf *d;
	const struct pv_pdf_page *page;
	struct range stack[CUTS];   /* the first to read on top */
	size_t n, cuts;
};

/* A strip in front of x that the rows [from, to) leave free. */
struct strip {
	struct range rows;          /* as pieces */
	int32_t x;                  /* where the right column begins */
	int64_t ink;                /* width of all lines beside it */
	bool heads;                 /* the left column holds heads of the right */
};

static size_t
row_end(const struct pv_pdf *d, size_t at, size_t to)
{
	return at + pv_pdf_row(pv_pdf_piece(d, at), to - at);
}

/* Bins of two points and more, so that a page's width has enough. */
static size_t
bin_of(const struct page_cut *c, int32_t x)
{
	int64_t width = c->page->width > BINS ? c->page->width : BINS;
	int64_t bin = x * INT64_C(256) / width;

	return bin < 0 ? 0 : bin < BINS ? (size_t)bin : BINS - 1;
}

/* What the rows of a run say of one side of the strip. */
struct side {
	int32_t x0, x1;             /* its margins */
	size_t rows;
	size_t lines;               /* rows with text enough for a line */
	size_t labels;              /* that are a number or a bullet */
	int64_t ink;
};

static void
add_side(struct side *s, int32_t x0, int32_t x1, size_t words)
{
	if (s->rows == 0) {
		s->x0 = x0;
		s->x1 = x1;
	}
	s->x0 = x0 < s->x0 ? x0 : s->x0;
	s->x1 = x1 > s->x1 ? x1 : s->x1;
	s->rows++;
	s->lines += words >= 4;
	s->ink += x1 - x0;
}

/* Is the only word of piece i a clause's number or a bullet? */
static bool
is_label(const struct pv_pdf *d, size_t i)
{
	struct pv_span s = pv_pdf_word(d, pv_pdf_piece(d, i)->word)->text;

	return pv_marker_bullet(s) || pv_cue_label(s) == s.len ||
	    (s.len <= 4 && !pv_isalnum(s.ptr[0]));
}

/*
 * Add the row [at, end) to both sides; false when a piece crosses the strip.
 */
static bool
split_row(const struct pv_pdf *d, struct range row, const struct strip *s,
    struct side side[2])
{
	int32_t gap = d->size / 2, from[2] = { 0, 0 }, to[2] = { 0, 0 };
	size_t words[2] = { 0, 0 };

	for (size_t i = row.from; i < row.to; i++) {
		const struct pv_pdf_piece *p = pv_pdf_piece(d, i);
		int k = p->box.x0 >= s->x - d->size / 5;

		if (k == 0 && p->box.x1 > s->x - gap)
			return false;
		if (words[k] == 0)
			from[k] = p->box.x0;
		to[k] = p->box.x1;
		words[k] += p->nwords;
	}
	for (int k = 0; k < 2; k++)
		if (words[k] > 0)
			add_side(&side[k], from[k], to[k], words[k]);
	side[0].labels += words[0] == 1 && is_label(d, row.from);
	return true;
}

/* Is it the text of a column: wide, and mostly filled with lines? */
static bool
is_prose(const struct page_cut *c, const struct side *s)
{
	int64_t width = s->x1 - s->x0;

	return s->rows >= LINES && s->lines * 5 >= s->rows * 3 &&
	    width * 6 >= c->page->width &&
	    s->ink * 10 >= width * (int64_t)s->rows * 6;
}

/* Heads in a margin, each beside the text that it is the head of? */
static bool
is_heads(const struct page_cut *c, const struct side side[2])
{
	int64_t width = side[1].x1 - side[1].x0;

	return side[0].rows >= 3 && side[1].rows >= LINES &&
	    side[0].labels * 8 <= side[0].rows &&
	    side[0].rows * 4 <= side[1].rows * 3 &&
	    (side[0].x1 - side[0].x0) * INT64_C(2) <= width &&
	    side[1].lines * 2 >= side[1].rows &&
	    width * 3 >= c->page->width &&
	    side[1].ink * 10 >= width * (int64_t)side[1].rows * 4;
}

/* Is it text of a column rather than heads and short lines of a table? */
static bool
is_lines(const struct side side[2])
{
	return (side[0].rows + side[1].rows) * 2 <=
	    (side[0].lines + side[1].lines) * 3;
}

/*
 * The run [from, to) without what stands below the columns: behind a white
 * band across both, and no text of columns.
 */
static size_t
without_tail(const struct pv_pdf *d, struct range r, const struct strip *s)
{
	struct side side[2] = { { .rows = 0 }, { .rows = 0 } };
	size_t at, end = r.from, cut = r.to, from = r.from;
	int32_t foot = pv_pdf_piece(d, r.from)->core.y1;

	for (at = r.from; at <= r.to; at = end) {
		if (at == r.to || pv_pdf_piece(d, at)->core.y0 - foot >
		    d->size * 3 / 5) {
			if (from == r.from || is_lines(side))
				cut = r.to;
			else if (cut == r.to)
				cut = from;
			from = at;
			memset(side, 0, sizeof(side));
		}
		if (at == r.to)
			break;
		end = row_end(d, at, r.to);
		split_row(d, (struct range){ at, end }, s, side);
		for (size_t i = at; i < end; i++)
			if (pv_pdf_piece(d, i)->core.y1 > foot)
				foot = pv_pdf_piece(d, i)->core.y1;
	}
	return cut;
}

/* The best run of rows in r that a column from x on may be cut out of. */
static void
try_strip(const struct page_cut *c, struct range r, int32_t x,
    struct strip *best)
{
	struct strip s = { .x = x };
	struct side side[2] = { { .rows = 0 }, { .rows = 0 } };
	size_t from = r.from, at, end;
	bool crossed;

	for (at = r.from; at <= r.to; at = end) {
		end = at < r.to ? row_end(c->d, at, r.to) : r.to + 1;
		crossed = at == r.to || !split_row(c->d,
		    (struct range){ at, end }, &s, side);
		if (!crossed)
			continue;
		s.rows = (struct range){ from, at };
		s.ink = side[0].ink + side[1].ink;
		s.heads = !is_prose(c, &side[0]);
		if (s.ink > best->ink && (s.heads ? is_heads(c, side) :
		    is_prose(c, &side[1]))) {
			if (!s.heads)
				s.rows.to = without_tail(c->d, s.rows, &s);
			*best = s;
		}
		memset(side, 0, sizeof(side));
		from = end;
	}
}

/* Where columns may begin: where many pieces do, but for the margin. */
static struct strip
find_strip(const struct page_cut *c, struct range r)
{
	struct strip best = { .ink = 0 };
	uint32_t count[BINS] = { 0 };
	int32_t at[BINS];
	size_t bin, most;

	for (size_t i = r.from; i < r.to; i++) {
		const struct pv_pdf_piece *p = pv_pdf_piece(c->d, i);

		bin = bin_of(c, p->box.x0);
		if (count[bin]++ == 0 || p->box.x0 < at[bin])
			at[bin] = p->box.x0;
	}
	for (size_t i = 0; i < TRIES; i++) {
		most = 0;
		for (bin = 0; bin < BINS; bin++)
			if (count[bin] > count[most])
				most = bin;
		if (count[most] < LINES)
			break;
		count[most] = 0;
		try_strip(c, r, at[most], &best);
	}
	return best;
}

/* Put what stands left of the strip in front of the rest; where that is. */
static size_t
part(struct pv_pdf *d, struct range r, int32_t x)
{
	struct pv_pdf_piece *p = pv_pdf_piece(d, r.from), swap;
	size_t n = r.to - r.from, left = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i].box.x0 >= x - d->size / 5)
			continue;
		swap = p[left];
		p[left++] = p[i];
		p[i] = swap;
	}
	pv_pdf_sort(p, left);
	pv_pdf_sort(p + left, n - left);
	return r.from + left;
}

static void
push(struct page_cut *c, size_t from, size_t to)
{
	if (from < to && c->n < CUTS)
		c->stack[c->n++] = (struct range){ from, to };
}

static int
by_right(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/*
 * The margins of lines [from, to): the leftmost edge, and what nine of ten
 * lines of text do not reach beyond; 0 when there are not enough.
 */
static void
find_margins(struct pv_pdf *d, size_t from, size_t to, int32_t *left,
    int32_t *right)
{
	struct pv_vec ends = PV_VEC_INIT(int32_t);
	const struct pv_pdf_line *l;

	ends.mem = pv_arena_mem(d->arena);
	*left = from < to ? pv_pdf_line(d, from)->box.x0 : 0;
	for (size_t i = from; i < to; i++) {
		l = pv_pdf_line(d, i);
		*left = l->box.x0 < *left ? l->box.x0 : *left;
		if (l->npieces <= 2 && pv_pdf_piece(d, l->piece +
		    l->npieces - 1)->nwords >= 4)
			pv_vec_add(&ends, &l->box.x1);
	}
	*right = 0;
	if (ends.len >= 8) {
		qsort(ends.ptr, ends.len, sizeof(int32_t), by_right);
		*right = *PV_VEC_AT(&ends, int32_t, ends.len * 9 / 10);
	}
	d->lines.failed = d->lines.failed || ends.failed;
	pv_vec_release(&ends);
}

/* One line of the pieces [at, end). */
static void
add_line(struct pv_pdf *d, size_t at, size_t end)
{
	struct pv_pdf_line *l = pv_vec_push(&d->lines);
	const struct pv_pdf_piece *p;

	if (l == NULL)
		return;
	l->piece = (uint32_t)at;
	l->npieces = (uint32_t)(end - at);
	l->page = pv_pdf_piece(d, at)->page;
	l->flags = pv_pdf_piece(d, at)->flags & PV_PDF_FURNITURE;
	l->text = (uint32_t)d->text.len;
	for (size_t i = at; i < end; i++) {
		p = pv_pdf_piece(d, i);
		if (i == at) {
			l->box = p->box;
			l->core = p->core;
		} else if ((p->box.x0 - p[-1].box.x1 > d->size / 10 &&
		    p->box.y1 >= p->core.y1) || p->box.y0 > p[-1].box.y1 ||
		    (i == at + 1 && p[-1].nwords == 1 &&
		    pv_pdf_mark(pv_pdf_word(d,
		    p[-1].word), pv_pdf_word(d, p->word)))) {
			pv_buf_char(&d->text, ' ');
		}
		if (p->core.x1 - p->core.x0 > l->core.x1 - l->core.x0)
			l->core = p->core;
		l->box.x1 = p->box.x1 > l->box.x1 ? p->box.x1 : l->box.x1;
		pv_pdf_text(d, p, p->word, p->word + p->nwords, &d->text);
	}
	l->len = (uint32_t)(d->text.len - l->text);
}

#define OWN INT32_MIN

/*
 * The rows of a range as lines; their right margin is given, or found in them
 * (OWN), or that of the document (0).
 */
static void
add_lines(struct pv_pdf *d, struct range r, int32_t margin)
{
	size_t first = d->lines.len, at, end;
	int32_t left, right;

	for (at = r.from; at < r.to; at = end) {
		end = row_end(d, at, r.to);
		add_line(d, at, end);
	}
	if (d->lines.failed)
		return;
	find_margins(d, first, d->lines.len, &left, &right);
	for (size_t i = first; i < d->lines.len; i++) {
		pv_pdf_line(d, i)->left = left;
		pv_pdf_line(d, i)->right = margin == OWN ? right : margin;
	}
}

/*
 * Where the next head begins, of the rows [at, to): a row with one behind one
 * without, or with more than a line's gap in front of it.
 */
static size_t
next_head(const struct pv_pdf *d, struct range r, int32_t x)
{
	const struct pv_pdf_piece *p, *last = NULL;
	size_t at, end;

	for (at = r.from; at < r.to; at = end) {
		end = row_end(d, at, r.to);
		p = pv_pdf_piece(d, at);
		if (p->box.x0 >= x - d->size / 5)
			continue;
		if (at > r.from && (last == NULL ||
		    p->core.y0 - last->core.y1 > d->size * 3 / 5))
			return at;
		last = p;
	}
	return r.to;
}

/* Each head, and then what stands beside it. */
static void
add_heads(struct pv_pdf *d, const struct strip *s)
{
	struct range r = s->rows;
	size_t next, middle;

	for (; r.from < r.to; r.from = next) {
		next = next_head(d, r, s->x);
		middle = part(d, (struct range){ r.from, next }, s->x);
		add_lines(d, (struct range){ r.from, middle },
		    s->x - d->size);
		add_lines(d, (struct range){ middle, next }, 0);
	}
}

static void
cut_page(struct page_cut *c)
{
	while (c->n > 0) {
		struct range r = c->stack[--c->n];
		struct strip s = { .ink = 0 };
		size_t middle;

		if (c->cuts < CUTS / 4)
			s = find_strip(c, r);
		if (s.ink == 0) {
			add_lines(c->d, r, c->cuts > 0 ? OWN : 0);
			continue;
		}
		c->cuts++;
		if (s.heads && s.rows.from == r.from) {
			add_heads(c->d, &s);
			push(c, s.rows.to, r.to);
			continue;
		}
		if (s.heads) { /* what is above first, then these again */
			push(c, s.rows.from, r.to);
			push(c, r.from, s.rows.from);
			continue;
		}
		middle = part(c->d, s.rows, s.x);
		push(c, s.rows.to, r.to);
		push(c, middle, s.rows.to);
		push(c, s.rows.from, middle);
		push(c, r.from, s.rows.from);
	}
}

/* Furniture stands at the edges of its page, as pv_pdf_edges() left it. */
static void
read_page(struct page_cut *c)
{
	size_t from = c->page->piece, to = from + c->page->npieces;
	size_t head = from, foot = to;

	if (c->page->numbers > 0)
		add_line(c->d, from - c->page->numbers, from);
	while (head < to && (pv_pdf_piece(c->d, head)->flags &
	    PV_PDF_FURNITURE))
		head++;
	while (foot > head && (pv_pdf_piece(c->d, foot - 1)->flags &
	    PV_PDF_FURNITURE))
		foot--;
	add_lines(c->d, (struct range){ from, head }, 0);
	push(c, head, foot);
	cut_page(c);
	add_lines(c->d, (struct range){ foot, to }, 0);
}

/* Lines without a margin of their own have the document's. */
static void
share_margin(struct pv_pdf *d)
{
	int32_t left, right = 0, most = 0;
	struct pv_pdf_line *l;

	find_margins(d, 0, d->lines.len, &left, &right);
	for (size_t i = 0; i < d->lines.len; i++) {
		l = pv_pdf_line(d, i);
		most = l->box.x1 > most ? l->box.x1 : most;
	}
	d->right = right > 0 ? right : most;
	for (size_t i = 0; i < d->lines.len; i++) {
		l = pv_pdf_line(d, i);
		if (l->right == 0)
			l->right = d->right;
	}
}

#define PITCHES 400             /* steps of a quarter of a point */

/*
 * From line to line within paragraphs: where one breaks off and the next goes
 * on with a small letter.
 */
static void
find_pitch(struct pv_pdf *d)
{
	uint32_t hist[PITCHES] = { 0 };
	const struct pv_pdf_line *a, *b;
	struct pv_span s;
	size_t best = 0;
	int32_t dy;

	for (size_t i = 1; i < d->lines.len; i++) {
		a = pv_pdf_line(d, i - 1);
		b = pv_pdf_line(d, i);
		dy = (b->core.y1 - a->core.y1 + 12) / 25;
		s = pv_pdf_said(d, b);
		if (a->page == b->page && dy > 0 && dy < PITCHES &&
		    pv_cue_lower(s) && pv_cue_label(s) == 0 &&
		    pv_cue_end(pv_pdf_said(d, a)) >= PV_CUE_OPEN)
			hist[dy]++;
	}
	for (size_t i = 0; i < PITCHES; i++)
		if (hist[i] > hist[best])
			best = i;
	d->pitch = best > 0 ? (int32_t)best * 25 : d->size * 5 / 4;
}

enum pv_rc
pv_pdf_columns(struct pv_pdf *d, struct pv_err *err)
{
	struct page_cut c = { .d = d };

	for (size_t i = 0; i < d->pages.len; i++) {
		c.page = PV_VEC_AT(&d->pages, struct pv_pdf_page, i);
		c.n = c.cuts = 0;
		read_page(&c);
	}
	if (d->lines.failed || d->text.failed)
		return pv_fail_nomem(err);
	share_margin(d);
	find_pitch(d);
	return d->lines.failed ? pv_fail_nomem(err) : PV_OK;
}
