/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* AT_FDCWD, SOCK_CLOEXEC */
#endif
#include "cli/office.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/io.h"
#include "cli/scratch.h"

#define MEMORY (UINT64_C(4) << 30)      /* address space of LibreOffice */
#define FILE_MAX (UINT64_C(256) << 20)  /* bytes of a file that it writes */
#define CLEAN_MS 3000                   /* to remove the folder */
#define SPACE (UINT64_C(1) << 20)       /* less is none: profile and result */
#define CHUNK ((size_t)64 * 1024)

/* What the small process knows. */
struct run {
	const struct office_opts *opts;
	const char *scratch;
	int dir;                    /* the same, opened */
	int link, out;
	struct pv_buf profile, source;
};

static uint64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* Copy from one descriptor to another, at most `max` bytes. */
static bool
copy(int from, int to, uint64_t max)
{
	uint64_t total = 0;
	char buf[CHUNK];
	ssize_t n;

	for (;;) {
		n = read(from, buf, sizeof(buf));
		if (n == 0)
			return true;
		if (n < 0 && errno == EINTR)
			continue;
		total += n > 0 ? (uint64_t)n : 0;
		if (n < 0 || total > max || pv_io_write_all(to,
		    pv_span(buf, (size_t)n), NULL) != PV_OK)
			return false;
	}
}

/* The document in the folder, under a name of ours. */
static bool
put_source(struct run *r)
{
	const char *name = r->source.ptr + strlen(r->scratch) + 1;
	int fd = openat(r->dir, name, O_WRONLY | O_CREAT | O_EXCL |
	    O_NOFOLLOW | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && copy(r->opts->fd, fd, r->opts->max_size);

	if (fd >= 0 && close(fd) != 0)
		ok = false;
	return ok;
}

/* A path as a URL. */
static void
put_url(struct pv_buf *b, const char *path)
{
	pv_buf_str(b, "file://");
	for (; *path != '\0'; path++) {
		if (pv_isalnum(*path) || strchr("/._-", *path) != NULL)
			pv_buf_char(b, *path);
		else
			pv_buf_printf(b, "%%%02X", (unsigned char)*path);
	}
}

/*
 * Drop what it prints until it and all that it started have closed their
 * output.  False when the time is up or nobody wants the result any more.
 */
static bool
await(const struct run *r, int said)
{
	uint64_t end = now_ms() + r->opts->timeout_ms, now;
	struct pollfd p[2] = { { said, POLLIN, 0 }, { r->link, POLLIN, 0 } };
	char buf[512];

	for (now = now_ms(); now < end; now = now_ms()) {
		if (poll(p, 2, (int)(end - now)) < 0 && errno != EINTR)
			return false;
		if (p[1].revents != 0)
			return false;
		if (p[0].revents != 0 && read(said, buf, sizeof(buf)) <= 0)
			return true;
		p[0].revents = 0;
	}
	return false;
}

static enum office_end
run_office(struct run *r)
{
	const char *argv[] = { r->opts->program, "--headless", "--norestore",
		r->profile.ptr, "--convert-to", "docx", "--outdir", r->scratch,
		r->source.ptr, NULL };
	struct pv_child_opts c = {
		.argv = argv, .scratch = r->scratch, .memory = MEMORY,
		.max_file = FILE_MAX, .loose = r->opts->loose,
		.seconds = r->opts->timeout_ms / 1000 + 1,
		.require = r->opts->require
	};
	struct pv_err err;
	int said, status;
	bool ended;
	pid_t pid;

	c.in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (c.in < 0 || !put_source(r))
		return OFFICE_TROUBLE;
	if (pv_child_start(&c, &pid, &said, &err) != PV_OK)
		return strcmp(err.code, "E-SANDBOX") == 0 ? OFFICE_NO_JAIL :
		    strcmp(err.code, "E-TOOL") == 0 ? OFFICE_NO_TOOL :
		    OFFICE_TROUBLE;
	ended = await(r, said);
	status = pv_child_wait(pid, ended ? CLEAN_MS : 0);
	if (!ended)
		return OFFICE_LATE;
	return status == 0 ? OFFICE_DONE : OFFICE_FAILED;
}

/* Nobody is told why LibreOffice failed, but this is easily seen. */
static bool
is_full(int dir)
{
	struct statvfs s;

	return fstatvfs(dir, &s) == 0 &&
	    (uint64_t)s.f_bavail * s.f_frsize < SPACE;
}

/* Convert, remove the folder, let the next one begin, hand out the result. */
static enum office_end
supervise(struct run *r)
{
	struct pv_io_limits lim = { FILE_MAX, false };
	enum office_end end = OFFICE_TROUBLE;
	int result = -1;

	r->dir = open(r->scratch, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->dir >= 0)
		end = run_office(r);
	if (end == OFFICE_DONE && pv_io_open(r->dir, "document.docx", &lim,
	    &result, NULL, NULL) != PV_OK)
		end = OFFICE_FAILED;
	if ((end == OFFICE_FAILED || end == OFFICE_TROUBLE) &&
	    r->dir >= 0 && is_full(r->dir))
		end = OFFICE_FULL;
	scratch_remove(r->scratch);
	close(r->link);
	if (end == OFFICE_DONE && !copy(result, r->out, FILE_MAX))
		end = OFFICE_TROUBLE;
	return end;
}

/*
 * In the small process: it lives until its work is done, whatever becomes of
 * the terminal; when the program ends, `link` tells.
 */
static void __attribute__((noreturn))
live(struct run *r)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT,
		SIGTSTP, SIGPIPE };
	int fds[3] = { r->link, r->out, r->opts->fd };
	struct office_opts opts = *r->opts;
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], SIG_IGN);
	setsid();
	/* keep three descriptors, in the places of the standard ones */
	for (i = 0; i < 3; i++) {
		fds[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, 10);
		if (fds[i] < 0)
			_exit(OFFICE_TROUBLE);
	}
	for (i = 0; i < 3; i++) {
		if (dup2(fds[i], (int)i) < 0 ||
		    fcntl((int)i, F_SETFD, FD_CLOEXEC) != 0)
			_exit(OFFICE_TROUBLE);
	}
	pv_io_close_from(3);
	r->link = 0;
	r->out = 1;
	opts.fd = 2;
	r->opts = &opts;
	_exit((int)supervise(r));
}

static enum pv_rc
launch(struct run *r, struct office *o, struct pv_err *err)
{
	int link[2], out[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, link) != 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot make a socket pair");
	if (pipe2(out, O_CLOEXEC) != 0) {
		close(link[0]);
		close(link[1]);
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot make a pipe");
	}
	r->link = link[1];
	r->out = out[1];
	o->pid = fork();
	if (o->pid == 0)
		live(r);
	close(link[1]);
	close(out[1]);
	o->link = link[0];
	o->out = out[0];
	if (o->pid > 0)
		return PV_OK;
	close(o->link);
	close(o->out);
	return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
	    "cannot start a process");
}

enum pv_rc
office_start(const struct office_opts *opts, struct office *o,
    struct pv_err *err)
{
	struct run r = { .opts = opts, .profile = PV_BUF_INIT,
		.source = PV_BUF_INIT };
	enum pv_rc rc;

	memset(o, 0, sizeof(*o));
	rc = scratch_make(opts->folder, &o->scratch, err);
	if (rc != PV_OK)
		return rc;
	r.scratch = o->scratch.ptr;
	pv_buf_str(&r.profile, "-env:UserInstallation=");
	put_url(&r.profile, r.scratch);
	pv_buf_str(&r.profile, "/profile");
	pv_buf_printf(&r.source, "%s/document.%s", r.scratch, opts->suffix);
	rc = r.profile.failed || r.source.failed ? pv_fail_nomem(err) :
	    launch(&r, o, err);
	pv_buf_release(&r.profile);
	pv_buf_release(&r.source);
	if (rc != PV_OK) {
		scratch_remove(o->scratch.ptr);
		pv_buf_release(&o->scratch);
	}
	return rc;
}

int
office_end(struct office *o, unsigned ms)
{
	struct pollfd p = { o->link, POLLIN, 0 };
	bool cleaned = poll(&p, 1, 0) > 0;
	int status;

	shutdown(o->link, SHUT_RDWR);
	close(o->link);
	status = pv_child_wait(o->pid, cleaned ? ms : CLEAN_MS);
	if (!cleaned && status == -1)
		scratch_remove(o->scratch.ptr);
	pv_buf_release(&o->scratch);
	return status;
}
