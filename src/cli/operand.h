/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_OPERAND_H
#define PV_CLI_OPERAND_H

#include <stdint.h>

#include "cli/cli.h"

/*
 * Open a file that the user named, at its start: a regular file, "-" for
 * standard input, or a named pipe such as <(command) makes.  What cannot be
 * read twice is read into memory, up to --max-size; a pipe that nobody writes
 * to is refused.  E-OPEN, E-PERM, E-LOOP, E-TYPE, E-SIZE, E-READ, E-TIMEOUT.
 */
PV_NODISCARD enum pv_rc operand_open(const struct cli *c, const char *path,
    int *fd, struct pv_err *err);

/*
 * Another descriptor of the same bytes with an offset of its own, at the
 * start; `fd` must be one that can be read twice.
 */
PV_NODISCARD enum pv_rc operand_again(int fd, int *again,
    struct pv_err *err);

#endif
