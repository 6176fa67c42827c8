/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/office.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "ingest/html.h"
#include "ingest/softbreak.h"

void
pv_office_init(struct pv_office *o, struct pv_blocks *out)
{
	const struct pv_mem *mem = pv_arena_mem(out->arena);

	*o = (struct pv_office){
		.out = out,
		.mode = out->changes == PV_CHANGES_DEFAULT ?
		    PV_CHANGES_ACCEPT : (enum pv_changes)out->changes,
		.text = PV_BUF_INIT,
		.pieces = PV_VEC_INIT(struct pv_office_piece),
		.urls = PV_VEC_INIT(struct pv_span),
		.diags = PV_VEC_INIT(struct pv_office_diag),
		.cells = PV_VEC_INIT(struct pv_html_cell),
		.open = PV_VEC_INIT(struct pv_html_cell),
		.rows = PV_VEC_INIT(struct pv_office_row),
		.authors = PV_VEC_INIT(uint64_t)
	};
	o->text.mem = mem;
	o->pieces.mem = mem;
	o->urls.mem = mem;
	o->diags.mem = mem;
	o->cells.mem = mem;
	o->open.mem = mem;
	o->rows.mem = mem;
	o->authors.mem = mem;
	pv_inner_init(&o->inner, out);
}

void
pv_office_release(struct pv_office *o)
{
	pv_buf_release(&o->text);
	pv_vec_release(&o->pieces);
	pv_vec_release(&o->urls);
	pv_vec_release(&o->diags);
	pv_vec_release(&o->cells);
	pv_vec_release(&o->open);
	pv_vec_release(&o->rows);
	pv_vec_release(&o->authors);
	pv_buf_release(&o->inner.text);
}

bool
pv_office_stands(const struct pv_office *o, unsigned state)
{
	if (o->mode == PV_CHANGES_ALL)
		return true;
	return !(state & (o->mode == PV_CHANGES_REJECT ? PV_CHANGE_INS :
	    PV_CHANGE_DEL));
}

/* ---------------------------------------------------------- a paragraph */

void
pv_office_text(struct pv_office *o, struct pv_span s,
    const struct pv_office_run *run)
{
	struct pv_office_piece *last, piece = { (uint32_t)o->text.len,
		(uint32_t)s.len, *run, PV_OFFICE_TEXT };

	if (s.len == 0)
		return;
	if (run->state == 0)
		o->last = 0;
	pv_buf_span(&o->text, s);
	if (o->text.failed)
		return;
	for (size_t i = piece.off; i < o->text.len; i++)
		if (o->text.ptr[i] == '\n' || o->text.ptr[i] == '\r')
			o->text.ptr[i] = ' ';
	if (!run->hidden && pv_office_stands(o, run->state) &&
	    pv_marker_blank(s) < s.len)
		o->ink += piece.len;
	last = o->pieces.len == 0 ? NULL : PV_VEC_AT(&o->pieces,
	    struct pv_office_piece, o->pieces.len - 1);
	if (last != NULL && last->what == PV_OFFICE_TEXT &&
	    o->joint != piece.off &&
	    last->run.emphasis == run->emphasis &&
	    last->run.state == run->state && last->run.hidden == run->hidden)
		last->len += piece.len;
	else
		pv_vec_add(&o->pieces, &piece);
}

void
pv_office_line(struct pv_office *o, bool page, const struct pv_office_run *run)
{
	struct pv_office_piece piece = { (uint32_t)o->text.len, 1, *run,
		(uint8_t)(page ? PV_OFFICE_PAGE : PV_OFFICE_LINE) };

	if (run->state == 0)
		o->last = 0;
	pv_buf_char(&o->text, ' ');
	if (!o->text.failed)
		pv_vec_add(&o->pieces, &piece);
}

void
pv_office_link(struct pv_office *o, struct pv_span url)
{
	struct pv_span copy = pv_arena_dup(o->out->arena, url);
	struct pv_office_piece piece = { .off = (uint32_t)o->urls.len,
		.what = PV_OFFICE_LINK };

	if (copy.ptr == NULL)
		o->urls.failed = true;
	else if (pv_vec_add(&o->urls, &copy))
		pv_vec_add(&o->pieces, &piece);
}

void
pv_office_warn(struct pv_office *o, const char *code, const char *msg)
{
	struct pv_office_diag d = { code, msg };
	struct pv_office_piece piece = { .off = (uint32_t)o->diags.len,
		.what = PV_OFFICE_DIAG };

	if (pv_vec_add(&o->diags, &d))
		pv_vec_add(&o->pieces, &piece);
}

void
pv_office_join(struct pv_office *o)
{
	const struct pv_office_run plain = { .emphasis = PV_EMPH_NONE };

	if (o->ink == 0 || o->joint > 0)
		return;
	o->joint = (uint32_t)o->text.len;
	pv_office_text(o, PV_SPAN(" "), &plain);
}

static struct pv_span
piece_text(const struct pv_office *o, const struct pv_office_piece *p)
{
	return pv_span_sub(pv_buf_view(&o->text), p->off,
	    (size_t)p->off + p->len);
}

/* Empty for the next paragraph; what failed stays failed. */
static void
clear(struct pv_office *o)
{
	o->text.len = 0;
	o->pieces.len = 0;
	o->urls.len = 0;
	o->diags.len = 0;
	o->ink = 0;
	o->joint = 0;
}

/* A fragment of no block, where blocks that are joined get a separator. */
static void
add_gap(struct pv_office *o)
{
	struct pv_frag gap = { { NULL, 0 }, (uint32_t)o->inner.text.len, 0 };

	pv_vec_add(&o->out->frags, &gap);
}

/* The paragraph on its way into the inner text. */
struct writing {
	struct pv_office *o;
	struct pv_lead lead;
	unsigned state;             /* whose brackets are open */
	uint32_t len, joint;        /* bytes written; of them a joined heading */
	bool hidden;                /* some of it waits */
	struct pv_office_para *p;
	struct pv_soft soft;        /* the line at hand */
	unsigned breaks;            /* line breaks not acted on yet */
};

static void
put(struct writing *w, struct pv_span s, enum pv_emphasis e)
{
	pv_inner_text(&w->o->inner, s);
	pv_lead_text(&w->lead, s, e);
	pv_soft_text(&w->soft, s);
	w->len += (uint32_t)s.len;
}

/* Where changes are shown, each stretch stands in brackets. */
static void
brackets(struct writing *w, unsigned state, enum pv_emphasis e)
{
	if (w->o->mode != PV_CHANGES_ALL || w->state == state)
		return;
	if (w->state & PV_CHANGE_DEL)
		put(w, PV_SPAN("-]"), e);
	if (w->state & PV_CHANGE_INS)
		put(w, PV_SPAN("+}"), e);
	if (state & PV_CHANGE_INS)
		put(w, PV_SPAN("{+"), e);
	if (state & PV_CHANGE_DEL)
		put(w, PV_SPAN("[-"), e);
	w->state = state;
}

/* A link or a warning at the end of what is written. */
static void
put_aside(struct pv_office *o, const struct pv_office_piece *p)
{
	const struct pv_office_diag *d;

	if (p->what == PV_OFFICE_LINK) {
		pv_blocks_link(o->out, (uint32_t)o->inner.text.len,
		    *PV_VEC_AT(&o->urls, struct pv_span, p->off));
		return;
	}
	d = PV_VEC_AT(&o->diags, struct pv_office_diag, p->off);
	pv_inner_diag(&o->inner, PV_SEV_WARNING, d->code, d->msg);
}

/* Emphasis of a block; a heading that was joined to its text leads it. */
static void
finish_block(struct writing *w)
{
	struct pv_blocks *out = w->o->out;
	struct pv_block *b;

	if (out->blocks.failed || out->blocks.len == 0)
		return;
	b = PV_VEC_AT(&out->blocks, struct pv_block, out->blocks.len - 1);
	pv_lead_apply(&w->lead, b);
	if (w->joint > 0 && w->joint < w->len) {
		b->kind = PV_BLOCK_PARA;
		b->flags &= (uint8_t)~PV_BLOCK_BOLD;
		b->flags |= PV_BLOCK_LEAD_BOLD;
		b->lead = w->joint;
	}
	w->p->block = b;
	add_gap(w->o);
}

/* What stands from piece i on, up to the next line break, as far as it fits. */
static struct pv_span
line_from(const struct pv_office *o, size_t i, char out[], size_t size)
{
	const struct pv_office_piece *p = o->pieces.ptr;
	size_t len = 0, n;

	for (; i < o->pieces.len && len < size; i++) {
		if (!pv_office_is_text(&p[i]) || p[i].run.hidden ||
		    !pv_office_stands(o, p[i].run.state))
			continue;
		if (p[i].what != PV_OFFICE_TEXT)
			break;
		n = p[i].len < size - len ? p[i].len : size - len;
		memcpy(out + len, o->text.ptr + p[i].off, n);
		len += n;
	}
	return pv_span_trim(pv_span(out, len));
}

/* The next line begins: in a block of its own, or behind a blank. */
static void
begin_line(struct writing *w, size_t piece)
{
	struct pv_office *o = w->o;
	struct pv_office_para *p = w->p;
	unsigned breaks = w->breaks;
	struct pv_block *b;
	char next[128];

	w->breaks = 0;
	if (w->len > 0 && pv_soft_ends(&w->soft, breaks,
	    p->flags & PV_BLOCK_CENTERED, line_from(o, piece, next,
	    sizeof(next)))) {
		brackets(w, 0, PV_EMPH_NONE);
		finish_block(w);
		b = pv_inner_open(&o->inner, p->kind == PV_BLOCK_ITEM ?
		    PV_BLOCK_PARA : p->kind, p->line);
		if (b != NULL) {
			b->level = p->level;
			b->indent = p->indent;
			b->flags = p->flags;
		}
		*w = (struct writing){ .o = o, .p = p, .hidden = w->hidden };
	} else if (w->len > 0) {
		put(w, PV_SPAN(" "), PV_EMPH_NONE);
	}
	w->soft.len = 0;
}

/*
 * A line break that stands waits for the next text.  One that came or went
 * is a blank where both sides are shown.
 */
static bool
is_line(const struct pv_office *o, const struct pv_office_piece *p)
{
	return p->what != PV_OFFICE_TEXT &&
	    (o->mode != PV_CHANGES_ALL || p->run.state == 0);
}

static void
put_piece(struct writing *w, size_t i)
{
	struct pv_office *o = w->o;
	const struct pv_office_piece *p = PV_VEC_AT(&o->pieces,
	    struct pv_office_piece, i);
	enum pv_emphasis e = (enum pv_emphasis)p->run.emphasis;
	struct pv_span s;

	if (!pv_office_is_text(p)) {
		put_aside(o, p);
		return;
	}
	s = piece_text(o, p);
	if (o->joint > 0 && w->joint == 0 && p->off >= o->joint)
		w->joint = w->len;
	if (!pv_office_stands(o, p->run.state)) {
		pv_inner_skip(&o->inner, s, PV_SKIP_CHANGE);
	} else if (p->run.hidden) {
		w->hidden = true;
	} else if (is_line(o, p)) {
		w->breaks += p->what == PV_OFFICE_PAGE ? 2 : 1;
	} else {
		if (w->breaks > 0 && pv_marker_blank(s) < s.len)
			begin_line(w, i);
		brackets(w, p->run.state, e);
		put(w, s, e);
	}
}

/* What is left out here begins on a line of its own. */
static void
new_line(struct pv_office *o)
{
	if (o->inner.text.len > 0)
		pv_buf_char(&o->inner.text, '\n');
}

/* A paragraph of which nothing stands: what changes took away, if they did. */
static void
put_nothing(struct pv_office *o)
{
	const struct pv_office_piece *p = o->pieces.ptr;
	bool begun = false;

	for (size_t i = 0; i < o->pieces.len; i++) {
		if (p[i].what == PV_OFFICE_DIAG)
			put_aside(o, &p[i]);
		if (!pv_office_is_text(&p[i]) ||
		    pv_office_stands(o, p[i].run.state))
			continue;
		if (!begun)
			new_line(o);
		begun = true;
		pv_inner_skip(&o->inner, piece_text(o, &p[i]),
		    PV_SKIP_CHANGE);
	}
}

static void
put_furniture(struct pv_office *o)
{
	const struct pv_office_piece *p = o->pieces.ptr;

	if (o->text.len == 0)
		return;
	new_line(o);
	for (size_t i = 0; i < o->pieces.len; i++)
		if (pv_office_is_text(&p[i]))
			pv_inner_skip(&o->inner, piece_text(o, &p[i]),
			    pv_office_stands(o, p[i].run.state) ?
			    PV_SKIP_FURNITURE : PV_SKIP_CHANGE);
}

/* What a reader does not see follows what hid it. */
static void
put_hidden(struct pv_office *o, uint32_t line)
{
	const struct pv_office_piece *p = o->pieces.ptr;
	struct pv_block *b;
	bool begun = false;

	for (size_t i = 0; i < o->pieces.len; i++) {
		if (!pv_office_is_text(&p[i]) || !p[i].run.hidden ||
		    !pv_office_stands(o, p[i].run.state))
			continue;
		if (!begun && pv_marker_blank(piece_text(o, &p[i])) ==
		    p[i].len)
			continue;
		if (!begun) {
			b = pv_inner_open(&o->inner, PV_BLOCK_PARA, line);
			if (b != NULL)
				b->flags = PV_BLOCK_HIDDEN;
			pv_inner_diag(&o->inner, PV_SEV_WARNING, "W-HIDDEN",
			    "text that a reader does not see");
		}
		begun = true;
		pv_inner_text(&o->inner, piece_text(o, &p[i]));
	}
	if (begun)
		add_gap(o);
}

/*
 * In a cell a fragment stands ready for the number, which becomes text when
 * cells are joined to a row.
 */
static void
put_marker(struct pv_office *o, struct pv_block *b, struct pv_span marker)
{
	if (o->depth > 0 && marker.len > 0) {
		add_gap(o);
		b->nfrags++;
	}
	pv_inner_marker(&o->inner, marker);
}

static void
put_block(struct pv_office *o, struct pv_office_para *p)
{
	struct writing w = { .o = o, .p = p };
	struct pv_block *b = pv_inner_open(&o->inner, p->kind, p->line);

	if (b == NULL)
		return;
	b->level = p->level;
	b->indent = p->indent;
	b->flags = p->flags;
	if (o->ink > 0 && o->depth == 0)
		b->listed = p->listed;
	if (o->ink > 0)
		put_marker(o, b, p->marker);
	else
		put(&w, p->marker, PV_EMPH_NONE);
	for (size_t i = 0; i < o->pieces.len; i++)
		put_piece(&w, i);
	brackets(&w, 0, PV_EMPH_NONE);
	finish_block(&w);
	if (w.hidden)
		put_hidden(o, p->line);
}

void
pv_office_end(struct pv_office *o, struct pv_office_para *p)
{
	p->block = NULL;
	if (o->furniture) {
		put_furniture(o);
	} else if (o->ink > 0 || p->marker.len > 0) {
		put_block(o, p);
	} else if (o->pieces.len > 0) {
		put_nothing(o);
		put_hidden(o, p->line);
	}
	clear(o);
}

void
pv_office_page_break(struct pv_office *o, uint32_t line)
{
	if (!o->furniture)
		(void)pv_inner_open(&o->inner, PV_BLOCK_BREAK, line);
}

/* ------------------------------------------------------------ revisions */

void
pv_office_change(struct pv_office *o, unsigned kind, struct pv_span author)
{
	uint64_t hash = pv_hash64(author), key = (hash << 8 | kind) + 1;

	if (o->last == key)
		return;
	o->last = key;
	o->changes++;
	if (author.len > 0)
		pv_vec_add(&o->authors, &hash);
}

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static size_t
count_authors(struct pv_office *o)
{
	uint64_t *a = o->authors.ptr;
	size_t n = 0;

	if (o->authors.len > 0)
		qsort(a, o->authors.len, sizeof(*a), by_value);
	for (size_t i = 0; i < o->authors.len; i++)
		n += i == 0 || a[i] != a[i - 1];
	return n;
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* Nobody reads a document with changes and does not know it. */
static void
tell_changes(struct pv_office *o, enum pv_changes asked)
{
	char msg[256], by[48] = "", with[48] = "";
	size_t authors = count_authors(o);

	if (o->comments > 0)
		snprintf(with, sizeof(with), "%u comment%s left out",
		    o->comments, plural(o->comments));
	if (asked == PV_CHANGES_DEFAULT && o->changes > 0) {
		if (authors > 0)
			snprintf(by, sizeof(by), " by %zu author%s", authors,
			    plural(authors));
		snprintf(msg, sizeof(msg), "%u tracked change%s%s, read as "
		    "accepted (--changes says otherwise)%s%s", o->changes,
		    plural(o->changes), by, with[0] != '\0' ? "; " : "",
		    with);
		pv_blocks_diag(o->out, PV_SEV_WARNING, PV_NONE, "W-CHANGES",
		    msg);
	} else if (o->comments > 0) {
		pv_blocks_diag(o->out, PV_SEV_NOTE, PV_NONE, "W-COMMENTS",
		    with);
	}
}

static bool
has_failed(const struct pv_office *o)
{
	return o->text.failed || o->pieces.failed || o->urls.failed ||
	    o->diags.failed || o->cells.failed || o->open.failed || o->rows.failed ||
	    o->authors.failed;
}

enum pv_rc
pv_office_finish(struct pv_office *o, enum pv_changes asked,
    struct pv_err *err)
{
	enum pv_rc rc;

	tell_changes(o, asked);
	rc = pv_inner_finish(&o->inner, err);
	if (rc == PV_OK && (has_failed(o) || pv_blocks_failed(o->out)))
		rc = pv_fail_nomem(err);
	if (rc != PV_OK)
		return rc;
	pv_office_rows(o);
	pv_html_finish(o->out, 0, 0, 0);
	return PV_OK;
}
