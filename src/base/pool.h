/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_POOL_H
#define PV_BASE_POOL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/*
 * Worker processes that read documents for a parent that never does.  A job
 * is an open descriptor, a name and a kind; its result is an error or bytes,
 * which the parent must not trust.  Workers are forked when they are first
 * needed, enter a jail (base/jail.h), live for many jobs and are replaced when
 * they crash or take too long.  Results are delivered in the order in which
 * jobs were submitted, however many workers there are.
 */
struct pv_pool;

struct pv_job {
	int fd;                     /* open for reading, at its start */
	int aux;                    /* another one, such as a pipe from a
	                             * program that converts it; 0 = none */
	uint32_t kind;              /* the caller's */
	uint32_t more_ms;           /* beyond the time limit of all */
	struct pv_span name;        /* for messages; at most PV_JOB_NAME bytes,
	                             * the end of a longer one */
};

#define PV_JOB_NAME 4096

struct pv_pool_result {
	void *tag;                  /* what was submitted with the job */
	int fd;                     /* -1 for a job that was refused */
	struct pv_span reply;
	const struct pv_err *why;   /* NULL = there is a reply; else the job's
	                             * own error, E-CRASH or E-TIMEOUT */
};

struct pv_pool_opts {
	unsigned jobs;              /* workers, at least 1 */
	unsigned recycle;           /* jobs after which a worker is replaced */
	uint32_t timeout_ms;        /* a job; 0 = unlimited */
	uint64_t memory;            /* address space of a worker, 0 = any */
	uint64_t max_reply;         /* bytes */
	bool jail;
	bool exec;                  /* see pv_jail_opts */
	unsigned require;           /* parts of the jail that must hold */
	/*
	 * In a worker, once, before it is locked in: what needs files.  May be
	 * NULL.
	 */
	void (*prepare)(void *ctx);
	/* In a worker: append the reply, or fail. */
	enum pv_rc (*work)(void *ctx, const struct pv_job *job,
	    struct pv_buf *reply, struct pv_err *err);
	/*
	 * In the parent, in order of submission; the descriptor is still
	 * open.  A failure ends the batch.
	 */
	enum pv_rc (*done)(void *ctx, const struct pv_pool_result *r,
	    struct pv_err *err);
	/* In the parent: a job was never delivered; free its tag.  May be NULL. */
	void (*drop)(void *ctx, void *tag);
	/* In the parent, now and then: true ends the batch.  May be NULL. */
	bool (*stop)(void *ctx);
	void *ctx;
};

PV_NODISCARD enum pv_rc pv_pool_new(const struct pv_pool_opts *opts,
    struct pv_pool **out, struct pv_err *err);

/*
 * Give a job and its tag to the pool, which closes its descriptors in the end
 * whatever happens, and delivers or drops the tag.
 * Waits, and delivers results, while too many are under way.  After a failure
 * of `done` (its code) or a stop (PV_ESYS, E-STOP) nothing is delivered.
 */
PV_NODISCARD enum pv_rc pv_pool_submit(struct pv_pool *p,
    const struct pv_job *job, void *tag, struct pv_err *err);

/* The same for a job that is known to fail: it takes its turn. */
PV_NODISCARD enum pv_rc pv_pool_refuse(struct pv_pool *p, void *tag,
    const struct pv_err *why, struct pv_err *err);

/*
 * Serve the workers, and deliver results, until `fd` can be read or its other
 * end is closed.
 */
PV_NODISCARD enum pv_rc pv_pool_wait(struct pv_pool *p, int fd,
    struct pv_err *err);

/* Wait until everything that was submitted has been delivered. */
PV_NODISCARD enum pv_rc pv_pool_drain(struct pv_pool *p, struct pv_err *err);

/*
 * Replace the workers, each when it has done what it has: new ones see what
 * the parent has changed since they were forked.
 */
void pv_pool_renew(struct pv_pool *p);

/* Drop what was not delivered and end all workers; NULL is fine. */
void pv_pool_free(struct pv_pool *p);

#endif
