/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "store/internal.h"
#include "store/schema.h"

/* A transaction ends after so many documents or so much time. */
#define BATCH_DOCS 50
#define BATCH_NS 1000000000

/* Larger files are checked for damage only by `db check`. */
#define QUICK_CHECK_BYTES (64 << 20)

static uint64_t
now_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

/* path + suffix in fresh memory, or NULL. */
static char *
path_with(const char *path, const char *suffix)
{
	size_t n = strlen(path), m = strlen(suffix);
	char *s = malloc(n + m + 1);

	if (s != NULL) {
		memcpy(s, path, n);
		memcpy(s + n, suffix, m + 1);
	}
	return s;
}

/* Ours, whole, and not damaged as far as a quick look tells. */
static enum pv_rc
verify(struct pv_db *db, uint64_t size, struct pv_err *err)
{
	struct pv_stmt *st;
	bool row;
	enum pv_rc rc = pv_schema_check(db, err);

	if (rc != PV_OK || size > QUICK_CHECK_BYTES)
		return rc;
	rc = pv_db_prepare(db, PV_SPAN("PRAGMA quick_check(1)"), NULL, &st,
	    err);
	if (rc != PV_OK)
		return rc;
	rc = pv_stmt_step(st, &row, err);
	if (rc == PV_OK && (!row ||
	    !pv_span_eq(pv_stmt_col(st, 0), PV_SPAN("ok"))))
		rc = pv_fail(err, PV_EDB, "E-DBCORRUPT",
		    "the store is damaged; restore a copy or scan again");
	pv_stmt_free(st);
	return rc;
}

/* Go on with the unfinished store of a scan that was killed, or start one. */
static enum pv_rc
open_partial(struct pv_store *s, struct pv_err *err)
{
	unsigned flags = PV_DB_WRITE | PV_DB_FAST;
	struct stat sb;
	enum pv_rc rc;

	if (lstat(s->partial, &sb) == 0) {
		rc = pv_db_open(s->partial, flags, &s->db, err);
		if (rc == PV_OK)
			rc = verify(s->db, 0, err);
		if (rc == PV_OK)
			return PV_OK;
		if (rc == PV_EDB && strcmp(err->code, "E-DBLOCK") == 0)
			return rc;
		pv_db_close(s->db);
		s->db = NULL;
		unlink(s->partial);
	}
	rc = pv_db_open(s->partial, flags | PV_DB_CREATE, &s->db, err);
	return rc == PV_OK ? pv_schema_create(s->db, err) : rc;
}

/*
 * Undo what a killed scan left half done: SQLite does so for whoever may write
 * the store.  False when that is not granted.
 */
static bool
recover(struct pv_store *s)
{
	struct pv_db *db = NULL;
	bool ok = pv_db_open(s->path, PV_DB_WRITE, &db, NULL) == PV_OK &&
	    pv_schema_check(db, NULL) == PV_OK;

	pv_db_close(db);
	return ok;
}

static enum pv_rc
open_existing(struct pv_store *s, const struct stat *sb,
    enum pv_store_mode mode, struct pv_err *err)
{
	enum pv_rc rc;
	struct pv_err why;

	if (!S_ISREG(sb->st_mode))
		return pv_fail(err, PV_EDB, "E-DBOPEN",
		    "the store is not a regular file");
	rc = pv_db_open(s->path, mode == PV_STORE_WRITE ? PV_DB_WRITE : 0,
	    &s->db, err);
	if (rc != PV_OK)
		return rc;
	if (sb->st_size == 0 && mode == PV_STORE_WRITE)
		return pv_schema_create(s->db, err);
	rc = verify(s->db, (uint64_t)sb->st_size, &why);
	if (rc == PV_EDB && strcmp(why.code, "E-DBHOT") == 0 && recover(s))
		rc = verify(s->db, (uint64_t)sb->st_size, &why);
	if (rc != PV_OK && err != NULL)
		*err = why;
	return rc;
}

enum pv_rc
pv_store_open(const char *path, enum pv_store_mode mode,
    struct pv_store **out, struct pv_err *err)
{
	struct pv_store *s = calloc(1, sizeof(*s));
	struct stat sb;
	enum pv_rc rc;

	if (s == NULL)
		return pv_fail_nomem(err);
	s->path = path_with(path, "");
	s->partial = path_with(path, ".partial");
	if (s->path == NULL || s->partial == NULL)
		rc = pv_fail_nomem(err);
	else if (lstat(path, &sb) == 0)
		rc = open_existing(s, &sb, mode, err);
	else if (errno != ENOENT || mode == PV_STORE_READ)
		rc = pv_fail_errno(err, PV_EDB, "E-DBOPEN", errno,
		    "cannot open the store");
	else {
		s->fresh = true;
		rc = open_partial(s, err);
	}
	if (rc != PV_OK) {
		pv_store_abort(s);
		return rc;
	}
	pv_db_trust(s->db);
	*out = s;
	return PV_OK;
}

void
pv_store_abort(struct pv_store *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < PV_STMT_COUNT; i++)
		pv_stmt_free(s->stmts[i]);
	/* Closing rolls an open transaction back. */
	pv_db_close(s->db);
	pv_buf_release(&s->asked);
	pv_buf_release(&s->spare);
	pv_buf_release(&s->from);
	pv_buf_release(&s->rules);
	free(s->path);
	free(s->partial);
	free(s);
}

void
pv_store_path(struct pv_buf *out, struct pv_span path)
{
	size_t i;

	if (pv_utf8_check(path) == path.len) {
		pv_buf_span(out, path);
		return;
	}
	for (i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];

		if (c == '\\')
			pv_buf_str(out, "\\\\");
		else if (c < 0x80)
			pv_buf_char(out, (char)c);
		else
			pv_buf_printf(out, "\\x%02x", (unsigned)c);
	}
}

enum pv_rc
pv_store_begin(struct pv_store *s, struct pv_err *err)
{
	pv_store_rest(s);
	if (pv_db_in_transaction(s->db))
		return PV_OK;
	s->changed = true;
	s->batch = 0;
	s->batch_since = now_ns();
	return pv_db_exec(s->db, "BEGIN IMMEDIATE", err);
}

static enum pv_rc
commit(struct pv_store *s, struct pv_err *err)
{
	if (!pv_db_in_transaction(s->db))
		return PV_OK;
	return pv_db_exec(s->db, "COMMIT", err);
}

enum pv_rc
pv_store_boundary(struct pv_store *s, struct pv_err *err)
{
	s->batch++;
	if (s->batch < BATCH_DOCS && now_ns() - s->batch_since < BATCH_NS)
		return PV_OK;
	return commit(s, err);
}

/* Make the bytes of a path last: of a file, or of a folder's entries. */
static enum pv_rc
sync_path(const char *path, int flags, struct pv_err *err)
{
	int fd = open(path, flags | O_CLOEXEC), failed;

	if (fd < 0)
		return pv_fail_errno(err, PV_EDB, "E-DBOPEN", errno,
		    "cannot open the store");
	failed = fsync(fd) != 0;
	close(fd);
	if (failed)
		return pv_fail_errno(err, PV_EDB, "E-DBFULL", errno,
		    "cannot write the store");
	return PV_OK;
}

/* A new store takes its name only when it is whole. */
static enum pv_rc
publish(struct pv_store *s, struct pv_err *err)
{
	char *slash = strrchr(s->path, '/');
	enum pv_rc rc = sync_path(s->partial, O_RDWR, err);

	if (rc != PV_OK)
		return rc;
	if (rename(s->partial, s->path) != 0)
		return pv_fail_errno(err, PV_EDB, "E-DBOPEN", errno,
		    "cannot name the store");
	if (slash == NULL)
		return sync_path(".", O_RDONLY | O_DIRECTORY, err);
	slash[slash == s->path ? 1 : 0] = '\0';
	return sync_path(s->path, O_RDONLY | O_DIRECTORY, err);
}

/* The titles of the newest versions that state one. */
static const char titles_sql[] =
    "UPDATE agreement SET title = n.title FROM (SELECT agreement_id, title,"
    " row_number() OVER (PARTITION BY agreement_id ORDER BY date DESC,"
    " seq DESC, label DESC, version_id DESC) AS newest FROM version"
    " WHERE title <> '') n WHERE n.agreement_id = agreement.agreement_id"
    " AND n.newest = 1 AND n.title <> agreement.title";

enum pv_rc
pv_store_close(struct pv_store *s, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;
	size_t i;

	pv_store_rest(s);
	if (s->changed)
		rc = pv_db_exec(s->db, titles_sql, err);
	if (rc == PV_OK)
		rc = commit(s, err);
	if (rc == PV_OK && s->changed)
		rc = pv_store_compare(s, err);
	for (i = 0; i < PV_STMT_COUNT; i++) {
		pv_stmt_free(s->stmts[i]);
		s->stmts[i] = NULL;
	}
	pv_db_close(s->db);
	s->db = NULL;
	if (rc == PV_OK && s->fresh)
		rc = publish(s, err);
	pv_store_abort(s);
	return rc;
}
