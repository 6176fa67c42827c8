/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_CACHE_H
#define PV_CLI_CACHE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/*
 * Compiled rule packs that were kept: in the folder $PROVISO_CACHE (empty:
 * nothing is kept), else proviso/ in $XDG_CACHE_HOME or ~/.cache.  That nothing
 * is kept there, or cannot be, is never an error.
 */

/*
 * The file for the packs with these paths, each ended by a NUL.  False when
 * nothing is kept.
 */
bool cache_path(struct pv_span paths, struct pv_buf *out);

/*
 * Open a file that the program may be given rules by: it belongs to this user
 * or to root, and nobody else may write it.  -1 when there is none.
 */
int cache_open(const char *path);

/*
 * Keep bytes in a file that cache_path() told, and no more than some such
 * files.  False when that did not work.
 */
bool cache_keep(const char *path, struct pv_span bytes);

/* Write a file that cache_open() will take, whole or not at all. */
PV_NODISCARD enum pv_rc cache_write(const char *path, struct pv_span bytes,
    unsigned mode, struct pv_err *err);

#endif
