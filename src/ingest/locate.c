/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/locate.h"

#include <stdlib.h>

#include "ingest/decode.h"

/* Normalized bytes that run i of v's map stands for. */
static uint32_t
norm_len(const struct pv_version *v, size_t i)
{
	return (i + 1 < v->nmap ? v->map[i + 1].norm :
	    (uint32_t)v->text.len) - v->map[i].norm;
}

/*
 * Split a run that maps byte by byte where the decoder's runs begin.
 * hint: see pv_decoded_source().
 */
static void
split_run(const struct pv_decoded *in, const struct pv_map_run *run,
    size_t *hint, struct pv_vec *out)
{
	uint32_t at = run->src, end = run->src + run->src_len, next;
	struct pv_map_run part;

	while (at < end) {
		part = (struct pv_map_run){ run->norm + (at - run->src), at,
			1 };
		pv_decoded_source(in, hint, &part.src, &part.src_len);
		next = *hint + 1 < in->nruns ? in->runs[*hint + 1].norm :
		    (uint32_t)in->text.len;
		if (next > end || next <= at)
			next = end;
		part.src = at;
		part.src_len = next - at;
		pv_decoded_source(in, hint, &part.src, &part.src_len);
		pv_vec_add(out, &part);
		at = next;
	}
}

static enum pv_rc
locate_map(struct pv_version *v, const struct pv_decoded *in,
    struct pv_err *err)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_map_run);
	struct pv_map_run run;
	size_t hint = 0;

	out.mem = pv_arena_mem(v->arena);
	for (size_t i = 0; i < v->nmap; i++) {
		run = v->map[i];
		if (run.src_len > 0 && run.src_len == norm_len(v, i)) {
			split_run(in, &run, &hint, &out);
			continue;
		}
		pv_decoded_source(in, &hint, &run.src, &run.src_len);
		pv_vec_add(&out, &run);
	}
	v->map = pv_vec_freeze(&out, v->arena, &v->nmap);
	pv_vec_release(&out);
	return v->map == NULL ? pv_fail_nomem(err) : PV_OK;
}

/* The byte order mark is no text: it is skipped. */
static enum pv_rc
locate_skips(struct pv_version *v, const struct pv_decoded *in,
    struct pv_err *err)
{
	struct pv_skip *s = pv_arena_array(v->arena, v->nskips + 1,
	    sizeof(*s));
	size_t n = 0, hint = 0;

	if (s == NULL)
		return pv_fail_nomem(err);
	if (in->bom > 0)
		s[n++] = (struct pv_skip){ 0, in->bom, PV_SKIP_INVISIBLE };
	for (size_t i = 0; i < v->nskips; i++) {
		s[n] = v->skips[i];
		pv_decoded_source(in, &hint, &s[n].src, &s[n].len);
		n++;
	}
	v->skips = s;
	v->nskips = n;
	return PV_OK;
}

static int
by_src(const void *a, const void *b)
{
	const struct pv_raw_diag *x = a, *y = b;

	if (x->src != y->src)
		return x->src < y->src ? -1 : 1;
	return strcmp(x->code, y->code);
}

/* Line and column of successive places in a text, or the lines it is given. */
struct cursor {
	struct pv_span text;
	const struct pv_raw_line *lines, *end;
	char newline;
	uint32_t at, line, start;
};

static void
advance(struct cursor *c, uint32_t to)
{
	if (c->lines < c->end) {
		while (c->lines + 1 < c->end && c->lines[1].src <= to)
			c->lines++;
		c->line = c->lines->line;
		c->start = c->lines->src < to ? c->lines->src : to;
		return;
	}
	for (; c->at < to && c->at < c->text.len; c->at++) {
		if (c->text.ptr[c->at] == c->newline) {
			c->line++;
			c->start = c->at + 1;
		}
	}
}

static void
locate_oddities(struct pv_version *v, const struct pv_decoded *in)
{
	size_t hint = 0;
	uint32_t len = 0;

	for (size_t i = 0; i < v->noddities; i++)
		pv_decoded_source(in, &hint, &v->oddities[i].src, &len);
}

/* The decoded byte that byte src of the file became. */
static uint32_t
decoded_at(const struct pv_decoded *in, uint32_t src)
{
	size_t lo = 0, hi = in->nruns, mid;
	const struct pv_map_run *r;
	uint32_t end;

	if (in->nruns == 0)
		return src > in->bom ? src - in->bom : 0;
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (in->runs[mid].src <= src)
			lo = mid;
		else
			hi = mid;
	}
	r = &in->runs[lo];
	end = lo + 1 < in->nruns ? r[1].norm : (uint32_t)in->text.len;
	return src > r->src && end - r->norm == r->src_len ?
	    r->norm + (src - r->src) : r->norm;
}

/* Line and column of decoded byte `at`, which rises from call to call. */
static void
set_place(struct pv_diag *d, struct cursor *c, uint32_t at)
{
	advance(c, at);
	d->line = c->line;
	d->col = at - c->start + 1;
}

static enum pv_rc
locate_diags(struct pv_version *v, struct pv_blocks *b,
    const struct pv_decoded *in, size_t ndecode, struct pv_err *err)
{
	struct pv_raw_diag *raw = b->diags.ptr;
	struct cursor c = { .text = in->text, .line = 1,
		.newline = memchr(in->text.ptr, '\n', in->text.len) != NULL ?
		'\n' : '\r', .lines = b->lines.ptr,
		.end = b->lines.len > 0 ? PV_VEC_AT(&b->lines,
		struct pv_raw_line, b->lines.len) : b->lines.ptr }, first = c;
	size_t n = b->diags.len, hint = 0;
	uint32_t len;

	v->diags = pv_arena_array(v->arena, n + 1, sizeof(*v->diags));
	if (v->diags == NULL)
		return pv_fail_nomem(err);
	if (n > ndecode)
		qsort(raw + ndecode, n - ndecode, sizeof(*raw), by_src);
	for (size_t i = 0; i < n; i++) {
		struct pv_diag *d = &v->diags[i];

		d->severity = (uint32_t)raw[i].severity;
		d->src = raw[i].src;
		d->code = pv_version_add(v, pv_span_str(raw[i].code));
		d->msg = pv_version_add(v, raw[i].msg);
		if (d->src == PV_NONE)
			continue;
		if (i < ndecode) {
			set_place(d, &first, decoded_at(in, d->src));
			continue;
		}
		set_place(d, &c, d->src);
		len = 0;
		pv_decoded_source(in, &hint, &d->src, &len);
	}
	v->ndiags = n;
	return v->failed ? pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
pv_locate(struct pv_version *v, struct pv_blocks *b,
    const struct pv_decoded *in, size_t ndecode, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	if (in->nruns > 0 || in->bom > 0) {
		rc = locate_map(v, in, err);
		if (rc == PV_OK)
			rc = locate_skips(v, in, err);
	}
	locate_oddities(v, in);
	if (rc == PV_OK)
		rc = locate_diags(v, b, in, ndecode, err);
	return rc;
}
