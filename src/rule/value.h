/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_VALUE_H
#define PV_RULE_VALUE_H

#include "rule/role.h"

/* Values that a sentence tells in a phrase of their own; each may be empty. */

/* "in the Territory", "in Spain and Portugal", "worldwide". */
struct pv_words pv_value_territory(const struct pv_scene *s);

/* "in the Medical Field". */
struct pv_words pv_value_field(const struct pv_scene *s);

/* "not less than $5,000,000", "ten percent (10%) of Net Revenue". */
struct pv_words pv_value_amount(const struct pv_scene *s);

/* "on the Cirrus Cloud", "through any cloud". */
struct pv_words pv_value_cloud(const struct pv_scene *s);

/* "through its public API", "in its Handsets". */
struct pv_words pv_value_channel(const struct pv_scene *s);

#endif
