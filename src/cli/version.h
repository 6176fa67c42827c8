/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_VERSION_H
#define PV_CLI_VERSION_H

#include <stdbool.h>

#include "base/buf.h"

/* "proviso 1.2.3"; with libraries and the state of the sandbox if verbose. */
void version_print(struct pv_buf *out, bool verbose);

#endif
