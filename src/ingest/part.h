/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_PART_H
#define PV_INGEST_PART_H

#include <stdint.h>

#include "base/span.h"
#include "base/vec.h"
#include "ingest/segment.h"

/*
 * The parts of an agreement: where its cover, parties, recitals, body,
 * execution block and schedules begin.  A part lasts until the next one.
 */
enum pv_part_kind {
	PV_PART_TITLE,
	PV_PART_PREAMBLE,
	PV_PART_RECITALS,
	PV_PART_BODY,
	PV_PART_CONTENTS,
	PV_PART_SIGNATURE,
	PV_PART_SCHEDULE
};

struct pv_part {
	uint8_t kind;           /* enum pv_part_kind */
	uint32_t at;            /* byte of the text */
	uint32_t para;
	struct pv_range name;   /* of a schedule: "EXHIBIT A-1" */
};

/* Append struct pv_part to out, the first at the first paragraph. */
void pv_parts(struct pv_span text, const struct pv_para *paras, size_t n,
    struct pv_vec *out);

#endif
