/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/emit.h"

void
pv_emit_close(struct pv_emit *e)
{
	if (!e->open)
		return;
	e->open = false;
	if (e->run.norm < e->text.len)
		pv_vec_add(&e->runs, &e->run);
	else
		pv_blocks_skip(e->blocks, e->run.src, e->run.src_len,
		    PV_SKIP_SPACE);
}

void
pv_emit_begin(struct pv_emit *e, uint32_t src, uint32_t len)
{
	pv_emit_close(e);
	e->run = (struct pv_map_run){ (uint32_t)e->text.len, src, len };
	e->open = true;
	e->exact = false;
}

void
pv_emit_more(struct pv_emit *e, const char *p, size_t n)
{
	pv_buf_add(&e->text, p, n);
}

void
pv_emit_same(struct pv_emit *e, const char *p, size_t n, uint32_t src)
{
	if (!e->open || !e->exact || e->run.src + e->run.src_len != src) {
		pv_emit_begin(e, src, 0);
		e->exact = true;
	}
	e->run.src_len += (uint32_t)n;
	pv_buf_add(&e->text, p, n);
}

void
pv_emit_as(struct pv_emit *e, const char *p, size_t n, uint32_t src,
    uint32_t len)
{
	pv_emit_begin(e, src, len);
	pv_buf_add(&e->text, p, n);
}

bool
pv_emit_undo(struct pv_emit *e, size_t n, uint32_t *src, uint32_t *len)
{
	size_t have = e->text.len - e->run.norm;

	if (!e->open || e->text.failed || have < n ||
	    (!e->exact && have != n))
		return false;
	*src = e->exact ? e->run.src + e->run.src_len - (uint32_t)n :
	    e->run.src;
	*len = e->exact ? (uint32_t)n : e->run.src_len;
	e->run.src_len -= *len;
	e->text.len -= n;
	e->text.ptr[e->text.len] = '\0';
	return true;
}
