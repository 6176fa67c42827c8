/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include "base/num.h"

/*
 * What is put right before a page is read: text that runs up or down the page
 * is turned, a line that a raised mark stands in is cut there, numbers of lines
 * in the margin are set aside.
 */

#define NEAR 64                 /* pieces around a mark that may be its line */
#define NUMBERS 10              /* lines that a numbered page has at least */

enum way { ACROSS, UP, DOWN, WAYS };

/* Where b follows a, two words of one piece. */
static enum way
way_of(const struct pv_pdf_box *a, const struct pv_pdf_box *b)
{
	if (b->x0 >= a->x1 || b->x1 <= a->x0)
		return ACROSS;
	return b->y1 <= a->y0 ? UP : b->y0 >= a->y1 ? DOWN : ACROSS;
}

static void
turn_box(struct pv_pdf_box *b, const struct pv_pdf_page *page, enum way way)
{
	struct pv_pdf_box old = *b;

	if (way == UP)
		*b = (struct pv_pdf_box){ page->height - old.y1, old.x0,
			page->height - old.y0, old.x1 };
	else
		*b = (struct pv_pdf_box){ old.y0, page->width - old.x1,
			old.y1, page->width - old.x0 };
}

static void
turn_page(const struct pv_pdf *d, struct pv_pdf_page *page, enum way way)
{
	int32_t width = page->width;
	struct pv_pdf_box *box;

	for (uint32_t i = page->piece; i < page->piece + page->npieces; i++) {
		struct pv_pdf_piece *p = pv_pdf_piece(d, i);

		turn_box(&p->box, page, way);
		for (uint32_t k = p->word; k < p->word + p->nwords; k++) {
			box = &pv_pdf_word(d, k)->box;
			turn_box(box, page, way);
			if (k == p->word || box->x1 - box->x0 >
			    p->core.x1 - p->core.x0)
				p->core = *box;
		}
	}
	page->width = page->height;
	page->height = width;
}

void
pv_pdf_turn(struct pv_pdf *d)
{
	for (size_t i = 0; i < d->pages.len; i++) {
		struct pv_pdf_page *page = PV_VEC_AT(&d->pages,
		    struct pv_pdf_page, i);
		uint32_t votes[WAYS] = { 0 };
		enum way most;

		for (uint32_t k = 0; k < page->npieces; k++) {
			const struct pv_pdf_piece *p = pv_pdf_piece(d,
			    page->piece + k);

			for (uint32_t w = 1; w < p->nwords; w++)
				votes[way_of(&pv_pdf_word(d, p->word + w -
				    1)->box, &pv_pdf_word(d,
				    p->word + w)->box)]++;
		}
		most = votes[UP] > votes[DOWN] ? UP : DOWN;
		if (votes[most] >= 3 && votes[most] > 2 * votes[ACROSS])
			turn_page(d, page, most);
	}
}

/* The number that a piece consists of; 0 when it is none. */
static uint64_t
number_of(const struct pv_pdf *d, const struct pv_pdf_piece *p)
{
	uint64_t n = 0;

	return p->nwords == 1 && pv_num_parse(pv_pdf_word(d, p->word)->text,
	    99999, &n) ? n : 0;
}

/* Is p a raised mark within the line of q, but not one of its words? */
static bool
is_within(const struct pv_pdf_piece *p, const struct pv_pdf_piece *q)
{
	int32_t high = q->core.y1 - q->core.y0;

	return q->nwords > 1 && p->box.x0 > q->box.x0 &&
	    p->box.x1 < q->box.x1 && p->box.y1 > q->core.y0 &&
	    p->box.y1 <= q->core.y1 - high / 6 &&
	    (p->box.y1 - p->box.y0) * 5 <= high * 4;
}

/* Cut the piece into words left of x and a new piece of the others. */
static bool
cut_piece(struct pv_pdf *d, struct pv_pdf_page *page, uint32_t piece,
    int32_t x)
{
	struct pv_pdf_piece *p = pv_pdf_piece(d, piece), *rest;
	uint32_t n = 0;

	while (n < p->nwords && pv_pdf_word(d, p->word + n)->box.x0 < x)
		n++;
	if (n == 0 || n == p->nwords)
		return true;
	rest = pv_vec_push(&d->pieces);
	if (rest == NULL)
		return false;
	p = pv_pdf_piece(d, piece);
	*rest = *p;
	rest->word += n;
	rest->nwords -= n;
	rest->box.x0 = pv_pdf_word(d, rest->word)->box.x0;
	p->nwords = n;
	p->box.x1 = pv_pdf_word(d, p->word + n - 1)->box.x1;
	page->npieces++;
	return true;
}

bool
pv_pdf_part(struct pv_pdf *d, struct pv_pdf_page *page)
{
	uint32_t n = page->npieces, from = page->piece;

	for (uint32_t i = 0; i < n; i++) {
		const struct pv_pdf_piece *p = pv_pdf_piece(d, from + i);
		int32_t x = p->box.x0;

		if (p->nwords > 1 || pv_pdf_word(d, p->word)->text.len > 3)
			continue;
		for (uint32_t k = i > NEAR ? i - NEAR : 0; k < i + NEAR &&
		    k < n; k++) {
			if (!is_within(pv_pdf_piece(d, from + i),
			    pv_pdf_piece(d, from + k)))
				continue;
			if (!cut_piece(d, page, from + k, x))
				return false;
			pv_pdf_piece(d, from + i)->core =
			    pv_pdf_piece(d, from + k)->core;
			break;
		}
	}
	return true;
}

static bool
is_like(int32_t a, int32_t b, int32_t off)
{
	return a - b <= off && b - a <= off;
}

/*
 * The numbers of lines on a sorted page: they count by one, evenly spaced,
 * one below the other and left of all else.  Returns how many when `put` is
 * false, else moves them in front of the other pieces.
 */
static uint32_t
find_numbers(struct pv_pdf *d, const struct pv_pdf_page *page, bool put,
    struct pv_pdf_piece *rest)
{
	struct pv_pdf_piece *p = pv_pdf_piece(d, page->piece);
	uint32_t n = 0, others = 0;
	int32_t end = PV_PDF_FAR, step = 0, last_y = 0;
	uint64_t value, last = 0;
	size_t row;

	for (uint32_t i = 0; i < page->npieces; i++)
		if (number_of(d, &p[i]) == 0 && p[i].box.x0 < end &&
		    p[i].nwords >= 4)
			end = p[i].box.x0;
	for (uint32_t i = 0; i < page->npieces; i += (uint32_t)row) {
		row = pv_pdf_row(p + i, page->npieces - i);
		value = p[i].box.x1 <= end ? number_of(d, &p[i]) : 0;
		if (value > 0 && n > 0 && (value != last + 1 || (n > 1 &&
		    !is_like(p[i].core.y1 - last_y, step, step / 6))))
			return 0;
		for (uint32_t k = value > 0; put && k < row; k++)
			rest[others++] = p[i + k];
		if (value == 0)
			continue;
		if (n == 1)
			step = p[i].core.y1 - last_y;
		last_y = p[i].core.y1;
		last = value;
		if (put)
			p[n] = p[i];
		n++;
	}
	for (uint32_t k = 0; k < others; k++)
		p[n + k] = rest[k];
	return n >= NUMBERS ? n : 0;
}

static void
set_aside(struct pv_pdf *d, struct pv_pdf_page *page,
    struct pv_pdf_piece *rest)
{
	uint32_t n = find_numbers(d, page, true, rest);

	for (uint32_t i = 0; i < n; i++)
		pv_pdf_piece(d, page->piece + i)->flags |= PV_PDF_FURNITURE;
	page->numbers = n;
	page->piece += n;
	page->npieces -= n;
}

enum pv_rc
pv_pdf_numbers(struct pv_pdf *d, struct pv_err *err)
{
	struct pv_pdf_piece *rest;
	struct pv_pdf_page *page;
	size_t numbered = 0, filled = 0;
	uint32_t most = 0;

	for (size_t i = 0; i < d->pages.len; i++) {
		page = PV_VEC_AT(&d->pages, struct pv_pdf_page, i);
		if (page->npieces == 0)
			continue;
		pv_pdf_sort(pv_pdf_piece(d, page->piece), page->npieces);
		filled++;
		numbered += find_numbers(d, page, false, NULL) > 0;
		most = page->npieces > most ? page->npieces : most;
	}
	if (numbered < 2 || numbered * 2 < filled)
		return PV_OK;
	rest = pv_arena_array(d->arena, most, sizeof(*rest));
	if (rest == NULL)
		return pv_fail_nomem(err);
	for (size_t i = 0; i < d->pages.len; i++) {
		page = PV_VEC_AT(&d->pages, struct pv_pdf_page, i);
		if (page->npieces > 0 &&
		    find_numbers(d, page, false, NULL) > 0)
			set_aside(d, page, rest);
	}
	return PV_OK;
}
