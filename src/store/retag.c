/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "store/store.h"

#include "store/internal.h"

enum pv_rc
pv_store_retag(struct pv_store *s, const struct pv_store_doc *doc,
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
		rc = pv_db_exec(s->db, "UPDATE meta SET value = value + 1"
		    " WHERE key = 'changes'; RELEASE document", err);
	return rc == PV_OK ? pv_store_boundary(s, err) : pv_store_undo(s, rc);
}
