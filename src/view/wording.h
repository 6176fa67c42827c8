/* SPDX-License-Identifier: MIT */
#ifndef PV_VIEW_WORDING_H
#define PV_VIEW_WORDING_H

#include <stdbool.h>

#include "base/buf.h"
#include "model/wording.h"

/* Where a text of the wordings stands; spans may be empty. */
struct pv_wording_place {
	struct pv_span agreement, version;  /* key, label */
	struct pv_span clause, heading;
	struct pv_span subtype, stance, strength;
	struct pv_span text;
};

/* The wordings of one provision; out->failed is set when memory is out. */
struct pv_wording_page {
	struct pv_span provision, subtype;  /* as asked; the latter may be
	                                     * empty */
	const struct pv_wording_place *places;  /* one a text */
	const struct pv_wordings *w;
	size_t nagreements;
	bool color, verbose;                /* for text */
	unsigned width;
};

void pv_wordings_text(struct pv_buf *out, const struct pv_wording_page *p);
/* One object. */
void pv_wordings_json(struct pv_buf *out, const struct pv_wording_page *p);
/* One page that needs nothing else. */
void pv_wordings_html(struct pv_buf *out, const struct pv_wording_page *p);
/* A row a clause. */
void pv_wordings_csv(struct pv_buf *out, const struct pv_wording_page *p);

/* Below this (thousandths) words that are shared are shared by chance. */
#define PV_WORDING_NEAR 500

#endif
