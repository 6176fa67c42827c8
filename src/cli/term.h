/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_TERM_H
#define PV_CLI_TERM_H

#include <stdbool.h>

#include "cli/opts.h"

/*
 * Should standard output be coloured?  --color decides, then NO_COLOR,
 * CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb, then whether it is a terminal.
 */
bool term_color(enum when when);

/* Columns to fill: $COLUMNS, those of the terminal, or 80. */
unsigned term_width(void);

#endif
