/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/inner.h"

#define TEXT_MAX (UINT32_C(1) << 31)

void
pv_inner_init(struct pv_inner *in, struct pv_blocks *out)
{
	*in = (struct pv_inner){ .text = PV_BUF_INIT, .out = out,
		.frag = out->frags.len };
	in->text.mem = pv_arena_mem(out->arena);
}

/* Where the next byte goes. */
static uint32_t
here(const struct pv_inner *in)
{
	return in->text.len < TEXT_MAX ? (uint32_t)in->text.len : TEXT_MAX;
}

void
pv_inner_line(struct pv_inner *in, uint32_t line)
{
	struct pv_raw_line at = { here(in), line };

	pv_vec_add(&in->out->lines, &at);
}

struct pv_block *
pv_inner_open(struct pv_inner *in, enum pv_block_kind kind, uint32_t line)
{
	if (in->text.len > 0)
		pv_buf_char(&in->text, '\n');
	pv_inner_line(in, line);
	return pv_blocks_open(in->out, kind, line);
}

static struct pv_block *
last(struct pv_inner *in)
{
	return in->out->blocks.len == 0 ? NULL : PV_VEC_AT(&in->out->blocks,
	    struct pv_block, in->out->blocks.len - 1);
}

/* Spans of the growing text are offsets until it is complete. */
static struct pv_span
offset_span(uint32_t at, size_t len)
{
	return (struct pv_span){ (const char *)(uintptr_t)at, len };
}

void
pv_inner_marker(struct pv_inner *in, struct pv_span s)
{
	struct pv_block *b = last(in);

	if (b == NULL || s.len == 0)
		return;
	b->marker_src = here(in);
	b->marker_len = (uint32_t)s.len;
	b->marker = offset_span(b->marker_src, s.len);
	pv_buf_span(&in->text, s);
	pv_buf_char(&in->text, '\t');
}

void
pv_inner_text(struct pv_inner *in, struct pv_span s)
{
	struct pv_block *b = last(in);
	uint32_t at = here(in);
	struct pv_frag *f;

	if (b == NULL || s.len == 0)
		return;
	pv_buf_span(&in->text, s);
	if (b->nfrags > 0) {
		f = PV_VEC_AT(&in->out->frags, struct pv_frag,
		    in->out->frags.len - 1);
		if (f->src + f->src_len == at) {
			f->text.len += s.len;
			f->src_len += (uint32_t)s.len;
			return;
		}
	}
	f = pv_vec_push(&in->out->frags);
	if (f == NULL)
		return;
	f->text = offset_span(at, s.len);
	f->src = at;
	f->src_len = (uint32_t)s.len;
	b->nfrags++;
}

void
pv_inner_skip(struct pv_inner *in, struct pv_span s, enum pv_skip_reason why)
{
	pv_blocks_skip(in->out, here(in), (uint32_t)s.len, why);
	pv_buf_span(&in->text, s);
}

void
pv_inner_diag(struct pv_inner *in, enum pv_severity sev, const char *code,
    const char *msg)
{
	pv_blocks_diag(in->out, sev, here(in), code, msg);
}

enum pv_rc
pv_inner_finish(struct pv_inner *in, struct pv_err *err)
{
	bool failed = in->text.failed || pv_blocks_failed(in->out);
	struct pv_span text = { NULL, 0 };
	struct pv_block *b;
	struct pv_frag *f;

	if (!failed && in->text.len >= TEXT_MAX) {
		pv_buf_release(&in->text);
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "more than 2 GiB of text");
	}
	if (!failed)
		text = pv_arena_dup(in->out->arena, pv_buf_view(&in->text));
	pv_buf_release(&in->text);
	if (text.ptr == NULL)
		return pv_fail_nomem(err);
	for (size_t i = in->frag; i < in->out->frags.len; i++) {
		f = PV_VEC_AT(&in->out->frags, struct pv_frag, i);
		f->text.ptr = text.ptr + f->src;
	}
	for (size_t i = 0; i < in->out->blocks.len; i++) {
		b = PV_VEC_AT(&in->out->blocks, struct pv_block, i);
		if (b->marker_len > 0)
			b->marker.ptr = text.ptr + b->marker_src;
	}
	in->out->text = text;
	return PV_OK;
}
