/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_AMENDED_H
#define PV_CLI_AMENDED_H

#include "cli/cli.h"
#include "cli/reader.h"
#include "model/conform.h"

/* An agreement with its amendments, read and applied. */
struct amended {
	size_t count;               /* files, the base first */
	struct reading *r;
	struct pv_span *files;      /* their names, borrowed */
	struct pv_conformed *conformed;
};

/*
 * Read the files, apply all but the first to it and tell on standard error
 * what was flagged, which is then also found.  STATUS_OK, or after a message
 * what to exit with.
 */
enum status amended_read(struct cli *c, char **paths, size_t n,
    struct amended *a);
void amended_release(struct amended *a);

/*
 * The conformed text as a file: a descriptor and the path that leads to it
 * while it is open.
 */
#define AMENDED_PATH 32
PV_NODISCARD enum pv_rc amended_open(const struct amended *a, int *fd,
    char path[AMENDED_PATH], struct pv_err *err);

/*
 * The file that controls each clause of the conformed text, read again; and
 * the one that took each clause of another text out of it, empty for those
 * that none did.  Owned by the caller; NULL when memory is out.
 */
struct pv_span *amended_controls(const struct amended *a,
    const struct pv_version *v);
struct pv_span *amended_removers(const struct amended *a,
    const struct pv_version *v);

#endif
