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

/* Columns of PV_STMT_FILES. */
enum {
	COL_PATH, COL_SIZE, COL_MTIME, COL_INODE, COL_VERSION, COL_RULES,
	COL_PROGRAM, COL_EDGAR, COL_TYPE, COL_GAPS, COL_AGREEMENT
};

void
pv_store_rest(struct pv_store *s)
{
	if (s->cursor != PV_CURSOR_OFF)
		pv_stmt_reset(s->stmts[PV_STMT_FILES]);
	s->cursor = PV_CURSOR_OFF;
}

static enum pv_rc
step(struct pv_store *s, struct pv_stmt *st, struct pv_err *err)
{
	bool row = false;
	enum pv_rc rc = pv_stmt_step(st, &row, err);

	s->cursor = row ? PV_CURSOR_ROW : PV_CURSOR_END;
	if (rc != PV_OK)
		pv_store_rest(s);
	return rc;
}

static enum pv_rc
start(struct pv_store *s, struct pv_stmt *st, struct pv_err *err)
{
	pv_store_rest(s);
	pv_stmt_reset(st);
	pv_buf_clear(&s->from);
	pv_buf_span(&s->from, pv_buf_view(&s->asked));
	pv_stmt_text(st, 1, pv_buf_view(&s->from));
	return s->from.failed ? pv_fail_nomem(err) : step(s, st, err);
}

/* Where the row at hand stands to what is asked for. */
static int
compare(const struct pv_store *s, struct pv_stmt *st)
{
	return s->cursor == PV_CURSOR_END ? 1 :
	    pv_span_cmp(pv_stmt_col(st, COL_PATH), pv_buf_view(&s->asked));
}

static bool
is_at(const struct pv_store *s, struct pv_stmt *st, struct pv_span path)
{
	return s->cursor == PV_CURSOR_ROW &&
	    pv_span_eq(pv_stmt_col(st, COL_PATH), path);
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
	struct pv_stmt *st = NULL;
	bool back = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_FILES, &st, err);
	int i;

	*out = NULL;
	if (rc == PV_OK && is_at(s, st, path)) {
		*out = st;
		return PV_OK;
	}
	if (rc == PV_OK)
		rc = ask(s, path, &back, err);
	if (rc == PV_OK && (s->cursor == PV_CURSOR_OFF || back))
		rc = start(s, st, err);
	for (i = 0; rc == PV_OK && compare(s, st) < 0; i++)
		rc = i < STEPS ? step(s, st, err) : start(s, st, err);
	if (rc == PV_OK && compare(s, st) == 0)
		*out = st;
	return rc;
}

enum pv_rc
pv_store_look(struct pv_store *s, const struct pv_store_doc *doc,
    enum pv_store_state *out, struct pv_err *err)
{
	const struct pv_io_stat *io = &doc->stat;
	struct pv_stmt *st;
	enum pv_rc rc = seek(s, doc->path, &st, err);

	*out = PV_STORE_NEW;
	if (rc == PV_OK && st != NULL &&
	    pv_stmt_col_int(st, COL_SIZE) == (int64_t)io->size &&
	    pv_stmt_col_int(st, COL_MTIME) == (int64_t)io->mtime_ns &&
	    pv_stmt_col_int(st, COL_INODE) == (int64_t)io->ino &&
	    pv_stmt_col_int(st, COL_VERSION) > 0 &&
	    (pv_stmt_col_int(st, COL_EDGAR) == 0 ||
	    pv_span_eq(pv_stmt_col(st, COL_TYPE), doc->type)))
		*out = pv_span_eq(pv_stmt_col(st, COL_RULES),
		    doc->rules_digest) &&
		    pv_span_eq(pv_stmt_col(st, COL_PROGRAM),
		    PV_SPAN(PACKAGE_VERSION)) &&
		    pv_stmt_col_int(st, COL_GAPS) == 0 ?
		    PV_STORE_SAME : PV_STORE_RETAG;
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
	struct pv_stmt *st;
	bool failed = false;
	size_t i;
	enum pv_rc rc = seek(s, path, &st, err);

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		pv_buf_clear(cells[i]);
		if (rc == PV_OK && st != NULL)
			pv_buf_span(cells[i], pv_stmt_col(st,
			    COL_AGREEMENT + (int)i));
		failed = failed || cells[i]->failed;
	}
	return rc == PV_OK && failed ? pv_fail_nomem(err) : rc;
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
