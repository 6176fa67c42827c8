/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_MERGE_H
#define PV_STORE_MERGE_H

#include "base/buf.h"
#include "store/store.h"

/* An agreement of another store. */
struct pv_store_guest {
	struct pv_span agreement, owner, slug;
};

struct pv_store_merged {
	uint64_t files;             /* that are new, or newer here */
	uint64_t documents;         /* that are new */
	uint64_t other_rules;       /* stored in both, tagged by other rules:
	                             * what `to` had stays */
};

/* Call each() with the agreements of a store, in the order they came. */
PV_NODISCARD enum pv_rc pv_store_guests(struct pv_store *s,
    enum pv_rc (*each)(void *ctx, const struct pv_store_guest *g,
    struct pv_err *err), void *ctx, struct pv_err *err);

/*
 * Put what `from` holds into `to`: name() appends the key that an agreement
 * has there.  A file that both have is that of the later modification, else
 * the one whose agreement was told or listed; no text and no other version is
 * lost.  Nothing is committed before pv_store_close(to).
 */
PV_NODISCARD enum pv_rc pv_store_merge(struct pv_store *to,
    struct pv_store *from, enum pv_rc (*name)(void *ctx,
    const struct pv_store_guest *g, struct pv_buf *key, struct pv_err *err),
    void *ctx, struct pv_store_merged *out, struct pv_err *err);

#endif
