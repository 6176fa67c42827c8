/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "base/sum.h"

#include <string.h>

#define LANES 8
#define ODD UINT64_C(0x9e3779b97f4a7c15)

/* A step that loses nothing: either argument can be told from the result. */
static uint64_t
stir(uint64_t sum, uint64_t word)
{
	sum ^= word;
	return (sum << 29 | sum >> 35) * ODD;
}

uint64_t
pv_sum64(uint64_t seed, struct pv_span s)
{
	uint64_t lane[LANES], word[LANES];
	size_t i = 0, k;

	for (k = 0; k < LANES; k++)
		lane[k] = stir(seed, k);
	for (; s.len - i >= sizeof(word); i += sizeof(word)) {
		memcpy(word, s.ptr + i, sizeof(word));
		for (k = 0; k < LANES; k++)
			lane[k] = stir(lane[k], word[k]);
	}
	memset(word, 0, sizeof(word));
	if (i < s.len)
		memcpy(word, s.ptr + i, s.len - i);
	seed = stir(seed, s.len);
	for (k = 0; k < LANES; k++)
		seed = stir(seed, stir(lane[k], word[k]));
	return seed;
}
