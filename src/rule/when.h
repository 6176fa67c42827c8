/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_WHEN_H
#define PV_RULE_WHEN_H

#include <stdint.h>

#include "base/date.h"
#include "rule/token.h"

/*
 * The date that begins at token i: "31 December 2030", "December 31, 2030",
 * "2030-12-31", "December 2030", "end of 2030", "2030" (the last day of the
 * month or year), "31 December" (of no known year).  Returns its
 * number of tokens, 0 when there is none; iso (may be NULL) receives the date
 * and a NUL, "" when only a part is known.
 */
uint32_t pv_when_at(const struct pv_tokens *w, uint32_t i,
    char *iso);

/*
 * Whether a counted period begins at token i: "three-year", "24-month"; not
 * the term itself ("three-year Initial Term").
 */
bool pv_token_period(const struct pv_tokens *w, uint32_t i);

#endif
