/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_VEC_H
#define PV_BASE_VEC_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/mem.h"

/*
 * A growing array of elements of one size.  Failure is sticky, as in buf.h.
 * Pointers into it are good until the next push.
 */
struct pv_vec {
	void *ptr;
	size_t len;               /* elements in use */
	size_t cap;
	size_t elem;              /* bytes an element */
	const struct pv_mem *mem; /* NULL = pv_mem_default */
	bool failed;
};

#define PV_VEC_INIT(type) { NULL, 0, 0, sizeof(type), NULL, false }

/* A new zeroed element at the end, or NULL when memory is out. */
void *pv_vec_push(struct pv_vec *v);
/* Append a copy of *elem; false when memory is out. */
bool pv_vec_add(struct pv_vec *v, const void *elem);
void pv_vec_clear(struct pv_vec *v);
void pv_vec_release(struct pv_vec *v);
/*
 * Move the elements into the arena, set *len, release v.  NULL when memory is
 * out or v had failed; an empty vector gives a non-NULL pointer and 0.
 */
void *pv_vec_freeze(struct pv_vec *v, struct pv_arena *arena, size_t *len);

/* Element i as TYPE *. */
#define PV_VEC_AT(v, type, i) (&((type *)(v)->ptr)[i])

#endif
