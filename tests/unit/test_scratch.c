/* SPDX-License-Identifier: MIT */
#include "cli/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

#define DEPTH 1000      /* its path is longer than any that is taken */

static void
touch(const char *name)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL, 0600);

	CHECK(fd >= 0);
	close(fd);
}

/* Folders in each other, with a file in each. */
static void
dig(int depth)
{
	int back = open(".", O_RDONLY | O_DIRECTORY), i;

	for (i = 0; i < depth; i++) {
		if (mkdir("deep", 0700) != 0 || chdir("deep") != 0)
			break;
		touch("file");
	}
	CHECK_INT(i, depth);
	CHECK_INT(fchdir(back), 0);
	close(back);
}

static void
test_make(void)
{
	struct pv_buf a = PV_BUF_INIT, b = PV_BUF_INIT;
	struct stat sb;
	struct pv_err err;

	CHECK_INT(scratch_make(".", &a, &err), PV_OK);
	CHECK_INT(scratch_make(".", &b, &err), PV_OK);
	CHECK(strcmp(a.ptr, b.ptr) != 0);
	CHECK(stat(a.ptr, &sb) == 0 && S_ISDIR(sb.st_mode));
	CHECK_INT(sb.st_mode & 0777, 0700);
	scratch_remove(a.ptr);
	scratch_remove(b.ptr);
	CHECK(access(a.ptr, F_OK) != 0 && access(b.ptr, F_OK) != 0);
	pv_buf_release(&a);
	pv_buf_release(&b);
	CHECK_INT(scratch_make("./nowhere", &a, &err), PV_ESYS);
	CHECK_STR(pv_span_str(err.code), "E-SYS");
}

static void
test_remove(void)
{
	CHECK_INT(mkdir("keep", 0700), 0);
	touch("keep/file");
	CHECK_INT(mkdir("tree", 0700), 0);
	CHECK_INT(chdir("tree"), 0);
	dig(DEPTH);
	CHECK_INT(symlink("../keep", "link"), 0);
	CHECK_INT(symlink("nowhere", "dangling"), 0);
	CHECK_INT(mkfifo("fifo", 0600), 0);
	CHECK_INT(mkdir("~1", 0700), 0);
	touch("~1/~2");
	CHECK_INT(mkdir("closed", 0700), 0);
	touch("closed/file");
	CHECK_INT(mkdir("closed/folder", 0700), 0);
	touch("closed/folder/file");
	CHECK_INT(chmod("closed/folder", 0), 0);
	CHECK_INT(chmod("closed", 0500), 0);
	CHECK_INT(chdir(".."), 0);
	scratch_remove("tree");
	CHECK(access("tree", F_OK) != 0);
	CHECK(access("keep/file", F_OK) == 0);
	scratch_remove("nowhere");
	/* a link in its place is left alone, and so is where it leads */
	CHECK_INT(symlink("keep", "tree"), 0);
	scratch_remove("tree");
	CHECK(access("keep/file", F_OK) == 0);
}

int
main(void)
{
	char name[] = "scratch.XXXXXX";

	CHECK(mkdtemp(name) != NULL && chdir(name) == 0);
	test_make();
	test_remove();
	return CHECK_DONE();
}
