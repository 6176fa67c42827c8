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

/* Empty it; put rows, agreement by agreement; say that it is whole. */
PV_NODISCARD enum pv_rc pv_store_answer_begin(struct pv_store *s,
    struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_put(struct pv_store *s,
    const struct pv_cells *cells, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_answer_end(struct pv_store *s,
    struct pv_err *err);

#endif
