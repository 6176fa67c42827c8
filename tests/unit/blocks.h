/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_UNIT_BLOCKS_H
#define PV_TESTS_UNIT_BLOCKS_H

#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "ingest/block.h"

/*
 * Reads a text and writes its blocks, one a line, for comparison:
 *
 *	P2 bl (a)~text	kind with level, flags, marker, "~", text
 *
 * Kinds: P paragraph, H heading, I item, R row, - break.  Flags: b bold,
 * l lead (a "^" stands at its end), c centred, h hidden, r relative,
 * s structure.  Every byte must be in exactly one fragment, marker or skip.
 */
struct reading {
	struct pv_arena *arena;
	struct pv_blocks out;
	struct pv_err err;
	struct pv_buf text;
	enum pv_rc rc;
};

static inline void
reading_flags(struct pv_buf *to, const struct pv_block *b)
{
	static const char letters[] = "blch.rs";
	size_t i;

	for (i = 0; letters[i] != '\0'; i++)
		if (b->flags & 1u << i)
			pv_buf_char(to, letters[i]);
}

static inline void
reading_block(struct reading *r, const struct pv_block *b)
{
	size_t at = 0, k;
	uint32_t i;

	if (b->kind == PV_BLOCK_BREAK) {
		pv_buf_str(&r->text, "-\n");
		return;
	}
	pv_buf_char(&r->text, "PHIR"[b->kind]);
	pv_buf_u64(&r->text, b->level);
	pv_buf_char(&r->text, ' ');
	reading_flags(&r->text, b);
	if (b->marker.len > 0) {
		pv_buf_char(&r->text, ' ');
		pv_buf_span(&r->text, b->marker);
	}
	pv_buf_char(&r->text, '~');
	for (i = 0; i < b->nfrags; i++) {
		const struct pv_frag *f = PV_VEC_AT(&r->out.frags,
		    struct pv_frag, b->frag + i);

		for (k = 0; k < f->text.len; k++, at++) {
			if (at > 0 && at == b->lead)
				pv_buf_char(&r->text, '^');
			pv_buf_char(&r->text, pv_isspace(f->text.ptr[k]) ?
			    ' ' : f->text.ptr[k]);
		}
	}
	pv_buf_char(&r->text, '\n');
}

/* Bytes in none, or in more than one, of fragments, markers and skips. */
static inline size_t
reading_unaccounted(const struct reading *r, struct pv_span s)
{
	unsigned char *seen = calloc(1, s.len + 1);
	size_t i, n = 0;
	uint32_t k;

	for (i = 0; i < r->out.frags.len; i++) {
		const struct pv_frag *f = PV_VEC_AT(&r->out.frags,
		    struct pv_frag, i);

		for (k = 0; k < f->src_len; k++)
			seen[f->src + k]++;
	}
	for (i = 0; i < r->out.skips.len; i++) {
		const struct pv_skip *f = PV_VEC_AT(&r->out.skips,
		    struct pv_skip, i);

		for (k = 0; k < f->len; k++)
			seen[f->src + k]++;
	}
	for (i = 0; i < r->out.blocks.len; i++) {
		const struct pv_block *b = PV_VEC_AT(&r->out.blocks,
		    struct pv_block, i);

		for (k = 0; k < b->marker_len; k++)
			seen[b->marker_src + k]++;
	}
	for (i = 0; i < s.len; i++)
		n += seen[i] > 1 || (seen[i] == 0 && !pv_isspace(s.ptr[i]));
	free(seen);
	return n;
}

static inline void
reading_open(struct reading *r, const struct pv_reader *reader,
    struct pv_span s)
{
	size_t i;

	memset(r, 0, sizeof(*r));
	r->arena = pv_arena_new(NULL);
	pv_blocks_init(&r->out, r->arena);
	r->rc = reader->read(s, &r->out, &r->err);
	if (r->rc != PV_OK)
		return;
	CHECK(!pv_blocks_failed(&r->out));
	CHECK_INT(reading_unaccounted(r, s), 0);
	for (i = 0; i < r->out.blocks.len; i++)
		reading_block(r, PV_VEC_AT(&r->out.blocks, struct pv_block,
		    i));
}

static inline void
reading_close(struct reading *r)
{
	pv_buf_release(&r->text);
	pv_blocks_release(&r->out);
	pv_arena_free(r->arena);
}

struct reading_case { const char *in, *want; };

static inline void
reading_cases(const struct pv_reader *reader, const struct reading_case *c,
    size_t n)
{
	struct reading r;
	size_t i;

	for (i = 0; i < n; i++) {
		reading_open(&r, reader, pv_span_str(c[i].in));
		CHECK_INT(r.rc, PV_OK);
		CHECK_STR(pv_buf_view(&r.text), c[i].want);
		reading_close(&r);
	}
}

/* in -> the code it is refused with, or "" */
static inline void
reading_refusals(const struct pv_reader *reader, const struct reading_case *c,
    size_t n)
{
	struct reading r;
	size_t i;

	for (i = 0; i < n; i++) {
		reading_open(&r, reader, pv_span_str(c[i].in));
		CHECK_STR(pv_span_str(r.err.code), c[i].want);
		CHECK_INT(r.rc, PV_EINPUT);
		reading_close(&r);
	}
}

static inline bool
reading_has_diag(const struct reading *r, const char *code)
{
	size_t i;

	for (i = 0; i < r->out.diags.len; i++)
		if (strcmp(PV_VEC_AT(&r->out.diags, struct pv_raw_diag,
		    i)->code, code) == 0)
			return true;
	return false;
}

/* A text of n copies, to be freed. */
static inline struct pv_span
repeated(const char *unit, size_t n)
{
	size_t len = strlen(unit), i;
	char *p = malloc(len * n + 1);

	for (i = 0; i < n; i++)
		memcpy(p + i * len, unit, len);
	return pv_span(p, len * n);
}

#endif
