/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_FAMILY_H
#define PV_DIFF_FAMILY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/vec.h"
#include "model/version.h"

/*
 * Which documents amend an agreement, and in which order.  An instrument
 * calls itself an amendment, an addendum, a waiver or a side letter, or the
 * agreement amended and restated; it names the agreement by its title, its
 * date and its parties.  What it names otherwise is no kin.
 */
enum pv_kin {
	PV_KIN_IN_FORCE,
	PV_KIN_LATER,               /* takes effect after the day asked for */
	PV_KIN_DOUBTFUL             /* may amend it; `why` says what speaks
	                             * against it */
};
struct pv_member {
	uint32_t doc;               /* index of the document */
	uint32_t number;            /* "Amendment No. 2"; 0 = none */
	enum pv_kin kin;
	char date[PV_DATE_LEN + 1]; /* effective; empty = unknown */
	struct pv_span why;         /* static */
};

struct pv_family_input {
	const struct pv_version *const *docs;
	size_t ndocs;
	size_t base;
	const char *as_of;          /* ISO date, or NULL */
};

/*
 * Append the members (struct pv_member) but the base: those in force by their
 * effective date and number, then the others.
 */
PV_NODISCARD enum pv_rc pv_family_find(const struct pv_family_input *in,
    struct pv_vec *members, struct pv_err *err);

/* Does a document say of itself that it changes another one? */
bool pv_family_amends(const struct pv_version *v);

/* What a document is called: its title, else its first paragraph. */
struct pv_span pv_family_title(const struct pv_version *v);

/* "Second Amendment", "Amendment No. 2": 2; 0 = it has no number. */
uint32_t pv_family_number(const struct pv_version *v);

#endif
