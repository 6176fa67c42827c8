/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_KEYED_H
#define PV_DIFF_KEYED_H

#include <stdint.h>

/* A hash of words and whose it is: entries of an index that is sorted. */
struct pv_keyed {
	uint64_t key;
	uint32_t id;
};

/* By keys, then by ids: for qsort(). */
static inline int
pv_by_key(const void *a, const void *b)
{
	const struct pv_keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

#endif
