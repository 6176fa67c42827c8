/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD, strdup */
#endif
#include "cli/data.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

#ifndef PV_DATADIR
#define PV_DATADIR "/usr/local/share/proviso"
#endif

static bool
is_dir(const char *path)
{
	struct stat sb;

	return path != NULL && stat(path, &sb) == 0 && S_ISDIR(sb.st_mode);
}

/*
 * The folder that the running program stands in, with its slash; false when
 * the system does not tell.
 */
static bool
program_dir(struct pv_buf *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	if (n <= 0 || (size_t)n >= sizeof(path))
		return false;
	while (n > 0 && path[n - 1] != '/')
		n--;
	pv_buf_clear(out);
	pv_buf_add(out, path, (size_t)n);
	return !out->failed;
}

/*
 * A program in a build tree has the data beside it, or above it (libtool's
 * .libs); one that was installed never has.
 */
static bool
beside_program(const char *kind, struct pv_buf *out)
{
	static const char *const ways[] = { "", "../" };
	size_t i, len;

	if (!program_dir(out))
		return false;
	len = out->len;
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		out->len = len;
		pv_buf_str(out, ways[i]);
		pv_buf_str(out, "configure.ac");
		if (out->failed || access(out->ptr, F_OK) != 0)
			continue;
		out->len = len;
		pv_buf_str(out, ways[i]);
		pv_buf_str(out, kind);
		if (!out->failed && is_dir(out->ptr))
			return true;
	}
	/* ../rules next to bin/, wherever the whole was copied to */
	out->len = len;
	pv_buf_str(out, "../");
	pv_buf_str(out, kind);
	return !out->failed && is_dir(out->ptr);
}

void
data_dir(const char *envvar, const char *kind, struct pv_buf *out)
{
	const char *env = getenv(envvar);

	pv_buf_clear(out);
	if (env != NULL && env[0] != '\0') {
		pv_buf_str(out, env);
	} else if (!beside_program(kind, out)) {
		pv_buf_clear(out);
		pv_buf_str(out, PV_DATADIR "/");
		pv_buf_str(out, kind);
	}
	if (out->len == 0 || out->ptr[out->len - 1] != '/')
		pv_buf_char(out, '/');
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
data_names_free(struct pv_vec *names)
{
	size_t i;

	for (i = 0; i < names->len; i++)
		free(*PV_VEC_AT(names, char *, i));
	pv_vec_release(names);
}

enum pv_rc
data_names(const char *dir, const char *suffix, struct pv_vec *out,
    struct pv_err *err)
{
	DIR *d = opendir(dir);
	const struct dirent *e;
	char *name;

	if (d == NULL)
		return pv_fail_errno(err, PV_EIO, "E-OPEN", errno,
		    "cannot open folder '%s'", dir);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.' || !pv_span_ends(
		    pv_span_str(e->d_name), pv_span_str(suffix)))
			continue;
		name = strdup(e->d_name);
		if (name == NULL || !pv_vec_add(out, &name)) {
			free(name);
			closedir(d);
			return pv_fail_nomem(err);
		}
	}
	closedir(d);
	if (out->len > 0)
		qsort(out->ptr, out->len, sizeof(char *), by_bytes);
	return PV_OK;
}

enum pv_rc
data_each(const char *dir, const char *suffix,
    enum pv_rc (*each)(void *ctx, struct pv_span path, struct pv_err *err),
    void *ctx, struct pv_err *err)
{
	struct pv_vec names = PV_VEC_INIT(char *);
	struct pv_buf path = PV_BUF_INIT;
	enum pv_rc rc = data_names(dir, suffix, &names, err);
	size_t i;

	for (i = 0; i < names.len && rc == PV_OK; i++) {
		pv_buf_clear(&path);
		pv_buf_str(&path, dir);
		if (path.len > 0 && path.ptr[path.len - 1] != '/')
			pv_buf_char(&path, '/');
		pv_buf_str(&path, *PV_VEC_AT(&names, char *, i));
		rc = path.failed ? pv_fail_nomem(err) :
		    each(ctx, pv_buf_view(&path), err);
	}
	pv_buf_release(&path);
	data_names_free(&names);
	return rc;
}

enum pv_rc
data_read(const char *path, uint64_t max, struct pv_buf *out,
    struct pv_err *err)
{
	struct pv_io_limits lim = { max, true };
	enum pv_rc rc;
	int fd;

	rc = pv_io_open(AT_FDCWD, path, &lim, &fd, NULL, err);
	if (rc != PV_OK)
		return rc;
	rc = pv_io_read_all(fd, max, out, err);
	close(fd);
	return rc;
}
