/* SPDX-License-Identifier: MIT */
#ifndef PV_CLI_SCAN_H
#define PV_CLI_SCAN_H

#include <stdint.h>

#include "base/walk.h"
#include "cli/cli.h"
#include "cli/key.h"
#include "cli/reader.h"
#include "cli/tally.h"
#include "store/store.h"

struct listings;
struct parcels;

/* The work of `proviso scan`: walk, read, tag, store. */
struct scan {
	struct cli *c;
	struct pv_span db;          /* the path of the store */
	const struct pv_rules *rules;
	struct reader reader;
	struct pv_store *store;     /* NULL until something is worth it */
	struct pv_walk *walk;
	struct doc_keys *keys;
	bool knows_owners;          /* the keys have those of the store */
	struct listings *listings;  /* listings.h */
	struct pv_span operand;     /* that is walked, or empty */
	const struct pv_io_stat *met;   /* of the file at hand, or NULL */
	struct doc_key key;         /* of a file that is not read again */
	struct pv_store_place place;    /* scan_key.c: of the file at hand */
	struct parcels *parcels;    /* archives, unpack.h */
	struct pv_vec refusals;     /* before anything was stored */
	struct tally tally;
	uint64_t stored, unchanged, refused;    /* documents */
	uint64_t passed_over;       /* other shards, the store's own files */
	uint64_t gaps;              /* rules that hit a limit */
	uint64_t warnings;          /* about documents */
};

PV_NODISCARD enum pv_rc scan_init(struct scan *s, struct cli *c,
    const struct pv_rules *rules, bool (*stop)(void *ctx),
    struct pv_err *err);

/* Scan the operands and --files-from. */
PV_NODISCARD enum pv_rc scan_run(struct scan *s, char **paths, size_t npaths,
    struct pv_err *err);

/* Put the store into place; nothing is changed when nothing was usable. */
PV_NODISCARD enum pv_rc scan_finish(struct scan *s, struct pv_err *err);

void scan_free(struct scan *s);

/* ------------------------------------- a document, for scan.c and unpack.c */

/* A document on its way through the pool. */
struct scan_item {
	struct pv_buf path;
	struct doc_key key;
	struct pv_io_stat st;
	unsigned want;
	bool renamed;               /* stored under another key */
	bool member;                /* of an archive: st is not the file's */
};

/* NULL when memory is out. */
struct scan_item *scan_item_new(struct scan *s, struct pv_span path,
    const struct pv_io_stat *st);
void scan_item_free(struct scan_item *it);      /* NULL is fine */

/* What its name or its history tell of a document, for the store. */
void scan_identity(const struct scan_item *it, struct pv_store_doc *doc);

/* Keys of a scan into the store s->store, whose file is called db. */
PV_NODISCARD enum pv_rc scan_keys_init(struct scan *s, struct pv_span db,
    struct pv_err *err);
/* Take the keys that the store has, once, before the first one is chosen. */
PV_NODISCARD enum pv_rc scan_know_owners(struct scan *s, struct pv_err *err);
/* All documents have their keys: tell what lists name in vain. */
void scan_keys_end(const struct scan *s);

/*
 * The key of the file path, the one it is stored under where that still fits;
 * *renamed: it is stored under another one.
 */
PV_NODISCARD enum pv_rc scan_key(struct scan *s, struct pv_span path,
    const struct pv_walk_dir *dir, struct doc_key *key, bool *renamed,
    struct pv_err *err);

/*
 * Whether a file that is stored has the key that it would get again, as far as
 * can be told without working that out; false says nothing.
 */
PV_NODISCARD enum pv_rc scan_keeps_key(struct scan *s, struct pv_span path,
    const struct pv_walk_dir *dir, bool *keeps, struct pv_err *err);

/*
 * Read a document that has its key, unless it is stored as it is.  fd is at
 * its start, or -1: then `bytes` are all of it.  Takes fd and item.
 */
PV_NODISCARD enum pv_rc scan_read(struct scan *s, struct scan_item *it,
    int fd, struct pv_span bytes, struct pv_err *err);

/*
 * The halves of scan_read().  Is it stored as it is now?  Then *same, it was
 * counted and needs no reading; else *fd may have become a text that is
 * stored.  Neither takes the item nor *fd.
 */
PV_NODISCARD enum pv_rc scan_look(struct scan *s, struct scan_item *it,
    int *fd, bool *same, struct pv_err *err);
/* Read it; takes fd and item. */
PV_NODISCARD enum pv_rc scan_submit(struct scan *s, struct scan_item *it,
    int fd, struct pv_err *err);

/* Name what is refused, at once. */
PV_NODISCARD enum pv_rc scan_refuse(struct scan *s, struct pv_span path,
    const struct pv_err *why, struct pv_err *err);

bool scan_in_shard(const struct scan *s, struct pv_span path);

/* Did the open file change since it was met? */
bool scan_changed(int fd, const struct pv_io_stat *st);

#endif
