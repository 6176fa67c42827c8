/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/tally.h"

#include <stdlib.h>

#include "ingest/marker.h"

/* Source bytes [src, src + len) that are accounted for; norm of a run. */
struct piece {
	uint32_t src, len;
	uint32_t norm;              /* PV_NONE for a skip */
};

static int
by_src(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	if (x->src != y->src)
		return x->src < y->src ? -1 : 1;
	return (x->norm > y->norm) - (x->norm < y->norm);
}

static int
skip_by_src(const void *a, const void *b)
{
	const struct pv_skip *x = a, *y = b;

	return (x->src > y->src) - (x->src < y->src);
}

static void
collect(const struct pv_version *v, const struct pv_blocks *b,
    struct pv_vec *pieces)
{
	const struct pv_skip *s = b->skips.ptr;
	struct piece p;

	for (size_t i = 0; i < v->nmap; i++) {
		p = (struct piece){ v->map[i].src, v->map[i].src_len,
			v->map[i].norm };
		pv_vec_add(pieces, &p);
	}
	for (size_t i = 0; i < b->skips.len; i++) {
		p = (struct piece){ s[i].src, s[i].len, PV_NONE };
		pv_vec_add(pieces, &p);
	}
	if (pieces->len > 0)
		qsort(pieces->ptr, pieces->len, sizeof(p), by_src);
}

static bool
is_blank(struct pv_span s)
{
	size_t n;

	for (; s.len > 0; s = pv_span_sub(s, n, s.len)) {
		n = pv_marker_blank(s);
		if (n == 0 && pv_span_starts(s, PV_SPAN("\302\205")))
			n = 2; /* NEL */
		if (n == 0)
			return false;
	}
	return true;
}

/* White space between the pieces separates blocks: skipped. */
static void
fill(struct pv_blocks *b, const struct pv_vec *pieces)
{
	uint32_t at = 0, end;
	struct pv_span gap;

	for (size_t i = 0; i <= pieces->len; i++) {
		const struct piece *p = i < pieces->len ?
		    PV_VEC_AT(pieces, struct piece, i) : NULL;

		end = p != NULL ? p->src : (uint32_t)b->text.len;
		if (end > at) {
			gap = pv_span_sub(b->text, at, end);
			if (is_blank(gap))
				pv_blocks_skip(b, at, end - at,
				    PV_SKIP_SPACE);
		}
		if (p != NULL && p->src + p->len > at)
			at = p->src + p->len;
	}
}

/* Normalized byte of the first text at or behind source byte src. */
static uint32_t
place(const struct pv_version *v, const struct pv_vec *pieces, uint32_t src)
{
	const struct piece *p = pieces->ptr;
	size_t lo = 0, hi = pieces->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (p[mid].src + p[mid].len <= src)
			lo = mid + 1;
		else
			hi = mid;
	}
	while (lo < pieces->len && (p[lo].norm == PV_NONE || p[lo].len == 0))
		lo++;
	if (lo == pieces->len)
		return (uint32_t)v->text.len;
	return p[lo].norm + (src > p[lo].src ? src - p[lo].src : 0);
}

static enum pv_rc
put_links(struct pv_version *v, const struct pv_blocks *b,
    const struct pv_vec *pieces, struct pv_err *err)
{
	const struct pv_raw_link *raw = b->links.ptr;

	v->links = pv_arena_array(v->arena, b->links.len + 1,
	    sizeof(*v->links));
	if (v->links == NULL)
		return pv_fail_nomem(err);
	v->nlinks = b->links.len;
	for (size_t i = 0; i < v->nlinks; i++) {
		v->links[i].at = place(v, pieces, raw[i].src);
		if (v->links[i].at > v->text.len)
			v->links[i].at = (uint32_t)v->text.len;
		v->links[i].url = pv_version_add(v, raw[i].url);
	}
	return v->failed ? pv_fail_nomem(err) : PV_OK;
}

/* Sorted by src, neighbours of one reason as one. */
static enum pv_rc
put_skips(struct pv_version *v, struct pv_blocks *b, struct pv_err *err)
{
	struct pv_skip *s = b->skips.ptr;
	size_t n = b->skips.len, kept = 0;

	v->skips = pv_arena_array(v->arena, n + 1, sizeof(*s));
	if (v->skips == NULL)
		return pv_fail_nomem(err);
	if (n > 0)
		qsort(s, n, sizeof(*s), skip_by_src);
	for (size_t i = 0; i < n; i++) {
		struct pv_skip *last = kept > 0 ? &v->skips[kept - 1] : NULL;

		if (last != NULL && last->src + last->len == s[i].src &&
		    last->reason == s[i].reason)
			last->len += s[i].len;
		else
			v->skips[kept++] = s[i];
	}
	v->nskips = kept;
	return PV_OK;
}

enum pv_rc
pv_tally(struct pv_version *v, struct pv_blocks *b, struct pv_err *err)
{
	struct pv_vec pieces = PV_VEC_INIT(struct piece);
	enum pv_rc rc = PV_OK;

	pieces.mem = pv_arena_mem(v->arena);
	collect(v, b, &pieces);
	fill(b, &pieces);
	if (pieces.failed || b->skips.failed)
		rc = pv_fail_nomem(err);
	if (rc == PV_OK)
		rc = put_links(v, b, &pieces, err);
	if (rc == PV_OK)
		rc = put_skips(v, b, err);
	pv_vec_release(&pieces);
	return rc;
}
