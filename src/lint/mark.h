/* SPDX-License-Identifier: MIT */
#ifndef PV_LINT_MARK_H
#define PV_LINT_MARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "model/version.h"

/*
 * Every number of the text that could be a clause's own, whether the reader
 * made a clause of it or not: what the text prints is not missing.
 *
 *   heads   "4.5", "Article IV", "SEVENTH" where a line or a sentence
 *           begins; with them what they stand under ("4" for "4.5")
 *   items   "(b)" anywhere but in a reference; "b." or "b)" where a line or
 *           a sentence begins
 *
 * Keys are those of pv_cite_key(); a line that begins with words taken out
 * ("[***]") is the head PV_MARK_REDACTED.
 */
#define PV_MARK_REDACTED PV_SPAN("***")

struct pv_mark;
struct pv_marks {
	struct pv_mark *items;      /* by key, then by place */
	size_t nitems;
};

/* False when memory is out. */
bool pv_marks_make(struct pv_marks *m, const struct pv_version *v,
    struct pv_arena *arena);

enum pv_mark_kind { PV_MARK_HEAD, PV_MARK_ITEM };

/* Is the number printed within `in`? */
bool pv_marks_have(const struct pv_marks *m, enum pv_mark_kind kind,
    struct pv_span key, struct pv_range in);

#endif
