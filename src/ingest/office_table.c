/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include "ingest/html.h"

/* Rows of tables nested deeper than this are left as paragraphs. */
#define TABLES_MAX 16

size_t
pv_office_row_begin(struct pv_office *o)
{
	o->depth++;
	return o->open.len;
}

void
pv_office_cell(struct pv_office *o)
{
	struct pv_html_cell cell = { (uint32_t)o->out->blocks.len };

	if (o->depth > 0)
		pv_vec_add(&o->open, &cell);
}

void
pv_office_row_end(struct pv_office *o, size_t row)
{
	struct pv_office_row r = { o->cells.len, 0, o->out->blocks.len };

	if (o->depth == 0)
		return;
	for (size_t i = row; i < o->open.len && o->depth <= TABLES_MAX; i++)
		pv_vec_add(&o->cells, PV_VEC_AT(&o->open,
		    struct pv_html_cell, i));
	r.end = o->cells.len;
	if (r.end > r.first + 1)
		pv_vec_add(&o->rows, &r);
	if (o->open.len > row)
		o->open.len = row;
	o->depth--;
}

static struct pv_block *
block_at(const struct pv_office *o, size_t i)
{
	return PV_VEC_AT(&o->out->blocks, struct pv_block, i);
}

/* A number that was set apart becomes text: its fragment stands ready. */
static void
unmark(struct pv_office *o, struct pv_block *b)
{
	struct pv_frag *f;

	if (b->marker_len == 0 || b->nfrags == 0)
		return;
	f = PV_VEC_AT(&o->out->frags, struct pv_frag, b->frag);
	if (f->text.len > 0 || f->src != b->marker_src)
		return;
	f->text = pv_span(b->marker.ptr, b->marker_len + 1);
	f->src_len = b->marker_len + 1;
	if (b->flags & PV_BLOCK_LEAD_BOLD)
		b->lead += b->marker_len + 1;
	b->marker = pv_span(NULL, 0);
	b->marker_len = 0;
	b->listed = (struct pv_listed){ 0, 0, 0 };
}

/* The first block of a cell that has text, and how many have. */
static size_t
look_at(const struct pv_office *o, const struct pv_office_row *r, size_t cell,
    struct pv_block **first)
{
	const struct pv_html_cell *c = o->cells.ptr;
	size_t end = cell + 1 < r->end ? c[cell + 1].block : r->block;
	size_t n = 0;

	for (size_t i = c[cell].block; i < end; i++) {
		if (block_at(o, i)->nfrags == 0)
			continue;
		if (n++ == 0)
			*first = block_at(o, i);
	}
	return n;
}

/*
 * Numbers of the blocks that pv_html_row() may join: of every cell when each
 * holds one paragraph, else of a number's cell and the text beside it.
 */
static void
unmark_row(struct pv_office *o, const struct pv_office_row *r)
{
	struct pv_block *first = NULL, *pair[2] = { NULL, NULL };
	size_t filled = 0, n, lone = 0, head = 0;

	for (size_t i = r->first; i < r->end; i++) {
		n = look_at(o, r, i, &first);
		if (n == 0)
			continue;
		if (filled == 0)
			head = n;
		if (filled < 2)
			pair[filled] = first;
		filled++;
		lone += n == 1;
	}
	if (filled < 2)
		return;
	if (lone == filled) {
		for (size_t i = r->first; i < r->end; i++)
			if (look_at(o, r, i, &first) > 0)
				unmark(o, first);
	} else if (head == 1) {
		unmark(o, pair[0]);
		unmark(o, pair[1]);
	}
}

void
pv_office_rows(struct pv_office *o)
{
	const struct pv_office_row *r = o->rows.ptr;
	const struct pv_html_cell *cells = o->cells.ptr;
	size_t all = o->out->blocks.len;

	for (size_t i = 0; i < o->rows.len; i++) {
		unmark_row(o, &r[i]);
		/* the row's last cell ends where the blocks do */
		o->out->blocks.len = r[i].block;
		pv_html_row(o->out, cells + r[i].first, r[i].end - r[i].first);
		o->out->blocks.len = all;
	}
}
