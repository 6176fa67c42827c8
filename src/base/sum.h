/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_SUM_H
#define PV_BASE_SUM_H

#include <stdint.h>

#include "base/span.h"

/*
 * A checksum at the speed of memory: a change of one byte is always seen.
 * Chained by the seed; nobody is kept from making collisions.
 */
uint64_t pv_sum64(uint64_t seed, struct pv_span s);

#endif
