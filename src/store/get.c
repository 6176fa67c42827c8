/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include <string.h>

#include "base/vec.h"
#include "model/valid.h"
#include "store/internal.h"
#include "store/pack.h"

/* The version in the current row: text, structure, sha256, format, basis. */
static enum pv_rc
version_of(struct pv_stmt *st, struct pv_version **out, struct pv_err *err)
{
	struct pv_version *v = pv_version_new(NULL);
	struct pv_span sha = pv_stmt_col(st, 2);
	enum pv_format format = PV_FORMAT_TEXT;
	enum pv_rc rc;

	if (v == NULL)
		return pv_fail_nomem(err);
	v->text = pv_arena_dup(v->arena, pv_stmt_col(st, 0));
	if (v->text.ptr == NULL) {
		pv_version_free(v);
		return pv_fail_nomem(err);
	}
	if (sha.len == PV_SHA256_HEX)
		memcpy(v->sha256, sha.ptr, sha.len);
	v->basis = pv_span_eq(pv_stmt_col(st, 4), PV_SPAN("source")) ?
	    PV_BASIS_SOURCE : PV_BASIS_TEXT;
	v->source_len = (uint32_t)pv_stmt_col_int(st, 5);
	rc = sha.len == PV_SHA256_HEX &&
	    pv_format_parse(pv_stmt_col(st, 3), &format) ?
	    pv_unpack(pv_stmt_col(st, 1), v, err) :
	    pv_fail(err, PV_EDB, "E-DBDATA",
	    "a stored document makes no sense");
	v->format = format;
	if (rc != PV_OK) {
		pv_version_free(v);
		return rc;
	}
	*out = v;
	return PV_OK;
}

/* Run a query for one version; E-DBDATA when there is none. */
static enum pv_rc
fetch(struct pv_stmt *st, struct pv_version **v, int64_t *document,
    struct pv_err *err)
{
	bool row;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	if (rc != PV_OK)
		return rc;
	if (!row)
		return pv_fail(err, PV_EUSAGE, "E-NOVERSION",
		    "no such version in the store");
	*document = pv_stmt_col_int(st, 6);
	return version_of(st, v, err);
}

#define COLUMNS "SELECT d.text, d.structure, d.sha256, d.format, d.basis," \
	" d.bytes, d.document_id FROM document d"

static const char by_key[] = COLUMNS
    " JOIN version v USING (document_id)"
    " JOIN agreement a USING (agreement_id)"
    " WHERE a.agreement = ?1 AND (?2 = '' OR v.label = ?2 OR v.date = ?2)"
    " ORDER BY v.date DESC, v.seq DESC, v.label DESC, v.version_id DESC"
    " LIMIT 1";

static const char by_id[] = COLUMNS
    " JOIN version v USING (document_id) WHERE v.version_id = ?1";

static const char by_path[] = COLUMNS
    " JOIN version v USING (document_id)"
    " JOIN file f USING (version_id) WHERE f.path = ?1";

static const char findings_sql[] =
    "SELECT clause, provision, subtype, stance, strength,"
    " confidence, rule, flags, start, length"
    " FROM found JOIN cue USING (cue_id) WHERE document_id = ?1"
    " ORDER BY ord";

static const char attributes_sql[] =
    "SELECT f.ord, j.key, j.value FROM found f, json_each(f.attributes) j"
    " WHERE f.document_id = ?1 AND j.type = 'text' ORDER BY f.ord, j.id";

static const char evidence_sql[] =
    "SELECT f.ord, q.rule, f.start + json_extract(j.value, '$[1]'),"
    " json_extract(j.value, '$[2]'), q.weight"
    " FROM found f CROSS JOIN json_each(f.evidence) j"
    " CROSS JOIN cue q ON q.cue_id = json_extract(j.value, '$[0]')"
    " WHERE f.document_id = ?1 ORDER BY f.ord, j.id";

static const char gaps_sql[] =
    "SELECT rule, clause FROM gap WHERE document_id = ?1"
    " ORDER BY clause, rule";

/* Prepare a query of one document. */
static enum pv_rc
query_document(struct pv_store *s, const char *sql, int64_t document,
    struct pv_stmt **st, struct pv_err *err)
{
	enum pv_rc rc = pv_db_prepare(s->db, pv_span_str(sql), NULL, st, err);

	if (rc == PV_OK)
		pv_stmt_int(*st, 1, document);
	return rc;
}

static void
finding_of(struct pv_stmt *st, struct pv_findings *f, struct pv_finding *x)
{
	enum pv_stance stance = PV_STANCE_REFERENCE;
	enum pv_strength strength = PV_STRENGTH_NONE;

	x->clause = (uint32_t)pv_stmt_col_int(st, 0);
	x->provision = pv_findings_add(f, pv_stmt_col(st, 1));
	x->subtype = pv_findings_add(f, pv_stmt_col(st, 2));
	pv_stance_parse(pv_stmt_col(st, 3), &stance);
	pv_strength_parse(pv_stmt_col(st, 4), &strength);
	x->stance = (uint16_t)stance;
	x->strength = (uint16_t)strength;
	x->confidence = (int32_t)pv_stmt_col_int(st, 5);
	x->rule = pv_findings_add(f, pv_stmt_col(st, 6));
	x->flags = (uint32_t)pv_stmt_col_int(st, 7);
	x->at.start = (uint32_t)pv_stmt_col_int(st, 8);
	x->at.end = x->at.start + (uint32_t)pv_stmt_col_int(st, 9);
}

static enum pv_rc
get_items(struct pv_store *s, int64_t document, struct pv_findings *f,
    struct pv_err *err)
{
	struct pv_vec items = PV_VEC_INIT(struct pv_finding);
	struct pv_finding *x;
	struct pv_stmt *st;
	bool row;
	enum pv_rc rc = query_document(s, findings_sql, document, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		x = pv_vec_push(&items);
		if (x == NULL)
			break;
		finding_of(st, f, x);
	}
	pv_stmt_free(st);
	f->items = pv_vec_freeze(&items, f->arena, &f->nitems);
	if (rc == PV_OK && (f->items == NULL || f->failed))
		rc = pv_fail_nomem(err);
	return rc;
}

static enum pv_rc
get_attributes(struct pv_store *s, int64_t document, struct pv_findings *f,
    struct pv_err *err)
{
	struct pv_vec attrs = PV_VEC_INIT(struct pv_attr);
	enum pv_attr_key key;
	struct pv_attr *a;
	struct pv_stmt *st;
	uint64_t i;
	bool row;
	enum pv_rc rc = query_document(s, attributes_sql, document, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		i = (uint64_t)pv_stmt_col_int(st, 0);
		if (i >= f->nitems ||
		    !pv_attr_key_parse(pv_stmt_col(st, 1), &key))
			continue;
		if (f->items[i].nattrs++ == 0)
			f->items[i].attrs = (uint32_t)attrs.len;
		a = pv_vec_push(&attrs);
		if (a == NULL)
			break;
		a->key = key;
		a->value = pv_findings_add(f, pv_stmt_col(st, 2));
	}
	pv_stmt_free(st);
	f->attrs = pv_vec_freeze(&attrs, f->arena, &f->nattrs);
	if (rc == PV_OK && (f->attrs == NULL || f->failed))
		rc = pv_fail_nomem(err);
	return rc;
}

static enum pv_rc
get_evidence(struct pv_store *s, int64_t document, struct pv_findings *f,
    struct pv_err *err)
{
	struct pv_vec evidence = PV_VEC_INIT(struct pv_evidence);
	struct pv_evidence *e;
	struct pv_stmt *st;
	uint64_t i;
	bool row;
	enum pv_rc rc = query_document(s, evidence_sql, document, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		i = (uint64_t)pv_stmt_col_int(st, 0);
		if (i >= f->nitems)
			continue;
		if (f->items[i].nevidence++ == 0)
			f->items[i].evidence = (uint32_t)evidence.len;
		e = pv_vec_push(&evidence);
		if (e == NULL)
			break;
		e->rule = pv_findings_add(f, pv_stmt_col(st, 1));
		e->at.start = (uint32_t)pv_stmt_col_int(st, 2);
		e->at.end = e->at.start + (uint32_t)pv_stmt_col_int(st, 3);
		e->weight = (int32_t)pv_stmt_col_int(st, 4);
	}
	pv_stmt_free(st);
	f->evidence = pv_vec_freeze(&evidence, f->arena, &f->nevidence);
	if (rc == PV_OK && (f->evidence == NULL || f->failed))
		rc = pv_fail_nomem(err);
	return rc;
}

static enum pv_rc
get_gaps(struct pv_store *s, int64_t document, struct pv_findings *f,
    struct pv_err *err)
{
	struct pv_vec gaps = PV_VEC_INIT(struct pv_gap);
	struct pv_gap *g;
	struct pv_stmt *st;
	bool row;
	enum pv_rc rc = query_document(s, gaps_sql, document, &st, err);

	if (rc != PV_OK)
		return rc;
	while ((rc = pv_stmt_step(st, &row, err)) == PV_OK && row) {
		g = pv_vec_push(&gaps);
		if (g == NULL)
			break;
		g->rule = pv_findings_add(f, pv_stmt_col(st, 0));
		g->clause = (uint32_t)pv_stmt_col_int(st, 1);
	}
	pv_stmt_free(st);
	f->gaps = pv_vec_freeze(&gaps, f->arena, &f->ngaps);
	if (rc == PV_OK && (f->gaps == NULL || f->failed))
		rc = pv_fail_nomem(err);
	return rc;
}

static enum pv_rc
get_findings(struct pv_store *s, int64_t document, const struct pv_version *v,
    struct pv_findings **out, struct pv_err *err)
{
	struct pv_findings *f = pv_findings_new(NULL);
	enum pv_rc rc;

	if (f == NULL)
		return pv_fail_nomem(err);
	rc = get_items(s, document, f, err);
	if (rc == PV_OK)
		rc = get_attributes(s, document, f, err);
	if (rc == PV_OK)
		rc = get_evidence(s, document, f, err);
	if (rc == PV_OK)
		rc = get_gaps(s, document, f, err);
	if (rc == PV_OK && !pv_findings_valid(f, v))
		rc = pv_fail(err, PV_EDB, "E-DBDATA",
		    "stored findings make no sense");
	if (rc != PV_OK) {
		pv_findings_free(f);
		return rc;
	}
	*out = f;
	return PV_OK;
}

/* Run a query for one version and its findings; frees the statement. */
static enum pv_rc
get(struct pv_store *s, struct pv_stmt *st, struct pv_version **v,
    struct pv_findings **f, struct pv_err *err)
{
	int64_t document = 0;
	enum pv_rc rc = fetch(st, v, &document, err);

	pv_stmt_free(st);
	if (rc != PV_OK || f == NULL)
		return rc;
	rc = get_findings(s, document, *v, f, err);
	if (rc != PV_OK) {
		pv_version_free(*v);
		*v = NULL;
	}
	return rc;
}

enum pv_rc
pv_store_get(struct pv_store *s, struct pv_span key, struct pv_span label,
    struct pv_version **v, struct pv_findings **f, struct pv_err *err)
{
	struct pv_stmt *st;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN(by_key), NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, key);
	pv_stmt_text(st, 2, label.len > 0 ? label : PV_SPAN(""));
	return get(s, st, v, f, err);
}

enum pv_rc
pv_store_load(struct pv_store *s, int64_t version, struct pv_version **v,
    struct pv_findings **f, struct pv_err *err)
{
	struct pv_stmt *st;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN(by_id), NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_int(st, 1, version);
	return get(s, st, v, f, err);
}

enum pv_rc
pv_store_get_path(struct pv_store *s, struct pv_span path,
    struct pv_version **v, struct pv_err *err)
{
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st;
	int64_t document = 0;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN(by_path), NULL, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	rc = name.failed ? pv_fail_nomem(err) :
	    fetch(st, v, &document, err);
	pv_stmt_free(st);
	pv_buf_release(&name);
	return rc;
}
