/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_INNER_H
#define PV_INGEST_INNER_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/span.h"
#include "ingest/block.h"

/*
 * The text inside a packed document (DOCX, ODT, PDF), written block by block:
 * one line a block, and what is left out in the place where it stood.  It is
 * the source that offsets, skips and coverage of such a document count in.
 * Text must be UTF-8 without NUL.  Failure to grow is sticky.
 */
struct pv_inner {
	struct pv_buf text;
	struct pv_blocks *out;
	size_t frag;                /* the first fragment of this text */
};

/* Blocks go to `out`, behind those that are there. */
void pv_inner_init(struct pv_inner *in, struct pv_blocks *out);

/*
 * Open a block on a new line.  NULL when memory is out; good until the next
 * call.  `line` is what the user is told: the paragraph of a word processor's
 * document, the page of a PDF.
 */
struct pv_block *pv_inner_open(struct pv_inner *in, enum pv_block_kind kind,
    uint32_t line);

/* What is written from here on stands on this line: a new page. */
void pv_inner_line(struct pv_inner *in, uint32_t line);

/* The number of the open block, as it is printed in front of it: "2.1". */
void pv_inner_marker(struct pv_inner *in, struct pv_span s);

/* Text of the open block. */
void pv_inner_text(struct pv_inner *in, struct pv_span s);

/* Text that belongs to no clause, and why; the open block goes on after it. */
void pv_inner_skip(struct pv_inner *in, struct pv_span s,
    enum pv_skip_reason why);

/* A diagnostic at the end of what is written. */
void pv_inner_diag(struct pv_inner *in, enum pv_severity sev,
    const char *code, const char *msg);

/*
 * The text is complete: it moves to out->arena, becomes out->text, and the
 * fragments and markers point into it.  Releases `in`, whatever happens.
 * E-SIZE beyond 2^31 bytes.
 */
PV_NODISCARD enum pv_rc pv_inner_finish(struct pv_inner *in,
    struct pv_err *err);

#endif
