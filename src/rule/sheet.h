/* SPDX-License-Identifier: MIT */
#ifndef PV_RULE_SHEET_H
#define PV_RULE_SHEET_H

#include "base/span.h"
#include "model/finding.h"

/*
 * What a sheet of particulars says of an attribute, a line each: "Licensor:
 * Ombra Studio", "Territory    Japan", "| Grantor | Alder |".  Empty when no
 * line of the text has a label that tells it for the provision.
 */
struct pv_span pv_sheet_value(struct pv_span text, struct pv_span provision,
    enum pv_attr_key key);

#endif
