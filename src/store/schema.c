/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/schema.h"

#include <inttypes.h>

/* The bytes of schema.sql, made by the build. */
static const char schema_sql[] = {
#include "store/schema_sql.h"
	0
};

static const char search_sql[] =
    "CREATE VIRTUAL TABLE clause_search USING fts5(agreement, version,"
    " clause, heading, text, tokenize='porter unicode61')";

/*
 * Everything that defines the store, one row an object, in a fixed order; what
 * ANALYZE leaves is no part of it.
 */
static const char objects_sql[] =
    "SELECT type || ' ' || name || ' ' || tbl_name || ' ' ||"
    " coalesce(sql, '') FROM sqlite_master"
    " WHERE name NOT IN ('sqlite_stat1', 'sqlite_stat4')"
    " ORDER BY type, name";

enum pv_rc
pv_schema_create(struct pv_db *db, struct pv_err *err)
{
	enum pv_rc rc;

	rc = pv_db_exec(db, "PRAGMA page_size = 4096; BEGIN IMMEDIATE", err);
	if (rc == PV_OK)
		rc = pv_db_exec(db, schema_sql, err);
	if (rc == PV_OK)
		rc = pv_db_exec(db, "INSERT INTO meta VALUES ('changes', 0),"
		    " ('indexed', -1); PRAGMA application_id = 0x70727673;"
		    "PRAGMA user_version = 1; COMMIT", err);
	return rc;
}

enum pv_rc
pv_schema_search(struct pv_db *db, struct pv_err *err)
{
	return pv_db_exec(db, search_sql, err);
}

/* Compare two object lists row by row. */
static enum pv_rc
compare(struct pv_stmt *mine, struct pv_stmt *theirs, struct pv_err *err)
{
	bool a = true, b = true;
	enum pv_rc rc;

	while (a && b) {
		rc = pv_stmt_step(mine, &a, err);
		if (rc == PV_OK)
			rc = pv_stmt_step(theirs, &b, err);
		if (rc != PV_OK)
			return rc;
		if (a != b || (a && !pv_span_eq(pv_stmt_col(mine, 0),
		    pv_stmt_col(theirs, 0))))
			return pv_fail(err, PV_EDB, "E-DBSCHEMA",
			    "the store has tables or views that are not ours");
	}
	return PV_OK;
}

static enum pv_rc
check_objects(struct pv_db *db, struct pv_err *err)
{
	struct pv_stmt *mine = NULL, *theirs = NULL;
	struct pv_db *model = NULL;
	int64_t search = 0;
	enum pv_rc rc;

	rc = pv_db_open(NULL, PV_DB_WRITE | PV_DB_CREATE, &model, err);
	if (rc == PV_OK)
		rc = pv_schema_create(model, err);
	if (rc == PV_OK)
		rc = pv_db_int(db, "SELECT count(*) FROM sqlite_master "
		    "WHERE name = 'clause_search'", &search, err);
	if (rc == PV_OK && search > 0)
		rc = pv_schema_search(model, err);
	if (rc == PV_OK)
		rc = pv_db_prepare(model, PV_SPAN(objects_sql), NULL, &mine,
		    err);
	if (rc == PV_OK)
		rc = pv_db_prepare(db, PV_SPAN(objects_sql), NULL, &theirs,
		    err);
	if (rc == PV_OK)
		rc = compare(mine, theirs, err);
	pv_stmt_free(theirs);
	pv_stmt_free(mine);
	pv_db_close(model);
	return rc;
}

enum pv_rc
pv_schema_check(struct pv_db *db, struct pv_err *err)
{
	int64_t app = 0, version = 0;
	enum pv_rc rc;

	rc = pv_db_int(db, "PRAGMA application_id", &app, err);
	if (rc == PV_OK)
		rc = pv_db_int(db, "PRAGMA user_version", &version, err);
	if (rc != PV_OK)
		return rc;
	if (app != PV_STORE_APPLICATION)
		return pv_fail(err, PV_EDB, "E-DBAPP",
		    "not a store of proviso");
	if (version > PV_STORE_SCHEMA)
		return pv_fail(err, PV_EDB, "E-DBVER",
		    "made by a newer proviso (schema %" PRId64 ", this one "
		    "knows %d)", version, PV_STORE_SCHEMA);
	return check_objects(db, err);
}
