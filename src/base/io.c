/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* openat and O_CLOEXEC under any -std */
#endif
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define CHUNK ((size_t)64 * 1024)

#ifdef __APPLE__
#define st_mtim st_mtimespec
#endif

static enum pv_rc
fail_type(struct pv_err *err, mode_t mode)
{
	const char *kind = "not a regular file";

	if (S_ISDIR(mode))
		kind = "is a directory";
	else if (S_ISFIFO(mode))
		kind = "is a named pipe";
	else if (S_ISSOCK(mode))
		kind = "is a socket";
	else if (S_ISCHR(mode) || S_ISBLK(mode))
		kind = "is a device";
	return pv_fail(err, PV_EINPUT, "E-TYPE", "%s", kind);
}

static enum pv_rc
fail_open(struct pv_err *err, int no)
{
	if (no == EACCES || no == EPERM)
		return pv_fail_errno(err, PV_EIO, "E-PERM", no, "cannot open");
	if (no == ELOOP)
		return pv_fail_errno(err, PV_EIO, "E-LOOP", no, "cannot open");
	return pv_fail_errno(err, PV_EIO, "E-OPEN", no, "cannot open");
}

/*
 * Why open() failed, more exactly than errno says: with O_NOFOLLOW a loop and
 * a plain link look alike, and systems disagree about the number; a socket
 * answers ENXIO.  Looking at what the link points to opens nothing.
 */
static enum pv_rc
refused(int dirfd, const char *path, int no, bool follow, struct pv_err *err)
{
	struct stat sb;
	bool link;

	if (no == EACCES || no == EPERM ||
	    fstatat(dirfd, path, &sb, AT_SYMLINK_NOFOLLOW) != 0)
		return fail_open(err, no);
	link = S_ISLNK(sb.st_mode);
	if (link && fstatat(dirfd, path, &sb, 0) != 0)
		return fail_open(err, errno);
	if (!S_ISREG(sb.st_mode))
		return fail_type(err, sb.st_mode);
	if (link && !follow)
		return pv_fail(err, PV_EINPUT, "E-LINK",
		    "is a symbolic link (not followed)");
	return fail_open(err, no);
}

/* PV_OK when it is what was asked for. */
static enum pv_rc
examine(const struct stat *sb, const struct pv_io_limits *lim,
    struct pv_io_stat *st, struct pv_err *err)
{
	if (!S_ISREG(sb->st_mode))
		return fail_type(err, sb->st_mode);
	if ((uint64_t)sb->st_size > lim->max_size)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "too large: %llu bytes, at most %llu are read",
		    (unsigned long long)sb->st_size,
		    (unsigned long long)lim->max_size);
	st->size = (uint64_t)sb->st_size;
	st->mtime_ns = (uint64_t)sb->st_mtim.tv_sec * 1000000000u +
	    (uint64_t)sb->st_mtim.tv_nsec;
	st->dev = (uint64_t)sb->st_dev;
	st->ino = (uint64_t)sb->st_ino;
	return PV_OK;
}

static enum pv_rc
fail_examine(struct pv_err *err)
{
	return pv_fail_errno(err, PV_EIO, "E-OPEN", errno, "cannot examine");
}

enum pv_rc
pv_io_open(int dirfd, const char *path, const struct pv_io_limits *lim,
    int *fd, struct pv_io_stat *st, struct pv_err *err)
{
	int flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	struct pv_io_stat unused;
	struct stat sb;
	enum pv_rc rc;
	int got;

	if (!lim->follow)
		flags |= O_NOFOLLOW;
	do
		got = openat(dirfd, path, flags);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return refused(dirfd, path, errno, lim->follow, err);
	rc = fstat(got, &sb) != 0 ? fail_examine(err) :
	    examine(&sb, lim, st != NULL ? st : &unused, err);
	if (rc != PV_OK) {
		close(got);
		return rc;
	}
	*fd = got;
	return PV_OK;
}

enum pv_rc
pv_io_look(int dirfd, const char *path, const struct pv_io_limits *lim,
    struct pv_io_stat *st, struct pv_err *err)
{
	struct stat sb;

	if (fstatat(dirfd, path, &sb, lim->follow ? 0 :
	    AT_SYMLINK_NOFOLLOW) != 0)
		return fail_examine(err);
	return examine(&sb, lim, st, err);
}

/* May the call be made again?  Waits when fd was left non-blocking. */
static bool
again(int fd, short events)
{
	struct pollfd p = { fd, events, 0 };

	if (errno == EINTR)
		return true;
	if (errno != EAGAIN)
		return false;
	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

/* Room for a regular file at once, so that reading it does not copy. */
static size_t
first_room(int fd, uint64_t max)
{
	struct stat sb;

	if (fstat(fd, &sb) != 0 || !S_ISREG(sb.st_mode) || sb.st_size <= 0 ||
	    (uint64_t)sb.st_size > max || (uint64_t)sb.st_size >= SIZE_MAX / 2)
		return CHUNK;
	return (size_t)sb.st_size + 1;
}

enum pv_rc
pv_io_read_all(int fd, uint64_t max, struct pv_buf *out, struct pv_err *err)
{
	size_t want = first_room(fd, max);
	uint64_t total = 0;
	ssize_t n;

	for (;;) {
		if (!pv_buf_reserve(out, want))
			return pv_fail_nomem(err);
		n = read(fd, out->ptr + out->len, want);
		if (n == 0)
			return PV_OK;
		if (n < 0 && again(fd, POLLIN))
			continue;
		if (n < 0)
			return pv_fail_errno(err, PV_EIO, "E-READ", errno,
			    "cannot read");
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
		total += (uint64_t)n;
		if (total > max)
			return pv_fail(err, PV_EINPUT, "E-SIZE",
			    "too large: at most %llu bytes are read",
			    (unsigned long long)max);
		want = out->cap - out->len - 1;
		if (want == 0)
			want = CHUNK;
	}
}

enum pv_rc
pv_io_write_all(int fd, struct pv_span s, struct pv_err *err)
{
	size_t done = 0;
	ssize_t n;

	while (done < s.len) {
		n = write(fd, s.ptr + done, s.len - done);
		if (n >= 0)
			done += (size_t)n;
		else if (!again(fd, POLLOUT))
			return pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
			    "cannot write");
	}
	return PV_OK;
}

void
pv_io_close_from(int from)
{
	long max;
	int fd;

#ifdef SYS_close_range
	if (syscall(SYS_close_range, (unsigned)from, ~0u, 0) == 0)
		return;
#endif
	max = sysconf(_SC_OPEN_MAX);
	for (fd = from; fd < max; fd++)
		close(fd);
}
