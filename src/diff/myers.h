/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_MYERS_H
#define PV_DIFF_MYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/vec.h"

/* Two sequences, and which of their elements have no counterpart. */
struct pv_pair_seq {
	const uint32_t *a, *b;
	size_t n, m;
	bool *gone;         /* n: not in b */
	bool *fresh;        /* m: not in a */
};

enum pv_myers_result { PV_MYERS_DONE, PV_MYERS_CAP, PV_MYERS_NOMEM };

/*
 * Shortest edit script of at most cap edits, marked in gone and fresh (which
 * must be false throughout).  CAP: it would take more edits or more steps than
 * *budget, and nothing is marked.  trace (uint32_t) is work space.
 */
enum pv_myers_result pv_myers(const struct pv_pair_seq *s, size_t cap,
    uint64_t *budget, struct pv_vec *trace);

#endif
