/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <inttypes.h>
#include <sys/stat.h>

#include "store/internal.h"
#include "store/pack.h"
#include "store/schema.h"

#define COLS_MAX 64

/* Every parameter given must occur in the statement, and the reverse holds
 * through SQL: what is not given is NULL. */
static enum pv_rc
bind_params(struct pv_stmt *st, const struct pv_store_param *params,
    size_t nparams, struct pv_err *err)
{
	size_t i;
	int n;

	for (i = 0; i < nparams; i++) {
		n = pv_stmt_param(st, params[i].name);
		if (n == 0)
			return pv_fail(err, PV_EUSAGE, NULL,
			    "the query has no parameter %s", params[i].name);
		pv_stmt_text(st, n, pv_span_str(params[i].value));
	}
	return PV_OK;
}

enum pv_rc
pv_store_query(struct pv_store *s, struct pv_span sql,
    const struct pv_store_param *params, size_t nparams,
    enum pv_rc (*row)(void *ctx, const struct pv_store_row *r,
    struct pv_err *err), void *ctx, struct pv_err *err)
{
	struct pv_span cells[COLS_MAX];
	const char *names[COLS_MAX];
	struct pv_store_row r = { 0, names, NULL };
	struct pv_stmt *st;
	bool more = false;
	size_t i;
	enum pv_rc rc = pv_db_prepare(s->db, sql, NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	if (!pv_stmt_readonly(st) || pv_stmt_cols(st) > COLS_MAX)
		rc = pv_fail(err, PV_EUSAGE, NULL,
		    "not a query that only reads");
	else
		rc = bind_params(st, params, nparams, err);
	r.ncols = (size_t)pv_stmt_cols(st);
	for (i = 0; rc == PV_OK && i < r.ncols; i++)
		names[i] = pv_stmt_name(st, (int)i);
	if (rc == PV_OK)
		rc = row(ctx, &r, err);
	r.cells = cells;
	while (rc == PV_OK && (rc = pv_stmt_step(st, &more, err)) == PV_OK &&
	    more) {
		for (i = 0; i < r.ncols; i++)
			cells[i] = pv_stmt_col(st, (int)i);
		rc = row(ctx, &r, err);
	}
	pv_stmt_free(st);
	return rc;
}

enum pv_rc
pv_store_info(struct pv_store *s, struct pv_store_info *out,
    struct pv_err *err)
{
	static const char *const counts[] = {
		"SELECT count(*) FROM agreement",
		"SELECT count(*) FROM version",
		"SELECT count(*) FROM clause",
		"SELECT count(*) FROM found",
		"SELECT count(*) FROM file WHERE version_id IS NULL",
		"SELECT coalesce(sum(length(CAST(text AS BLOB))), 0)"
		    " FROM passage",
		"SELECT page_count * page_size FROM pragma_page_count,"
		    " pragma_page_size",
		"PRAGMA user_version",
	};
	int64_t n[sizeof(counts) / sizeof(counts[0])];
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; rc == PV_OK && i < sizeof(n) / sizeof(n[0]); i++)
		rc = pv_db_int(s->db, counts[i], &n[i], err);
	if (rc != PV_OK)
		return rc;
	*out = (struct pv_store_info){
		.agreements = (uint64_t)n[0], .versions = (uint64_t)n[1],
		.clauses = (uint64_t)n[2], .findings = (uint64_t)n[3],
		.refused = (uint64_t)n[4], .text_bytes = (uint64_t)n[5],
		.file_bytes = (uint64_t)n[6], .schema = (uint32_t)n[7],
	};
	return PV_OK;
}

/* What a table places beyond the text of its document. */
#define OUTSIDE(what, table)                                            \
	"SELECT " what " || ' of document ' || document_id ||"          \
	    " ' lies outside its text' FROM " table " LEFT JOIN"        \
	    " (SELECT document_id, sum(length(CAST(text AS BLOB)))"     \
	    " AS bytes FROM passage GROUP BY document_id)"              \
	    " USING (document_id) WHERE start < 0 OR length < 0"        \
	    " OR start + length > coalesce(bytes, 0)"

/* Queries whose every row is a fault, in words. */
static const char *const checks[] = {
	"SELECT integrity_check FROM pragma_integrity_check(20)"
	    " WHERE integrity_check <> 'ok'",
	"SELECT 'row ' || coalesce(rowid, '?') || ' of ' || \"table\" ||"
	    " ' points at a missing ' || parent"
	    " FROM pragma_foreign_key_check",
	"SELECT 'passage ' || start || ' of document ' || document_id ||"
	    " ' does not follow the one before' FROM (SELECT *,"
	    " lag(start + length(CAST(text AS BLOB)), 1, 0) OVER"
	    " (PARTITION BY document_id ORDER BY start) AS here FROM passage)"
	    " WHERE start <> here",
	OUTSIDE("'clause ' || label", "clause"),
	OUTSIDE("'finding ' || ord", "found"),
	OUTSIDE("'the meaning of ' || term", "defined"),
	"SELECT 'finding ' || f.ord || ' of document ' || f.document_id ||"
	    " ' names a clause that is not there' FROM found f"
	    " LEFT JOIN clause c ON c.document_id = f.document_id"
	    " AND c.ord = f.clause WHERE c.ord IS NULL AND f.clause <> 0",
	"SELECT 'attributes of finding ' || ord || ' of document ' ||"
	    " document_id || ' are not JSON' FROM found"
	    " WHERE NOT json_valid(attributes) OR NOT json_valid(evidence)",
	"SELECT 'finding ' || f.ord || ' of document ' || f.document_id ||"
	    " ' has a cue that is not there' FROM found f,"
	    " json_each(CASE WHEN json_valid(evidence) THEN evidence"
	    " ELSE '[]' END) LEFT JOIN cue q"
	    " ON q.cue_id = json_extract(value, '$[0]')"
	    " WHERE q.cue_id IS NULL",
};

struct problem_sink {
	void (*problem)(void *ctx, struct pv_span text);
	void *ctx;
};

static enum pv_rc
report_row(void *ctx, const struct pv_store_row *r, struct pv_err *err)
{
	struct problem_sink *sink = ctx;

	(void)err;
	if (r->cells != NULL)
		sink->problem(sink->ctx, r->cells[0]);
	return PV_OK;
}

/* Every stored structure must unpack into a version that makes sense. */
static enum pv_rc
check_structures(struct pv_store *s, struct problem_sink *sink,
    struct pv_err *err)
{
	struct pv_stmt *st;
	struct pv_version *v;
	struct pv_err local;
	bool row;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN("SELECT text, structure,"
	    " bytes FROM document ORDER BY document_id"), NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		v = pv_version_new(NULL);
		if (v == NULL) {
			rc = pv_fail_nomem(err);
			break;
		}
		v->text = pv_stmt_col(st, 0);
		v->source_len = (uint32_t)pv_stmt_col_int(st, 2);
		if (pv_unpack(pv_stmt_col(st, 1), v, &local) != PV_OK)
			sink->problem(sink->ctx, pv_span_str(local.msg));
		pv_version_free(v);
	}
	pv_stmt_free(st);
	return rc;
}

enum pv_rc
pv_store_check(struct pv_store *s,
    void (*problem)(void *ctx, struct pv_span text), void *ctx,
    struct pv_err *err)
{
	struct problem_sink sink = { problem, ctx };
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; rc == PV_OK && i < sizeof(checks) / sizeof(checks[0]); i++)
		rc = pv_store_query(s, pv_span_str(checks[i]), NULL, 0,
		    report_row, &sink, err);
	return rc == PV_OK ? check_structures(s, &sink, err) : rc;
}

/* Bytes of the text of the document of c. */
#define CUT(start, length)                                              \
	" (SELECT CAST(substr(CAST(group_concat(p.text, '') AS BLOB), " \
	    start " + 1 - min(p.start), " length ") AS TEXT)"           \
	    " FROM passage p WHERE p.document_id = c.document_id"       \
	    " AND p.start > " start " - 2016"                           \
	    " AND p.start < " start " + " length ")"

/*
 * Own texts: a clause ends for the index where its first sub-clause begins.
 * Its number says which clause of which version it is, so that versions that
 * nobody asked for cost no reading.
 */
static const char fill_search[] =
    "DELETE FROM clause_search;"
    "INSERT INTO clause_search (rowid, agreement, version, clause, heading,"
    " text) SELECT (v.version_id << 32) + c.ord, a.agreement, v.label,"
    " c.label,"
    " coalesce(" CUT("c.head_start", "c.head_length") ", ''),"
    " coalesce(" CUT("c.start", "(coalesce(k.start, c.start + c.length)"
    " - c.start)") ", '')"
    " FROM clause c LEFT JOIN clause k ON k.document_id = c.document_id"
    " AND k.ord = c.ord + 1 AND k.parent = c.ord"
    " JOIN version v ON v.document_id = c.document_id"
    " JOIN agreement a USING (agreement_id)"
    " ORDER BY v.version_id, c.ord;"
    "UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'changes')"
    " WHERE key = 'indexed'";

enum pv_rc
pv_store_index(struct pv_store *s, struct pv_err *err)
{
	int64_t have = 0, stale = 0;
	enum pv_rc rc = pv_db_int(s->db, "SELECT count(*) FROM sqlite_master"
	    " WHERE name = 'clause_search'", &have, err);

	if (rc == PV_OK)
		rc = pv_db_int(s->db, "SELECT count(DISTINCT value) > 1"
		    " FROM meta WHERE key IN ('changes', 'indexed')", &stale,
		    err);
	if (rc != PV_OK || (have != 0 && stale == 0))
		return rc;
	rc = pv_store_begin(s, err);
	if (rc == PV_OK && have == 0)
		rc = pv_schema_search(s->db, err);
	return rc == PV_OK ? pv_db_exec(s->db, fill_search, err) : rc;
}
