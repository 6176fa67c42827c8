/* SPDX-License-Identifier: MIT */
#ifndef PV_DIFF_NOISE_H
#define PV_DIFF_NOISE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/span.h"

/*
 * Text that differs between two copies of one agreement and means nothing.
 */

/*
 * Write the address without its scheme, without the query parameters that
 * only track a reader (known names; values that are a UUID, a long hexadecimal
 * number or a random-looking token), without a text fragment and a slash at
 * the end.
 */
void pv_noise_url(struct pv_span url, struct pv_buf *out);

/* Bytes of an address that begins at s.ptr; 0 when none does. */
size_t pv_noise_url_at(struct pv_span s);

/* Bytes of a redaction mark that begins at s.ptr; 0 when none does. */
size_t pv_noise_redaction_at(struct pv_span s);

/*
 * Bytes of the mark of a note ("[^2]") that begins at s.ptr, whose number says
 * only how many notes stand in front of it; 0 when none does.
 */
size_t pv_noise_note_at(struct pv_span s);

/*
 * Bytes of the sign of a copyright that stands at `at`, behind that word: it
 * may be written "(c)"; 0 when none does.
 */
size_t pv_noise_copyright_at(struct pv_span text, size_t at);

/*
 * In a line that says only when a text was last updated, the offset of the
 * date; line.len for every other line.
 */
size_t pv_noise_dated(struct pv_span line);

#endif
