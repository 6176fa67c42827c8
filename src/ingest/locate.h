/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_LOCATE_H
#define PV_INGEST_LOCATE_H

#include "base/err.h"
#include "ingest/block.h"
#include "model/version.h"

/*
 * Turn the bytes of the decoded text in v's map, skips and oddities into bytes
 * of the file, and b's diagnostics into v's, with line and column.  The first
 * ndecode diagnostics are the decoder's and have the file's bytes already.
 */
PV_NODISCARD enum pv_rc pv_locate(struct pv_version *v, struct pv_blocks *b,
    const struct pv_decoded *in, size_t ndecode, struct pv_err *err);

#endif
