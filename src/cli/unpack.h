/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_UNPACK_H
#define PV_CLI_UNPACK_H

#include <stdbool.h>

#include "base/pool.h"
#include "base/walk.h"
#include "cli/scan.h"

/*
 * Archives that a scan meets.  A worker expands one and answers with what is
 * in it; the members are then read as documents of their own, in its order,
 * as "DIR/x.zip!/inner/a.txt".  The pool is drained before and after, so that
 * results have one order whatever --jobs.  A compressed file is taken for a
 * document; when its reader finds otherwise it waits for the end of the scan.
 *
 * The answer of a READER_UNPACK job: a byte, 1 when it is a document after
 * all; else members to the end: path, a byte, then the bytes of the file when
 * that is 0, or code and message of a refusal when it is 1.
 */
struct parcels;

PV_NODISCARD enum pv_rc parcels_new(struct parcels **out,
    struct pv_err *err);
void parcels_free(struct parcels *p);   /* NULL is fine */

/* Is the open file an archive, by its beginning and its name? */
bool parcels_is(const struct pv_walk_entry *e);

/* Is it compressed, so that nobody knows before it is read? */
bool parcels_may_be(int fd);

/* Scan what is in it; takes e->fd. */
PV_NODISCARD enum pv_rc parcels_scan(struct scan *s,
    const struct pv_walk_entry *e, struct pv_err *err);

/* The same for all that turned out to be archives only when they were read. */
PV_NODISCARD enum pv_rc parcels_rest(struct scan *s, struct pv_err *err);

/*
 * Is it a result that is about an archive?  Then it is taken, with its item;
 * *rc tells how that went.
 */
bool parcels_take(struct scan *s, struct scan_item *it,
    const struct pv_pool_result *res, enum pv_rc *rc, struct pv_err *err);

#endif
