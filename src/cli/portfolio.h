/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_PORTFOLIO_H
#define PV_CLI_PORTFOLIO_H

#include <stddef.h>

#include "base/err.h"
#include "model/matrix.h"
#include "store/store.h"

/*
 * Ask a store where products may run: the rows of each agreement of keys, in
 * the order of their keys; when there are none of all agreements but those
 * that belong to another one.  E-NOVERSION when a
 * key is not in the store.
 */
PV_NODISCARD enum pv_rc portfolio_ask(struct pv_store *s, char **keys,
    size_t nkeys, const char *as_of, enum pv_rc (*fn)(void *ctx,
    const struct pv_cells *cells, struct pv_err *err), void *ctx,
    struct pv_err *err);

/*
 * Bring the table behind the view `portability` up to date: only agreements
 * whose texts changed are asked again.
 */
PV_NODISCARD enum pv_rc portfolio_fill(struct pv_store *s,
    struct pv_err *err);

#endif
