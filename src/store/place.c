/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include "store/internal.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

/*
 * A scan asks for one file after the other in an order that is nearly that of
 * their paths.  So there is one reading of all of them, which goes on from
 * where it is; only a path out of that order starts it anew.
 */
#define STEPS 4         /* rows to pass over rather than to start anew */

/* Column COL_STATE: nothing of a file that was refused. */
enum {
	STORED = 1 << 0, CURRENT = 1 << 1, EDGAR = 1 << 2, ALONE = 1 << 3
};

enum {
	COL_PATH, COL_SIZE, COL_MTIME, COL_INODE, COL_STATE, COL_TYPE
};

#define FILES_FROM                                                      \
	" FROM file f LEFT JOIN version v ON v.version_id = f.version_id"
#define FILES_ORDER                                                     \
	" LEFT JOIN agreement a ON a.agreement_id = v.agreement_id"     \
	" WHERE f.path >= ?1 ORDER BY f.path"
/* the owner as doc_keys_settle() writes it */
#define IS_ALONE "v.why = 'file' AND v.dated <> 'told'"                 \
	" AND a.owner = f.path || '/'"

/* Rows from the path ?1 on; the packs are ?2 and the program ?3. */
const char pv_store_files_sql[] =
    "SELECT f.path, f.size, f.mtime_ns, f.inode,"
    " CASE WHEN f.version_id IS NULL THEN 0 ELSE 1"
    " + 2 * (d.rules = ?2 AND d.program = ?3 AND NOT EXISTS"
    " (SELECT 1 FROM gap g WHERE g.document_id = d.document_id))"
    " + 4 * (d.format = 'edgar') + 8 * (" IS_ALONE ") END, d.type"
    FILES_FROM " LEFT JOIN content d USING (document_id)" FILES_ORDER;

/* The same, of which nothing has to be looked up, when all documents ... */
const char pv_store_alike_sql[] =
    "SELECT f.path, f.size, f.mtime_ns, f.inode,"
    " CASE WHEN f.version_id IS NULL THEN 0 WHEN " IS_ALONE
    " THEN 11 ELSE 3 END, ''" FILES_FROM FILES_ORDER;

/* ... were made by these packs, without a gap, and are of no EDGAR. */
const char pv_store_is_alike_sql[] =
    "SELECT NOT EXISTS (SELECT 1 FROM gap)"
    " AND NOT EXISTS (SELECT 1 FROM content WHERE rules < ?1)"
    " AND NOT EXISTS (SELECT 1 FROM content WHERE rules > ?1)"
    " AND NOT EXISTS (SELECT 1 FROM content WHERE rules = ?1"
    " AND program < ?2)"
    " AND NOT EXISTS (SELECT 1 FROM content WHERE rules = ?1"
    " AND program > ?2)"
    " AND NOT EXISTS (SELECT 1 FROM content WHERE rules = ?1"
    " AND program = ?2 AND format = 'edgar')";

void
pv_store_rest(struct pv_store *s)
{
	if (s->cursor != PV_CURSOR_OFF)
		pv_stmt_reset(s->files);
	s->cursor = PV_CURSOR_OFF;
}

static enum pv_rc
step(struct pv_store *s, struct pv_err *err)
{
	bool row = false;
	enum pv_rc rc = pv_stmt_step(s->files, &row, err);

	s->cursor = row ? PV_CURSOR_ROW : PV_CURSOR_END;
	if (rc != PV_OK)
		pv_store_rest(s);
	return rc;
}

/* Begin a reading with one of the two statements. */
static enum pv_rc
start_with(struct pv_store *s, enum pv_store_stmt which, struct pv_err *err)
{
	enum pv_rc rc;

	pv_store_rest(s);
	rc = pv_store_stmt(s, which, &s->files, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(s->files, 1, pv_buf_view(&s->from));
	if (which == PV_STMT_FILES) {
		pv_stmt_text(s->files, 2, pv_buf_view(&s->rules));
		pv_stmt_text(s->files, 3, PV_SPAN(PACKAGE_VERSION));
	}
	return step(s, err);
}

static enum pv_rc
ask_alike(struct pv_store *s, bool *out, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_IS_ALIKE, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, pv_buf_view(&s->rules));
	pv_stmt_text(st, 2, PV_SPAN(PACKAGE_VERSION));
	rc = pv_stmt_step(st, &row, err);
	*out = rc == PV_OK && row && pv_stmt_col_int(st, 0) != 0;
	pv_stmt_reset(st);
	return rc;
}

/* Nobody can change what is alike once there is a reading. */
static enum pv_rc
start(struct pv_store *s, struct pv_err *err)
{
	bool alike = false;
	enum pv_rc rc;

	pv_buf_clear(&s->from);
	pv_buf_span(&s->from, pv_buf_view(&s->asked));
	rc = s->from.failed ? pv_fail_nomem(err) :
	    start_with(s, PV_STMT_ALIKE, err);
	if (rc == PV_OK)
		rc = ask_alike(s, &alike, err);
	return rc == PV_OK && !alike ? start_with(s, PV_STMT_FILES, err) : rc;
}

/* Where the row at hand stands to what is asked for. */
static int
compare(const struct pv_store *s)
{
	return s->cursor == PV_CURSOR_END ? 1 :
	    pv_span_cmp(pv_stmt_col(s->files, COL_PATH), pv_buf_view(&s->asked));
}

static bool
is_at(const struct pv_store *s, struct pv_span path)
{
	return s->cursor == PV_CURSOR_ROW &&
	    pv_span_eq(pv_stmt_col(s->files, COL_PATH), path);
}

/* Ask for a path; *back: it does not come after the one asked for last. */
static enum pv_rc
ask(struct pv_store *s, struct pv_span path, bool *back, struct pv_err *err)
{
	struct pv_buf name = s->spare;

	pv_buf_clear(&name);
	pv_store_path(&name, path);
	*back = pv_span_cmp(pv_buf_view(&name), pv_buf_view(&s->asked)) < 0;
	s->spare = s->asked;
	s->asked = name;
	return name.failed ? pv_fail_nomem(err) : PV_OK;
}

/* Go to the row of a path; *out is NULL when there is none. */
static enum pv_rc
seek(struct pv_store *s, struct pv_span path, struct pv_stmt **out,
    struct pv_err *err)
{
	bool back = false;
	enum pv_rc rc = PV_OK;
	int i;

	*out = NULL;
	if (is_at(s, path)) {
		*out = s->files;
		return PV_OK;
	}
	rc = ask(s, path, &back, err);
	if (rc == PV_OK && (s->cursor == PV_CURSOR_OFF || back))
		rc = start(s, err);
	for (i = 0; rc == PV_OK && compare(s) < 0; i++)
		rc = i < STEPS ? step(s, err) : start(s, err);
	if (rc == PV_OK && compare(s) == 0)
		*out = s->files;
	return rc;
}

/* Ask about other packs than before. */
static enum pv_rc
ask_rules(struct pv_store *s, struct pv_span digest, struct pv_err *err)
{
	if (pv_span_eq(pv_buf_view(&s->rules), digest))
		return PV_OK;
	pv_store_rest(s);
	pv_buf_clear(&s->rules);
	pv_buf_span(&s->rules, digest);
	return s->rules.failed ? pv_fail_nomem(err) : PV_OK;
}

enum pv_rc
pv_store_look(struct pv_store *s, const struct pv_store_doc *doc,
    enum pv_store_state *out, struct pv_err *err)
{
	const struct pv_io_stat *io = &doc->stat;
	struct pv_stmt *st = NULL;
	int64_t state;
	enum pv_rc rc = ask_rules(s, doc->rules_digest, err);

	if (rc == PV_OK)
		rc = seek(s, doc->path, &st, err);
	*out = PV_STORE_NEW;
	state = st != NULL ? pv_stmt_col_int(st, COL_STATE) : 0;
	if (rc == PV_OK && (state & STORED) != 0 &&
	    pv_stmt_col_int(st, COL_SIZE) == (int64_t)io->size &&
	    pv_stmt_col_int(st, COL_MTIME) == (int64_t)io->mtime_ns &&
	    pv_stmt_col_int(st, COL_INODE) == (int64_t)io->ino &&
	    ((state & EDGAR) == 0 ||
	    pv_span_eq(pv_stmt_col(st, COL_TYPE), doc->type)))
		*out = (state & CURRENT) != 0 ? PV_STORE_SAME :
		    PV_STORE_RETAG;
	/* what is read now takes its time: others may write meanwhile */
	if (*out != PV_STORE_SAME)
		pv_store_rest(s);
	return rc;
}

enum pv_rc
pv_store_find(struct pv_store *s, struct pv_span path,
    struct pv_store_place *out, struct pv_err *err)
{
	struct pv_buf *const cells[] = { &out->key, &out->label, &out->date,
		&out->dated, &out->why, &out->owner };
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	bool row = false, failed;
	size_t i;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_PLACE, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	failed = name.failed;
	rc = pv_stmt_step(st, &row, err);
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		pv_buf_clear(cells[i]);
		if (row)
			pv_buf_span(cells[i], pv_stmt_col(st, (int)i));
		failed = failed || cells[i]->failed;
	}
	pv_stmt_reset(st);
	pv_buf_release(&name);
	return rc == PV_OK && failed ? pv_fail_nomem(err) : rc;
}

enum pv_rc
pv_store_alone(struct pv_store *s, struct pv_span path, bool *out,
    struct pv_err *err)
{
	struct pv_stmt *st;
	enum pv_rc rc = seek(s, path, &st, err);

	*out = rc == PV_OK && st != NULL &&
	    (pv_stmt_col_int(st, COL_STATE) & ALONE) != 0;
	return rc;
}

enum pv_rc
pv_store_holds(struct pv_store *s, struct pv_span key, struct pv_span label,
    const struct pv_io_stat *st, bool *out, struct pv_err *err)
{
	struct pv_stmt *holds = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_HOLDS, &holds, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_text(holds, 1, key);
	pv_stmt_text(holds, 2, label);
	pv_stmt_int(holds, 3, (int64_t)st->size);
	pv_stmt_int(holds, 4, (int64_t)st->mtime_ns);
	pv_stmt_int(holds, 5, (int64_t)st->ino);
	rc = pv_stmt_step(holds, out, err);
	pv_stmt_reset(holds);
	return rc;
}

void
pv_store_place_release(struct pv_store_place *p)
{
	pv_buf_release(&p->key);
	pv_buf_release(&p->label);
	pv_buf_release(&p->date);
	pv_buf_release(&p->dated);
	pv_buf_release(&p->why);
	pv_buf_release(&p->owner);
}
