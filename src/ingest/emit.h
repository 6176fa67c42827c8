/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_EMIT_H
#define PV_INGEST_EMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/vec.h"
#include "ingest/block.h"
#include "model/version.h"

/*
 * Normalized text and its offset map, written together.  Source bytes are
 * those of the decoded text; what is written and then taken back becomes a
 * skip of `blocks`.
 */
struct pv_emit {
	struct pv_buf text;
	struct pv_vec runs;         /* struct pv_map_run, closed ones */
	struct pv_blocks *blocks;
	struct pv_map_run run;      /* the open one */
	bool open;
	bool exact;                 /* it maps byte by byte and may grow */
};

/* n bytes as they stand at src. */
void pv_emit_same(struct pv_emit *e, const char *p, size_t n, uint32_t src);

/* n bytes in the place of source bytes [src, src + len); a run of its own. */
void pv_emit_as(struct pv_emit *e, const char *p, size_t n, uint32_t src,
    uint32_t len);

/* Begin a run for [src, src + len); pv_emit_more() fills it. */
void pv_emit_begin(struct pv_emit *e, uint32_t src, uint32_t len);
void pv_emit_more(struct pv_emit *e, const char *p, size_t n);

/*
 * Take back the last n bytes if their source is known apart from what stands
 * in front of them: sets *src and *len to it.
 */
bool pv_emit_undo(struct pv_emit *e, size_t n, uint32_t *src, uint32_t *len);

/* Close the open run. */
void pv_emit_close(struct pv_emit *e);

#endif
