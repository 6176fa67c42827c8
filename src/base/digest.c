/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/digest.h"

#include <sodium/crypto_generichash.h>
#include <sodium/crypto_hash_sha256.h>
#include <sodium/crypto_shorthash_siphash24.h>

_Static_assert(crypto_hash_sha256_BYTES * 2 == PV_SHA256_HEX, "SHA-256");
_Static_assert(crypto_shorthash_siphash24_BYTES == 8, "SipHash");

static const unsigned char *
bytes_of(struct pv_span s)
{
	return (const unsigned char *)(s.len > 0 ? s.ptr : "");
}

void
pv_sha256(struct pv_span s, char out[PV_SHA256_HEX + 1])
{
	static const char hex[] = "0123456789abcdef";
	unsigned char sum[crypto_hash_sha256_BYTES];

	/* cannot fail: the hash has no state to allocate */
	(void)crypto_hash_sha256(sum, bytes_of(s), s.len);
	for (size_t i = 0; i < sizeof(sum); i++) {
		out[2 * i] = hex[sum[i] >> 4];
		out[2 * i + 1] = hex[sum[i] & 15];
	}
	out[PV_SHA256_HEX] = '\0';
}

void
pv_digest_of(struct pv_span s, struct pv_digest *out)
{
	/* cannot fail: the size is one that it has */
	(void)crypto_generichash(out->bytes, sizeof(out->bytes), bytes_of(s),
	    s.len, NULL, 0);
}

uint64_t
pv_hash64(struct pv_span s)
{
	static const unsigned char
	    key[crypto_shorthash_siphash24_KEYBYTES] = { 0 };
	unsigned char sum[8];
	uint64_t h = 0;

	(void)crypto_shorthash_siphash24(sum, bytes_of(s), s.len, key);
	for (size_t i = sizeof(sum); i > 0; i--)
		h = h << 8 | sum[i - 1];
	return h;
}
