/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_SCHEMA_H
#define PV_STORE_SCHEMA_H

#include "base/err.h"
#include "store/db.h"

#define PV_STORE_APPLICATION 0x70727673 /* "prvs" */
#define PV_STORE_SCHEMA 1               /* user_version */

/* Make the tables and views of an empty file. */
PV_NODISCARD enum pv_rc pv_schema_create(struct pv_db *db, struct pv_err *err);

/*
 * Is this a store of ours, of this version, with exactly our tables, indexes
 * and views?  E-DBAPP, E-DBVER, E-DBSCHEMA or E-DBCORRUPT when not.
 */
PV_NODISCARD enum pv_rc pv_schema_check(struct pv_db *db, struct pv_err *err);

/* Make the full-text index, empty. */
PV_NODISCARD enum pv_rc pv_schema_search(struct pv_db *db,
    struct pv_err *err);

#endif
