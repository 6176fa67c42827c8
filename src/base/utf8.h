/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_UTF8_H
#define PV_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/*
 * Decode the code point at s.ptr (s.len > 0) strictly: no overlong forms, no
 * surrogates, nothing above U+10FFFF.  Returns its length in bytes (1-4) and
 * sets *cp, or 0 when the bytes are not UTF-8.
 */
size_t pv_utf8_decode(struct pv_span s, uint32_t *cp);

/* Write cp to out; returns its length in bytes (1-4). */
size_t pv_utf8_encode(uint32_t cp, char out[4]);

/* Offset of the first byte that is not valid UTF-8, or s.len. */
size_t pv_utf8_check(struct pv_span s);

#endif
