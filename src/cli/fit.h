/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_FIT_H
#define PV_CLI_FIT_H

#include "cli/cli.h"
#include "rule/rule.h"

/* `rules fit`: fit weights for provisions to labelled text. */
enum status fit_run(struct cli *c, const struct pv_rules *r, int argc,
    char **argv);

#endif
