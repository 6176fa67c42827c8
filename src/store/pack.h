/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_PACK_H
#define PV_STORE_PACK_H

#include "base/buf.h"
#include "base/err.h"
#include "model/version.h"

/*
 * The structure of a version (all but its text) as one blob: a byte for the
 * form, then, as store/code.h has it, for each array its length and, row by
 * row, how far each number is from what those before it let expect, and the
 * string pool.  Rows mostly follow each other, so that a clause takes about
 * six bytes.
 */
#define PV_PACK_FORM 3  /* the first byte; others are refused */

void pv_pack(const struct pv_version *v, struct pv_buf *out);

/*
 * Fill v, which has its arena and text, from a blob.  The result is checked
 * by pv_version_valid; E-DBDATA when it is not one.
 */
PV_NODISCARD enum pv_rc pv_unpack(struct pv_span blob, struct pv_version *v,
    struct pv_err *err);

#endif
