/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_MSG_H
#define PV_CLI_MSG_H

#include <stdbool.h>

#include "base/err.h"
#include "base/span.h"
#include "model/version.h"

/*
 * Messages on standard error, a line each:
 *     proviso: PATH:LINE:COL: error: text [E-CODE]
 * The path is escaped; place and code are left out when there is none.
 */

void msg_error(struct pv_span path, const struct pv_err *err);

/* A plain line: "proviso: text". */
void msg_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* An error of a store names it, any other one nothing. */
void msg_store(const char *db, const struct pv_err *err);

/* An error without a path. */
void msg_trouble(const struct pv_err *err);

/*
 * The diagnostics of a document: warnings and errors, notes too when verbose.
 * True when one of them is an error.
 */
bool msg_diags(struct pv_span path, const struct pv_version *v, bool quiet,
    bool verbose);

/* One more line, of any severity. */
struct msg {
	struct pv_span path, text, code;    /* any may be empty but text */
	enum pv_severity severity;
	unsigned line, col;                 /* 0 = unknown */
};
void msg_put(const struct msg *m);

/* Clear a progress line before a message and draw it again after; or NULL. */
void msg_around(void (*hide)(void), void (*show)(void));

#endif
