/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_WORDING_H
#define PV_DIFF_WORDING_H

#include "base/err.h"
#include "model/wording.h"

/* A text to be grouped: what a clause says of a provision. */
#define PV_WORDING_NAMES 8
struct pv_wording_text {
	struct pv_span text;        /* words beyond the first 64 KiB are not
	                             * looked at */
	struct pv_span names[PV_WORDING_NAMES]; /* of its parties; empty: no
	                             * more.  One name is as good as another,
	                             * but two must not change places. */
	uint32_t owner;             /* number of its agreement */
};

/*
 * Group n texts by their words.  Two wordings are alike when they share half
 * of their pairs of neighbouring words (w-shingling, Broder 1997, with w = 2).
 * Groups are made by leaders (Hartigan 1975), twice, the second time from the
 * medoids of the first; what may be like a wording is found by its rarest
 * shingles alone, which loses nothing (prefix filtering; Bayardo, Ma and
 * Srikant 2007).  Chance plays no part; the same texts in the same order give
 * the same groups.  The result borrows the texts.
 */
PV_NODISCARD enum pv_rc pv_wordings_make(const struct pv_wording_text *texts,
    size_t n, struct pv_wordings **out, struct pv_err *err);

#endif
