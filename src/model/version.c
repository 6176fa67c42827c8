/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "model/version.h"

#include <string.h>

#include "model/pool.h"

struct pv_sref
pv_pool_add(struct pv_arena *arena, struct pv_span *pool, size_t *cap,
    bool *failed, struct pv_span s)
{
	struct pv_sref ref = { 0, 0 };
	size_t need = pool->len + s.len, room;
	char *mem;

	if (s.len == 0 || *failed)
		return ref;
	if (need >= UINT32_MAX) {
		*failed = true;
		return ref;
	}
	if (need > *cap) {
		room = need < 512 ? 1024 : 2 * need;
		mem = pv_arena_alloc(arena, room);
		if (mem == NULL) {
			*failed = true;
			return ref;
		}
		if (pool->len > 0)
			memcpy(mem, pool->ptr, pool->len);
		pool->ptr = mem;
		*cap = room;
	}
	/* The spare room behind the view is ours: written once, then read. */
	mem = (char *)(uintptr_t)pool->ptr;
	memcpy(mem + pool->len, s.ptr, s.len);
	ref.off = (uint32_t)pool->len;
	ref.len = (uint32_t)s.len;
	pool->len = need;
	return ref;
}

struct pv_version *
pv_version_new(const struct pv_mem *mem)
{
	struct pv_arena *arena = pv_arena_new(mem);
	struct pv_version *v;

	if (arena == NULL)
		return NULL;
	v = pv_arena_alloc(arena, sizeof(*v));
	if (v == NULL) {
		pv_arena_free(arena);
		return NULL;
	}
	v->arena = arena;
	return v;
}

void
pv_version_free(struct pv_version *v)
{
	if (v != NULL)
		pv_arena_free(v->arena);
}

struct pv_sref
pv_version_add(struct pv_version *v, struct pv_span s)
{
	return pv_pool_add(v->arena, &v->pool, &v->pool_cap, &v->failed, s);
}

/* Index of the map run that holds normalized byte `at`; nmap > 0. */
static size_t
run_at(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nmap, mid;

	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (v->map[mid].norm <= at)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* Normalized bytes that run i stands for. */
static uint32_t
run_len(const struct pv_version *v, size_t i)
{
	uint32_t end = i + 1 < v->nmap ? v->map[i + 1].norm :
	    (uint32_t)v->text.len;

	return end - v->map[i].norm;
}

/* Source bytes of normalized byte `at`. */
static struct pv_range
source_of(const struct pv_version *v, uint32_t at)
{
	size_t i = run_at(v, at);
	const struct pv_map_run *r = &v->map[i];
	uint32_t in = at - r->norm;

	if (run_len(v, i) == r->src_len)
		return (struct pv_range){ r->src + in, r->src + in + 1 };
	return (struct pv_range){ r->src, r->src + r->src_len };
}

struct pv_range
pv_version_source(const struct pv_version *v, struct pv_range norm)
{
	struct pv_range first, last;

	if (v->nmap == 0)
		return (struct pv_range){ 0, 0 };
	if (norm.start >= v->text.len)
		return (struct pv_range){ v->source_len, v->source_len };
	first = source_of(v, norm.start);
	if (norm.end <= norm.start)
		return (struct pv_range){ first.start, first.start };
	last = source_of(v, norm.end - 1);
	if (last.end < first.start)
		last.end = first.start;
	return (struct pv_range){ first.start, last.end };
}

struct pv_range
pv_version_place(const struct pv_version *v, struct pv_range norm)
{
	return v->basis == PV_BASIS_SOURCE ? pv_version_source(v, norm) : norm;
}

uint32_t
pv_version_clause_at(const struct pv_version *v, uint32_t at)
{
	size_t lo = 0, hi = v->nclauses, mid;
	uint32_t i;

	if (hi == 0)
		return PV_NONE;
	/* The last clause in preorder that begins at or before `at`. */
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (v->clauses[mid].all.start <= at)
			lo = mid;
		else
			hi = mid;
	}
	for (i = (uint32_t)lo; i != 0; i = v->clauses[i].parent)
		if (at < v->clauses[i].all.end)
			break;
	return i;
}

uint32_t
pv_version_find(const struct pv_version *v, struct pv_span label)
{
	size_t i;

	for (i = 1; i < v->nclauses; i++)
		if (pv_span_eq(pv_version_str(v, v->clauses[i].label), label))
			return (uint32_t)i;
	return PV_NONE;
}

struct pv_range
pv_clause_body(const struct pv_version *v, uint32_t i)
{
	const struct pv_clause *c = &v->clauses[i];
	struct pv_range r = c->stem;
	uint32_t after = c->heading.end > c->num.end ? c->heading.end :
	    c->num.end;
	char ch;

	if (after <= r.start)
		return r;
	/* Closing punctuation belongs to what it closes. */
	for (r.start = after; r.start < r.end; r.start++) {
		ch = v->text.ptr[r.start];
		if (!pv_isspace(ch) && ch != '.' && ch != ':' && ch != ')')
			break;
	}
	return r;
}

/* Source bytes under run i. */
static uint64_t
run_source(const struct pv_version *v, size_t i)
{
	return v->map[i].src_len;
}

struct pv_coverage
pv_version_coverage(const struct pv_version *v)
{
	struct pv_coverage c = { .source = v->source_len };
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < v->nmap; i++)
		c.clauses += run_source(v, i);
	for (i = 0; i < v->nskips; i++) {
		c.skipped[v->skips[i].reason] += v->skips[i].len;
		sum += v->skips[i].len;
	}
	sum += c.clauses;
	c.unaccounted = sum < c.source ? c.source - sum : sum - c.source;
	return c;
}
