/* SPDX-License-Identifier: MIT */
#ifndef PV_TESTS_BENCH_BLOCKS_H
#define PV_TESTS_BENCH_BLOCKS_H

#include "base/err.h"
#include "base/span.h"

/* The first step of pv_ingest() alone: HTML into paragraphs, and drop them. */
PV_NODISCARD enum pv_rc read_blocks(struct pv_span html, struct pv_err *err);

#endif
