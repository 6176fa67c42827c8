/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* realpath, AT_FDCWD */
#endif
#include "cli/git.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/io.h"
#include "base/jail.h"
#include "cli/convert.h"
#include "cli/reader.h"

#define WORDS_MAX 48
#define FIELD_MAX ((size_t)64 * 1024)   /* a path, a line */
#define CHUNK ((size_t)64 * 1024)
#define MEMORY (UINT64_C(4) << 30)      /* address space */
#define SECONDS 600                     /* of processor time */
#define END_MS 5000                     /* to end after its output did */

/* What every call begins with, after the program and --git-dir. */
static const char *const guards[] = {
	"--no-pager", "--no-optional-locks", "--no-replace-objects",
	"--literal-pathspecs",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null",
	"-c", "core.attributesFile=/dev/null", "-c", "core.pager=cat",
	"-c", "core.sshCommand=false", "-c", "core.quotePath=true",
	"-c", "diff.external=", "-c", "diff.ignoreSubmodules=all",
	"-c", "diff.orderFile=/dev/null", "-c", "log.showSignature=false",
	"-c", "protocol.allow=never", "-c", "submodule.recurse=false",
	"-c", "core.packedGitWindowSize=32m", "-c", "core.packedGitLimit=256m"
};

static const char *const environment[] = {
	"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=/dev/null",
	"GIT_ATTR_NOSYSTEM=1", "GIT_OPTIONAL_LOCKS=0",
	"GIT_NO_REPLACE_OBJECTS=1", "GIT_NO_LAZY_FETCH=1",
	"GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0",
	"GIT_PAGER=cat", "GIT_FLUSH=0", NULL
};

/* ------------------------------------------------------- the repository */

static bool
is_folder(const char *dir, const char *name)
{
	struct pv_buf path = PV_BUF_INIT;
	struct stat sb;
	bool yes;

	pv_buf_printf(&path, "%s/%s", dir, name);
	yes = !path.failed && stat(path.ptr, &sb) == 0 && S_ISDIR(sb.st_mode);
	pv_buf_release(&path);
	return yes;
}

/* Absolute: git runs elsewhere, and no name begins with a hyphen. */
static bool
put_real(struct pv_buf *out, const char *path)
{
	char *real = realpath(path, NULL);

	pv_buf_clear(out);
	if (real != NULL)
		pv_buf_str(out, real);
	free(real);
	return real != NULL;
}

/* "gitdir: PATH" in a file .git: of another working tree, of a submodule. */
static bool
follow(struct pv_buf *dir)
{
	struct pv_io_limits lim = { FIELD_MAX, false };
	struct pv_buf text = PV_BUF_INIT, path = PV_BUF_INIT;
	struct pv_span s;
	bool ok = false;
	int fd;

	pv_buf_span(&path, pv_buf_view(dir));
	pv_buf_str(&path, "/.git");
	if (path.failed || pv_io_open(AT_FDCWD, path.ptr, &lim, &fd, NULL,
	    NULL) != PV_OK)
		goto out;
	if (pv_io_read_all(fd, FIELD_MAX, &text, NULL) == PV_OK &&
	    pv_span_starts(pv_buf_view(&text), PV_SPAN("gitdir:"))) {
		s = pv_span_trim(pv_span_sub(pv_buf_view(&text), 7,
		    text.len));
		pv_buf_clear(&path);
		if (s.len > 0 && s.ptr[0] != '/') {
			pv_buf_span(&path, pv_buf_view(dir));
			pv_buf_char(&path, '/');
		}
		pv_buf_span(&path, s);
		ok = !path.failed && put_real(dir, path.ptr);
	}
	close(fd);
out:
	pv_buf_release(&text);
	pv_buf_release(&path);
	return ok;
}

enum pv_rc
git_open(struct git *g, const struct opts *opt, const char *path,
    struct pv_err *err)
{
	*g = (struct git){ opt, PV_BUF_INIT, PV_BUF_INIT };
	if (!converters_program("git", &g->program))
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "histories are read through git, which is not installed");
	if (!put_real(&g->dir, path))
		return pv_fail_errno(err, PV_EIO, "E-OPEN", errno,
		    "cannot open");
	if (is_folder(g->dir.ptr, ".git"))
		pv_buf_str(&g->dir, "/.git");
	else if (!is_folder(g->dir.ptr, "objects") && !follow(&g->dir))
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "is no repository of git");
	return g->dir.failed || g->program.failed ? pv_fail_nomem(err) :
	    PV_OK;
}

void
git_release(struct git *g)
{
	pv_buf_release(&g->program);
	pv_buf_release(&g->dir);
}

/* ----------------------------------------------------------- the process */

static enum pv_rc
launch(const struct git *g, const char *const *argv, int in,
    struct git_pipe *p, struct pv_err *err)
{
	struct pv_child_opts opts = {
		.argv = argv, .env = environment, .in = in, .memory = MEMORY,
		.seconds = SECONDS, .loose = g->opt->sandbox == WHEN_NEVER,
		.require = g->opt->sandbox == WHEN_ALWAYS ?
		    (unsigned)PV_JAIL_ALL & ~(unsigned)PV_JAIL_LIMITS : 0
	};

	return pv_child_start(&opts, &p->pid, &p->fd, err);
}

enum pv_rc
git_start(const struct git *g, const char *const *words, struct pv_span input,
    uint64_t most, struct git_pipe *p, struct pv_err *err)
{
	const char *argv[WORDS_MAX + 4];
	struct pv_buf dir = PV_BUF_INIT;
	size_t n = 0, i;
	enum pv_rc rc;
	int in = -1;

	*p = (struct git_pipe){ .pid = -1, .fd = -1, .left = most,
		.idle_ms = g->opt->timeout_ms == 0 ? -1 :
		    (int)g->opt->timeout_ms };
	pv_buf_str(&dir, "--git-dir=");
	pv_buf_span(&dir, pv_buf_view(&g->dir));
	argv[n++] = g->program.ptr;
	argv[n++] = dir.ptr;
	for (i = 0; i < sizeof(guards) / sizeof(guards[0]); i++)
		argv[n++] = guards[i];
	for (i = 0; words[i] != NULL && n < WORDS_MAX + 3; i++)
		argv[n++] = words[i];
	argv[n] = NULL;
	rc = dir.failed ? pv_fail_nomem(err) : reader_memory(input, &in, err);
	if (rc == PV_OK) {
		rc = launch(g, argv, in, p, err);
		close(in);
	}
	pv_buf_release(&dir);
	return rc;
}

/* Wait for output, and read some of it behind what was not taken. */
static enum pv_rc
fill(struct git_pipe *p, struct pv_err *err)
{
	struct pollfd poller = { p->fd, POLLIN, 0 };
	ssize_t n;
	int rc;

	if (p->at > 0) {
		memmove(p->buf.ptr, p->buf.ptr + p->at, p->buf.len - p->at);
		p->buf.len -= p->at;
		p->at = 0;
	}
	if (!pv_buf_reserve(&p->buf, CHUNK))
		return pv_fail_nomem(err);
	do
		rc = poll(&poller, 1, p->idle_ms);
	while (rc < 0 && errno == EINTR);
	if (rc == 0)
		return pv_fail(err, PV_EINPUT, "E-TIMEOUT",
		    "git said nothing within the time limit");
	do
		n = read(p->fd, p->buf.ptr + p->buf.len, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return pv_fail_errno(err, PV_EIO, "E-READ", errno,
		    "cannot read");
	if ((uint64_t)n > p->left)
		return pv_fail(err, PV_EINPUT, "E-SIZE",
		    "the history is too large");
	p->left -= (uint64_t)n;
	p->buf.len += (size_t)n;
	p->ended = n == 0;
	return PV_OK;
}

static struct pv_span
rest(const struct git_pipe *p)
{
	return pv_span_sub(pv_buf_view(&p->buf), p->at, p->buf.len);
}

static enum pv_rc
cut_short(struct pv_err *err)
{
	return pv_fail(err, PV_EINPUT, "E-GIT",
	    "git ended in the middle of an answer");
}

enum pv_rc
git_field(struct git_pipe *p, char end, struct pv_span *out, bool *more,
    struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	const char *stop = NULL;
	size_t seen = 0;

	*more = false;
	while (rc == PV_OK) {
		*out = rest(p);
		if (out->len > seen)
			stop = memchr(out->ptr + seen, end, out->len - seen);
		if (stop != NULL || p->ended)
			break;
		seen = out->len;
		rc = seen > FIELD_MAX ? pv_fail(err, PV_EINPUT, "E-GIT",
		    "git told a name that is too long") : fill(p, err);
	}
	if (rc != PV_OK)
		return rc;
	if (stop == NULL)
		return out->len > 0 ? cut_short(err) : PV_OK;
	out->len = (size_t)(stop - out->ptr);
	p->at += out->len + 1;
	*more = true;
	return PV_OK;
}

enum pv_rc
git_bytes(struct git_pipe *p, size_t len, struct pv_span *out,
    struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	while (rc == PV_OK && rest(p).len < len)
		rc = p->ended ? cut_short(err) : fill(p, err);
	*out = pv_span_sub(rest(p), 0, len);
	if (rc == PV_OK)
		p->at += len;
	return rc;
}

enum pv_rc
git_end(struct git_pipe *p, struct pv_err *err)
{
	int status = pv_child_wait(p->pid, END_MS);

	p->pid = -1;
	git_stop(p);
	if (status == -1 || WIFSIGNALED(status))
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "git was stopped or crashed");
	if (WEXITSTATUS(status) != 0)
		return pv_fail(err, PV_EINPUT, "E-GIT",
		    "git cannot read it (exit status %d)",
		    WEXITSTATUS(status));
	return PV_OK;
}

void
git_stop(struct git_pipe *p)
{
	if (p->pid > 0)
		pv_child_end(p->pid);
	if (p->fd >= 0)
		close(p->fd);
	p->pid = -1;
	p->fd = -1;
	pv_buf_release(&p->buf);
}
