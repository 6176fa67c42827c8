/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* memfd_create, AT_FDCWD */
#endif
#include "cli/operand.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

#define CHUNK ((size_t)64 * 1024)
#define WRITER_MS 1000  /* for somebody to begin to write to a named pipe */

/* A stream on its way into memory. */
struct spool {
	int from, to;
	uint64_t max, total;
	int idle_ms;                /* for more to come; -1 = any */
	bool named;                 /* a pipe that may have no writer yet */
};

/* Wait for more; false when nothing came in time or the pipe is idle. */
static bool
wait_more(int fd, int ms)
{
	struct pollfd p = { fd, POLLIN, 0 };
	int rc;

	do
		rc = poll(&p, 1, ms);
	while (rc < 0 && errno == EINTR);
	return rc > 0;
}

/*
 * read(), but a pipe without a writer is given a moment to get one: 0 bytes
 * mean that there was one, or that there is none.
 */
static ssize_t
read_some(struct spool *s, char *buf)
{
	ssize_t n = read(s->from, buf, CHUNK);

	if (n != 0 || !s->named || s->total > 0)
		return n;
	if (wait_more(s->from, WRITER_MS))
		s->named = false;       /* somebody came, and may have left */
	return read(s->from, buf, CHUNK);
}

static enum pv_rc
keep(struct spool *s, const char *buf, size_t n, struct pv_err *err)
{
	s->total += n;
	if (s->total > s->max)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "too large: at most %llu bytes are read",
		    (unsigned long long)s->max);
	return pv_io_write_all(s->to, pv_span(buf, n), err);
}

static enum pv_rc
pump(struct spool *s, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	char buf[CHUNK];
	ssize_t n;

	while (rc == PV_OK) {
		n = read_some(s, buf);
		if (n > 0)
			rc = keep(s, buf, (size_t)n, err);
		else if (n == 0)
			break;
		else if (errno == EAGAIN && !wait_more(s->from, s->idle_ms))
			return pv_fail(err, PV_EINPUT, "E-TIMEOUT",
			    "nothing came within the time limit");
		else if (errno != EINTR && errno != EAGAIN)
			return pv_fail_errno(err, PV_EIO, "E-READ", errno,
			    "cannot read");
	}
	if (rc == PV_OK && s->total == 0 && s->named)
		return pv_fail(err, PV_EINPUT, "E-TYPE",
		    "is a named pipe that nobody writes to");
	return rc;
}

/* The rest of a stream as a file in memory, at its start. */
static enum pv_rc
spool(struct spool *s, int *fd, struct pv_err *err)
{
	enum pv_rc rc;

	s->to = memfd_create("input", MFD_CLOEXEC);
	if (s->to < 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot keep the input in memory");
	rc = pump(s, err);
	if (rc == PV_OK && lseek(s->to, 0, SEEK_SET) != 0)
		rc = pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot rewind");
	if (rc == PV_OK)
		*fd = s->to;
	else
		close(s->to);
	return rc;
}

static enum pv_rc
open_stdin(const struct cli *c, int *fd, struct pv_err *err)
{
	struct spool s = { .from = STDIN_FILENO, .max = c->opt.max_size,
		.idle_ms = -1 };
	struct stat sb;

	if (fstat(STDIN_FILENO, &sb) == 0 && S_ISREG(sb.st_mode) &&
	    lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
		*fd = dup(STDIN_FILENO);
	else
		return spool(&s, fd, err);
	if (*fd < 0)
		return pv_fail_errno(err, PV_EIO, "E-OPEN", errno,
		    "cannot read standard input");
	return PV_OK;
}

static enum pv_rc
open_pipe(const struct cli *c, const char *path, int *fd, struct pv_err *err)
{
	struct spool s = { .max = c->opt.max_size, .named = true,
		.idle_ms = c->opt.timeout_ms == 0 ? -1 :
		(int)c->opt.timeout_ms };
	struct stat sb;
	enum pv_rc rc;

	s.from = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (s.from < 0)
		return pv_fail_errno(err, PV_EIO, "E-OPEN", errno,
		    "cannot open");
	/* it may have been replaced since it was looked at */
	if (fstat(s.from, &sb) != 0 || !S_ISFIFO(sb.st_mode))
		rc = pv_fail(err, PV_EINPUT, "E-TYPE", "not a regular file");
	else
		rc = spool(&s, fd, err);
	close(s.from);
	return rc;
}

enum pv_rc
operand_open(const struct cli *c, const char *path, int *fd,
    struct pv_err *err)
{
	struct pv_io_limits lim = { c->opt.max_size, true };
	struct stat sb;

	if (strcmp(path, "-") == 0)
		return open_stdin(c, fd, err);
	if (stat(path, &sb) == 0 && S_ISFIFO(sb.st_mode))
		return open_pipe(c, path, fd, err);
	return pv_io_open(AT_FDCWD, path, &lim, fd, NULL, err);
}

/* Without /proc, or without the right to open it anew: a copy. */
static enum pv_rc
copy(int fd, int *again, struct pv_err *err)
{
	int to = memfd_create("input", MFD_CLOEXEC);
	enum pv_rc rc = PV_OK;
	char buf[CHUNK];
	off_t at = 0;
	ssize_t n;

	if (to < 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot keep the input in memory");
	while (rc == PV_OK && (n = pread(fd, buf, sizeof(buf), at)) > 0) {
		rc = pv_io_write_all(to, pv_span(buf, (size_t)n), err);
		at += n;
	}
	if (rc == PV_OK && lseek(to, 0, SEEK_SET) != 0)
		rc = pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot rewind");
	if (rc == PV_OK)
		*again = to;
	else
		close(to);
	return rc;
}

enum pv_rc
operand_again(int fd, int *again, struct pv_err *err)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	*again = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
	return *again >= 0 ? PV_OK : copy(fd, again, err);
}
