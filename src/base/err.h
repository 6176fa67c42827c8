/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_ERR_H
#define PV_BASE_ERR_H

#include <stdint.h>

/*
 * Why an operation failed.  A failure is a value that travels up; only the
 * command line prints it.  Problems of a document are diagnostics
 * (model/diag.h), not errors.
 */
enum pv_rc {
	PV_OK = 0,
	PV_ENOMEM,  /* out of memory */
	PV_EIO,     /* a file could not be opened, read or written */
	PV_EINPUT,  /* the document was refused */
	PV_EUSAGE,  /* the caller asked for something that does not exist */
	PV_ERULE,   /* a rule pack is wrong */
	PV_EDB,     /* the store is foreign, damaged, locked or full */
	PV_ELIMIT,  /* a limit was hit: the answer would be incomplete */
	PV_ESYS     /* the system refused something we need */
};

/* Details of a failure, owned by the caller, filled once where it happened. */
struct pv_err {
	enum pv_rc rc;
	char code[16];    /* stable, such as "E-DTD"; "" when none applies */
	uint32_t line;    /* 1-based place in the input, 0 when unknown */
	uint32_t col;     /* 1-based, in bytes, 0 when unknown */
	char msg[512];    /* lower case, no full stop, cut when too long */
};

#define PV_NODISCARD __attribute__((warn_unused_result))

/*
 * Fill *err (which may be NULL) and return rc, so that a failure is one
 * statement.  code may be NULL.  The place is set to 0.
 */
enum pv_rc pv_fail(struct pv_err *err, enum pv_rc rc, const char *code,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same with a place in the input. */
enum pv_rc pv_fail_at(struct pv_err *err, enum pv_rc rc, const char *code,
    uint32_t line, uint32_t col, const char *fmt, ...)
    __attribute__((format(printf, 6, 7)));

/*
 * The same for a refused system call: the message gets ": " and what the
 * number `no`, a value of errno, means in the C locale.
 */
enum pv_rc pv_fail_errno(struct pv_err *err, enum pv_rc rc, const char *code,
    int no, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

/* Fill *err for an allocation that failed and return PV_ENOMEM. */
enum pv_rc pv_fail_nomem(struct pv_err *err);

#endif
