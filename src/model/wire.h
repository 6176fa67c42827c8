/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_WIRE_H
#define PV_MODEL_WIRE_H

#include "base/buf.h"
#include "base/err.h"
#include "model/finding.h"
#include "model/version.h"

/*
 * Versions and findings as bytes, between a worker and its parent on one
 * machine (host byte order; not a file format).  Writing cannot fail except
 * for memory (out->failed).  Reading trusts nothing: every length, index,
 * offset, enumerator and order is checked, and text and pool must be UTF-8.
 */
void pv_wire_version(const struct pv_version *v, struct pv_buf *out);
void pv_wire_findings(const struct pv_findings *f, struct pv_buf *out);

/* Read what the writers wrote, advancing *in; failure is PV_ESYS, E-WIRE. */
PV_NODISCARD enum pv_rc pv_unwire_version(struct pv_span *in,
    struct pv_version **out, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_unwire_findings(struct pv_span *in,
    const struct pv_version *v, struct pv_findings **out, struct pv_err *err);

#endif
