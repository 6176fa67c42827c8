/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/answer.h"

#include "store/internal.h"

enum pv_rc
pv_store_answered(struct pv_store *s, bool *out, struct pv_err *err)
{
	int64_t same = 0;
	enum pv_rc rc = pv_db_int(s->db, "SELECT EXISTS (SELECT 1 FROM meta a"
	    " JOIN meta c ON c.key = 'changes' AND c.value = a.value"
	    " WHERE a.key = 'answered')", &same, err);

	*out = rc == PV_OK && same != 0;
	return rc;
}

enum pv_rc
pv_store_answer_begin(struct pv_store *s, struct pv_err *err)
{
	enum pv_rc rc = pv_store_begin(s, err);

	return rc == PV_OK ? pv_db_exec(s->db,
	    "DELETE FROM meta WHERE key = 'answered'", err) : rc;
}

enum pv_rc
pv_store_answer_is(struct pv_store *s, struct pv_span agreement,
    struct pv_span texts, bool *out, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_ANSWERED_GET, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, agreement);
	pv_stmt_text(st, 2, texts);
	rc = pv_stmt_step(st, out, err);
	pv_stmt_reset(st);
	return rc;
}

enum pv_rc
pv_store_answer_drop(struct pv_store *s, struct pv_span agreement,
    struct pv_err *err)
{
	static const enum pv_store_stmt drops[] = {
		PV_STMT_ANSWER_DROP, PV_STMT_ANSWERED_DROP
	};
	struct pv_stmt *st = NULL;
	enum pv_rc rc = PV_OK;
	size_t i;

	for (i = 0; i < sizeof(drops) / sizeof(drops[0]) && rc == PV_OK; i++) {
		rc = pv_store_stmt(s, drops[i], &st, err);
		if (rc != PV_OK)
			break;
		pv_stmt_text(st, 1, agreement);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

static void
bind(struct pv_stmt *st, int n, struct pv_span value)
{
	if (value.len > 0)
		pv_stmt_text(st, n, value);
	else
		pv_stmt_null(st, n);
}

static enum pv_rc
put_cells(struct pv_store *s, const struct pv_cells *cells, struct pv_err *err)
{
	const struct pv_cell *x;
	struct pv_stmt *st = NULL;
	size_t i;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_ANSWER_PUT, &st, err);

	for (i = 0; rc == PV_OK && i < cells->nitems; i++) {
		x = &cells->items[i];
		pv_stmt_text(st, 1, x->agreement);
		pv_stmt_text(st, 2, x->cloud);
		pv_stmt_text(st, 3, pv_span_str(pv_mode_name(x->mode)));
		pv_stmt_text(st, 4, pv_span_str(pv_answer_name(x->answer)));
		bind(st, 5, x->until);
		bind(st, 6, x->condition);
		bind(st, 7, x->clause);
		bind(st, 8, x->version);
		rc = pv_stmt_run(st, err);
	}
	return rc;
}

enum pv_rc
pv_store_answer_put(struct pv_store *s, struct pv_span agreement,
    struct pv_span texts, const struct pv_cells *cells, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_answer_drop(s, agreement, err);

	if (rc == PV_OK)
		rc = put_cells(s, cells, err);
	if (rc == PV_OK)
		rc = pv_store_stmt(s, PV_STMT_ANSWERED_PUT, &st, err);
	if (rc != PV_OK)
		return rc;
	pv_stmt_text(st, 1, agreement);
	pv_stmt_text(st, 2, texts);
	return pv_stmt_run(st, err);
}

enum pv_rc
pv_store_answer_end(struct pv_store *s, struct pv_err *err)
{
	return pv_db_exec(s->db, "DELETE FROM answer WHERE agreement NOT IN"
	    " (SELECT agreement FROM agreement);"
	    "DELETE FROM answered WHERE agreement NOT IN"
	    " (SELECT agreement FROM agreement);"
	    "INSERT INTO meta SELECT 'answered', value"
	    " FROM meta WHERE key = 'changes'", err);
}

/* ------------------------------------------------------------------- heads */

/* The columns of PV_STMT_HEAD_GET; false when they make no head. */
static bool
head_of(struct pv_stmt *st, struct pv_arena *arena, struct pv_paper_head *out)
{
	struct pv_span *const to[] = { &out->date, &out->end, &out->title,
		&out->parties[0], &out->parties[1], &out->header };
	int i;

	if (!pv_paper_kind_parse(pv_stmt_col(st, 0), &out->kind))
		return false;
	for (i = 0; i < (int)(sizeof(to) / sizeof(to[0])); i++) {
		*to[i] = pv_arena_dup(arena, pv_stmt_col(st, i + 1));
		if (to[i]->ptr == NULL)
			return false;
	}
	return true;
}

enum pv_rc
pv_store_head(struct pv_store *s, int64_t version, struct pv_arena *arena,
    struct pv_paper_head *out, bool *found, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_HEAD_GET, &st, err);

	*found = false;
	if (rc != PV_OK)
		return rc;
	pv_stmt_int(st, 1, version);
	pv_stmt_int(st, 2, PV_PAPER_HEADER);
	rc = pv_stmt_step(st, &row, err);
	*found = rc == PV_OK && row && head_of(st, arena, out);
	pv_stmt_reset(st);
	return rc;
}

enum pv_rc
pv_store_set_head(struct pv_store *s, int64_t version,
    const struct pv_paper_head *head, struct pv_err *err)
{
	struct pv_stmt *st = NULL;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_HEAD_PUT, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_stmt_int(st, 1, version);
	pv_stmt_text(st, 2, pv_span_str(pv_paper_kind_name(head->kind)));
	pv_stmt_text(st, 3, head->date);
	pv_stmt_text(st, 4, head->end);
	pv_stmt_text(st, 5, head->title);
	pv_stmt_text(st, 6, head->parties[0]);
	pv_stmt_text(st, 7, head->parties[1]);
	return pv_stmt_run(st, err);
}
