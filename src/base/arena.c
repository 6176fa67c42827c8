/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#define CHUNK_MIN ((size_t)4096)
#define CHUNK_MAX ((size_t)1 << 20)

struct chunk {
	struct chunk *next;
	size_t cap, used;
	alignas(max_align_t) char bytes[];
};

/* The first chunk is the one that is filled. */
struct pv_arena {
	const struct pv_mem *mem;
	struct chunk *chunks;
	size_t next_size;
};

struct pv_arena *
pv_arena_new(const struct pv_mem *mem)
{
	struct pv_arena *arena;

	if (mem == NULL)
		mem = &pv_mem_default;
	arena = mem->resize(mem->ctx, NULL, sizeof(*arena));
	if (arena == NULL)
		return NULL;
	*arena = (struct pv_arena){ mem, NULL, CHUNK_MIN };
	return arena;
}

void
pv_arena_free(struct pv_arena *arena)
{
	const struct pv_mem *mem;
	struct chunk *chunk, *next;

	if (arena == NULL)
		return;
	mem = arena->mem;
	for (chunk = arena->chunks; chunk != NULL; chunk = next) {
		next = chunk->next;
		mem->resize(mem->ctx, chunk, 0);
	}
	mem->resize(mem->ctx, arena, 0);
}

/*
 * A chunk with room for size bytes.  A large object gets a chunk of its own
 * behind the first one, so that the room left there is not lost.
 */
static struct chunk *
add_chunk(struct pv_arena *arena, size_t size)
{
	bool alone = size > arena->next_size / 4;
	size_t cap = alone ? size : arena->next_size;
	struct chunk *chunk;

	if (cap > SIZE_MAX - sizeof(*chunk))
		return NULL;
	chunk = arena->mem->resize(arena->mem->ctx, NULL, sizeof(*chunk) + cap);
	if (chunk == NULL)
		return NULL;
	chunk->cap = cap;
	chunk->used = 0;
	if (alone && arena->chunks != NULL) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
		return chunk;
	}
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (!alone && arena->next_size < CHUNK_MAX)
		arena->next_size *= 2;
	return chunk;
}

void *
pv_arena_alloc(struct pv_arena *arena, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct chunk *chunk = arena->chunks;
	void *ptr;

	if (size > SIZE_MAX - align)
		return NULL;
	size = (size + align - 1) / align * align;
	if (size == 0)
		size = align;
	if (chunk == NULL || chunk->cap - chunk->used < size) {
		chunk = add_chunk(arena, size);
		if (chunk == NULL)
			return NULL;
	}
	ptr = chunk->bytes + chunk->used;
	chunk->used += size;
	return memset(ptr, 0, size);
}

void *
pv_arena_array(struct pv_arena *arena, size_t count, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(count, size, &total))
		return NULL;
	return pv_arena_alloc(arena, total);
}

struct pv_span
pv_arena_dup(struct pv_arena *arena, struct pv_span s)
{
	char *copy = NULL;

	if (s.len < SIZE_MAX)
		copy = pv_arena_alloc(arena, s.len + 1);
	if (copy == NULL)
		return pv_span(NULL, 0);
	if (s.len > 0)
		memcpy(copy, s.ptr, s.len);
	return pv_span(copy, s.len);
}

const struct pv_mem *
pv_arena_mem(const struct pv_arena *arena)
{
	return arena->mem;
}

bool
pv_arena_next(const struct pv_arena *arena, struct pv_arena_block *block)
{
	const struct chunk *last = block->at;
	struct chunk *chunk = last != NULL ? last->next : arena->chunks;

	if (chunk == NULL)
		return false;
	*block = (struct pv_arena_block){ chunk->bytes, chunk->used, chunk };
	return true;
}
