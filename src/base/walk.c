/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_PATH, d_type */
#endif
#include "base/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/vec.h"

#define OPEN_MAX_FDS 32 /* folders kept open on the way down */

struct name {
	uint32_t off, len;
	uint8_t type;               /* DT_* */
};

/* A folder on the way down; fd is -1 while a deep walk has it closed. */
struct frame {
	int fd;
	uint64_t dev, ino;
	size_t path_len;            /* of w->path, with its slash */
	struct pv_buf bytes;        /* names, each with a NUL */
	struct pv_vec names;        /* struct name, sorted */
	struct pv_vec files;        /* struct pv_span */
	size_t at;                  /* next name */
	struct pv_walk_dir dir;
};

struct id { uint64_t dev, ino; };

struct pv_walk {
	struct pv_walk_opts opts;
	struct pv_buf path;         /* of the entry at hand */
	struct pv_vec frames;       /* struct frame */
	struct pv_buf root;         /* the operand's own path, resolved */
	bool single;                /* the operand is a file, not yet told */
	struct id *seen;            /* open-addressing set; ino 0 = free */
	size_t nseen, cap;
	uint64_t serial;
	struct frame beside;        /* for pv_walk_folder_of */
	bool has_beside;
};

enum pv_rc
pv_walk_new(const struct pv_walk_opts *opts, struct pv_walk **out,
    struct pv_err *err)
{
	struct pv_walk *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return pv_fail_nomem(err);
	w->opts = *opts;
	w->frames.elem = sizeof(struct frame);
	*out = w;
	return PV_OK;
}

static struct frame *
top(struct pv_walk *w)
{
	return w->frames.len == 0 ? NULL :
	    PV_VEC_AT(&w->frames, struct frame, w->frames.len - 1);
}

static void
frame_release(struct frame *f)
{
	if (f->fd >= 0)
		close(f->fd);
	pv_buf_release(&f->bytes);
	pv_vec_release(&f->names);
	pv_vec_release(&f->files);
}

void
pv_walk_free(struct pv_walk *w)
{
	if (w == NULL)
		return;
	for (; w->frames.len > 0; w->frames.len--)
		frame_release(top(w));
	if (w->has_beside)
		frame_release(&w->beside);
	pv_vec_release(&w->frames);
	pv_buf_release(&w->path);
	pv_buf_release(&w->root);
	free(w->seen);
	free(w);
}

/* ------------------------------------------------ folders met before */

static size_t
id_slot(const struct id *set, size_t cap, struct id id)
{
	uint64_t h = (id.ino ^ (id.dev << 32 | id.dev >> 32)) *
	    0x9e3779b97f4a7c15ull;
	size_t i = (size_t)(h >> 20) & (cap - 1);

	while (set[i].ino != 0 &&
	    (set[i].ino != id.ino || set[i].dev != id.dev))
		i = (i + 1) & (cap - 1);
	return i;
}

static bool
grow_seen(struct pv_walk *w)
{
	size_t cap = w->cap == 0 ? 64 : w->cap * 2, i;
	struct id *set = calloc(cap, sizeof(*set));

	if (set == NULL)
		return false;
	for (i = 0; i < w->cap; i++) {
		if (w->seen[i].ino != 0)
			set[id_slot(set, cap, w->seen[i])] = w->seen[i];
	}
	free(w->seen);
	w->seen = set;
	w->cap = cap;
	return true;
}

/* Remember a folder; *before says whether it was met already. */
static enum pv_rc
meet(struct pv_walk *w, struct id id, bool *before, struct pv_err *err)
{
	size_t i;

	if (w->nseen * 2 >= w->cap && !grow_seen(w))
		return pv_fail_nomem(err);
	i = id_slot(w->seen, w->cap, id);
	*before = w->seen[i].ino != 0;
	if (!*before) {
		w->seen[i] = id;
		w->nseen++;
	}
	return PV_OK;
}

/* ---------------------------------------------------- reading a folder */

static int
by_name(const void *a, const void *b, void *ctx)
{
	const struct name *x = a, *y = b;
	const char *bytes = ctx;

	return strcmp(bytes + x->off, bytes + y->off);
}

static uint8_t
type_of_mode(mode_t mode)
{
	if (S_ISREG(mode))
		return DT_REG;
	if (S_ISDIR(mode))
		return DT_DIR;
	if (S_ISLNK(mode))
		return DT_LNK;
	return DT_FIFO;         /* whatever it is, it is not read */
}

static uint8_t
type_of(int fd, const struct dirent *d)
{
	struct stat sb;

	if (d->d_type != DT_UNKNOWN)
		return d->d_type;
	if (fstatat(fd, d->d_name, &sb, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_REG;  /* opening it will tell */
	return type_of_mode(sb.st_mode);
}

static bool
wanted(const struct pv_walk *w, const char *name)
{
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return false;
	return w->opts.hidden || name[0] != '.';
}

static void
add_name(struct frame *f, const struct dirent *d)
{
	struct name *n = pv_vec_push(&f->names);

	if (n == NULL)
		return;
	n->off = (uint32_t)f->bytes.len;
	n->len = (uint32_t)strlen(d->d_name);
	n->type = type_of(f->fd, d);
	pv_buf_add(&f->bytes, d->d_name, (size_t)n->len + 1);
}

/* Sort the names, and list those of files. */
static void
finish_names(struct frame *f)
{
	const struct name *n;
	struct pv_span s;
	size_t i;

	if (f->names.len > 0)
		qsort_r(f->names.ptr, f->names.len, sizeof(struct name),
		    by_name, f->bytes.ptr);
	for (i = 0; i < f->names.len; i++) {
		n = PV_VEC_AT(&f->names, struct name, i);
		s = pv_span(f->bytes.ptr + n->off, n->len);
		if (n->type == DT_REG)
			pv_vec_add(&f->files, &s);
	}
	f->dir.files = f->files.ptr;
	f->dir.nfiles = f->files.len;
}

/* Read the names of the folder f->fd; false with errno set. */
static bool
read_names(const struct pv_walk *w, struct frame *f)
{
	int fd = openat(f->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
	const struct dirent *d;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return false;
	}
	f->names = (struct pv_vec)PV_VEC_INIT(struct name);
	f->files = (struct pv_vec)PV_VEC_INIT(struct pv_span);
	errno = 0;
	while ((d = readdir(dir)) != NULL) {
		if (wanted(w, d->d_name))
			add_name(f, d);
		if (f->bytes.len > UINT32_MAX / 2)
			break;
		errno = 0;
	}
	closedir(dir);
	if (errno != 0)
		return false;
	errno = ENOMEM;
	if (f->bytes.failed || f->names.failed)
		return false;
	finish_names(f);
	return !f->files.failed;
}

static void
refuse(struct pv_walk_entry *e, const char *code, const char *msg)
{
	e->refused = true;
	pv_fail(&e->why, PV_EINPUT, code, "%s", msg);
}

static void
refuse_errno(struct pv_walk_entry *e, int no)
{
	const char *code = "E-OPEN";
	char buf[128];

	if (no == EACCES || no == EPERM)
		code = "E-PERM";
	else if (no == ELOOP)
		code = "E-LOOP";
	e->refused = true;
	pv_fail(&e->why, PV_EIO, code, "cannot open: %s",
	    strerror_r(no, buf, sizeof(buf)));
}

/* -------------------------------------------------- going down and up */

/* A deep walk closes the folders far above; they are found again by "..". */
static void
spare_descriptors(struct pv_walk *w)
{
	struct frame *f;

	if (w->frames.len <= OPEN_MAX_FDS)
		return;
	f = PV_VEC_AT(&w->frames, struct frame,
	    w->frames.len - 1 - OPEN_MAX_FDS);
	if (f->fd >= 0)
		close(f->fd);
	f->fd = -1;
}

/*
 * Enter the folder fd, whose path stands in w->path.  When it was met before
 * nothing happens; when it cannot be read *e tells.
 */
static enum pv_rc
enter(struct pv_walk *w, int fd, struct pv_walk_entry *e, struct pv_err *err)
{
	struct frame f;
	struct stat sb;
	bool before = false;
	enum pv_rc rc;

	memset(&f, 0, sizeof(f));
	f.fd = fd;
	if (fstat(fd, &sb) != 0) {
		refuse_errno(e, errno);
		close(fd);
		return PV_OK;
	}
	f.dev = (uint64_t)sb.st_dev;
	f.ino = (uint64_t)sb.st_ino;
	rc = meet(w, (struct id){ f.dev, f.ino }, &before, err);
	if (rc != PV_OK || before) {
		close(fd);
		return rc;
	}
	if (!read_names(w, &f)) {
		refuse_errno(e, errno);
		frame_release(&f);
		return PV_OK;
	}
	f.dir.serial = ++w->serial;
	if (w->path.len == 0 || w->path.ptr[w->path.len - 1] != '/')
		pv_buf_char(&w->path, '/');
	f.path_len = w->path.len;
	if (w->path.failed || !pv_vec_add(&w->frames, &f)) {
		frame_release(&f);
		return pv_fail_nomem(err);
	}
	spare_descriptors(w);
	return PV_OK;
}

/* Leave the folder on top, opening the one above when it was closed. */
static void
leave(struct pv_walk *w, struct frame *f, struct pv_walk_entry *e)
{
	struct frame *up;
	struct stat sb;
	int fd;

	if (w->frames.len > 1) {
		up = f - 1;
		fd = up->fd >= 0 ? up->fd :
		    openat(f->fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		up->fd = fd;
		if (fd >= 0 && (fstat(fd, &sb) != 0 ||
		    (uint64_t)sb.st_dev != up->dev ||
		    (uint64_t)sb.st_ino != up->ino)) {
			close(fd);
			up->fd = -1;
		}
		if (up->fd < 0) {
			up->at = up->names.len;
			refuse(e, "E-OPEN", "the folder moved while it was "
			    "read; the rest of it is left out");
		}
	}
	frame_release(f);
	w->frames.len--;
}

/* --------------------------------------------------------------- links */

/* The path that the kernel has for an open place; false when unknown. */
static bool
real_path(int fd, struct pv_buf *out)
{
	char link[64];
	ssize_t n;

	pv_buf_clear(out);
	if (!pv_buf_reserve(out, PATH_MAX))
		return false;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, out->ptr, PATH_MAX - 1);
	if (n <= 0 || n >= PATH_MAX - 1)
		return false;
	out->len = (size_t)n;
	out->ptr[n] = '\0';
	return true;
}

static bool
inside(struct pv_span path, struct pv_span root)
{
	if (root.len == 0 || !pv_span_starts(path, root))
		return false;
	return path.len == root.len || path.ptr[root.len] == '/' ||
	    root.ptr[root.len - 1] == '/';
}

/* A link in a folder: refused, unless it leads to a place met anyway. */
static void
judge_link(struct pv_walk *w, int dirfd, const char *name,
    struct pv_walk_entry *e)
{
	int fd = openat(dirfd, name, O_PATH | O_CLOEXEC);
	struct pv_buf real = PV_BUF_INIT;
	struct stat sb;

	if (fd < 0) {
		refuse_errno(e, errno);
		return;
	}
	if (fstat(fd, &sb) != 0)
		refuse_errno(e, errno);
	else if (!S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode))
		refuse(e, "E-TYPE",
		    "is a symbolic link to what is not a file");
	else if (!real_path(fd, &real) ||
	    !inside(pv_buf_view(&real), pv_buf_view(&w->root)))
		refuse(e, "E-LINK",
		    "is a symbolic link out of the folder (not followed)");
	pv_buf_release(&real);
	close(fd);
}

/* ------------------------------------------------------------- entries */

/* Open a file for its entry, or say why not. */
static void
open_file(const struct pv_walk *w, int dirfd, const char *name, bool follow,
    struct pv_walk_entry *e)
{
	struct pv_io_limits lim = { w->opts.max_size, follow };

	if (w->opts.names_only || (w->opts.later && dirfd != AT_FDCWD &&
	    pv_io_look(dirfd, name, &lim, &e->st, NULL) == PV_OK))
		return;
	if (pv_io_open(dirfd, name, &lim, &e->fd, &e->st, &e->why) != PV_OK) {
		e->fd = -1;
		e->refused = true;
	}
}

static void
fill_entry(struct pv_walk *w, struct pv_walk_entry *e, size_t name_at)
{
	e->path = pv_buf_view(&w->path);
	e->name = pv_span_sub(e->path, name_at, e->path.len);
}

enum pv_rc
pv_walk_start(struct pv_walk *w, const char *path, struct pv_err *err)
{
	for (; w->frames.len > 0; w->frames.len--)
		frame_release(top(w));
	pv_buf_clear(&w->path);
	pv_buf_clear(&w->root);
	pv_buf_str(&w->path, path);
	w->single = true;
	return w->path.failed ? pv_fail_nomem(err) : PV_OK;
}

/* The operand itself: a folder is entered, a file is the only entry. */
static enum pv_rc
first_entry(struct pv_walk *w, struct pv_walk_entry *e, struct pv_err *err)
{
	const char *path = w->path.ptr;
	const char *slash = strrchr(path, '/');
	int fd;

	w->single = false;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fill_entry(w, e, 0);
		real_path(fd, &w->root);
		return enter(w, fd, e, err);
	}
	if (errno == ENOTDIR)
		open_file(w, AT_FDCWD, path, true, e);
	else
		refuse_errno(e, errno);
	fill_entry(w, e, slash == NULL ? 0 : (size_t)(slash + 1 - path));
	if (!e->refused && e->fd < 0 && !w->opts.names_only)
		refuse(e, "E-OPEN", "cannot open");
	return PV_OK;
}

/* The next name of the folder on top. */
static enum pv_rc
next_name(struct pv_walk *w, struct pv_walk_entry *e, struct pv_err *err)
{
	struct frame *f = top(w);
	const struct name *n = PV_VEC_AT(&f->names, struct name, f->at);
	const char *name = f->bytes.ptr + n->off;
	size_t at = f->path_len;
	int fd;

	f->at++;
	w->path.len = at;
	pv_buf_add(&w->path, name, n->len);
	if (w->path.failed)
		return pv_fail_nomem(err);
	fill_entry(w, e, at);
	e->dir = &f->dir;
	f->dir.path = pv_span_sub(e->path, 0, at);
	if (n->type == DT_DIR) {
		fd = openat(f->fd, name,
		    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0)
			return enter(w, fd, e, err);
		refuse_errno(e, errno);
	} else if (n->type == DT_LNK) {
		judge_link(w, f->fd, name, e);
	} else if (n->type == DT_REG) {
		open_file(w, f->fd, name, false, e);
	} else {
		refuse(e, "E-TYPE", "is not a regular file");
	}
	return PV_OK;
}

enum pv_rc
pv_walk_next(struct pv_walk *w, struct pv_walk_entry *e, bool *more,
    struct pv_err *err)
{
	const struct name *n;
	struct frame *f;
	bool file;
	enum pv_rc rc;

	*more = true;
	for (;;) {
		memset(e, 0, sizeof(*e));
		e->fd = -1;
		f = top(w);
		file = false;
		rc = PV_OK;
		if (w->single) {
			rc = first_entry(w, e, err);
			file = w->frames.len == 0 && !e->refused &&
			    (e->fd >= 0 || w->opts.names_only);
		} else if (f == NULL) {
			*more = false;
			return PV_OK;
		} else if (f->at == f->names.len) {
			w->path.len = f->path_len;
			fill_entry(w, e, 0);
			leave(w, f, e);
		} else {
			n = PV_VEC_AT(&f->names, struct name, f->at);
			file = n->type == DT_REG;
			rc = next_name(w, e, err);
		}
		if (rc != PV_OK || file || e->refused)
			return rc;
	}
}

void
pv_walk_open(const struct pv_walk *w, struct pv_walk_entry *e)
{
	struct pv_io_limits lim = { w->opts.max_size, false };
	const struct frame *f;

	if (e->fd >= 0 || e->refused || e->dir == NULL)
		return;
	f = PV_VEC_AT(&w->frames, struct frame, w->frames.len - 1);
	if (pv_io_open(f->fd, e->name.ptr, &lim, &e->fd, &e->st, &e->why) !=
	    PV_OK) {
		e->fd = -1;
		e->refused = true;
	}
}

const struct pv_walk_dir *
pv_walk_folder_of(struct pv_walk *w, struct pv_span path)
{
	struct pv_buf name = PV_BUF_INIT;
	struct frame *f = &w->beside;
	size_t n = path.len;

	if (w->has_beside)
		frame_release(f);
	memset(f, 0, sizeof(*f));
	w->has_beside = false;
	while (n > 0 && path.ptr[n - 1] != '/')
		n--;
	pv_buf_span(&name, n > 0 ? pv_span(path.ptr, n) : PV_SPAN("."));
	f->fd = name.failed ? -1 :
	    open(name.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	pv_buf_release(&name);
	if (f->fd < 0)
		return NULL;
	if (!read_names(w, f)) {
		frame_release(f);
		return NULL;
	}
	w->has_beside = true;
	f->dir.path = n > 0 ? pv_span(path.ptr, n) : PV_SPAN("./");
	return &f->dir;
}
