/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include "store/internal.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0"
#endif

enum pv_rc
pv_store_look(struct pv_store *s, const struct pv_store_doc *doc,
    enum pv_store_state *out, struct pv_err *err)
{
	const struct pv_io_stat *st = &doc->stat;
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *look;
	bool row = false;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_LOOK, &look, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, doc->path);
	pv_stmt_text(look, 1, pv_buf_view(&name));
	pv_stmt_text(look, 2, doc->type);
	rc = name.failed ? pv_fail_nomem(err) : pv_stmt_step(look, &row, err);
	*out = PV_STORE_NEW;
	if (rc == PV_OK && row &&
	    pv_stmt_col_int(look, 0) == (int64_t)st->size &&
	    pv_stmt_col_int(look, 1) == (int64_t)st->mtime_ns &&
	    pv_stmt_col_int(look, 2) == (int64_t)st->ino &&
	    pv_stmt_col(look, 3).ptr != NULL &&
	    pv_stmt_col_int(look, 7) == 0)
		*out = pv_span_eq(pv_stmt_col(look, 4), doc->rules_digest) &&
		    pv_span_eq(pv_stmt_col(look, 5),
		    PV_SPAN(PACKAGE_VERSION)) &&
		    pv_stmt_col_int(look, 6) == 0 ?
		    PV_STORE_SAME : PV_STORE_RETAG;
	pv_stmt_reset(look);
	pv_buf_release(&name);
	return rc;
}

enum pv_rc
pv_store_find(struct pv_store *s, struct pv_span path,
    struct pv_store_place *out, struct pv_err *err)
{
	struct pv_buf *const cells[] = { &out->key, &out->label, &out->date,
		&out->dated, &out->why };
	struct pv_buf name = PV_BUF_INIT;
	struct pv_stmt *st = NULL;
	bool row = false, failed = false;
	size_t i;
	enum pv_rc rc = pv_store_stmt(s, PV_STMT_FIND, &st, err);

	if (rc != PV_OK)
		return rc;
	pv_store_path(&name, path);
	pv_stmt_text(st, 1, pv_buf_view(&name));
	rc = name.failed ? pv_fail_nomem(err) : pv_stmt_step(st, &row, err);
	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		pv_buf_clear(cells[i]);
		if (rc == PV_OK && row)
			pv_buf_span(cells[i], pv_stmt_col(st, (int)i));
		failed = failed || cells[i]->failed;
	}
	pv_stmt_reset(st);
	pv_buf_release(&name);
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
}
