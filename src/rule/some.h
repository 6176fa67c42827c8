/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SOME_H
#define PV_RULE_SOME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"
#include "base/err.h"
#include "model/finding.h"
#include "model/version.h"

struct pv_scanner;

/*
 * Scan some clauses of a version, and find in them exactly what a scan of all
 * finds there.  What else must be read for that is read: clauses below a
 * heading that speaks only where nothing below it does, and any that may hold
 * the stronger finding that a weak one needs.
 */
struct pv_some;

/* The version must outlive it; one at a time on a scanner. */
PV_NODISCARD enum pv_rc pv_some_open(struct pv_scanner *s,
    const struct pv_version *v, struct pv_some **out, struct pv_err *err);
void pv_some_close(struct pv_some *x);  /* with its findings; NULL is fine */

/* The clause's key (rule/key.h); false when it has none. */
bool pv_some_key(struct pv_some *x, uint32_t clause, struct pv_digest *out);

/* Whether what is found in the clause depends on what is found below it. */
bool pv_some_spans(struct pv_some *x, uint32_t clause);

/*
 * Scan the clauses that are wanted, an array of all; once.  Who wants an
 * inline item must want the sentence that it stands in, and its other items.
 */
PV_NODISCARD enum pv_rc pv_some_read(struct pv_some *x, const bool *wanted,
    const struct pv_findings **out, struct pv_err *err);

/*
 * After that: whether a clause from `first` up to `next` that was not wanted
 * has an operative finding of the provision, with this subtype unless its ptr
 * is NULL.  Reads until it finds one.
 */
struct pv_some_sought {
	struct pv_span provision, subtype;
	uint32_t first, next;
};
PV_NODISCARD enum pv_rc pv_some_any(struct pv_some *x,
    const struct pv_some_sought *sought, bool *any, struct pv_err *err);

/* Let one scanner go on with what another one remembers. */
void pv_scanner_swap_memo(struct pv_scanner *a, struct pv_scanner *b);

#endif
