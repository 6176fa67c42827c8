/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* O_CLOEXEC, MSG_CMSG_CLOEXEC */
#endif
#include "base/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/io.h"
#include "base/jail.h"

#define WORKER_FD 3     /* where a worker keeps its socket */

#define FDS 2           /* descriptors of a job, at most */

/* Room for descriptors beside a message, aligned as the kernel wants. */
union control {
	char bytes[CMSG_SPACE(FDS * sizeof(int))];
	struct cmsghdr align;
};

/* Read exactly len bytes; false at the end of the stream. */
static bool
read_exact(int fd, void *to, size_t len)
{
	size_t got = 0;
	ssize_t n;

	while (got < len) {
		n = read(fd, (char *)to + got, len - got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		got += (size_t)n;
	}
	return true;
}

/* The job's descriptors; false when the message holds none. */
static bool
attached_fds(struct msghdr *msg, struct pv_job *job)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(msg);
	int fds[FDS] = { -1, 0 };

	if (c == NULL || c->cmsg_level != SOL_SOCKET ||
	    c->cmsg_type != SCM_RIGHTS ||
	    (c->cmsg_len != CMSG_LEN(sizeof(int)) &&
	    c->cmsg_len != CMSG_LEN(sizeof(fds))))
		return false;
	memcpy(fds, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
	job->fd = fds[0];
	job->aux = fds[1];
	return job->fd >= 0;
}

/* The next request, its name in `name`; false when there will be none. */
static bool
receive(int sock, struct pv_request_head *head, struct pv_job *job,
    char name[PV_JOB_NAME])
{
	union control control;
	struct iovec iov = { head, sizeof(*head) };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)
	};
	ssize_t n;

	do
		n = recvmsg(sock, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return false;
	if (!attached_fds(&msg, job))
		return false;
	if ((size_t)n < sizeof(*head) && !read_exact(sock, (char *)head + n,
	    sizeof(*head) - (size_t)n))
		return false;
	if (head->magic != PV_REQUEST_MAGIC || head->name_len > PV_JOB_NAME ||
	    !read_exact(sock, name, head->name_len))
		return false;
	job->kind = head->kind;
	job->name = pv_span(name, head->name_len);
	return true;
}

static bool
send_reply(int sock, uint32_t serial, enum pv_rc rc, struct pv_span body)
{
	struct pv_reply_head head = {
		PV_REPLY_MAGIC, serial, (uint32_t)rc, 0, body.len
	};
	struct pv_span first = pv_span((const char *)&head, sizeof(head));

	return pv_io_write_all(sock, first, NULL) == PV_OK &&
	    pv_io_write_all(sock, body, NULL) == PV_OK;
}

/* Do one job; false when the parent is gone. */
static bool
serve(const struct pv_pool_opts *opts, int sock, const struct pv_job *job,
    uint32_t serial)
{
	struct pv_buf reply = PV_BUF_INIT;
	struct pv_err err;
	enum pv_rc rc;
	bool sent;

	memset(&err, 0, sizeof(err));
	rc = opts->work(opts->ctx, job, &reply, &err);
	if (rc == PV_OK && reply.failed)
		rc = pv_fail_nomem(&err);
	close(job->fd);
	if (job->aux > 0)
		close(job->aux);
	sent = send_reply(sock, serial, rc, rc == PV_OK ? pv_buf_view(&reply) :
	    pv_span((const char *)&err, sizeof(err)));
	pv_buf_release(&reply);
	return sent;
}

/*
 * Keep the socket and nothing else: neither the store nor the terminal.  A
 * sanitizer keeps its way to report.
 */
static void
shed_descriptors(int sock)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int fd, last = STDERR_FILENO;

#ifdef PV_NO_SANDBOX
	last = STDOUT_FILENO;
#endif
	for (fd = 0; fd <= last; fd++) {
		if (null < 0 || dup2(null, fd) < 0)
			close(fd);
	}
	if (sock != WORKER_FD)
		dup2(sock, WORKER_FD);
	pv_io_close_from(WORKER_FD + 1);
}

/*
 * The keyboard's signals go to the whole group: the parent decides when a
 * worker ends, and the worker ends with it.
 */
static void
settle_signals(pid_t parent)
{
	sigset_t none;

	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	signal(SIGTSTP, SIG_DFL);
	signal(SIGPIPE, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);       /* it was gone before the call above */
}

static void __attribute__((noreturn))
live(const struct pv_pool_opts *opts, int sock, pid_t parent)
{
	struct pv_jail_opts jail = { opts->memory, opts->exec };
	struct pv_request_head head;
	struct pv_job job;
	char name[PV_JOB_NAME];

	settle_signals(parent);
	if (opts->prepare != NULL)
		opts->prepare(opts->ctx);
	shed_descriptors(sock);
	if (opts->jail &&
	    (pv_jail_enter(&jail) & opts->require) != opts->require)
		_exit(PV_WORKER_NO_JAIL);
	while (receive(WORKER_FD, &head, &job, name)) {
		if (!serve(opts, WORKER_FD, &job, head.serial))
			break;
	}
	_exit(0);
}

enum pv_rc
pv_worker_start(const struct pv_pool_opts *opts, pid_t *pid, int *fd,
    struct pv_err *err)
{
	pid_t parent = getpid();
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return pv_fail(err, PV_ESYS, "E-SYS",
		    "cannot make a socket pair (errno %d)", errno);
	*pid = fork();
	if (*pid == 0)
		live(opts, pair[1], parent);
	close(pair[1]);
	if (*pid < 0) {
		close(pair[0]);
		return pv_fail(err, PV_ESYS, "E-SYS",
		    "cannot start a worker (errno %d)", errno);
	}
	*fd = pair[0];
	return PV_OK;
}

enum pv_rc
pv_worker_send(int fd, const struct pv_job *job, uint32_t serial,
    struct pv_err *err)
{
	struct pv_span name = job->name;
	struct pv_request_head head;
	union control control;
	struct iovec iov[2];
	struct msghdr msg = {
		.msg_iov = iov, .msg_iovlen = 2,
		.msg_control = control.bytes,
		.msg_controllen = sizeof(control.bytes)
	};
	struct cmsghdr *c = &control.align;
	int fds[FDS] = { job->fd, job->aux };
	size_t nfds = job->aux > 0 ? 2 : 1;
	ssize_t n;

	if (name.len > PV_JOB_NAME)
		name = pv_span_sub(name, name.len - PV_JOB_NAME, name.len);
	head = (struct pv_request_head){
		PV_REQUEST_MAGIC, job->kind, (uint32_t)name.len, serial
	};
	iov[0] = (struct iovec){ &head, sizeof(head) };
	/* sendmsg() only reads, but its type says that it may write */
	memcpy(&iov[1].iov_base, &name.ptr, sizeof(name.ptr));
	iov[1].iov_len = name.len;
	memset(&control, 0, sizeof(control));
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(nfds * sizeof(int));
	memcpy(CMSG_DATA(c), fds, nfds * sizeof(int));
	msg.msg_controllen = CMSG_SPACE(nfds * sizeof(int));
	do
		n = sendmsg(fd, &msg, MSG_NOSIGNAL);
	while (n < 0 && errno == EINTR);
	if (n == (ssize_t)(sizeof(head) + name.len))
		return PV_OK;
	return pv_fail(err, PV_ESYS, "E-SYS", "cannot reach a worker");
}
