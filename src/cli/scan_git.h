/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_SCAN_GIT_H
#define PV_CLI_SCAN_GIT_H

#include "cli/scan.h"

/*
 * Scan what a repository recorded: each change of a file is a document,
 * "REPO@COMMIT:PATH", whose date is its commit's.  A file is an agreement
 * under its latest path, unless its folder holds the versions of one
 * (cli/key.h).  A content is read once; where it comes back it is a version
 * of its own.
 */
PV_NODISCARD enum pv_rc scan_git(struct scan *s, const char *repo,
    struct pv_err *err);

#endif
