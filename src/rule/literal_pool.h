/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_LITERAL_POOL_H
#define PV_RULE_LITERAL_POOL_H

#include <stdbool.h>
#include <stddef.h>

#include "rule/item.h"

/* Inside of literal.c: what the patterns of a pool have in common. */

/* A fragment that was read: one of the items. */
struct pv_known {
	const void *fragment;
	struct pv_item *items;
	size_t n;
};

/* NULL: it was not read yet. */
const struct pv_known *pv_literal_pool_find(
    const struct pv_literal_pool *pool, const void *fragment);

/* Keep a copy of what a fragment is; false when memory ran out. */
bool pv_literal_pool_keep(struct pv_literal_pool *pool, const void *fragment,
    const struct pv_item *items, size_t n);

/*
 * The branches of a pattern, one an item, trimmed; none when one needs nothing.
 * False when memory ran out.
 */
bool pv_literal_pool_branches(struct pv_literal_pool *pool,
    struct pv_item_mem *m, const struct pv_choice *whole, struct pv_literals *out);

/* Where what lives as long as the pool may live. */
struct pv_arena *pv_literal_pool_arena(struct pv_literal_pool *pool);

#endif
