/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_EFFECTIVE_H
#define PV_CLI_EFFECTIVE_H

#include "base/vec.h"
#include "cli/cli.h"
#include "cli/reader.h"
#include "model/conform.h"

/* An agreement with its amendments, out of a store or of files. */
struct collected {
	char *name;                 /* as people are told: path, KEY@LABEL */
	struct pv_buf key, date;
	struct reading r;
};
struct collection {
	struct pv_vec docs;         /* struct collected */
	const struct pv_version **versions; /* by document */
};

/*
 * Read the files and folders, or the store when there are none.  STATUS_OK,
 * or after a message what to exit with.
 */
enum status collection_read(struct cli *c, struct collection *k, int npaths,
    char **paths);
void collection_release(struct collection *k);

/*
 * The document that is the agreement of a key on a day (NULL = the last one).
 * A key is that of `scan`, or made from the title.
 */
enum status collection_base(struct cli *c, const struct collection *k,
    const char *key, size_t *base);

static inline const struct collected *
collection_doc(const struct collection *k, size_t i)
{
	return PV_VEC_AT(&k->docs, struct collected, i);
}

#endif
