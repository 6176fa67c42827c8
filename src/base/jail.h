/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_JAIL_H
#define PV_BASE_JAIL_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Locks the calling process in for good: it may compute, use the descriptors
 * that it already has, and end.  It can open nothing, start nothing, reach no
 * network and write no file.  Where the kernel lacks a part the rest holds.
 */
enum pv_jail_part {
	PV_JAIL_LIMITS = 1 << 0,    /* memory, file size and core limits */
	PV_JAIL_NOPRIVS = 1 << 1,   /* PR_SET_NO_NEW_PRIVS */
	PV_JAIL_LANDLOCK = 1 << 2,  /* no path can be opened */
	PV_JAIL_SECCOMP = 1 << 3,   /* any other system call ends the process */
	PV_JAIL_ALL = (1 << 4) - 1
};

struct pv_jail_opts {
	uint64_t memory;            /* address space in bytes; 0 = unlimited */
	bool exec;                  /* allow executable memory (a pattern
	                             * compiled to machine code on first use) */
};

/* Enter; returns the parts that hold (enum pv_jail_part). */
unsigned pv_jail_enter(const struct pv_jail_opts *opts);

/*
 * The same for a process that becomes another program: it may read and run any
 * file, but write only beneath `scratch` (NULL: nowhere) and to /dev/null,
 * reach no network and no process outside, and leave neither its session nor
 * its group.  Limits are the caller's.  Returns the parts that hold.
 */
unsigned pv_jail_program(const char *scratch);

/*
 * Which parts hold on this system, found out by a child process that enters.
 * 0 in a build with PV_NO_SANDBOX.
 */
unsigned pv_jail_status(void);

/* "landlock", ...: the name of one part. */
const char *pv_jail_part_name(enum pv_jail_part part);

#endif
