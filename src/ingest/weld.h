/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_WELD_H
#define PV_INGEST_WELD_H

#include "base/err.h"
#include "ingest/block.h"

/*
 * Take the blocks that are marked as furniture out, and what furniture stands
 * inside others (a footer in a line, a page number behind a page's last line,
 * dashes under a heading), and join the two halves of a sentence that a page's
 * edge cut.
 */
PV_NODISCARD enum pv_rc pv_weld(struct pv_blocks *b, struct pv_err *err);

#endif
