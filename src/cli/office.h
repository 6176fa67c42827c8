/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_OFFICE_H
#define PV_CLI_OFFICE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * LibreOffice, once, to turn a document into DOCX.  It writes files, so a
 * small process of ours runs it in a private folder, takes the result, removes
 * the folder and passes the result through a pipe.  It does so, too, when the
 * program ends meanwhile for whatever reason.
 */
struct office_opts {
	const char *program;        /* the soffice to run */
	const char *folder;         /* where to make the private folder */
	const char *suffix;         /* of the document: "rtf", "doc" */
	int fd;                     /* the document, with an offset of its own;
	                             * stays the caller's */
	uint64_t max_size;          /* bytes of it */
	uint32_t timeout_ms;
	bool loose;                 /* see pv_child_opts */
	unsigned require;
};

struct office {
	pid_t pid;                  /* of our small process */
	int link;                   /* hangs up when LibreOffice has ended and
	                             * its folder is gone */
	int out;                    /* the result; the caller's */
	struct pv_buf scratch;
};

/* How the small process ends. */
enum office_end {
	OFFICE_DONE,
	OFFICE_FAILED,              /* no result */
	OFFICE_FULL,                /* likewise, and the disk has no space */
	OFFICE_LATE,                /* the time was up */
	OFFICE_TROUBLE,             /* the folder could not be used */
	OFFICE_NO_TOOL,             /* the program could not be started */
	OFFICE_NO_JAIL              /* a required part of the jail is missing */
};

PV_NODISCARD enum pv_rc office_start(const struct office_opts *opts,
    struct office *o, struct pv_err *err);

/* End it; how it ended as waitpid() tells, -1 when it was ended here. */
int office_end(struct office *o, unsigned ms);

#endif
