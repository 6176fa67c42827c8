/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_ODDITY_H
#define PV_INGEST_ODDITY_H

#include "base/err.h"
#include "ingest/block.h"
#include "ingest/note.h"
#include "ingest/segment.h"
#include "model/version.h"

/*
 * Fill v->oddities: from the notes, from b's diagnostics that tell of hidden
 * text (W-HIDDEN) or of NUL bytes (W-INVIS), and from hidden paragraphs.
 * v->text and v->map stand; places are bytes of b->text.  Before the notes
 * become diagnostics.
 */
PV_NODISCARD enum pv_rc pv_oddities(struct pv_version *v,
    const struct pv_blocks *b, const struct pv_notes *notes,
    const struct pv_vec *paras, struct pv_err *err);

#endif
