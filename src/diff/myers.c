/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "diff/myers.h"

/*
 * Round d of the algorithm fills diagonals -d, -d + 2 ... d with the furthest
 * a-position reached by d edits.  The trace keeps every round, d + 1 numbers
 * from d * (d + 1) / 2 on, so that the way back is read off it.
 */
static size_t
row(size_t d)
{
	return d * (d + 1) / 2;
}

/* Is the best way to diagonal slot k of round d an insertion? */
static bool
comes_down(const uint32_t *prev, size_t d, size_t k)
{
	return k == 0 || (k < d && prev[k - 1] < prev[k]);
}

/* Walk back from slot k of round d; row d's slot k stands for diagonal 2k - d. */
static void
mark(const struct pv_pair_seq *s, const uint32_t *trace, size_t d, size_t k)
{
	size_t px, py;
	const uint32_t *prev;
	bool down;

	for (; d > 0; d--) {
		prev = trace + row(d - 1);
		down = comes_down(prev, d, k);
		if (!down)
			k--;
		px = prev[k];
		/* diagonal of slot k in round d - 1: x - y = 2k - (d - 1) */
		py = px + (d - 1) - 2 * k;
		if (down)
			s->fresh[py] = true;
		else
			s->gone[px] = true;
	}
}

enum pv_myers_result
pv_myers(const struct pv_pair_seq *s, size_t cap, uint64_t *budget,
    struct pv_vec *trace)
{
	const uint32_t *prev, *all;
	uint32_t v;
	size_t d, k, x, y, from;

	pv_vec_clear(trace);
	for (d = 0; d <= cap; d++) {
		for (k = 0; k <= d; k++) {
			all = trace->ptr;
			x = 0;
			if (d > 0) {
				prev = all + row(d - 1);
				x = comes_down(prev, d, k) ? prev[k] :
				    prev[k - 1] + 1u;
			}
			/* y < 0 or beyond an end: a way that leads nowhere */
			y = x + d - 2 * k;
			from = x;
			while (x < s->n && y < s->m && s->a[x] == s->b[y]) {
				x++;
				y++;
			}
			if (*budget < x - from + 1)
				return PV_MYERS_CAP;
			*budget -= x - from + 1;
			v = (uint32_t)x;
			if (!pv_vec_add(trace, &v))
				return PV_MYERS_NOMEM;
			if (x == s->n && y == s->m) {
				mark(s, trace->ptr, d, k);
				return PV_MYERS_DONE;
			}
		}
	}
	return PV_MYERS_CAP;
}
