/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* mkdtemp, O_DIRECTORY */
#endif
#include "cli/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum pv_rc
scratch_make(const char *parent, struct pv_buf *path, struct pv_err *err)
{
	pv_buf_printf(path, "%s/proviso-XXXXXX", parent);
	if (path->failed)
		return pv_fail_nomem(err);
	if (mkdtemp(path->ptr) != NULL)
		return PV_OK;
	pv_buf_release(path);
	return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
	    "cannot make a folder in %s", parent);
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static DIR *
open_folder(int at, const char *name)
{
	int fd;
	DIR *d;

	fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
	    O_CLOEXEC);
	/* closed to us, too: nothing else is in there any more to race with */
	if (fd < 0 && errno == EACCES && fchmodat(at, name, 0700, 0) == 0)
		fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW |
		    O_CLOEXEC);
	/* what is in it must be removable */
	d = fd < 0 || fchmod(fd, 0700) != 0 ? NULL : fdopendir(fd);
	if (d == NULL && fd >= 0)
		close(fd);
	return d;
}

/*
 * Move what is in a folder of `root` up into it, under new names, so that
 * depth needs neither recursion nor long paths: each entry moves once.
 */
static void
hoist(int root, const char *name, uint64_t *serial)
{
	DIR *d = open_folder(root, name);
	struct dirent *e;
	char to[32];

	if (d == NULL)
		return;
	while ((e = readdir(d)) != NULL) {
		if (is_dots(e->d_name))
			continue;
		snprintf(to, sizeof(to), "~%llu",
		    (unsigned long long)++*serial);
		if (renameat(dirfd(d), e->d_name, root, to) != 0)
			break;
	}
	closedir(d);
}

/* Remove what is in `d`; true when there was something and it went. */
static bool
sweep(DIR *d, uint64_t *serial)
{
	bool moved = false;
	struct dirent *e;
	int root = dirfd(d);

	rewinddir(d);
	while ((e = readdir(d)) != NULL) {
		if (is_dots(e->d_name))
			continue;
		if (unlinkat(root, e->d_name, 0) != 0 &&
		    unlinkat(root, e->d_name, AT_REMOVEDIR) != 0) {
			hoist(root, e->d_name, serial);
			if (unlinkat(root, e->d_name, AT_REMOVEDIR) != 0)
				continue;
		}
		moved = true;
	}
	return moved;
}

void
scratch_remove(const char *path)
{
	DIR *d = open_folder(AT_FDCWD, path);
	uint64_t serial = 0;

	if (d != NULL) {
		while (sweep(d, &serial))
			;
		closedir(d);
	}
	(void)rmdir(path);
}
