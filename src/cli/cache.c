/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* mkostemp, O_CLOEXEC */
#endif
#include "cli/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/io.h"
#include "cli/data.h"

#define SUFFIX ".rules"
#define FILES_MAX 8             /* kept at a time */
#define STALE_SECONDS 3600      /* a file that nobody finished */

static bool
is_given(const char *value)
{
	return value != NULL && value[0] != '\0';
}

/* The folder, with a slash at its end; false when there is none. */
static bool
folder(struct pv_buf *out)
{
	const char *own = getenv("PROVISO_CACHE");
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (own != NULL) {
		pv_buf_str(out, own);
		if (own[0] != '\0')
			pv_buf_char(out, '/');
		return own[0] != '\0' && !out->failed;
	}
	/* the XDG specification ignores relative paths */
	if (is_given(xdg) && xdg[0] == '/') {
		pv_buf_str(out, xdg);
	} else if (is_given(home) && home[0] == '/') {
		pv_buf_str(out, home);
		pv_buf_str(out, "/.cache");
	} else {
		return false;
	}
	pv_buf_str(out, "/proviso/");
	return !out->failed;
}

/* Whether one of the paths means something else elsewhere. */
static bool
has_relative(struct pv_span paths)
{
	size_t i;

	for (i = 0; i < paths.len; i++)
		if ((i == 0 || paths.ptr[i - 1] == '\0') &&
		    paths.ptr[i] != '/')
			return true;
	return false;
}

bool
cache_path(struct pv_span paths, struct pv_buf *out)
{
	struct pv_buf all = PV_BUF_INIT;
	char here[PATH_MAX] = "";

	if (!folder(out) || (has_relative(paths) &&
	    getcwd(here, sizeof(here)) == NULL))
		return false;
	pv_buf_str(&all, here);
	pv_buf_span(&all, paths);
	pv_buf_printf(out, "%016llx" SUFFIX,
	    (unsigned long long)pv_hash64(pv_buf_view(&all)));
	out->failed |= all.failed;
	pv_buf_release(&all);
	return !out->failed;
}

int
cache_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	struct stat sb;

	if (fd < 0)
		return -1;
	if (fstat(fd, &sb) == 0 && S_ISREG(sb.st_mode) &&
	    (sb.st_uid == 0 || sb.st_uid == geteuid()) &&
	    (sb.st_mode & (S_IWGRP | S_IWOTH)) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Make the folders of a path that are missing. */
static void
make_folders(const char *path)
{
	struct pv_buf part = PV_BUF_INIT;
	const char *slash;

	for (slash = strchr(path + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		pv_buf_clear(&part);
		pv_buf_add(&part, path, (size_t)(slash - path));
		if (!part.failed)
			(void)mkdir(part.ptr, 0700);
	}
	pv_buf_release(&part);
}

enum pv_rc
cache_write(const char *path, struct pv_span bytes, unsigned mode,
    struct pv_err *err)
{
	struct pv_buf part = PV_BUF_INIT;
	enum pv_rc rc;
	int fd;

	pv_buf_printf(&part, "%s.XXXXXX", path);
	if (part.failed)
		return pv_fail_nomem(err);
	fd = mkostemp(part.ptr, O_CLOEXEC);
	if (fd < 0) {
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
		pv_buf_release(&part);
		return rc;
	}
	rc = pv_io_write_all(fd, bytes, err);
	if (rc == PV_OK && fchmod(fd, (mode_t)mode) != 0)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (close(fd) != 0 && rc == PV_OK)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot write");
	if (rc == PV_OK && rename(part.ptr, path) != 0)
		rc = pv_fail_errno(err, PV_EIO, "E-WRITE", errno,
		    "cannot rename");
	if (rc != PV_OK)
		(void)unlink(part.ptr);
	pv_buf_release(&part);
	return rc;
}

/* What is in the folder, to see what must go. */
struct sweep {
	struct pv_buf oldest;   /* of the finished files */
	time_t when, now;
	size_t count;
};

static enum pv_rc
sweep_file(void *ctx, struct pv_span path, struct pv_err *err)
{
	struct sweep *s = ctx;
	struct stat sb;

	(void)err;
	if (lstat(path.ptr, &sb) != 0 || !S_ISREG(sb.st_mode))
		return PV_OK;
	if (!pv_span_ends(path, PV_SPAN(SUFFIX))) {
		/* what a run was about to write when it was killed */
		if (pv_span_find(path, PV_SPAN(SUFFIX ".")) < path.len &&
		    s->now - sb.st_mtime > STALE_SECONDS)
			(void)unlink(path.ptr);
		return PV_OK;
	}
	if (s->count++ == 0 || sb.st_mtime < s->when) {
		s->when = sb.st_mtime;
		pv_buf_clear(&s->oldest);
		pv_buf_span(&s->oldest, path);
	}
	return PV_OK;
}

/* One comes, the oldest goes. */
static void
sweep(void)
{
	struct sweep s = { PV_BUF_INIT, 0, time(NULL), 0 };
	struct pv_buf dir = PV_BUF_INIT;

	if (folder(&dir) &&
	    data_each(dir.ptr, "", sweep_file, &s, NULL) == PV_OK &&
	    s.count > FILES_MAX && !s.oldest.failed)
		(void)unlink(s.oldest.ptr);
	pv_buf_release(&s.oldest);
	pv_buf_release(&dir);
}

bool
cache_keep(const char *path, struct pv_span bytes)
{
	make_folders(path);
	if (cache_write(path, bytes, S_IRUSR | S_IWUSR, NULL) != PV_OK)
		return false;
	sweep();
	return true;
}
