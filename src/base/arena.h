/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_ARENA_H
#define PV_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/span.h"

/*
 * A bump allocator: everything in it lives until the arena is freed, nothing
 * is freed singly.  One arena an owner (a version, a rule set, a diff).
 */
struct pv_arena;

/* NULL when memory is out.  mem may be NULL for pv_mem_default. */
struct pv_arena *pv_arena_new(const struct pv_mem *mem);
void pv_arena_free(struct pv_arena *arena); /* NULL is fine */

/* size zeroed bytes, aligned for any type, or NULL when memory is out. */
void *pv_arena_alloc(struct pv_arena *arena, size_t size);

/* count zeroed elements, or NULL when memory is out or the product overflows. */
void *pv_arena_array(struct pv_arena *arena, size_t count, size_t size);

/* A copy of the bytes followed by a NUL; ptr is NULL when memory is out. */
struct pv_span pv_arena_dup(struct pv_arena *arena, struct pv_span s);

/* The allocator under the arena, for buffers of the same owner. */
const struct pv_mem *pv_arena_mem(const struct pv_arena *arena);

/*
 * The blocks that the arena is made of, one call after the other; *block is
 * zero at first.  False after the last one.  Arenas that were filled in the
 * same way have blocks of the same lengths in the same order.
 */
struct pv_arena_block {
	char *ptr;
	size_t len;             /* bytes in use, a multiple of 16 */
	const void *at;         /* inside */
};
bool pv_arena_next(const struct pv_arena *arena, struct pv_arena_block *block);

#endif
