/* SPDX-License-Identifier: MIT */
#ifndef PV_BASE_DIGEST_H
#define PV_BASE_DIGEST_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/span.h"

#define PV_SHA256_HEX 64

/* SHA-256 in lower-case hexadecimal with a NUL, as sha256sum prints it. */
void pv_sha256(struct pv_span s, char out[PV_SHA256_HEX + 1]);

/* BLAKE2b with 256 bits: what has the same one is the same. */
struct pv_digest { unsigned char bytes[32]; };

void pv_digest_of(struct pv_span s, struct pv_digest *out);

static inline bool
pv_digest_eq(const struct pv_digest *a, const struct pv_digest *b)
{
	return memcmp(a->bytes, b->bytes, sizeof(a->bytes)) == 0;
}

/* SipHash-2-4 under a fixed key: for identity within a run, not security. */
uint64_t pv_hash64(struct pv_span s);

#endif
