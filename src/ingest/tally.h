/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_TALLY_H
#define PV_INGEST_TALLY_H

#include "base/err.h"
#include "ingest/block.h"
#include "model/version.h"

/*
 * Account for every byte: v->skips from b's and from the white space that is
 * neither mapped nor skipped yet, and v->links from b's.  v->map stands.
 */
PV_NODISCARD enum pv_rc pv_tally(struct pv_version *v, struct pv_blocks *b,
    struct pv_err *err);

#endif
