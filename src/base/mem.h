/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_MEM_H
#define PV_BASE_MEM_H

#include <stddef.h>

/*
 * Where memory comes from.  Everything that allocates goes through one of
 * these, so that tests can make the n-th allocation fail.
 */
struct pv_mem {
	/* realloc semantics: ptr NULL allocates, size 0 frees, NULL = failed */
	void *(*resize)(void *ctx, void *ptr, size_t size);
	void *ctx;
};

/* malloc, realloc and free. */
extern const struct pv_mem pv_mem_default;

#endif
