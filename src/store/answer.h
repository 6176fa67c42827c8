/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_ANSWER_H
#define PV_STORE_ANSWER_H

#include "model/matrix.h"
#include "store/store.h"

/*
 * The table behind the view `portability`: the rows of every agreement, as the
 * newest texts stand.  It is current until a document is put.
 */
PV_NODISCARD enum pv_rc pv_store_answered(struct pv_store *s, bool *out,
    struct pv_err *err);

/*
 * Bring it up to date: say of each agreement from which texts its rows are
 * made, a digest; put those that are not there yet, and drop an agreement that
 * has none of its own; say that it is whole.
 */
PV_NODISCARD enum pv_rc pv_store_answer_begin(struct pv_store *s,
    struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_is(struct pv_store *s,
    struct pv_span agreement, struct pv_span texts, bool *out,
    struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_put(struct pv_store *s,
    struct pv_span agreement, struct pv_span texts,
    const struct pv_cells *cells, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_drop(struct pv_store *s,
    struct pv_span agreement, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_end(struct pv_store *s,
    struct pv_err *err);

/*
 * The head of a version's document, copied into the arena; *found is false
 * when it is not kept, as for every document that was put since.
 */
PV_NODISCARD enum pv_rc pv_store_head(struct pv_store *s, int64_t version,
    struct pv_arena *arena, struct pv_paper_head *out, bool *found,
    struct pv_err *err);
/* Keep it; its first lines are those of the document. */
PV_NODISCARD enum pv_rc pv_store_set_head(struct pv_store *s, int64_t version,
    const struct pv_paper_head *head, struct pv_err *err);

#endif
