/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* F_DUPFD_CLOEXEC */
#endif
#include "cli/convert.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "base/jail.h"
#include "cli/operand.h"

#define HEAD 16                             /* see pv_ingest_needs() */
#define PDF_MEMORY (UINT64_C(2) << 30)      /* address space of pdftotext */
#define OFFICE_MS 60000                     /* when there is no --timeout */
#define NO_RUN 126                          /* from here: not the program's */
#define GRACE_MS 200                        /* to end after its output did */

void
converters_init(struct converters *c, const struct opts *opt)
{
	*c = (struct converters){ .opt = opt, .pdftotext = PV_BUF_INIT,
		.soffice = PV_BUF_INIT, .gate = -1 };
}

void
converters_release(struct converters *c)
{
	pv_buf_release(&c->pdftotext);
	pv_buf_release(&c->soffice);
	if (c->gate >= 0)
		close(c->gate);
	c->gate = -1;
}

/* ------------------------------------------------------------- programs */

static bool
is_program(const char *path)
{
	struct stat sb;

	return stat(path, &sb) == 0 && S_ISREG(sb.st_mode) &&
	    access(path, X_OK) == 0;
}

bool
converters_program(const char *name, struct pv_buf *out)
{
	const char *path = getenv("PATH"), *end;

	for (; path != NULL && *path != '\0'; path = end + (*end == ':')) {
		end = strchr(path, ':');
		if (end == NULL)
			end = path + strlen(path);
		if (*path != '/')
			continue;
		pv_buf_clear(out);
		pv_buf_add(out, path, (size_t)(end - path));
		pv_buf_char(out, '/');
		pv_buf_str(out, name);
		if (!out->failed && is_program(out->ptr))
			return true;
	}
	pv_buf_clear(out);
	return false;
}

enum pv_rc
converters_find(struct converters *c, struct pv_err *err)
{
	if (!c->looked) {
		c->looked = true;
		converters_program("pdftotext", &c->pdftotext);
		if (!converters_program("soffice", &c->soffice))
			converters_program("libreoffice", &c->soffice);
	}
	return c->pdftotext.failed || c->soffice.failed ?
	    pv_fail_nomem(err) : PV_OK;
}

/* ------------------------------------------------------------ starting */

static size_t
read_head(int fd, char head[HEAD])
{
	ssize_t n = pread(fd, head, HEAD, 0);

	return n > 0 ? (size_t)n : 0;
}

enum pv_conversion
conversion_needs(int fd)
{
	char head[HEAD];
	size_t n = read_head(fd, head);

	return pv_ingest_needs(pv_span(head, n));
}

enum pv_rc
conversion_turn(struct converters *c, enum pv_conversion kind,
    struct pv_pool *pool, struct pv_err *err)
{
	enum pv_rc rc;

	if (kind != PV_CONVERT_DOCX || c->gate < 0)
		return PV_OK;
	rc = pv_pool_wait(pool, c->gate, err);
	close(c->gate);
	c->gate = -1;
	return rc;
}

/* What must hold of the jail of a program; its limits always do. */
static unsigned
required(const struct converters *c)
{
	return c->opt->sandbox == WHEN_ALWAYS ?
	    (unsigned)PV_JAIL_ALL & ~(unsigned)PV_JAIL_LIMITS : 0;
}

static enum pv_rc
start_pdf(struct converters *c, struct conversion *v, int in, int *out,
    struct pv_err *err)
{
	const char *argv[] = { c->pdftotext.ptr, "-bbox-layout", "-enc",
		"UTF-8", "-", "-", NULL };
	struct pv_child_opts opts = {
		.argv = argv, .in = in, .memory = PDF_MEMORY,
		.seconds = c->opt->timeout_ms / 1000,
		.loose = c->opt->sandbox == WHEN_NEVER,
		.require = required(c)
	};

	if (c->pdftotext.len == 0)
		return pv_fail(err, PV_EINPUT, "E-TOOL", "PDF is read through "
		    "pdftotext, which is not installed (package "
		    "poppler-utils)");
	return pv_child_start(&opts, &v->pid, out, err);
}

/* The private folder is made where the user wants such things. */
static const char *
temp_folder(void)
{
	const char *dir = getenv("TMPDIR");

	return dir != NULL && dir[0] == '/' ? dir : "/tmp";
}

static enum pv_rc
start_office(struct converters *c, struct conversion *v, int in, int *out,
    struct pv_err *err)
{
	struct office_opts opts = {
		.program = c->soffice.ptr, .folder = temp_folder(), .fd = in,
		.max_size = c->opt->max_size, .suffix = "doc",
		.timeout_ms = c->opt->timeout_ms > 0 ? c->opt->timeout_ms :
		    OFFICE_MS,
		.loose = c->opt->sandbox == WHEN_NEVER,
		.require = required(c)
	};
	char head[HEAD];
	struct pv_span s = pv_span(head, read_head(in, head));
	enum pv_rc rc;

	if (pv_span_starts(s, PV_SPAN("{\\rtf")))
		opts.suffix = "rtf";
	if (c->soffice.len == 0)
		return pv_fail(err, PV_EINPUT, "E-TOOL", "%s is read through "
		    "LibreOffice (soffice), which is not installed (package "
		    "libreoffice-writer)", opts.suffix[0] == 'r' ? "RTF" :
		    "an old Word document");
	rc = office_start(&opts, &v->office, err);
	if (rc != PV_OK)
		return rc;
	*out = v->office.out;
	c->gate = fcntl(v->office.link, F_DUPFD_CLOEXEC, 0);
	return PV_OK;
}

enum pv_rc
conversion_start(struct converters *c, struct conversion *v,
    enum pv_conversion kind, struct pv_job *job, struct pv_err *err)
{
	enum pv_rc rc;
	int in = -1;

	if (kind == PV_CONVERT_NONE)
		return PV_OK;
	rc = converters_find(c, err);
	if (rc == PV_OK)
		rc = operand_again(job->fd, &in, err);
	if (rc != PV_OK)
		return rc;
	rc = kind == PV_CONVERT_PDF ?
	    start_pdf(c, v, in, &job->aux, err) :
	    start_office(c, v, in, &job->aux, err);
	close(in);
	if (rc == PV_OK)
		v->kind = kind;
	return rc;
}

/* -------------------------------------------------------------- ending */

/* An exit status below NO_RUN is about the document: the reader tells more. */
static void
explain_pdf(int status, struct pv_err *why)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
		pv_fail(why, PV_EINPUT, "E-TIMEOUT",
		    "pdftotext took longer than the time limit");
	else if (WIFSIGNALED(status))
		pv_fail(why, PV_EINPUT, "E-TOOL",
		    "pdftotext crashed (signal %d)", WTERMSIG(status));
	else if (WEXITSTATUS(status) >= NO_RUN)
		pv_fail(why, PV_EINPUT, "E-TOOL",
		    "pdftotext does not run (exit status %d)",
		    WEXITSTATUS(status));
}

static void
explain_office(int status, struct pv_err *why)
{
	if (WIFSIGNALED(status)) {
		pv_fail(why, PV_EINPUT, "E-TOOL",
		    "the conversion crashed (signal %d)", WTERMSIG(status));
		return;
	}
	switch ((enum office_end)WEXITSTATUS(status)) {
	case OFFICE_DONE:
		break;
	case OFFICE_FAILED:
		pv_fail(why, PV_EINPUT, "E-FORMAT",
		    "LibreOffice could not read it");
		break;
	case OFFICE_FULL:
		pv_fail(why, PV_ESYS, "E-TOOL",
		    "no space for LibreOffice in %s", temp_folder());
		break;
	case OFFICE_LATE:
		pv_fail(why, PV_EINPUT, "E-TIMEOUT",
		    "LibreOffice took longer than the time limit");
		break;
	case OFFICE_TROUBLE:
		pv_fail(why, PV_ESYS, "E-TOOL",
		    "no folder for LibreOffice could be used");
		break;
	case OFFICE_NO_TOOL:
		pv_fail(why, PV_EINPUT, "E-TOOL",
		    "LibreOffice could not be started");
		break;
	case OFFICE_NO_JAIL:
		pv_fail(why, PV_ESYS, "E-SANDBOX",
		    "the sandbox is required but not available here");
		break;
	}
}

/*
 * May the end of the program be the cause?  Not of what the document's own
 * bytes or the reader's own end tell.
 */
static bool
is_open(const struct pv_err *why)
{
	static const char *const certain[] = { "E-CRYPT", "E-TIMEOUT",
		"E-CRASH", "E-NOMEM", "E-SIZE", "E-READ" };
	size_t i;

	for (i = 0; i < sizeof(certain) / sizeof(certain[0]); i++) {
		if (strcmp(why->code, certain[i]) == 0)
			return false;
	}
	return true;
}

void
conversion_end(struct conversion *v, struct pv_err *why)
{
	bool ask = why != NULL && is_open(why);
	unsigned ms = ask ? GRACE_MS : 0;
	int status;

	switch (v->kind) {
	case PV_CONVERT_NONE:
		break;
	case PV_CONVERT_PDF:
		status = pv_child_wait(v->pid, ms);
		if (ask && status != -1)
			explain_pdf(status, why);
		break;
	case PV_CONVERT_DOCX:
		status = office_end(&v->office, ms);
		if (ask && status != -1)
			explain_office(status, why);
		break;
	}
	memset(v, 0, sizeof(*v));
}
