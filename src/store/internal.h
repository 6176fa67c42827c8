/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_INTERNAL_H
#define PV_STORE_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"
#include "store/store.h"

/* Statements that are prepared on first use and kept. */
enum pv_store_stmt {
	PV_STMT_FILES,
	PV_STMT_ALIKE,
	PV_STMT_IS_ALIKE,
	PV_STMT_PLACE,
	PV_STMT_HOLDS,
	PV_STMT_LIKE,
	PV_STMT_AGREEMENT_PUT,
	PV_STMT_AGREEMENT_ID,
	PV_STMT_DOCUMENT_GET,
	PV_STMT_DOCUMENT_ADD,
	PV_STMT_DOCUMENT_SET,
	PV_STMT_VERSION_PUT,
	PV_STMT_VERSION_RENEW,
	PV_STMT_VERSION_ID,
	PV_STMT_VERSION_DROP,
	PV_STMT_AGREEMENT_DROP,
	PV_STMT_FILE_LEAVES,
	PV_STMT_FILE_PUT,
	PV_STMT_PASSAGE_PUT,
	PV_STMT_CLAUSE_PUT,
	PV_STMT_DEFINITION_PUT,
	PV_STMT_REFERENCE_PUT,
	PV_STMT_FINDING_PUT,
	PV_STMT_CUE_GET,
	PV_STMT_CUE_PUT,
	PV_STMT_GAP_PUT,
	PV_STMT_ISSUE_PUT,
	PV_STMT_PASSAGE_DROP,
	PV_STMT_CLAUSE_DROP,
	PV_STMT_DEFINITION_DROP,
	PV_STMT_REFERENCE_DROP,
	PV_STMT_FINDING_DROP,
	PV_STMT_GAP_DROP,
	PV_STMT_ISSUE_DROP,
	PV_STMT_PAPER_DROP,
	PV_STMT_COMPARED_DROP,
	PV_STMT_WATCHED_GET,
	PV_STMT_WATCHED_PUT,
	PV_STMT_ANSWER_PUT,
	PV_STMT_ANSWER_DROP,
	PV_STMT_ANSWERED_GET,
	PV_STMT_ANSWERED_PUT,
	PV_STMT_ANSWERED_DROP,
	PV_STMT_HEAD_GET,
	PV_STMT_HEAD_PUT,
	PV_STMT_COUNT
};

struct pv_store {
	struct pv_db *db;
	char *path, *partial;
	bool fresh;             /* being built beside its name */
	bool changed;           /* a transaction was begun */
	uint32_t batch;         /* documents in the open transaction */
	uint64_t batch_since;   /* when it began, monotonic ns */
	struct pv_stmt *stmts[PV_STMT_COUNT];
	/* place.c: reads files by path, from the one asked for last */
	enum { PV_CURSOR_OFF, PV_CURSOR_ROW, PV_CURSOR_END } cursor;
	struct pv_stmt *files;  /* what it reads */
	struct pv_buf asked;    /* as pv_store_path() says it */
	struct pv_buf spare;
	struct pv_buf from;     /* bound: where that reading began */
	struct pv_buf rules;    /* bound: the packs that are asked about */
};

/* Statements PV_STMT_FILES, PV_STMT_ALIKE, PV_STMT_IS_ALIKE. */
extern const char pv_store_files_sql[], pv_store_alike_sql[];
extern const char pv_store_is_alike_sql[];

/* End the reading of files, and with it a transaction that only reads. */
void pv_store_rest(struct pv_store *s);

/*
 * A path as text: as it is when it is UTF-8; otherwise bytes above 127 as
 * \\xHH and backslashes doubled.
 */
void pv_store_path(struct pv_buf *out, struct pv_span path);

/* The kept statement, prepared on first use. */
PV_NODISCARD enum pv_rc pv_store_stmt(struct pv_store *s,
    enum pv_store_stmt which, struct pv_stmt **out, struct pv_err *err);

/* A document that failed half-way leaves nothing behind. */
enum pv_rc pv_store_undo(struct pv_store *s, enum pv_rc rc);

/* Put the content of a document, unless it would stay as it is. */
PV_NODISCARD enum pv_rc pv_store_put_document(struct pv_store *s,
    const struct pv_store_doc *doc, int64_t *id, struct pv_err *err);

/*
 * Compare the neighbours that nobody compared yet, and forget those that are
 * neighbours no more.  A transaction of its own, because one that takes too
 * long is undone as a whole: the views then go on comparing by themselves.
 */
PV_NODISCARD enum pv_rc pv_store_compare(struct pv_store *s,
    struct pv_err *err);

/* What was found in a document, which has none of it so far. */
PV_NODISCARD enum pv_rc pv_store_put_findings(struct pv_store *s,
    const struct pv_store_doc *doc, int64_t id, struct pv_err *err);

/* Open a transaction if none is; and end it at a document boundary when it
 * is large or old enough. */
PV_NODISCARD enum pv_rc pv_store_begin(struct pv_store *s, struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_boundary(struct pv_store *s,
    struct pv_err *err);

#endif
