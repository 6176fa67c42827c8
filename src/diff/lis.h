/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_LIS_H
#define PV_DIFF_LIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Mark one longest strictly increasing subsequence of seq (patience sorting,
 * Fredman 1975; n log n).  work must hold 2 * n numbers.
 */
void pv_lis(const uint32_t *seq, size_t n, uint32_t *work, bool *in);

#endif
