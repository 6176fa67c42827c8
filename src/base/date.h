/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_DATE_H
#define PV_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

#define PV_DATE_LEN 10 /* "2030-12-31" */

/*
 * The calendar date that begins at the first byte of s: "31 December 2030",
 * "December 31, 2030", "31st day of December, 2030", "2030-12-31",
 * "12/31/2030" (month first, as the SEC's filers write).  Returns its length
 * in bytes and the ISO form with a NUL, or 0 when there is none.
 */
size_t pv_date_read(struct pv_span s, char iso[PV_DATE_LEN + 1]);

/* Whether s is a calendar date in ISO form, and nothing else. */
bool pv_date_is_iso(struct pv_span s);

#endif
