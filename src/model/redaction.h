/* SPDX-License-Identifier: MIT */
#ifndef PV_MODEL_REDACTION_H
#define PV_MODEL_REDACTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/*
 * Marks that stand for words which were blacked out: "[***]", "[* * *]",
 * "***", "{*}", "[REDACTED]", "[CONFIDENTIAL TREATMENT REQUESTED]", "[Redacted
 * - commercial terms]", "XXXX", a bullet in brackets, black boxes, and the mark
 * that the document's own legend names.  A blank to fill in ("[____]"), a line
 * of asterisks and a footnote's asterisk are none.
 */

/*
 * Bytes of the mark that s begins with, 0 when it is none.  s begins where a
 * word may begin; `mark` is what the legend names, or empty.
 */
size_t pv_redaction_at(struct pv_span s, struct pv_span mark);

/*
 * The mark that a legend names ("portions that were omitted are marked with
 * ..."), when it is none of the usual ones; else empty.
 */
struct pv_span pv_redaction_mark(struct pv_span text);

/* How many there are in a normalized text; those of legends do not count. */
size_t pv_redaction_count(struct pv_span text);

#endif
