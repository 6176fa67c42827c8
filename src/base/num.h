/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_NUM_H
#define PV_BASE_NUM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/*
 * The one number parser.  All of s must be decimal digits and the value at
 * most max; false otherwise, and *out is left alone.
 */
bool pv_num_parse(struct pv_span s, uint64_t max, uint64_t *out);

/* Roman numeral in one case, canonical form, 1-3999; 0 when s is none. */
uint32_t pv_num_roman(struct pv_span s);

/*
 * List letter: a=1 ... z=26, aa=27, bb=28 ... (the doubled form that lawyers
 * use), either case but not mixed; 0 when s is none.
 */
uint32_t pv_num_letter(struct pv_span s);

/* "one" ... "twenty", or "first" ... "twentieth", any case; 0 when none. */
uint32_t pv_num_word(struct pv_span s);

#endif
