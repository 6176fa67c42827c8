/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_SEGMENT_H
#define PV_INGEST_SEGMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "ingest/block.h"
#include "model/version.h"

/* A block after normalization: one line of the version's text. */
struct pv_para {
	struct pv_range text;       /* the line, marker included */
	struct pv_range marker;     /* list marker printed in front; may be empty */
	uint32_t lead;              /* end of run-in emphasis; text.start = none */
	uint32_t line;              /* 1-based source line */
	uint16_t level;             /* as in pv_block */
	uint16_t indent;            /* columns */
	uint8_t kind;               /* enum pv_block_kind */
	uint8_t flags;              /* enum pv_block_flags */
	struct pv_listed listed;    /* of the marker */
};

/*
 * The stages after the readers, in this order.  Each reads what the ones
 * before it left in v and fills its own arrays in v's arena.
 */

/* furniture.c: mark page furniture, join what it cut.  Before normalizing. */
PV_NODISCARD enum pv_rc pv_furniture(struct pv_blocks *b, struct pv_err *err);

/* normalize.c: v->text, map, skips, links, diags; paras live in v's arena. */
PV_NODISCARD enum pv_rc pv_normalize(struct pv_version *v, struct pv_blocks *b,
    struct pv_para **paras, size_t *nparas, struct pv_err *err);

/* segment.c: v->clauses, from numbers (number.c), headings and nesting. */
PV_NODISCARD enum pv_rc pv_segment(struct pv_version *v,
    const struct pv_para *paras, size_t nparas, struct pv_err *err);

/* model/sentence.c comes next: pv_sentences(v). */

/* define.c: v->defs, v->parties, v->title, v->date. */
PV_NODISCARD enum pv_rc pv_define(struct pv_version *v, struct pv_err *err);

/* refer.c: v->refs. */
PV_NODISCARD enum pv_rc pv_refer(struct pv_version *v, struct pv_err *err);

#endif
