/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/internal.h"

/*
 * The views find out what is missing and say what it is, so nothing here
 * knows more of it than where it goes; `compared` comes last, because what
 * stands in it is missing no more.
 */
static const char fill_sql[] =
    "DELETE FROM compared WHERE (old_document, new_document) NOT IN"
    " (SELECT old_document, new_document FROM step);"
    "INSERT INTO changed (old_document, new_document, provision, subtype,"
    " change, old_ord, new_ord, old_clause, new_clause)"
    " SELECT old_document, new_document, provision, subtype, change,"
    " old_ord, new_ord, old_clause, new_clause FROM changed_now;"
    "INSERT INTO redefined (old_document, new_document, definition, finding)"
    " SELECT old_document, new_document, definition, finding"
    " FROM redefined_now;"
    "INSERT INTO dangling (old_document, new_document, clause, target)"
    " SELECT old_document, new_document, clause, target FROM dangling_now;"
    "INSERT INTO compared (old_document, new_document)"
    " SELECT old_document, new_document FROM uncompared;"
    "INSERT OR REPLACE INTO meta SELECT 'compared', value FROM meta"
    " WHERE key = 'changes'";

enum pv_rc
pv_store_compare(struct pv_store *s, struct pv_err *err)
{
	struct pv_err why;
	enum pv_rc rc = pv_db_exec(s->db, "BEGIN IMMEDIATE", err);

	if (rc != PV_OK)
		return rc;
	rc = pv_db_exec(s->db, fill_sql, &why);
	if (rc == PV_OK)
		return pv_db_exec(s->db, "COMMIT", err);
	/* an interrupted statement has ended the transaction itself */
	if (rc == PV_ELIMIT && !pv_db_in_transaction(s->db))
		return PV_OK;
	if (err != NULL)
		*err = why;
	return rc;
}
