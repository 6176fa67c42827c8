/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_MERGE_H
#define PV_CLI_MERGE_H

#include <stddef.h>

#include "cli/cli.h"

/*
 * Merge stores into the one of --db, else into the first of paths.  Every
 * store is opened and checked before anything is changed.
 */
enum status merge_stores(struct cli *c, char **paths, size_t npaths);

#endif
