/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/pdf.h"

#include <stdlib.h>

static int32_t
height(const struct pv_pdf_box *b)
{
	return b->y1 - b->y0;
}

bool
pv_pdf_level(const struct pv_pdf_box *a, const struct pv_pdf_box *b)
{
	int32_t top = a->y0 > b->y0 ? a->y0 : b->y0;
	int32_t end = a->y1 < b->y1 ? a->y1 : b->y1;
	int32_t low = height(a) < height(b) ? height(a) : height(b);

	return (end - top) * 5 >= low * 3;
}

static int
by_height(const void *a, const void *b)
{
	const struct pv_pdf_piece *p = a, *q = b;
	int32_t y = p->core.y0 + p->core.y1, z = q->core.y0 + q->core.y1;

	if (y != z)
		return y < z ? -1 : 1;
	if (p->box.x0 != q->box.x0)
		return p->box.x0 < q->box.x0 ? -1 : 1;
	return (p->word > q->word) - (p->word < q->word);
}

static int
by_side(const void *a, const void *b)
{
	const struct pv_pdf_piece *p = a, *q = b;

	if (p->box.x0 != q->box.x0)
		return p->box.x0 < q->box.x0 ? -1 : 1;
	return (p->word > q->word) - (p->word < q->word);
}

size_t
pv_pdf_row(const struct pv_pdf_piece *p, size_t n)
{
	size_t i = 1;

	while (i < n && pv_pdf_level(&p[0].core, &p[i].core))
		i++;
	return i;
}

/*
 * Rows are found before they are sorted: what is level with the topmost piece.
 * Found again afterwards they begin with another piece, which is level with
 * the others all the same unless it is far smaller.
 */
void
pv_pdf_sort(struct pv_pdf_piece *p, size_t n)
{
	size_t i, k;

	qsort(p, n, sizeof(*p), by_height);
	for (i = 0; i < n; i += k) {
		k = pv_pdf_row(p + i, n - i);
		if (k > 1)
			qsort(p + i, k, sizeof(*p), by_side);
	}
}

/* A small word that does not stand on the line's foot. */
static bool
is_raised(const struct pv_pdf_piece *p, const struct pv_pdf_word *w)
{
	int32_t size = height(&p->core);

	return height(&w->box) * 5 <= size * 4 && w->box.y1 > p->core.y0 &&
	    p->core.y1 - w->box.y1 >= size / 6 &&
	    w->box.y0 + w->box.y1 < p->core.y0 + p->core.y1;
}

static const char *const raised_digits[] = { "\342\201\260", "\302\271",
	"\302\262", "\302\263", "\342\201\264", "\342\201\265",
	"\342\201\266", "\342\201\267", "\342\201\270", "\342\201\271" };

/* Bytes of the digit that s begins with, and what it counts. */
static size_t
digit(struct pv_span s, bool raised, uint32_t *value)
{
	if (!raised) {
		*value = s.len > 0 ? (uint32_t)(unsigned char)*s.ptr - '0' : 0;
		return s.len > 0 && pv_isdigit(*s.ptr) ? 1 : 0;
	}
	for (uint32_t i = 0; i < 10; i++) {
		if (!pv_span_starts(s, pv_span_str(raised_digits[i])))
			continue;
		*value = i;
		return strlen(raised_digits[i]);
	}
	return 0;
}

size_t
pv_pdf_number(struct pv_span s, bool raised, uint32_t *n)
{
	size_t at = 0, len, digits = 0;
	uint32_t value;

	*n = 0;
	while ((len = digit(pv_span_sub(s, at, s.len), raised, &value)) > 0) {
		if (++digits > 4)
			return 0;
		*n = *n * 10 + value;
		at += len;
	}
	return at;
}

/* Digits as their raised forms, what else there is as it stands. */
static void
put_raised(struct pv_span s, struct pv_buf *out)
{
	for (size_t i = 0; i < s.len; i++) {
		if (pv_isdigit(s.ptr[i]))
			pv_buf_str(out, raised_digits[s.ptr[i] - '0']);
		else
			pv_buf_char(out, s.ptr[i]);
	}
}

bool
pv_pdf_mark(const struct pv_pdf_word *mark, const struct pv_pdf_word *w)
{
	for (size_t i = 0; i < mark->text.len; i++)
		if (!pv_isdigit(mark->text.ptr[i]))
			return false;
	return pv_isupper(w->text.ptr[0]);
}

void
pv_pdf_text(const struct pv_pdf *d, const struct pv_pdf_piece *p,
    uint32_t from, uint32_t to, struct pv_buf *out)
{
	int32_t apart = height(&p->core) / 10;

	for (uint32_t i = from; i < to; i++) {
		const struct pv_pdf_word *w = pv_pdf_word(d, i);

		if (i > from && (w->box.x0 - w[-1].box.x1 > apart ||
		    w->box.y0 > w[-1].box.y1 || w->box.y1 < w[-1].box.y0 ||
		    (i == p->word + 1 && pv_pdf_mark(w - 1, w))))
			pv_buf_char(out, ' ');
		if (is_raised(p, w))
			put_raised(w->text, out);
		else
			pv_buf_span(out, w->text);
	}
}
