/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/lis.h"

void
pv_lis(const uint32_t *seq, size_t n, uint32_t *work, bool *in)
{
	/* tops[k]: index of the smallest end of a run of k + 1 elements */
	uint32_t *tops = work, *before = work + n;
	size_t piles = 0, lo, hi, mid, i;
	uint32_t at;

	for (i = 0; i < n; i++) {
		in[i] = false;
		lo = 0;
		hi = piles;
		while (lo < hi) {
			mid = (lo + hi) / 2;
			if (seq[tops[mid]] < seq[i])
				lo = mid + 1;
			else
				hi = mid;
		}
		before[i] = lo > 0 ? tops[lo - 1] : UINT32_MAX;
		tops[lo] = (uint32_t)i;
		if (lo == piles)
			piles++;
	}
	for (at = piles > 0 ? tops[piles - 1] : UINT32_MAX; at != UINT32_MAX;
	    at = before[at])
		in[at] = true;
}
