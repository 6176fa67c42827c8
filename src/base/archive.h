/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_ARCHIVE_H
#define PV_BASE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/span.h"

/*
 * Archives in memory: ZIP, tar, tar compressed with gzip, bzip2, xz or
 * zstd, and a single file compressed so.  Nothing is written to disk; names
 * are bytes and are never used as paths.
 */

/* What the first bytes say; 512 of them are enough. */
enum pv_archive_kind {
	PV_ARCHIVE_NONE,
	PV_ARCHIVE_ZIP,
	PV_ARCHIVE_TAR,
	PV_ARCHIVE_COMPRESSED       /* a tar inside, or a single file */
};
enum pv_archive_kind pv_archive_sniff(struct pv_span head);

struct pv_archive_limits {
	uint64_t total;             /* bytes of all members; 0 = the default */
	uint64_t member;            /* bytes of one; 0 = the default */
	uint32_t ratio;             /* times the archive's own size; 0 = 100 */
	uint32_t count;             /* members; 0 = the default */
};

/* Expansion below this is never called a bomb, whatever its ratio. */
#define PV_ARCHIVE_FLOOR (UINT64_C(1) << 20)

/* The most bytes that an archive of this size may become. */
uint64_t pv_archive_budget(const struct pv_archive_limits *lim, uint64_t size);

/*
 * A regular file of the archive.  name is as stored ("" for a single
 * compressed file); bytes live until the callback returns.
 */
struct pv_archive_member {
	struct pv_span name, bytes;
	uint32_t index;             /* 0-based, of regular files */
};

/*
 * Call wants() for each regular file in the order in which they stand in the
 * archive (NULL = all), then each() with those that it wants; each may be NULL
 * when it wants none.  An error of each() ends it.  E-ARCHIVE: damaged, or
 * over a limit (told before the memory is taken); E-CRYPT: encrypted.
 */
struct pv_archive_read {
	struct pv_archive_limits limits;
	uint64_t *left;             /* NULL, or the bytes that may still come
	                             * out of several archives, instead of
	                             * limits.total and .ratio */
	const struct pv_mem *mem;   /* NULL = default */
	/*
	 * Told of what is not handed out: links and devices (E-TYPE), and
	 * wanted members that are encrypted or damaged while the rest can be
	 * read.  true goes on, false ends with *why.  NULL passes over the
	 * former and ends with the latter, and also with a member that is
	 * encrypted though nobody wants it.
	 */
	bool (*refuse)(void *ctx, struct pv_span name,
	    const struct pv_err *why);
	bool (*wants)(void *ctx, struct pv_span name);
	enum pv_rc (*each)(void *ctx, const struct pv_archive_member *m,
	    struct pv_err *err);
	void *ctx;
};
/*
 * For a process that is about to lose its files: load the decoders, and the
 * tables of character sets, which they would open later.  They ask mktime() for the time,
 * too, so the process must have called tzset() with TZ set to no file.
 */
void pv_archive_prepare(void);

PV_NODISCARD enum pv_rc pv_archive_read(struct pv_span bytes,
    const struct pv_archive_read *r, struct pv_err *err);

/*
 * Append a ZIP of these files, deflated, in this order.  No time and no owner
 * is told: the same files give the same bytes.
 */
struct pv_archive_file { const char *name; struct pv_span bytes; };
PV_NODISCARD enum pv_rc pv_archive_write(struct pv_buf *out,
    const struct pv_archive_file *files, size_t n, struct pv_err *err);

#endif
