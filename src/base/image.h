/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_IMAGE_H
#define PV_BASE_IMAGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"

/*
 * What stands in an arena, as a file that later processes of the same program
 * map and use at once, pointers included.
 *
 * Nobody records where pointers stand.  The same thing is built twice, in two
 * arenas: a word that is not the same in both must point to the same place of
 * both.  Where that does not hold, what was built depends on more than what it
 * was built from, and there is no image.
 *
 * The file, in the byte order and with the word size of the machine:
 *
 *	head        struct head of image.c, with the checksum
 *	key         of the caller: what the contents depend on
 *	contents    the blocks of the arena; pointers as offsets, 0 = NULL
 *	pointers    uint32_t each: which words of the contents are pointers
 *	tail        bytes of the caller, as they are
 *
 * Contents begin with a block of nothing, so that no offset is 0.
 */
struct pv_image_maker;

/*
 * Copies of both arenas' contents; both must outlive the maker.  PV_ESYS when
 * they cannot have been filled in the same way.
 */
PV_NODISCARD enum pv_rc pv_image_begin(const struct pv_arena *arena,
    const struct pv_arena *twin, struct pv_image_maker **out,
    struct pv_err *err);

/* Bytes of the arena (not of its twin) that are to be zero in the image. */
void pv_image_blank(struct pv_image_maker *m, const void *ptr, size_t len);

/* Append the file to out; root is in the arena.  Frees the maker. */
PV_NODISCARD enum pv_rc pv_image_end(struct pv_image_maker *m,
    const void *root, struct pv_span key, struct pv_span tail,
    struct pv_buf *out, struct pv_err *err);

/*
 * An image in memory.  It is taken when its key is the same and its checksum
 * holds, which covers everything but the tail; every pointer then points into
 * the contents.  That guards against damage, not against malice: whoever may
 * write the file decides what the program does, so a caller takes those files
 * alone that it would take a program from.  A file must not shrink while it is
 * mapped: replace it, never write into it.
 */
struct pv_image;

/* PV_EINPUT, E-IMAGE: it is another's, or damaged.  Does not close fd. */
PV_NODISCARD enum pv_rc pv_image_open(int fd, struct pv_span key,
    size_t root_size, struct pv_image **out, struct pv_err *err);
void pv_image_close(struct pv_image *image);    /* NULL is fine */

void *pv_image_root(const struct pv_image *image);
struct pv_span pv_image_tail(const struct pv_image *image);

/* Nobody writes into it from now on. */
void pv_image_seal(const struct pv_image *image);

#endif
