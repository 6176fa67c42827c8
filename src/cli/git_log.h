/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_GIT_LOG_H
#define PV_CLI_GIT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/vec.h"
#include "cli/git.h"

/*
 * What a repository recorded of its files, up to its HEAD.  Commits are taken
 * one after the other, parents first; whatever a commit, or a merge against
 * any of its parents, makes of a file is a change unless the file was so just
 * before.  A file that git finds renamed goes on, and so does one that was
 * away for a while.
 */
struct git_commit {
	struct pv_span id;          /* hexadecimal */
	struct pv_span date;        /* ISO date, where it was committed */
	uint64_t time;              /* seconds since 1970 */
};

/* One file over its life. */
struct git_file {
	struct pv_span path;        /* the latest; NUL-terminated */
	bool there;                 /* at HEAD */
	bool wanted;                /* for the caller */
};

struct git_change {
	uint32_t commit, file;
	struct pv_span path;        /* as it was then; NUL-terminated */
	struct pv_span blob;        /* hexadecimal */
};

struct git_log {
	struct pv_arena *arena;
	struct pv_vec commits;      /* struct git_commit */
	struct pv_vec files;        /* struct git_file */
	struct pv_vec changes;      /* struct git_change */
};

/* E-GIT, E-SIZE: too many; E-TIMEOUT. */
PV_NODISCARD enum pv_rc git_log_read(const struct git *g,
    struct git_log *log, struct pv_err *err);
void git_log_free(struct git_log *log);

#endif
