/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_DB_H
#define PV_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/span.h"

/* SQLite behind one file: a connection, statements, bound values. */
struct pv_db;
struct pv_stmt;

enum pv_db_flags {
	PV_DB_WRITE = 1 << 0,
	PV_DB_CREATE = 1 << 1,
	PV_DB_FAST = 1 << 2     /* nothing to lose yet: no syncing */
};

/*
 * Open defensively: no symbolic links, no triggers, no extensions, limits on
 * sizes.  path NULL opens a store in memory.
 */
PV_NODISCARD enum pv_rc pv_db_open(const char *path, unsigned flags,
    struct pv_db **out, struct pv_err *err);
void pv_db_close(struct pv_db *db);     /* NULL is fine */

/* Let views call functions: only once the schema has proved to be ours. */
void pv_db_trust(struct pv_db *db);

/* Run one or more statements without parameters; sql is a constant text. */
PV_NODISCARD enum pv_rc pv_db_exec(struct pv_db *db, const char *sql,
    struct pv_err *err);

/* First column of the first row of a constant query, as an integer. */
PV_NODISCARD enum pv_rc pv_db_int(struct pv_db *db, const char *sql,
    int64_t *out, struct pv_err *err);

/* Is a transaction open? */
bool pv_db_in_transaction(const struct pv_db *db);

/* Prepare the first statement of sql; *rest (may be NULL) is what follows. */
PV_NODISCARD enum pv_rc pv_db_prepare(struct pv_db *db, struct pv_span sql,
    struct pv_span *rest, struct pv_stmt **out, struct pv_err *err);
void pv_stmt_free(struct pv_stmt *st);  /* NULL is fine */

/*
 * Bind parameter n (1-based).  Failures are sticky and come out of the next
 * pv_stmt_step.  Texts and blobs must stay valid until the statement is reset;
 * an empty text is '' even when its ptr is NULL; such a blob is NULL.
 */
void pv_stmt_null(struct pv_stmt *st, int n);
void pv_stmt_int(struct pv_stmt *st, int n, int64_t value);
void pv_stmt_milli(struct pv_stmt *st, int n, int64_t thousandths);
void pv_stmt_text(struct pv_stmt *st, int n, struct pv_span value);
void pv_stmt_blob(struct pv_stmt *st, int n, struct pv_span value);
/* Column col of the row of another statement, of any type. */
void pv_stmt_copy(struct pv_stmt *st, int n, struct pv_stmt *from, int col);
/* Number of the parameter called name (with its colon); 0 = none. */
int pv_stmt_param(struct pv_stmt *st, const char *name);

/* Advance; *row says whether there is one. */
PV_NODISCARD enum pv_rc pv_stmt_step(struct pv_stmt *st, bool *row,
    struct pv_err *err);
/* Run a statement that returns nothing, then reset it. */
PV_NODISCARD enum pv_rc pv_stmt_run(struct pv_stmt *st, struct pv_err *err);
void pv_stmt_reset(struct pv_stmt *st);

bool pv_stmt_readonly(const struct pv_stmt *st);
int pv_stmt_cols(const struct pv_stmt *st);
const char *pv_stmt_name(const struct pv_stmt *st, int col);
int64_t pv_stmt_col_int(struct pv_stmt *st, int col);
/* Bytes of a text or blob, good until the next step; NULL ptr for NULL. */
struct pv_span pv_stmt_col(struct pv_stmt *st, int col);

/* Rowid of the last insertion. */
int64_t pv_db_rowid(const struct pv_db *db);

#endif
