/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_FINDING_JSON_H
#define PV_VIEW_FINDING_JSON_H

#include "base/json.h"
#include "view/view.h"

/* Finding i as a JSON object, the same wherever one is printed. */
void pv_finding_json(struct pv_json *j, const struct pv_version *v,
    const struct pv_findings *f, size_t i, const struct pv_view_doc *doc);

#endif
