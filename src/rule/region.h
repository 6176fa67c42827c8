/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_REGION_H
#define PV_RULE_REGION_H

#include "rule/token.h"

/*
 * How many tokens at i name a country, a union of countries, a continent or
 * one of the United States: "New Zealand", "EEA", "Utah"; 0 when none do.
 */
uint32_t pv_region_at(const struct pv_tokens *w, uint32_t i);

#endif
