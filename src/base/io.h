/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_IO_H
#define PV_BASE_IO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/*
 * Open a regular file for reading: never blocks on a FIFO, never follows the
 * last symbolic link unless follow is set, refuses what is not a regular file
 * or is larger than max_size bytes (UINT64_MAX: any size).  dirfd may be
 * AT_FDCWD; st may be NULL.  Codes: E-OPEN, E-PERM, E-LOOP (PV_EIO), E-LINK,
 * E-TYPE, E-SIZE (PV_EINPUT).  Messages do not repeat the path.
 */
struct pv_io_limits {
	uint64_t max_size;    /* bytes */
	bool follow;          /* follow symbolic links */
};

/* What decides whether a file changed since it was last read. */
struct pv_io_stat {
	uint64_t size, mtime_ns, dev, ino;
};

PV_NODISCARD enum pv_rc pv_io_open(int dirfd, const char *path,
    const struct pv_io_limits *lim, int *fd, struct pv_io_stat *st,
    struct pv_err *err);

/*
 * The same without opening it: PV_OK when pv_io_open() would have taken the
 * file at this moment; any other answer is for pv_io_open() to explain.
 */
PV_NODISCARD enum pv_rc pv_io_look(int dirfd, const char *path,
    const struct pv_io_limits *lim, struct pv_io_stat *st,
    struct pv_err *err);

/* Read fd to its end, at most max bytes; appends to out. E-READ, E-SIZE. */
PV_NODISCARD enum pv_rc pv_io_read_all(int fd, uint64_t max,
    struct pv_buf *out, struct pv_err *err);

/* Write all of s to fd, restarting on EINTR and short writes. E-WRITE. */
PV_NODISCARD enum pv_rc pv_io_write_all(int fd, struct pv_span s,
    struct pv_err *err);

/* Close every descriptor from `from` up; for a process just forked. */
void pv_io_close_from(int from);

#endif
