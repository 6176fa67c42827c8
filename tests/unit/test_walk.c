/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* nftw */
#endif
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/walk.h"
#include "check.h"

static char root[] = "walk.XXXXXX";

static void
put(const char *name, const char *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0);
	CHECK(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
}

/* Open what was left closed: it is the file that was looked at. */
static void
open_later(const struct pv_walk *w, struct pv_walk_entry *e)
{
	struct pv_io_stat st = e->st;

	if (e->refused || e->fd >= 0)
		return;
	pv_walk_open(w, e);
	CHECK(!e->refused && e->fd >= 0);
	CHECK(st.ino == e->st.ino && st.size == e->st.size &&
	    st.mtime_ns == e->st.mtime_ns && st.dev == e->st.dev);
}

/* Walk a path: "name" or "name!E-CODE", separated by blanks. */
static void
list(struct pv_buf *out, const char *path, const struct pv_walk_opts *opts)
{
	struct pv_walk *w;
	struct pv_walk_entry e;
	bool more = true;

	pv_buf_clear(out);
	pv_buf_str(out, "");
	CHECK_INT(pv_walk_new(opts, &w, NULL), PV_OK);
	CHECK_INT(pv_walk_start(w, path, NULL), PV_OK);
	while (pv_walk_next(w, &e, &more, NULL) == PV_OK && more) {
		if (opts->later)
			open_later(w, &e);
		if (out->len > 0)
			pv_buf_char(out, ' ');
		pv_buf_span(out, e.path.len < 100 ? e.path : e.name);
		if (e.refused)
			pv_buf_printf(out, "!%s", e.why.code);
		CHECK(e.refused || opts->names_only || e.fd >= 0);
		if (e.fd >= 0)
			close(e.fd);
	}
	pv_walk_free(w);
}

static const struct pv_walk_opts plain = { .max_size = 1000 };
static const struct pv_walk_opts later = { .max_size = 1000, .later = true };

static void
test_order(void)
{
	struct pv_buf out = PV_BUF_INIT;
	struct pv_walk_opts names = { .max_size = 1000, .names_only = true,
		.hidden = true };

	mkdir("order", 0700);
	mkdir("order/b", 0700);
	put("order/c", "x");
	put("order/a", "x");
	put("order/b/z", "x");
	put("order/b/y", "x");
	put("order/B", "x");
	put("order/.hidden", "x");
	put("order/new\nline", "x");
	list(&out, "order", &plain);
	CHECK_STR(pv_buf_view(&out), "order/B order/a order/b/y order/b/z "
	    "order/c order/new\nline");
	list(&out, "order/", &plain);
	CHECK_STR(pv_buf_view(&out), "order/B order/a order/b/y order/b/z "
	    "order/c order/new\nline");
	list(&out, "order", &later);
	CHECK_STR(pv_buf_view(&out), "order/B order/a order/b/y order/b/z "
	    "order/c order/new\nline");
	list(&out, "order/b", &names);
	CHECK_STR(pv_buf_view(&out), "order/b/y order/b/z");
	list(&out, "order/a", &plain);
	CHECK_STR(pv_buf_view(&out), "order/a");
	list(&out, "order/none", &plain);
	CHECK_STR(pv_buf_view(&out), "order/none!E-OPEN");
	names.names_only = false;
	list(&out, "order", &names);
	CHECK_STR(pv_buf_view(&out), "order/.hidden order/B order/a "
	    "order/b/y order/b/z order/c order/new\nline");
	pv_buf_release(&out);
}

/* What became of a file between the look and the opening is told. */
static void
test_later(void)
{
	struct pv_walk_entry e;
	struct pv_walk *w;
	bool more;

	mkdir("late", 0700);
	put("late/a", "x");
	put("late/b", "x");
	CHECK_INT(pv_walk_new(&later, &w, NULL), PV_OK);
	CHECK_INT(pv_walk_start(w, "late", NULL), PV_OK);
	CHECK_INT(pv_walk_next(w, &e, &more, NULL), PV_OK);
	CHECK(more && e.fd < 0 && !e.refused);
	CHECK(unlink("late/a") == 0);
	CHECK(symlink("b", "late/a") == 0);
	pv_walk_open(w, &e);
	CHECK(e.refused && e.fd < 0);
	CHECK_STR(pv_span_str(e.why.code), "E-LINK");
	CHECK_INT(pv_walk_next(w, &e, &more, NULL), PV_OK);
	CHECK(more && e.fd < 0 && !e.refused);
	CHECK(unlink("late/b") == 0);
	pv_walk_open(w, &e);
	CHECK(e.refused && e.fd < 0);
	CHECK_STR(pv_span_str(e.why.code), "E-OPEN");
	pv_walk_free(w);
}

static void
test_refused(void)
{
	struct pv_buf out = PV_BUF_INIT;
	char big[1002];

	memset(big, 'x', sizeof(big));
	big[1001] = '\0';
	mkdir("odd", 0700);
	mkdir("odd/dir.txt", 0700);
	put("odd/dir.txt/in", "x");
	put("odd/big", big);
	put("outside", "x");
	CHECK(mkfifo("odd/fifo", 0600) == 0);
	CHECK(symlink("loop", "odd/loop") == 0);
	CHECK(symlink("nowhere", "odd/dangling") == 0);
	CHECK(symlink("../outside", "odd/escape") == 0);
	CHECK(symlink("/dev/zero", "odd/zero") == 0);
	CHECK(symlink("big", "odd/sibling") == 0);
	CHECK(symlink("..", "odd/dir.txt/up") == 0);
	CHECK(symlink("fifo", "odd/tofifo") == 0);
	list(&out, "odd", &plain);
	CHECK_STR(pv_buf_view(&out), "odd/big!E-SIZE odd/dangling!E-OPEN "
	    "odd/dir.txt/in odd/escape!E-LINK odd/fifo!E-TYPE "
	    "odd/loop!E-LOOP odd/tofifo!E-TYPE odd/zero!E-TYPE");
	list(&out, "odd", &later);
	CHECK_STR(pv_buf_view(&out), "odd/big!E-SIZE odd/dangling!E-OPEN "
	    "odd/dir.txt/in odd/escape!E-LINK odd/fifo!E-TYPE "
	    "odd/loop!E-LOOP odd/tofifo!E-TYPE odd/zero!E-TYPE");
	/* a link that is named is followed */
	list(&out, "odd/escape", &plain);
	CHECK_STR(pv_buf_view(&out), "odd/escape");
	list(&out, "odd/loop", &plain);
	CHECK_STR(pv_buf_view(&out), "odd/loop!E-LOOP");
	list(&out, "odd/fifo", &plain);
	CHECK_STR(pv_buf_view(&out), "odd/fifo!E-TYPE");
	if (geteuid() != 0) {
		CHECK(chmod("odd/dir.txt", 0) == 0);
		list(&out, "odd/dir.txt", &plain);
		CHECK_STR(pv_buf_view(&out), "odd/dir.txt!E-PERM");
		CHECK(chmod("odd/dir.txt", 0700) == 0);
	}
	pv_buf_release(&out);
}

/* Deeper than PATH_MAX and than descriptors are kept open. */
static void
test_deep(void)
{
	struct pv_buf out = PV_BUF_INIT;
	char name[101];
	int i, fd = open(".", O_RDONLY | O_DIRECTORY);

	memset(name, 'd', 100);
	name[100] = '\0';
	mkdir("deep", 0700);
	put("deep/e", "x");
	CHECK(chdir("deep") == 0);
	for (i = 0; i < 60; i++)
		CHECK(mkdir(name, 0700) == 0 && chdir(name) == 0);
	put("bottom", "x");
	CHECK(fchdir(fd) == 0);
	close(fd);
	list(&out, "deep", &plain);
	CHECK_STR(pv_buf_view(&out), "bottom deep/e");
	pv_buf_release(&out);
	CHECK(chdir("deep") == 0);
	for (i = 0; i < 60; i++)
		CHECK(chdir(name) == 0);
	CHECK(unlink("bottom") == 0);
	for (i = 0; i < 60; i++)
		CHECK(chdir("..") == 0 && rmdir(name) == 0);
	CHECK(chdir("..") == 0);
}

/* A folder is entered once, and tells its files. */
static void
test_folders(void)
{
	struct pv_walk *w;
	struct pv_walk_entry e;
	const struct pv_walk_dir *d;
	bool more = true;

	CHECK_INT(pv_walk_new(&plain, &w, NULL), PV_OK);
	CHECK_INT(pv_walk_start(w, "order", NULL), PV_OK);
	CHECK_INT(pv_walk_next(w, &e, &more, NULL), PV_OK);
	CHECK(more && e.dir != NULL);
	close(e.fd);
	if (e.dir != NULL) {
		CHECK_INT(e.dir->nfiles, 4);
		CHECK_STR(e.dir->files[0], "B");
		CHECK_STR(e.dir->path, "order/");
	}
	while (pv_walk_next(w, &e, &more, NULL) == PV_OK && more)
		close(e.fd);
	CHECK_INT(pv_walk_start(w, "./order/../order", NULL), PV_OK);
	CHECK_INT(pv_walk_next(w, &e, &more, NULL), PV_OK);
	CHECK(!more);
	d = pv_walk_folder_of(w, PV_SPAN("order/b/y"));
	CHECK(d != NULL && d->nfiles == 2);
	CHECK(pv_walk_folder_of(w, PV_SPAN("order/none/y")) == NULL);
	pv_walk_free(w);
}

static int
forget(const char *path, const struct stat *sb, int flag, struct FTW *ftw)
{
	(void)sb;
	(void)flag;
	(void)ftw;
	return remove(path);
}

int
main(void)
{
	if (mkdtemp(root) == NULL || chdir(root) != 0)
		return 2;
	test_order();
	test_later();
	test_refused();
	test_deep();
	test_folders();
	CHECK(chdir("..") == 0);
	CHECK(nftw(root, forget, 16, FTW_DEPTH | FTW_PHYS) == 0);
	return CHECK_DONE();
}
