/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_PACK_H
#define PV_STORE_PACK_H

#include "base/buf.h"
#include "base/err.h"
#include "model/version.h"

/*
 * The structure of a version (all but its text) as one blob: for each array
 * its length and, row by row, the differences of the fields from the row
 * before, zigzag-coded in base 128 (LEB128), then the string pool.  Rows are
 * mostly ascending offsets, so that a field costs about a byte.
 */
#define PV_PACK_FORM 2  /* first byte; 1 lacks oddities, others are refused */

void pv_pack(const struct pv_version *v, struct pv_buf *out);

/*
 * Fill v, which has its arena and text, from a blob.  The result is checked
 * by pv_version_valid; E-DBDATA when it is not one.
 */
PV_NODISCARD enum pv_rc pv_unpack(struct pv_span blob, struct pv_version *v,
    struct pv_err *err);

#endif
