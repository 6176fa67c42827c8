/* SPDX-License-Identifier: MIT */
#ifndef PV_INGEST_HEADING_H
#define PV_INGEST_HEADING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "ingest/segment.h"

/* What a heading looks like; nothing here knows of numbers before it. */

/* Words in capitals or with initial capitals, none that makes a sentence. */
bool pv_titled(struct pv_span s);

/* No lower-case letter, and at least two capitals. */
bool pv_all_caps(struct pv_span s);

/*
 * The heading that opens [at, end), the rest of a block after its number.
 * `lead` is the end of run-in emphasis or `at`; `whole` says that the format
 * calls the block a heading.  Empty when the text goes straight on.
 */
struct pv_range pv_heading_run(struct pv_span text, struct pv_range rest,
    uint32_t lead, bool whole);

/* How sure we are that a block without a number is a heading. */
enum pv_head_rank {
	PV_HEAD_NONE,
	PV_HEAD_WEAK,       /* words with initial capitals on a line */
	PV_HEAD_STRONG,     /* capitals, emphasis, or centred */
	PV_HEAD_CERTAIN     /* the format says so */
};
enum pv_head_rank pv_head_rank(struct pv_span text, const struct pv_para *p);

/*
 * "Schedule 2", "EXHIBIT A-1 - Service Levels": true when the block opens a
 * schedule; *name covers kind and designation ("EXHIBIT A-1").
 */
bool pv_schedule_head(struct pv_span text, const struct pv_para *p,
    struct pv_range *name);

/* s begins with "Schedule", "EXHIBIT" ...: no title of another kind. */
bool pv_schedule_named(struct pv_span s);

/*
 * The name of a schedule at `at`, inside the paragraph [start, end): behind
 * what a page's edge left in front ("12 EXHIBIT B FEES"), or anywhere in an
 * execution block (`loose`).  Empty when there is none.
 */
struct pv_range pv_schedule_inside(struct pv_span text, struct pv_range para,
    uint32_t at, bool loose);

#endif
