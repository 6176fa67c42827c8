/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_POOL_H
#define PV_MODEL_POOL_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/version.h"

/*
 * Append s to a string pool that grows inside an arena.  On failure (memory,
 * or more than 4 GiB) *failed is set and an empty reference returned.
 */
struct pv_sref pv_pool_add(struct pv_arena *arena, struct pv_span *pool,
    size_t *cap, bool *failed, struct pv_span s);

#endif
