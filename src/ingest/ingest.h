/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_INGEST_H
#define PV_INGEST_INGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/span.h"
#include "model/version.h"

/*
 * What a file must be turned into before it can be read, by a program that
 * the caller runs; see pv_ingest_needs().
 */
enum pv_conversion {
	PV_CONVERT_NONE,
	PV_CONVERT_PDF,             /* pdftotext -bbox-layout */
	PV_CONVERT_DOCX             /* a converter to DOCX, for .doc and .rtf */
};

/* What a file that begins with these bytes needs; 16 of them are enough. */
enum pv_conversion pv_ingest_needs(struct pv_span head);

/*
 * Whether a file that begins with these bytes, PV_INGEST_HEAD of them or all,
 * is read without what pv_ingest_prepare() loads: text and nothing else.
 */
#define PV_INGEST_HEAD 4096
bool pv_ingest_is_plain(struct pv_span head);

/*
 * For a process that is about to lose its files, or to fork ones that will:
 * load the libraries that archives and markup need; see pv_archive_prepare().
 */
void pv_ingest_prepare(void);

/* A file's bytes, as found. */
struct pv_source {
	struct pv_span name;        /* shown in messages; decides nothing alone */
	struct pv_span bytes;
	struct pv_span converted;   /* what it needs, in full; else empty */
	struct pv_span file;        /* of which pv_ingest_expand() made bytes;
	                             * else empty */
};

/*
 * What a file that begins with these bytes holds; 512 of them are enough.  The
 * name tells only an office document from any other ZIP.
 */
enum pv_parcel {
	PV_PARCEL_NONE,             /* a document, as far as can be seen */
	PV_PARCEL_FILES,            /* files, each to be read by itself */
	PV_PARCEL_COMPRESSED        /* one of these, compressed */
};
enum pv_parcel pv_ingest_parcel(struct pv_span head, struct pv_span name);

/* The name of a compressed file without .gz, .bz2, .xz or .zst. */
struct pv_span pv_ingest_inner_name(struct pv_span name);

/*
 * The document in a compressed file, two layers deep at most, of at most max
 * bytes (0 = any); *out stays empty when src is not compressed.  E-ARCHIVE,
 * also for an archive of files, compressed or not.
 */
PV_NODISCARD enum pv_rc pv_ingest_expand(const struct pv_source *src,
    uint64_t max, struct pv_buf *out, struct pv_err *err);

/*
 * A file in a parcel.  path is "inner/a.txt", "b.tar.gz!/c.txt" in a parcel
 * within, or "" for what a compressed file holds.  why: NULL, or the reason
 * for which it is refused (its bytes are empty then): E-TYPE for a link, which
 * is no loss; with the path of a parcel, what stopped its reading.
 */
struct pv_parcel_file {
	struct pv_span path, bytes;
	const struct pv_err *why;
};

struct pv_unpack {
	uint64_t max_size;          /* bytes of a file; 0 = any */
	bool hidden;                /* also names that begin with a dot, and
	                             * __MACOSX */
	enum pv_rc (*each)(void *ctx, const struct pv_parcel_file *f,
	    struct pv_err *err);
	void *ctx;
};

/*
 * Hand out what a parcel holds, in its order, and what parcels within hold,
 * three deep at most.  The limits of base/archive.h hold for each of them with
 * all that is in it.
 * *document: it is a document after all, and nothing was handed out.  Fails
 * only when each() does, or memory is out.
 */
PV_NODISCARD enum pv_rc pv_ingest_unpack(const struct pv_source *src,
    const struct pv_unpack *u, bool *document, struct pv_err *err);

/* How tracked changes are read. */
enum pv_changes {
	PV_CHANGES_DEFAULT,         /* accepted, with a note when there are any */
	PV_CHANGES_ACCEPT,
	PV_CHANGES_REJECT,
	PV_CHANGES_ALL              /* both, as [-deleted-] and {+inserted+} */
};

struct pv_ingest_opts {
	const struct pv_mem *mem;   /* NULL = default */
	const char *edgar_type;     /* select documents of a submission; NULL =
	                             * EX-10*, or all when there is none */
	enum pv_changes changes;
};

/*
 * Read a document of any known format into a version.  opts may be NULL.  A
 * compressed file is read as what is inside, which is what offsets count in;
 * the digest is that of the file.
 * A refusal is PV_EINPUT with a code: E-EMPTY, E-FORMAT, E-ENC, E-ENCUNK,
 * E-NUL, E-DTD, E-DEPTH, E-XMLWF, E-SIZE, E-ARCHIVE,
 * E-CRYPT, E-NOTEXT, E-TOOL.  Nothing is returned partly.
 */
PV_NODISCARD enum pv_rc pv_ingest(const struct pv_source *src,
    const struct pv_ingest_opts *opts, struct pv_version **out,
    struct pv_err *err);

#endif
