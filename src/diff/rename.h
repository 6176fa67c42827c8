/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_RENAME_H
#define PV_DIFF_RENAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "diff/form.h"

/*
 * A party or a defined term that has another name throughout the new text:
 * the old name does not stand in the new text any more, the new one did not
 * stand in the old text, and both stand for the same, or nearly: then the
 * definition is modified, too.
 */
struct pv_rename {
	struct pv_span old_name, new_name;
	uint32_t old_def, new_def;  /* PV_NONE for a party without definition */
	uint32_t id;                /* its number in both forms */
};

/*
 * Find them and make them one word in both forms, before pv_form_settle().
 * Appends struct pv_rename to out; false when memory is out.
 */
bool pv_rename_all(struct pv_form *x, struct pv_form *y, struct pv_vec *out);

/*
 * Hash and number of the words that a definition gives its term, or of the
 * defining text where these are not known.
 */
uint64_t pv_meaning(const struct pv_form *f, const struct pv_def *d,
    uint32_t *n);

#endif
