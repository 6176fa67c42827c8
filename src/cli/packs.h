/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_PACKS_H
#define PV_CLI_PACKS_H

#include "base/err.h"
#include "cli/cli.h"
#include "rule/rule.h"

/*
 * Compile the rule packs of this run: every *.yaml of the default folder, with
 * those of --rules added.  A file replaces the default pack of the same name;
 * a folder replaces the default folder.  `extra` are further operands of the
 * same kind (may be NULL).  Faults are printed as they are found.
 */
PV_NODISCARD enum pv_rc packs_load(const struct cli *c, char **extra,
    int nextra, struct pv_rules **out, struct pv_err *err);

/*
 * Make a file, unless it is that already, with what packs_load() would compile:
 * all rules, and for good.  It is taken in the place of the packs when it stands
 * beside the folder of the installed ones, named rules.compiled.
 */
PV_NODISCARD enum pv_rc packs_compile(const struct cli *c, char **extra,
    int nextra, const char *path, struct pv_err *err);

/* Faults of packs and of gold, for pv_rules_opts.message: on standard error. */
void packs_message(void *ctx, struct pv_span text);

#endif
