/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include "model/redaction.h"
#include "store/internal.h"
#include "store/pack.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

#define PASSAGE_MAX 2016        /* bytes, as in schema.sql */

static const char *const sql[PV_STMT_COUNT] = {
	[PV_STMT_FILES] = pv_store_files_sql,
	[PV_STMT_ALIKE] = pv_store_alike_sql,
	[PV_STMT_IS_ALIKE] = pv_store_is_alike_sql,
	[PV_STMT_PLACE] =
	    "SELECT a.agreement, v.label, v.date, v.dated, v.why, a.owner"
	    " FROM file f JOIN version v USING (version_id)"
	    " JOIN agreement a USING (agreement_id) WHERE f.path = ?1",
	[PV_STMT_HOLDS] =
	    "SELECT 1 FROM agreement JOIN version USING (agreement_id)"
	    " JOIN file USING (version_id) WHERE agreement = ?1"
	    " AND label = ?2 AND size = ?3 AND mtime_ns = ?4 AND inode = ?5",
	[PV_STMT_LIKE] =
	    "SELECT document_id, version.title FROM file"
	    " JOIN version USING (version_id) WHERE path = ?1",
	[PV_STMT_AGREEMENT_PUT] =
	    "INSERT INTO agreement (agreement, title, owner, slug)"
	    " VALUES (?1, '', ?2, ?3)"
	    " ON CONFLICT (agreement) DO UPDATE SET owner = excluded.owner,"
	    " slug = excluded.slug WHERE owner = ''",
	[PV_STMT_AGREEMENT_ID] =
	    "SELECT agreement_id FROM agreement WHERE agreement = ?1",
	[PV_STMT_DOCUMENT_GET] =
	    "SELECT document_id, rules, program, raw IS NOT NULL,"
	    " EXISTS (SELECT 1 FROM gap g"
	    " WHERE g.document_id = d.document_id), type"
	    " FROM content d WHERE sha256 = ?1",
	[PV_STMT_DOCUMENT_ADD] =
	    "INSERT INTO content (format, basis, bytes, in_clauses,"
	    " redactions, warnings, rules, program, structure, raw, sha256,"
	    " type) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
	    " ?12)",
	[PV_STMT_DOCUMENT_SET] =
	    "UPDATE content SET format = ?1, basis = ?2, bytes = ?3,"
	    " in_clauses = ?4, redactions = ?5, warnings = ?6, rules = ?7,"
	    " program = ?8, structure = ?9, raw = coalesce(?10, raw),"
	    " type = ?12 WHERE sha256 = ?11",
	[PV_STMT_PASSAGE_PUT] =
	    "INSERT INTO passage (document_id, start, text)"
	    " VALUES (?1, ?2, ?3)",
	[PV_STMT_VERSION_PUT] =
	    "INSERT INTO version (agreement_id, document_id, label, date,"
	    " title, dated, seq, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
	    " ON CONFLICT (agreement_id, label, document_id)"
	    " DO UPDATE SET date = excluded.date, title = excluded.title,"
	    " dated = excluded.dated, seq = excluded.seq, why = excluded.why",
	/* a text that came back is the newest of its label again */
	[PV_STMT_VERSION_RENEW] =
	    "UPDATE version SET version_id ="
	    " (SELECT max(version_id) + 1 FROM version)"
	    " WHERE agreement_id = ?1 AND document_id = ?2 AND label = ?3"
	    " AND EXISTS (SELECT 1 FROM version n"
	    " WHERE n.agreement_id = ?1 AND n.label = ?3"
	    " AND n.version_id > version.version_id)",
	[PV_STMT_VERSION_ID] =
	    "SELECT version_id FROM version WHERE agreement_id = ?1"
	    " AND document_id = ?2 AND label = ?3",
	[PV_STMT_VERSION_DROP] =
	    "DELETE FROM version WHERE version_id = ?1 AND NOT EXISTS"
	    " (SELECT 1 FROM file WHERE file.version_id = ?1)",
	[PV_STMT_AGREEMENT_DROP] =
	    "DELETE FROM agreement WHERE agreement_id = ?1 AND NOT EXISTS"
	    " (SELECT 1 FROM version WHERE version.agreement_id = ?1)",
	[PV_STMT_FILE_LEAVES] =
	    "SELECT version_id, agreement_id FROM file"
	    " JOIN version USING (version_id) WHERE path = ?1"
	    " AND document_id = ?2 AND version_id <> ?3",
	[PV_STMT_FILE_PUT] =
	    "INSERT INTO file (path, path_bytes, size, mtime_ns, inode,"
	    " version_id, code, message) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
	    " ?8) ON CONFLICT (path) DO UPDATE SET size = excluded.size,"
	    " mtime_ns = excluded.mtime_ns, inode = excluded.inode,"
	    " version_id = excluded.version_id, code = excluded.code,"
	    " message = excluded.message",
	[PV_STMT_CLAUSE_PUT] =
	    "INSERT INTO clause (document_id, ord, parent, kind, label,"
	    " start, length, head_start, head_length)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
	[PV_STMT_DEFINITION_PUT] =
	    "INSERT INTO defined (document_id, ord, clause, term, start,"
	    " length) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[PV_STMT_REFERENCE_PUT] =
	    "INSERT INTO reference (document_id, ord, clause, target,"
	    " points_at) VALUES (?1, ?2, ?3, ?4, ?5)",
	[PV_STMT_FINDING_PUT] =
	    "INSERT INTO found (document_id, ord, clause, provision,"
	    " subtype, stance, strength, confidence, cue_id, flags, start,"
	    " length, attributes, evidence) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
	    " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
	[PV_STMT_CUE_GET] =
	    "SELECT cue_id FROM cue WHERE rule = ?1 AND weight = ?2",
	[PV_STMT_CUE_PUT] =
	    "INSERT INTO cue (rule, weight) VALUES (?1, ?2)",
	[PV_STMT_GAP_PUT] =
	    "INSERT OR IGNORE INTO gap (document_id, rule, clause)"
	    " VALUES (?1, ?2, ?3)",
	[PV_STMT_ISSUE_PUT] =
	    "INSERT INTO issue (document_id, ord, severity, code, line,"
	    " message) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	[PV_STMT_PASSAGE_DROP] = "DELETE FROM passage WHERE document_id = ?1",
	[PV_STMT_CLAUSE_DROP] = "DELETE FROM clause WHERE document_id = ?1",
	[PV_STMT_DEFINITION_DROP] =
	    "DELETE FROM defined WHERE document_id = ?1",
	[PV_STMT_REFERENCE_DROP] =
	    "DELETE FROM reference WHERE document_id = ?1",
	[PV_STMT_FINDING_DROP] = "DELETE FROM found WHERE document_id = ?1",
	[PV_STMT_GAP_DROP] = "DELETE FROM gap WHERE document_id = ?1",
	[PV_STMT_ISSUE_DROP] = "DELETE FROM issue WHERE document_id = ?1",
	[PV_STMT_PAPER_DROP] = "DELETE FROM paper WHERE document_id = ?1",
	[PV_STMT_COMPARED_DROP] =
	    "DELETE FROM compared WHERE old_document = ?1"
	    " OR new_document = ?1",
	[PV_STMT_WATCHED_GET] =
	    "SELECT 1 FROM watched WHERE old_sha256 = ?1 AND new_sha256 = ?2",
	[PV_STMT_WATCHED_PUT] =
	    "INSERT OR IGNORE INTO watched (old_sha256, new_sha256)"
	    " VALUES (?1, ?2)",
	[PV_STMT_ANSWER_PUT] =
	    "INSERT INTO answer (agreement, cloud, mode, answer, until,"
	    " condition, clause, version)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
	[PV_STMT_ANSWER_DROP] = "DELETE FROM answer WHERE agreement = ?1",
	[PV_STMT_ANSWERED_GET] =
	    "SELECT 1 FROM answered WHERE agreement = ?1 AND texts = ?2",
	[PV_STMT_ANSWERED_PUT] =
	    "INSERT INTO answered (agreement, texts) VALUES (?1, ?2)",
	[PV_STMT_ANSWERED_DROP] = "DELETE FROM answered WHERE agreement = ?1",
	[PV_STMT_HEAD_GET] =
	    "SELECT p.kind, p.date, p.ends, p.title, p.party, p.other_party,"
	    " CASE WHEN p.kind IN ('amendment', 'order')"
	    " THEN substr(CAST(d.text AS BLOB), 1, ?2) END"
	    " FROM version v JOIN paper p ON p.document_id = v.document_id"
	    " JOIN document d ON d.document_id = v.document_id"
	    " WHERE v.version_id = ?1",
	[PV_STMT_HEAD_PUT] =
	    "INSERT OR REPLACE INTO paper (document_id, kind, date, ends,"
	    " title, party, other_party) SELECT document_id, ?2, ?3, ?4, ?5,"
	    " ?6, ?7 FROM version WHERE version_id = ?1",
};

enum pv_rc
pv_store_stmt(struct pv_store *s, enum pv_store_stmt which,
    struct pv_stmt **out, struct pv_err *err)
{
	enum pv_rc rc = PV_OK;

	if (s->stmts[which] == NULL)
		rc = pv_db_prepare(s->db, pv_span_str(sql[which]), NULL,
		    &s->stmts[which], err);
	*out = s->stmts[which];
	return rc;
}

/* One integer out of a statement whose parameters are bound. */
static enum pv_rc
one_id(struct pv_stmt *st, int64_t *id, struct pv_err *err)
{
	bool row;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	*id = rc == PV_OK && row ? pv_stmt_col_int(st, 0) : 0;
	pv_stmt_reset(st);
	return rc;
}

static enum pv_rc
put_agreement(struct pv_store *s, const struct pv_store_doc *doc, int64_t *id,
    struct pv_err *err)
{
	struct pv_buf owner = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_AGREEMENT_PUT, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&owner, doc->owner);
	pv_stmt_text(st, 1, doc->agreement);
	pv_stmt_text(st, 2, pv_buf_view(&owner));
	pv_stmt_text(st, 3, doc->slug.len > 0 ? doc->slug : doc->agreement);
	rc = owner.failed ? pv_fail_nomem(err) : pv_stmt_run(st, err);
	pv_buf_release(&owner);
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_AGREEMENT_ID, &st, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, doc->agreement);
	return one_id(st, id, err);
}

/* Delete what hangs on a document that is put again. */
static enum pv_rc
drop_parts(struct pv_store *s, int64_t id, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = PV_OK;
	int which;

	for (which = PV_STMT_PASSAGE_DROP; rc == PV_OK &&
	    which <= PV_STMT_COMPARED_DROP; which++) {
		rc = pv_store_stmt(s, (enum pv_store_stmt)which, &st, err);
		if (rc != PV_OK)
			break;
		pv_stmt_int(st, 1, id);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

/* What the reading of a document depended on besides its bytes. */
static struct pv_span
type_of(const struct pv_store_doc *doc)
{
	return doc->version->format == PV_FORMAT_EDGAR ? doc->type :
	    PV_SPAN("");
}

static enum pv_rc
put_document_row(struct pv_store *s, const struct pv_store_doc *doc,
    enum pv_store_stmt which, struct pv_err *err)
{
	const struct pv_version *v = doc->version;
	struct pv_coverage cover = pv_version_coverage(v);
	struct pv_buf blob = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, which, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_pack(v, &blob);
	pv_stmt_text(st, 1, pv_span_str(pv_format_name(v->format)));
	pv_stmt_text(st, 2, pv_span_str(pv_basis_name(v->basis)));
	pv_stmt_int(st, 3, v->source_len);
	pv_stmt_int(st, 4, (int64_t)cover.clauses);
	pv_stmt_int(st, 5, (int64_t)pv_redaction_count(v->text));
	pv_stmt_int(st, 6, (int64_t)v->ndiags);
	pv_stmt_text(st, 7, doc->rules_digest);
	pv_stmt_text(st, 8, PV_SPAN(PACKAGE_VERSION));
	pv_stmt_blob(st, 9, pv_buf_view(&blob));
	pv_stmt_blob(st, 10, doc->raw);
	pv_stmt_text(st, 11, pv_span_str(v->sha256));
	pv_stmt_text(st, 12, type_of(doc));
	rc = blob.failed ? pv_fail_nomem(err) : pv_stmt_run(st, err);
	pv_buf_release(&blob);
	return rc;
}

/* The text in passages as long as schema.sql allows, no character in two. */
static enum pv_rc
put_passages(struct pv_store *s, const struct pv_version *v, int64_t id,
    struct pv_err *err)
{
	struct pv_span text = v->text;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_PASSAGE_PUT, &st, err);
	size_t at = 0, end;

	while (rc == PV_OK && at < text.len) {
		end = text.len - at > PASSAGE_MAX ? at + PASSAGE_MAX : text.len;
		while (end < text.len && end > at + 1 &&
		    ((unsigned char)text.ptr[end] & 0xc0) == 0x80)
			end--;
		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)at);
		pv_stmt_text(st, 3, pv_span_sub(text, at, end));
		rc = pv_stmt_run(st, err);
		at = end;
	}
	return rc;
}

static enum pv_rc
put_clauses(struct pv_store *s, const struct pv_version *v, int64_t id,
    struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_CLAUSE_PUT, &st, err);
	size_t i;

	for (i = 1; rc == PV_OK && i < v->nclauses; i++) {
		const struct pv_clause *c = &v->clauses[i];

		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)i);
		pv_stmt_int(st, 3, c->parent);
		pv_stmt_text(st, 4, pv_span_str(pv_clause_kind_name(
		    (enum pv_clause_kind)c->kind)));
		pv_stmt_text(st, 5, pv_version_str(v, c->label));
		pv_stmt_int(st, 6, c->all.start);
		pv_stmt_int(st, 7, c->all.end - c->all.start);
		pv_stmt_int(st, 8, c->heading.end > c->heading.start ?
		    c->heading.start : 0);
		pv_stmt_int(st, 9, c->heading.end - c->heading.start);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

static enum pv_rc
put_definitions(struct pv_store *s, const struct pv_version *v, int64_t id,
    struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_DEFINITION_PUT, &st, err);
	size_t i;

	for (i = 0; rc == PV_OK && i < v->ndefs; i++) {
		const struct pv_def *d = &v->defs[i];

		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)i);
		pv_stmt_int(st, 3, d->clause);
		pv_stmt_text(st, 4, pv_version_str(v, d->term));
		pv_stmt_int(st, 5, d->meaning.start);
		pv_stmt_int(st, 6, d->meaning.end - d->meaning.start);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

/* Those within the document. */
static enum pv_rc
put_references(struct pv_store *s, const struct pv_version *v, int64_t id,
    struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_REFERENCE_PUT, &st, err);
	const struct pv_ref *r;
	size_t i;

	for (i = 0; rc == PV_OK && i < v->nrefs; i++) {
		r = &v->refs[i];
		if (r->relation == PV_REF_EXTERNAL)
			continue;
		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)i);
		pv_stmt_int(st, 3, r->clause);
		pv_stmt_text(st, 4, pv_version_str(v, r->target));
		pv_stmt_int(st, 5, r->to == PV_NONE ? -1 : (int64_t)r->to);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

/* Rules that gave up, and what the reading noticed. */
static enum pv_rc
put_notes(struct pv_store *s, const struct pv_store_doc *doc, int64_t id,
    struct pv_err *err)
{
	const struct pv_version *v = doc->version;
	const struct pv_findings *f = doc->findings;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_GAP_PUT, &st, err);
	size_t i;

	for (i = 0; rc == PV_OK && i < f->ngaps; i++) {
		pv_stmt_int(st, 1, id);
		pv_stmt_text(st, 2, pv_findings_str(f, f->gaps[i].rule));
		pv_stmt_int(st, 3, f->gaps[i].clause);
		rc = pv_stmt_run(st, err);
	}
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_ISSUE_PUT, &st, err);
	for (i = 0; rc == PV_OK && i < v->ndiags; i++) {
		pv_stmt_int(st, 1, id);
		pv_stmt_int(st, 2, (int64_t)i);
		pv_stmt_text(st, 3, pv_span_str(pv_severity_name(
		    (enum pv_severity)v->diags[i].severity)));
		pv_stmt_text(st, 4, pv_version_str(v, v->diags[i].code));
		pv_stmt_int(st, 5, v->diags[i].line);
		pv_stmt_text(st, 6, pv_version_str(v, v->diags[i].msg));
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

/* What an earlier put left of the same content. */
struct known {
	int64_t id;             /* 0 = never seen */
	bool current;           /* its findings would not change */
	bool same_type;         /* and neither would its text */
};

static enum pv_rc
find_document(struct pv_store *s, const struct pv_store_doc *doc,
    struct known *out, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_DOCUMENT_GET, &st, err);

	*out = (struct known){ 0, false, false };
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, pv_span_str(doc->version->sha256));
	rc = pv_stmt_step(st, &row, err);
	if (rc == PV_OK && row) {
		out->id = pv_stmt_col_int(st, 0);
		out->current =
		    pv_span_eq(pv_stmt_col(st, 1), doc->rules_digest) &&
		    pv_span_eq(pv_stmt_col(st, 2), PV_SPAN(PACKAGE_VERSION)) &&
		    (doc->raw.len == 0 || pv_stmt_col_int(st, 3) != 0) &&
		    pv_stmt_col_int(st, 4) == 0;
		out->same_type = pv_span_eq(pv_stmt_col(st, 5), type_of(doc));
	}
	pv_stmt_reset(st);
	return rc;
}

enum pv_rc
pv_store_current(struct pv_store *s, const struct pv_version *v,
    struct pv_span rules_digest, bool *out, struct pv_err *err)
{
	const struct pv_store_doc doc = { .version = v,
		.rules_digest = rules_digest };
	struct known known;
	enum pv_rc rc = find_document(s, &doc, &known, err);

	*out = known.current;
	return rc;
}

enum pv_rc
pv_store_put_document(struct pv_store *s, const struct pv_store_doc *doc,
    int64_t *id, struct pv_err *err)
{
	struct known known;
	enum pv_rc rc = find_document(s, doc, &known, err);

	if (rc != PV_OK)
		return rc;
	*id = known.id;
	if (known.current && known.same_type)
		return PV_OK;
	if (known.id != 0)
		rc = drop_parts(s, known.id, err);
	if (rc == PV_OK)
		rc = put_document_row(s, doc, known.id != 0 ?
		    PV_STMT_DOCUMENT_SET : PV_STMT_DOCUMENT_ADD, err);
	if (rc == PV_OK && known.id == 0)
		*id = pv_db_rowid(s->db);
	if (rc == PV_OK)
		rc = put_passages(s, doc->version, *id, err);
	if (rc == PV_OK)
		rc = put_clauses(s, doc->version, *id, err);
	if (rc == PV_OK)
		rc = put_definitions(s, doc->version, *id, err);
	if (rc == PV_OK)
		rc = put_references(s, doc->version, *id, err);
	if (rc == PV_OK)
		rc = pv_store_put_findings(s, doc, *id, err);
	if (rc == PV_OK)
		rc = put_notes(s, doc, *id, err);
	return rc;
}

static void
bind_version(struct pv_stmt *st, int64_t agreement, int64_t document,
    struct pv_span label)
{
	pv_stmt_int(st, 1, agreement);
	pv_stmt_int(st, 2, document);
	pv_stmt_text(st, 3, label);
}

static enum pv_rc
put_version(struct pv_store *s, const struct pv_store_doc *doc,
    int64_t document, int64_t *id, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	int64_t agreement = 0;
	enum pv_rc rc = put_agreement(s, doc, &agreement, err);

	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_VERSION_PUT, &st, err);
	if (rc != PV_OK)
		return rc;
	bind_version(st, agreement, document, doc->label);
	pv_stmt_text(st, 4, doc->date);
	pv_stmt_text(st, 5, doc->title);
	pv_stmt_text(st, 6, doc->dated);
	pv_stmt_int(st, 7, doc->seq);
	pv_stmt_text(st, 8, doc->why.len > 0 ? doc->why : PV_SPAN("told"));
	rc = pv_stmt_run(st, err);
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_VERSION_RENEW, &st, err);
	if (rc != PV_OK)
		return rc;
	bind_version(st, agreement, document, doc->label);
	rc = pv_stmt_run(st, err);
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_VERSION_ID, &st, err);
	if (rc != PV_OK)
		return rc;
	bind_version(st, agreement, document, doc->label);
	return one_id(st, id, err);
}

/* version 0 = refused, for the reason given. */
static enum pv_rc
put_file(struct pv_store *s, struct pv_span path, const struct pv_io_stat *io,
    int64_t version, const struct pv_err *why, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_FILE_PUT, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	pv_stmt_blob(st, 2, pv_span_eq(pv_buf_view(&name), path) ?
	    pv_span(NULL, 0) : path);
	pv_stmt_int(st, 3, (int64_t)io->size);
	pv_stmt_int(st, 4, (int64_t)io->mtime_ns);
	pv_stmt_int(st, 5, (int64_t)io->ino);
	if (version != 0)
		pv_stmt_int(st, 6, version);
	else
		pv_stmt_null(st, 6);
	pv_stmt_text(st, 7, pv_span_str(why != NULL ? why->code : ""));
	pv_stmt_text(st, 8, pv_span_str(why != NULL ? why->msg : ""));
	rc = name.failed ? pv_fail_nomem(err) : pv_stmt_run(st, err);
	pv_buf_release(&name);
	return rc;
}

/* The version that a file leaves for another one of the same text. */
struct left { int64_t version, agreement; };

static enum pv_rc
find_left(struct pv_store *s, struct pv_span path, int64_t document,
    int64_t version, struct left *out, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_FILE_LEAVES, &st, err);

	*out = (struct left){ 0, 0 };
	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	pv_stmt_int(st, 2, document);
	pv_stmt_int(st, 3, version);
	rc = name.failed ? pv_fail_nomem(err) : pv_stmt_step(st, &row, err);
	if (rc == PV_OK && row) {
		out->version = pv_stmt_col_int(st, 0);
		out->agreement = pv_stmt_col_int(st, 1);
	}
	pv_stmt_reset(st);
	pv_buf_release(&name);
	return rc;
}

/* Nobody's version goes, and its agreement when that was its last one. */
static enum pv_rc
drop_left(struct pv_store *s, const struct left *left, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc;

	if (left->version == 0)
		return PV_OK;
	rc = pv_store_stmt(s, PV_STMT_VERSION_DROP, &st, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_int(st, 1, left->version);
	rc = pv_stmt_run(st, err);
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_AGREEMENT_DROP, &st, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_int(st, 1, left->agreement);
	return pv_stmt_run(st, err);
}

enum pv_rc
pv_store_undo(struct pv_store *s, enum pv_rc rc)
{
	struct pv_err ignored;

	if (pv_db_exec(s->db, "ROLLBACK TO document; RELEASE document",
	    &ignored) != PV_OK && rc == PV_OK)
		rc = ignored.rc;
	return rc;
}

/* A document that is stored becomes a version, and the path is its file's. */
static enum pv_rc
put_place(struct pv_store *s, const struct pv_store_doc *doc,
    int64_t document, struct pv_err *err)
{
	int64_t version = 0;
	struct left left;
	enum pv_rc rc = put_version(s, doc, document, &version, err);

	if (rc == PV_OK)
		rc = find_left(s, doc->path, document, version, &left, err);
	if (rc == PV_OK)
		rc = put_file(s, doc->path, &doc->stat, version, NULL, err);
	if (rc == PV_OK)
		rc = drop_left(s, &left, err);
	if (rc == PV_OK)
		rc = pv_db_exec(s->db, "UPDATE meta SET value = value + 1"
		    " WHERE key = 'changes'; RELEASE document", err);
	return rc;
}

enum pv_rc
pv_store_put(struct pv_store *s, const struct pv_store_doc *doc,
    struct pv_err *err)
{
	int64_t document = 0;
	enum pv_rc rc = pv_store_begin(s, err);

	if (rc == PV_OK)
		rc = pv_db_exec(s->db, "SAVEPOINT document", err);
	if (rc != PV_OK)
		return rc;
	rc = pv_store_put_document(s, doc, &document, err);
	if (rc == PV_OK)
		rc = put_place(s, doc, document, err);
	return rc == PV_OK ? pv_store_boundary(s, err) : pv_store_undo(s, rc);
}

/* The document of a path, and its title. */
static enum pv_rc
find_like(struct pv_store *s, struct pv_span path, int64_t *document,
    struct pv_buf *title, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_LIKE, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	rc = name.failed ? pv_fail_nomem(err) : pv_stmt_step(st, &row, err);
	if (rc == PV_OK && !row) {
		rc = pv_fail(err, PV_EUSAGE, "E-NOVERSION",
		    "no such version in the store");
	} else if (rc == PV_OK) {
		*document = pv_stmt_col_int(st, 0);
		pv_buf_span(title, pv_stmt_col(st, 1));
	}
	pv_stmt_reset(st);
	pv_buf_release(&name);
	return rc == PV_OK && title->failed ? pv_fail_nomem(err) : rc;
}

enum pv_rc
pv_store_put_like(struct pv_store *s, const struct pv_store_doc *doc,
    struct pv_span like, struct pv_err *err)
{
	struct pv_store_doc copy = *doc;
	struct pv_buf title = PV_BUF_INIT;
	int64_t document = 0;
	enum pv_rc rc = pv_store_begin(s, err);

	if (rc == PV_OK)
		rc = find_like(s, like, &document, &title, err);
	if (rc == PV_OK)
		rc = pv_db_exec(s->db, "SAVEPOINT document", err);
	if (rc == PV_OK) {
		copy.title = pv_buf_view(&title);
		rc = put_place(s, &copy, document, err);
		rc = rc == PV_OK ? pv_store_boundary(s, err) : pv_store_undo(s, rc);
	}
	pv_buf_release(&title);
	return rc;
}

enum pv_rc
pv_store_refuse(struct pv_store *s, struct pv_span path,
    const struct pv_err *why, struct pv_err *err)
{
	static const struct pv_io_stat unknown = { 0, 0, 0, 0 };
	enum pv_rc rc = pv_store_begin(s, err);

	if (rc == PV_OK)
		rc = put_file(s, path, &unknown, 0, why, err);
	return rc == PV_OK ? pv_store_boundary(s, err) : rc;
}
