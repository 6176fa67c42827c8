/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/block.h"

#include <string.h>

#include "ingest/stated.h"

void
pv_blocks_init(struct pv_blocks *b, struct pv_arena *arena)
{
	const struct pv_mem *mem = pv_arena_mem(arena);

	*b = (struct pv_blocks){
		.arena = arena,
		.blocks = PV_VEC_INIT(struct pv_block),
		.frags = PV_VEC_INIT(struct pv_frag),
		.skips = PV_VEC_INIT(struct pv_skip),
		.links = PV_VEC_INIT(struct pv_raw_link),
		.diags = PV_VEC_INIT(struct pv_raw_diag),
		.stated = PV_VEC_INIT(struct pv_stated),
		.lines = PV_VEC_INIT(struct pv_raw_line)
	};
	b->blocks.mem = mem;
	b->frags.mem = mem;
	b->skips.mem = mem;
	b->links.mem = mem;
	b->diags.mem = mem;
	b->stated.mem = mem;
	b->lines.mem = mem;
}

void
pv_blocks_release(struct pv_blocks *b)
{
	pv_vec_release(&b->blocks);
	pv_vec_release(&b->frags);
	pv_vec_release(&b->skips);
	pv_vec_release(&b->links);
	pv_vec_release(&b->diags);
	pv_vec_release(&b->stated);
	pv_vec_release(&b->lines);
}

bool
pv_blocks_failed(const struct pv_blocks *b)
{
	return b->blocks.failed || b->frags.failed || b->skips.failed ||
	    b->links.failed || b->diags.failed || b->lines.failed ||
	    b->stated.failed;
}

struct pv_block *
pv_blocks_open(struct pv_blocks *b, enum pv_block_kind kind, uint32_t line)
{
	struct pv_block *k = pv_vec_push(&b->blocks);

	if (k == NULL)
		return NULL;
	k->kind = (uint8_t)kind;
	k->line = line;
	k->frag = (uint32_t)b->frags.len;
	return k;
}

void
pv_blocks_text(struct pv_blocks *b, struct pv_span text, uint32_t src,
    uint32_t src_len)
{
	struct pv_frag frag = { text, src, src_len };
	struct pv_frag *last;
	struct pv_block *k;

	if (b->blocks.len == 0 || text.len == 0)
		return;
	k = PV_VEC_AT(&b->blocks, struct pv_block, b->blocks.len - 1);
	if (k->nfrags > 0 && text.len == src_len) {
		last = PV_VEC_AT(&b->frags, struct pv_frag, b->frags.len - 1);
		if (last->text.len == last->src_len &&
		    last->src + last->src_len == src &&
		    last->text.ptr + last->text.len == text.ptr) {
			last->text.len += text.len;
			last->src_len += src_len;
			return;
		}
	}
	if (pv_vec_add(&b->frags, &frag))
		k->nfrags++;
}

void
pv_blocks_skip(struct pv_blocks *b, uint32_t src, uint32_t len,
    enum pv_skip_reason reason)
{
	struct pv_skip *last, skip = { src, len, reason };

	if (len == 0)
		return;
	if (b->skips.len > 0) {
		last = PV_VEC_AT(&b->skips, struct pv_skip, b->skips.len - 1);
		if (last->src + last->len == src && last->reason == reason) {
			last->len += len;
			return;
		}
	}
	pv_vec_add(&b->skips, &skip);
}

void
pv_blocks_link(struct pv_blocks *b, uint32_t src, struct pv_span url)
{
	struct pv_raw_link link = { src, url };

	pv_vec_add(&b->links, &link);
}

void
pv_blocks_diag(struct pv_blocks *b, enum pv_severity sev, uint32_t src,
    const char *code, const char *msg)
{
	struct pv_raw_diag diag = { sev, src, code,
		pv_arena_dup(b->arena, pv_span_str(msg)) };

	if (diag.msg.ptr == NULL)
		b->diags.failed = true;
	else
		pv_vec_add(&b->diags, &diag);
}
