/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_SIGNATURE_H
#define PV_INGEST_SIGNATURE_H

#include "base/err.h"
#include "ingest/block.h"

/*
 * Parties sign side by side or one below the other.  Rows in which each cell
 * is a place to sign, with the names above and what is to be filled in below
 * them, become paragraphs, party by party: in that order they are read, and
 * so they stand wherever there are no columns.
 */
PV_NODISCARD enum pv_rc pv_signature(struct pv_blocks *b, struct pv_err *err);

#endif
