/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_PROGRESS_H
#define PV_CLI_PROGRESS_H

#include <stdint.h>

/*
 * A bar on standard error, drawn only when that is a terminal.  total 0: not
 * known.  Messages are printed above it.
 */
void progress_start(uint64_t total);
void progress_step(void);
void progress_more(uint64_t n); /* than was expected */
void progress_end(void);

#endif
