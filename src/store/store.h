/* SPDX-License-Identifier: MIT */
#ifndef PV_STORE_STORE_H
#define PV_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/io.h"
#include "base/span.h"
#include "model/finding.h"
#include "model/version.h"

/*
 * One SQLite file (schema.sql tells its tables and views).  Codes: E-DBAPP not
 * ours, E-DBVER made by a newer program, E-DBSCHEMA tampered with, E-DBCORRUPT
 * damaged, E-DBLOCK locked, E-DBFULL no space, E-DBREAD read-only, E-DBHOT
 * an interrupted scan could not be undone, E-DBDATA.
 */
struct pv_store;

enum pv_store_mode {
	PV_STORE_READ,      /* must exist; never written */
	PV_STORE_WRITE      /* created when absent: built beside its name */
};

PV_NODISCARD enum pv_rc pv_store_open(const char *path, enum pv_store_mode mode,
    struct pv_store **out, struct pv_err *err);
/* Commit, build indexes, move a new store into place. */
PV_NODISCARD enum pv_rc pv_store_close(struct pv_store *s, struct pv_err *err);
/* Roll back to the last document boundary; NULL is fine. */
void pv_store_abort(struct pv_store *s);

/* What a document is stored as. */
struct pv_store_doc {
	struct pv_span path;            /* as found */
	struct pv_io_stat stat;
	struct pv_span agreement;       /* key: slug */
	struct pv_span title;           /* may be empty */
	struct pv_span label;           /* version label within the agreement */
	struct pv_span date;            /* ISO date or empty */
	struct pv_span dated;           /* name, text, git, told or empty */
	int64_t seq;                    /* order on one date; 0 = by label */
	struct pv_span why;             /* what makes it a version of this:
	                                 * file, folder, git, listed, told */
	struct pv_span owner;           /* path that the key was made for, empty
	                                 * when it was told */
	struct pv_span slug;            /* the key if nobody else had it */
	struct pv_span rules_digest;    /* what the findings were made with */
	struct pv_span type;            /* of EDGAR documents that are read */
	struct pv_span raw;             /* original bytes; empty = not kept */
	const struct pv_version *version;
	const struct pv_findings *findings;
};

/*
 * Is this path stored as it is now, read and tagged like this?  Looks at the
 * members path, stat, rules_digest and type.
 */
enum pv_store_state {
	PV_STORE_NEW,        /* never seen, its content changed, other type */
	PV_STORE_SAME,       /* nothing to do */
	PV_STORE_RETAG       /* the same text, other rules or with gaps */
};
PV_NODISCARD enum pv_rc pv_store_look(struct pv_store *s,
    const struct pv_store_doc *doc, enum pv_store_state *out,
    struct pv_err *err);

/* What a path is stored as; all empty when it is not. */
struct pv_store_place {
	struct pv_buf key, label, date, dated, why;
	struct pv_buf owner;            /* of the key, as it is stored */
};
PV_NODISCARD enum pv_rc pv_store_find(struct pv_store *s, struct pv_span path,
    struct pv_store_place *out, struct pv_err *err);
void pv_store_place_release(struct pv_store_place *p);

/*
 * Is a path stored as an agreement of its own, under a key that was made for
 * this very path, and nothing of it was told?
 */
PV_NODISCARD enum pv_rc pv_store_alone(struct pv_store *s, struct pv_span path,
    bool *out, struct pv_err *err);

/* Has an agreement this very file, by another path, as the version `label`? */
PV_NODISCARD enum pv_rc pv_store_holds(struct pv_store *s, struct pv_span key,
    struct pv_span label, const struct pv_io_stat *st, bool *out,
    struct pv_err *err);

/*
 * Put a document, whole or not at all; committed in batches of documents.
 * The same content under the same agreement and label replaces itself and
 * becomes the newest of that label.  Where a path's content stays and its
 * agreement or label does not, the version under the old name goes.
 */
PV_NODISCARD enum pv_rc pv_store_put(struct pv_store *s,
    const struct pv_store_doc *doc, struct pv_err *err);

/*
 * The same for a document whose content is stored already, as that of the
 * path `like`: version and findings are not looked at.  E-NOVERSION when it
 * is not.
 */
PV_NODISCARD enum pv_rc pv_store_put_like(struct pv_store *s,
    const struct pv_store_doc *doc, struct pv_span like, struct pv_err *err);

/* Record that a path was refused, so that the gap is visible. */
PV_NODISCARD enum pv_rc pv_store_refuse(struct pv_store *s, struct pv_span path,
    const struct pv_err *why, struct pv_err *err);

/* A version by agreement key and label ("" = latest), as ingest made it. */
PV_NODISCARD enum pv_rc pv_store_get(struct pv_store *s, struct pv_span key,
    struct pv_span label, struct pv_version **v, struct pv_findings **f,
    struct pv_err *err);
/*
 * Would scanning it again leave the findings of a stored version as they are:
 * made with these rules, by this program, without a gap?
 */
PV_NODISCARD enum pv_rc pv_store_current(struct pv_store *s,
    const struct pv_version *v, struct pv_span rules_digest, bool *out,
    struct pv_err *err);
/*
 * New findings for a stored document, made with other rules: looks at version,
 * findings, rules_digest and type.
 */
PV_NODISCARD enum pv_rc pv_store_retag(struct pv_store *s,
    const struct pv_store_doc *doc, struct pv_err *err);
/* A stored version by path, for re-tagging. */
PV_NODISCARD enum pv_rc pv_store_get_path(struct pv_store *s,
    struct pv_span path, struct pv_version **v, struct pv_err *err);

/*
 * The versions of one agreement, or of all (key ""), by key; each one's in
 * their order: by date, then as a history told it, then by label, where
 * numbers count ("v9", "v10").
 * Undated ones come first.
 */
struct pv_series_item {
	int64_t version;
	struct pv_span agreement, title;    /* of the agreement */
	struct pv_span label, date;
	struct pv_span sha256, rules;
	int64_t seq;                /* version.seq */
};
struct pv_series {
	struct pv_arena *arena;     /* owns everything */
	struct pv_series_item *items;   size_t nitems;
};
PV_NODISCARD enum pv_rc pv_store_series(struct pv_store *s, struct pv_span key,
    struct pv_series **out, struct pv_err *err);
void pv_series_free(struct pv_series *series);  /* NULL is fine */
/* The version of an item, as pv_store_get() gives it; f may be NULL. */
PV_NODISCARD enum pv_rc pv_store_load(struct pv_store *s, int64_t version,
    struct pv_version **v, struct pv_findings **f, struct pv_err *err);

/* Pairs of neighbours (their SHA-256s) that were told to whoever watches. */
PV_NODISCARD enum pv_rc pv_store_is_watched(struct pv_store *s,
    struct pv_span old_sha256, struct pv_span new_sha256, bool *out,
    struct pv_err *err);
PV_NODISCARD enum pv_rc pv_store_set_watched(struct pv_store *s,
    struct pv_span old_sha256, struct pv_span new_sha256, struct pv_err *err);

/*
 * Run one statement of a query file read-only with bound parameters and hand
 * each row out, after a first call that has the names only (cells NULL).  A
 * NULL cell has ptr NULL.
 */
struct pv_store_param { const char *name; const char *value; };
struct pv_store_row {
	size_t ncols;
	const char *const *names;
	const struct pv_span *cells;
};
PV_NODISCARD enum pv_rc pv_store_query(struct pv_store *s, struct pv_span sql,
    const struct pv_store_param *params, size_t nparams,
    enum pv_rc (*row)(void *ctx, const struct pv_store_row *r,
    struct pv_err *err), void *ctx, struct pv_err *err);

/* Counts for `db info` and the summary table of `scan`. */
struct pv_store_info {
	uint64_t agreements, versions, clauses, findings, refused;
	uint64_t text_bytes, file_bytes;
	uint32_t schema;
};
PV_NODISCARD enum pv_rc pv_store_info(struct pv_store *s,
    struct pv_store_info *out, struct pv_err *err);

/* Integrity: SQLite's own check, foreign keys, ranges inside texts. */
PV_NODISCARD enum pv_rc pv_store_check(struct pv_store *s,
    void (*problem)(void *ctx, struct pv_span text), void *ctx,
    struct pv_err *err);

/* Build clause_search (FTS5) when it is missing or older than the texts. */
PV_NODISCARD enum pv_rc pv_store_index(struct pv_store *s, struct pv_err *err);

/* The version of SQLite in use, or "(missing)". */
const char *pv_store_engine(void);

#endif
