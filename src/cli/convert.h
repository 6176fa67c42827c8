/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_CONVERT_H
#define PV_CLI_CONVERT_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/pool.h"
#include "cli/office.h"
#include "cli/opts.h"
#include "ingest/ingest.h"

/*
 * Programs that turn documents into what readers read.  They are found in PATH
 * and run locked in (base/child.h), while the document waits in the pool; what
 * they make is not looked at here.
 */
struct converters {
	const struct opts *opt;
	bool looked;                /* in PATH */
	struct pv_buf pdftotext, soffice;   /* paths; empty: not there */
	int gate;                   /* hangs up when LibreOffice has ended;
	                             * -1 = it was not started */
};

void converters_init(struct converters *c, const struct opts *opt);
void converters_release(struct converters *c);

/*
 * Look for a program in the absolute folders of PATH: one that is relative
 * means wherever the documents happen to be.  False when it is not there.
 */
bool converters_program(const char *name, struct pv_buf *out);

/* Look them up, once. */
PV_NODISCARD enum pv_rc converters_find(struct converters *c,
    struct pv_err *err);

/* A document that is being converted; all 0 for one that needs nothing. */
struct conversion {
	enum pv_conversion kind;
	pid_t pid;                  /* of pdftotext */
	struct office office;
};

/* What a document needs; reads without moving its offset. */
enum pv_conversion conversion_needs(int fd);

/*
 * Wait until LibreOffice may be started, since it runs once at a time, while
 * the pool goes on.
 */
PV_NODISCARD enum pv_rc conversion_turn(struct converters *c,
    enum pv_conversion kind, struct pv_pool *pool, struct pv_err *err);

/* Start what the job's document needs; its output becomes job->aux. E-TOOL. */
PV_NODISCARD enum pv_rc conversion_start(struct converters *c,
    struct conversion *v, enum pv_conversion kind, struct pv_job *job,
    struct pv_err *err);

/*
 * End it.  When reading failed, in *why, and the cause is that the program
 * failed, *why becomes that; NULL when reading succeeded or nobody asks.
 */
void conversion_end(struct conversion *v, struct pv_err *why);

#endif
