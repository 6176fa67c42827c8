/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_READER_H
#define PV_CLI_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pool.h"
#include "cli/cli.h"
#include "cli/convert.h"
#include "model/finding.h"
#include "model/version.h"
#include "rule/rule.h"
#include "view/view.h"

/* What is wanted of a document; the kind of a job is a set of these. */
enum reader_want {
	READER_TAG = 1 << 0,        /* findings */
	READER_LINES = 1 << 1,      /* where lines begin, for places */
	READER_RAW = 1 << 2,        /* the bytes */
	READER_TEXT = 1 << 3,       /* the descriptor holds a version already
	                             * read, in wire form */
	READER_TRACE = 1 << 4,      /* why, for the clause of the run */
	READER_BEFORE = 1 << 5,     /* tracked changes rejected, whatever the
	                             * options say */
	/*
	 * Alone: what a parcel holds, see unpack.c.  READER_GUESS: the file
	 * is compressed; the answer begins with a byte, and when that is 1 it
	 * ends there, and the file must be unpacked instead.
	 */
	READER_UNPACK = 1 << 6,
	READER_GUESS = 1 << 7,
	READER_SEE = 1 << 8,        /* what rule/fit.h needs to know of it */
	READER_PAIR = 1 << 9        /* alone: the descriptor holds two versions,
	                             * see pair.h */
};

/* A rule or guard that fired, as struct pv_trace, but owned. */
struct trace {
	struct pv_span rule, provision, guard;
	struct pv_range at;
	int32_t weight, need;
	uint32_t rivals;
};

/* A document as a worker answered it. */
struct reading {
	struct pv_version *version;
	struct pv_findings *findings;       /* NULL unless wanted */
	uint32_t *lines;
	size_t nlines;
	struct pv_span raw;                 /* borrowed from the answer */
	struct trace *traces;               /* texts borrowed likewise */
	size_t ntraces;
	struct pv_span seen;                /* borrowed likewise */
};
void reading_release(struct reading *r);

/* Readers of this run; rules may be NULL when nothing is tagged. */
struct reader {
	const struct cli *cli;
	const struct pv_rules *rules;
	const char *clause;                 /* label, for READER_TRACE */
	enum pv_rc (*done)(void *ctx, const struct pv_pool_result *r,
	    struct pv_err *err);
	bool (*stop)(void *ctx);            /* may be NULL */
	void (*drop)(void *ctx, void *tag); /* may be NULL */
	void *ctx;
	unsigned jobs;
	uint64_t pair;                      /* bytes of text of the two versions
	                                     * of a job, or 0 */
	struct pv_scanner *scanner;         /* of a worker */
	struct pv_pool *pool;
	struct converters converters;
	uint64_t bytes;                     /* given to be tagged */
	bool hastened;                      /* that was much */
	bool prepared;                      /* for more than plain text */
};

PV_NODISCARD enum pv_rc reader_start(struct reader *r, struct pv_err *err);
void reader_end(struct reader *r);

/*
 * As pv_pool_submit() and pv_pool_refuse(); a document that must be converted
 * first is, or is refused.
 */
PV_NODISCARD enum pv_rc reader_submit(struct reader *r, struct pv_job *job,
    void *tag, struct pv_err *err);
PV_NODISCARD enum pv_rc reader_refuse(struct reader *r, void *tag,
    const struct pv_err *why, struct pv_err *err);

/* Check and unpack an answer. */
PV_NODISCARD enum pv_rc reading_parse(struct pv_span reply, unsigned want,
    struct reading *out, struct pv_err *err);

/*
 * Read files in their order and hand each out; "-" is standard input.  What
 * was refused is reported and counted; the handler gets the rest.  A rule that
 * hit a limit, or a document with errors, marks the run as incomplete.
 */
struct reader_batch {
	struct cli *cli;
	const struct pv_rules *rules;
	const char *clause;
	unsigned want;
	/* NULL, or by path: a version to tag instead of the file, or NULL */
	const struct pv_version *const *stored;
	/* two operands that are one: the first as before its changes */
	bool before;
	/* versions of one text: one worker tags all, what they share once */
	bool alike;
	void (*each)(void *ctx, size_t index, const char *path,
	    struct reading *r);             /* may take parts of r */
	void *ctx;
	size_t nread, nrefused;             /* results */
};
PV_NODISCARD enum pv_rc reader_files(struct reader_batch *b, char **paths,
    size_t npaths, struct pv_err *err);

/* The same for one file: STATUS_OK, or after a message what to exit with. */
enum status reader_file(struct cli *c, const struct pv_rules *rules,
    const char *path, unsigned want, struct reading *out);

/*
 * Have two versions tagged as pair.h tells; out->wire is kept and the caller's,
 * whatever happens.
 */
struct pair_found;
PV_NODISCARD enum pv_rc reader_pair(struct cli *c, const struct pv_rules *rules,
    const struct pv_version *const v[2], struct pair_found *out,
    struct pv_err *err);

/* Bytes as a descriptor, at its start. */
PV_NODISCARD enum pv_rc reader_memory(struct pv_span bytes, int *fd,
    struct pv_err *err);

/* A version in wire form as a descriptor, for READER_TEXT. */
PV_NODISCARD enum pv_rc reader_text(const struct pv_version *v, int *fd,
    struct pv_err *err);

/* Report rules that hit a limit; marks the run as incomplete. */
void report_gaps(struct cli *c, struct pv_span path,
    const struct pv_version *v, const struct pv_findings *f);

/* What views are told about a document that was read. */
struct pv_view_doc reading_doc(const struct reading *r, struct pv_span file,
    struct pv_span agreement);

#endif
