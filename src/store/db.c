/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/db.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/late.h"
#include "store/store.h"

/* Virtual-machine steps between two looks at the clock of a query. */
#define PROGRESS_STEPS 100000
/* Such intervals before a query is given up: some 30 s of work. */
#define PROGRESS_MAX 30000

/* All that is called of SQLite. */
#define CALLS(X) \
	X(sqlite3_bind_blob64) X(sqlite3_bind_double) X(sqlite3_bind_int64) \
	X(sqlite3_bind_null) X(sqlite3_bind_parameter_index) \
	X(sqlite3_bind_text64) X(sqlite3_bind_value) X(sqlite3_busy_timeout) \
	X(sqlite3_close) X(sqlite3_column_blob) X(sqlite3_column_bytes) \
	X(sqlite3_column_count) X(sqlite3_column_int64) X(sqlite3_column_name) \
	X(sqlite3_column_text) X(sqlite3_column_type) X(sqlite3_column_value) \
	X(sqlite3_db_config) X(sqlite3_errmsg) X(sqlite3_errstr) \
	X(sqlite3_exec) X(sqlite3_finalize) X(sqlite3_get_autocommit) \
	X(sqlite3_last_insert_rowid) X(sqlite3_libversion) X(sqlite3_limit) \
	X(sqlite3_open_v2) X(sqlite3_prepare_v3) X(sqlite3_progress_handler) \
	X(sqlite3_reset) X(sqlite3_step) X(sqlite3_stmt_readonly)

struct calls { CALLS(PV_LATE_FIELD) };

static enum pv_rc
load(struct calls *lib, struct pv_err *err)
{
#ifdef PV_LATE_SQLITE
	static const struct pv_late functions[] = { CALLS(PV_LATE_NAME) };

	return pv_late_load(PV_LATE_SQLITE, functions,
	    sizeof(functions) / sizeof(functions[0]), lib, err);
#else
	(void)err;
	*lib = (struct calls){ CALLS(PV_LATE_ADDRESS) };
	return PV_OK;
#endif
}

struct pv_db {
	struct calls lib;
	sqlite3 *conn;
	int ticks;              /* progress intervals of the running query */
};

struct pv_stmt {
	struct pv_db *db;
	sqlite3_stmt *st;
	int failed;             /* first code of a failed binding, sticky */
};

/* SQLite's result code as ours. */
static enum pv_rc
fail(struct pv_db *db, int code, struct pv_err *err)
{
	const char *msg = db->conn != NULL ? db->lib.sqlite3_errmsg(db->conn) :
	    db->lib.sqlite3_errstr(code);

	if (code == SQLITE_READONLY_ROLLBACK)
		return pv_fail(err, PV_EDB, "E-DBHOT", "a scan was "
		    "interrupted and must be undone, which takes permission "
		    "to write the store");
	switch (code & 0xff) {
	case SQLITE_NOMEM:
		return pv_fail_nomem(err);
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return pv_fail(err, PV_EDB, "E-DBCORRUPT",
		    "the store is damaged: %s", msg);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return pv_fail(err, PV_EDB, "E-DBLOCK",
		    "the store is in use: %s", msg);
	case SQLITE_FULL:
		return pv_fail(err, PV_EDB, "E-DBFULL",
		    "no space for the store: %s", msg);
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return pv_fail(err, PV_EDB, "E-DBREAD",
		    "the store cannot be written: %s", msg);
	case SQLITE_CANTOPEN:
		return pv_fail(err, PV_EDB, "E-DBOPEN",
		    "cannot open the store: %s", msg);
	case SQLITE_INTERRUPT:
		return pv_fail(err, PV_ELIMIT, "E-DBTIME",
		    "the query took too long");
	default:
		return pv_fail(err, PV_EDB, "E-DB", "store: %s", msg);
	}
}

static int
progress(void *ctx)
{
	struct pv_db *db = ctx;

	return ++db->ticks > PROGRESS_MAX;
}

/* A store may come from a stranger: take away what a file could abuse. */
static int
harden(struct pv_db *db)
{
	static const int on[] = { SQLITE_DBCONFIG_DEFENSIVE,
		SQLITE_DBCONFIG_ENABLE_FKEY };
	static const int off[] = { SQLITE_DBCONFIG_TRUSTED_SCHEMA,
		SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_DQS_DML,
		SQLITE_DBCONFIG_DQS_DDL,
		SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION };
	size_t i;
	int rc = SQLITE_OK;

	for (i = 0; rc == SQLITE_OK && i < sizeof(on) / sizeof(on[0]); i++)
		rc = db->lib.sqlite3_db_config(db->conn, on[i], 1, (int *)NULL);
	for (i = 0; rc == SQLITE_OK && i < sizeof(off) / sizeof(off[0]); i++)
		rc = db->lib.sqlite3_db_config(db->conn, off[i], 0, (int *)NULL);
	db->lib.sqlite3_limit(db->conn, SQLITE_LIMIT_LENGTH, 1 << 29);
	db->lib.sqlite3_limit(db->conn, SQLITE_LIMIT_EXPR_DEPTH, 100);
	db->lib.sqlite3_limit(db->conn, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
	db->lib.sqlite3_limit(db->conn, SQLITE_LIMIT_ATTACHED, 0);
	return rc;
}

enum pv_rc
pv_db_open(const char *path, unsigned flags, struct pv_db **out,
    struct pv_err *err)
{
	int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, code;
	struct pv_db *db = calloc(1, sizeof(*db));
	enum pv_rc rc;

	if (db == NULL)
		return pv_fail_nomem(err);
	rc = load(&db->lib, err);
	if (rc != PV_OK) {
		free(db);
		return rc;
	}
	mode |= flags & PV_DB_WRITE ? SQLITE_OPEN_READWRITE :
	    SQLITE_OPEN_READONLY;
	if (flags & PV_DB_CREATE)
		mode |= SQLITE_OPEN_CREATE;
	if (path == NULL)
		mode |= SQLITE_OPEN_MEMORY;
	else
		mode |= SQLITE_OPEN_NOFOLLOW;
	code = db->lib.sqlite3_open_v2(path != NULL ? path : ":memory:",
	    &db->conn, mode, NULL);
	if (code == SQLITE_OK)
		code = harden(db);
	if (code != SQLITE_OK) {
		rc = fail(db, code, err);
		pv_db_close(db);
		return rc;
	}
	db->lib.sqlite3_busy_timeout(db->conn, 30000);
	db->lib.sqlite3_progress_handler(db->conn, PROGRESS_STEPS, progress,
	    db);
	rc = pv_db_exec(db, "PRAGMA cell_size_check = ON;"
	    "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY", err);
	if (rc == PV_OK && (flags & PV_DB_WRITE))
		rc = pv_db_exec(db, flags & PV_DB_FAST ?
		    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF" :
		    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA",
		    err);
	if (rc != PV_OK) {
		pv_db_close(db);
		return rc;
	}
	*out = db;
	return PV_OK;
}

void
pv_db_close(struct pv_db *db)
{
	if (db == NULL)
		return;
	db->lib.sqlite3_close(db->conn);
	free(db);
}

void
pv_db_trust(struct pv_db *db)
{
	db->lib.sqlite3_db_config(db->conn, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1,
	    (int *)NULL);
}

enum pv_rc
pv_db_exec(struct pv_db *db, const char *sql, struct pv_err *err)
{
	int code;

	db->ticks = 0;
	code = db->lib.sqlite3_exec(db->conn, sql, NULL, NULL, NULL);
	return code == SQLITE_OK ? PV_OK : fail(db, code, err);
}

enum pv_rc
pv_db_int(struct pv_db *db, const char *sql, int64_t *out, struct pv_err *err)
{
	struct pv_stmt *st;
	bool row = false;
	enum pv_rc rc = pv_db_prepare(db, pv_span_str(sql), NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	rc = pv_stmt_step(st, &row, err);
	*out = row ? pv_stmt_col_int(st, 0) : 0;
	pv_stmt_free(st);
	return rc;
}

bool
pv_db_in_transaction(const struct pv_db *db)
{
	return db->lib.sqlite3_get_autocommit(db->conn) == 0;
}

int64_t
pv_db_rowid(const struct pv_db *db)
{
	return db->lib.sqlite3_last_insert_rowid(db->conn);
}

enum pv_rc
pv_db_prepare(struct pv_db *db, struct pv_span sql, struct pv_span *rest,
    struct pv_stmt **out, struct pv_err *err)
{
	struct pv_stmt *st = calloc(1, sizeof(*st));
	const char *tail = NULL;
	int code;

	if (st == NULL)
		return pv_fail_nomem(err);
	st->db = db;
	db->ticks = 0;
	code = db->lib.sqlite3_prepare_v3(db->conn, sql.ptr, (int)sql.len,
	    SQLITE_PREPARE_PERSISTENT, &st->st, &tail);
	if (code != SQLITE_OK || st->st == NULL) {
		free(st);
		if (code == SQLITE_OK)
			return pv_fail(err, PV_EUSAGE, NULL,
			    "no SQL statement found");
		return fail(db, code, err);
	}
	if (rest != NULL)
		*rest = pv_span(tail, (size_t)(sql.ptr + sql.len - tail));
	*out = st;
	return PV_OK;
}

void
pv_stmt_free(struct pv_stmt *st)
{
	if (st == NULL)
		return;
	st->db->lib.sqlite3_finalize(st->st);
	free(st);
}

static void
note(struct pv_stmt *st, int code)
{
	if (st->failed == SQLITE_OK)
		st->failed = code;
}

void
pv_stmt_null(struct pv_stmt *st, int n)
{
	note(st, st->db->lib.sqlite3_bind_null(st->st, n));
}

void
pv_stmt_int(struct pv_stmt *st, int n, int64_t value)
{
	note(st, st->db->lib.sqlite3_bind_int64(st->st, n, value));
}

void
pv_stmt_milli(struct pv_stmt *st, int n, int64_t thousandths)
{
	note(st, st->db->lib.sqlite3_bind_double(st->st, n,
	    (double)thousandths / 1000.0));
}

void
pv_stmt_text(struct pv_stmt *st, int n, struct pv_span value)
{
	note(st, st->db->lib.sqlite3_bind_text64(st->st, n,
	    value.len > 0 ? value.ptr : "", value.len, SQLITE_STATIC,
	    SQLITE_UTF8));
}

void
pv_stmt_blob(struct pv_stmt *st, int n, struct pv_span value)
{
	note(st, st->db->lib.sqlite3_bind_blob64(st->st, n, value.ptr,
	    value.len, SQLITE_STATIC));
}

void
pv_stmt_copy(struct pv_stmt *st, int n, struct pv_stmt *from, int col)
{
	note(st, st->db->lib.sqlite3_bind_value(st->st, n,
	    st->db->lib.sqlite3_column_value(from->st, col)));
}

int
pv_stmt_param(struct pv_stmt *st, const char *name)
{
	return st->db->lib.sqlite3_bind_parameter_index(st->st, name);
}

enum pv_rc
pv_stmt_step(struct pv_stmt *st, bool *row, struct pv_err *err)
{
	int code = st->failed;

	st->db->ticks = 0;
	if (code == SQLITE_OK)
		code = st->db->lib.sqlite3_step(st->st);
	*row = code == SQLITE_ROW;
	if (code == SQLITE_ROW || code == SQLITE_DONE)
		return PV_OK;
	return fail(st->db, code, err);
}

enum pv_rc
pv_stmt_run(struct pv_stmt *st, struct pv_err *err)
{
	bool row;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	pv_stmt_reset(st);
	return rc;
}

void
pv_stmt_reset(struct pv_stmt *st)
{
	st->db->lib.sqlite3_reset(st->st);
	st->failed = SQLITE_OK;
}

bool
pv_stmt_readonly(const struct pv_stmt *st)
{
	return st->db->lib.sqlite3_stmt_readonly(st->st) != 0;
}

int
pv_stmt_cols(const struct pv_stmt *st)
{
	return st->db->lib.sqlite3_column_count(st->st);
}

const char *
pv_stmt_name(const struct pv_stmt *st, int col)
{
	return st->db->lib.sqlite3_column_name(st->st, col);
}

int64_t
pv_stmt_col_int(struct pv_stmt *st, int col)
{
	return st->db->lib.sqlite3_column_int64(st->st, col);
}

struct pv_span
pv_stmt_col(struct pv_stmt *st, int col)
{
	const struct calls *lib = &st->db->lib;
	const char *ptr;
	int type = lib->sqlite3_column_type(st->st, col);

	if (type == SQLITE_NULL)
		return pv_span(NULL, 0);
	ptr = type == SQLITE_BLOB ? lib->sqlite3_column_blob(st->st, col) :
	    (const char *)lib->sqlite3_column_text(st->st, col);
	if (ptr == NULL)
		return pv_span("", 0);
	return pv_span(ptr, (size_t)lib->sqlite3_column_bytes(st->st, col));
}

const char *
pv_store_engine(void)
{
	struct calls lib;

	return load(&lib, NULL) == PV_OK ? lib.sqlite3_libversion() :
	    "(missing)";
}
