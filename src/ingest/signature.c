/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/signature.h"

#include "ingest/cue.h"

#define CELLS_MAX 6     /* parties side by side */
#define ABOVE_MAX 4     /* rows with names over the place to sign */
#define BELOW_MAX 12    /* rows to fill in below it */
#define ENTRY_MAX 100   /* bytes of a cell among these */
#define SEPARATOR PV_SPAN(" | ")

/* Where a cell begins or ends: a fragment of the row and a byte of it. */
struct spot { uint32_t frag; size_t at; };

struct cells {
	size_t n;
	struct { struct spot from, to; } at[CELLS_MAX];
};

static const struct pv_frag *
frag_at(const struct pv_blocks *b, size_t i)
{
	return PV_VEC_AT(&b->frags, struct pv_frag, i);
}

static const struct pv_block *
block_at(const struct pv_blocks *b, size_t i)
{
	return PV_VEC_AT(&b->blocks, struct pv_block, i);
}

static bool
is_exact(const struct pv_frag *f)
{
	return f->text.len == f->src_len;
}

/* The cells of a row without a number; none when there are too many. */
static void
find_cells(const struct pv_blocks *b, const struct pv_block *row,
    struct cells *c)
{
	const struct pv_frag *f = NULL;
	size_t at, found;

	c->n = 0;
	if (row->kind != PV_BLOCK_ROW || row->marker.len > 0 ||
	    row->nfrags == 0)
		return;
	c->n = 1;
	c->at[0].from = (struct spot){ 0, 0 };
	for (uint32_t i = 0; i < row->nfrags; i++) {
		f = frag_at(b, row->frag + i);
		for (at = 0; at < f->text.len; at = found + SEPARATOR.len) {
			found = at + pv_span_find(pv_span_sub(f->text, at,
			    f->text.len), SEPARATOR);
			if (found >= f->text.len)
				break;
			if (c->n == CELLS_MAX ||
			    (!is_exact(f) && f->text.len > SEPARATOR.len)) {
				c->n = 0;
				return;
			}
			c->at[c->n - 1].to = (struct spot){ i, found };
			c->at[c->n++].from = (struct spot){ i,
				found + SEPARATOR.len };
		}
	}
	c->at[c->n - 1].to = (struct spot){ row->nfrags - 1,
		f != NULL ? f->text.len : 0 };
}

/* The piece of fragment i that stands in cell k. */
static struct pv_span
piece(const struct pv_frag *f, const struct cells *c, size_t k, uint32_t i)
{
	size_t from = i == c->at[k].from.frag ? c->at[k].from.at : 0;
	size_t to = i == c->at[k].to.frag ? c->at[k].to.at : f->text.len;

	return pv_span_sub(f->text, from, to);
}

/* The first text in cell k; *len: bytes of the whole cell. */
static struct pv_span
cell_text(const struct pv_blocks *b, const struct pv_block *row,
    const struct cells *c, size_t k, size_t *len)
{
	struct pv_span first = { "", 0 }, s;

	*len = 0;
	for (uint32_t i = c->at[k].from.frag; i <= c->at[k].to.frag; i++) {
		s = piece(frag_at(b, row->frag + i), c, k, i);
		*len += s.len;
		if (first.len == 0)
			first = pv_cue_trim(s);
	}
	return first;
}

static bool
is_place_to_sign(struct pv_span s)
{
	static const char *const starts[] = { "by:", "by :", "by_", "by _",
		"/s/", "signature:", "signed:", "sign:", "signed by", "____",
		"......" };

	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (pv_span_istarts(s, pv_span_str(starts[i])))
			return true;
	return false;
}

/*
 * Is block i a row of places to sign?  Its cells.  "By:" alone leaves room to
 * sign, but not when the cell beside it is that room.
 */
static bool
is_signed(const struct pv_blocks *b, size_t i, struct cells *c)
{
	const struct pv_block *row = block_at(b, i);
	size_t len, bare = 0;
	struct pv_span s;

	find_cells(b, row, c);
	for (size_t k = 0; k < c->n; k++) {
		s = cell_text(b, row, c, k, &len);
		if (!is_place_to_sign(s))
			return false;
		bare += s.ptr[s.len - 1] == ':';
	}
	return c->n >= 2 && (bare == 0 || bare == c->n);
}

/* Is block i a row of as many short cells? */
static bool
is_beside(const struct pv_blocks *b, size_t i, size_t n)
{
	const struct pv_block *row = block_at(b, i);
	struct cells c;
	size_t len;

	find_cells(b, row, &c);
	for (size_t k = 0; k < c.n; k++) {
		(void)cell_text(b, row, &c, k, &len);
		if (len > ENTRY_MAX)
			return false;
	}
	return c.n == n;
}

/* Cell k of a row as a paragraph behind `out`, unless it is empty. */
static void
put_cell(struct pv_blocks *b, const struct pv_block *row,
    const struct cells *c, size_t k, struct pv_vec *out)
{
	struct pv_block para = *row;
	struct pv_frag f;
	struct pv_span s;
	size_t len;

	if (cell_text(b, row, c, k, &len).len == 0)
		return;
	para.kind = PV_BLOCK_PARA;
	para.flags &= (uint8_t)~(PV_BLOCK_BOLD | PV_BLOCK_LEAD_BOLD);
	para.frag = (uint32_t)b->frags.len;
	para.nfrags = 0;
	for (uint32_t i = c->at[k].from.frag; i <= c->at[k].to.frag; i++) {
		f = *frag_at(b, row->frag + i);
		s = piece(&f, c, k, i);
		if (is_exact(&f)) {
			f.src += (uint32_t)(s.ptr - f.text.ptr);
			f.src_len = (uint32_t)s.len;
		}
		f.text = s;
		if (s.len > 0 && pv_vec_add(&b->frags, &f))
			para.nfrags++;
	}
	pv_vec_add(out, &para);
}

/* The lines between the columns are in no paragraph. */
static void
skip_separators(struct pv_blocks *b, const struct pv_block *row,
    const struct cells *c)
{
	const struct pv_frag *f;
	struct spot at;

	for (size_t k = 0; k + 1 < c->n; k++) {
		at = c->at[k].to;
		f = frag_at(b, row->frag + at.frag);
		if (is_exact(f))
			pv_blocks_skip(b, f->src + (uint32_t)at.at,
			    (uint32_t)SEPARATOR.len, PV_SKIP_SPACE);
		else
			pv_blocks_skip(b, f->src, f->src_len, PV_SKIP_SPACE);
	}
}

/* Rows [from, to), which have as many cells each, column by column. */
static void
put_columns(struct pv_blocks *b, size_t from, size_t to, struct pv_vec *out)
{
	struct cells rows[ABOVE_MAX + 1 + BELOW_MAX];

	for (size_t i = from; i < to; i++) {
		find_cells(b, block_at(b, i), &rows[i - from]);
		skip_separators(b, block_at(b, i), &rows[i - from]);
	}
	for (size_t k = 0; k < rows[0].n; k++)
		for (size_t i = from; i < to; i++)
			put_cell(b, block_at(b, i), &rows[i - from], k, out);
}

/* Copy blocks [from, to). */
static void
put_blocks(const struct pv_blocks *b, size_t from, size_t to,
    struct pv_vec *out)
{
	for (; from < to; from++)
		pv_vec_add(out, block_at(b, from));
}

enum pv_rc
pv_signature(struct pv_blocks *b, struct pv_err *err)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_block);
	size_t n = b->blocks.len, done = 0, from, to;
	struct cells c;

	out.mem = b->blocks.mem;
	for (size_t i = 0; i < n; i++) {
		if (!is_signed(b, i, &c))
			continue;
		for (from = i; from > done && i - from < ABOVE_MAX &&
		    is_beside(b, from - 1, c.n); from--)
			;
		for (to = i + 1; to < n && to - i <= BELOW_MAX &&
		    is_beside(b, to, c.n); to++)
			;
		put_blocks(b, done, from, &out);
		put_columns(b, from, to, &out);
		done = to;
		i = to - 1;
	}
	if (done > 0)
		put_blocks(b, done, n, &out);
	if (out.failed || b->frags.failed) {
		pv_vec_release(&out);
		return pv_fail_nomem(err);
	}
	if (done > 0) {
		pv_vec_release(&b->blocks);
		b->blocks = out;
	}
	return PV_OK;
}
