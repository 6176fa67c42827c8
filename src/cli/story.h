/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_STORY_H
#define PV_CLI_STORY_H

#include "cli/git_log.h"
#include "cli/scan.h"

/*
 * A history on its way into a store, for scan_git.c.  story_key.c decides
 * which files are wanted and what they are called, story_blob.c reads their
 * contents, scan_git.c makes versions of them.
 */

struct story_want;

/* A content. */
struct story_blob {
	struct pv_span id;
	uint64_t size;
	bool known;                 /* it is there, and a file */
	const struct story_want *first; /* that waits for it, and brings it */
	struct pv_buf like;         /* path that brought it in this run */
};

/* A version that is wanted. */
struct story_want {
	const struct git_change *change;
	uint32_t blob;
	struct scan_item *item;     /* while it waits for its bytes */
};

struct story {
	struct scan *scan;
	struct pv_span repo;        /* as it was given, without end slashes */
	struct git git;
	struct git_log log;
	struct pv_vec keys;         /* struct doc_key, of files */
	struct pv_vec blobs;        /* struct story_blob */
	struct pv_vec wants;        /* struct story_want, as the changes */
};

static inline struct git_file *
story_file(const struct story *t, uint32_t i)
{
	return PV_VEC_AT(&t->log.files, struct git_file, i);
}

static inline struct story_blob *
story_blob_of(const struct story *t, const struct story_want *w)
{
	return PV_VEC_AT(&t->blobs, struct story_blob, w->blob);
}

/* ------------------------------------------------------------ story_key.c */

/* A file is wanted with all its history when it ever had a wanted name. */
void story_choose(struct story *t);

/* The keys of all wanted files, as names or the store tell. */
PV_NODISCARD enum pv_rc story_keys(struct story *t, struct pv_err *err);

/* "REPO@COMMIT:PATH" */
void story_path(const struct story *t, const struct git_change *c,
    struct pv_buf *out);

/* ----------------------------------------------------------- story_blob.c */

/* The contents of all wants, and their sizes. */
PV_NODISCARD enum pv_rc story_blobs(struct story *t, struct pv_err *err);

/* Read what is waited for, each content once, and submit it. */
PV_NODISCARD enum pv_rc story_read(struct story *t, struct pv_err *err);

#endif
