/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_STATED_H
#define PV_INGEST_STATED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/span.h"
#include "ingest/block.h"
#include "ingest/segment.h"
#include "model/version.h"

/*
 * Clauses that the document itself states, each with its kind and label: what
 * `proviso text --format akn` writes.  Such a text is not segmented, and no
 * page furniture is looked for in it.
 */

enum pv_stated_what {
	PV_STATED_OPEN,         /* a clause begins; its parent is what is open */
	PV_STATED_CLOSE,
	PV_STATED_NUM,          /* its number begins ... */
	PV_STATED_NUM_END,      /* ... and ends: full stops do not count */
	PV_STATED_NUM_EXACT,    /* ... and ends here */
	PV_STATED_HEADING,
	PV_STATED_HEADING_END,
	PV_STATED_HEADING_EXACT,
	PV_STATED_TAIL          /* text after the last child */
};

/* Something that happens in front of byte `at`, in the order of the text. */
struct pv_stated {
	uint8_t what;           /* enum pv_stated_what */
	uint8_t kind;           /* enum pv_clause_kind of a clause */
	uint8_t flags;          /* enum pv_clause_flags */
	uint32_t at;            /* of the source; then of the normalized text */
	struct pv_span label;
};

/*
 * Read XML that states its clauses.  False when it does not, or not all of
 * them, or not in the way of view/akn.h: then nothing was added to `out`.
 */
bool pv_stated_read(struct pv_span text, struct pv_blocks *out);

/* From bytes of the source to bytes of v->text, through v's map. */
void pv_stated_resolve(const struct pv_version *v, struct pv_blocks *b);

/*
 * v->clauses, as pv_segment() makes them.  *credible is false when a label
 * contradicts the number or heading that is printed; then nobody should
 * believe the document.
 */
PV_NODISCARD enum pv_rc pv_stated_clauses(struct pv_version *v,
    const struct pv_blocks *b, const struct pv_para *paras, size_t nparas,
    bool *credible, struct pv_err *err);

#endif
