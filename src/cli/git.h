/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_GIT_H
#define PV_CLI_GIT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "cli/opts.h"

/*
 * The program git, as a reader of a repository that a stranger may have made.
 * It runs locked in (base/child.h): without network, with no path that it
 * could write to.  Only commands that show objects are run; neither the
 * user's configuration nor hooks, monitors, pagers, external diffs, filters,
 * signature checks, replaced objects or fetches of missing ones come into
 * play.  E-GIT: it is not there, or it failed.
 */
struct git {
	const struct opts *opt;
	struct pv_buf program;      /* path */
	struct pv_buf dir;          /* of the repository, absolute */
};

/* path: a repository, bare or with its files around it. */
PV_NODISCARD enum pv_rc git_open(struct git *g, const struct opts *opt,
    const char *path, struct pv_err *err);
void git_release(struct git *g);

/* A git that runs, and what it prints. */
struct git_pipe {
	pid_t pid;
	int fd;
	int idle_ms;                /* to wait for more; -1 = any */
	struct pv_buf buf;
	size_t at;                  /* in buf: what was not taken yet */
	uint64_t left;              /* bytes that may still come */
	bool ended;
};

/*
 * Run `git WORD...`, ended by NULL, with input on its standard input; `most`
 * bytes of output are read.
 */
PV_NODISCARD enum pv_rc git_start(const struct git *g,
    const char *const *words, struct pv_span input, uint64_t most,
    struct git_pipe *p, struct pv_err *err);

/*
 * The next bytes up to `end`, which is taken and left out; *more is false at
 * the end.  Good until the next call.
 */
PV_NODISCARD enum pv_rc git_field(struct git_pipe *p, char end,
    struct pv_span *out, bool *more, struct pv_err *err);

/* The next `len` bytes, which must come.  Good until the next call. */
PV_NODISCARD enum pv_rc git_bytes(struct git_pipe *p, size_t len,
    struct pv_span *out, struct pv_err *err);

/* Everything was read: did it end well? */
PV_NODISCARD enum pv_rc git_end(struct git_pipe *p, struct pv_err *err);

/* End it, whatever it does; after git_end() nothing is left to do. */
void git_stop(struct git_pipe *p);

#endif
