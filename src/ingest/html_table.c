/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html.h"

#include <stdlib.h>

#include "ingest/cue.h"

static struct pv_block *
block_at(const struct pv_blocks *b, size_t i)
{
	return PV_VEC_AT(&b->blocks, struct pv_block, i);
}

static struct pv_frag *
frag_at(const struct pv_blocks *b, size_t i)
{
	return PV_VEC_AT(&b->frags, struct pv_frag, i);
}

/* The first bytes of a block's text, blanks folded; and is that all? */
struct head {
	char buf[64];
	size_t len;
	bool whole;
};

static void
head_add(struct head *h, struct pv_span s)
{
	size_t at = 0, n;

	while (at < s.len && h->whole) {
		n = pv_marker_blank(pv_span_sub(s, at, s.len));
		if (n > 0) {
			if (h->len > 0 && h->buf[h->len - 1] != ' ' &&
			    h->len < sizeof(h->buf))
				h->buf[h->len++] = ' ';
			at += n;
		} else if (h->len < sizeof(h->buf)) {
			h->buf[h->len++] = s.ptr[at++];
		} else {
			h->whole = false;
		}
	}
}

static struct pv_span
block_head(const struct pv_blocks *b, size_t i, struct head *h)
{
	const struct pv_block *bl = block_at(b, i);
	uint32_t f;

	h->len = 0;
	h->whole = true;
	for (f = 0; f < bl->nfrags && h->whole; f++)
		head_add(h, frag_at(b, bl->frag + f)->text);
	while (h->len > 0 && h->buf[h->len - 1] == ' ')
		h->len--;
	return pv_span(h->buf, h->len);
}

static size_t
block_len(const struct pv_blocks *b, size_t i)
{
	const struct pv_block *bl = block_at(b, i);
	size_t n = 0;
	uint32_t f;

	for (f = 0; f < bl->nfrags; f++)
		n += frag_at(b, bl->frag + f)->text.len;
	return n;
}

/*
 * Append block j to block i; every fragment between them belongs to neither
 * and takes the text `sep`.
 */
static void
join(struct pv_blocks *b, size_t i, size_t j, struct pv_span sep)
{
	struct pv_block *a = block_at(b, i), *z = block_at(b, j);
	uint32_t gap = a->frag + a->nfrags;

	if (gap < z->frag)
		frag_at(b, gap)->text = sep;
	a->nfrags = z->frag + z->nfrags - a->frag;
	z->nfrags = 0;
}

/* A cell of a row, with what decides about it. */
struct cell {
	size_t block, blocks;   /* the first with text, and how many */
};

/* Cells that say something. */
static size_t
filled(const struct pv_blocks *b, const struct pv_html_cell *cells, size_t n,
    struct cell *out, size_t cap)
{
	size_t i, j, end, count = 0;
	struct cell c;

	for (i = 0; i < n && count < cap; i++) {
		end = i + 1 < n ? cells[i + 1].block : b->blocks.len;
		c = (struct cell){ 0, 0 };
		for (j = cells[i].block; j < end; j++) {
			if (block_at(b, j)->nfrags == 0)
				continue;
			if (c.blocks++ == 0)
				c.block = j;
		}
		if (c.blocks > 0)
			out[count++] = c;
	}
	return count;
}

/* The blocks between i and j carry no text, so the two may be joined. */
static bool
adjacent(const struct pv_blocks *b, size_t i, size_t j)
{
	for (i++; i < j; i++)
		if (block_at(b, i)->nfrags > 0)
			return false;
	return true;
}

static bool
joinable(const struct pv_blocks *b, size_t i)
{
	const struct pv_block *bl = block_at(b, i);

	return (bl->kind == PV_BLOCK_PARA || bl->kind == PV_BLOCK_HEADING) &&
	    !(bl->flags & PV_BLOCK_HIDDEN);
}

/*
 * The number's cell `i` goes in front of block `j`: the result reads as if it
 * had been one paragraph, emphasis and kind are the text's.
 */
static void
prefix(struct pv_blocks *b, size_t i, size_t j)
{
	struct pv_block *a = block_at(b, i), *z = block_at(b, j);
	uint32_t lead = (uint32_t)block_len(b, i) + 1;

	a->kind = z->kind;
	a->level = z->level;
	a->flags = z->flags;
	a->lead = z->flags & PV_BLOCK_LEAD_BOLD ? z->lead + lead : 0;
	join(b, i, j, PV_SPAN(" "));
}

/* A bullet's cell becomes the marker of an item. */
static void
bullet(struct pv_blocks *b, size_t i, size_t j)
{
	struct pv_block *a = block_at(b, i), *z = block_at(b, j);
	struct pv_frag *f = NULL;
	uint32_t k;

	for (k = 0; k < a->nfrags; k++) {
		f = frag_at(b, a->frag + k);
		if (pv_marker_blank(f->text) < f->text.len)
			break;
	}
	if (f == NULL || z->kind != PV_BLOCK_PARA)
		return;
	z->kind = PV_BLOCK_ITEM;
	z->level = 1;
	z->indent = a->indent > z->indent ? a->indent : z->indent;
	z->marker = f->text;
	z->marker_src = f->src;
	z->marker_len = f->src_len;
	a->nfrags = 0;
}

/* Number, heading, text in three cells: the heading leads. */
static bool
headed(struct pv_blocks *b, const struct cell *c, size_t n)
{
	uint32_t lead;

	if (n != 2 || c[0].blocks > 1 || !joinable(b, c[1].block) ||
	    block_len(b, c[0].block) > 80 || block_len(b, c[1].block) < 60)
		return false;
	lead = (uint32_t)block_len(b, c[0].block);
	join(b, c[0].block, c[1].block, PV_SPAN(" "));
	block_at(b, c[0].block)->flags = PV_BLOCK_LEAD_BOLD;
	block_at(b, c[0].block)->lead = lead;
	return true;
}

/* Cells of data, one block each: one row. */
static void
data_row(struct pv_blocks *b, const struct cell *c, size_t n)
{
	struct pv_block *a = block_at(b, c[0].block);
	size_t i;

	a->kind = PV_BLOCK_ROW;
	a->flags &= PV_BLOCK_BOLD;
	a->lead = 0;
	for (i = 1; i < n; i++) {
		if (!(block_at(b, c[i].block)->flags & PV_BLOCK_BOLD))
			a->flags = 0;
		join(b, c[0].block, c[i].block, PV_SPAN(" | "));
	}
}

/* Nothing but single paragraphs that follow one another. */
static bool
plain_cells(const struct pv_blocks *b, const struct cell *c, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (c[i].blocks > 1 || !joinable(b, c[i].block))
			return false;
		if (i > 0 && !adjacent(b, c[i - 1].block, c[i].block))
			return false;
	}
	return true;
}

#define CELLS_MAX 64    /* wider rows are data whatever they hold */

static void
rest_of_row(struct pv_blocks *b, const struct cell *c, size_t n)
{
	struct head h;

	if (n < 2 || !plain_cells(b, c, n))
		return;
	if (n == 2 && pv_cue_defines(block_head(b, c[1].block, &h)))
		join(b, c[0].block, c[1].block, PV_SPAN(" "));
	else
		data_row(b, c, n);
}

void
pv_html_row(struct pv_blocks *out, const struct pv_html_cell *cells, size_t n)
{
	struct cell c[CELLS_MAX];
	struct pv_span s;
	struct head h;
	size_t count;

	if (out->blocks.failed || out->frags.failed)
		return;
	count = filled(out, cells, n, c, CELLS_MAX);
	if (count < 2)
		return;
	s = block_head(out, c[0].block, &h);
	if (c[0].blocks == 1 && h.whole && joinable(out, c[0].block) &&
	    joinable(out, c[1].block) &&
	    adjacent(out, c[0].block, c[1].block)) {
		if (pv_marker_bullet(s)) {
			bullet(out, c[0].block, c[1].block);
			return;
		}
		if (s.len > 0 && pv_marker_label(s) == s.len) {
			if (!headed(out, c + 1, count - 1))
				rest_of_row(out, c + 1, count - 1);
			prefix(out, c[0].block, c[1].block);
			return;
		}
	}
	rest_of_row(out, c, count);
}

/* Last byte of a block that is not blank, quotes and brackets looked past. */
static char
last_ink(const struct pv_blocks *b, const struct pv_block *bl)
{
	uint32_t f = bl->nfrags;
	struct pv_span s;
	size_t n;

	while (f-- > 0) {
		s = frag_at(b, bl->frag + f)->text;
		for (n = s.len; n > 0; n--)
			if (!pv_isspace(s.ptr[n - 1]) && s.ptr[n - 1] != '"' &&
			    s.ptr[n - 1] != ')' && s.ptr[n - 1] != ']')
				return s.ptr[n - 1];
	}
	return '\0';
}

static char
first_ink(const struct pv_blocks *b, const struct pv_block *bl)
{
	struct pv_span s;
	size_t n;
	uint32_t f;

	for (f = 0; f < bl->nfrags; f++) {
		s = frag_at(b, bl->frag + f)->text;
		n = pv_marker_blank(s);
		if (n < s.len)
			return s.ptr[n];
	}
	return '\0';
}

static bool
is_line(const struct pv_block *bl)
{
	return bl->kind == PV_BLOCK_PARA && bl->marker.len == 0 &&
	    !(bl->flags & (PV_BLOCK_HIDDEN | PV_BLOCK_CENTERED |
	    PV_BLOCK_BOLD));
}

/* Long enough to have been cut at the right margin. */
#define LINE_MIN 40
#define LINE_MAX 140

/* A paragraph that breaks off, and one that goes on with a small letter. */
static bool
cut(const struct pv_blocks *b, size_t i, size_t j)
{
	const struct pv_block *a = block_at(b, i), *z = block_at(b, j);
	char last;

	if (!is_line(a) || !is_line(z) || j != i + 1)
		return false;
	last = last_ink(b, a);
	return (pv_isalnum(last) || last == ',' || last == '-') &&
	    block_len(b, i) >= LINE_MIN && pv_islower(first_ink(b, z));
}

/*
 * A document of one paragraph a visual line: most paragraphs are no longer
 * than a line, and many of them break off in mid-sentence.
 */
static bool
is_soup(const struct pv_blocks *b, size_t first)
{
	size_t i, cuts = 0, lines = 0, longs = 0;

	for (i = first; i + 1 < b->blocks.len; i++) {
		if (!is_line(block_at(b, i)))
			continue;
		lines++;
		cuts += cut(b, i, i + 1);
		longs += block_len(b, i) > LINE_MAX;
	}
	return cuts >= 3 && cuts * 5 >= lines && longs * 10 <= lines;
}

static bool
starts_clause(const struct pv_blocks *b, size_t i)
{
	struct head h;
	struct pv_span s = block_head(b, i, &h);

	return pv_marker_opens(s) ||
	    (s.len > 0 && pv_marker_bullet(pv_span_sub(s, 0,
	    pv_span_find(s, PV_SPAN(" ")))));
}

/* Does visual line j go on with paragraph i?  `len` is i's last line. */
static bool
same_paragraph(const struct pv_blocks *b, size_t i, size_t j, size_t len)
{
	char last = last_ink(b, block_at(b, i));

	if (!is_line(block_at(b, i)) || !is_line(block_at(b, j)) ||
	    len < LINE_MIN || starts_clause(b, j))
		return false;
	if (last == '.' || last == ';' || last == ':' || last == '?')
		return len >= 60 && !(block_at(b, j)->flags &
		    PV_BLOCK_LEAD_BOLD) &&
		    pv_islower(first_ink(b, block_at(b, j)));
	return true;
}

static void
join_lines(struct pv_blocks *b, size_t first)
{
	size_t i, host = first, len, host_len;

	if (b->blocks.len <= first || !is_soup(b, first))
		return;
	host_len = block_len(b, first);
	for (i = first + 1; i < b->blocks.len; i++) {
		len = block_len(b, i);
		if (same_paragraph(b, host, i, host_len))
			join(b, host, i, PV_SPAN(" "));
		else
			host = i;
		host_len = len;
	}
}

/* Blocks without text go, the others move up. */
static void
pack_blocks(struct pv_blocks *b, size_t first)
{
	size_t i, n = first;

	for (i = first; i < b->blocks.len; i++) {
		const struct pv_block *bl = block_at(b, i);

		if (bl->nfrags == 0 && bl->kind != PV_BLOCK_BREAK)
			continue;
		*block_at(b, n++) = *bl;
	}
	b->blocks.len = n;
}

/* Fragments of no block go; those of a block stay in its order. */
static void
pack_frags(struct pv_blocks *b, size_t first, size_t frag)
{
	size_t i, k, n = frag;

	for (i = first; i < b->blocks.len; i++) {
		struct pv_block *bl = block_at(b, i);
		size_t from = n;

		for (k = 0; k < bl->nfrags; k++) {
			const struct pv_frag *f = frag_at(b, bl->frag + k);

			if (f->text.len > 0)
				*frag_at(b, n++) = *f;
		}
		bl->frag = (uint32_t)from;
		bl->nfrags = (uint32_t)(n - from);
	}
	b->frags.len = n;
}

static int
by_place(const void *a, const void *b)
{
	uint32_t x = ((const struct pv_skip *)a)->src;
	uint32_t y = ((const struct pv_skip *)b)->src;

	return x < y ? -1 : x > y;
}

void
pv_html_finish(struct pv_blocks *b, size_t first, size_t frag, size_t skip)
{
	if (b->blocks.failed || b->frags.failed || b->skips.failed)
		return;
	pack_blocks(b, first);
	join_lines(b, first);
	pack_blocks(b, first);
	pack_frags(b, first, frag);
	if (b->skips.len > skip + 1)
		qsort(PV_VEC_AT(&b->skips, struct pv_skip, skip),
		    b->skips.len - skip, sizeof(struct pv_skip), by_place);
}
