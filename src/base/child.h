/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_CHILD_H
#define PV_BASE_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

/*
 * Another program as a filter: its standard input is an open file, its
 * standard output a pipe that the caller reads to its end.  It runs with
 * limits, without network and, where the kernel has landlock, without a path
 * that it could write to but `scratch`.  Its messages are dropped.  It ends
 * with the process that started it, though not what it started itself.
 */
struct pv_child_opts {
	const char *const *argv;    /* argv[0] is the file to run, ended by NULL */
	const char *const *env;     /* "NAME=value", ended by NULL, beside HOME,
	                             * TMPDIR, PATH and the locale; NULL = none */
	int in;                     /* its standard input; stays the caller's */
	const char *scratch;        /* a folder it may write in, or NULL */
	uint64_t memory;            /* address space in bytes; 0 = any */
	uint64_t max_file;          /* bytes it may write to a file */
	uint32_t seconds;           /* of processor time; 0 = any */
	bool loose;                 /* limits alone, no jail */
	unsigned require;           /* parts of the jail that must hold */
};

/*
 * Start it; *out is the reading end, the caller's.  It shares the offset of
 * `in`.  E-TOOL when the file cannot be run, E-SANDBOX when a required part
 * of the jail is missing.
 */
PV_NODISCARD enum pv_rc pv_child_start(const struct pv_child_opts *opts,
    pid_t *pid, int *out, struct pv_err *err);

/*
 * Give it so many milliseconds to end by itself, then end it as
 * pv_child_end() does.  How it ended, as waitpid() tells; -1: it was killed
 * here.
 */
int pv_child_wait(pid_t pid, unsigned ms);

/* Kill it and what it started, if still alive, and reap it. */
void pv_child_end(pid_t pid);

#endif
