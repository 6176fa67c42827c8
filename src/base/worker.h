/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_WORKER_H
#define PV_BASE_WORKER_H

#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"
#include "base/pool.h"

/*
 * The two ends of the socket between a pool and one of its workers.  A
 * request is a head and the name, with the descriptor attached to the first
 * byte; a reply is a head and `len` bytes: what work() wrote, or, when rc is
 * not PV_OK, a struct pv_err.  Requests are small enough that sending one
 * never blocks for long, whatever the worker does.
 */
struct pv_request_head {
	uint32_t magic, kind, name_len, serial;
};

struct pv_reply_head {
	uint32_t magic, serial, rc, zero;
	uint64_t len;
};

#define PV_REQUEST_MAGIC 0x70765271u
#define PV_REPLY_MAGIC 0x70765270u

/* How a worker ends when a required part of the jail is missing. */
#define PV_WORKER_NO_JAIL 77

/* Fork a worker; *fd is the parent's end. */
PV_NODISCARD enum pv_rc pv_worker_start(const struct pv_pool_opts *opts,
    pid_t *pid, int *fd, struct pv_err *err);

/* Send a request. */
PV_NODISCARD enum pv_rc pv_worker_send(int fd, const struct pv_job *job,
    uint32_t serial, struct pv_err *err);

#endif
