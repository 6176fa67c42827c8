/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_WHY_H
#define PV_DIFF_WHY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "diff/compare.h"
#include "diff/phrase.h"

/* The words of a reason: notes joined by "; ". */

/* A step of the lattice outweighs everything else. */
#define PV_WHY_STRENGTH 8

struct pv_why {
	struct pv_compare *c;
	const struct pv_findings *fx, *fy;  /* old, new; never NULL */
	const struct pv_phrases *names;     /* renamed ones, to their number */
	struct pv_buf text;
	int weaker, stronger;               /* how much speaks for either */
	bool scope;                         /* it covers something else now */
	bool redacted;                      /* a redaction was told of */
};

/* Begin a note; the caller appends to w->text. */
void pv_why_next(struct pv_why *w);
/* "4.2", or what a clause without a label is called. */
void pv_why_label(struct pv_why *w, const struct pv_version *v, uint32_t i);
/* The text in quotes, cut when it is long. */
void pv_why_quote(struct pv_why *w, struct pv_span s);
/* How a new finding that is not operative treats its provision. */
void pv_why_stance(struct pv_why *w, uint32_t finding);

/*
 * Stance, strength and attributes of a pair of operative findings.  `same`:
 * their clauses, and what stands above them, read alike.
 */
bool pv_why_compare(struct pv_why *w, uint32_t o, uint32_t n, bool same);

/* Values say the same, names under either of their spellings. */
bool pv_why_same(struct pv_why *w, struct pv_span a, struct pv_span b,
    bool *same);

#endif
