/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_DECODE_H
#define PV_INGEST_DECODE_H

#include "base/err.h"
#include "base/span.h"
#include "ingest/block.h"

/*
 * Bytes of a file to strict UTF-8.  The encoding is what a byte order mark, an
 * XML declaration, a pattern of NUL bytes or the bytes themselves say: UTF-8,
 * UTF-16 or windows-1252; a guess is a W-ENCGUESS among b's diagnostics (its
 * place is a byte of the file).  `out` borrows the file's bytes when they are
 * UTF-8 already, else it lives in b's arena.
 *
 * Refused: E-EMPTY (nothing but white space), E-FORMAT (no text at all),
 * E-NUL (but in what begins like markup), E-ENC (bytes that are not of the encoding, with their offset),
 * E-ENCUNK (an encoding outside the list).
 */
PV_NODISCARD enum pv_rc pv_decode(struct pv_span bytes, struct pv_blocks *b,
    struct pv_decoded *out, struct pv_err *err);

/*
 * The same with an encoding that the document declares: utf-8, us-ascii,
 * iso-8859-1 and windows-1252 (both read as the latter, as browsers do),
 * utf-16, utf-16le, utf-16be, in any case; anything else is E-ENCUNK.
 */
PV_NODISCARD enum pv_rc pv_decode_named(struct pv_span bytes,
    struct pv_span name, struct pv_blocks *b, struct pv_decoded *out,
    struct pv_err *err);

/*
 * The file's bytes of decoded bytes [src, src + len); *src and *len become
 * those of the file.  Calls with rising src are cheap: *hint is the run where
 * the last one ended, 0 at first.
 */
void pv_decoded_source(const struct pv_decoded *d, size_t *hint, uint32_t *src,
    uint32_t *len);

#endif
