/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_SCORE_H
#define PV_CLI_SCORE_H

#include "cli/cli.h"
#include "rule/score.h"
#include "rule/score_cuad.h"

/* `rules score`: measure the rules against labelled text. */
enum status score_run(struct cli *c, const struct pv_rules *r, int argc,
    char **argv);

/* Print what was counted, in the format of the run. */
PV_NODISCARD enum pv_rc score_print_cuad(struct cli *c,
    const struct pv_cuad_score *s, struct pv_err *err);
PV_NODISCARD enum pv_rc score_print(struct cli *c, const struct pv_score *s,
    struct pv_err *err);

#endif
