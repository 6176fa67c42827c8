/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_REPORT_NEWS_H
#define PV_CLI_REPORT_NEWS_H

#include "cli/cli.h"
#include "store/store.h"
#include "view/report.h"

/*
 * The changes of r, which count findings alone, as a comparison of the texts
 * tells them: of the same agreements, from the oldest of their dates on, the
 * latest first.  What they hold is in the arena.
 */
PV_NODISCARD enum pv_rc report_news(struct cli *c, struct pv_store *s,
    struct pv_arena *arena, struct pv_report *r, struct pv_err *err);

#endif
