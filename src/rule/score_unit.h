/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SCORE_UNIT_H
#define PV_RULE_SCORE_UNIT_H

#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Sentence units of a contract in CUAD's form, bytes of the file: texts that
 * come from PDF, with paragraphs that end in wide gaps or empty lines, and
 * EDGAR's footers ("Source: COMPANY, FORM, DATE").  A heading or list item of
 * its own is a unit.  Independent of how the program reads documents, so that
 * it does not measure itself.  Appends struct pv_range.
 */
PV_NODISCARD enum pv_rc pv_score_units(struct pv_span text,
    struct pv_vec *units, struct pv_err *err);

#endif
