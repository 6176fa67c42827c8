/* SPDX-License-Identifier: MIT */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/io.h"
#include "check.h"

static int dir;

static void
put(const char *name, struct pv_span s)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	CHECK(fd >= 0);
	CHECK_INT(pv_io_write_all(fd, s, NULL), PV_OK);
	close(fd);
}

static void
make_socket(const char *root)
{
	struct sockaddr_un sun = { .sun_family = AF_UNIX };
	int s = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(sun.sun_path, sizeof(sun.sun_path), "%s/sock", root);
	CHECK(s >= 0 && bind(s, (const struct sockaddr *)&sun,
	    sizeof(sun)) == 0);
	close(s);
}

static void
make_tree(const char *root)
{
	put("plain", PV_SPAN("0123456789"));
	put("secret", PV_SPAN("x"));
	put("empty", pv_span(NULL, 0));
	CHECK_INT(fchmodat(dir, "secret", 0, 0), 0);
	CHECK_INT(mkdirat(dir, "folder", 0700), 0);
	CHECK_INT(mkfifoat(dir, "pipe", 0600), 0);
	CHECK_INT(symlinkat("plain", dir, "link"), 0);
	CHECK_INT(symlinkat("loop", dir, "loop"), 0);
	CHECK_INT(symlinkat("nowhere", dir, "dangling"), 0);
	CHECK_INT(symlinkat("/dev/zero", dir, "zero"), 0);
	CHECK_INT(symlinkat("folder", dir, "dirlink"), 0);
	make_socket(root);
}

static const struct {
	const char *path;
	bool follow;
	enum pv_rc rc;
	const char *code;
} opens[] = {
	{ "plain", false, PV_OK, "" },
	{ "empty", false, PV_OK, "" },
	{ "link", true, PV_OK, "" },
	{ "link", false, PV_EINPUT, "E-LINK" },
	{ "loop", false, PV_EIO, "E-LOOP" },
	{ "loop", true, PV_EIO, "E-LOOP" },
	{ "dangling", false, PV_EIO, "E-OPEN" },
	{ "dangling", true, PV_EIO, "E-OPEN" },
	{ "nowhere", false, PV_EIO, "E-OPEN" },
	{ "plain/x", false, PV_EIO, "E-OPEN" },
	{ "folder", false, PV_EINPUT, "E-TYPE" },
	{ "dirlink", false, PV_EINPUT, "E-TYPE" },
	{ "pipe", false, PV_EINPUT, "E-TYPE" },
	{ "sock", false, PV_EINPUT, "E-TYPE" },
	{ "zero", false, PV_EINPUT, "E-TYPE" },
	{ "zero", true, PV_EINPUT, "E-TYPE" },
	{ "secret", false, PV_EIO, "E-PERM" },
};

static void
test_open(void)
{
	struct pv_io_limits lim = { 10, false };
	struct pv_io_stat st;
	struct pv_err err;
	int fd;

	for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++) {
		if (strcmp(opens[i].code, "E-PERM") == 0 && geteuid() == 0)
			continue; /* root may read everything */
		lim.follow = opens[i].follow;
		err.code[0] = '\0';
		fd = -1;
		CHECK_INT(pv_io_open(dir, opens[i].path, &lim, &fd, &st, &err),
		    opens[i].rc);
		CHECK_STR(pv_span_str(err.code), opens[i].code);
		CHECK((fd >= 0) == (opens[i].rc == PV_OK));
		if (fd >= 0)
			close(fd);
	}
	lim = (struct pv_io_limits){ 10, false };
	CHECK_INT(pv_io_open(dir, "plain", &lim, &fd, &st, &err), PV_OK);
	close(fd);
	CHECK(st.size == 10 && st.ino != 0 && st.mtime_ns != 0);
	lim.max_size = 9;
	CHECK_INT(pv_io_open(dir, "plain", &lim, &fd, NULL, &err), PV_EINPUT);
	CHECK_STR(pv_span_str(err.code), "E-SIZE");
}

static void
test_read(void)
{
	struct pv_io_limits lim = { UINT64_MAX, false };
	struct pv_buf b = PV_BUF_INIT;
	struct pv_err err;
	int fd = -1;

	CHECK_INT(pv_io_open(dir, "plain", &lim, &fd, NULL, &err), PV_OK);
	pv_buf_str(&b, "<");
	CHECK_INT(pv_io_read_all(fd, 10, &b, &err), PV_OK);
	CHECK_STR(pv_buf_view(&b), "<0123456789");
	CHECK_INT(lseek(fd, 0, SEEK_SET), 0);
	CHECK_INT(pv_io_read_all(fd, 9, &b, &err), PV_EINPUT);
	CHECK_STR(pv_span_str(err.code), "E-SIZE");
	close(fd);
	CHECK_INT(pv_io_read_all(fd, 9, &b, &err), PV_EIO);
	CHECK_STR(pv_span_str(err.code), "E-READ");
	CHECK_INT(pv_io_write_all(fd, PV_SPAN("x"), &err), PV_EIO);
	CHECK_STR(pv_span_str(err.code), "E-WRITE");
	pv_buf_release(&b);
}

/* A pipe fed by a slow writer, read without blocking mode. */
static void
test_pipe(void)
{
	struct pv_buf b = PV_BUF_INIT;
	struct pv_err err;
	char block[1000];
	int ends[2];

	memset(block, 'p', sizeof(block));
	if (pipe2(ends, O_NONBLOCK) != 0)
		return;
	if (fork() == 0) {
		for (int i = 0; i < 300; i++) {
			if (pv_io_write_all(ends[1],
			    pv_span(block, sizeof(block)), NULL) != PV_OK)
				_exit(1);
		}
		_exit(0);
	}
	close(ends[1]);
	CHECK_INT(pv_io_read_all(ends[0], 300000, &b, &err), PV_OK);
	CHECK_INT(b.len, 300000);
	close(ends[0]);
	pv_buf_release(&b);
}

static void
remove_tree(const char *root)
{
	static const char *const names[] = { "plain", "secret", "empty",
		"pipe", "link", "loop", "dangling", "zero", "dirlink", "sock" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlinkat(dir, names[i], 0);
	unlinkat(dir, "folder", AT_REMOVEDIR);
	close(dir);
	CHECK_INT(rmdir(root), 0);
}

int
main(void)
{
	const char *tmp = getenv("TMPDIR");
	char root[80];

	if (tmp == NULL || strlen(tmp) > 60)
		tmp = "/tmp";
	snprintf(root, sizeof(root), "%s/pvio.XXXXXX", tmp);
	if (mkdtemp(root) == NULL) {
		printf("Bail out! cannot make %s\n", root);
		return 1;
	}
	dir = open(root, O_RDONLY | O_DIRECTORY);
	make_tree(root);
	test_open();
	test_read();
	test_pipe();
	remove_tree(root);
	return CHECK_DONE();
}
