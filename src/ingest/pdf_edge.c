/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/num.h"
#include "ingest/cue.h"
#include "ingest/heading.h"
#include "ingest/page.h"

/*
 * Page furniture by position: what stands at the same height of several pages
 * in the same words, numbers and months aside, and page numbers that count
 * with the pages, wherever they stand.  From the edges of a page inwards, up
 * to the first row that is none.  A head that changes with the sections is
 * known by its place and because it repeats what the pages have as headings.
 * What has no company (a mark on a single page) is left to the furniture
 * pass, which knows it by its form.
 */

#define LEVEL 300               /* "the same height": three points */
#define DEEP 10                 /* rows that one edge of a page has */
#define FEW 5                   /* a document of few pages */

struct row {
	uint32_t piece, n;          /* slice of the pieces */
	uint32_t page;
	int32_t y;                  /* its height, 0 for page numbers */
	uint64_t exact, shape;      /* 0 = not one that can repeat */
	uint64_t key;               /* what rows are sorted and grouped by */
	struct pv_span said;        /* folded; of a head, or with a full stop */
	uint32_t pages;             /* pages that have one like it */
	uint32_t number;            /* 3 when "Page 3" stands in it, else 0 */
	uint8_t kind;               /* enum pv_page_kind */
	bool head;                  /* pv_page_head() */
	bool lower;                 /* begins with a small letter */
	bool inner;                 /* furniture of a page within the page */
	bool zone;                  /* of a head or foot that names sections */
};

struct edges {
	struct pv_pdf *d;
	struct row *rows;
	size_t n;
};

static struct pv_pdf_piece *
pieces_of(const struct edges *e, const struct row *r)
{
	return pv_pdf_piece(e->d, r->piece);
}

/* A month's name or its first three letters. */
static bool
is_month(struct pv_span s)
{
	static const char *const months[] = { "January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December" };

	for (size_t i = 0; i < 12; i++)
		if (pv_span_ieq(s, pv_span_str(months[i])) ||
		    pv_span_ieq(s, pv_span(months[i], 3)))
			return true;
	return false;
}

/* The text with each number, and each month, as one 0. */
static uint64_t
shape_of(struct pv_span s)
{
	char out[PV_PAGE_MAX];
	size_t len = 0, i, end;

	for (i = 0; i < s.len; i = end) {
		end = i + 1;
		if (pv_isdigit(s.ptr[i])) {
			while (end < s.len && pv_isdigit(s.ptr[end]))
				end++;
			out[len++] = '0';
			continue;
		}
		while (pv_isalpha(s.ptr[i]) && end < s.len &&
		    pv_isalpha(s.ptr[end]))
			end++;
		if (is_month(pv_span_sub(s, i, end))) {
			out[len++] = '0';
			continue;
		}
		memcpy(out + len, s.ptr + i, end - i);
		len += end - i;
	}
	return pv_hash64(pv_span(out, len));
}

/* "Page 3" in s: the number, or 0. */
static uint32_t
page_named(struct pv_span s)
{
	size_t at = pv_span_ifind(s, PV_SPAN("page ")) + 5, end = at;
	uint64_t n = 0;

	while (end < s.len && pv_isdigit(s.ptr[end]))
		end++;
	return end > at && pv_num_parse(pv_span_sub(s, at, end), 99999, &n) ?
	    (uint32_t)n : 0;
}

/*
 * Signatures, and what stands in brackets in the place of text, repeat on
 * pages and are text: "[Reserved]", "[Signature Page Follows]".
 */
static bool
is_text(struct pv_span s)
{
	static const char *const words[] = { "/s/", "by:", "name:", "title:",
		"witness whereof", "____" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (pv_span_ifind(s, pv_span_str(words[i])) < s.len)
			return true;
	s = pv_span_trim(pv_span_sub(s, pv_cue_label(s), s.len));
	return s.len > 5 && s.ptr[0] == '[' && s.ptr[s.len - 1] == ']' &&
	    pv_span_ifind(s, PV_SPAN("confidential")) == s.len;
}

/* "Schedule 2" on a line: one with another number is another schedule. */
static bool
is_schedule(struct pv_span s)
{
	size_t word = pv_cue_word(s), rest;

	if (!pv_schedule_named(s) || word >= s.len)
		return false;
	rest = pv_cue_word(pv_span_sub(s, word + 1, s.len));
	return word + 1 + rest == s.len &&
	    memchr(s.ptr + word, '-', s.len - word) == NULL;
}

/* What the row says; page numbers are told by what they are ahead of pages. */
static void
look_at(const struct edges *e, struct row *r, struct pv_buf *b)
{
	const struct pv_pdf_piece *p = pieces_of(e, r);
	char text[PV_PAGE_MAX + 1];
	struct pv_page page;
	struct pv_span s;
	size_t len = 0;

	pv_buf_clear(b);
	for (uint32_t i = 0; i < r->n && b->len <= PV_PAGE_MAX; i++) {
		if (i > 0)
			pv_buf_char(b, ' ');
		pv_pdf_text(e->d, &p[i], p[i].word,
		    p[i].word + p[i].nwords, b);
	}
	if (b->failed || b->len > PV_PAGE_MAX ||
	    !pv_page_fold(pv_buf_view(b), text, &len))
		return;
	s = pv_span_trim(pv_span(text, len));
	page = pv_page_read(s);
	r->lower = pv_cue_lower(s);
	if (s.len == 0 || (page.kind == PV_PAGE_NONE && is_text(s)))
		return;
	r->kind = (uint8_t)page.kind;
	r->y = (p->core.y0 + p->core.y1) / 2;
	r->exact = pv_hash64(s);
	r->head = pv_page_head(s);
	if (r->head || pv_page_head(pv_span_sub(s, 0, s.len - 1)))
		r->said = pv_arena_dup(e->d->arena, s);
	r->shape = is_schedule(s) ? r->exact : shape_of(s);
	r->number = page_named(s);
	if (page.kind == PV_PAGE_NUMBER) {
		pv_buf_clear(b);
		pv_buf_printf(b, "%u/%lld", page.series,
		    (long long)page.number - r->page);
		r->shape = pv_hash64(pv_buf_view(b));
		r->y = 0;
	}
	r->key = r->shape;
}

static enum pv_rc
find_rows(struct edges *e, struct pv_err *err)
{
	struct pv_vec rows = PV_VEC_INIT(struct row);
	struct pv_buf b = PV_BUF_INIT;
	bool failed;

	rows.mem = b.mem = pv_arena_mem(e->d->arena);
	for (size_t i = 0; i < e->d->pages.len; i++) {
		const struct pv_pdf_page *page = PV_VEC_AT(&e->d->pages,
		    struct pv_pdf_page, i);
		uint32_t at = page->piece, end = at + page->npieces;
		struct row *r;

		if (at < end)
			pv_pdf_sort(pv_pdf_piece(e->d, at), end - at);
		for (; at < end && (r = pv_vec_push(&rows)) != NULL;
		    at += r->n) {
			r->piece = at;
			r->page = (uint32_t)i;
			r->n = (uint32_t)pv_pdf_row(pv_pdf_piece(e->d, at),
			    end - at);
			look_at(e, r, &b);
		}
	}
	failed = rows.failed || b.failed;
	e->rows = failed ? NULL : pv_vec_freeze(&rows, e->d->arena, &e->n);
	pv_vec_release(&rows);
	pv_buf_release(&b);
	return e->rows == NULL ? pv_fail_nomem(err) : PV_OK;
}

static int
by_key(const void *a, const void *b)
{
	const struct row *p = *(struct row *const *)a;
	const struct row *q = *(struct row *const *)b;

	if (p->key != q->key)
		return p->key < q->key ? -1 : 1;
	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return (p->piece > q->piece) - (p->piece < q->piece);
}

static int
by_page(const void *a, const void *b)
{
	const struct row *p = *(struct row *const *)a;
	const struct row *q = *(struct row *const *)b;

	return (p->piece > q->piece) - (p->piece < q->piece);
}

/* Rows of one shape at one height: on how many pages? */
static void
count_pages(struct row **rows, size_t n)
{
	uint32_t pages = 0, last = UINT32_MAX;

	qsort(rows, n, sizeof(struct row *), by_page);
	for (size_t i = 0; i < n; i++) {
		pages += rows[i]->page != last;
		last = rows[i]->page;
	}
	for (size_t i = 0; i < n; i++)
		rows[i]->pages = pages;
}

static enum pv_rc
find_repeats(struct edges *e, struct pv_err *err)
{
	struct row **sorted = pv_arena_array(e->d->arena, e->n + 1,
	    sizeof(struct row *));
	size_t n = 0, from = 0;

	if (sorted == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 0; i < e->n; i++)
		if (e->rows[i].shape != 0)
			sorted[n++] = &e->rows[i];
	if (n > 0)
		qsort(sorted, n, sizeof(struct row *), by_key);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && sorted[i]->shape == sorted[from]->shape &&
		    sorted[i]->y - sorted[i - 1]->y <= LEVEL / 2 &&
		    sorted[i]->y - sorted[from]->y <= LEVEL)
			continue;
		count_pages(sorted + from, i - from);
		from = i;
	}
	return PV_OK;
}

/* Is the row furniture, now that all between it and the edge is? */
static bool
is_furniture(const struct edges *e, const struct row *r)
{
	size_t all = e->d->pages.len;

	if (r->zone || r->kind == PV_PAGE_MARK || r->kind == PV_PAGE_SOURCE)
		return true;
	if (r->kind == PV_PAGE_RULE)
		return r->pages >= 3;
	if (r->kind == PV_PAGE_NUMBER)
		return r->pages >= 3 || (r->pages == all && all > 1);
	if (r->pages >= 3)
		return r->head || r->pages * 5 >= all * 3;
	return r->pages == 2 && all <= FEW && r->head;
}

static void
mark(const struct edges *e, const struct row *r)
{
	struct pv_pdf_piece *p = pieces_of(e, r);

	for (uint32_t i = 0; i < r->n; i++)
		p[i].flags |= PV_PDF_FURNITURE;
}

/* The upper 30 percent of a page, or the lower ones. */
static bool
is_near(const struct edges *e, const struct row *r, bool foot)
{
	const struct pv_pdf_page *page = PV_VEC_AT(&e->d->pages,
	    struct pv_pdf_page, r->page);
	const struct pv_pdf_box *b = &pieces_of(e, r)->core;
	int64_t y = (int64_t)b->y0 + b->y1;

	return foot ? y * 10 >= page->height * INT64_C(14) :
	    y * 10 <= page->height * INT64_C(6);
}

/* In capitals and in the middle of the page: a title. */
static bool
is_title(const struct edges *e, const struct row *r)
{
	const struct pv_pdf_piece *p = pieces_of(e, r);
	int32_t width = PV_VEC_AT(&e->d->pages, struct pv_pdf_page,
	    r->page)->width;
	int32_t off = p->box.x0 + p[r->n - 1].box.x1 - width;

	return r->head && r->said.len > 8 && pv_cue_caps(r->said) &&
	    p->box.x0 > width / 4 && off < e->d->size && off > -e->d->size;
}

/*
 * What heads every page may be the title on the first: when it is followed by
 * a line of text there instead of another title, has none below and does not
 * stand at the right.
 */
static size_t
first_heads(const struct edges *e, const struct row *rows, size_t heads,
    size_t n)
{
	const struct pv_pdf_piece *p;
	int32_t width;

	if (heads == 0 || heads >= n || rows[0].page > 0)
		return heads;
	p = pieces_of(e, &rows[heads]);
	width = PV_VEC_AT(&e->d->pages, struct pv_pdf_page, 0)->width;
	if (p[rows[heads].n - 1].box.x1 - p->box.x0 < width / 2)
		return heads;
	for (size_t i = heads; i < n && i < heads + DEEP; i++)
		if (is_title(e, &rows[i]))
			return heads;
	while (heads > 0 && rows[heads - 1].kind == PV_PAGE_NONE &&
	    rows[heads - 1].head && pieces_of(e, &rows[heads - 1])->box.x0 <
	    width / 2)
		heads--;
	return heads;
}

/* White space that sets a head or foot off the row beside it. */
static bool
is_apart(const struct edges *e, const struct row *r, const struct row *next)
{
	const struct pv_pdf_box *a = &pieces_of(e, r)->core;
	const struct pv_pdf_box *b = &pieces_of(e, next)->core;

	return (a->y0 < b->y0 ? b->y0 - a->y1 : a->y0 - b->y1) >
	    e->d->size * 3 / 5;
}

/* The first line of a paragraph that the next row goes on with. */
static bool
is_begun(const struct edges *e, const struct row *r, const struct row *next)
{
	return r->kind == PV_PAGE_NONE && next->page == r->page &&
	    next->lower && !is_apart(e, r, next);
}

/* Rows of a page that are furniture from one edge inwards. */
static size_t
reach(const struct edges *e, const struct row *rows, size_t n, bool foot)
{
	const struct row *r;
	size_t i = 0;

	for (; i < n && i < DEEP; i++) {
		r = foot ? &rows[n - i - 1] : &rows[i];
		if (!is_near(e, r, foot) || !is_furniture(e, r) ||
		    (i + 1 < n && !foot && is_begun(e, r, r + 1)))
			break;
	}
	return i;
}

/* The rows of one page. */
static void
judge_page(const struct edges *e, const struct row *rows, size_t n)
{
	size_t top = reach(e, rows, n, false);
	size_t foot = reach(e, rows + top, n - top, true);

	top = first_heads(e, rows, top, n - foot);
	for (size_t i = 0; i < top; i++)
		mark(e, &rows[i]);
	for (size_t i = n - foot; i < n; i++)
		mark(e, &rows[i]);
}

/* One past the rows of the page that row i is the first of. */
static size_t
page_end(const struct edges *e, size_t i)
{
	uint32_t page = e->rows[i].page;

	while (i < e->n && e->rows[i].page == page)
		i++;
	return i;
}

/* Does a row of the same page or the one before begin like r? */
static bool
is_echoed(const struct edges *e, const struct row *r)
{
	for (const struct row *q = r + 1; q < e->rows + e->n &&
	    q->page == r->page; q++)
		if (pv_span_istarts(q->said, r->said))
			return true;
	for (const struct row *q = r; q > e->rows && q[-1].page + 1 >= r->page;
	    q--)
		if (pv_span_istarts(q[-1].said, r->said))
			return true;
	return false;
}

/*
 * Rows at one height at the edges of n pages: heads that name sections?  A
 * page has at most DEEP of them, and each is sought on two pages.
 */
static void
judge_zone(const struct edges *e, struct row **rows, size_t n)
{
	size_t told = 0;

	if (n < 3 || n * 5 < (e->d->pages.len - 1) * 3)
		return;
	for (size_t i = 0; i < n; i++)
		told += (i > 0 && rows[i]->exact == rows[i - 1]->exact) ||
		    (i + 1 < n && rows[i]->exact == rows[i + 1]->exact) ||
		    is_echoed(e, rows[i]);
	for (size_t i = 0; i < n && told * 5 >= n * 4; i++)
		rows[i]->zone = true;
}

static int
by_y(const void *a, const void *b)
{
	const struct row *p = *(struct row *const *)a;
	const struct row *q = *(struct row *const *)b;

	return (p->y > q->y) - (p->y < q->y);
}

/* Add the rows of a page that may name its section; how many they are. */
static size_t
add_edge(const struct edges *e, struct row *rows, size_t n, bool foot,
    struct row **edge)
{
	size_t deep = reach(e, rows, n, foot), k = 0;
	struct row *r;

	for (size_t i = 0; i <= deep && i + 1 < n; i++) {
		r = foot ? &rows[n - i - 1] : &rows[i];
		if (r->said.len > 0 && r->kind == PV_PAGE_NONE &&
		    is_near(e, r, foot) &&
		    (i < deep || is_apart(e, r, foot ? r - 1 : r + 1)))
			edge[k++] = r;
	}
	return k;
}

/* All such rows, and what those at one height say together. */
static enum pv_rc
find_zones(struct edges *e, bool foot, struct pv_err *err)
{
	struct row **edge = pv_arena_array(e->d->arena, e->n + 1,
	    sizeof(struct row *));
	size_t n = 0, from = 0, end;

	if (edge == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 0; i < e->n; i = end) {
		end = page_end(e, i);
		n += add_edge(e, e->rows + i, end - i, foot, edge + n);
	}
	if (n > 0)
		qsort(edge, n, sizeof(struct row *), by_y);
	for (size_t i = 1; i <= n; i++) {
		if (i < n && edge[i]->y - edge[i - 1]->y <= LEVEL / 2)
			continue;
		qsort(edge + from, i - from, sizeof(struct row *), by_page);
		judge_zone(e, edge + from, i - from);
		from = i;
	}
	return PV_OK;
}

/* Rows of one shape, wherever they stand: do they count pages? */
static void
judge_counters(struct row **rows, size_t n)
{
	size_t steps = 0;

	if (n < 3 || rows[0]->number == 0)
		return;
	qsort(rows, n, sizeof(struct row *), by_page);
	for (size_t i = 1; i < n; i++)
		steps += rows[i]->number == rows[i - 1]->number + 1;
	for (size_t i = 0; i < n && steps * 5 >= n * 4 - 5; i++)
		rows[i]->inner = true;
}

/* Rows of one text: do they keep to the rows that count pages? */
static void
judge_company(const struct edges *e, struct row **rows, size_t n)
{
	size_t near = 0;

	if (n < 3 || !rows[0]->head)
		return;
	for (size_t i = 0; i < n; i++)
		near += (rows[i] > e->rows && rows[i][-1].inner) ||
		    (rows[i] + 1 < e->rows + e->n && rows[i][1].inner);
	for (size_t i = 0; i < n && near >= 3 && near * 10 >= n * 8; i++)
		rows[i]->inner = true;
}

/*
 * Pages of the agreement inside the pages of the file, as prints of filings
 * have them: rows that count pages, and the heads that keep to these.
 */
static enum pv_rc
find_inner(struct edges *e, struct pv_err *err)
{
	struct row **sorted = pv_arena_array(e->d->arena, e->n + 1,
	    sizeof(struct row *));
	size_t from = 0;

	if (sorted == NULL)
		return pv_fail_nomem(err);
	for (int pass = 0; pass < 2; pass++, from = 0) {
		for (size_t i = 0; i < e->n; i++) {
			sorted[i] = &e->rows[i];
			e->rows[i].y = 0;
			if (pass == 1)
				e->rows[i].key = e->rows[i].exact;
		}
		if (e->n > 0)
			qsort(sorted, e->n, sizeof(struct row *), by_key);
		for (size_t i = 1; i <= e->n; i++) {
			if (i < e->n && sorted[i]->key == sorted[from]->key)
				continue;
			if (pass == 0)
				judge_counters(sorted + from, i - from);
			else
				judge_company(e, sorted + from, i - from);
			from = i;
		}
	}
	for (size_t i = 0; i < e->n; i++)
		if (e->rows[i].inner)
			mark(e, &e->rows[i]);
	return PV_OK;
}

/* Pages that repeat each other to the last line are forms, not furniture. */
static void
keep_text(struct edges *e)
{
	size_t n = e->d->pieces.len, kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += !(pv_pdf_piece(e->d, i)->flags & PV_PDF_FURNITURE);
	for (size_t i = 0; kept == 0 && i < e->n; i++)
		for (uint32_t k = 0; e->rows[i].kind == PV_PAGE_NONE &&
		    k < e->rows[i].n; k++)
			pieces_of(e, &e->rows[i])[k].flags &=
			    (uint8_t)~PV_PDF_FURNITURE;
}

enum pv_rc
pv_pdf_edges(struct pv_pdf *d, struct pv_err *err)
{
	struct edges e = { .d = d };
	size_t from = 0;
	enum pv_rc rc;

	rc = find_rows(&e, err);
	if (rc == PV_OK)
		rc = find_repeats(&e, err);
	for (int foot = 0; rc == PV_OK && foot < 2; foot++)
		rc = find_zones(&e, foot, err);
	for (size_t i = 1; rc == PV_OK && i <= e.n; i++) {
		if (i < e.n && e.rows[i].page == e.rows[from].page)
			continue;
		judge_page(&e, e.rows + from, i - from);
		from = i;
	}
	if (rc == PV_OK)
		rc = find_inner(&e, err);
	if (rc == PV_OK)
		keep_text(&e);
	return rc;
}
