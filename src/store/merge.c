/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "store/merge.h"

#include <stdlib.h>

#include "base/vec.h"
#include "store/internal.h"

/* A row of the other store, and what it is here. */
struct twin { int64_t theirs, ours; };

/* A table whose rows hang on a document, and how to copy them. */
struct part {
	struct pv_stmt *get, *put;
	int ncols;
};

struct merge {
	struct pv_store *to, *from;
	struct pv_vec agreements, documents, versions;  /* struct twin */
	struct pv_vec left;         /* struct twin: a version of ours that a
	                             * file leaves, and the one it has now */
	struct pv_vec parts;        /* struct part; [0] is document itself */
	struct pv_store_merged *out;
	bool renewed;               /* a version has another number now */
};

static const char versions_sql[] = "SELECT count(*) FROM version";

/* ------------------------------------------------------------------- twins */

/* Twins are met in the order of their numbers. */
static int64_t
ours_of(const struct pv_vec *twins, int64_t theirs)
{
	const struct twin *v = twins->ptr;
	size_t lo = 0, hi = twins->len, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (v[mid].theirs < theirs)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < twins->len && v[lo].theirs == theirs ? v[lo].ours : 0;
}

static enum pv_rc
add_twin(struct pv_vec *twins, int64_t theirs, int64_t ours,
    struct pv_err *err)
{
	struct twin t = { theirs, ours };

	return pv_vec_add(twins, &t) ? PV_OK : pv_fail_nomem(err);
}

/* The first column of the row that a statement gives, 0 = none. */
static enum pv_rc
find_id(struct pv_stmt *st, int64_t *id, struct pv_err *err)
{
	bool row = false;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	*id = rc == PV_OK && row ? pv_stmt_col_int(st, 0) : 0;
	pv_stmt_reset(st);
	return rc;
}

/* --------------------------------------------------------------- documents */

/* Names of the columns of a table but document_id; the schema is our own. */
static enum pv_rc
list_columns(struct pv_store *s, struct pv_span table, struct pv_buf *names,
    int *n, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	bool row = true;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN("SELECT name"
	    " FROM pragma_table_info(?1) WHERE name <> 'document_id'"
	    " ORDER BY cid"), NULL, &st, err);

	*n = 0;
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, table);
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		if (++*n > 1)
			pv_buf_str(names, ", ");
		pv_buf_span(names, pv_stmt_col(st, 0));
	}
	pv_stmt_free(st);
	return rc == PV_OK && names->failed ? pv_fail_nomem(err) : rc;
}

/* The statements of a part; all names are of our own schema. */
static void
put_select(struct pv_buf *sql, struct pv_span table, struct pv_span names)
{
	pv_buf_str(sql, "SELECT ");
	pv_buf_span(sql, names);
	pv_buf_str(sql, " FROM ");
	pv_buf_span(sql, table);
	pv_buf_str(sql, " WHERE document_id = ?1");
}

static void
put_insert(struct pv_buf *sql, struct pv_span table, struct pv_span names,
    int ncols)
{
	pv_buf_str(sql, "INSERT INTO ");
	pv_buf_span(sql, table);
	pv_buf_str(sql, " (");
	pv_buf_span(sql, names);
	pv_buf_str(sql, ", document_id) VALUES (");
	while (ncols-- > 0)
		pv_buf_str(sql, "?, ");
	pv_buf_str(sql, "?)");
}

/* Findings name their cues by number, which differs: by name and weight here. */
static const char found_get[] =
    "SELECT f.ord, f.clause, f.provision, f.subtype, f.stance, f.strength,"
    " f.confidence, f.flags, f.start, f.length, f.attributes, q.rule,"
    " q.weight, (SELECT json_group_array(json_array(e.rule, e.weight,"
    " json_extract(value, '$[1]'), json_extract(value, '$[2]')))"
    " FROM json_each(f.evidence) CROSS JOIN cue e"
    " ON e.cue_id = json_extract(value, '$[0]'))"
    " FROM found f JOIN cue q USING (cue_id) WHERE document_id = ?1"
    " ORDER BY f.ord";
static const char found_put[] =
    "INSERT INTO found (ord, clause, provision, subtype, stance, strength,"
    " confidence, flags, start, length, attributes, cue_id, evidence,"
    " document_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
    " (SELECT cue_id FROM cue WHERE rule = ?12 AND weight = ?13),"
    " (SELECT json_group_array(json_array((SELECT cue_id FROM cue e"
    " WHERE e.rule = json_extract(value, '$[0]')"
    " AND e.weight = json_extract(value, '$[1]')),"
    " json_extract(value, '$[2]'), json_extract(value, '$[3]')))"
    " FROM json_each(?14)), ?15)";

static enum pv_rc
prepare_found(struct merge *m, struct part *p, struct pv_err *err)
{
	enum pv_rc rc = pv_db_prepare(m->from->db, PV_SPAN(found_get), NULL,
	    &p->get, err);

	p->ncols = 14;
	return rc == PV_OK ? pv_db_prepare(m->to->db, PV_SPAN(found_put),
	    NULL, &p->put, err) : rc;
}

static enum pv_rc
prepare_part(struct merge *m, struct pv_span table, struct pv_err *err)
{
	struct pv_buf names = PV_BUF_INIT, get = PV_BUF_INIT;
	struct pv_buf put = PV_BUF_INIT;
	struct part *p = pv_vec_push(&m->parts);
	enum pv_rc rc;

	if (p == NULL)
		return pv_fail_nomem(err);
	if (pv_span_eq(table, PV_SPAN("found")))
		return prepare_found(m, p, err);
	rc = list_columns(m->from, table, &names, &p->ncols, err);
	if (rc == PV_OK) {
		put_select(&get, table, pv_buf_view(&names));
		put_insert(&put, table, pv_buf_view(&names), p->ncols);
		rc = get.failed || put.failed ? pv_fail_nomem(err) :
		    pv_db_prepare(m->from->db, pv_buf_view(&get), NULL,
		    &p->get, err);
	}
	if (rc == PV_OK)
		rc = pv_db_prepare(m->to->db, pv_buf_view(&put), NULL,
		    &p->put, err);
	/* a document is given a number; its parts are given that */
	if (rc == PV_OK && pv_span_eq(table, PV_SPAN("content")))
		pv_stmt_null(p->put, p->ncols + 1);
	pv_buf_release(&names);
	pv_buf_release(&get);
	pv_buf_release(&put);
	return rc;
}

static enum pv_rc
prepare_parts(struct merge *m, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	bool row = true;
	enum pv_rc rc = pv_db_prepare(m->to->db, PV_SPAN("SELECT 'content'"
	    " UNION ALL SELECT m.name FROM sqlite_master m"
	    " JOIN pragma_foreign_key_list(m.name) f"
	    " WHERE m.type = 'table' AND f.\"table\" = 'content'"
	    " AND f.\"from\" = 'document_id' AND m.name <> 'version'"),
	    NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		rc = prepare_part(m, pv_stmt_col(st, 0), err);
		if (rc != PV_OK)
			break;
	}
	pv_stmt_free(st);
	return rc;
}

/* Copy the rows of one part of a document; id 0 = to be given. */
static enum pv_rc
copy_part(struct part *p, int64_t theirs, int64_t id, struct pv_err *err)
{
	bool row = true;
	int i;
	enum pv_rc rc;

	pv_stmt_int(p->get, 1, theirs);
	while ((rc = pv_stmt_step(p->get, &row, err)) == PV_OK && row) {
		for (i = 0; i < p->ncols; i++)
			pv_stmt_copy(p->put, i + 1, p->get, i);
		if (id != 0)
			pv_stmt_int(p->put, p->ncols + 1, id);
		rc = pv_stmt_run(p->put, err);
		if (rc != PV_OK)
			break;
	}
	pv_stmt_reset(p->get);
	return rc;
}

static enum pv_rc
copy_document(struct merge *m, int64_t theirs, int64_t *ours,
    struct pv_err *err)
{
	struct part *p = m->parts.ptr;
	size_t i;
	enum pv_rc rc = copy_part(&p[0], theirs, 0, err);

	*ours = pv_db_rowid(m->to->db);
	for (i = 1; i < m->parts.len && rc == PV_OK; i++)
		rc = copy_part(&p[i], theirs, *ours, err);
	m->out->documents++;
	return rc;
}

/* ------------------------------------------------------------- one by one */

#define PASS_STMTS 3

/* A walk over rows of the other store, with statements of ours. */
struct pass {
	const char *rows, *sql[PASS_STMTS];
	enum pv_rc (*each)(struct merge *m, struct pv_stmt *row,
	    struct pv_stmt *const *st, struct pv_err *err);
};

/* Both have it: the bytes may be in one alone, the rules may differ. */
static enum pv_rc
join_document(struct merge *m, struct pv_stmt *row,
    struct pv_stmt *const *st, int64_t ours, struct pv_err *err)
{
	int64_t same = 0;
	enum pv_rc rc;
	int i;

	pv_stmt_int(st[1], 1, ours);
	for (i = 2; i <= 4; i++)
		pv_stmt_copy(st[1], i, row, i);
	rc = find_id(st[1], &same, err);
	if (rc == PV_OK && same == 0)
		m->out->other_rules++;
	pv_stmt_int(st[2], 1, ours);
	pv_stmt_copy(st[2], 2, row, 5);
	return rc == PV_OK ? pv_stmt_run(st[2], err) : rc;
}

static enum pv_rc
merge_document(struct merge *m, struct pv_stmt *row,
    struct pv_stmt *const *st, struct pv_err *err)
{
	int64_t theirs = pv_stmt_col_int(row, 0), ours = 0;
	enum pv_rc rc;

	pv_stmt_copy(st[0], 1, row, 1);
	rc = find_id(st[0], &ours, err);
	if (rc == PV_OK && ours != 0)
		rc = join_document(m, row, st, ours, err);
	else if (rc == PV_OK)
		rc = copy_document(m, theirs, &ours, err);
	return rc == PV_OK ? add_twin(&m->documents, theirs, ours, err) : rc;
}

static enum pv_rc
merge_version(struct merge *m, struct pv_stmt *row,
    struct pv_stmt *const *st, struct pv_err *err)
{
	int64_t agreement = ours_of(&m->agreements, pv_stmt_col_int(row, 1));
	int64_t document = ours_of(&m->documents, pv_stmt_col_int(row, 2));
	int64_t id = 0;
	enum pv_rc rc;
	int i;

	pv_stmt_int(st[0], 1, agreement);
	pv_stmt_int(st[0], 2, document);
	for (i = 3; i <= 8; i++)
		pv_stmt_copy(st[0], i, row, i);
	rc = pv_stmt_run(st[0], err);
	pv_stmt_int(st[1], 1, agreement);
	pv_stmt_int(st[1], 2, document);
	pv_stmt_copy(st[1], 3, row, 3);
	if (rc == PV_OK)
		rc = find_id(st[1], &id, err);
	return rc == PV_OK ? add_twin(&m->versions, pv_stmt_col_int(row, 0),
	    id, err) : rc;
}

static enum pv_rc
merge_file(struct merge *m, struct pv_stmt *row, struct pv_stmt *const *st,
    struct pv_err *err)
{
	int64_t theirs = ours_of(&m->versions, pv_stmt_col_int(row, 0));
	int64_t ours = 0, changed = 0;
	enum pv_rc rc;
	int i;

	pv_stmt_copy(st[0], 1, row, 1);
	rc = find_id(st[0], &ours, err);
	for (i = 1; i <= 7; i++)
		pv_stmt_copy(st[1], i, row, i);
	if (theirs != 0)
		pv_stmt_int(st[1], 8, theirs);
	else
		pv_stmt_null(st[1], 8);
	if (rc == PV_OK)
		rc = pv_stmt_run(st[1], err);
	if (rc == PV_OK)
		rc = find_id(st[2], &changed, err);
	if (theirs != 0)
		m->out->files += (uint64_t)changed;
	if (rc != PV_OK || ours == theirs || ours == 0 || theirs == 0)
		return rc;
	return changed != 0 ? add_twin(&m->left, ours, theirs, err) :
	    add_twin(&m->left, theirs, ours, err);
}

/* Rows of two columns that are there or not. */
static enum pv_rc
merge_pair(struct merge *m, struct pv_stmt *row,
    struct pv_stmt *const *st, struct pv_err *err)
{
	(void)m;
	pv_stmt_copy(st[0], 1, row, 0);
	pv_stmt_copy(st[0], 2, row, 1);
	return pv_stmt_run(st[0], err);
}

/* How surely a version is one of its agreement: what was told, then listed. */
#define RANK(version) "(SELECT (why = 'told') * 2 + (why = 'listed')" \
	" FROM version v WHERE v.version_id = " version ")"

static const struct pass facts[] = {
	{ "SELECT rule, weight FROM cue ORDER BY cue_id", {
	  "INSERT OR IGNORE INTO cue (rule, weight) VALUES (?1, ?2)", NULL,
	  NULL }, merge_pair },
	{ "SELECT document_id, sha256, rules, program, type, raw"
	    " FROM content ORDER BY document_id", {
	  "SELECT document_id FROM content WHERE sha256 = ?1",
	  "SELECT 1 FROM content WHERE document_id = ?1 AND rules = ?2"
	    " AND program = ?3 AND type = ?4",
	  "UPDATE content SET raw = ?2 WHERE document_id = ?1"
	    " AND raw IS NULL AND ?2 IS NOT NULL" }, merge_document },
	{ "SELECT version_id, agreement_id, document_id, label, date, dated,"
	    " seq, title, why FROM version ORDER BY version_id", {
	  "INSERT INTO version (agreement_id, document_id, label, date,"
	    " dated, seq, title, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8) ON CONFLICT DO NOTHING",
	  "SELECT version_id FROM version WHERE agreement_id = ?1"
	    " AND document_id = ?2 AND label = ?3", NULL }, merge_version },
	{ "SELECT version_id, path, path_bytes, size, mtime_ns, inode, code,"
	    " message FROM file ORDER BY path", {
	  "SELECT version_id FROM file WHERE path = ?1",
	  "INSERT INTO file (path, path_bytes, size, mtime_ns, inode, code,"
	    " message, version_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
	    " ON CONFLICT (path) DO UPDATE SET size = excluded.size,"
	    " mtime_ns = excluded.mtime_ns, inode = excluded.inode,"
	    " code = excluded.code, message = excluded.message,"
	    " version_id = excluded.version_id"
	    " WHERE (excluded.mtime_ns, excluded.size, excluded.inode) >"
	    " (mtime_ns, size, inode) OR"
	    " ((excluded.mtime_ns, excluded.size, excluded.inode) ="
	    " (mtime_ns, size, inode) AND " RANK("excluded.version_id") ">"
	    RANK("file.version_id") ")",
	  "SELECT changes()" }, merge_file },
	{ "SELECT old_sha256, new_sha256 FROM watched", {
	  "INSERT OR IGNORE INTO watched (old_sha256, new_sha256)"
	    " VALUES (?1, ?2)", NULL, NULL }, merge_pair }
};

static enum pv_rc
run_pass(struct merge *m, const struct pass *p, struct pv_err *err)
{
	struct pv_stmt *rows = NULL, *st[PASS_STMTS] = { NULL };
	bool more = true;
	size_t i;
	enum pv_rc rc = pv_db_prepare(m->from->db, pv_span_str(p->rows), NULL,
	    &rows, err);

	for (i = 0; i < PASS_STMTS && p->sql[i] != NULL && rc == PV_OK; i++)
		rc = pv_db_prepare(m->to->db, pv_span_str(p->sql[i]), NULL,
		    &st[i], err);
	while (rc == PV_OK) {
		rc = pv_stmt_step(rows, &more, err);
		if (rc != PV_OK || !more)
			break;
		rc = p->each(m, rows, st, err);
	}
	pv_stmt_free(rows);
	for (i = 0; i < PASS_STMTS; i++)
		pv_stmt_free(st[i]);
	return rc;
}

/* Versions whose texts their files have under another name now. */
static enum pv_rc
drop_left(struct merge *m, struct pv_err *err)
{
	const struct twin *left = m->left.ptr;
	struct pv_stmt *st = NULL;
	size_t i;
	enum pv_rc rc = pv_db_prepare(m->to->db, PV_SPAN("DELETE FROM version"
	    " WHERE version_id = ?1 AND NOT EXISTS (SELECT 1 FROM file f"
	    " WHERE f.version_id = ?1) AND document_id ="
	    " (SELECT v.document_id FROM version v WHERE v.version_id = ?2)"),
	    NULL, &st, err);

	for (i = 0; i < m->left.len && rc == PV_OK; i++) {
		pv_stmt_int(st, 1, left[i].theirs);
		pv_stmt_int(st, 2, left[i].ours);
		rc = pv_stmt_run(st, err);
	}
	pv_stmt_free(st);
	return rc == PV_OK ? pv_db_exec(m->to->db, "DELETE FROM agreement"
	    " WHERE NOT EXISTS (SELECT 1 FROM version v"
	    " WHERE v.agreement_id = agreement.agreement_id)", err) : rc;
}

/* -------------------------------------------------------------- agreements */

static struct pv_store_guest
guest_of(struct pv_stmt *st)
{
	return (struct pv_store_guest){ pv_stmt_col(st, 1),
		pv_stmt_col(st, 2), pv_stmt_col(st, 3) };
}

static const char guests_sql[] = "SELECT agreement_id, agreement, owner, slug"
    " FROM agreement ORDER BY agreement_id";

enum pv_rc
pv_store_guests(struct pv_store *s, enum pv_rc (*each)(void *ctx,
    const struct pv_store_guest *g, struct pv_err *err), void *ctx,
    struct pv_err *err)
{
	struct pv_store_guest g;
	struct pv_stmt *st = NULL;
	bool row = true;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN(guests_sql), NULL, &st,
	    err);

	while (rc == PV_OK) {
		rc = pv_stmt_step(st, &row, err);
		if (rc != PV_OK || !row)
			break;
		g = guest_of(st);
		rc = each(ctx, &g, err);
	}
	pv_stmt_free(st);
	return rc;
}

/* An agreement of theirs under its key here. */
static enum pv_rc
put_agreement(struct merge *m, struct pv_stmt *st, struct pv_span key,
    struct pv_err *err)
{
	struct pv_stmt *put = NULL, *find = NULL;
	int64_t id = 0;
	enum pv_rc rc = pv_store_stmt(m->to, PV_STMT_AGREEMENT_PUT, &put, err);

	if (rc == PV_OK)
		rc = pv_store_stmt(m->to, PV_STMT_AGREEMENT_ID, &find, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(put, 1, key);
	pv_stmt_copy(put, 2, st, 2);
	pv_stmt_copy(put, 3, st, 3);
	rc = pv_stmt_run(put, err);
	pv_stmt_text(find, 1, key);
	if (rc == PV_OK)
		rc = find_id(find, &id, err);
	return rc == PV_OK ? add_twin(&m->agreements, pv_stmt_col_int(st, 0),
	    id, err) : rc;
}

static enum pv_rc
merge_agreements(struct merge *m, enum pv_rc (*name)(void *ctx,
    const struct pv_store_guest *g, struct pv_buf *key, struct pv_err *err),
    void *ctx, struct pv_err *err)
{
	struct pv_buf key = PV_BUF_INIT;
	struct pv_store_guest g;
	struct pv_stmt *st = NULL;
	bool row = true;
	enum pv_rc rc = pv_db_prepare(m->from->db, PV_SPAN(guests_sql), NULL,
	    &st, err);

	while (rc == PV_OK) {
		rc = pv_stmt_step(st, &row, err);
		if (rc != PV_OK || !row)
			break;
		g = guest_of(st);
		pv_buf_clear(&key);
		rc = name(ctx, &g, &key, err);
		if (rc == PV_OK)
			rc = key.failed ? pv_fail_nomem(err) :
			    put_agreement(m, st, pv_buf_view(&key), err);
	}
	pv_stmt_free(st);
	pv_buf_release(&key);
	return rc;
}

/* The order in which a walk meets paths: folder by folder. */
#define WALK(path) "replace(" path ", '/', char(1))"

/* Files whose version is not the only one of its label. */
static const char rivals_sql[] =
    "SELECT f.path FROM file f JOIN version v USING (version_id)"
    " WHERE EXISTS (SELECT 1 FROM version n"
    " WHERE n.agreement_id = v.agreement_id AND n.label = v.label"
    " AND n.version_id <> v.version_id) ORDER BY " WALK("f.path");

/* The version of a path, unless the newer ones are of paths behind it. */
static const char renew_sql[] =
    "UPDATE version SET version_id ="
    " (SELECT max(version_id) + 1 FROM version) WHERE version_id ="
    " (SELECT f.version_id FROM file f WHERE f.path = ?1)"
    " AND EXISTS (SELECT 1 FROM version n"
    " WHERE n.agreement_id = version.agreement_id"
    " AND n.label = version.label AND n.version_id > version.version_id"
    " AND NOT EXISTS (SELECT 1 FROM file f"
    " WHERE f.version_id = n.version_id"
    " AND " WALK("f.path") " > " WALK("?1") "))";

/*
 * Of the versions of one label those that files have now are the newest, in
 * the order of a scan.  Versions are given new numbers, so this comes last.
 */
static enum pv_rc
renew_versions(struct merge *m, struct pv_err *err)
{
	struct pv_stmt *rows = NULL, *renew = NULL;
	int64_t changed = 0;
	bool more = true;
	enum pv_rc rc = pv_db_prepare(m->to->db, PV_SPAN(rivals_sql), NULL,
	    &rows, err);

	if (rc == PV_OK)
		rc = pv_db_prepare(m->to->db, PV_SPAN(renew_sql), NULL,
		    &renew, err);
	while (rc == PV_OK) {
		rc = pv_stmt_step(rows, &more, err);
		if (rc != PV_OK || !more)
			break;
		pv_stmt_copy(renew, 1, rows, 0);
		rc = pv_stmt_run(renew, err);
		if (rc == PV_OK)
			rc = pv_db_int(m->to->db, "SELECT changes()",
			    &changed, err);
		m->renewed |= changed != 0;
	}
	pv_stmt_free(rows);
	pv_stmt_free(renew);
	return rc;
}

/* What is made of the facts, an index perhaps, must be made anew. */
static enum pv_rc
count_changes(struct merge *m, int64_t before, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	int64_t after = 0, changes = (int64_t)m->out->files;
	enum pv_rc rc = pv_db_int(m->to->db, versions_sql, &after, err);

	if (changes == 0 && (after != before || m->renewed))
		changes = 1;
	if (rc == PV_OK)
		rc = pv_db_prepare(m->to->db, PV_SPAN("UPDATE meta SET"
		    " value = value + ?1 WHERE key = 'changes'"), NULL, &st,
		    err);
	if (rc == PV_OK) {
		pv_stmt_int(st, 1, changes);
		rc = pv_stmt_run(st, err);
	}
	pv_stmt_free(st);
	return rc;
}

static enum pv_rc
merge_facts(struct merge *m, struct pv_err *err)
{
	int64_t before = 0;
	size_t i;
	enum pv_rc rc = pv_db_int(m->to->db, versions_sql, &before, err);

	for (i = 0; i < sizeof(facts) / sizeof(facts[0]) && rc == PV_OK; i++)
		rc = run_pass(m, &facts[i], err);
	if (rc == PV_OK)
		rc = drop_left(m, err);
	if (rc == PV_OK)
		rc = renew_versions(m, err);
	return rc == PV_OK ? count_changes(m, before, err) : rc;
}

enum pv_rc
pv_store_merge(struct pv_store *to, struct pv_store *from,
    enum pv_rc (*name)(void *ctx, const struct pv_store_guest *g,
    struct pv_buf *key, struct pv_err *err), void *ctx,
    struct pv_store_merged *out, struct pv_err *err)
{
	struct merge m = { to, from, PV_VEC_INIT(struct twin),
		PV_VEC_INIT(struct twin), PV_VEC_INIT(struct twin),
		PV_VEC_INIT(struct twin), PV_VEC_INIT(struct part), out,
		false };
	size_t i;
	enum pv_rc rc = pv_store_begin(to, err);

	*out = (struct pv_store_merged){ 0, 0, 0 };
	/* one state of the other store, whoever writes to it meanwhile */
	if (rc == PV_OK)
		rc = pv_db_exec(from->db, "BEGIN", err);
	if (rc == PV_OK)
		rc = prepare_parts(&m, err);
	if (rc == PV_OK)
		rc = merge_agreements(&m, name, ctx, err);
	if (rc == PV_OK)
		rc = merge_facts(&m, err);
	for (i = 0; i < m.parts.len; i++) {
		pv_stmt_free(PV_VEC_AT(&m.parts, struct part, i)->get);
		pv_stmt_free(PV_VEC_AT(&m.parts, struct part, i)->put);
	}
	if (rc == PV_OK)
		rc = pv_db_exec(from->db, "COMMIT", err);
	pv_vec_release(&m.agreements);
	pv_vec_release(&m.documents);
	pv_vec_release(&m.versions);
	pv_vec_release(&m.left);
	pv_vec_release(&m.parts);
	return rc;
}
