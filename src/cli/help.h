/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_HELP_H
#define PV_CLI_HELP_H

#include "base/buf.h"
#include "cli/cli.h"

void help_program(struct pv_buf *out);
void help_command(struct pv_buf *out, const struct cmd *cmd);

#endif
