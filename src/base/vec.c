/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

static const struct pv_mem *
mem_of(const struct pv_vec *v)
{
	return v->mem != NULL ? v->mem : &pv_mem_default;
}

static bool
grow(struct pv_vec *v)
{
	const struct pv_mem *mem = mem_of(v);
	size_t cap = v->cap < 8 ? 8 : v->cap;
	size_t bytes;
	void *ptr;

	if (v->cap >= 8)
		cap += v->cap / 2;
	if (__builtin_mul_overflow(cap, v->elem, &bytes))
		return false;
	ptr = mem->resize(mem->ctx, v->ptr, bytes);
	if (ptr == NULL)
		return false;
	v->ptr = ptr;
	v->cap = cap;
	return true;
}

void *
pv_vec_push(struct pv_vec *v)
{
	char *elem;

	if (v->failed)
		return NULL;
	if (v->len == v->cap && !grow(v)) {
		v->failed = true;
		return NULL;
	}
	elem = (char *)v->ptr + v->len * v->elem;
	v->len++;
	return memset(elem, 0, v->elem);
}

/* The element may lie in the vector itself, which growing moves. */
static bool
add_slowly(struct pv_vec *v, const void *elem)
{
	uintptr_t base = (uintptr_t)v->ptr, at = (uintptr_t)elem;
	bool inside = v->len > 0 && at >= base && at < base + v->len * v->elem;
	void *slot = pv_vec_push(v);

	if (slot == NULL)
		return false;
	if (inside)
		elem = (const char *)v->ptr + (at - base);
	memcpy(slot, elem, v->elem);
	return true;
}

bool
pv_vec_add(struct pv_vec *v, const void *elem)
{
	if (v->len == v->cap || v->failed)
		return add_slowly(v, elem);
	memcpy((char *)v->ptr + v->len * v->elem, elem, v->elem);
	v->len++;
	return true;
}

void
pv_vec_clear(struct pv_vec *v)
{
	v->len = 0;
	v->failed = false;
}

void
pv_vec_release(struct pv_vec *v)
{
	const struct pv_mem *mem = mem_of(v);

	if (v->ptr != NULL)
		mem->resize(mem->ctx, v->ptr, 0);
	*v = (struct pv_vec){ NULL, 0, 0, v->elem, v->mem, false };
}

void *
pv_vec_freeze(struct pv_vec *v, struct pv_arena *arena, size_t *len)
{
	void *items = NULL;

	*len = 0;
	if (!v->failed)
		items = pv_arena_array(arena, v->len, v->elem);
	if (items != NULL && v->len > 0) {
		memcpy(items, v->ptr, v->len * v->elem);
		*len = v->len;
	}
	pv_vec_release(v);
	return items;
}
