/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_DATA_H
#define PV_CLI_DATA_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

/*
 * Data files of the program: rule packs and queries.  They are looked for in
 * $ENVVAR, else in ../KIND next to a program that is not installed, else in
 * the installed folder.
 */

/* The folder of `kind` ("rules"), with a slash at its end. */
void data_dir(const char *envvar, const char *kind, struct pv_buf *out);

/*
 * Names in a folder that end in `suffix`, sorted by bytes, as char * in out;
 * free them with data_names_free().
 */
PV_NODISCARD enum pv_rc data_names(const char *dir, const char *suffix,
    struct pv_vec *out, struct pv_err *err);
void data_names_free(struct pv_vec *names);

/* Call each() with the path of every such file, in that order; NUL ends it. */
PV_NODISCARD enum pv_rc data_each(const char *dir, const char *suffix,
    enum pv_rc (*each)(void *ctx, struct pv_span path, struct pv_err *err),
    void *ctx, struct pv_err *err);

/* Append a file of at most max bytes. */
PV_NODISCARD enum pv_rc data_read(const char *path, uint64_t max,
    struct pv_buf *out, struct pv_err *err);

#endif
