/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_DIGEST_H
#define PV_BASE_DIGEST_H

#include <stdint.h>

#include "base/span.h"

#define PV_SHA256_HEX 64

/* SHA-256 in lower-case hexadecimal with a NUL, as sha256sum prints it. */
void pv_sha256(struct pv_span s, char out[PV_SHA256_HEX + 1]);

/* SipHash-2-4 under a fixed key: for identity within a run, not security. */
uint64_t pv_hash64(struct pv_span s);

#endif
