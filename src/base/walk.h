/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_WALK_H
#define PV_BASE_WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/io.h"
#include "base/span.h"

/*
 * Walks files and folders, by descriptors and not by paths, so that neither
 * depth nor a folder that is renamed meanwhile matters.  The order is that of
 * the names' bytes.  Symbolic links inside a folder are not followed: one that
 * leads to a place under the same operand is passed over (its target is met
 * anyway), any other is refused by name.  A folder is entered once, whichever
 * way it is reached.
 */
struct pv_walk;

struct pv_walk_opts {
	uint64_t max_size;          /* bytes of a file */
	bool names_only;            /* open no files */
	bool hidden;                /* also names that begin with a dot */
	bool later;                 /* files of a folder are looked at and opened
	                             * by pv_walk_open() */
};

/* A folder being read; the same serial means the same folder. */
struct pv_walk_dir {
	uint64_t serial;
	struct pv_span path;        /* as found */
	const struct pv_span *files;    /* names of its regular files, sorted */
	size_t nfiles;
};

/* Good until the next call on the walk, except for fd. */
struct pv_walk_entry {
	struct pv_span path;        /* as found; NUL-terminated */
	struct pv_span name;        /* its last component */
	const struct pv_walk_dir *dir;  /* NULL for a file named itself */
	int fd;                     /* the caller's; -1 when refused or not
	                             * opened yet */
	struct pv_io_stat st;
	bool refused;               /* see why: E-OPEN, E-PERM, E-LINK, E-LOOP,
	                             * E-TYPE, E-SIZE */
	struct pv_err why;
};

PV_NODISCARD enum pv_rc pv_walk_new(const struct pv_walk_opts *opts,
    struct pv_walk **out, struct pv_err *err);
void pv_walk_free(struct pv_walk *w); /* NULL is fine */

/* Begin with a file or folder; links that the user names are followed. */
PV_NODISCARD enum pv_rc pv_walk_start(struct pv_walk *w, const char *path,
    struct pv_err *err);

/* The next entry; *more is false when the operand is exhausted. */
PV_NODISCARD enum pv_rc pv_walk_next(struct pv_walk *w,
    struct pv_walk_entry *e, bool *more, struct pv_err *err);

/*
 * Open the entry at hand, unless it is open or refused; fd and st are set, or
 * refused and why.
 */
void pv_walk_open(const struct pv_walk *w, struct pv_walk_entry *e);

/*
 * The folder that holds the file `path`, as pv_walk_entry.dir would show it
 * (serial 0), for a file that was named itself.  NULL when it cannot be read.
 * Good until the next call of this function.
 */
const struct pv_walk_dir *pv_walk_folder_of(struct pv_walk *w,
    struct pv_span path);

#endif
