/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/html.h"

#include <string.h>

#define RUN_STEP 512    /* bytes */

static void
flush_hidden(struct pv_html_reader *r)
{
	struct pv_block *b;
	size_t i;

	if (r->hidden.len == 0)
		return;
	b = pv_blocks_open(r->out, PV_BLOCK_PARA, r->hidden_line);
	if (b != NULL)
		b->flags = PV_BLOCK_HIDDEN;
	for (i = 0; i < r->hidden.len; i++) {
		struct pv_frag *f = PV_VEC_AT(&r->hidden, struct pv_frag, i);

		pv_blocks_text(r->out, f->text, f->src, f->src_len);
	}
	r->hidden.len = 0;
}

/* A fragment of no block, where blocks that are joined get a separator. */
static void
add_gap(struct pv_html_reader *r)
{
	struct pv_frag gap = { { "", 0 }, (uint32_t)r->src, 0 };

	pv_vec_add(&r->out->frags, &gap);
}

void
pv_html_end_block(struct pv_html_reader *r)
{
	struct pv_blocks *out = r->out;

	if (r->open && out->blocks.len > 0) {
		pv_lead_apply(&r->lead, PV_VEC_AT(&out->blocks,
		    struct pv_block, out->blocks.len - 1));
		add_gap(r);
	}
	r->open = false;
	r->breaks = 0;
	r->blanks = 0;
	flush_hidden(r);
}

/* Line of the text at hand; places only ever grow. */
static uint32_t
line_here(struct pv_html_reader *r)
{
	const char *p = r->tokens.text.ptr + r->counted;
	const char *end = r->tokens.text.ptr + r->src;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		r->line++;
		p++;
	}
	if (r->counted < r->src)
		r->counted = r->src;
	return r->line;
}

/* The block that text goes to; its kind comes from what is around it. */
static void
open_block(struct pv_html_reader *r)
{
	struct pv_block *b;
	enum pv_block_kind kind = PV_BLOCK_PARA;

	if (r->heading > 0)
		kind = PV_BLOCK_HEADING;
	else if (r->item)
		kind = PV_BLOCK_ITEM;
	b = pv_blocks_open(r->out, kind, line_here(r));
	if (b == NULL)
		return;
	b->level = (uint16_t)(r->heading > 0 ? r->heading : r->nlists);
	b->indent = (uint16_t)(r->look.indent + r->blanks);
	if (r->look.center)
		b->flags |= PV_BLOCK_CENTERED;
	if (r->item) {
		b->marker = r->marker;
		if (r->marker.len > 1)
			b->flags |= PV_BLOCK_RELATIVE;
	}
	memset(&r->lead, 0, sizeof(r->lead));
	r->item = false;
	r->open = true;
	r->soft = (struct pv_soft){ 0 };
}

static void
act_on_break(struct pv_html_reader *r, struct pv_span next, size_t src)
{
	bool ends = r->open && pv_soft_ends(&r->soft, r->breaks,
	    r->look.center, next);
	unsigned blanks = r->blanks;

	r->breaks = 0;
	if (ends) {
		pv_html_end_block(r);
		r->blanks = blanks;
	} else if (r->open) {
		pv_blocks_text(r->out, PV_SPAN(" "), (uint32_t)src, 0);
		pv_lead_text(&r->lead, PV_SPAN(" "), PV_EMPH_NONE);
	}
	r->soft.len = 0;
}

static void
hide(struct pv_html_reader *r, struct pv_frag f)
{
	struct pv_frag gap = { PV_SPAN(" "), f.src, 0 }, *last;

	if (r->hidden.len > 0) {
		last = PV_VEC_AT(&r->hidden, struct pv_frag,
		    r->hidden.len - 1);
		if (last->src + last->src_len != f.src)
			pv_vec_add(&r->hidden, &gap);
	} else {
		if (pv_marker_blank(f.text) == f.text.len) {
			if (f.text.len != f.src_len)
				pv_blocks_skip(r->out, f.src, f.src_len,
				    PV_SKIP_SPACE);
			return;
		}
		r->hidden_line = line_here(r);
		pv_blocks_diag(r->out, PV_SEV_WARNING, f.src, "W-HIDDEN",
		    "text that a reader does not see");
	}
	pv_vec_add(&r->hidden, &f);
}

/* Blank text between blocks only says how far the next one is indented. */
static void
leading_blank(struct pv_html_reader *r, struct pv_span s, uint32_t src,
    size_t len)
{
	size_t i, cols = 0;

	if (s.len == len && pv_isspace(s.ptr[0])) {
		if (!r->look.pre)
			return;
		for (i = 0; i < s.len; i++)
			cols += s.ptr[i] == ' ' || s.ptr[i] == '\t';
	} else {
		for (i = 0; i < s.len; i++)
			cols += (unsigned char)s.ptr[i] >= 0xC0;
		pv_blocks_skip(r->out, src, (uint32_t)len, PV_SKIP_SPACE);
	}
	r->blanks = r->blanks + cols > 400 ? 400 : r->blanks + (unsigned)cols;
}

void
pv_html_emit(struct pv_html_reader *r, struct pv_span s, size_t at, size_t len)
{
	enum pv_emphasis e = PV_EMPH_NONE;
	uint32_t src = (uint32_t)at;
	bool blank = pv_marker_blank(s) == s.len;

	if (s.len == 0)
		return;
	r->src = at;
	if (r->nhidden > 0) {
		hide(r, (struct pv_frag){ s, src, (uint32_t)len });
		return;
	}
	if (r->breaks > 0 && !blank)
		act_on_break(r, s, at);
	if (blank && (!r->open || (r->breaks > 0 && r->look.pre))) {
		leading_blank(r, s, src, len);
		return;
	}
	if (!r->open)
		open_block(r);
	if (r->nstrong > 0)
		e = PV_EMPH_STRONG;
	else if (r->nweak > 0)
		e = PV_EMPH_WEAK;
	pv_blocks_text(r->out, s, src, (uint32_t)len);
	pv_lead_text(&r->lead, s, e);
	pv_soft_text(&r->soft, s);
}

/* A run of plain bytes: white space in front apart, so that it can indent. */
static void
emit_run(struct pv_html_reader *r, size_t from, size_t to)
{
	struct pv_span s = pv_span_sub(r->tokens.text, from, to);
	size_t n = 0, i;

	if (r->open && r->breaks == 0 && !r->look.pre) {
		pv_html_emit(r, s, from, s.len);
		return;
	}
	while (n < s.len && pv_isspace(s.ptr[n]))
		n++;
	if (n > 0)
		pv_html_emit(r, pv_span_sub(s, 0, n), from, n);
	s = pv_span_sub(s, n, s.len);
	from += n;
	/* U+00A0 typed as a character */
	i = pv_marker_blank(s);
	if (i > 0 && i < s.len)
		pv_html_emit(r, pv_span_sub(s, 0, i), from, i);
	else
		i = 0;
	pv_html_emit(r, pv_span_sub(s, i, s.len), from + i, s.len - i);
}

static void
nul_bytes(struct pv_html_reader *r, size_t from, size_t to)
{
	if (!r->told_nul)
		pv_blocks_diag(r->out, PV_SEV_WARNING, (uint32_t)from,
		    "W-INVIS", "NUL bytes in the text");
	r->told_nul = true;
	pv_blocks_skip(r->out, (uint32_t)from, (uint32_t)(to - from),
	    PV_SKIP_INVISIBLE);
}

void
pv_html_line_break(struct pv_html_reader *r)
{
	if (r->breaks < 2 && r->open)
		r->breaks++;
	r->blanks = 0;
}

/* How far up to `end` a byte does not occur. */
static size_t
without(const char *p, size_t at, size_t end, char byte)
{
	const char *found = memchr(p + at, byte, end - at);

	return found == NULL ? end : (size_t)(found - p);
}

/*
 * One past the run of plain bytes that begins at `at`.  In steps, so that
 * what ends every run of a few bytes is not sought behind all of them.
 */
static size_t
plain_run(const struct pv_html_reader *r, size_t at, size_t end)
{
	const char *p = r->tokens.text.ptr;
	size_t stop, to;

	for (; at < end; at = stop) {
		stop = end - at > RUN_STEP ? at + RUN_STEP : end;
		to = without(p, at, stop, '&');
		to = without(p, at, to, '\0');
		if (r->look.pre)
			to = without(p, at, to, '\n');
		if (to < stop)
			return to;
	}
	return end;
}

static void
reference(struct pv_html_reader *r, size_t *at, size_t end)
{
	struct pv_span s = pv_span_sub(r->tokens.text, *at, end);
	struct pv_span text;
	char c[4];
	size_t n, used;

	used = pv_charref(s, c, &n);
	if (used == 0) {
		pv_html_emit(r, pv_span_sub(s, 0, 1), *at, 1);
		++*at;
		return;
	}
	text = pv_arena_dup(r->out->arena, pv_span(c, n));
	if (text.ptr == NULL)
		r->out->frags.failed = true;
	else
		pv_html_emit(r, text, *at, used);
	*at += used;
}

void
pv_html_text(struct pv_html_reader *r, size_t at, size_t end)
{
	struct pv_span s = r->tokens.text;
	size_t to;

	while (at < end) {
		to = plain_run(r, at, end);
		if (to > at)
			emit_run(r, at, to);
		at = to;
		if (at == end)
			break;
		if (s.ptr[at] == '&') {
			reference(r, &at, end);
		} else if (s.ptr[at] == '\n') {
			pv_html_line_break(r);
			at++;
		} else {
			while (to < end && s.ptr[to] == '\0')
				to++;
			nul_bytes(r, at, to);
			at = to;
		}
	}
}

void
pv_html_page_break(struct pv_html_reader *r)
{
	pv_html_end_block(r);
	(void)pv_blocks_open(r->out, PV_BLOCK_BREAK,
	    pv_tokens_line(&r->tokens));
}
