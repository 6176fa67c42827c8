/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_INSTRUMENT_H
#define PV_DIFF_INSTRUMENT_H

#include "diff/operation.h"
#include "diff/quote.h"

/* What an amending instrument says of itself. */

/* Does s begin with, or hold, one of n words in any case? */
bool pv_starts_any(struct pv_span s, const char *const *words, size_t n);
bool pv_holds_any(struct pv_span s, const char *const *words, size_t n);

/* Agreements by the names that it gives them: fills in->names, in->told. */
void pv_instrument_names(struct pv_instrument *in,
    const struct pv_quotes *quotes, struct pv_span text);

/* Its date, from what stands in front of the first instruction. */
void pv_instrument_date(struct pv_instrument *in, struct pv_span head);

/* A sentence that makes all of it wait, or end: fills in->hold. */
void pv_instrument_hold(struct pv_instrument *in, struct pv_span sentence);

/* Is it the agreement itself, amended and restated? */
bool pv_is_restatement(const struct pv_version *v);

#endif
