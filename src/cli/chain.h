/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_CHAIN_H
#define PV_CLI_CHAIN_H

#include "cli/cli.h"
#include "diff/history.h"
#include "store/store.h"

/*
 * Load versions of one agreement out of the store into a chain.  Rules that
 * hit a limit when they were tagged make the run incomplete; that they were
 * tagged with different rules is a warning (W-RULES).
 */
PV_NODISCARD enum pv_rc chain_load(struct cli *c, struct pv_store *s,
    const struct pv_series_item *items, size_t n, struct pv_chain *chain,
    struct pv_err *err);

#endif
