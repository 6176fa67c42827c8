/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_KEY_H
#define PV_CLI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "base/walk.h"

/*
 * Which agreement a file is a version of, and which version, by its name.
 *
 * A folder holds the versions of one agreement when
 *   - every file name begins with a date (2026-08-15..., 2026-08..., after a
 *     number of up to three digits perhaps: 02-2026-08-amended.txt), or
 *   - there are several files, each name holds a date, and what stands before
 *     the date is the same in all, or
 *   - there are several files, each name ends in a version number, what stands
 *     before it is the same in all, and one of the numbers is more than a bare
 *     integer (v2, 1.0, 3_1).
 * Then the key is the slug of the folder's name; else it is the slug of the
 * file's stem.  The label is the date or version number in the name, or the
 * stem when there is none or another file of the folder has the same; or the
 * whole name when another one has that stem, too.
 */
struct doc_key {
	struct pv_buf key;          /* slug */
	struct pv_buf label;
	struct pv_buf date;         /* of the name, may be empty */
	const char *why;            /* as in struct pv_store_doc */
	const char *dated;          /* where date is from: "name", "git",
	                             * "told"; "" when it is empty */
	struct pv_buf owner, slug;  /* see struct pv_store_doc */
	int64_t seq;
};
#define DOC_KEY_INIT { PV_BUF_INIT, PV_BUF_INIT, PV_BUF_INIT, "file", "", \
	PV_BUF_INIT, PV_BUF_INIT, 0 }
void doc_key_release(struct doc_key *k);

/* The slug of a folder: "." by its real name, archives without extension. */
void doc_key_folder_slug(struct pv_buf *out, struct pv_span path);

/* Key and, unless empty, label as somebody said. */
void doc_key_tell(struct doc_key *k, struct pv_span key,
    struct pv_span label);

/* Key of a file by its name alone. */
void doc_key_of_file(struct pv_span path, struct doc_key *out);

/*
 * Keys of the files of many folders.  Two folders or files that would get the
 * same key are told apart by the folder above, and at last by a number.
 */
struct doc_keys;
/* db names the store, which is no document where it stands in a folder. */
PV_NODISCARD enum pv_rc doc_keys_new(struct pv_span db,
    struct doc_keys **out, struct pv_err *err);
void doc_keys_free(struct doc_keys *k); /* NULL is fine */

/*
 * dir may be NULL when the folder cannot be read.  stored is the key that the
 * file has in a store, empty when it has none: it stays where it still fits.
 */
PV_NODISCARD enum pv_rc doc_keys_find(struct doc_keys *k, struct pv_span path,
    const struct pv_walk_dir *dir, struct pv_span stored,
    struct doc_key *out, struct pv_err *err);

/*
 * Does the folder hold the versions of one agreement?  If so, label and date
 * of out become those that the name of the file `path` says there.
 */
PV_NODISCARD enum pv_rc doc_keys_folder(struct doc_keys *k,
    struct pv_span path, const struct pv_walk_dir *dir, bool *one,
    struct doc_key *out, struct pv_err *err);

/*
 * The key of what owner, a path, holds: slug, told apart from what others
 * have.  Sets all of out but label, date and seq.
 */
PV_NODISCARD enum pv_rc doc_keys_settle(struct doc_keys *k,
    struct pv_span owner, struct pv_span slug, struct pv_span stored,
    struct doc_key *out, struct pv_err *err);

/*
 * Ask same() whether the file at hand has a key already that another owner
 * has: it is the same file then, by another path.
 */
void doc_keys_same(struct doc_keys *k, bool (*same)(void *ctx,
    struct pv_span key, struct pv_span label), void *ctx);

/* The owner has this key already, in the store. */
PV_NODISCARD enum pv_rc doc_keys_own(struct doc_keys *k, struct pv_span key,
    struct pv_span owner, struct pv_err *err);

#endif
