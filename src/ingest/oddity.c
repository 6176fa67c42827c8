/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "ingest/oddity.h"

#include <stdlib.h>

#define WORD_MAX 200    /* bytes on each side of a place that are shown */

/* The map in the order of the source. */
struct index {
	const struct pv_version *v;
	const struct pv_map_run **runs;
	size_t n;
};

static int
by_src(const void *a, const void *b)
{
	const struct pv_map_run *x = *(const struct pv_map_run *const *)a;
	const struct pv_map_run *y = *(const struct pv_map_run *const *)b;

	if (x->src != y->src)
		return x->src < y->src ? -1 : 1;
	return (x->norm > y->norm) - (x->norm < y->norm);
}

static bool
build(struct index *x, const struct pv_version *v)
{
	x->v = v;
	x->n = 0;
	x->runs = pv_arena_array(v->arena, v->nmap + 1, sizeof(*x->runs));
	if (x->runs == NULL)
		return false;
	for (size_t i = 0; i < v->nmap; i++)
		if (v->map[i].src_len > 0)
			x->runs[x->n++] = &v->map[i];
	if (x->n > 1)
		qsort(x->runs, x->n, sizeof(*x->runs), by_src);
	return true;
}

/*
 * Normalized byte of the first text at or behind source byte src; *last is
 * the end of what stands for it as a whole.
 */
static uint32_t
place(const struct index *x, uint32_t src, uint32_t *last)
{
	size_t lo = 0, hi = x->n, mid;
	const struct pv_map_run *r;
	uint32_t end, at;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (x->runs[mid]->src + x->runs[mid]->src_len <= src)
			lo = mid + 1;
		else
			hi = mid;
	}
	*last = 0;
	if (lo == x->n)
		return (uint32_t)x->v->text.len;
	r = x->runs[lo];
	end = (size_t)(r - x->v->map) + 1 < x->v->nmap ? r[1].norm :
	    (uint32_t)x->v->text.len;
	if (src >= r->src && end - r->norm != r->src_len)
		*last = end;
	if (src <= r->src || end - r->norm != r->src_len)
		return r->norm;
	at = r->norm + (src - r->src);
	return at < end ? at : end;
}

/* The word that byte `at` stands in or ends. */
static struct pv_range
word_around(struct pv_span s, uint32_t at)
{
	uint32_t from = at, to;

	while (from == s.len && from > 0 && pv_isspace(s.ptr[from - 1]))
		s.len = --from;
	to = at = from;
	while (from > 0 && at - from < WORD_MAX &&
	    !pv_isspace(s.ptr[from - 1]))
		from--;
	while (to < s.len && to - at < WORD_MAX && !pv_isspace(s.ptr[to]))
		to++;
	while (from > 0 && ((unsigned char)s.ptr[from] & 0xC0) == 0x80)
		from--;
	while (to < s.len && ((unsigned char)s.ptr[to] & 0xC0) == 0x80)
		to++;
	return (struct pv_range){ from, to };
}

/* The hidden paragraph that holds normalized byte `at`, or NULL. */
static const struct pv_para *
hidden_at(const struct pv_vec *paras, uint32_t at)
{
	const struct pv_para *p = paras->ptr;
	size_t lo = 0, hi = paras->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (p[mid].text.end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < paras->len && p[lo].text.start <= at &&
	    (p[lo].flags & PV_BLOCK_HIDDEN) != 0 ? &p[lo] : NULL;
}

static void
add_notes(const struct index *x, const struct pv_notes *notes,
    struct pv_vec *out)
{
	const struct pv_oddness *n = notes->odd.ptr;
	struct pv_oddity o;
	uint32_t last;

	for (size_t i = 0; i < notes->odd.len; i++) {
		o = (struct pv_oddity){ .kind = n[i].kind, .cp = n[i].cp,
			.src = n[i].src, .count = n[i].count };
		o.at = word_around(x->v->text, place(x, o.src, &last));
		if (last > o.at.end)
			o.at.end = last;
		pv_vec_add(out, &o);
	}
}

static void
add_diags(const struct index *x, const struct pv_blocks *b,
    const struct pv_vec *paras, struct pv_vec *out)
{
	const struct pv_raw_diag *d = b->diags.ptr;
	struct pv_oddity o = { .count = 1 };
	uint32_t at, last;

	for (size_t i = 0; i < b->diags.len; i++) {
		if (d[i].src == PV_NONE)
			continue;
		if (strcmp(d[i].code, "W-HIDDEN") == 0)
			o.kind = PV_ODD_HIDDEN;
		else if (strcmp(d[i].code, "W-INVIS") == 0)
			o.kind = PV_ODD_CONTROL;
		else
			continue;
		at = place(x, d[i].src, &last);
		if (o.kind == PV_ODD_HIDDEN && hidden_at(paras, at) != NULL)
			continue;
		o.src = d[i].src;
		o.at = word_around(x->v->text, at);
		pv_vec_add(out, &o);
	}
}

static void
add_hidden(const struct pv_version *v, const struct pv_vec *paras,
    struct pv_vec *out)
{
	const struct pv_para *p = paras->ptr;
	struct pv_oddity o = { .kind = PV_ODD_HIDDEN, .count = 1 };

	for (size_t i = 0; i < paras->len; i++) {
		if ((p[i].flags & PV_BLOCK_HIDDEN) == 0)
			continue;
		o.at = p[i].text;
		o.src = pv_version_source(v, o.at).start;
		pv_vec_add(out, &o);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct pv_oddity *x = a, *y = b;

	if (x->at.start != y->at.start)
		return x->at.start < y->at.start ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->src > y->src) - (x->src < y->src);
}

enum pv_rc
pv_oddities(struct pv_version *v, const struct pv_blocks *b,
    const struct pv_notes *notes, const struct pv_vec *paras,
    struct pv_err *err)
{
	struct pv_vec out = PV_VEC_INIT(struct pv_oddity);
	struct index x;

	out.mem = pv_arena_mem(v->arena);
	add_hidden(v, paras, &out);
	if ((notes->odd.len > 0 || b->diags.len > 0) && build(&x, v)) {
		add_notes(&x, notes, &out);
		add_diags(&x, b, paras, &out);
	} else if (notes->odd.len > 0 || b->diags.len > 0) {
		out.failed = true;
	}
	if (out.len > 1)
		qsort(out.ptr, out.len, sizeof(struct pv_oddity), by_place);
	v->oddities = pv_vec_freeze(&out, v->arena, &v->noddities);
	pv_vec_release(&out);
	return v->oddities == NULL ? pv_fail_nomem(err) : PV_OK;
}
