/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pipe2, dup3 */
#endif
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/jail.h"

#define REPORT_FD 3     /* where a child tells why it is no program yet */
#define LIFT_FD 10      /* beyond the descriptors that are put in place */
#define FILES_MAX 512   /* descriptors of a child */
#define ENV_MAX 16      /* variables that a caller adds */

/* What a child reports when it cannot become the program. */
enum stage {
	STAGE_SETUP,            /* descriptors, limits */
	STAGE_JAIL,             /* a required part is missing */
	STAGE_EXEC              /* the file cannot be run */
};

struct report {
	int stage, no;
};

static void __attribute__((noreturn))
give_up(int fd, enum stage stage)
{
	struct report r = { (int)stage, errno };

	(void)!write(fd, &r, sizeof(r));
	_exit(127);
}

/* As a new process finds them: nothing ignored, nothing blocked. */
static void
settle_signals(void)
{
	sigset_t none;
	int sig;

	for (sig = 1; sig < NSIG; sig++)
		signal(sig, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/*
 * 0, 1, 2 and the report, and nothing else.  All are lifted first, so that
 * none is overwritten before it is in place.
 */
static bool
settle_descriptors(int in, int out, int *report)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	*report = fcntl(*report, F_DUPFD_CLOEXEC, LIFT_FD);
	in = fcntl(in, F_DUPFD_CLOEXEC, LIFT_FD);
	out = fcntl(out, F_DUPFD_CLOEXEC, LIFT_FD);
	null = fcntl(null, F_DUPFD_CLOEXEC, LIFT_FD);
	if (*report < 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0 ||
	    dup3(*report, REPORT_FD, O_CLOEXEC) < 0)
		return false;
	*report = REPORT_FD;
	pv_io_close_from(REPORT_FD + 1);
	return true;
}

/* `over` is between the limit that warns and the one that kills. */
static bool
limit(__rlimit_resource_t what, uint64_t most, uint64_t over)
{
	struct rlimit r = { (rlim_t)most, (rlim_t)(most + over) };
	struct rlimit have;

	if (getrlimit(what, &have) != 0)
		return false;
	if (r.rlim_max > have.rlim_max)
		r.rlim_max = have.rlim_max;
	if (r.rlim_cur > r.rlim_max)
		r.rlim_cur = r.rlim_max;
	return setrlimit(what, &r) == 0;
}

static bool
settle_limits(const struct pv_child_opts *opts)
{
	return limit(RLIMIT_CORE, 0, 0) && limit(RLIMIT_NOFILE, FILES_MAX, 0) &&
	    limit(RLIMIT_FSIZE, opts->max_file, 0) &&
	    (opts->memory == 0 || limit(RLIMIT_AS, opts->memory, 0)) &&
	    (opts->seconds == 0 || limit(RLIMIT_CPU, opts->seconds, 1));
}

/* What a child is given before the fork: nothing is allocated after it. */
struct plan {
	const struct pv_child_opts *opts;
	struct pv_buf home, temp;
	char *env[ENV_MAX + 5];
	char **argv;                /* as execve() wants it */
	pid_t parent;
};

static bool
make_plan(struct plan *p, const struct pv_child_opts *opts)
{
	static const char path[] = "PATH=/usr/local/bin:/usr/bin:/bin";
	static const char locale[] = "LC_ALL=C.UTF-8";
	size_t n = 0, i;

	memset(p, 0, sizeof(*p));
	p->opts = opts;
	p->parent = getpid();
	pv_buf_printf(&p->home, "HOME=%s", opts->scratch != NULL ?
	    opts->scratch : "/nonexistent");
	pv_buf_printf(&p->temp, "TMPDIR=%s", opts->scratch != NULL ?
	    opts->scratch : "/nonexistent");
	/* execve() only reads, but its type says that it may write */
	memcpy(&p->argv, &opts->argv, sizeof(p->argv));
	p->env[n++] = p->home.ptr;
	p->env[n++] = p->temp.ptr;
	memcpy(&p->env[n++], &(const char *){ path }, sizeof(char *));
	memcpy(&p->env[n++], &(const char *){ locale }, sizeof(char *));
	for (i = 0; opts->env != NULL && opts->env[i] != NULL; i++) {
		if (i == ENV_MAX)
			return false;
		memcpy(&p->env[n++], &opts->env[i], sizeof(char *));
	}
	return !p->home.failed && !p->temp.failed;
}

static void
drop_plan(struct plan *p)
{
	pv_buf_release(&p->home);
	pv_buf_release(&p->temp);
}

/* Become the program.  A session of its own is a group without a terminal. */
static void __attribute__((noreturn))
become(const struct plan *p, int out, int report)
{
	const struct pv_child_opts *opts = p->opts;

	settle_signals();
	if (setsid() < 0 || !settle_descriptors(opts->in, out, &report) ||
	    chdir(opts->scratch != NULL ? opts->scratch : "/") != 0 ||
	    !settle_limits(opts))
		give_up(report, STAGE_SETUP);
	umask(077);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != p->parent)
		_exit(0);       /* it was gone before the call above */
	if (!opts->loose && (pv_jail_program(opts->scratch) & opts->require) !=
	    opts->require)
		give_up(report, STAGE_JAIL);
	execve(p->argv[0], p->argv, p->env);
	give_up(report, STAGE_EXEC);
}

/* Wait until the child is the program, or tell why it is not. */
static enum pv_rc
await_program(int fd, const char *file, struct pv_err *err)
{
	struct report r;
	ssize_t n;

	do
		n = read(fd, &r, sizeof(r));
	while (n < 0 && errno == EINTR);
	if (n == 0)
		return PV_OK;
	if (n != (ssize_t)sizeof(r) || r.stage == STAGE_SETUP)
		return pv_fail_errno(err, PV_ESYS, "E-SYS",
		    n == (ssize_t)sizeof(r) ? r.no : EIO,
		    "cannot prepare a process");
	if (r.stage == STAGE_JAIL)
		return pv_fail(err, PV_ESYS, "E-SANDBOX",
		    "the sandbox is required but not available here");
	return pv_fail_errno(err, PV_EINPUT, "E-TOOL", r.no, "cannot run %s",
	    file);
}

static enum pv_rc
launch(const struct plan *p, const int out[2], const int report[2],
    pid_t *pid, struct pv_err *err)
{
	*pid = fork();
	if (*pid == 0)
		become(p, out[1], report[1]);
	if (*pid < 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot start a process");
	return PV_OK;
}

enum pv_rc
pv_child_start(const struct pv_child_opts *opts, pid_t *pid, int *out,
    struct pv_err *err)
{
	int data[2], report[2];
	struct plan plan;
	enum pv_rc rc;

	if (pipe2(data, O_CLOEXEC) != 0)
		return pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot make a pipe");
	if (pipe2(report, O_CLOEXEC) != 0) {
		rc = pv_fail_errno(err, PV_ESYS, "E-SYS", errno,
		    "cannot make a pipe");
		close(data[0]);
		close(data[1]);
		return rc;
	}
	rc = make_plan(&plan, opts) ? launch(&plan, data, report, pid, err) :
	    pv_fail_nomem(err);
	drop_plan(&plan);
	close(data[1]);
	close(report[1]);
	if (rc == PV_OK) {
		rc = await_program(report[0], opts->argv[0], err);
		if (rc != PV_OK)
			pv_child_end(*pid);
	}
	close(report[0]);
	if (rc == PV_OK)
		*out = data[0];
	else
		close(data[0]);
	return rc;
}

/* Has it ended?  It stays a zombie, so that its number stays its own. */
static bool
has_ended(pid_t pid)
{
	siginfo_t info;
	int rc;

	memset(&info, 0, sizeof(info));
	do
		rc = waitid(P_PID, (id_t)pid, &info,
		    WEXITED | WNOHANG | WNOWAIT);
	while (rc != 0 && errno == EINTR);
	return rc != 0 || info.si_pid == pid;
}

int
pv_child_wait(pid_t pid, unsigned ms)
{
	static const struct timespec nap = { 0, 1000000 };
	bool ended = has_ended(pid);
	int status = -1;
	pid_t got;

	for (; !ended && ms > 0; ms--) {
		nanosleep(&nap, NULL);
		ended = has_ended(pid);
	}
	kill(-pid, SIGKILL);
	do
		got = waitpid(pid, &status, 0);
	while (got < 0 && errno == EINTR);
	return ended && got == pid ? status : -1;
}

void
pv_child_end(pid_t pid)
{
	(void)pv_child_wait(pid, 0);
}
