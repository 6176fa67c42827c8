/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* prlimit, unshare */
#endif
#include "base/child.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/io.h"
#include "base/jail.h"
#include "check.h"

/*
 * The program that is run is this one, with a word that says what to do; it
 * answers on its standard output.
 */

static const char *self;
static char here[4096];         /* this folder, absolute */

static void
say(bool yes)
{
	(void)!write(1, yes ? "y" : "n", 1);
}

/* ------------------------------------------------- what the child does */

static int
child_copy(void)
{
	char buf[4096];
	ssize_t n;

	while ((n = read(0, buf, sizeof(buf))) > 0) {
		if (pv_io_write_all(1, pv_span(buf, (size_t)n), NULL) != PV_OK)
			return 1;
	}
	return n == 0 ? 0 : 1;
}

static bool
can_connect(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(to.sun_path, sizeof(to.sun_path), "%s", path);
	return fd >= 0 &&
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0;
}

/* Reach for what is outside: the network, processes, namespaces. */
static int
child_reach(const char *name)
{
	struct rlimit r = { 0, 0 };

	say(socket(AF_INET, SOCK_STREAM, 0) >= 0);
	say(socket(AF_INET6, SOCK_DGRAM, 0) >= 0);
	say(socket(AF_NETLINK, SOCK_RAW, 0) >= 0);
	say(socket(AF_UNIX, SOCK_DGRAM, 0) >= 0);
	say(can_connect(name));
	say(ptrace(PTRACE_SEIZE, getppid(), NULL, NULL) == 0);
	say(prlimit(getppid(), RLIMIT_CORE, NULL, &r) == 0);
	say(unshare(CLONE_NEWUSER) == 0);
	say(setpgid(0, getppid()) == 0);
	say(syscall(SYS_keyctl, 0, 0, 0, 0, 0) >= 0);
	say(chmod(name, 0777) == 0);
	return 0;
}
#define REACHES 11

/* Change files of the folder `dir`. */
static int
child_write(const char *dir)
{
	int fd;

	if (chdir(dir) != 0)
		return 1;
	fd = open("new", O_WRONLY | O_CREAT, 0600);
	say(fd >= 0 && write(fd, "x", 1) == 1);
	say(open("old", O_WRONLY) >= 0);
	say(truncate("old", 0) == 0);
	say(mkdir("folder", 0700) == 0);
	say(symlink("old", "link") == 0);
	say(rename("old", "older") == 0);
	say(unlink("older") == 0 || unlink("old") == 0);
	return 0;
}
#define WRITES 7

static int
child_state(void)
{
	struct sigaction act;
	struct dirent *e;
	sigset_t mask;
	DIR *d = opendir("/proc/self/fd");
	int fd;

	while (d != NULL && (e = readdir(d)) != NULL) {
		fd = e->d_name[0] - '0';
		say(e->d_name[1] != '\0' || fd < 0 || fd <= 2 ||
		    fd == dirfd(d));
	}
	if (d != NULL)
		closedir(d);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	say(!sigismember(&mask, SIGTERM));
	sigaction(SIGPIPE, NULL, &act);
	say(act.sa_handler == SIG_DFL);
	say(getsid(0) == getpid() && getpgrp() == getpid());
	say(open("/dev/tty", O_RDWR) < 0);
	say(getenv("SECRET") == NULL && getenv("HOME") != NULL);
	say(getenv("LC_ALL") != NULL && getenv("PATH") != NULL);
	say(write(2, "dropped", 7) == 7);
	return 0;
}

/* A child of its own that outlives it. */
static int
child_spawn(bool stay)
{
	pid_t pid = fork();

	if (pid == 0) {
		for (;;)
			pause();
	}
	say(pid > 0);
	while (stay)
		pause();
	return 0;
}

static int
child_grow(void)
{
	size_t len = (size_t)512 << 20;
	void *p = mmap(NULL, len, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	/* not malloc(): a compiler may leave out what nobody uses */
	say(p != MAP_FAILED);
	return 0;
}

static int
child_fill(void)
{
	static const char block[65536];
	int fd = open("big", O_WRONLY | O_CREAT, 0600), i;

	for (i = 0; i < 64; i++) {
		if (write(fd, block, sizeof(block)) <= 0)
			return 1;
	}
	return 0;
}

static int
child_main(int argc, char **argv)
{
	const char *what = argv[1], *arg = argc > 2 ? argv[2] : "";

	if (strcmp(what, "copy") == 0)
		return child_copy();
	if (strcmp(what, "reach") == 0)
		return child_reach(arg);
	if (strcmp(what, "write") == 0)
		return child_write(arg);
	if (strcmp(what, "state") == 0)
		return child_state();
	if (strcmp(what, "spawn") == 0)
		return child_spawn(strcmp(arg, "stay") == 0);
	if (strcmp(what, "grow") == 0)
		return child_grow();
	if (strcmp(what, "fill") == 0)
		return child_fill();
	if (strcmp(what, "exit") == 0)
		return 3;
	if (strcmp(what, "crash") == 0)
		raise(SIGSEGV);
	while (strcmp(what, "spin") == 0)
		;
	while (strcmp(what, "hang") == 0)
		pause();
	return 99;
}

/* --------------------------------------------------- what is asked of it */

struct ran {
	struct pv_buf out;
	struct pv_err err;
	enum pv_rc rc;
	int status;
};

/* Run it to its end. */
static struct ran
run(struct pv_child_opts opts, const char *what, const char *arg)
{
	const char *argv[] = { self, what, arg, NULL };
	struct ran r = { .out = PV_BUF_INIT };
	pid_t pid;
	int fd, null = open("/dev/null", O_RDONLY);

	if (opts.argv == NULL)
		opts.argv = argv;
	if (opts.in == 0)
		opts.in = null;
	r.rc = pv_child_start(&opts, &pid, &fd, &r.err);
	if (r.rc == PV_OK) {
		CHECK(pv_io_read_all(fd, 1 << 24, &r.out, NULL) == PV_OK);
		close(fd);
		r.status = pv_child_wait(pid, 5000);
	}
	close(null);
	if (r.out.len == 0)
		pv_buf_release(&r.out);
	return r;
}

static size_t
count(const struct ran *r, char c)
{
	size_t i, n = 0;

	for (i = 0; i < r->out.len; i++)
		n += r->out.ptr[i] == c;
	return n;
}

static int
spill(const char *name, size_t bytes)
{
	int fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	char buf[1000];
	size_t i;

	for (i = 0; i < sizeof(buf); i++)
		buf[i] = (char)('a' + i % 26);
	for (; fd >= 0 && bytes > 0; bytes -= i) {
		i = bytes < sizeof(buf) ? bytes : sizeof(buf);
		CHECK_INT(write(fd, buf, i), i);
	}
	CHECK_INT(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

static void
test_filter(void)
{
	static const size_t sizes[] = { 0, 1, 65536, 1000000 };
	struct pv_child_opts opts = { .memory = 0, .in = -1 };
	struct ran r;
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		opts.in = spill("input", sizes[i]);
		r = run(opts, "copy", NULL);
		CHECK_INT(r.rc, PV_OK);
		CHECK_INT(r.out.len, sizes[i]);
		CHECK_INT(r.status, 0);
		CHECK(sizes[i] < 1 || (r.out.ptr[0] == 'a' &&
		    r.out.ptr[sizes[i] - 1] ==
		    (char)('a' + (sizes[i] - 1) % 1000 % 26)));
		pv_buf_release(&r.out);
		close(opts.in);
	}
}

static void
test_ends(void)
{
	struct pv_child_opts opts = { .seconds = 1 };
	struct ran r = run(opts, "exit", NULL);

	CHECK(WIFEXITED(r.status) && WEXITSTATUS(r.status) == 3);
	r = run(opts, "crash", NULL);
	/* a sanitizer ends by itself */
	CHECK(r.status != 0 && r.status != -1);
	r = run(opts, "spin", NULL);
	CHECK(WIFSIGNALED(r.status) && WTERMSIG(r.status) == SIGXCPU);
}

static void
test_no_program(void)
{
	static const struct { const char *file; mode_t mode; } cases[] = {
		{ "/nonexistent/program", 0 }, { "plain", 0600 },
		{ "text", 0700 }, { "/dev/null", 0 }, { "/", 0 }
	};
	struct pv_child_opts opts = { .memory = 0 };
	const char *argv[] = { NULL, NULL };
	struct ran r;
	size_t i;
	char path[5000];

	opts.argv = argv;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(path, sizeof(path), "%s%s%s",
		    cases[i].mode != 0 ? here : "",
		    cases[i].mode != 0 ? "/" : "", cases[i].file);
		if (cases[i].mode != 0) {
			close(spill(cases[i].file, 10));
			CHECK_INT(chmod(cases[i].file, cases[i].mode), 0);
		}
		argv[0] = path;
		r = run(opts, NULL, NULL);
		CHECK_INT(r.rc, PV_EINPUT);
		CHECK_STR(pv_span_str(r.err.code), "E-TOOL");
	}
}

static void
test_state(void)
{
	int extra = open("/dev/null", O_RDONLY);    /* not close-on-exec */
	struct pv_child_opts opts = { .memory = 0 };
	sigset_t mask;
	struct ran r;

	sigemptyset(&mask);
	sigaddset(&mask, SIGTERM);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	signal(SIGPIPE, SIG_IGN);
	setenv("SECRET", "1", 1);
	r = run(opts, "state", NULL);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &mask, NULL);
	CHECK_INT(r.status, 0);
	CHECK(r.out.len > 10);
	CHECK_INT(count(&r, 'n'), 0);
	pv_buf_release(&r.out);
	close(extra);
}

static void
test_limits(void)
{
	struct pv_child_opts opts = { .max_file = 1 << 20, .scratch = here };
	struct ran r = run(opts, "fill", NULL);
	struct stat sb;

	CHECK(WIFSIGNALED(r.status) && WTERMSIG(r.status) == SIGXFSZ);
	CHECK(stat("big", &sb) == 0 && sb.st_size == 1 << 20);
#ifndef PV_NO_SANDBOX
	opts.memory = (uint64_t)256 << 20;
	r = run(opts, "grow", NULL);
	CHECK_STR(pv_buf_view(&r.out), "n");
	pv_buf_release(&r.out);
#endif
	opts.memory = 0;
	r = run(opts, "grow", NULL);
	CHECK_STR(pv_buf_view(&r.out), "y");
	pv_buf_release(&r.out);
}

/* Is `out` at its end, all writers gone? */
static bool
hung_up(int out)
{
	struct pollfd p = { out, POLLIN, 0 };
	char c;

	while (poll(&p, 1, 5000) > 0) {
		if (read(out, &c, 1) <= 0)
			return true;
	}
	return false;
}

/* What it started goes with it, whether it ended itself or not. */
static void
test_group(void)
{
	static const char *const modes[] = { "stay", "leave" };
	const char *argv[] = { self, "spawn", NULL, NULL };
	struct pv_child_opts opts = { .argv = argv };
	struct pv_err err;
	size_t i;
	pid_t pid;
	char c;
	int out;

	opts.in = open("/dev/null", O_RDONLY);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		argv[2] = modes[i];
		CHECK_INT(pv_child_start(&opts, &pid, &out, &err), PV_OK);
		CHECK_INT(read(out, &c, 1), 1);
		CHECK_INT(c, 'y');
		CHECK_INT(pv_child_wait(pid, i == 0 ? 20 : 5000),
		    i == 0 ? -1 : 0);
		CHECK(hung_up(out));
		close(out);
	}
	close(opts.in);
}

/* It ends with its parent: the pipe that it holds as its input is closed. */
static void
test_orphan(void)
{
	const char *argv[] = { self, "hang", NULL };
	struct pv_child_opts opts = { .argv = argv };
	int held[2], out, status;
	struct pv_err err;
	pid_t pid, child;

	CHECK_INT(pipe(held), 0);
	pid = fork();
	if (pid == 0) {
		close(held[0]);
		opts.in = held[1];
		_exit(pv_child_start(&opts, &child, &out, &err) == PV_OK ?
		    0 : 1);
	}
	close(held[1]);
	CHECK(waitpid(pid, &status, 0) == pid && status == 0);
	CHECK(hung_up(held[0]));
	close(held[0]);
}

static int
listen_at(char path[5000])
{
	struct sockaddr_un at = { .sun_family = AF_UNIX, .sun_path = "sock" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(path, 5000, "%s/sock", here);
	CHECK(bind(fd, (struct sockaddr *)&at, sizeof(at)) == 0);
	CHECK(listen(fd, 4) == 0);
	return fd;
}

static void
test_reach(unsigned parts)
{
	struct pv_child_opts opts = { .memory = 0 };
	struct stat sb;
	char path[5000];
	struct ran r;
	int fd = listen_at(path);

	r = run(opts, "reach", path);
	CHECK_INT(r.status, 0);
	CHECK_INT(r.out.len, REACHES);
	if ((parts & PV_JAIL_SECCOMP) != 0) {
		CHECK_INT(count(&r, 'n'), REACHES);
		CHECK(stat("sock", &sb) == 0 && (sb.st_mode & 022) == 0);
	}
	pv_buf_release(&r.out);
	/* without the jail it would: the test can fail */
	opts.loose = true;
	r = run(opts, "reach", path);
	CHECK(r.out.len == REACHES && r.out.ptr[0] == 'y');
	CHECK(strlen(path) >= sizeof(((struct sockaddr_un *)0)->sun_path) ||
	    r.out.ptr[4] == 'y');
	pv_buf_release(&r.out);
	close(fd);
}

static void
test_write(unsigned parts)
{
	struct pv_child_opts opts = { .max_file = 1 << 20 };
	bool locked = (parts & PV_JAIL_LANDLOCK) != 0;
	char inside[5000], outside[5000];
	struct ran r;

	snprintf(inside, sizeof(inside), "%s/inside", here);
	snprintf(outside, sizeof(outside), "%s/outside", here);
	CHECK(mkdir("inside", 0700) == 0 && mkdir("outside", 0700) == 0);
	close(spill("inside/old", 10));
	close(spill("outside/old", 10));
	opts.scratch = inside;
	r = run(opts, "write", outside);
	CHECK_INT(r.out.len, WRITES);
	CHECK_INT(count(&r, 'n'), locked ? WRITES : 0);
	CHECK(!locked || access("outside/old", F_OK) == 0);
	pv_buf_release(&r.out);
	r = run(opts, "write", inside);
	CHECK_INT(r.out.len, WRITES);
	CHECK_INT(count(&r, 'y'), WRITES);
	pv_buf_release(&r.out);
}

/* A part that must hold but does not. */
static void
test_require(unsigned parts)
{
	struct pv_child_opts opts = { .require = PV_JAIL_ALL };
	struct ran r;

	/* limits are the child's own and never reported as a part */
	r = run(opts, "exit", NULL);
	CHECK_INT(r.rc, PV_ESYS);
	CHECK_STR(pv_span_str(r.err.code), "E-SANDBOX");
	if (parts != PV_JAIL_ALL)
		return;
	opts.require = (unsigned)PV_JAIL_ALL & ~(unsigned)PV_JAIL_LIMITS;
	r = run(opts, "exit", NULL);
	CHECK_INT(r.rc, PV_OK);
}

int
main(int argc, char **argv)
{
	unsigned parts;
	char name[] = "child.XXXXXX";

	if (argc > 1)
		return child_main(argc, argv);
	self = "/proc/self/exe";
	parts = pv_jail_status();
	if (parts != PV_JAIL_ALL)
		printf("# the sandbox is not whole here: %#x\n", parts);
	CHECK(mkdtemp(name) != NULL && chdir(name) == 0);
	CHECK(getcwd(here, sizeof(here) - 16) != NULL);
	test_filter();
	test_ends();
	test_no_program();
	test_state();
	test_limits();
	test_group();
	test_orphan();
	test_reach(parts);
	test_write(parts);
	test_require(parts);
	CHECK(chdir("..") == 0);
	return CHECK_DONE();
}
