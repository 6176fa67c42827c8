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

	if (rc == PV_OK)
		rc = pv_db_exec(s->db, "DELETE FROM answer", err);
	return rc == PV_OK ? pv_db_exec(s->db,
	    "DELETE FROM meta WHERE key = 'answered'", err) : rc;
}

static void
bind(struct pv_stmt *st, int n, struct pv_span value)
{
	if (value.len > 0)
		pv_stmt_text(st, n, value);
	else
		pv_stmt_null(st, n);
}

enum pv_rc
pv_store_answer_put(struct pv_store *s, const struct pv_cells *cells,
    struct pv_err *err)
{
	static const char insert[] = "INSERT INTO answer (agreement, cloud,"
	    " mode, answer, until, condition, clause, version)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
	const struct pv_cell *x;
	struct pv_stmt *st = NULL;
	size_t i;
	enum pv_rc rc = pv_db_prepare(s->db, PV_SPAN(insert), NULL, &st, err);

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
	pv_stmt_free(st);
	return rc;
}

enum pv_rc
pv_store_answer_end(struct pv_store *s, struct pv_err *err)
{
	return pv_db_exec(s->db, "INSERT INTO meta SELECT 'answered', value"
	    " FROM meta WHERE key = 'changes'", err);
}
