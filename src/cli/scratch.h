/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_SCRATCH_H
#define PV_CLI_SCRATCH_H

#include "base/buf.h"
#include "base/err.h"

/* A new folder in `parent` that nobody else can enter; its path in *path. */
PV_NODISCARD enum pv_rc scratch_make(const char *parent, struct pv_buf *path,
    struct pv_err *err);

/*
 * Remove a folder and what is in it, however deep, by descriptors and without
 * following links: what filled it is not trusted.
 */
void scratch_remove(const char *path);

#endif
