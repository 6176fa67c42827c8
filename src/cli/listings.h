/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_LISTINGS_H
#define PV_CLI_LISTINGS_H

#include "base/err.h"
#include "base/span.h"
#include "cli/listing.h"

/* The lists (listing.h) of the folders that a scan meets; each is read once. */
struct listings;

PV_NODISCARD enum pv_rc listings_new(enum pv_rc (*fault)(void *ctx,
    struct pv_span file, const struct pv_err *why, struct pv_err *err),
    void *ctx, struct listings **out, struct pv_err *err);
void listings_free(struct listings *l); /* NULL is fine */

/* What is said of a document; entry is NULL when nothing is. */
struct listed {
	const struct listing_entry *entry;
	struct pv_span file;        /* path of the list */
};

/*
 * Ask the lists of the folders that a path stands in, the nearest first, up to
 * the operand it was found under; when that is not known, the lists that were
 * read already.  A list that cannot be read is handed to fault(), once,
 * and says nothing.
 */
PV_NODISCARD enum pv_rc listings_find(struct listings *l,
    struct pv_span operand, struct pv_span path, struct listed *out,
    struct pv_err *err);

/* Call each() with the entries that no document was found for. */
void listings_unused(const struct listings *l, void (*each)(void *ctx,
    struct pv_span file, const struct listing_entry *e), void *ctx);

#endif
